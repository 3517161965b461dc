/** The demo's decisions: they change matches, and each can be undone. */
import type { AssignRequest, Decided, DecisionDto } from "../../bindings/types";
import { money } from "./draw";
import { problem } from "./files";
import type { Desk } from "./lists";
import { claimed, indexOf } from "./show";
import type { DemoMatch } from "./world";

/** Whole cents of a typed amount, digit by digit. */
function centsOf(amount: string): number {
  const [whole = "", part = ""] = amount.replaceAll(",", "").split(".");
  return +(whole + part.padEnd(2, "0"));
}

interface Kept {
  id: number;
  what: string;
  lines: number[];
  undone: boolean;
  back: () => void;
}

export function decisionsOf(desk: Desk) {
  const kept: Kept[] = [];
  const { world } = desk;
  const matchOf = (id: number): DemoMatch => {
    const match = world.matches[id - 1];
    if (!match) throw problem("match.gone", "Nothing was changed. This match does not stand any more.", ["Look at the line again."]);
    return match;
  };
  const receiptOf = (line: number) => world.lines[line - 1]?.receipt ?? "";
  const decide = (what: string, line: number, change: () => () => void): Decided => {
    const back = change();
    desk.index = indexOf(world);
    kept.push({ id: kept.length + 1, what, lines: [line], undone: false, back });
    return { what, lines: [line] };
  };
  const setState = (match: DemoMatch, state: DemoMatch["state"]) => () => {
    const before = match.state;
    match.state = state;
    return () => {
      match.state = before;
    };
  };
  const show = ({ id, what, undone }: Kept): DecisionDto => ({ id, at: "19 Nov 2026 15:42", operator: "Wanjiru K.", what, undone });
  const last = () => kept.findLast((decision) => !decision.undone);

  return {
    next: () => last()?.what ?? null,
    all: () => kept.toReversed().map(show),
    of: (line: number) => kept.filter((decision) => decision.lines.includes(line)).toReversed().map(show),
    confirm: (id: number): Decided => {
      const match = matchOf(id);
      if (match.state !== "suggested") throw problem("match.gone", "Nothing was changed. This is no open suggestion any more.", ["Look at the line again."]);
      return decide(`Confirmed ${receiptOf(match.line)} to ${match.entry.reference}`, match.line, setState(match, "confirmed"));
    },
    decline: (id: number): Decided => {
      const match = matchOf(id);
      return decide(`Declined ${match.entry.reference} for ${receiptOf(match.line)}`, match.line, setState(match, "declined"));
    },
    release: (id: number): Decided => {
      const match = matchOf(id);
      return decide(`Took ${receiptOf(match.line)} apart from ${match.entry.reference}`, match.line, setState(match, "declined"));
    },
    assign: ({ line, entry, amount }: AssignRequest): Decided => {
      const to = world.entries[entry - 1];
      const from = world.lines[line - 1];
      if (!to || !from) throw problem("ledger.no_such_record", "Nothing was assigned.", []);
      if (amount !== null && !/^[\d,]+(\.\d{1,2})?$/.test(amount)) {
        throw problem("match.amount", `Nothing was assigned: “${amount}” is no amount above zero.`, ["Type shillings and cents, for example 1,500.00."], { field: "amount" });
      }
      const free = Math.min(Math.abs(from.cents) - claimed(desk.index.byLine.get(line) ?? []), to.cents - claimed(desk.index.byEntry.get(entry) ?? []));
      const cents = amount === null ? free : Math.min(free, centsOf(amount));
      if (cents <= 0) throw problem("match.no_room", `Nothing was assigned: ${to.reference} has nothing open.`, ["Choose another entry."]);
      return decide(`Assigned ${money(cents)} of ${from.receipt} to ${to.reference}`, line, () => {
        const match: DemoMatch = { id: world.matches.length + 1, line, entry: to, cents, state: "confirmed", rule: "manual", confidence: 100, margin: 0, explanation: `Assigned by hand: ${money(cents)} to ${to.reference}.` };
        world.matches.push(match);
        return () => {
          match.state = "declined";
        };
      });
    },
    undo: (): Decided => {
      const decision = last();
      if (!decision) throw problem("decision.none", "There is nothing to undo.", []);
      decision.back();
      decision.undone = true;
      desk.index = indexOf(world);
      return { what: `Undone: ${decision.what}`, lines: decision.lines };
    },
  };
}
