/**
 * A host in memory, for development in a plain browser and for tests. It answers like the engine does;
 * it keeps nothing, and a production build leaves it out.
 *
 * The address may say `?start` (no workspace yet), `?blocked`, `?clock` (set back), `?rows=1000000`, `?slow`, `?env=sandbox`
 * or `?env=production` (with `&bare`: no workspace there yet), `?sample` (profiles in every state), `?gate=sign_in` or `?gate=people`,
 * `?as=Otieno` (signed in, with what a maker may do), `?stepup` (asks for the passphrase again), `?idle=20` (seconds),
 * `?missing` (the keyring lacks the key), `?tampered=131` (that audit event was changed), `?copied` or `?unproved` (the right to
 * send), `?backup_failed`, `?notice` (something to know at sign-in), `?receiver=away`, `refused`, `behind`, `listening` or `off` (the
 * receiver; one of its own also in practice), `?receiver_clock=-40` (its clock before ours, in seconds).
 */
import type { AppStatus, EnvironmentDto, FilePreview, ImportInfo, JobProgress, Preference, WorkspaceInfo } from "../../bindings/types";
import type { CommandName, FileDrop, Host, RequestOf, ResponseOf } from "../types";
import { auditAnswers, type AuditOptions } from "./audit";
import { backupsOf, type BackupOptions } from "./backups";
import { callbacksOf } from "./callbacks";
import { decisionsOf } from "./decisions";
import { worldAnswers, worldsOf } from "./environments";
import { importOf, previewOf, problem } from "./files";
import { entriesPage, linesOf, linesPage, summaryOf, type Desk } from "./lists";
import { EMPTY_OVERVIEW, overviewOf } from "./overview";
import { cardOf, claimed, indexOf, matchCardOf, rowOf, stands } from "./show";
import { money } from "./draw";
import { leasesOf, type LeaseOptions } from "./leases";
import { makeLog } from "./log";
import { peopleOf, type PeopleOptions } from "./people";
import { asReceiver, receiverOf, type ReceiverOptions } from "./receiver";
import { makeWorld } from "./world";

type Answers = { [Name in CommandName]: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };

const PREFERENCES = "demo-preferences";

export interface DemoOptions extends PeopleOptions, AuditOptions, BackupOptions, LeaseOptions, ReceiverOptions {
  rows?: number;
  start?: boolean;
  blocked?: boolean;
  /** The computer's clock was set back. */
  clockBehind?: boolean;
  /** Milliseconds that a job takes. */
  jobMs?: number;
  preferences?: Preference[];
  /** The world that is open. */
  environment?: EnvironmentDto;
  /** Businesses that the other worlds hold. */
  sandbox?: string;
  production?: string;
  /** Profiles in every state, in the other worlds. */
  sample?: boolean;
  /** The simulator did not start. */
  unavailable?: boolean;
}

function optionsFromAddress(): DemoOptions {
  const asked = new URLSearchParams(window.location.search);
  const kept = sessionStorage.getItem(PREFERENCES);
  const gate = asked.get("gate");
  const as = asked.get("as");
  return {
    rows: Number(asked.get("rows") ?? 0),
    start: asked.has("start"),
    blocked: asked.has("blocked"),
    clockBehind: asked.has("clock"),
    jobMs: asked.has("slow") ? 9_000 : 900,
    preferences: kept ? (JSON.parse(kept) as Preference[]) : [],
    environment: (asked.get("env") as EnvironmentDto | null) ?? "practice",
    ...(asked.has("bare") ? {} : { sandbox: "Mfano Traders Ltd", production: "Mfano Traders Ltd" }),
    sample: asked.has("sample"),
    unavailable: asked.has("unavailable"),
    ...(gate === "sign_in" || gate === "people" ? { gate } : {}),
    ...(as === null ? {} : { as }),
    missingKey: asked.has("missing"),
    ...(asked.has("tampered") ? { tampered: Number(asked.get("tampered")) } : {}),
    copied: asked.has("copied"),
    unproved: asked.has("unproved"),
    backupFailed: asked.has("backup_failed"),
    notice: asked.has("notice"),
    ...asReceiver(asked.get("receiver")),
    receiverClock: Number(asked.get("receiver_clock") ?? 0),
    stepUp: asked.has("stepup"),
    idleSeconds: Number(asked.get("idle") ?? 600),
  };
}

export function demoHost(options: DemoOptions = optionsFromAddress()): Host {
  const worlds = worldsOf(options);
  const full = makeWorld();
  const bare = { lines: [], entries: [], matches: [] };
  const desks: Record<"full" | "bare", Desk> = {
    full: { world: full, index: indexOf(full), rows: options.rows ?? 0 },
    bare: { world: bare, index: indexOf(bare), rows: 0 },
  };
  /** Only practice has lines; the other worlds begin empty. */
  const isFull = () => worlds.here === "practice";
  const now = () => (isFull() ? desks.full : desks.bare);
  const preferences = [...(options.preferences ?? [])];
  const hearers = new Set<(progress: JobProgress) => void>();
  const drops = new Set<(drop: FileDrop) => void>();
  const cancelled = new Set<string>();
  const previews = new Map<string, FilePreview[]>();
  const imports: ImportInfo[] = [
    importOf(previewOf("ledger-august-october.xlsx", null), 2),
    { ...importOf(previewOf("ORG_600111_Utility Account_Completed_20261101080000.csv", null), 1), period: "1 August – 31 October 2026", undo_blocked: "Twelve matches that a person confirmed use its lines. Undo those decisions first." },
  ];
  const running = new Set<string>();
  const decisions = decisionsOf(desks.full);
  const people = peopleOf(options);
  const logs = { full: makeLog(), bare: makeLog() };
  const backups = backupsOf(options);
  const leases = leasesOf(options, worlds, people.both);
  const callbacks = callbacksOf(isFull);
  const receiver = receiverOf(options, worlds, callbacks);
  const lineOf = (id: number) => {
    const line = now().world.lines[(id % 10_000) - 1];
    if (!line) throw problem("ledger.no_such_record", "This line is not in the ledger.", ["Look at the list again."]);
    return line;
  };

  /** Reports progress until done or cancelled. */
  const work = async (job: string, phases: string[]) => {
    const steps = options.jobMs ? 18 : 2;
    running.add(job);
    for (let step = 1; step <= steps; step += 1) {
      await new Promise((go) => setTimeout(go, (options.jobMs ?? 0) / steps));
      if (cancelled.has(job)) {
        running.delete(job);
        throw problem("job.cancelled", "Cancelled. Nothing was changed.", []);
      }
      const phase = phases[Math.floor(((step - 1) / steps) * phases.length)] ?? "";
      const left = Math.ceil(((options.jobMs ?? 0) * (1 - step / steps)) / 1_000);
      for (const hear of hearers) hear({ job, phase, done: Math.floor((step / steps) * 10_000), seconds_left: step > 3 ? left : null });
    }
    running.delete(job);
  };
  const workspace = (): WorkspaceInfo => ({
    business: worlds.places[worlds.here].business ?? "",
    short_code: isFull() ? "Paybill 600 111" : "",
    statements: isFull() ? imports.filter((info) => !info.undone_at).length : 0,
    to_decide: linesOf(now(), "to_decide", null, "oldest").length,
    entries: now().world.entries.length,
    preferences,
    export_folder: "Documents/Patanisha/Reports",
  });
  const status = (): AppStatus => {
    const { business } = worlds.places[worlds.here];
    const part = people.part(business, worlds.here === "practice");
    return { ...common(), ...part, workspace: part.gate === "open" ? workspace() : null };
  };
  const common = () => ({
    version: "0.1.0",
    environment: worlds.here,
    blocked: options.blocked ? problem("keyring.locked", "Your books stay closed: the keyring that holds their key is locked.", ["Unlock the keyring (log in to your desktop session again), then try again.", "If a password window is open, answer it first."], { retry_now: true }) : backups.blocked(),
    clock: options.clockBehind
      ? problem("clock.behind", "This computer's clock shows 2026-11-20 08:00:00, and the last recorded event was at 2026-11-20 09:00:00. Until the clock has passed that moment, changes are recorded under it, so that the audit chain never goes back in time.", ["Set the clock of this computer right, or let the system set it from the network.", "If the clock is right now, it was ahead when that event was recorded: the times of the last events are too late."], { retry_now: true })
      : null,
  });

  /** Decisions enter the chain when somebody next looks at it. */
  const audited = () => {
    const log = isFull() ? logs.full : logs.bare;
    const who = status().session?.name ?? "";
    for (const decision of decisions.all().toReversed()) {
      const subject = `decision ${decision.id}`;
      if (isFull() && !log.find((event) => event.subject === subject)) log.add({ operator: who, action: "match.decide", what: decision.what, subject, after: { what: decision.what } });
      if (isFull() && decision.undone && !log.find((event) => event.subject === subject && event.action === "decision.undo")) log.add({ operator: who, action: "decision.undo", what: `Undone: ${decision.what}`, subject });
    }
    return { desk: now(), log, imports: isFull() ? imports : [], decisionsOf: decisions.of, who, exports: workspace().export_folder };
  };

  const answers: Answers = {
    ...worldAnswers(worlds, work, status, () => running.size > 0),
    ...people.answers(status),
    ...auditAnswers(audited, work, options),
    ...backups.answers(status, () => audited().log, work, leases.restored),
    ...leases.answers,
    ...receiver.answers(work),
    ...callbacks.answers,
    app_status: status,
    practice_create: async ({ job }) => {
      await work(job, ["Inventing customers", "Writing statements", "Importing 2,400 lines", "Matching"]);
      worlds.places.practice.business = "Soko Mtaani Ltd";
      return status();
    },
    job_cancel: ({ job }) => {
      cancelled.add(job);
      return {};
    },
    preference_set: (preference) => {
      const at = preferences.findIndex((kept) => kept.key === preference.key);
      preferences.splice(at < 0 ? preferences.length : at, 1, preference);
      sessionStorage.setItem(PREFERENCES, JSON.stringify(preferences));
      return {};
    },
    overview: () => (isFull() ? overviewOf(now()) : EMPTY_OVERVIEW),
    import_preview: async ({ job, paths, short_code }) => {
      await work(job, paths.map((path) => `Reading ${path.split("/").at(-1) ?? ""}`));
      const files = paths.map((path) => previewOf(path, short_code));
      const token = `preview-${previews.size + 1}`;
      previews.set(token, files);
      return { token, files, can_commit: files.some((file) => !file.problem && file.counts.new > 0) };
    },
    import_commit: async ({ job, token }) => {
      await work(job, ["Storing rows", "Matching"]);
      const files = (previews.get(token) ?? []).filter((file) => !file.problem);
      const made = files.map((file, at) => importOf(file, imports.length + 1 + at));
      imports.unshift(...made);
      return { imports: made, matched: { auto: 731, suggested: 22, ambiguous: 3, unmatched: 14 } };
    },
    import_discard: ({ token }) => {
      previews.delete(token);
      return {};
    },
    imports_list: () => ({ imports: isFull() ? [...imports] : [] }),
    import_detail: ({ id }) => {
      const info = imports.find((each) => each.id === id);
      if (!info) throw problem("ledger.no_such_record", "This import is not held.", []);
      const { certificates, refused, changed, notes, mapping } = previewOf(info.name, null);
      return { info, certificates, refused, changed, notes, mapping };
    },
    import_undo: ({ id }) => {
      const info = imports.find((each) => each.id === id);
      if (!info) throw problem("ledger.no_such_record", "This import is not held.", []);
      info.undone_at = "19 Nov 2026 15:44";
      return info;
    },
    match_run: async ({ job }) => {
      await work(job, ["Matching"]);
      return { auto: 0, suggested: 44, ambiguous: 7, unmatched: 36 };
    },
    desk_summary: () => summaryOf(now(), decisions.next()),
    lines_page: (request) => linesPage(now(), request),
    line_position: ({ id, filter, search, order }) => {
      const at = linesOf(now(), filter, search, order).findIndex((line) => line.id === id % 10_000);
      return { position: at < 0 ? null : at + Math.floor(id / 10_000) * now().world.lines.length };
    },
    line_detail: ({ id }) => {
      const line = lineOf(id);
      const matches = (now().index.byLine.get(line.id) ?? []).toSorted((a, b) => Number(stands(b)) - Number(stands(a)) || b.confidence - a.confidence);
      const row = rowOf(line, now().index);
      const taken = claimed(matches);
      const free = ["fee", "transfer", "reversed", "not_completed"].includes(row.class);
      return {
        line: { ...row, id },
        phone: line.party.phone,
        completed: `${row.day} 2026 ${row.time}:05 EAT`,
        initiated: "",
        wallet: "600111 Utility Account",
        details: line.party.phone === "" ? line.party.name : `Pay Bill from ${line.party.phone} - ${line.party.name.toUpperCase()} Acc. ${line.typed}`,
        allocated: money(taken),
        open: money(free ? 0 : Math.abs(line.cents) - taken),
        has_open: !free && taken < Math.abs(line.cents),
        warnings: line.fixed === "duplicate" ? ["The same payer paid the same amount within a minute."] : [],
        matches: matches.map((match) => matchCardOf(match, line, now().index)),
        related: line.related.map(({ line: other, relation }) => ({ id: other, relation, receipt: lineOf(other).receipt, amount: money(lineOf(other).cents) })),
        would_match: matches.some((match) => match.confidence === 41) ? "INV-20943 would have matched if the amount were 2,100.00." : null,
        source: `ORG_600111_Utility Account_Completed_20261101080000.csv, row ${line.id + 7}`,
        history: decisions.of(line.id),
      };
    },
    match_confirm: ({ id }) => decisions.confirm(id),
    match_decline: ({ id }) => decisions.decline(id),
    match_assign: (request) => decisions.assign(request),
    match_release: ({ id }) => decisions.release(id),
    undo_last: () => decisions.undo(),
    decisions_list: () => ({ decisions: decisions.all() }),
    entries_page: (request) => entriesPage(now(), request),
    entry_detail: ({ id }) => {
      const entry = now().world.entries[id - 1];
      if (!entry) throw problem("ledger.no_such_record", "This entry is not in the ledger.", []);
      const payments = (now().index.byEntry.get(id) ?? []).map((match) => ({ line: rowOf(lineOf(match.line), now().index), amount: money(match.cents), state: match.state, explanation: match.explanation }));
      return { entry: cardOf(entry, now().index), payments, source: `ledger-august-october.xlsx, row ${id + 1}` };
    },
    entries_search: ({ text, line }) => {
      const near = Math.abs(lineOf(line).cents);
      const wanted = text.toLowerCase();
      const found = now().world.entries
        .map((entry) => ({ entry, card: cardOf(entry, now().index) }))
        .filter(({ card }) => card.state !== "settled" && `${card.reference} ${card.account} ${card.party} ${card.amount}`.toLowerCase().includes(wanted))
        .toSorted((a, b) => Math.abs(a.entry.cents - near) - Math.abs(b.entry.cents - near));
      return { entries: found.slice(0, 50).map(({ card }) => card) };
    },
    report_export: async ({ job, folder }) => {
      await work(job, ["Writing reconciliation.xlsx", "Writing reconciliation.pdf"]);
      return { folder: folder ?? `${workspace().export_folder}/2026-10-31`, files: ["reconciliation.xlsx", "reconciliation.pdf", "matches.csv", "lines.csv", "entries.csv", "exceptions.csv", "summary.json"] };
    },
  };

  const listen = <T>(set: Set<T>, hear: T) => {
    set.add(hear);
    return () => void set.delete(hear);
  };
  return {
    invoke: async (name, request) => {
      people.admit(name);
      return answers[name](request);
    },
    onProgress: (hear) => listen(hearers, hear),
    onFileDrop: (hear) => listen(drops, hear),
    pickFiles: (_title, kind) => Promise.resolve(kind === "certificate" ? ["/home/demo/SandboxCertificate.cer"] : ["/home/demo/statement-november.csv", "/home/demo/ledger-november.xlsx"]),
    pickFolder: () => Promise.resolve("/home/demo/exports"),
  };
}
