//! The practice profile: kept at what the built-in simulator wants to be called with, so that practice is
//! ready without any input.
//!
//! Its addresses change with every start of the simulator and are lent, not kept (`checklist`).

use std::sync::Arc;
use std::sync::atomic::Ordering;

use domain::{Environment, Problem};
use serde_json::json;

use super::commands::{described, subject};
use super::{Core, PracticeWorld, checklist};
use crate::api::{ProfileItem, ProfileKind};
use crate::store::profiles::{self, NewProfile, ProfileRow};
use crate::store::{Done, Ledger};
use crate::vault::Secret;

/// What people call it.
const NAME: &str = "Practice short code";

impl Core {
    /// Brings the practice profile up to date, once after this world was entered. Does nothing
    /// elsewhere, without a simulator, or before there is a workspace.
    ///
    /// # Errors
    /// When the keyring or the ledger refuses; the next call tries again.
    pub(super) async fn supply_practice(self: &Arc<Self>) -> Result<(), Problem> {
        let Some(world) = self.shared.practice.clone() else {
            return Ok(());
        };
        if self.environment != Environment::Practice || self.supplied.load(Ordering::Acquire) {
            return Ok(());
        }
        let _turn = self.profiles.lock().await;
        if self.supplied.load(Ordering::Acquire) || self.open_ledger().await?.is_none() {
            return Ok(());
        }
        let profile = NewProfile {
            short_code: world.short_code.clone(),
            kind: ProfileKind::OneAccount,
            name: NAME.to_owned(),
            supplied: true,
        };
        let row = self
            .with_ledger(move |core, ledger| found(core, ledger, &profile))
            .await?;
        let mut changed = Vec::new();
        for (item, value) in given(&world) {
            if let Some(secret) = checklist::secret(item) {
                let name = self.secret_name(row.id, secret);
                let wanted = Secret::new(value.as_bytes());
                let held = self.shared.keys.get(name).await?;
                if held.as_ref() != Some(&wanted) {
                    self.keep_secret(row.id, secret, wanted).await?;
                } else if row.item(item).is_some() {
                    continue;
                }
                changed.push((item, None));
            } else if row.value(item) != Some(&value) {
                changed.push((item, Some(value)));
            }
        }
        if !changed.is_empty() {
            self.with_ledger(move |core, ledger| keep(core, ledger, row.id, &changed))
                .await?;
        }
        self.supplied.store(true, Ordering::Release);
        Ok(())
    }
}

/// What the simulator gives, by item.
fn given(world: &PracticeWorld) -> [(ProfileItem, String); 6] {
    [
        (ProfileItem::ConsumerKey, world.consumer_key.clone()),
        (ProfileItem::ConsumerSecret, world.consumer_secret.clone()),
        (ProfileItem::Passkey, world.passkey.clone()),
        (ProfileItem::InitiatorName, world.initiator_name.clone()),
        (
            ProfileItem::InitiatorPassword,
            world.initiator_password.clone(),
        ),
        (ProfileItem::Certificate, world.certificate_pem.clone()),
    ]
}

/// The practice profile, added or given the simulator's short code if need be. A profile that somebody
/// made for that short code becomes it.
fn found(core: &Core, ledger: &Ledger, wanted: &NewProfile) -> Result<ProfileRow, Problem> {
    let rows = ledger.read(profiles::all)?;
    let there = rows
        .iter()
        .find(|row| row.profile.short_code == wanted.short_code)
        .or_else(|| rows.iter().find(|row| row.profile.supplied));
    let id = match there {
        Some(row) if row.profile == *wanted => row.id,
        Some(row) => ledger.write(core.by(), "profile.supplied", |write| {
            for other in rows
                .iter()
                .filter(|other| other.profile.supplied && other.id != row.id)
            {
                let own = NewProfile {
                    supplied: false,
                    ..other.profile.clone()
                };
                profiles::change(write, other.id, &own)?;
            }
            profiles::change(write, row.id, wanted)?;
            Ok(Done::to(subject(row.id), row.id).after(json!({"short_code": wanted.short_code})))
        })?,
        None => ledger.write(core.by(), "profile.supplied", |write| {
            let id = profiles::add(write, wanted)?;
            Ok(Done::to(subject(id), id).after(json!({"short_code": wanted.short_code})))
        })?,
    };
    ledger.read(|read| profiles::by_id(read, id))
}

fn keep(
    core: &Core,
    ledger: &Ledger,
    id: i64,
    changed: &[(ProfileItem, Option<String>)],
) -> Result<(), Problem> {
    ledger.write(core.by(), "profile.supplied", |write| {
        let mut told = Vec::with_capacity(changed.len());
        for (item, value) in changed {
            profiles::set_item(write, id, *item, value.as_deref(), None)?;
            for check in checklist::rests_on(*item) {
                profiles::forget_check(write, id, *check)?;
            }
            told.push(described(*item, value.as_deref()));
        }
        profiles::refuse(write, id, None)?;
        Ok(Done::to(subject(id), ()).after(json!(told)))
    })
}
