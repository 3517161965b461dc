//! Backups, restoring, and the recovery key.

use std::sync::Arc;

use domain::Problem;

use crate::api::{
    AppStatus, BackupList, BackupRestore, JobRequest, Nothing, RecoveryConfirm, RecoveryKey,
    RecoveryText,
};
use crate::app::{Acts, Core, Engine, audit_head, lock};
use crate::store::backups::BackupKind;
use crate::store::checkpoints::Reason;

impl Acts<'_> {
    /// The backups of this workspace, newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub async fn backups_list(&self, _: Nothing) -> Result<BackupList, Problem> {
        self.with_ledger(|core, ledger| core.backup_list(ledger))
            .await
    }

    /// Makes a backup now and checks it.
    ///
    /// # Errors
    /// `backup.not_verified`, `job.cancelled`, what the disk says. Then there is no new backup.
    pub async fn backup_make(&self, request: JobRequest) -> Result<BackupList, Problem> {
        let made = self
            .with_job(&request.job, |core, ledger, job| {
                audit_head::sign(core, ledger, Reason::Backup)?;
                core.back_up(ledger, BackupKind::Manual, &mut |phase, done, of| {
                    job.report(phase, (0, 10_000), done, of)
                })?;
                core.backup_list(ledger)
            })
            .await?;
        // A keyring that does not answer is asked again at the next edge.
        let _ = audit_head::keep(&self.here()).await;
        Ok(made)
    }

    /// Restores a backup in place of the ledger, which is set aside and kept. Whoever was signed in signs in
    /// again: the people are those of the backup.
    ///
    /// # Errors
    /// While something works here, and when the backup can't be relied on. Then the ledger is as it was.
    pub async fn backup_restore(&self, request: BackupRestore) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.restore_named(&request.file).await?;
        Ok(here.status().await)
    }

    /// Shows the recovery key and says which groups are asked for to confirm it.
    ///
    /// # Errors
    /// When it can't be recorded; then it is not shown.
    pub async fn recovery_key_show(&self, _: Nothing) -> Result<RecoveryKey, Problem> {
        self.with_ledger(|core, ledger| core.show_recovery(ledger))
            .await
    }

    /// Confirms that the recovery key was written down.
    ///
    /// # Errors
    /// `recovery.not_shown`, `recovery.not_confirmed`.
    pub async fn recovery_key_confirm(
        &self,
        request: RecoveryConfirm,
    ) -> Result<BackupList, Problem> {
        self.with_ledger(move |core, ledger| core.confirm_recovery(ledger, &request.groups))
            .await
    }

    /// Tests a recovery key against this ledger.
    ///
    /// # Errors
    /// `recovery.unreadable`, `recovery.wrong`.
    pub async fn recovery_key_test(&self, request: RecoveryText) -> Result<Nothing, Problem> {
        self.with_ledger(move |core, ledger| core.test_recovery(ledger, &request.text))
            .await
    }

    /// Opens a ledger whose key this computer's keyring does not hold.
    ///
    /// # Errors
    /// `recovery.open`, `recovery.unreadable`, `recovery.wrong`; what keyring and file say.
    pub async fn workspace_recover(&self, request: RecoveryText) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.recover(&request.text).await?;
        Ok(here.status().await)
    }
}

impl Engine {
    /// Restores a backup where nobody can sign in, because the ledger does not open or is damaged. A ledger
    /// that holds is restored over only by an administrator, as in the window.
    ///
    /// `file` is the name of a backup here, or a path.
    ///
    /// # Errors
    /// As the command `backup_restore`.
    pub async fn restore_blocked(&self, file: &str) -> Result<AppStatus, Problem> {
        let core = Arc::new(Core {
            world: Arc::clone(&lock(&self.here)),
            actor: None,
        });
        let whole = match core.open_ledger().await {
            Ok(None) => false,
            Err(why) if why.code.0 == "ledger.in_use" || why.code.0.starts_with("keyring.") => {
                return Err(why);
            }
            Err(_) => false,
            Ok(Some(_)) => core.with_ledger(|_, ledger| ledger.check()).await.is_ok(),
        };
        let from = core.source(file)?;
        if whole {
            let file = core.listed(&from)?;
            return self.backup_restore(BackupRestore { file }).await;
        }
        core.restore_from(from).await?;
        Ok(core.status().await)
    }
}
