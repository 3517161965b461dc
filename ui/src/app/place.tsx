/**
 * Where a person stands: section, filter, order, selected line, divider. Kept by the workspace as the
 * preference `desk`, so that a restart comes back to it; searches last as long as the window.
 */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";

import type { CallbackFilter, CallbackUse, EntryFilter, LineFilter, LineOrder, StoryRef } from "../bindings/types";
import { clampShare, SHARE_START } from "../components/SplitView";
import { SECTIONS, SETTINGS_PARTS, type AuditTab, type Section, type SettingsPart } from "./navigation";
import { savePreference } from "./preferences";

export interface Place {
  section: Section;
  filter: LineFilter;
  order: LineOrder;
  line: number | null;
  search: string;
  share: number;
  entryFilter: EntryFilter;
  entry: number | null;
  entrySearch: string;
  /** Part of the settings on show, and the profile open in it. */
  part: SettingsPart;
  profile: number | null;
  /** The audit, as long as the window is open: what is looked for there is nobody else’s business. */
  auditTab: AuditTab;
  auditSearch: string;
  auditShare: number;
  eventsShare: number;
  story: StoryRef | null;
  /** The callbacks, as long as the window is open. */
  callbackFilter: CallbackFilter;
  callbackUse: CallbackUse | null;
  callbackSearch: string;
  callbacksShare: number;
  callback: number | null;
}

export const START: Place = {
  section: "overview",
  filter: "to_decide",
  order: "newest",
  line: null,
  search: "",
  share: SHARE_START,
  entryFilter: "all",
  entry: null,
  entrySearch: "",
  part: "look",
  profile: null,
  auditTab: "find",
  auditSearch: "",
  auditShare: 46,
  eventsShare: 38,
  story: null,
  callbackFilter: "all",
  callbackUse: null,
  callbackSearch: "",
  callbacksShare: 38,
  callback: null,
};

export const LINE_FILTERS: readonly LineFilter[] = [
  "all", "matched", "to_decide", "suggested", "ambiguous", "part", "duplicate", "unmatched", "fees_and_transfers", "reversed", "not_completed",
];
export const LINE_ORDERS: readonly LineOrder[] = ["newest", "oldest", "largest"];
export const ENTRY_FILTERS: readonly EntryFilter[] = ["all", "open", "part", "settled", "credit", "overdue"];
export const CALLBACK_FILTERS: readonly CallbackFilter[] = ["all", "unverified", "strangers", "unlinked"];
export const CALLBACK_USES: readonly CallbackUse[] = ["result", "timeout", "prompt", "confirmation", "validation", "test"];

/** Reads what was kept. Whatever is missing or from another version starts anew. */
export function readPlace(kept: string | undefined): Place {
  let read: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(kept ?? "{}");
    if (typeof parsed === "object" && parsed !== null) read = parsed as Record<string, unknown>;
  } catch {
    return START;
  }
  const id = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : null);
  return {
    ...START,
    section: SECTIONS.find((known) => known === read["section"]) ?? START.section,
    filter: LINE_FILTERS.find((known) => known === read["filter"]) ?? START.filter,
    order: LINE_ORDERS.find((known) => known === read["order"]) ?? START.order,
    line: id(read["line"]),
    share: typeof read["share"] === "number" ? clampShare(read["share"]) : START.share,
    entryFilter: ENTRY_FILTERS.find((known) => known === read["entryFilter"]) ?? START.entryFilter,
    entry: id(read["entry"]),
    part: SETTINGS_PARTS.find((known) => known === read["part"]) ?? START.part,
    profile: id(read["profile"]),
  };
}

/** What is kept of it. */
export function writePlace({ section, filter, order, line, share, entryFilter, entry, part, profile }: Place): string {
  return JSON.stringify({ section, filter, order, line, share, entryFilter, entry, part, profile });
}

/** How long the place must rest before it is kept, in milliseconds. */
const REST = 350;

const Context = createContext<{ place: Place; change: (part: Partial<Place>) => void } | null>(null);

export function PlaceProvider({ kept, children }: { kept: string | undefined; children: ReactNode }) {
  const [place, setPlace] = useState(() => readPlace(kept));
  const saved = useRef(writePlace(place));
  const change = useCallback((part: Partial<Place>) => setPlace((before) => ({ ...before, ...part })), []);
  useEffect(() => {
    const text = writePlace(place);
    if (text === saved.current) return undefined;
    const timer = setTimeout(() => {
      saved.current = text;
      savePreference("desk", text);
    }, REST);
    return () => clearTimeout(timer);
  }, [place]);
  const value = useMemo(() => ({ place, change }), [place, change]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function usePlace() {
  const place = useContext(Context);
  if (!place) throw new Error("a place is always read inside PlaceProvider");
  return place;
}

/** The value once it has rested for `ms`. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
