//! Restoring a backup in place of the ledger.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Problem, Retry};
use serde_json::json;

use super::{Core, audit_head, lock};
use crate::store::{Done, Ledger, backups, lineage, restore};
use crate::vault::{LedgerKey, missing_key};

/// How long whoever reads the ledger is waited for.
const CLOSE_WAIT: Duration = Duration::from_secs(5);
/// How often it is looked whether they have ended.
const CLOSE_LOOK: Duration = Duration::from_millis(10);

impl Core {
    /// Restores a backup of the list.
    ///
    /// # Errors
    /// `state.job_running` and `state.busy` while something works here; `backup.unknown`; as
    /// [`restore::restore`]. Then the ledger is as it was.
    pub(super) async fn restore_named(self: &Arc<Self>, file: &str) -> Result<(), Problem> {
        let from = backups::find(&self.own_place()?.ledger(), file)?;
        self.restore_from(from).await
    }

    /// The file that a person names: a backup of the list, or a path.
    ///
    /// # Errors
    /// `backup.unknown` when it is neither.
    pub(super) fn source(&self, named: &str) -> Result<PathBuf, Problem> {
        let listed = backups::find(&self.own_place()?.ledger(), named);
        let path = Path::new(named);
        if listed.is_err() && path.is_file() {
            return Ok(path.to_owned());
        }
        listed
    }

    /// The name under which a file is in the list of backups.
    ///
    /// # Errors
    /// `backup.elsewhere` when it is not there.
    pub(super) fn listed(&self, from: &Path) -> Result<String, Problem> {
        let name = file_name(from);
        let listed = backups::find(&self.own_place()?.ledger(), &name);
        let same = listed.is_ok_and(|listed| {
            matches!((listed.canonicalize(), from.canonicalize()), (Ok(one), Ok(two)) if one == two)
        });
        if same {
            return Ok(name);
        }
        Err(Problem::new(
            "backup.elsewhere",
            "Nothing was restored: the ledger here is whole, and only one of its own backups is put in its \
             place.",
        )
        .with_field("file")
        .with_remedy("Copy the file into the folder with the backups, and restore it by its name."))
    }

    /// Restores a file.
    ///
    /// # Errors
    /// As [`Core::restore_named`].
    pub(super) async fn restore_from(self: &Arc<Self>, from: PathBuf) -> Result<(), Problem> {
        let secret = self.shared.keys.get(self.own_place()?.key_name()).await?;
        let key = secret
            .as_ref()
            .and_then(LedgerKey::from_secret)
            .ok_or_else(|| {
                self.own_place()
                    .map_or_else(|problem| problem, |place| missing_key(&place.key_name()))
            })?;
        // A file of another place may be named after anybody, and events hold no names of people.
        let name = self
            .listed(&from)
            .unwrap_or_else(|_| "a file from elsewhere".to_owned());
        {
            // Nobody opens the ledger until the other one stands in its place.
            let _turn = self.opening.lock().await;
            self.close_ledger().await?;
            let aside = self
                .blocking(move |core| {
                    let path = core.own_place()?.ledger();
                    restore::restore(&path, &from, &key, core.environment, core.now())
                })
                .await?;
            self.forget_held();
            let ledger = self.open_restored(&name, aside).await?;
            *self.held() = Some(ledger);
        }
        Ok(())
    }

    /// Opens what stands there now, records where it came from, and finds that it is a copy.
    async fn open_restored(
        self: &Arc<Self>,
        name: &str,
        aside: Option<String>,
    ) -> Result<Arc<Ledger>, Problem> {
        let shared = &self.shared;
        let place = self.own_place()?;
        let ledger =
            crate::store::open_workspace(&place, &shared.keys, &shared.operator, self.now())
                .await?;
        let (open, name) = (Arc::clone(&ledger), name.to_owned());
        self.blocking(move |core| {
            open.write(core.by(), "ledger.restore", |write| {
                lineage::mark_as_copy(write)?;
                Ok(Done::to("ledger", ()).after(json!({"from": name, "set_aside": aside})))
            })
        })
        .await?;
        self.settle(&ledger).await;
        // Without it the next check says that events are missing, which errs on the safe side.
        let _ = audit_head::begin_anew(self, &ledger).await;
        Ok(ledger)
    }

    /// Closes the ledger once nobody reads or writes it any more.
    async fn close_ledger(&self) -> Result<(), Problem> {
        let begun = Instant::now();
        loop {
            if self.shared.jobs.any() {
                return Err(Problem::new(
                    "state.job_running",
                    "Nothing was restored: a job still runs here.",
                )
                .with_remedy("Wait until it has ended, or cancel it; then restore."));
            }
            {
                let mut held = self.held();
                // Whoever wants it takes it under this lock, so alone here is alone until it is closed.
                if held
                    .as_ref()
                    .is_none_or(|ledger| Arc::strong_count(ledger) == 1)
                {
                    *held = None;
                    return Ok(());
                }
            }
            if begun.elapsed() > CLOSE_WAIT {
                return Err(Problem::new(
                    "state.busy",
                    "Nothing was restored: something still reads or changes the ledger.",
                )
                .with_remedy("Wait until it has ended, then restore again.")
                .with_retry(Retry::Now));
            }
            tokio::time::sleep(CLOSE_LOOK).await;
        }
    }

    /// Lets go of what was held of the ledger that stood here, and of who was signed in to it.
    fn forget_held(&self) {
        *lock(&self.position) = None;
        *lock(&self.lineage) = None;
        *lock(&self.backup_failed) = None;
        *lock(&self.confirming) = None;
        *lock(&self.session) = None;
        lock(&self.testing).clear();
        self.previews.clear();
        self.supplied
            .store(false, std::sync::atomic::Ordering::Relaxed);
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
#[path = "restore_tests.rs"]
mod tests;
