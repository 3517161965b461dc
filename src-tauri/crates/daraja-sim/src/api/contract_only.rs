//! Ratiba (standing orders) and Bill Manager, which need a contract this app doesn't have.
//!
//! Their gateway answers like that of any product missing on the app: the token is refused
//! (`daraja-api.md` sections 2 and 12).

use super::Api;
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::Field;
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::world::World;

/// An API that isn't on the app.
pub(crate) struct ContractOnly {
    name: &'static str,
    paths: &'static [&'static str],
}

/// Standing orders.
pub(crate) static RATIBA: ContractOnly = ContractOnly {
    name: "ratiba",
    paths: &["/standingorder/v1/createStandingOrderExternal"],
};

/// Invoices.
pub(crate) static INVOICES: ContractOnly = ContractOnly {
    name: "bill_manager",
    paths: &[
        "/v1/billmanager-invoice/optin",
        "/v1/billmanager-invoice/change-optin-details",
        "/v1/billmanager-invoice/single-invoicing",
        "/v1/billmanager-invoice/bulk-invoicing",
        "/v1/billmanager-invoice/cancel-single-invoice",
        "/v1/billmanager-invoice/reconciliation",
    ],
};

impl Api for ContractOnly {
    fn name(&self) -> &'static str {
        self.name
    }
    fn paths(&self) -> &'static [&'static str] {
        self.paths
    }
    fn family(&self) -> Family {
        Family::Other
    }
    fn fields(&self) -> &'static [Field] {
        &[]
    }
    fn never_entitled(&self) -> bool {
        true
    }
    fn refuses_token_without_product(&self) -> bool {
        true
    }

    /// Not reached while the gateway stands in front; if it is, the answer is the same.
    fn handle(&self, world: &mut World, _call: &Call) -> Exchange {
        let id = world.gateway_id();
        let text = "Error Occurred - Invalid Access Token - ";
        Exchange::refused(Answer::error(401, &id, "401.003.01", text))
    }
}
