//! The one command table. From it come the page's types and typed `call()`, the shell's registered
//! commands (a test compares them) and the command line's verbs.
//!
//! Amounts cross as text that is ready to show (`1,234.50`, a real minus sign) and are never added up
//! on the other side. Times cross as East Africa Time, ready to show, beside an ISO form.

mod audit;
mod backups;
mod desk;
mod imports;
mod lease;
mod ledger;
mod overview;
mod people;
mod profile_words;
mod profiles;
mod receiver;
mod reports;
mod status;

pub use audit::*;
pub use backups::*;
pub use desk::*;
pub use imports::*;
pub use lease::*;
pub use ledger::*;
pub use overview::*;
pub use people::*;
pub use profiles::*;
pub use receiver::*;
pub use reports::*;
pub use status::*;

/// Hands the table to a macro: `name(Request) -> Response` for each command.
#[macro_export]
macro_rules! for_each_command {
    ($use:path) => {
        $use! {
            /// What the window needs to draw its frame.
            app_status(Nothing) -> AppStatus;
            /// Makes the practice workspace with the sample business. A job.
            practice_create(JobRequest) -> AppStatus;
            /// Stops a job at its next safe point; nothing half-done stays.
            job_cancel(JobRequest) -> Nothing;
            /// Keeps a preference of this workspace: theme, language, where the desk stood.
            preference_set(Preference) -> Nothing;

            /// Signs in. A wrong passphrase makes the next try wait.
            sign_in(SignIn) -> AppStatus;
            /// Sets a first or new passphrase with a one-time code, and signs in.
            enrol(Enrol) -> AppStatus;
            /// Locks the window. Jobs go on.
            sign_out(Nothing) -> AppStatus;
            /// Proves again who is there, before money moves or people and policy change.
            step_up(PassphraseOnly) -> AppStatus;
            /// Tells that somebody is still there, so that the window does not lock itself.
            session_touch(Nothing) -> Nothing;
            /// Changes one's own passphrase.
            passphrase_change(PassphraseChange) -> Nothing;
            /// How strong a passphrase is. It is kept nowhere.
            passphrase_strength(PassphraseOnly) -> PassphraseStrength;
            /// Names the first two people of a workspace.
            people_found(PeopleFound) -> AppStatus;
            /// Gives two people new keys with the recovery key, where too few are left who can sign.
            people_recover(PeopleRecover) -> AppStatus;
            /// Everyone, and the records that two people signed.
            people_list(Nothing) -> PeopleList;
            /// Adds a person, who sets a passphrase with the one-time code.
            person_add(PersonAdd) -> PersonCode;
            /// Changes what a person is.
            person_roles(PersonRoles) -> PeopleList;
            /// Gives a person a new one-time code; the old key is retired when it is used.
            person_rekey(PersonChange) -> PersonCode;
            /// Retires a person.
            person_retire(PersonChange) -> PeopleList;

            /// A page of audit events.
            audit_events(AuditEventsRequest) -> AuditEventsPage;
            /// Walks the whole chain and says what holds. A job.
            audit_verify(JobRequest) -> AuditVerdict;
            /// Finds lines, entries, imports and operators by anything a person might know of them.
            story_find(StoryFind) -> StoryHits;
            /// The whole story of one thing.
            story(StoryRef) -> Story;
            /// The full number and name of a line or entry; recorded with the reason.
            reveal(RevealRequest) -> Revealed;
            /// Writes the audit pack: one zip that a stranger can check. A job.
            audit_pack(AuditPackRequest) -> AuditPackDone;

            /// The backups of this workspace.
            backups_list(Nothing) -> BackupList;
            /// Makes a backup now and checks it. A job.
            backup_make(JobRequest) -> BackupList;
            /// Restores a backup in place of the ledger, which is set aside and kept.
            backup_restore(BackupRestore) -> AppStatus;
            /// The recovery key, shown until it is confirmed.
            recovery_key_show(Nothing) -> RecoveryKey;
            /// Confirms that the recovery key was written down.
            recovery_key_confirm(RecoveryConfirm) -> BackupList;
            /// Tests a recovery key against this ledger.
            recovery_key_test(RecoveryText) -> Nothing;
            /// Opens a ledger whose key this computer's keyring does not hold, with the recovery key.
            workspace_recover(RecoveryText) -> AppStatus;

            /// What the open ledger is, and whether it may send for each short code.
            lease_list(Nothing) -> LeaseList;
            /// Claims the right to send for a short code, by two people.
            lease_claim(LeaseClaim) -> LeaseList;

            /// The three worlds and which of them this window shows.
            environments_list(Nothing) -> EnvironmentList;
            /// Goes to another world; production is entered by typing its name.
            environment_switch(EnvironmentSwitch) -> AppStatus;
            /// Makes an empty workspace in the sandbox or in production.
            workspace_create(WorkspaceCreate) -> AppStatus;

            /// The short codes of this workspace and how ready each is.
            profiles_list(Nothing) -> ProfileList;
            /// Adds a short code.
            profile_add(ProfileAdd) -> ProfileInfo;
            /// Forgets a short code and deletes its secrets from the keyring.
            profile_remove(ProfileRef) -> ProfileList;
            /// Gives or replaces one item of the checklist. Secrets go to the keyring and never come back.
            profile_item_set(ProfileItemSet) -> ProfileInfo;
            /// Deletes one item.
            profile_item_delete(ProfileItemRef) -> ProfileInfo;
            /// Calls Safaricom (in practice: the simulator) to see that the items work. A job.
            profile_test(ProfileTest) -> ProfileInfo;

            /// How it goes with the receiver of callbacks, its addresses and its rules.
            receiver_show(Nothing) -> ReceiverInfo;
            /// Connects a receiver; nothing of it is kept unless it answers.
            receiver_connect(ReceiverConnect) -> ReceiverInfo;
            /// Forgets the receiver. What it delivered stays.
            receiver_forget(Nothing) -> ReceiverInfo;
            /// Posts a test delivery to the public address and waits until it comes back. A job.
            receiver_test(JobRequest) -> ReceiverTested;
            /// Makes new callback addresses; the old ones are taken for some hours more.
            receiver_rotate(ReceiverRotate) -> ReceiverInfo;
            /// Sets how payments are answered while they can still be refused.
            receiver_rules(ReceiverRules) -> ReceiverInfo;
            /// A page of callbacks, newest first.
            callbacks_page(CallbacksRequest) -> CallbacksPage;
            /// One callback: raw, read, and each time it came.
            callback_detail(CallbackRef) -> CallbackDetail;

            /// What waits, money by day, coverage.
            overview(Nothing) -> Overview;

            /// Reads files and shows what an import would do. A job. Changes nothing.
            import_preview(ImportPreviewRequest) -> ImportPreview;
            /// Imports a preview, then matches. A job.
            import_commit(ImportCommitRequest) -> ImportDone;
            /// Forgets a preview.
            import_discard(ImportToken) -> Nothing;
            /// Every import, newest first.
            imports_list(Nothing) -> ImportList;
            /// One import with its certificate and the rows it refused.
            import_detail(ImportRef) -> ImportDetail;
            /// Takes an import back as one unit, while nothing depends on it.
            import_undo(ImportRef) -> ImportInfo;

            /// Runs the matching over everything that is open. A job.
            match_run(JobRequest) -> MatchSummary;
            /// Filters with their counts, the bridge, what undo would do.
            desk_summary(Nothing) -> DeskSummary;
            /// A page of statement lines.
            lines_page(LinesRequest) -> LinesPage;
            /// Where a line stands in a list, to bring the selection back.
            line_position(LinePositionRequest) -> LinePosition;
            /// One line: what it is matched to and why, and what else it could be.
            line_detail(LineRef) -> LineDetail;
            /// Confirms a suggestion.
            match_confirm(MatchRef) -> Decided;
            /// Declines a suggestion; the pair is not offered again.
            match_decline(MatchRef) -> Decided;
            /// Assigns a line to an entry by hand.
            match_assign(AssignRequest) -> Decided;
            /// Takes a standing match apart.
            match_release(MatchRef) -> Decided;
            /// Undoes the last decision that is not undone yet.
            undo_last(Nothing) -> Decided;
            /// The decisions, newest first.
            decisions_list(Nothing) -> DecisionList;

            /// A page of ledger entries.
            entries_page(EntriesRequest) -> EntriesPage;
            /// One entry and the lines that pay it.
            entry_detail(EntryRef) -> EntryDetail;
            /// Entries that a line could be assigned to.
            entries_search(EntriesSearch) -> EntriesFound;

            /// Writes the reconciliation as XLSX, PDF and CSV into a folder. A job.
            report_export(ExportRequest) -> Exported;
        }
    };
}
