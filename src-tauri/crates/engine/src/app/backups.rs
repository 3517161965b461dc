//! Backups as people see them: the day's own, one that is asked for, and the list.

use std::sync::Arc;

use domain::Problem;
use serde_json::json;

use super::{Core, Job, lock};
use crate::api::{BackupInfo, BackupKind, BackupList, ProblemDto};
use crate::store::backups::{self, Backup, BackupKind as Kind};
use crate::store::backups_make::{MadeBackup, Progress, make};
use crate::store::{Done, Ledger, backups_keep, preferences};
use crate::words;

/// A ledger up to this size is backed up while its opening waits, which takes a moment; a larger one
/// beside the work.
const AT_ONCE_BYTES: u64 = 48 << 20;
/// The job's name under which a large ledger is backed up.
const DAILY_JOB: &str = "backup.daily";
/// What says in the ledger that the recovery key was written down.
pub(super) const RECOVERY_CONFIRMED: &str = "recovery_confirmed";

impl Core {
    /// Makes the day's backup if there is none yet. What goes wrong is recorded and keeps nobody from
    /// working.
    pub(super) async fn back_up_daily(self: &Arc<Self>, ledger: &Arc<Ledger>) {
        let open = Arc::clone(ledger);
        let due = self.blocking(move |core| {
            let due = core.daily_due(&open);
            if let Err(problem) = &due {
                core.daily_failed(&open, problem)?;
            }
            Ok((due?, size_of(&open)))
        });
        let Ok((true, size)) = due.await else { return };
        let Ok(job) = self.shared.jobs.start(DAILY_JOB) else {
            return;
        };
        let (core, open) = (Arc::clone(self), Arc::clone(ledger));
        let doing = async move {
            // What goes wrong is recorded there.
            let _ = core
                .blocking(move |core| core.make_daily(&open, &job))
                .await;
        };
        if size <= AT_ONCE_BYTES {
            doing.await;
        } else {
            tokio::spawn(doing);
        }
    }

    fn daily_due(&self, ledger: &Ledger) -> Result<bool, Problem> {
        let today = self.now().day();
        Ok(!backups::list(ledger.path())?
            .iter()
            .any(|backup| backup.name.kind == Kind::Daily && backup.name.at.day() == today))
    }

    fn make_daily(&self, ledger: &Ledger, job: &Job) -> Result<(), Problem> {
        let made = self.back_up(ledger, Kind::Daily, &mut |phase, done, of| {
            job.report(phase, (0, 10_000), done, of)
        });
        if let Err(problem) = &made {
            self.daily_failed(ledger, problem)?;
        }
        made
    }

    /// Keeps why the day's backup was not made, for the list; and records that it was not.
    fn daily_failed(&self, ledger: &Ledger, problem: &Problem) -> Result<(), Problem> {
        *lock(&self.backup_failed) = Some((self.now(), problem.clone()));
        ledger.write(self.by(), "backup.failed", |_| {
            let told = json!({"code": problem.code.0, "kind": Kind::Daily.word()});
            Ok(Done::to("backup", ()).after(told))
        })
    }

    /// Why there is no backup of today, when it was tried in vain and none was made since.
    fn failed_today(&self) -> Option<Problem> {
        let (at, mut problem) = lock(&self.backup_failed).clone()?;
        if at.day() != self.now().day() {
            return None;
        }
        problem.message = format!(
            "Today's backup was not made; it was tried at {}. {}",
            words::minute(at),
            problem.message
        );
        Some(problem)
    }

    /// Makes a backup, removes those that the rule keeps no longer, and records both.
    ///
    /// # Errors
    /// As [`make`].
    pub(super) fn back_up(
        &self,
        ledger: &Ledger,
        kind: Kind,
        progress: Progress<'_>,
    ) -> Result<(), Problem> {
        let made = make(ledger, kind, self.now(), progress)?;
        *lock(&self.backup_failed) = None;
        let removed = self.remove_old(ledger);
        ledger.write(self.by(), "backup.make", |_| {
            Ok(Done::to(format!("backup {}", made.backup.name.file), ())
                .after(told(&made, &removed)))
        })
    }

    /// Removes the backups that the rule keeps no longer; one that can't be removed stays.
    fn remove_old(&self, ledger: &Ledger) -> Vec<String> {
        let there = backups::list(ledger.path()).unwrap_or_default();
        let names: Vec<_> = there.into_iter().map(|backup| backup.name).collect();
        let folder = backups::folder(ledger.path());
        backups_keep::to_remove(&names, self.now().day())
            .into_iter()
            .map(|name| name.file)
            .filter(|file| std::fs::remove_file(folder.join(file)).is_ok())
            .collect()
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub(super) fn backup_list(&self, ledger: &Ledger) -> Result<BackupList, Problem> {
        let confirmed = ledger.read(|read| preferences::meta(read, RECOVERY_CONFIRMED))?;
        Ok(BackupList {
            backups: backups::list(ledger.path())?.iter().map(shown).collect(),
            folder: backups::folder(ledger.path()).display().to_string(),
            rule: backups_keep::RULE.to_owned(),
            recovery_confirmed: confirmed.is_some(),
            failed: self.failed_today().map(ProblemDto::from),
        })
    }
}

fn told(made: &MadeBackup, removed: &[String]) -> serde_json::Value {
    json!({
        "kind": made.backup.name.kind.word(),
        "removed": removed,
        "sha256": made.sha256,
        "size": made.backup.size_bytes,
    })
}

fn size_of(ledger: &Ledger) -> u64 {
    std::fs::metadata(ledger.path()).map_or(u64::MAX, |found| found.len())
}

fn shown(of: &Backup) -> BackupInfo {
    let (kind, verified) = match of.name.kind {
        Kind::Manual => (BackupKind::Manual, true),
        Kind::Daily => (BackupKind::Daily, true),
        Kind::BeforeMigration => (BackupKind::BeforeMigration, true),
        // Moved as it was: it may be the damaged one that the restore was for.
        Kind::BeforeRestore => (BackupKind::BeforeRestore, false),
    };
    BackupInfo {
        file: of.name.file.clone(),
        kind,
        at: words::minute(of.name.at),
        size: size(of.size_bytes),
        verified,
    }
}

/// "640 KB", "4.2 MB": in thousands, as file managers show it.
fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    if bytes < 1_000_000 {
        format!("{} KB", bytes.div_ceil(1_000))
    } else if tenths < 10_000 {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        let tenths = bytes.div_ceil(100_000_000);
        format!("{}.{} GB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
#[path = "backups_tests.rs"]
mod tests;
