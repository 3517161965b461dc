// Generated from the engine's command table by `cargo xtask bindings`. Do not edit.

/**
 * What the window's frame shows.
 */
export type AppStatus = {
/**
 * Of the program.
 */
version: string,
/**
 * Which world.
 */
environment: EnvironmentDto,
/**
 * What can be shown now.
 */
gate: GateDto,
/**
 * The business, also while nobody is signed in; none without a workspace.
 */
business: string | null,
/**
 * Who can sign in; empty without a workspace, or when somebody is signed in.
 */
operators: Array<OperatorName>,
/**
 * Who is signed in.
 */
session: SessionInfo | null,
/**
 * Why nothing can be opened (no keyring, locked keyring, wrong key), if so.
 */
blocked: Problem | null,
/**
 * The open workspace; none before the first start is done, and while nobody is signed in.
 */
workspace: WorkspaceInfo | null,
/**
 * That this computer's clock runs behind the last recorded event, or is more than two minutes from the
 * one that Safaricom last answered with, if so (law 11).
 */
clock: Problem | null, };

/**
 * Assigns by hand.
 */
export type AssignRequest = {
/**
 * The line.
 */
line: number,
/**
 * The entry.
 */
entry: number,
/**
 * How much, as typed; none for as much as both sides have open.
 */
amount: string | null, };

/**
 * One event of the chain.
 */
export type AuditEventInfo = {
/**
 * From 1, without gaps.
 */
seq: number,
/**
 * "28 Nov 2026 09:12:05"
 */
at: string,
/**
 * The same, ISO with offset.
 */
at_iso: string,
/**
 * Who.
 */
operator: string,
/**
 * `match.confirm`
 */
action: string,
/**
 * "Confirmed a match"
 */
what: string,
/**
 * `match 18`
 */
subject: string,
/**
 * Canonical JSON; a customer's name in it is masked for whoever sees no names.
 */
before: string,
/**
 * As `before`.
 */
after: string,
/**
 * 64 hexadecimal digits.
 */
hash: string, };

/**
 * A page of events, newest first.
 */
export type AuditEventsPage = {
/**
 * The page.
 */
events: Array<AuditEventInfo>,
/**
 * How many events there are in all, whatever the filter.
 */
total: number,
/**
 * Everyone who is named in the chain.
 */
operators: Array<string>, };

/**
 * A page of events, newest first.
 */
export type AuditEventsRequest = {
/**
 * Events older than this one; none for the newest.
 */
before: number | null,
/**
 * 1 to 200.
 */
limit: number,
/**
 * Only of this operator.
 */
operator: string | null,
/**
 * Only actions that begin with this: `match.`
 */
action: string | null, };

/**
 * A pack that was written.
 */
export type AuditPackDone = {
/**
 * Where it is.
 */
path: string,
/**
 * Its size.
 */
bytes: number,
/**
 * Its SHA-256 in hexadecimal.
 */
sha256: string,
/**
 * Files in it.
 */
members: number,
/**
 * Events in it.
 */
events: number, };

/**
 * Writes the audit pack. A job.
 */
export type AuditPackRequest = {
/**
 * The job's id.
 */
job: string,
/**
 * Into which folder; none for the exports folder.
 */
folder: string | null,
/**
 * Why the pack is made, 5 to 200 characters: it carries full numbers and names.
 */
reason: string, };

/**
 * What a check of the whole chain found.
 */
export type AuditVerdict = {
/**
 * Whether everything holds.
 */
holds: boolean,
/**
 * Events walked.
 */
events: number,
/**
 * The hash of the last one, 64 hexadecimal digits.
 */
head: string,
/**
 * What was checked and found, a sentence each.
 */
checked: Array<string>,
/**
 * The first event that does not hold, if one does not.
 */
first_bad: number | null,
/**
 * What is wrong, what it means and what to do, if something is.
 */
fault: Problem | null,
/**
 * How long it took, in milliseconds.
 */
millis: number, };

/**
 * One backup.
 */
export type BackupInfo = {
/**
 * The file's name; names the backup.
 */
file: string,
/**
 * Why it was made.
 */
kind: BackupKind,
/**
 * "28 Nov 2026 09:12"
 */
at: string,
/**
 * "4.2 MB"
 */
size: string,
/**
 * Whether it was opened and checked after it was made.
 */
verified: boolean, };

/**
 * Why a backup was made.
 */
export type BackupKind = "manual" | "daily" | "before_migration" | "before_restore";

/**
 * The backups of this workspace, newest first.
 */
export type BackupList = {
/**
 * Newest first.
 */
backups: Array<BackupInfo>,
/**
 * Where they are.
 */
folder: string,
/**
 * Which are kept, in words.
 */
rule: string,
/**
 * Whether the recovery key was shown and confirmed.
 */
recovery_confirmed: boolean,
/**
 * Why today's automatic backup was not made, and when it was tried; none once a backup was made.
 */
failed: Problem | null, };

/**
 * Restores a backup in place of the ledger, which is set aside and kept.
 */
export type BackupRestore = {
/**
 * The file's name.
 */
file: string, };

/**
 * Book balance to statement balance.
 */
export type BridgeDto = {
/**
 * Statement balance at the end.
 */
statement: string,
/**
 * Book balance at the end.
 */
book: string,
/**
 * Sum of named items.
 */
named: string,
/**
 * The items.
 */
items: Array<BridgeItemDto>,
/**
 * What is left.
 */
residual: string,
/**
 * Whether nothing is left.
 */
residual_zero: boolean,
/**
 * Whether opening and closing are declared or proven, not worked out from rows alone.
 */
balances_known: boolean, };

/**
 * A named difference.
 */
export type BridgeItemDto = {
/**
 * A stable word.
 */
code: string,
/**
 * In an accountant's words.
 */
name: string,
/**
 * How many.
 */
count: number,
/**
 * Signed.
 */
amount: string, };

/**
 * The four counts.
 */
export type BucketCounts = {
/**
 * Seen for the first time.
 */
new: number,
/**
 * Held already.
 */
known: number,
/**
 * Held with other content.
 */
changed: number,
/**
 * Not readable.
 */
refused: number, };

/**
 * How many callbacks each filter has.
 */
export type CallbackCounts = {
/**
 * All of them.
 */
all: number,
/**
 * From no listed address.
 */
unverified: number,
/**
 * Not asked for.
 */
strangers: number,
/**
 * Settled nothing.
 */
unlinked: number, };

/**
 * One delivery of a callback.
 */
export type CallbackDelivery = {
/**
 * When, East Africa Time, ready to show.
 */
at: string,
/**
 * Who posted it.
 */
source: string,
/**
 * Whether that address is on the list.
 */
verified: boolean, };

/**
 * One callback, whole.
 */
export type CallbackDetail = {
/**
 * As lists have it.
 */
row: CallbackRow,
/**
 * The body, masked; JSON is set out in lines.
 */
raw: string,
/**
 * What was read in it.
 */
fields: Array<CallbackField>,
/**
 * Each time it came, oldest first.
 */
deliveries: Array<CallbackDelivery>,
/**
 * Of the body as received, in hex.
 */
sha256: string,
/**
 * Its length, ready to show.
 */
size: string,
/**
 * Whether credentials in it were overwritten before it was stored.
 */
scrubbed: boolean,
/**
 * Whether it was sealed on its way.
 */
sealed: boolean,
/**
 * What had been asked, in words.
 */
request: string | null, };

/**
 * Something that was read in a callback.
 */
export type CallbackField = {
/**
 * What.
 */
key: string,
/**
 * Masked.
 */
value: string, };

/**
 * Which callbacks are listed.
 */
export type CallbackFilter = "all" | "unverified" | "strangers" | "unlinked";

/**
 * What a callback settled.
 */
export type CallbackLink = {
/**
 * `check`, `test` or `line`.
 */
kind: string,
/**
 * The profile's number for the first two, the line's for the last.
 */
id: number,
/**
 * In words.
 */
text: string, };

/**
 * Names a callback.
 */
export type CallbackRef = {
/**
 * Its number.
 */
id: number, };

/**
 * A callback in a list.
 */
export type CallbackRow = {
/**
 * Its number.
 */
id: number,
/**
 * When it first came, East Africa Time, ready to show.
 */
at: string,
/**
 * What its address is for.
 */
use: CallbackUse,
/**
 * Whose address.
 */
short_code: string,
/**
 * What people call that; empty when the short code was removed.
 */
name: string,
/**
 * Whether it was asked for.
 */
standing: CallbackStanding,
/**
 * Whether it came from a listed address at least once.
 */
verified: boolean,
/**
 * What it says, in a few words, masked.
 */
summary: string,
/**
 * How often it came.
 */
deliveries: number,
/**
 * What it settled.
 */
linked: CallbackLink | null, };

/**
 * Whether a callback was asked for.
 */
export type CallbackStanding = "expected" | "stranger";

/**
 * What a callback address is for.
 */
export type CallbackUse = "result" | "timeout" | "prompt" | "confirmation" | "validation" | "test";

/**
 * A page of callbacks, newest first.
 */
export type CallbacksPage = {
/**
 * The rows.
 */
rows: Array<CallbackRow>,
/**
 * What to ask for as `before` next; none at the end.
 */
next: number | null,
/**
 * How many each filter has.
 */
counts: CallbackCounts, };

/**
 * Asks for a page of callbacks.
 */
export type CallbacksRequest = {
/**
 * Which.
 */
filter: CallbackFilter,
/**
 * Of one use only.
 */
use: CallbackUse | null,
/**
 * In their receipt, ids or short code; empty for all.
 */
search: string,
/**
 * Older than this one.
 */
before: number | null,
/**
 * At most so many; 200 are the most.
 */
limit: number, };

/**
 * A completeness certificate.
 */
export type CertificateDto = {
/**
 * "600111 Utility".
 */
wallet: string,
/**
 * "3 Feb 2026 00:00 – 3 Feb 2026 23:59 EAT".
 */
period: string,
/**
 * Completed rows that took part.
 */
rows: number,
/**
 * Balance before, or empty.
 */
opening: string,
/**
 * Money in.
 */
paid_in: string,
/**
 * Money out.
 */
withdrawn: string,
/**
 * Balance after, or empty.
 */
closing: string,
/**
 * `complete`, `broken`, `not_checkable`.
 */
verdict: string,
/**
 * Whole sentences.
 */
findings: Array<string>, };

/**
 * A row that is held with other content.
 */
export type ChangedDto = {
/**
 * Row number in the file.
 */
row: number,
/**
 * Receipt or reference.
 */
name: string,
/**
 * "Amount", "Status", "Open".
 */
what: string,
/**
 * As held.
 */
held: string,
/**
 * As the file has it.
 */
found: string, };

/**
 * The outcome of a check.
 */
export type CheckOutcome = "not_run" | "not_possible" | "passed" | "failed" | "unclear";

/**
 * A named count with its money.
 */
export type CountAmount = {
/**
 * A stable word: `matched`, `0-1`, …
 */
key: string,
/**
 * How many.
 */
count: number,
/**
 * How much.
 */
amount: string, };

/**
 * A day's money.
 */
export type DayFlow = {
/**
 * "19 Nov".
 */
label: string,
/**
 * Money in.
 */
paid_in: string,
/**
 * Money out.
 */
withdrawn: string,
/**
 * Height of the bar, 0–10 000 of the tallest.
 */
in_share: number,
/**
 * Height of the bar, 0–10 000 of the tallest.
 */
out_share: number, };

/**
 * What a decision did.
 */
export type Decided = {
/**
 * "Confirmed UKJ3Z8W5TB to INV-20493".
 */
what: string,
/**
 * The lines whose outcome changed.
 */
lines: number[], };

/**
 * One decision.
 */
export type DecisionDto = {
/**
 * Its number.
 */
id: number,
/**
 * "3 Nov 2026 09:12".
 */
at: string,
/**
 * Who.
 */
operator: string,
/**
 * What.
 */
what: string,
/**
 * Whether it was undone.
 */
undone: boolean, };

/**
 * The decisions.
 */
export type DecisionList = {
/**
 * Newest first, at most 200.
 */
decisions: Array<DecisionDto>, };

/**
 * What frames the desk.
 */
export type DeskSummary = {
/**
 * "Utility · 1 August – 31 October 2026".
 */
subject: string,
/**
 * Every filter.
 */
filters: Array<FilterCount>,
/**
 * Book balance to statement balance.
 */
bridge: BridgeDto,
/**
 * "Statement complete: 2,412 lines, balance unbroken".
 */
completeness: string,
/**
 * Whether it is.
 */
complete: boolean,
/**
 * What undo would undo: "Confirmed UKJ3Z8W5TB to INV-20493"; none when there is nothing.
 */
undo: string | null, };

/**
 * Sets a first or new passphrase with a one-time code, and signs in.
 */
export type Enrol = {
/**
 * The name.
 */
name: string,
/**
 * The code, in any case, with or without hyphens.
 */
code: string,
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * Entries found, at most 50.
 */
export type EntriesFound = {
/**
 * Likeliest first.
 */
entries: Array<EntryCard>, };

/**
 * A page of entries.
 */
export type EntriesPage = {
/**
 * Entries in the whole list.
 */
total: number,
/**
 * Every filter with its count and open money.
 */
filters: Array<EntryFilterCount>,
/**
 * This page.
 */
rows: Array<EntryCard>, };

/**
 * Asks for a page of entries.
 */
export type EntriesRequest = {
/**
 * Which.
 */
filter: EntryFilter,
/**
 * Reference, account, name or amount.
 */
search: string | null,
/**
 * First row, from 0.
 */
offset: number,
/**
 * At most 500.
 */
limit: number, };

/**
 * Searches entries for a line.
 */
export type EntriesSearch = {
/**
 * Reference, account, name or amount; empty lists the likeliest for the line.
 */
text: string,
/**
 * The line: direction must fit, and closeness in amount orders the answer.
 */
line: number, };

/**
 * An entry.
 */
export type EntryCard = {
/**
 * Its number.
 */
id: number,
/**
 * Reference, or empty.
 */
reference: string,
/**
 * Customer or unit, or empty.
 */
account: string,
/**
 * Whose.
 */
party: string,
/**
 * "2547••••455", or empty.
 */
phone: string,
/**
 * `receivable` or `payable`.
 */
direction: string,
/**
 * Whole amount.
 */
amount: string,
/**
 * Allocated.
 */
allocated: string,
/**
 * Still open.
 */
open: string,
/**
 * `open`, `part`, `settled`, `credit`.
 */
state: string,
/**
 * "17 Nov 2026", or empty.
 */
due: string,
/**
 * Whether it is past due and open.
 */
overdue: boolean,
/**
 * Free text.
 */
description: string, };

/**
 * One entry, whole.
 */
export type EntryDetail = {
/**
 * The entry.
 */
entry: EntryCard,
/**
 * The lines that pay it, and how much of each.
 */
payments: Array<EntryPayment>,
/**
 * File and row it came from.
 */
source: string, };

/**
 * Which entries to list.
 */
export type EntryFilter = "all" | "open" | "part" | "settled" | "credit" | "overdue";

/**
 * A filter and how many entries it has.
 */
export type EntryFilterCount = {
/**
 * The filter.
 */
filter: EntryFilter,
/**
 * Entries.
 */
count: number,
/**
 * Their open money.
 */
open: string, };

/**
 * A line that pays an entry.
 */
export type EntryPayment = {
/**
 * The line.
 */
line: LineRowDto,
/**
 * Allocated.
 */
amount: string,
/**
 * `auto`, `confirmed`, `suggested`.
 */
state: string,
/**
 * Why.
 */
explanation: string, };

/**
 * Names an entry.
 */
export type EntryRef = {
/**
 * Its number.
 */
id: number, };

/**
 * Which world the window is in.
 */
export type EnvironmentDto = "practice" | "sandbox" | "production";

/**
 * One world on this computer.
 */
export type EnvironmentInfo = {
/**
 * Which.
 */
environment: EnvironmentDto,
/**
 * Whether this window shows it now.
 */
current: boolean,
/**
 * Whether it has a workspace on this computer.
 */
workspace: boolean,
/**
 * Whether it works here at all: practice needs the built-in simulator, which a host may have
 * failed to start; then why.
 */
unavailable: string | null, };

/**
 * The three worlds, always all of them, in the order practice, sandbox, production.
 */
export type EnvironmentList = {
/**
 * One row each.
 */
environments: Array<EnvironmentInfo>, };

/**
 * Goes to another world. Refused while a job runs.
 */
export type EnvironmentSwitch = {
/**
 * Where to.
 */
to: EnvironmentDto,
/**
 * What the person typed. Production is entered by typing `PRODUCTION`; the others ask nothing.
 */
typed: string | null, };

/**
 * Raw evidence, masked for whom it must be.
 */
export type Evidence = {
/**
 * "sample-statement.csv, row 14"
 */
title: string,
/**
 * The file's SHA-256 in hexadecimal, or empty.
 */
sha256: string,
/**
 * Names and values, in the file's order.
 */
fields: Array<EvidenceField>, };

/**
 * One value of raw evidence.
 */
export type EvidenceField = {
/**
 * The column.
 */
name: string,
/**
 * What stood there, masked where it must be.
 */
value: string, };

/**
 * A piece of evidence.
 */
export type EvidenceRow = {
/**
 * `receipt`, `reference`, `account`, `amount`, `phone`, `name`, `date`.
 */
what: string,
/**
 * What the statement says.
 */
statement: string,
/**
 * What the ledger says.
 */
ledger: string,
/**
 * `agrees`, `partly`, `differs`, `silent`.
 */
agreement: string,
/**
 * "+4.1", or empty while a rule decides.
 */
weight: string, };

/**
 * Asks for the reconciliation's files.
 */
export type ExportRequest = {
/**
 * Names the job.
 */
job: string,
/**
 * Where to; none for the workspace's export folder.
 */
folder: string | null, };

/**
 * What was written.
 */
export type Exported = {
/**
 * The folder.
 */
folder: string,
/**
 * File names in it, the workbook first.
 */
files: Array<string>, };

/**
 * A named figure.
 */
export type Fact = {
/**
 * A stable word: `holder`, `short_code`, `account`, `period`, `opening`, `closing`, `rows`, `total`.
 */
key: string,
/**
 * Its value, ready to show.
 */
value: string, };

/**
 * What one file holds.
 */
export type FilePreview = {
/**
 * Name without folders.
 */
name: string,
/**
 * `statement`, `ledger`, or `unknown` where it could not be read.
 */
role: string,
/**
 * Why it can't be imported; the other files can.
 */
problem: Problem | null,
/**
 * "Organisation-portal statement (F1), CSV".
 */
layout: string,
/**
 * "1,204,331 bytes".
 */
size: string,
/**
 * SHA-256 in hexadecimal.
 */
sha256: string,
/**
 * "Imported on 3 Nov 2026 09:12" when these very bytes are held already.
 */
already_imported: string | null,
/**
 * What the file says of itself: holder, short code, account, period, opening, closing …
 */
facts: Array<Fact>,
/**
 * Columns and what they were taken for.
 */
mapping: Array<MappedDto>,
/**
 * The first rows, read.
 */
first_rows: Array<PreviewRow>,
/**
 * New, known, changed, refused; they add up to `data_rows`.
 */
counts: BucketCounts,
/**
 * Rows of the file that hold a transaction or entry.
 */
data_rows: number,
/**
 * Rows set aside: blank, repeated headers, totals.
 */
set_aside: number,
/**
 * The first 500 refused rows.
 */
refused: Array<RefusedDto>,
/**
 * The first 500 changed rows.
 */
changed: Array<ChangedDto>,
/**
 * Things to know.
 */
notes: Array<string>,
/**
 * One per wallet, for statements.
 */
certificates: Array<CertificateDto>, };

/**
 * A filter and how many lines it has.
 */
export type FilterCount = {
/**
 * The filter.
 */
filter: LineFilter,
/**
 * Lines.
 */
count: number,
/**
 * Their money.
 */
amount: string, };

/**
 * One of the first two people.
 */
export type Founder = {
/**
 * 1 to 40 characters.
 */
name: string,
/**
 * What they are.
 */
roles: Array<RoleDto>,
/**
 * The passphrase they choose.
 */
passphrase: string, };

/**
 * What the window can show now.
 */
export type GateDto = "start" | "people" | "sign_in" | "open";

/**
 * Imports a preview.
 */
export type ImportCommitRequest = {
/**
 * Names the job.
 */
job: string,
/**
 * The preview.
 */
token: string,
/**
 * Take the new figures of changed ledger entries. Changed statement lines are never taken.
 */
accept_changed_entries: boolean, };

/**
 * One import, whole.
 */
export type ImportDetail = {
/**
 * The import.
 */
info: ImportInfo,
/**
 * Its certificates.
 */
certificates: Array<CertificateDto>,
/**
 * The first 500 rows it refused.
 */
refused: Array<RefusedDto>,
/**
 * The first 500 rows it found changed.
 */
changed: Array<ChangedDto>,
/**
 * Its notes.
 */
notes: Array<string>,
/**
 * Its columns.
 */
mapping: Array<MappedDto>, };

/**
 * What an import did.
 */
export type ImportDone = {
/**
 * The imports made.
 */
imports: Array<ImportInfo>,
/**
 * What matching found afterwards.
 */
matched: MatchSummary, };

/**
 * One import.
 */
export type ImportInfo = {
/**
 * Its number.
 */
id: number,
/**
 * File name.
 */
name: string,
/**
 * `statement` or `ledger`.
 */
role: string,
/**
 * Layout in words.
 */
layout: string,
/**
 * "3 Nov 2026 09:12".
 */
at: string,
/**
 * What it covers.
 */
period: string,
/**
 * The wallet, for statements.
 */
wallet: string,
/**
 * The four counts.
 */
counts: BucketCounts,
/**
 * `complete`, `broken`, `not_checkable`, or empty for ledgers.
 */
verdict: string,
/**
 * Why it can't be taken back now; none when it can.
 */
undo_blocked: string | null,
/**
 * When it was taken back.
 */
undone_at: string | null,
/**
 * SHA-256 in hexadecimal.
 */
sha256: string, };

/**
 * Every import.
 */
export type ImportList = {
/**
 * Newest first.
 */
imports: Array<ImportInfo>, };

/**
 * What an import would do.
 */
export type ImportPreview = {
/**
 * Names the preview for commit and discard.
 */
token: string,
/**
 * One per path, in the order they would be imported.
 */
files: Array<FilePreview>,
/**
 * Whether there is anything to import.
 */
can_commit: boolean, };

/**
 * Which files to read.
 */
export type ImportPreviewRequest = {
/**
 * Names the job.
 */
job: string,
/**
 * Full paths; `file://` addresses, as pasted from a file manager, are understood too.
 */
paths: Array<string>,
/**
 * The short code, when a file names none.
 */
short_code: string | null, };

/**
 * Names an import.
 */
export type ImportRef = {
/**
 * Its number.
 */
id: number, };

/**
 * A preview kept by the engine until committed, discarded, or 30 minutes old.
 */
export type ImportToken = {
/**
 * Names the preview.
 */
token: string, };

/**
 * How far a job has come. Sent as the event `progress`.
 */
export type JobProgress = {
/**
 * The id the job was started with.
 */
job: string,
/**
 * What it does now, in words: "Reading statement.csv".
 */
phase: string,
/**
 * 0–10 000 of the whole job.
 */
done: number,
/**
 * Seconds left, once that can be told.
 */
seconds_left: number | null, };

/**
 * Names a job. The page makes the id up, so that it can cancel before the first answer.
 */
export type JobRequest = {
/**
 * Any text that is unique among running jobs.
 */
job: string, };

/**
 * Claims the right to send for a short code.
 */
export type LeaseClaim = {
/**
 * Of a profile.
 */
short_code: string,
/**
 * Who signs beside the administrator.
 */
second: SecondPerson, };

/**
 * Whether this computer may send for a short code.
 */
export type LeaseInfo = {
/**
 * Five to seven digits.
 */
short_code: string,
/**
 * What people call it.
 */
name: string,
/**
 * Whether this ledger may send for it from this computer now.
 */
may_send: boolean,
/**
 * Why not.
 */
problem: Problem | null,
/**
 * Of the last claim; 0 when it was never claimed.
 */
generation: number,
/**
 * "28 Nov 2026 09:12"; none when it was never claimed.
 */
claimed_at: string | null,
/**
 * The two people of the last claim; empty when there is none, or it does not hold.
 */
by: Array<string>, };

/**
 * What the open ledger is, and who may send with it.
 */
export type LeaseList = {
/**
 * What the ledger is.
 */
standing: LedgerStanding,
/**
 * Why it is not this computer's own, or what the keyring said, in words.
 */
why: string | null,
/**
 * One for each profile, by short code.
 */
leases: Array<LeaseInfo>, };

/**
 * What the open ledger is.
 */
export type LedgerStanding = "own" | "copied" | "unproved";

/**
 * The right pane.
 */
export type LineDetail = {
/**
 * The line as the list shows it.
 */
line: LineRowDto,
/**
 * "2547••••455".
 */
phone: string,
/**
 * "19 Nov 2026 14:31:05 EAT".
 */
completed: string,
/**
 * When it was begun, where that differs.
 */
initiated: string,
/**
 * "600111 Utility".
 */
wallet: string,
/**
 * The wording of the statement, masked where it holds a number.
 */
details: string,
/**
 * Claimed.
 */
allocated: string,
/**
 * Not claimed.
 */
open: string,
/**
 * Whether anything is open.
 */
has_open: boolean,
/**
 * Warnings in words.
 */
warnings: Array<string>,
/**
 * Standing matches first, then suggestions, best first.
 */
matches: Array<MatchCard>,
/**
 * Lines of the same receipt, the original of a reversal, the first payment of a double.
 */
related: Array<RelatedLine>,
/**
 * What would have made a near miss match.
 */
would_match: string | null,
/**
 * File and row it came from.
 */
source: string,
/**
 * What was decided about it, newest first.
 */
history: Array<DecisionDto>, };

/**
 * Which lines to list.
 */
export type LineFilter = "all" | "matched" | "to_decide" | "suggested" | "ambiguous" | "part" | "duplicate" | "unmatched" | "fees_and_transfers" | "reversed" | "not_completed";

/**
 * In which order.
 */
export type LineOrder = "newest" | "oldest" | "largest";

/**
 * Where a line stands.
 */
export type LinePosition = {
/**
 * From 0; none when it is not in the list.
 */
position: number | null, };

/**
 * Asks where a line stands.
 */
export type LinePositionRequest = {
/**
 * The line.
 */
id: number,
/**
 * In which list.
 */
filter: LineFilter,
/**
 * With which search.
 */
search: string | null,
/**
 * In which order.
 */
order: LineOrder, };

/**
 * Names a line.
 */
export type LineRef = {
/**
 * Its number.
 */
id: number, };

/**
 * A line in the list.
 */
export type LineRowDto = {
/**
 * Its number.
 */
id: number,
/**
 * Receipt.
 */
receipt: string,
/**
 * "19 Nov".
 */
day: string,
/**
 * "14:31".
 */
time: string,
/**
 * Payer or payee; own transfers in words.
 */
party: string,
/**
 * What was typed.
 */
typed: string,
/**
 * Signed.
 */
amount: string,
/**
 * `LineClass`' word.
 */
class: string,
/**
 * `LineKind`' word.
 */
kind: string,
/**
 * Why, one sentence.
 */
why: string,
/**
 * Certainty of its best match, "93"; empty where there is none.
 */
confidence: string, };

/**
 * A page of lines.
 */
export type LinesPage = {
/**
 * Lines in the whole list.
 */
total: number,
/**
 * This page.
 */
rows: Array<LineRowDto>, };

/**
 * Asks for a page of lines.
 */
export type LinesRequest = {
/**
 * Which.
 */
filter: LineFilter,
/**
 * Receipt, typed account, name or amount; folded like matching folds them.
 */
search: string | null,
/**
 * In which order.
 */
order: LineOrder,
/**
 * First row, from 0.
 */
offset: number,
/**
 * At most 500.
 */
limit: number, };

/**
 * A column and what it was taken for.
 */
export type MappedDto = {
/**
 * As printed.
 */
header: string,
/**
 * The field, or none when it is kept only in the file's bytes.
 */
field: string | null, };

/**
 * A match with its reasons.
 */
export type MatchCard = {
/**
 * Its number.
 */
id: number,
/**
 * `auto`, `confirmed`, `suggested`.
 */
state: string,
/**
 * The rule's word.
 */
rule: string,
/**
 * "93".
 */
confidence: string,
/**
 * How far the next best is: "52"; empty when there is none.
 */
margin: string,
/**
 * One sentence.
 */
explanation: string,
/**
 * What it pays.
 */
parts: Array<MatchPart>,
/**
 * Evidence, row by row.
 */
evidence: Array<EvidenceRow>, };

/**
 * An entry and how much of the line goes to it.
 */
export type MatchPart = {
/**
 * The entry.
 */
entry: EntryCard,
/**
 * Allocated.
 */
amount: string, };

/**
 * Names a match.
 */
export type MatchRef = {
/**
 * Its number.
 */
id: number, };

/**
 * What a matching run found.
 */
export type MatchSummary = {
/**
 * Lines matched by this run itself.
 */
auto: number,
/**
 * Lines that now have a suggestion.
 */
suggested: number,
/**
 * Lines with rivals.
 */
ambiguous: number,
/**
 * Ledger-bound lines with nothing.
 */
unmatched: number, };

/**
 * Something that waits.
 */
export type Need = {
/**
 * `decide`, `ambiguous`, `unmatched`, `duplicate`, `gap`, `refused`.
 */
kind: string,
/**
 * "84 statement lines, 7 of them ambiguous".
 */
text: string,
/**
 * The money concerned.
 */
amount: string,
/**
 * Where on the desk it is seen, if there.
 */
filter: LineFilter | null, };

/**
 * A person who takes a new key, under a passphrase of their own.
 */
export type NewPassphrase = {
/**
 * The name, as it is on record.
 */
name: string,
/**
 * The passphrase they choose.
 */
passphrase: string, };

/**
 * A request or answer with nothing in it.
 */
export type Nothing = Record<symbol, never>;

/**
 * How loud a notice is.
 */
export type NoticeTone = "info" | "warning" | "danger";

/**
 * Somebody who can sign in, as the sign-in screen lists them.
 */
export type OperatorName = {
/**
 * The name.
 */
name: string,
/**
 * What they are.
 */
roles: Array<RoleDto>,
/**
 * Whether they have a passphrase yet; if not, they enter with a one-time code.
 */
enrolled: boolean,
/**
 * In practice only: the passphrase, shown on the screen.
 */
practice_passphrase: string | null, };

/**
 * The overview.
 */
export type Overview = {
/**
 * "1 August – 31 October 2026"; none before the first import.
 */
period: string | null,
/**
 * What waits for a person, most pressing first.
 */
needs: Array<Need>,
/**
 * Money in and out by day (at most 92 days, else by week), oldest first.
 */
days: Array<DayFlow>,
/**
 * Sum of money in.
 */
paid_in: string,
/**
 * Sum of money out.
 */
withdrawn: string,
/**
 * Share of ledger-bound lines that are matched: "95.1".
 */
matched_percent: string,
/**
 * The same by value.
 */
matched_value_percent: string,
/**
 * 0–10 000, for the bar: matched, to decide, unmatched.
 */
matched_shares: [number, number, number],
/**
 * Lines per outcome.
 */
outcomes: Array<CountAmount>,
/**
 * Unmatched lines by age.
 */
ageing: Array<CountAmount>,
/**
 * Coverage of each wallet.
 */
wallets: Array<WalletCoverage>,
/**
 * Book balance to statement balance.
 */
bridge: BridgeDto | null, };

/**
 * Changes one's own passphrase. The key stays the same.
 */
export type PassphraseChange = {
/**
 * The one until now.
 */
old: string,
/**
 * The new one.
 */
new: string, };

/**
 * A passphrase and nothing else.
 */
export type PassphraseOnly = {
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * How strong a passphrase is. It is kept nowhere.
 */
export type PassphraseStrength = {
/**
 * 0 to 4; 3 is enough.
 */
score: number,
/**
 * Whether it would be taken.
 */
enough: boolean,
/**
 * What would make it better; empty when it is enough.
 */
advice: Array<string>, };

/**
 * Names the first two people of a workspace: an administrator and one other, each typing their own
 * passphrase.
 */
export type PeopleFound = {
/**
 * The administrator.
 */
administrator: Founder,
/**
 * The other.
 */
other: Founder, };

/**
 * Everyone, and the records that say so, newest first.
 */
export type PeopleList = {
/**
 * In the order they came.
 */
people: Array<PersonInfo>,
/**
 * Newest first.
 */
records: Array<RecordInfo>, };

/**
 * Gives two people new keys with the recovery key, where too few are left who can sign. Their old keys
 * are retired; outside practice both can't approve for 24 hours.
 */
export type PeopleRecover = {
/**
 * The recovery key as it was written down: any case, with or without blanks and hyphens.
 */
recovery_key: string,
/**
 * An administrator.
 */
administrator: NewPassphrase,
/**
 * Anybody else who is not retired.
 */
other: NewPassphrase, };

/**
 * Adds a person.
 */
export type PersonAdd = {
/**
 * 1 to 40 characters, used by nobody before.
 */
name: string,
/**
 * What they are.
 */
roles: Array<RoleDto>,
/**
 * Who signs beside the administrator.
 */
second: SecondPerson, };

/**
 * Retires a person, or gives them a new one-time code.
 */
export type PersonChange = {
/**
 * Who.
 */
id: number,
/**
 * Who signs beside the administrator.
 */
second: SecondPerson, };

/**
 * A one-time code, shown once.
 */
export type PersonCode = {
/**
 * For whom.
 */
name: string,
/**
 * `7KQ2-M9FD-X0AB`
 */
code: string,
/**
 * Everyone as they are now.
 */
people: PeopleList, };

/**
 * A person of the workspace.
 */
export type PersonInfo = {
/**
 * The number, never given twice.
 */
id: number,
/**
 * The name.
 */
name: string,
/**
 * What they are.
 */
roles: Array<RoleDto>,
/**
 * Where they stand.
 */
state: PersonState,
/**
 * Four groups of four letters to compare by phone; none while invited.
 */
fingerprint: string | null,
/**
 * "28 Nov 2026 09:12": from when they may approve, if that is still to come.
 */
may_approve_from: string | null,
/**
 * Whether this is who is signed in.
 */
me: boolean, };

/**
 * Changes what a person is.
 */
export type PersonRoles = {
/**
 * Who.
 */
id: number,
/**
 * What they are from now on.
 */
roles: Array<RoleDto>,
/**
 * Who signs beside the administrator.
 */
second: SecondPerson, };

/**
 * Where a person stands.
 */
export type PersonState = "invited" | "active" | "retired";

/**
 * A kept preference. Keys: `theme` (system, light, dark), `language` (en, sw), `desk` (JSON the page
 * wrote: filter, order, selected line). Values up to 4,096 bytes.
 */
export type Preference = {
/**
 * Which.
 */
key: string,
/**
 * What.
 */
value: string, };

/**
 * A row of the preview.
 */
export type PreviewRow = {
/**
 * Row number in the file.
 */
row: number,
/**
 * `new`, `known`, `changed`, `refused`.
 */
bucket: string,
/**
 * Receipt or reference.
 */
name: string,
/**
 * "3 Feb 2026 12:40:05" or the entry's date.
 */
when: string,
/**
 * Payer or customer, masked.
 */
party: string,
/**
 * Typed account or customer account.
 */
account: string,
/**
 * Signed amount.
 */
amount: string,
/**
 * Balance after, for statements; open amount, for ledgers.
 */
balance: string,
/**
 * The kind of line or the direction.
 */
kind: string,
/**
 * Warnings or the reason of refusal.
 */
remark: string, };

/**
 * A problem as hosts show it.
 */
export type Problem = {
/**
 * Stable, `area.what`.
 */
code: string,
/**
 * What happened to the money or the data, and why.
 */
message: string,
/**
 * What to do, most promising first.
 */
remedies: Array<string>,
/**
 * The form field at fault.
 */
field: string | null,
/**
 * "march.csv, row 14, column Paid In".
 */
place: string | null,
/**
 * Whether the same act may succeed at once.
 */
retry_now: boolean, };

/**
 * Adds a profile.
 */
export type ProfileAdd = {
/**
 * Five to seven digits.
 */
short_code: string,
/**
 * What it is for.
 */
kind: ProfileKind,
/**
 * What people call it.
 */
name: string, };

/**
 * The real calls that test a profile.
 */
export type ProfileCheck = "token" | "balance";

/**
 * How a check ended last.
 */
export type ProfileCheckInfo = {
/**
 * Which.
 */
check: ProfileCheck,
/**
 * How.
 */
outcome: CheckOutcome,
/**
 * The verdict in plain words; what is missing when it can't be run.
 */
text: string,
/**
 * What to do, most promising first.
 */
remedies: Array<string>,
/**
 * When, East Africa Time, ready to show.
 */
at: string | null, };

/**
 * A short code in the current environment and how ready it is.
 */
export type ProfileInfo = {
/**
 * Stable within the workspace.
 */
id: number,
/**
 * Five to seven digits.
 */
short_code: string,
/**
 * What it is for.
 */
kind: ProfileKind,
/**
 * What people call it, 1 to 60 characters.
 */
name: string,
/**
 * The checklist, in the order to go through it.
 */
items: Array<ProfileItemInfo>,
/**
 * Required items that are given, and how many are required.
 */
given: number,
/**
 * See `given`.
 */
required: number,
/**
 * The real calls, in order: token, balance.
 */
checks: Array<ProfileCheckInfo>,
/**
 * True for the practice profile, which the built-in simulator keeps supplied.
 */
supplied: boolean, };

/**
 * One thing on a profile's checklist.
 */
export type ProfileItem = "consumer_key" | "consumer_secret" | "passkey" | "initiator_name" | "initiator_password" | "security_credential" | "certificate" | "callback_base" | "base_url" | "proxy";

/**
 * One row of the checklist.
 */
export type ProfileItemInfo = {
/**
 * Which.
 */
item: ProfileItem,
/**
 * Whether the profile can do its work without it.
 */
required: boolean,
/**
 * Whether something is kept.
 */
given: boolean,
/**
 * Whether the value is a secret: then `shown` is always empty.
 */
secret: boolean,
/**
 * The value of an item that is no secret; for the certificate its common name.
 */
shown: string | null,
/**
 * More about it: the certificate's facts (key size, fingerprint, validity), one line each.
 */
facts: Array<string>,
/**
 * When it was last set, East Africa Time, ready to show.
 */
set_at: string | null,
/**
 * What to know about it: the password ends in nine days, the certificate is the other
 * environment's. Plain words.
 */
notice: ProfileNotice | null, };

/**
 * Names an item of a profile, to delete it.
 */
export type ProfileItemRef = {
/**
 * Of which profile.
 */
profile: number,
/**
 * Which item.
 */
item: ProfileItem, };

/**
 * Gives or replaces an item. `Debug` shows no value.
 */
export type ProfileItemSet = {
/**
 * Of which profile.
 */
profile: number,
/**
 * Which item.
 */
item: ProfileItem,
/**
 * The value. For the certificate its PEM text, or the path of a PEM or DER file.
 */
value: string, };

/**
 * What kind of short code a profile is for.
 */
export type ProfileKind = "paybill" | "till" | "payout" | "one_account";

/**
 * The profiles of the open workspace.
 */
export type ProfileList = {
/**
 * In the order they were added.
 */
profiles: Array<ProfileInfo>, };

/**
 * Something to know about an item.
 */
export type ProfileNotice = {
/**
 * `info`, `warning` or `danger`.
 */
tone: NoticeTone,
/**
 * In words.
 */
text: string, };

/**
 * Names a profile.
 */
export type ProfileRef = {
/**
 * Its id.
 */
profile: number, };

/**
 * Runs one check, or all that can be run. A job.
 */
export type ProfileTest = {
/**
 * The job's id.
 */
job: string,
/**
 * Which profile.
 */
profile: number,
/**
 * Which check; none for all.
 */
check: ProfileCheck | null, };

/**
 * Connects a receiver. Nothing of it is kept unless it answers.
 */
export type ReceiverConnect = {
/**
 * Begins with https, or with plain http to this computer.
 */
url: string,
/**
 * The console's bearer token. Goes to the keyring and never comes back.
 */
token: string,
/**
 * The one certificate that is trusted, as PEM; none for those the system trusts.
 */
certificate: string | null,
/**
 * Whether bodies are encrypted to this console, so that the receiver's host can't read them.
 */
seal: boolean, };

/**
 * The receiver as the window shows it.
 */
export type ReceiverInfo = {
/**
 * How it goes.
 */
state: ReceiverState,
/**
 * Whether it is the one that practice runs in this program.
 */
builtin: boolean,
/**
 * Where it is.
 */
url: string | null,
/**
 * What keeps it from working, or is to be known.
 */
problem: Problem | null,
/**
 * Its program's version.
 */
version: string | null,
/**
 * `sqlite` or `postgres`.
 */
store: string | null,
/**
 * Whether bodies are sealed to this console.
 */
sealed: boolean,
/**
 * When the last delivery came to it, East Africa Time, ready to show.
 */
last_delivery: string | null,
/**
 * When deliveries were last taken from it.
 */
last_drained: string | null,
/**
 * Deliveries that wait there.
 */
backlog: number,
/**
 * Callbacks in the ledger.
 */
kept: number,
/**
 * When addresses and rules were last published to it.
 */
published: string | null,
/**
 * Its clock before ours, in seconds; behind is negative.
 */
clock_difference_seconds: number | null,
/**
 * The addresses.
 */
kinds: Array<ReceiverKind>,
/**
 * How payments are answered while they can still be refused.
 */
rules: ReceiverRules,
/**
 * Open references that it knows.
 */
open_references: number,
/**
 * How the last test delivery went.
 */
last_test: ReceiverTested | null, };

/**
 * The first part of the addresses of one short code and use.
 */
export type ReceiverKind = {
/**
 * Whose.
 */
short_code: string,
/**
 * What people call it.
 */
name: string,
/**
 * What for.
 */
use: CallbackUse,
/**
 * Masked: all but the host and four characters of the token.
 */
address: string,
/**
 * When it was made, East Africa Time, ready to show.
 */
made: string,
/**
 * Until when it is still taken, for one that was rotated out.
 */
until: string | null, };

/**
 * Makes new callback addresses.
 */
export type ReceiverRotate = {
/**
 * How many hours the old ones are still taken: 1 to 168.
 */
overlap_hours: number, };

/**
 * How a payment is answered while it can still be refused.
 */
export type ReceiverRules = {
/**
 * The answer when nothing else decides.
 */
accept_by_default: boolean,
/**
 * Whether a reference that is not open is taken.
 */
accept_unknown: boolean,
/**
 * Whether more than what is open is taken.
 */
accept_over: boolean,
/**
 * Whether less than what is open is taken.
 */
accept_under: boolean, };

/**
 * How it goes with the receiver.
 */
export type ReceiverState = "off" | "connecting" | "listening" | "behind" | "away" | "refused";

/**
 * How a test delivery went.
 */
export type ReceiverTested = {
/**
 * Whether it came back.
 */
ok: boolean,
/**
 * When, East Africa Time, ready to show.
 */
at: string,
/**
 * From posting until it was in the ledger, in milliseconds.
 */
took_ms: number,
/**
 * In words.
 */
text: string,
/**
 * What went wrong.
 */
problem: Problem | null, };

/**
 * A signed record about people.
 */
export type RecordInfo = {
/**
 * From 1, without gaps.
 */
number: number,
/**
 * "28 Nov 2026 09:12"
 */
at: string,
/**
 * "Halima added as checker"
 */
what: string,
/**
 * Who signed it.
 */
signed_by: Array<string>, };

/**
 * Confirms that the recovery key was written down.
 */
export type RecoveryConfirm = {
/**
 * The groups that were asked for, in the order they were asked for.
 */
groups: Array<string>, };

/**
 * The recovery key, in groups of four characters, to write down.
 */
export type RecoveryKey = {
/**
 * Fourteen groups of four.
 */
groups: Array<string>,
/**
 * Which three groups (from 1) are asked for to confirm that it was written down.
 */
confirm: Array<number>, };

/**
 * A recovery key as typed: any case, with or without blanks and hyphens; O is read as 0, I and L as 1.
 */
export type RecoveryText = {
/**
 * What was typed.
 */
text: string, };

/**
 * A row that was refused.
 */
export type RefusedDto = {
/**
 * Row number in the file.
 */
row: number,
/**
 * Column at fault.
 */
column: string | null,
/**
 * What was read there.
 */
read: string,
/**
 * What was expected.
 */
expected: string,
/**
 * Why, a whole sentence.
 */
reason: string, };

/**
 * Another line that belongs to this one.
 */
export type RelatedLine = {
/**
 * Its number.
 */
id: number,
/**
 * "Charge", "Reversal", "First payment".
 */
relation: string,
/**
 * Its receipt.
 */
receipt: string,
/**
 * Its amount.
 */
amount: string, };

/**
 * Asks for the full number and name of a line or entry. Recorded with the reason.
 */
export type RevealRequest = {
/**
 * A line or an entry.
 */
kind: StoryKind,
/**
 * Its number.
 */
id: number,
/**
 * Why, 5 to 200 characters. Recorded, with numbers in it masked.
 */
reason: string, };

/**
 * The full number and name, as far as the file has them.
 */
export type Revealed = {
/**
 * The number, if there is one.
 */
phone: string | null,
/**
 * The name, if there is one.
 */
name: string | null,
/**
 * The event that recorded it.
 */
seq: number, };

/**
 * What a person is in a workspace.
 */
export type RoleDto = "administrator" | "maker" | "checker" | "auditor";

/**
 * The second signature under a record: somebody else than who is signed in, here in person.
 */
export type SecondPerson = {
/**
 * The name.
 */
name: string,
/**
 * Their passphrase.
 */
passphrase: string, };

/**
 * Who is signed in.
 */
export type SessionInfo = {
/**
 * The person's number.
 */
id: number,
/**
 * The name.
 */
name: string,
/**
 * What they are.
 */
roles: Array<RoleDto>,
/**
 * The commands that they may give.
 */
may: Array<string>,
/**
 * Plain sentences to show once after signing in; empty normally. "On 28 Nov 2026 09:12 Naliaka and
 * Baraka took new keys with the recovery key.", for each time since this person last signed in.
 */
notices: Array<string>,
/**
 * Seconds without an act after which the window locks itself.
 */
idle_seconds: number, };

/**
 * Signs in.
 */
export type SignIn = {
/**
 * The name.
 */
name: string,
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * The whole story of one thing, oldest first.
 */
export type Story = {
/**
 * What it is about.
 */
of: StoryRef,
/**
 * A receipt, a reference, a file's name.
 */
title: string,
/**
 * Who and how much, masked.
 */
subtitle: string,
/**
 * Oldest first.
 */
steps: Array<StoryStep>,
/**
 * What else belongs to it, as hits: the other line, the entry.
 */
related: Array<StoryHit>,
/**
 * Whether a number or name in it is masked and may be revealed.
 */
masked: boolean, };

/**
 * One box: receipt, phone (any form, any part), name, reference, amount, batch or operator.
 */
export type StoryFind = {
/**
 * What was typed, up to 100 characters.
 */
text: string, };

/**
 * Something that was found.
 */
export type StoryHit = {
/**
 * What it is.
 */
kind: StoryKind,
/**
 * Its number; of an operator, 0.
 */
id: number,
/**
 * A receipt, a reference, a file's name, an operator's name.
 */
title: string,
/**
 * Party, masked; account; state.
 */
detail: string,
/**
 * "1,500.00", if it has one.
 */
amount: string | null,
/**
 * "28 Nov 2026 09:12", if it has one.
 */
at: string | null,
/**
 * By what it was found: "phone", "receipt".
 */
by: string, };

/**
 * What was found, best first; up to 50.
 */
export type StoryHits = {
/**
 * The hits.
 */
hits: Array<StoryHit>,
/**
 * Whether there are more than are given.
 */
more: boolean, };

/**
 * What a story is about.
 */
export type StoryKind = "line" | "entry" | "import" | "operator";

/**
 * Names one story.
 */
export type StoryRef = {
/**
 * What it is about.
 */
kind: StoryKind,
/**
 * Its number; of an operator, 0.
 */
id: number,
/**
 * An operator's name; else empty.
 */
name: string, };

/**
 * One step of a story.
 */
export type StoryStep = {
/**
 * "28 Nov 2026 09:12:05"
 */
at: string,
/**
 * The same, ISO with offset.
 */
at_iso: string,
/**
 * "Imported", "Matched by rule reference", "Confirmed"
 */
what: string,
/**
 * Who did it, or "M-Pesa" for the payment itself.
 */
who: string,
/**
 * One sentence more; may be empty.
 */
detail: string,
/**
 * The audit event that says so, if one does.
 */
seq: number | null,
/**
 * The raw evidence beneath it, if there is any: a statement's row as it stood in the file.
 */
evidence: Evidence | null, };

/**
 * How far a wallet's statements reach.
 */
export type WalletCoverage = {
/**
 * "600111 Utility".
 */
wallet: string,
/**
 * "Complete 1–19 November, balance unbroken".
 */
text: string,
/**
 * Whether it proves completeness.
 */
complete: boolean,
/**
 * One per day or week of the whole period: `covered`, `gap`, `none`.
 */
days: Array<string>, };

/**
 * Makes an empty workspace in the current environment (sandbox or production; practice has
 * `practice_create`).
 */
export type WorkspaceCreate = {
/**
 * The business' name, 1 to 80 characters.
 */
business: string, };

/**
 * The open workspace.
 */
export type WorkspaceInfo = {
/**
 * The business.
 */
business: string,
/**
 * "Paybill 600 111".
 */
short_code: string,
/**
 * Imports that stand.
 */
statements: number,
/**
 * Lines that wait for a person.
 */
to_decide: number,
/**
 * Ledger entries.
 */
entries: number,
/**
 * Kept preferences.
 */
preferences: Array<Preference>,
/**
 * Where exports go unless another folder is chosen.
 */
export_folder: string, };
