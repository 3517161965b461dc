// Generated from the engine's command table by `cargo xtask bindings`. Do not edit.

import type { AppStatus, AssignRequest, AuditEventsPage, AuditEventsRequest, AuditPackDone, AuditPackRequest, AuditVerdict, BackupList, BackupRestore, CallbackDetail, CallbackRef, CallbacksPage, CallbacksRequest, Decided, DecisionList, DeskSummary, Enrol, EntriesFound, EntriesPage, EntriesRequest, EntriesSearch, EntryDetail, EntryRef, EnvironmentList, EnvironmentSwitch, ExportRequest, Exported, ImportCommitRequest, ImportDetail, ImportDone, ImportInfo, ImportList, ImportPreview, ImportPreviewRequest, ImportRef, ImportToken, JobRequest, LeaseClaim, LeaseList, LineDetail, LinePosition, LinePositionRequest, LineRef, LinesPage, LinesRequest, MatchRef, MatchSummary, Nothing, Overview, PassphraseChange, PassphraseOnly, PassphraseStrength, PeopleFound, PeopleList, PeopleRecover, PersonAdd, PersonChange, PersonCode, PersonRoles, Preference, ProfileAdd, ProfileInfo, ProfileItemRef, ProfileItemSet, ProfileList, ProfileRef, ProfileTest, ReceiverConnect, ReceiverInfo, ReceiverRotate, ReceiverRules, ReceiverTested, RecoveryConfirm, RecoveryKey, RecoveryText, RevealRequest, Revealed, SignIn, Story, StoryFind, StoryHits, StoryRef, WorkspaceCreate } from "./types";

/** Every command: what it asks for and what it answers. */
export type Commands = {
  /** What the window needs to draw its frame. */
  app_status: { request: Nothing; response: AppStatus };
  /** Makes the practice workspace with the sample business. A job. */
  practice_create: { request: JobRequest; response: AppStatus };
  /** Stops a job at its next safe point; nothing half-done stays. */
  job_cancel: { request: JobRequest; response: Nothing };
  /** Keeps a preference of this workspace: theme, language, where the desk stood. */
  preference_set: { request: Preference; response: Nothing };
  /** Signs in. A wrong passphrase makes the next try wait. */
  sign_in: { request: SignIn; response: AppStatus };
  /** Sets a first or new passphrase with a one-time code, and signs in. */
  enrol: { request: Enrol; response: AppStatus };
  /** Locks the window. Jobs go on. */
  sign_out: { request: Nothing; response: AppStatus };
  /** Proves again who is there, before money moves or people and policy change. */
  step_up: { request: PassphraseOnly; response: AppStatus };
  /** Tells that somebody is still there, so that the window does not lock itself. */
  session_touch: { request: Nothing; response: Nothing };
  /** Changes one's own passphrase. */
  passphrase_change: { request: PassphraseChange; response: Nothing };
  /** How strong a passphrase is. It is kept nowhere. */
  passphrase_strength: { request: PassphraseOnly; response: PassphraseStrength };
  /** Names the first two people of a workspace. */
  people_found: { request: PeopleFound; response: AppStatus };
  /** Gives two people new keys with the recovery key, where too few are left who can sign. */
  people_recover: { request: PeopleRecover; response: AppStatus };
  /** Everyone, and the records that two people signed. */
  people_list: { request: Nothing; response: PeopleList };
  /** Adds a person, who sets a passphrase with the one-time code. */
  person_add: { request: PersonAdd; response: PersonCode };
  /** Changes what a person is. */
  person_roles: { request: PersonRoles; response: PeopleList };
  /** Gives a person a new one-time code; the old key is retired when it is used. */
  person_rekey: { request: PersonChange; response: PersonCode };
  /** Retires a person. */
  person_retire: { request: PersonChange; response: PeopleList };
  /** A page of audit events. */
  audit_events: { request: AuditEventsRequest; response: AuditEventsPage };
  /** Walks the whole chain and says what holds. A job. */
  audit_verify: { request: JobRequest; response: AuditVerdict };
  /** Finds lines, entries, imports and operators by anything a person might know of them. */
  story_find: { request: StoryFind; response: StoryHits };
  /** The whole story of one thing. */
  story: { request: StoryRef; response: Story };
  /** The full number and name of a line or entry; recorded with the reason. */
  reveal: { request: RevealRequest; response: Revealed };
  /** Writes the audit pack: one zip that a stranger can check. A job. */
  audit_pack: { request: AuditPackRequest; response: AuditPackDone };
  /** The backups of this workspace. */
  backups_list: { request: Nothing; response: BackupList };
  /** Makes a backup now and checks it. A job. */
  backup_make: { request: JobRequest; response: BackupList };
  /** Restores a backup in place of the ledger, which is set aside and kept. */
  backup_restore: { request: BackupRestore; response: AppStatus };
  /** The recovery key, shown until it is confirmed. */
  recovery_key_show: { request: Nothing; response: RecoveryKey };
  /** Confirms that the recovery key was written down. */
  recovery_key_confirm: { request: RecoveryConfirm; response: BackupList };
  /** Tests a recovery key against this ledger. */
  recovery_key_test: { request: RecoveryText; response: Nothing };
  /** Opens a ledger whose key this computer's keyring does not hold, with the recovery key. */
  workspace_recover: { request: RecoveryText; response: AppStatus };
  /** What the open ledger is, and whether it may send for each short code. */
  lease_list: { request: Nothing; response: LeaseList };
  /** Claims the right to send for a short code, by two people. */
  lease_claim: { request: LeaseClaim; response: LeaseList };
  /** The three worlds and which of them this window shows. */
  environments_list: { request: Nothing; response: EnvironmentList };
  /** Goes to another world; production is entered by typing its name. */
  environment_switch: { request: EnvironmentSwitch; response: AppStatus };
  /** Makes an empty workspace in the sandbox or in production. */
  workspace_create: { request: WorkspaceCreate; response: AppStatus };
  /** The short codes of this workspace and how ready each is. */
  profiles_list: { request: Nothing; response: ProfileList };
  /** Adds a short code. */
  profile_add: { request: ProfileAdd; response: ProfileInfo };
  /** Forgets a short code and deletes its secrets from the keyring. */
  profile_remove: { request: ProfileRef; response: ProfileList };
  /** Gives or replaces one item of the checklist. Secrets go to the keyring and never come back. */
  profile_item_set: { request: ProfileItemSet; response: ProfileInfo };
  /** Deletes one item. */
  profile_item_delete: { request: ProfileItemRef; response: ProfileInfo };
  /** Calls Safaricom (in practice: the simulator) to see that the items work. A job. */
  profile_test: { request: ProfileTest; response: ProfileInfo };
  /** How it goes with the receiver of callbacks, its addresses and its rules. */
  receiver_show: { request: Nothing; response: ReceiverInfo };
  /** Connects a receiver; nothing of it is kept unless it answers. */
  receiver_connect: { request: ReceiverConnect; response: ReceiverInfo };
  /** Forgets the receiver. What it delivered stays. */
  receiver_forget: { request: Nothing; response: ReceiverInfo };
  /** Posts a test delivery to the public address and waits until it comes back. A job. */
  receiver_test: { request: JobRequest; response: ReceiverTested };
  /** Makes new callback addresses; the old ones are taken for some hours more. */
  receiver_rotate: { request: ReceiverRotate; response: ReceiverInfo };
  /** Sets how payments are answered while they can still be refused. */
  receiver_rules: { request: ReceiverRules; response: ReceiverInfo };
  /** A page of callbacks, newest first. */
  callbacks_page: { request: CallbacksRequest; response: CallbacksPage };
  /** One callback: raw, read, and each time it came. */
  callback_detail: { request: CallbackRef; response: CallbackDetail };
  /** What waits, money by day, coverage. */
  overview: { request: Nothing; response: Overview };
  /** Reads files and shows what an import would do. A job. Changes nothing. */
  import_preview: { request: ImportPreviewRequest; response: ImportPreview };
  /** Imports a preview, then matches. A job. */
  import_commit: { request: ImportCommitRequest; response: ImportDone };
  /** Forgets a preview. */
  import_discard: { request: ImportToken; response: Nothing };
  /** Every import, newest first. */
  imports_list: { request: Nothing; response: ImportList };
  /** One import with its certificate and the rows it refused. */
  import_detail: { request: ImportRef; response: ImportDetail };
  /** Takes an import back as one unit, while nothing depends on it. */
  import_undo: { request: ImportRef; response: ImportInfo };
  /** Runs the matching over everything that is open. A job. */
  match_run: { request: JobRequest; response: MatchSummary };
  /** Filters with their counts, the bridge, what undo would do. */
  desk_summary: { request: Nothing; response: DeskSummary };
  /** A page of statement lines. */
  lines_page: { request: LinesRequest; response: LinesPage };
  /** Where a line stands in a list, to bring the selection back. */
  line_position: { request: LinePositionRequest; response: LinePosition };
  /** One line: what it is matched to and why, and what else it could be. */
  line_detail: { request: LineRef; response: LineDetail };
  /** Confirms a suggestion. */
  match_confirm: { request: MatchRef; response: Decided };
  /** Declines a suggestion; the pair is not offered again. */
  match_decline: { request: MatchRef; response: Decided };
  /** Assigns a line to an entry by hand. */
  match_assign: { request: AssignRequest; response: Decided };
  /** Takes a standing match apart. */
  match_release: { request: MatchRef; response: Decided };
  /** Undoes the last decision that is not undone yet. */
  undo_last: { request: Nothing; response: Decided };
  /** The decisions, newest first. */
  decisions_list: { request: Nothing; response: DecisionList };
  /** A page of ledger entries. */
  entries_page: { request: EntriesRequest; response: EntriesPage };
  /** One entry and the lines that pay it. */
  entry_detail: { request: EntryRef; response: EntryDetail };
  /** Entries that a line could be assigned to. */
  entries_search: { request: EntriesSearch; response: EntriesFound };
  /** Writes the reconciliation as XLSX, PDF and CSV into a folder. A job. */
  report_export: { request: ExportRequest; response: Exported };
};
