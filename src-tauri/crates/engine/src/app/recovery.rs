//! The recovery key: shown, confirmed, tested, and used.

use std::sync::Arc;

use domain::{Problem, Retry};
use rand::TryRng;
use rand::rngs::SysRng;

use super::backups::RECOVERY_CONFIRMED;
use super::{Core, lock};
use crate::api::{BackupList, Nothing, RecoveryKey as Shown};
use crate::store::{By, Done, Ledger, lineage, preferences};
use crate::vault::{LedgerKey, RECOVERY_GROUPS, RecoveryKey, Secret, SecretName};

impl Core {
    /// Shows the recovery key, and draws the three groups that are asked for.
    pub(super) fn show_recovery(&self, ledger: &Ledger) -> Result<Shown, Problem> {
        let confirm = three_groups()?;
        // Recorded first: nobody sees it without that.
        ledger.write(self.by(), "recovery.show", |_| {
            Ok(Done::to("recovery key", ()))
        })?;
        *lock(&self.confirming) = Some(confirm);
        let groups = ledger.recovery_key().groups();
        Ok(Shown {
            groups: groups.iter().map(|group| group.to_string()).collect(),
            confirm: confirm.to_vec(),
        })
    }

    /// Records that the recovery key was written down, once the groups that were asked for are right.
    pub(super) fn confirm_recovery(
        &self,
        ledger: &Ledger,
        typed: &[String],
    ) -> Result<BackupList, Problem> {
        let Some(asked) = *lock(&self.confirming) else {
            return Err(Problem::new(
                "recovery.not_shown",
                "Nothing was confirmed: the recovery key was not shown since this window was opened.",
            )
            .with_remedy("Show it, write it down, then type the groups that are asked for."));
        };
        let key = ledger.recovery_key();
        let wrong: Vec<String> = asked
            .iter()
            .enumerate()
            .filter(|(at, number)| {
                let number = usize::try_from(**number).unwrap_or(0);
                !typed
                    .get(*at)
                    .is_some_and(|typed| key.group_is(number, typed))
            })
            .map(|(_, number)| number.to_string())
            .collect();
        if !wrong.is_empty() || typed.len() != asked.len() {
            return Err(Problem::new(
                "recovery.not_confirmed",
                format!(
                    "Nothing was confirmed: what was typed for group {} is not what was shown.",
                    wrong.join(" and ")
                ),
            )
            .with_field("groups")
            .with_remedy("Look at what was written down: that is what will be typed one day.")
            .with_remedy("If it is wrong, show the key again and write it down anew."));
        }
        ledger.write(self.by(), "recovery.confirm", |write| {
            preferences::set_meta(write, RECOVERY_CONFIRMED, &self.now().unix().to_string())?;
            Ok(Done::to("recovery key", ()))
        })?;
        *lock(&self.confirming) = None;
        self.backup_list(ledger)
    }

    /// Says whether what was typed is this ledger's recovery key.
    pub(super) fn test_recovery(&self, ledger: &Ledger, typed: &str) -> Result<Nothing, Problem> {
        let key = RecoveryKey::read(typed)?;
        let right = ledger.opens_with(&key);
        ledger.write(self.by(), "recovery.test", |_| {
            Ok(Done::to("recovery key", ()).after(right.into()))
        })?;
        if right { Ok(Nothing {}) } else { Err(wrong()) }
    }

    /// Opens the ledger with a typed recovery key and keeps the key in the keyring.
    ///
    /// # Errors
    /// `recovery.open` when a ledger is open here; `recovery.unreadable`; `recovery.wrong`; what the file
    /// and the keyring say. Then the keyring holds what it held.
    pub(super) async fn recover(self: &Arc<Self>, typed: &str) -> Result<(), Problem> {
        let key = RecoveryKey::read(typed)?;
        // Whatever can be opened without it is opened, and then needs none.
        if matches!(self.open_ledger().await, Ok(Some(_))) {
            return Err(Problem::new(
                "recovery.open",
                "Nothing was changed: the ledger is open here, and needs no recovery key.",
            )
            .with_remedy("To see whether a recovery key is right, test it under Backups."));
        }
        {
            let _turn = self.opening.lock().await;
            let place = self.own_place()?;
            if !place.exists()? {
                return Err(Problem::new(
                    "workspace.none",
                    format!(
                        "Nothing was opened: there is no ledger at {}.",
                        place.ledger().display()
                    ),
                )
                .with_remedy(
                    "Copy the ledger file or a backup of it to that place, then try again.",
                ));
            }
            let opening = key.clone();
            let ledger = self
                .blocking(move |core| {
                    let operator = By {
                        operator: &core.shared.operator,
                        at: core.now(),
                    };
                    let path = core.own_place()?.ledger();
                    let opened = Ledger::open(&path, &opening, core.environment, operator);
                    opened.map(Arc::new).map_err(|why| match why.code.0 {
                        "ledger.wrong_key" => wrong(),
                        _ => why,
                    })
                })
                .await?;
            self.keep_key(&key).await?;
            let open = Arc::clone(&ledger);
            self.blocking(move |core| {
                open.write(core.by(), "workspace.recover", |write| {
                    lineage::mark_as_copy(write)?;
                    Ok(Done::to("workspace", ()))
                })
            })
            .await?;
            self.settle(&ledger).await;
            *self.held() = Some(ledger);
        }
        Ok(())
    }

    /// Keeps the key in the keyring. One that was there opens another ledger or its backups, and is kept
    /// too.
    async fn keep_key(&self, key: &LedgerKey) -> Result<(), Problem> {
        let place = self.own_place()?;
        let keys = &self.shared.keys;
        if let Some(old) = keys.get(place.key_name()).await?
            && old != key.to_secret()
        {
            let name = SecretName::earlier_ledger_keys(self.environment, place.workspace());
            let mut all = keys
                .get(name.clone())
                .await?
                .map_or_else(Vec::new, |held| held.reveal().to_vec());
            if !all.is_empty() {
                all.push(b'\n');
            }
            all.extend_from_slice(old.reveal());
            keys.set(name, Secret::new(all)).await?;
        }
        keys.set(place.key_name(), key.to_secret()).await
    }
}

/// Three groups, each another, in order.
fn three_groups() -> Result<[u32; 3], Problem> {
    let groups = u32::try_from(RECOVERY_GROUPS).unwrap_or(u32::MAX);
    let mut drawn = Vec::new();
    while drawn.len() < 3 {
        let mut byte = [0_u8; 1];
        SysRng.try_fill_bytes(&mut byte).map_err(|error| {
            Problem::new(
                "keyring.no_randomness",
                format!("Nothing was shown: the system gave no random numbers ({error})."),
            )
        })?;
        let number = u32::from(byte.first().copied().unwrap_or(0) & 15) + 1;
        if number <= groups && !drawn.contains(&number) {
            drawn.push(number);
        }
    }
    drawn.sort_unstable();
    let mut drawn = drawn.into_iter();
    Ok(std::array::from_fn(|_| drawn.next().unwrap_or(1)))
}

/// What was typed is a recovery key, and another ledger's.
pub(super) fn wrong() -> Problem {
    Problem::new(
        "recovery.wrong",
        "The recovery key was typed without a slip, and it is not this ledger's. Nothing was changed.",
    )
    .with_field("text")
    .with_remedy("Look for the one that was written down for this business and this environment.")
    .with_remedy("Or the file is damaged at its beginning: restore a backup.")
    .with_retry(Retry::AfterRemedy)
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
