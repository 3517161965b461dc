//! Opening a world's workspace, and making it.

use std::path::PathBuf;
use std::sync::Arc;

use domain::{Environment, Problem};

use super::{Core, Shared};
use crate::store::{Ledger, Place, backups_make, open_workspace};
use crate::vault::{LedgerKey, ProfileSecret, SecretName};

/// The workspace's name: file name and keyring name. One workspace per environment for now.
const WORKSPACE: &str = "main";
/// The first ledger is filled under this name, so that a workspace is whole or not there.
const DRAFT: &str = "main-draft";

impl Core {
    fn place(&self, name: &str) -> Result<Place, Problem> {
        self.shared.place(self.environment, name)
    }

    /// Where this world's workspace is.
    pub(super) fn own_place(&self) -> Result<Place, Problem> {
        self.place(WORKSPACE)
    }

    /// Where exports go unless another folder is chosen.
    pub(super) fn export_folder(&self) -> PathBuf {
        self.shared
            .folder
            .join(self.environment.word())
            .join("exports")
    }

    /// The name of a profile's secret in the keyring.
    pub(super) fn secret_name(&self, profile: i64, secret: ProfileSecret) -> SecretName {
        SecretName::of_profile(self.environment, WORKSPACE, profile, secret)
    }

    /// The open ledger, opened if it is there; `None` before the first start is done.
    ///
    /// # Errors
    /// When it is there and can't be opened: keyring, key, another window, damage.
    pub(super) async fn open_ledger(self: &Arc<Self>) -> Result<Option<Arc<Ledger>>, Problem> {
        if let Some(ledger) = self.held().clone() {
            return Ok(Some(ledger));
        }
        // One opening at a time: two would fight for the file's lock.
        let _turn = self.opening.lock().await;
        if let Some(ledger) = self.held().clone() {
            return Ok(Some(ledger));
        }
        let place = self.place(WORKSPACE)?;
        if !place.exists()? {
            return Ok(None);
        }
        let shared = &self.shared;
        let ledger = open_workspace(&place, &shared.keys, &shared.operator, self.now()).await?;
        self.settle(&ledger).await;
        *self.held() = Some(Arc::clone(&ledger));
        Ok(Some(ledger))
    }

    /// What is done with a ledger that was opened just now. Nothing of it keeps the ledger from being used.
    pub(super) async fn settle(self: &Arc<Self>, ledger: &Arc<Ledger>) {
        backups_make::remove_parts(ledger.path());
        self.settle_lineage(ledger).await;
        self.back_up_daily(ledger).await;
        self.start_receiver(ledger).await;
    }

    /// Makes the workspace: `fill` puts into a draft what belongs in it from the start; only then does
    /// the ledger take its name. A crash before that leaves no workspace, and the next try begins
    /// anew.
    ///
    /// # Errors
    /// When there is one already, the keyring refuses, or `fill` does.
    pub(super) async fn make_ledger(
        self: &Arc<Self>,
        fill: impl FnOnce(&Self, &Ledger) -> Result<(), Problem> + Send + 'static,
    ) -> Result<(), Problem> {
        // One at a time: two would share the draft.
        let _turn = self.opening.lock().await;
        let place = self.place(WORKSPACE)?;
        if place.exists()? {
            return Err(Problem::new(
                "workspace.exists",
                "Nothing was made: there is a workspace already, and it was not touched.",
            )
            .with_remedy("Reload the window to open it."));
        }
        let key = self.key_for(&place).await?;
        self.forget_lineage().await?;
        let draft = self.place(DRAFT)?.ledger();
        self.blocking(move |core| {
            remove_draft(&draft);
            let ledger = Ledger::create(&draft, &key, core.environment, core.by())?;
            let filled = fill(core, &ledger);
            drop(ledger);
            if let Err(problem) = filled {
                remove_draft(&draft);
                return Err(problem);
            }
            std::fs::rename(&draft, place.ledger()).map_err(|error| {
                Problem::new(
                    "workspace.not_made",
                    format!("The workspace was not made: {error}."),
                )
                .with_remedy("Check that the data folder can be written to, then try again.")
            })?;
            remove_draft(&draft);
            Ok(())
        })
        .await
    }

    /// The key for a ledger that is not there yet. One that the keyring still holds is used again: it
    /// may belong to a copy of the file that somebody keeps.
    async fn key_for(&self, place: &Place) -> Result<LedgerKey, Problem> {
        let keys = &self.shared.keys;
        let held = keys.get(place.key_name()).await?;
        if let Some(key) = held.as_ref().and_then(LedgerKey::from_secret) {
            return Ok(key);
        }
        let key = LedgerKey::random()?;
        keys.set(place.key_name(), key.to_secret()).await?;
        Ok(key)
    }
}

impl super::World {
    /// The name of the audit chain's head in the keyring.
    pub(super) fn audit_head_name(&self) -> SecretName {
        SecretName::audit_head(self.environment, WORKSPACE)
    }
}

impl Shared {
    fn place(&self, environment: Environment, name: &str) -> Result<Place, Problem> {
        Place::new(&self.folder, environment, name)
    }

    /// Whether an environment has a workspace on this computer.
    ///
    /// # Errors
    /// When the data folder can't be read.
    pub(super) fn has_workspace(&self, environment: Environment) -> Result<bool, Problem> {
        self.place(environment, WORKSPACE)?.exists()
    }
}

/// Removes what an earlier, cut-off try left.
fn remove_draft(draft: &std::path::Path) {
    let Some(folder) = draft.parent() else { return };
    let Some(name) = draft.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry
            .file_name()
            .to_str()
            .is_some_and(|found| found.starts_with(name))
        {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
