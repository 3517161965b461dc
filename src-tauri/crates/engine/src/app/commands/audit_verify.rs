//! Checking the whole audit chain.

use std::time::Instant;

use domain::Problem;

use crate::api::{AuditVerdict, JobRequest, ProblemDto};
use crate::app::{Acts, audit_head};
use crate::audit::hex;
use crate::audit_check::check;
use crate::reconcile::cancelled;
use crate::store::audit_log;
use crate::{audit_leases, audit_people};

/// Events between two reports of progress.
const REPORT_EVERY: i64 = 5_000;

impl Acts<'_> {
    /// Walks the whole chain, re-checks every checkpoint, and compares the keyring's head.
    ///
    /// # Errors
    /// When the job is cancelled or the ledger can't be read. A chain that does not hold is no error
    /// but the answer.
    pub async fn audit_verify(&self, request: JobRequest) -> Result<AuditVerdict, Problem> {
        let begun = Instant::now();
        let known = audit_head::known(&self.here()).await;
        self.with_job(&request.job, move |core, ledger, job| {
            let found = ledger.read(|read| {
                let total = audit_log::head(read)?.map_or(0, |(last, _)| last);
                let total = u64::try_from(total).unwrap_or(0);
                let mut found = check(read, &known, &mut |seq| {
                    let done = u64::try_from(seq).unwrap_or(0);
                    let report = seq % REPORT_EVERY == 0;
                    if report && !job.report("Checking events", (0, 10_000), done, total) {
                        return Err(cancelled().into());
                    }
                    Ok(())
                })?;
                audit_people::check(read, core.environment, &mut found)?;
                audit_leases::check(read, core.environment, &mut found)?;
                Ok(found)
            })?;
            Ok(AuditVerdict {
                holds: found.first_bad.is_none(),
                events: found.events,
                head: hex(&found.head),
                first_bad: found.first_bad,
                fault: found.problem().map(ProblemDto::from),
                checked: found.told,
                millis: u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX),
            })
        })
        .await
    }
}
