/** The demo's search over everything, and what it tells of a line, an entry, an import or an operator. */
import type { DecisionDto, ImportInfo, Story, StoryHit, StoryHits, StoryRef, StoryStep } from "../../bindings/types";
import { dayOf, money, type Person } from "./draw";
import { problem } from "./files";
import type { Desk } from "./lists";
import type { Log, LogEvent } from "./log";
import { cardOf, rowOf, stands } from "./show";
import type { DemoEntry, DemoLine, DemoMatch } from "./world";

export interface StoryWorld {
  desk: Desk;
  log: Log;
  imports: readonly ImportInfo[];
  decisionsOf: (line: number) => readonly DecisionDto[];
}

const MOST = 50;

/** The number behind the mask: always the same for the same person. */
export function fullPhone({ name, phone }: Person): string | null {
  if (phone === "") return null;
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 89_989, 7);
  return `${phone.slice(0, 4)}${10_000 + seed}${phone.slice(-3)}`;
}

const whenOf = (line: DemoLine) => `${dayOf(line.day).label} 2026 ${rowTime(line)}`;
const rowTime = (line: DemoLine) => `${String(Math.floor(line.minute / 60)).padStart(2, "0")}:${String(line.minute % 60).padStart(2, "0")}`;
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" · ");

function lineHit(desk: Desk, line: DemoLine, by: string): StoryHit {
  const row = rowOf(line, desk.index);
  return { kind: "line", id: line.id, title: line.receipt, detail: joined(line.party.name, line.party.phone, row.class.replaceAll("_", " ")), amount: money(line.cents), at: whenOf(line), by };
}

function entryHit(desk: Desk, entry: DemoEntry, by: string): StoryHit {
  const card = cardOf(entry, desk.index);
  return { kind: "entry", id: entry.id, title: entry.reference, detail: joined(entry.party.name, entry.account, card.state), amount: money(entry.cents), at: card.due, by };
}

const importHit = (info: ImportInfo, by: string): StoryHit => ({ kind: "import", id: info.id, title: info.name, detail: joined(info.role, info.period), amount: null, at: info.at, by });

/** By what a record with these values is found; nothing if it is not. */
function foundBy(text: string, digits: string, values: Record<string, string>, person: Person): string | null {
  const field = Object.keys(values).find((key) => (values[key] ?? "").toLowerCase().includes(text));
  if (field) return field;
  if (person.name.toLowerCase().includes(text)) return "name";
  return digits.length >= 3 && digits.length === text.replaceAll(/[\s+()-]/g, "").length && (fullPhone(person) ?? "").includes(digits) ? "phone" : null;
}

export function findStories({ desk, log, imports }: StoryWorld, typed: string): StoryHits {
  const text = typed.trim().toLowerCase();
  if (text === "") return { hits: [], more: false };
  const digits = text.replaceAll(/\D/g, "").replace(/^0(?=7|1)/, "254");
  const hits: StoryHit[] = [];
  for (const operator of new Set(log.events.map((event) => event.operator))) {
    if (operator.toLowerCase().includes(text)) hits.push({ kind: "operator", id: 0, title: operator, detail: `${log.events.filter((event) => event.operator === operator).length} events`, amount: null, at: log.events.findLast((event) => event.operator === operator)?.at.slice(0, -3) ?? null, by: "operator" });
  }
  for (const info of imports) if (info.name.toLowerCase().includes(text)) hits.push(importHit(info, "file"));
  for (const line of desk.world.lines) {
    const by = line.kind === "charge" ? null : foundBy(text, digits, { receipt: line.receipt, reference: line.typed, amount: money(line.cents) }, line.party);
    if (by) hits.push(lineHit(desk, line, by));
  }
  for (const entry of desk.world.entries) {
    const by = foundBy(text, digits, { reference: entry.reference, account: entry.account, amount: money(entry.cents) }, entry.party);
    if (by) hits.push(entryHit(desk, entry, by));
  }
  const exact = (hit: StoryHit) => (hit.title.toLowerCase() === text ? 0 : 1);
  const best = hits.toSorted((a, b) => exact(a) - exact(b));
  return { hits: best.slice(0, MOST), more: best.length > MOST };
}

const stepOf = (event: LogEvent, detail: string): StoryStep => ({ at: event.at, at_iso: event.atIso, what: event.what, who: event.operator, detail, seq: event.seq, evidence: null });

/** The step of a match: the run that made it. */
function matchedStep(log: Log, match: DemoMatch, other: string): StoryStep[] {
  const run = log.find((event) => event.action === "matching.run");
  if (!run) return [];
  return [{ ...stepOf(run, `${other}: ${match.explanation}`), what: stands(match) ? `Matched by rule ${match.rule}` : "Suggested", who: "Patanisha" }];
}

function importedStep(log: Log, id: number, title: string, sha256: string, fields: [string, string][]): StoryStep[] {
  const event = log.find(({ action, subject }) => action === "import.commit" && subject === `import ${id}`);
  if (!event) return [];
  return [{ ...stepOf(event, title), what: "Imported", evidence: { title, sha256, fields: fields.map(([name, value]) => ({ name, value })) } }];
}

function revealsOf(log: Log, subject: string): StoryStep[] {
  return log.events.filter((event) => event.action === "reveal" && event.subject === subject).map((event) => stepOf(event, (JSON.parse(event.after) as { reason?: string }).reason ?? ""));
}

function lineStory(world: StoryWorld, line: DemoLine): Omit<Story, "of"> {
  const { desk, log, imports } = world;
  const statement = imports.find((info) => info.role === "statement");
  const matches = desk.index.byLine.get(line.id) ?? [];
  const details = line.party.phone === "" ? line.party.name : `Pay Bill from ${line.party.phone} - ${line.party.name.toUpperCase()} Acc. ${line.typed}`;
  const { date, month } = dayOf(line.day);
  const two = (n: number) => String(n).padStart(2, "0");
  const fields: [string, string][] = [
    ["Receipt No.", line.receipt], ["Completion Time", `2026-${two(month + 8)}-${two(date)} ${rowTime(line)}:05`], ["Details", details],
    ["Transaction Status", line.fixed === "not_completed" ? "Failed" : "Completed"], ["Paid In", line.cents > 0 ? money(line.cents) : ""],
    ["Withdrawn", line.cents < 0 ? money(line.cents) : ""], ["Other Party Info", joined(line.party.phone, line.party.name)], ["A/C No.", line.typed],
  ];
  const decided = world.decisionsOf(line.id).toReversed().flatMap((decision) => {
    const event = log.find(({ subject, action }) => subject === `decision ${decision.id}` && action.startsWith("match."));
    return event ? [stepOf(event, decision.what)] : [];
  });
  return {
    title: line.receipt,
    subtitle: joined(money(line.cents), line.party.name, line.party.phone, whenOf(line)),
    steps: [
      { at: `${whenOf(line)}:05`, at_iso: `2026-${two(month + 8)}-${two(date)}T${rowTime(line)}:05+03:00`, what: line.cents > 0 ? "Paid in" : "Paid out", who: "M-Pesa", detail: details, seq: null, evidence: null },
      ...importedStep(log, statement?.id ?? 0, `${statement?.name ?? ""}, row ${line.id + 7}`, statement?.sha256 ?? "", fields),
      ...matches.flatMap((match) => matchedStep(log, match, match.entry.reference)),
      ...revealsOf(log, `line ${line.id}`),
      ...decided,
    ],
    related: [
      ...matches.map((match) => entryHit(desk, match.entry, "reference")),
      ...line.related.flatMap(({ line: id }) => desk.world.lines.slice(id - 1, id)).map((other) => lineHit(desk, other, "receipt")),
      ...(statement ? [importHit(statement, "file")] : []),
    ],
    masked: line.party.phone !== "",
  };
}

function entryStory({ desk, log, imports }: StoryWorld, entry: DemoEntry): Omit<Story, "of"> {
  const file = imports.find((info) => info.role === "ledger");
  const card = cardOf(entry, desk.index);
  const matches = desk.index.byEntry.get(entry.id) ?? [];
  const lineOf = (match: DemoMatch) => desk.world.lines[match.line - 1] as DemoLine;
  const fields: [string, string][] = [["reference", entry.reference], ["account", entry.account], ["direction", entry.direction], ["party", entry.party.name], ["phone", entry.party.phone], ["amount", money(entry.cents)], ["due_date", card.due], ["description", entry.description]];
  return {
    title: entry.reference,
    subtitle: joined(money(entry.cents), entry.party.name, entry.party.phone, entry.account),
    steps: [...importedStep(log, file?.id ?? 0, `${file?.name ?? ""}, row ${entry.id + 1}`, file?.sha256 ?? "", fields), ...matches.flatMap((match) => matchedStep(log, match, lineOf(match).receipt)), ...revealsOf(log, `entry ${entry.id}`)],
    related: [...matches.map((match) => lineHit(desk, lineOf(match), "reference")), ...(file ? [importHit(file, "file")] : [])],
    masked: entry.party.phone !== "",
  };
}

function importStory({ log }: StoryWorld, info: ImportInfo): Omit<Story, "of"> {
  const steps = importedStep(log, info.id, `${info.name}: ${info.counts.new} new, ${info.counts.known} known, ${info.counts.refused} refused`, info.sha256, [["File", info.name], ["Layout", info.layout], ["Period", info.period]]);
  return { title: info.name, subtitle: joined(info.role, info.period, info.wallet), steps, related: [], masked: false };
}

export function storyOf(world: StoryWorld, of: StoryRef): Story {
  const id = of.id;
  const line = of.kind === "line" ? world.desk.world.lines[id - 1] : undefined;
  if (line) return { of, ...lineStory(world, line) };
  const entry = of.kind === "entry" ? world.desk.world.entries[id - 1] : undefined;
  if (entry) return { of, ...entryStory(world, entry) };
  const info = of.kind === "import" ? world.imports.find((each) => each.id === id) : undefined;
  if (info) return { of, ...importStory(world, info) };
  const own = of.kind === "operator" ? world.log.events.filter((event) => event.operator === of.name) : [];
  if (own.length === 0) throw problem("ledger.no_such_record", "There is no story of this.", ["Search again."]);
  return { of, title: of.name, subtitle: `${own.length} events`, steps: own.slice(-200).map((event) => stepOf(event, event.subject)), related: [], masked: false };
}
