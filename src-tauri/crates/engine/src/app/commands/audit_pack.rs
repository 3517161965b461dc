//! Making the audit pack: recorded first, signed, then written.

use std::path::PathBuf;
use std::sync::Arc;

use domain::Problem;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::reveal::reason;
use crate::api::{AuditPackDone, AuditPackRequest};
use crate::app::session::Session;
use crate::app::{Acts, Core, Job, audit_head};
use crate::audit::hex;
use crate::files::make_folder;
use crate::pack::{self, Order};
use crate::reconcile::{cancelled, write};
use crate::store::checkpoints::Reason;
use crate::store::{Done, Ledger};

impl Acts<'_> {
    /// Writes the audit pack into a folder.
    ///
    /// # Errors
    /// `pack.reason`; when nobody is signed in, the chain does not hold, the job is cancelled, or the
    /// folder can't be written to. That it was asked for stays recorded.
    pub async fn audit_pack(&self, request: AuditPackRequest) -> Result<AuditPackDone, Problem> {
        let reason = reason(&request.reason, "pack.reason", "No pack was made")?;
        let folder = request.folder.map(PathBuf::from);
        let done = self
            .with_job(&request.job, move |core, ledger, job| {
                let actor = core.actor.clone().ok_or_else(nobody)?;
                make(core, ledger, job, &actor, folder, &reason)
            })
            .await;
        // The pack is written: a keyring that does not answer takes nothing back.
        let _ = audit_head::keep(&self.here()).await;
        done
    }
}

fn make(
    core: &Core,
    ledger: &Ledger,
    job: &Job,
    actor: &Arc<Session>,
    folder: Option<PathBuf>,
    reason: &str,
) -> Result<AuditPackDone, Problem> {
    let folder = folder.unwrap_or_else(|| core.export_folder());
    make_folder(&folder)?;
    let business = core.position(ledger)?.business.clone();
    ledger.write(core.by(), "audit.pack", |_| {
        Ok(Done::to("audit pack", ()).after(json!({"reason": reason})))
    })?;
    audit_head::sign(core, ledger, Reason::Export)?;
    let order = Order {
        business: business.as_deref().unwrap_or("Workspace"),
        made_at: core.now(),
        by: &actor.name,
        reason,
        key: &actor.key,
    };
    let made = ledger.read(|read| {
        pack::make(read, &order, &mut |done| {
            if job.report("Gathering the pack", (0, 9_000), done, 100) {
                Ok(())
            } else {
                Err(cancelled().into())
            }
        })
    })?;
    let name = format!(
        "audit-pack-{}-{}.zip",
        core.environment,
        order.made_at.civil().format("%Y%m%d-%H%M%S")
    );
    job.report("Saving", (9_000, 10_000), 0, 1);
    write::write_one(&folder, &name, &made.bytes)?;
    Ok(AuditPackDone {
        path: folder.join(name).display().to_string(),
        bytes: u64::try_from(made.bytes.len()).unwrap_or(u64::MAX),
        sha256: hex(&Sha256::digest(&made.bytes)),
        members: made.members,
        events: made.events,
    })
}

fn nobody() -> Problem {
    Problem::new(
        "session.none",
        "No pack was made: nobody is signed in to sign it.",
    )
    .with_remedy("Sign in, then try again.")
}
