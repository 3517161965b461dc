/** The demo's audit chain: the days since the business was founded, and what is done while the demo runs. */
import type { AuditEventInfo, AuditEventsPage, AuditEventsRequest } from "../../bindings/types";
import { Dice } from "./draw";

export interface LogEvent {
  seq: number;
  at: string;
  atIso: string;
  operator: string;
  action: string;
  what: string;
  subject: string;
  before: string;
  after: string;
  hash: string;
}

type Said = Pick<LogEvent, "operator" | "action" | "what" | "subject"> & { before?: unknown; after?: unknown };
type Timed = Said & { day: number; minute: number };

const two = (n: number) => String(n).padStart(2, "0");
const stamp = (day: number, minute: number, second: number) => ({
  at: `${day} Nov 2026 ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second)}`,
  atIso: `2026-11-${two(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second)}+03:00`,
});
/** Canonical JSON: keys in order, no blanks. Absent is empty. */
const canonical = (value: unknown): string =>
  value === undefined ? "null" : JSON.stringify(value, (_, each: unknown) => (typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each));

/** What a fortnight at the business looks like. */
function fortnight(): Timed[] {
  const events: Timed[] = [
    { day: 12, minute: 482, operator: "Wanjiru", action: "workspace.create", what: "Made the workspace", subject: "workspace", after: { business: "Soko Mtaani Ltd", environment: "practice" } },
    { day: 12, minute: 482, operator: "Wanjiru", action: "people.found", what: "Founded the workspace with two people", subject: "people", after: { administrator: "Wanjiru", maker: "Otieno" } },
    { day: 12, minute: 484, operator: "Patanisha", action: "profile.supplied", what: "The simulator supplied its profile", subject: "profile 1", after: { kind: "paybill", short_code: "600111" } },
    { day: 12, minute: 490, operator: "Wanjiru", action: "people.add", what: "Added a person", subject: "operator 3", after: { name: "Halima", roles: ["checker"] } },
    { day: 12, minute: 494, operator: "Wanjiru", action: "people.add", what: "Added a person", subject: "operator 4", after: { name: "Kamau", roles: ["auditor"] } },
    { day: 16, minute: 611, operator: "Otieno", action: "access.refused", what: "Was refused", subject: "command audit_verify" },
    { day: 19, minute: 941, operator: "Otieno", action: "import.commit", what: "Imported a statement", subject: "import 1", before: { lines: 0 }, after: { digest: "3f1c9be2a7", lines: 2_400, sha256: "9f2c41d07be3a86f5520c1e84a97d3b6e10f7c2d9b58a64301fd2e7c95b8a013" } },
    { day: 19, minute: 942, operator: "Otieno", action: "import.commit", what: "Imported a ledger", subject: "import 2", before: { entries: 0 }, after: { digest: "c204d8fe11", entries: 1_800, sha256: "9f2c41d07be3a86f5520c1e84a97d3b6e10f7c2d9b58a64301fd2e7c95b8a013" } },
    { day: 19, minute: 943, operator: "Otieno", action: "matching.run", what: "Matched by rules", subject: "run 1", before: { matched: 0, suggested: 0 }, after: { ambiguous: 22, digest: "81aa0c93d4", matched: 1_611, suggested: 131 } },
    { day: 20, minute: 702, operator: "Kamau", action: "audit.verify", what: "Checked the whole chain", subject: "chain", after: { events: 118, holds: true } },
    { day: 24, minute: 655, operator: "Halima", action: "reveal", what: "Revealed a number and name", subject: "line 12", after: { reason: "Customer asks which phone paid", kind: "line" } },
  ];
  const dice = new Dice(411);
  for (let day = 12; day <= 27; day += 1) {
    if (day === 14 || day === 15 || day === 21 || day === 22) continue;
    events.push({ day, minute: 477, operator: "Patanisha", action: "backup.daily", what: "Made the day’s backup", subject: `backup 2026-11-${two(day)}`, after: { checked: true } });
    for (const [at, operator] of ["Wanjiru", "Otieno", "Halima", "Kamau"].entries()) {
      let minute = 480 + dice.below(40);
      for (let turn = 2 + dice.below(3); turn > 0; turn -= 1) {
        events.push({ day, minute, operator, action: "session.sign_in", what: "Signed in", subject: `operator ${at + 1}` });
        minute += 20 + dice.below(90);
        events.push({ day, minute, operator, action: "session.lock", what: "The window locked itself", subject: `operator ${at + 1}`, after: { idle_seconds: 600 } });
        minute += 5 + dice.below(60);
      }
    }
  }
  return events.map((event, at) => ({ event, at })).toSorted((a, b) => a.event.day - b.event.day || a.event.minute - b.event.minute || a.at - b.at).map(({ event }) => event);
}

export interface Log {
  events: readonly LogEvent[];
  /** Records an act of now; answers its number. */
  add: (said: Said) => number;
  page: (request: AuditEventsRequest) => AuditEventsPage;
  find: (test: (event: LogEvent) => boolean) => LogEvent | undefined;
}

export function makeLog(): Log {
  const dice = new Dice(20_261_128);
  const hash = () => Array.from({ length: 64 }, () => "0123456789abcdef"[dice.below(16)]).join("");
  const events: LogEvent[] = [];
  const put = ({ before, after, ...said }: Said, day: number, minute: number, second: number): number => {
    events.push({ ...said, ...stamp(day, minute, second), seq: events.length + 1, before: canonical(before), after: canonical(after), hash: hash() });
    return events.length;
  };
  for (const { day, minute, ...said } of fortnight()) put(said, day, minute, dice.below(60));
  let done = 0;
  const add = (said: Said): number => {
    done += 1;
    return put(said, 28, 552 + Math.floor(done / 60), done % 60);
  };
  const show = ({ seq, atIso, ...event }: LogEvent): AuditEventInfo => ({ ...event, seq: seq, at_iso: atIso });
  const page = ({ before, limit, operator, action }: AuditEventsRequest): AuditEventsPage => ({
    events: events
      .filter((event) => (before === null || event.seq < before) && (operator === null || event.operator === operator) && (action === null || event.action.startsWith(action)))
      .toReversed()
      .slice(0, limit)
      .map(show),
    total: events.length,
    operators: [...new Set(events.map((event) => event.operator))].toSorted(),
  });
  return { events, add, page, find: (test) => events.find(test) };
}
