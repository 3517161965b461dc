/** Which section is on the screen, and how to get to another. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

import type { LineFilter } from "../bindings/types";

export type Section = "overview" | "statements" | "reconcile" | "ledger" | "settings";

export const SECTIONS: readonly Section[] = ["overview", "statements", "reconcile", "ledger", "settings"];

/** What the section is asked to show when it opens. */
export type Target =
  | { section: "reconcile"; filter?: LineFilter; line?: number }
  | { section: "ledger"; entry?: number }
  | { section: "overview" | "statements" | "settings" };

export interface Navigation {
  section: Section;
  /** The latest request, with a number that tells one from the next. */
  target: Target;
  visit: number;
  go: (target: Target | Section) => void;
}

const Context = createContext<Navigation | null>(null);

export function NavigationProvider({ start, children }: { start: Section; children: ReactNode }) {
  const [state, setState] = useState<{ target: Target; visit: number }>({ target: { section: start }, visit: 0 });
  const go = useCallback((target: Target | Section) => {
    const next: Target = typeof target === "string" ? { section: target } : target;
    setState((before) => ({ target: next, visit: before.visit + 1 }));
  }, []);
  const value = useMemo(() => ({ section: state.target.section, ...state, go }), [state, go]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("a section is always shown inside NavigationProvider");
  return navigation;
}
