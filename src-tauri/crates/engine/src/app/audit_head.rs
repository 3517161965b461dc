//! The audit chain's head in the keyring, and the signed points at a session's edges.
//!
//! The head is kept away from the file it watches over. A keyring that is slow or locked stops nothing:
//! what was not compared is said, and what was not kept is kept at the next edge.

use std::sync::Arc;

use domain::Problem;

use super::{Core, Engine, World, lock};
use crate::audit_check::{Head, KnownHead};
use crate::store::checkpoints::{self, Checkpoint, Reason};
use crate::store::{Done, Ledger, audit_log};

/// What the keyring knows of the head.
pub(super) async fn known(core: &World) -> KnownHead {
    match core.shared.keys.get(core.audit_head_name()).await {
        Ok(Some(secret)) => Head::from_secret(&secret).map_or_else(
            || KnownHead::Unread("what it holds is no event's number and hash.".to_owned()),
            KnownHead::Held,
        ),
        Ok(None) => KnownHead::Missing,
        Err(problem) => KnownHead::Unread(problem.message),
    }
}

/// Keeps the ledger's head in the keyring, unless that would hide a cut: a head that is not in the
/// ledger stays as it is, for the check to tell.
///
/// # Errors
/// What the keyring or the disk says. The ledger is unharmed; the next edge tries again.
pub(super) async fn keep(core: &Arc<Core>) -> Result<(), Problem> {
    let before = match known(core).await {
        KnownHead::Held(head) => Some(head),
        KnownHead::Missing | KnownHead::Unread(_) => None,
    };
    let head = core
        .with_ledger(move |_, ledger| {
            ledger.read(|read| {
                let held = match before {
                    Some(head) => audit_log::hash_of(read, head.seq)? == Some(head.hash),
                    None => true,
                };
                Ok(audit_log::head(read)?.filter(|_| held))
            })
        })
        .await?;
    match head {
        Some((seq, hash)) => {
            let secret = Head { seq, hash }.to_secret();
            core.shared.keys.set(core.audit_head_name(), secret).await
        }
        None => Ok(()),
    }
}

/// Keeps the head of a ledger that was restored, whatever the keyring knew before: the restore is an
/// event of its chain.
///
/// # Errors
/// As [`keep`].
pub(super) async fn begin_anew(core: &Core, ledger: &Ledger) -> Result<(), Problem> {
    let Some((seq, hash)) = ledger.read(audit_log::head)? else {
        return Ok(());
    };
    let secret = Head { seq, hash }.to_secret();
    core.shared.keys.set(core.audit_head_name(), secret).await
}

/// Signs a checkpoint with the key of whoever is signed in; nothing is signed when nobody is.
///
/// # Errors
/// What the key or the disk says.
pub(super) fn sign(
    core: &Core,
    ledger: &Ledger,
    reason: Reason,
) -> Result<Option<Checkpoint>, Problem> {
    let Some(actor) = &core.actor else {
        return Ok(None);
    };
    ledger
        .write(core.by(), "audit.checkpoint", |write| {
            let made = checkpoints::add(write, &actor.key, &actor.name, reason)?;
            let after = made.told();
            Ok(Done::to(format!("checkpoint {}", made.number), made).after(after))
        })
        .map(Some)
}

/// A session's edge: signs a checkpoint, then keeps the head, also of a ledger that takes no checkpoint.
///
/// # Errors
/// What signing says. A keyring that does not answer is no error here.
pub(super) async fn edge(core: &Arc<Core>, reason: Reason) -> Result<(), Problem> {
    let signed = core
        .with_ledger(move |core, ledger| sign(core, ledger, reason).map(|_| ()))
        .await;
    let _ = keep(core).await;
    signed
}

impl Engine {
    /// Keeps the head of the open ledger in the keyring, at the end of a run: of a call of the program, and
    /// of a window that is closed without being locked. Does nothing when no
    /// ledger is open; a keyring that does not answer is asked again at the next edge.
    pub async fn keep_audit_head(&self) {
        let core = Arc::new(Core {
            world: Arc::clone(&lock(&self.here)),
            actor: None,
        });
        let open = core.held().is_some();
        if open {
            let _ = keep(&core).await;
        }
    }
}
