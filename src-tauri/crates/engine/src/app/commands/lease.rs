//! Who may send, and claiming it by two.

use domain::Problem;

use crate::api::{LeaseClaim, LeaseList, Nothing};
use crate::app::Acts;

impl Acts<'_> {
    /// What the open ledger is, and whether it may send for each short code.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn lease_list(&self, _: Nothing) -> Result<LeaseList, Problem> {
        self.here().lease_list().await
    }

    /// Claims the right to send for a short code, by two people.
    ///
    /// # Errors
    /// `lease.no_profile`, `lease.refused`; as any change that two people sign.
    pub async fn lease_claim(&self, request: LeaseClaim) -> Result<LeaseList, Problem> {
        let here = self.here();
        here.claim_lease(request.short_code.trim(), request.second)
            .await?;
        here.lease_list().await
    }
}
