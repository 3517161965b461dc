//! Publishing: when there is something new, at most every few seconds, one at a time.

use std::sync::{Arc, Weak};

use domain::Problem;
use serde_json::json;

use super::listen::core;
use super::publication::{Draft, draft};
use super::reach::Reach;
use crate::app::Core;
use crate::app::world::World;
use crate::relay::RelayError;
use crate::store::{By, Done, Ledger, StoreError, audit_log, callback_addresses, receivers};

/// Who the audit chain says published.
const RECEIVER: &str = "receiver";
/// An address that ended is told within so many seconds.
const EXPIRES_WITHIN: i64 = 60;
/// Versions that are tried when the receiver holds a newer one.
const TRIES: usize = 3;

/// Publishes what the ledger has to publish, unless the receiver was told the same before and (not
/// `again`) still holds it. Whatever changes the ledger is an event, so without a new one there is nothing new.
///
/// The receiver may hold a newer version than this ledger knows, when the ledger is a restored one; then
/// it is told under the next number after that. The world is held for moments only.
///
/// # Errors
/// What the receiver or the disk says. Then the receiver goes on with what it was told before.
pub(super) async fn publish(
    world: &Weak<World>,
    reach: &Reach,
    again: bool,
) -> Result<(), Problem> {
    let gate = match core(world) {
        Some(core) => Arc::clone(&core.receiver.publishing),
        None => return Ok(()),
    };
    let _turn = gate.lock().await;
    let Some((draft, mut version)) = due(world, reach, again).await? else {
        return Ok(());
    };
    let mut text = draft.text.clone();
    for _ in 0..TRIES {
        version = version.saturating_add(1);
        text.version = version;
        match reach.relay.publish(&text).await {
            Ok(_) => return told(world, reach, draft, version).await,
            Err(RelayError::Version(held)) => version = version.max(held),
            Err(error) => return Err(error.problem()),
        }
    }
    Err(RelayError::Version(version).problem())
}

/// What is to be told and the version before it; `None` when there is nothing new.
async fn due(
    world: &Weak<World>,
    reach: &Reach,
    again: bool,
) -> Result<Option<(Draft, u64)>, Problem> {
    let Some(core) = core(world) else {
        return Ok(None);
    };
    let Some(ledger) = core.held().clone() else {
        return Ok(None);
    };
    let seal_to = reach.seal.as_ref().map(|key| key.public());
    core.blocking(move |core| {
        core.settle_addresses(&ledger)?;
        let looked = ledger.read(|read| Ok(audit_log::head(read)?.map(|(seq, _)| seq)))?;
        let looked = (looked, core.now().unix().div_euclid(EXPIRES_WITHIN));
        if !again && core.receiver.looked(looked) {
            return Ok(None);
        }
        let found = ledger.read(|read| {
            let row = receivers::in_use(read)?.ok_or(StoreError::Missing("receiver"))?;
            let draft = draft(read, core.now().unix(), seal_to)?;
            Ok((draft, row))
        })?;
        let (draft, row) = found;
        core.receiver.note(|seen| {
            seen.references = draft.references;
            seen.notice.clone_from(&draft.notice);
        });
        let new = again || row.published_sha256 != Some(draft.sha256);
        if !new {
            core.receiver.note_looked(looked);
        }
        Ok(new.then_some((draft, row.published)))
    })
    .await
}

async fn told(
    world: &Weak<World>,
    reach: &Reach,
    draft: Draft,
    version: u64,
) -> Result<(), Problem> {
    let Some(core) = core(world) else {
        return Ok(());
    };
    let Some(ledger) = core.held().clone() else {
        return Ok(());
    };
    let id = reach.row.id;
    core.blocking(move |core| {
        let by = By {
            operator: RECEIVER,
            at: core.now(),
        };
        ledger.write(by, "receiver.publish", |write| {
            receivers::set_published(write, id, version, &draft.sha256)?;
            Ok(Done::to(format!("receiver {id}"), ()).after(json!({
                "version": version,
                "addresses": draft.text.kinds.len(),
                "references": draft.references,
            })))
        })
    })
    .await
}

impl Core {
    /// Publishes what was changed just now. When that fails the loop tries again, and shows why.
    pub(in crate::app) async fn publish_soon(self: &Arc<Self>) {
        if let Ok(Some(reach)) = self.reach().await {
            let _ = publish(&Arc::downgrade(&self.world), &reach, false).await;
        }
    }

    /// Makes and ends callback addresses so that every profile has its own.
    ///
    /// # Errors
    /// When the ledger can't be written.
    pub(super) fn settle_addresses(&self, ledger: &Ledger) -> Result<(), Problem> {
        let due = ledger.read(|read| callback_addresses::due(read, self.environment))?;
        if due.is_empty() {
            return Ok(());
        }
        ledger.write(self.by(), "receiver.addresses", |write| {
            callback_addresses::settle(write, &due)?;
            Ok(Done::to("receiver", ()))
        })
    }
}
