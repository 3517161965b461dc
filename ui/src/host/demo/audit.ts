/** The demo's audit: the search and stories, revealing, the chain and its check, the pack. */
import type { AuditVerdict } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import { problem } from "./files";
import type { Log } from "./log";
import { findStories, fullPhone, storyOf, type StoryWorld } from "./stories";

type Own = Extract<CommandName, `audit_${string}` | "story_find" | "story" | "reveal">;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };

export interface AuditOptions {
  /** The event that somebody changed behind the program’s back. */
  tampered?: number;
}

const SHA = "b7d1e0c52a9f4483f06ed9a1c4470b8e6f2158d3907acb64e1d25f8830c79a12";

/** What the audit needs of the rest of the demo. */
export interface AuditWorld extends Omit<StoryWorld, "log"> {
  log: Log;
  /** Who is signed in. */
  who: string;
  exports: string;
}

function reasoned(reason: string): string {
  const said = reason.trim();
  if (said.length < 5 || said.length > 200) throw problem("audit.reason", "Nothing was done: a reason has 5 to 200 characters.", ["Say in a sentence why."], { field: "reason" });
  return said.replaceAll(/\d{5,}/g, "•••••");
}

function verdictOf(log: Log, tampered: number | undefined): AuditVerdict {
  const events = log.events.length;
  const common = { events: events, head: log.events.at(-1)?.hash ?? "", millis: 412 };
  if (tampered === undefined) {
    return { ...common, holds: true, first_bad: null, fault: null, checked: [`${events} events stand one after the other, from 1 to ${events}, without a gap.`, "Each carries the hash of the one before it.", "Each hash is the hash of what its event says.", "Times never go backwards.", "The chain is as long as this computer’s keyring remembers, or longer.", "3 checkpoints carry valid signatures."] };
  }
  return {
    ...common, holds: false, first_bad: tampered,
    checked: [`Events 1 to ${tampered - 1} stand one after the other, without a gap.`, "Each of them carries the hash of the one before it."],
    fault: problem("audit.hash", `Event ${tampered} does not say what it said when it was recorded: its content and its hash differ.`, ["Change nothing more here, and keep a copy of the ledger file as it is.", "Compare with the last backup whose check held.", "Tell your auditor the event’s number."], { place: `event ${tampered}` }),
  };
}

export function auditAnswers(world: () => AuditWorld, work: (job: string, phases: string[]) => Promise<void>, options: AuditOptions): Answers {
  return {
    audit_events: (request) => world().log.page(request),
    audit_verify: async ({ job }) => {
      const { log, who } = world();
      await work(job, ["Walking the events", "Checking signatures"]);
      const verdict = verdictOf(log, options.tampered);
      log.add({ operator: who, action: "audit.verify", what: "Checked the whole chain", subject: "chain", after: { events: log.events.length, holds: verdict.holds } });
      return verdict;
    },
    story_find: ({ text }) => findStories(world(), text),
    story: (of) => storyOf(world(), of),
    reveal: ({ kind, id, reason }) => {
      const said = reasoned(reason);
      const { desk, log, who } = world();
      const record = kind === "entry" ? desk.world.entries[id - 1] : desk.world.lines[id - 1];
      if (!record) throw problem("ledger.no_such_record", "There is nothing to reveal.", []);
      const seq = log.add({ operator: who, action: "reveal", what: "Revealed a number and name", subject: `${kind} ${id}`, after: { kind, reason: said } });
      return { phone: fullPhone(record.party), name: record.party.name === "" ? null : record.party.name, seq: seq };
    },
    audit_pack: async ({ job, folder, reason }) => {
      const said = reasoned(reason);
      const { log, who, exports } = world();
      await work(job, ["Writing registers", "Writing the chain", "Packing source files"]);
      log.add({ operator: who, action: "audit.pack", what: "Wrote an audit pack", subject: "pack", after: { reason: said, sha256: SHA } });
      return { path: `${folder ?? exports}/soko-mtaani-audit-2026-11-28.zip`, bytes: 4_404_019, sha256: SHA, members: 17, events: log.events.length };
    },
  };
}
