/** The demo's world in the shapes of the contract. */
import type { EntryCard, EvidenceRow, LineRowDto, MatchCard } from "../../bindings/types";
import { dayOf, money } from "./draw";
import type { DemoEntry, DemoLine, DemoMatch, World } from "./world";

/** The last day of the period, against which things are overdue. */
export const TODAY = 91;

export interface Index {
  byLine: Map<number, DemoMatch[]>;
  byEntry: Map<number, DemoMatch[]>;
}

export function indexOf(world: World): Index {
  const byLine = new Map<number, DemoMatch[]>();
  const byEntry = new Map<number, DemoMatch[]>();
  for (const match of world.matches) {
    if (match.state === "declined") continue;
    byLine.set(match.line, [...(byLine.get(match.line) ?? []), match]);
    byEntry.set(match.entry.id, [...(byEntry.get(match.entry.id) ?? []), match]);
  }
  return { byLine, byEntry };
}

export function stands(match: DemoMatch): boolean {
  return match.state === "auto" || match.state === "confirmed";
}

export function claimed(matches: readonly DemoMatch[]): number {
  return matches.filter(stands).reduce((sum, match) => sum + match.cents, 0);
}

export function classOf(line: DemoLine, index: Index): string {
  const matches = index.byLine.get(line.id) ?? [];
  const taken = claimed(matches);
  if (taken > 0) return taken >= Math.abs(line.cents) ? "matched" : "part";
  if (line.fixed === "ambiguous") return matches.length > 1 ? "ambiguous" : matches.length === 1 ? "suggested" : "unmatched";
  if (line.fixed) return line.fixed;
  return matches.length > 0 ? "suggested" : "unmatched";
}

/** A match's reason, short enough for the list. */
function shortly(best: DemoMatch | undefined): string {
  if (!best) return "Nothing in the ledger is like it";
  if (best.state === "confirmed") return `Confirmed: pays ${best.entry.reference}.`;
  if (best.confidence >= 100) return "Account number";
  if (best.confidence === 99) return "Number typed with a space";
  if (best.confidence === 93) return `Two digits swapped: ${best.entry.reference}`;
  if (best.confidence === 50) return "Two open invoices fit equally";
  return best.explanation;
}

export function rowOf(line: DemoLine, index: Index): LineRowDto {
  const [best] = index.byLine.get(line.id) ?? [];
  const two = (n: number) => String(n).padStart(2, "0");
  const lineClass = classOf(line, index);
  return {
    id: line.id,
    receipt: line.receipt,
    day: dayOf(line.day).label,
    time: `${two(Math.floor(line.minute / 60))}:${two(line.minute % 60)}`,
    party: line.party.name,
    typed: line.typed,
    amount: money(line.cents),
    class: lineClass,
    kind: line.kind,
    why: line.why === "" ? shortly(best) : line.why,
    confidence: best ? String(best.confidence) : "",
  };
}

export function cardOf(entry: DemoEntry, index: Index): EntryCard {
  const matches = index.byEntry.get(entry.id) ?? [];
  const taken = Math.min(entry.cents, claimed(matches));
  const state = taken === 0 ? "open" : taken < entry.cents ? "part" : entry.id % 83 === 0 ? "credit" : "settled";
  return {
    id: entry.id,
    reference: entry.reference,
    account: entry.account,
    party: entry.party.name,
    phone: entry.party.phone,
    direction: entry.direction,
    amount: money(entry.cents),
    allocated: money(taken),
    open: money(entry.cents - taken),
    state,
    due: `${dayOf(entry.due).label} 2026`,
    overdue: entry.due < TODAY && taken < entry.cents,
    description: entry.description,
  };
}

export function matchCardOf(match: DemoMatch, line: DemoLine, index: Index): MatchCard {
  const weights = match.confidence < 96 ? ["+4.1", "+6.0", "+3.2", "+2.7", "+0.4"] : ["", "", "", "", ""];
  const row = (at: number, what: string, statement: string, ledger: string, agreement: string): EvidenceRow => ({ what, statement, ledger, agreement, weight: weights[at] ?? "" });
  const { entry } = match;
  const agrees = (is: boolean) => (is ? "agrees" : "differs");
  return {
    id: match.id,
    state: match.state,
    rule: match.rule,
    confidence: String(match.confidence),
    margin: match.state === "suggested" && match.margin > 0 ? String(match.margin) : "",
    explanation: match.explanation,
    parts: [{ entry: cardOf(entry, index), amount: money(match.cents) }],
    evidence: [
      row(0, "reference", line.typed, entry.reference, line.typed === "" ? "silent" : line.typed === entry.reference ? "agrees" : "partly"),
      row(1, "amount", money(Math.abs(line.cents)), money(entry.cents), Math.abs(line.cents) === entry.cents ? "agrees" : "partly"),
      row(2, "name", line.party.name, entry.party.name, agrees(line.party.name === entry.party.name)),
      row(3, "phone", line.party.phone, entry.party.phone, agrees(line.party.phone === entry.party.phone)),
      row(4, "date", `${dayOf(line.day).label} 2026`, `due ${dayOf(entry.due).label} 2026`, "agrees"),
    ],
  };
}
