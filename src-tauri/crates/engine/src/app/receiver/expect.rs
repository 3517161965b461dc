//! An address for the answer to one request: in the ledger, and known to the receiver, before anything is
//! sent with it.

use std::sync::Arc;

use domain::Problem;
use serde_json::json;

use crate::app::Core;
use crate::callbacks::Expected;
use crate::relay::wire::Use;
use crate::store::profiles::ProfileRow;
use crate::store::{Done, StoreError, callback_addresses};

use super::none_connected;

/// The addresses of one request.
pub(in crate::app) struct Addresses {
    /// What comes to them.
    pub(in crate::app) expected: Expected,
    /// Where a test delivery is posted.
    pub(in crate::app) test_url: String,
}

impl Core {
    /// Mints the addresses of a request under `base` and waits at them from now on.
    ///
    /// # Errors
    /// `receiver.none`; what ledger, keyring or receiver say. Then nothing may be sent.
    pub(in crate::app) async fn expect_callback(
        self: &Arc<Self>,
        of: &ProfileRow,
        purpose: &'static str,
        base: &str,
    ) -> Result<Addresses, Problem> {
        let reach = self.reach().await?.ok_or_else(none_connected)?;
        let (profile_id, code) = (of.id, of.profile.short_code.clone());
        let (request, profile, kinds) = self
            .with_ledger(move |core, ledger| {
                core.settle_addresses(ledger)?;
                let profile = callback_addresses::profile_name(core.environment, &code);
                let request = ledger.write(core.by(), "callback.expect", |write| {
                    let token = callback_addresses::mint(write, profile_id, &profile, purpose)?;
                    Ok(Done::to(format!("profile {profile_id}"), token)
                        .after(json!({ "for": purpose })))
                })?;
                let now = core.now().unix();
                let kinds = ledger.read(|read| callback_addresses::taken_at(read, now))?;
                Ok((request, profile, kinds))
            })
            .await?;
        super::publish::publish(&Arc::downgrade(&self.world), &reach, false).await?;
        let base = base.trim_end_matches('/');
        let address = |use_| {
            let kind = kinds.iter().find(|kind| {
                kind.profile_id == profile_id && kind.use_ == use_ && kind.until.is_none()
            });
            kind.map(|kind| format!("{base}/{}/{request}", kind.token))
                .ok_or(StoreError::Missing("callback address"))
        };
        let urls = (address(Use::Result)?, address(Use::Timeout)?);
        let test_url = address(Use::Test)?;
        let expected =
            self.shared
                .waiters
                .expect_minted(self.environment, &request, &profile, urls);
        Ok(Addresses { expected, test_url })
    }
}
