/** Which section is on the screen, and how to get to another. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

import type { LineFilter } from "../bindings/types";

export type Section = "overview" | "statements" | "reconcile" | "ledger" | "callbacks" | "audit" | "settings";

export const SECTIONS: readonly Section[] = ["overview", "statements", "reconcile", "ledger", "callbacks", "audit", "settings"];

export type SettingsPart = "look" | "environment" | "profiles" | "receiver" | "people" | "lease" | "backups";

export const SETTINGS_PARTS: readonly SettingsPart[] = ["look", "environment", "profiles", "receiver", "people", "lease", "backups"];

export type AuditTab = "find" | "events" | "check";

export const AUDIT_TABS: readonly AuditTab[] = ["find", "events", "check"];

/** What the section is asked to show when it opens. */
export type Target =
  | { section: "reconcile"; filter?: LineFilter; line?: number }
  | { section: "ledger"; entry?: number }
  | { section: "audit"; tab?: AuditTab; act?: "pack" }
  | { section: "settings"; part?: SettingsPart; profile?: number; act?: "add" | "test" }
  | { section: "overview" | "statements" | "callbacks" };

export interface Navigation {
  section: Section;
  /** The latest request, with a number that tells one from the next. */
  target: Target;
  visit: number;
  go: (target: Target | Section) => void;
}

const Context = createContext<Navigation | null>(null);

export function NavigationProvider({ start, children }: { start: Target | Section; children: ReactNode }) {
  const [state, setState] = useState<{ target: Target; visit: number }>(() => ({ target: targetOf(start), visit: 0 }));
  const go = useCallback((target: Target | Section) => {
    setState((before) => ({ target: targetOf(target), visit: before.visit + 1 }));
  }, []);
  const value = useMemo(() => ({ section: state.target.section, ...state, go }), [state, go]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

function targetOf(target: Target | Section): Target {
  return typeof target === "string" ? { section: target } : target;
}

export function useNavigation(): Navigation {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("a section is always shown inside NavigationProvider");
  return navigation;
}
