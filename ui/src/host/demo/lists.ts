/** The demo's lists: lines and entries, filtered, searched, ordered, paged. */
import type { DeskSummary, EntriesPage, EntriesRequest, EntryFilter, LineFilter, LineOrder, LinesPage, LinesRequest } from "../../bindings/types";
import { LINE_FILTERS } from "../../app/place";
import { money } from "./draw";
import { cardOf, claimed, classOf, rowOf, type Index } from "./show";
import type { DemoLine, World } from "./world";

export interface Desk {
  world: World;
  index: Index;
  /** Rows that lists pretend to have; the world is repeated until there are as many. */
  rows: number;
}

const TO_DECIDE = ["suggested", "ambiguous", "part", "duplicate", "unmatched"];

function takes(filter: LineFilter, lineClass: string): boolean {
  if (filter === "all") return true;
  if (filter === "to_decide") return TO_DECIDE.includes(lineClass);
  if (filter === "fees_and_transfers") return lineClass === "fee" || lineClass === "transfer";
  return filter === lineClass;
}

const BY: Record<LineOrder, (a: DemoLine, b: DemoLine) => number> = {
  newest: (a, b) => b.day - a.day || b.minute - a.minute || b.id - a.id,
  oldest: (a, b) => a.day - b.day || a.minute - b.minute || a.id - b.id,
  largest: (a, b) => Math.abs(b.cents) - Math.abs(a.cents) || a.id - b.id,
};

export function linesOf(desk: Desk, filter: LineFilter, search: string | null, order: LineOrder): DemoLine[] {
  const text = search?.toLowerCase() ?? "";
  return desk.world.lines
    .filter((line) => takes(filter, classOf(line, desk.index)))
    .filter((line) => text === "" || `${line.receipt} ${line.party.name} ${line.typed} ${money(line.cents)}`.toLowerCase().includes(text))
    .toSorted(BY[order]);
}

export function linesPage(desk: Desk, { filter, search, order, offset, limit }: LinesRequest): LinesPage {
  const list = linesOf(desk, filter, search, order);
  if (filter !== "all" || search || desk.rows <= list.length) {
    return { total: list.length, rows: list.slice(offset, offset + limit).map((line) => rowOf(line, desk.index)) };
  }
  const end = Math.min(desk.rows, offset + limit);
  const rows = Array.from({ length: Math.max(0, end - offset) }, (_, step) => {
    const at = offset + step;
    const row = rowOf(list[at % list.length] as DemoLine, desk.index);
    return { ...row, id: row.id + Math.floor(at / list.length) * 10_000, why: `Row ${at + 1}` };
  });
  return { total: desk.rows, rows };
}

export function summaryOf(desk: Desk, undo: string | null): DeskSummary {
  const { lines } = desk.world;
  const sum = (some: readonly DemoLine[]) => some.reduce((total, line) => total + line.cents, 0);
  const moved = lines.filter((line) => line.fixed !== "not_completed");
  const of = (test: (line: DemoLine, lineClass: string) => boolean) => moved.filter((line) => test(line, classOf(line, desk.index)));
  const opening = 182_450_000;
  const items = [
    { code: "matched_in", name: "Received and matched, to be posted", some: of((line, is) => (is === "matched" || is === "part") && line.cents > 0) },
    { code: "matched_out", name: "Paid out and matched, to be posted", some: of((line, is) => is === "matched" && line.cents < 0) },
    { code: "fees", name: "M-Pesa charges", some: of((_, is) => is === "fee") },
    { code: "sweeps", name: "Settled to bank or settlement account", some: of((line) => line.kind === "sweep") },
    { code: "transfers", name: "Moved between own M-Pesa accounts", some: of((line) => line.kind === "transfer") },
    { code: "reversals", name: "Reversed payments", some: of((_, is) => is === "reversed") },
    { code: "duplicates", name: "Second payments held as credit", some: of((_, is) => is === "duplicate") },
    { code: "to_decide_in", name: "Received, a decision is open", some: of((_, is) => is === "suggested" || is === "ambiguous") },
    { code: "unmatched_in", name: "Received, not identified", some: of((_, is) => is === "unmatched") },
  ].map(({ some, ...item }) => ({ ...item, count: some.length, cents: sum(some) }));
  const statement = opening + sum(moved);
  return {
    subject: "600111 Utility Account · 1 August – 31 October 2026",
    filters: LINE_FILTERS.map((filter) => {
      const list = linesOf(desk, filter, null, "oldest");
      return { filter, count: filter === "all" ? Math.max(list.length, desk.rows) : list.length, amount: money(sum(list)) };
    }),
    bridge: {
      statement: money(statement),
      book: money(opening),
      named: money(statement - opening),
      items: items.map(({ cents, ...item }) => ({ ...item, amount: money(cents) })),
      residual: "0.00",
      residual_zero: true,
      balances_known: true,
    },
    completeness: `Statement complete: ${moved.length.toLocaleString("en")} lines, balance unbroken`,
    complete: true,
    undo,
  };
}

const ENTRY_TESTS: Record<EntryFilter, (card: ReturnType<typeof cardOf>) => boolean> = {
  all: () => true,
  open: (card) => card.state === "open",
  part: (card) => card.state === "part",
  settled: (card) => card.state === "settled",
  credit: (card) => card.state === "credit",
  overdue: (card) => card.overdue,
};

export function entriesPage(desk: Desk, { filter, search, offset, limit }: EntriesRequest): EntriesPage {
  const text = search?.toLowerCase() ?? "";
  const cards = desk.world.entries
    .map((entry) => ({ card: cardOf(entry, desk.index), open: entry.cents - claimed(desk.index.byEntry.get(entry.id) ?? []) }))
    .filter(({ card }) => text === "" || `${card.reference} ${card.account} ${card.party} ${card.amount}`.toLowerCase().includes(text));
  const list = cards.filter(({ card }) => ENTRY_TESTS[filter](card));
  return {
    total: list.length,
    filters: (Object.keys(ENTRY_TESTS) as EntryFilter[]).map((each) => {
      const some = cards.filter(({ card }) => ENTRY_TESTS[each](card));
      return { filter: each, count: some.length, open: money(some.reduce((total, { open }) => total + Math.max(0, open), 0)) };
    }),
    rows: list.slice(offset, offset + limit).map(({ card }) => card),
  };
}
