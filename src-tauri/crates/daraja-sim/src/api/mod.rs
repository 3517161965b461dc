//! The APIs, each in one file, and the list of them.
//!
//! A new API is a file with a type that implements [`Api`], and a line in [`APIS`]. The pipeline has checked
//! token, throttle, JSON, required fields and entitlement before [`Api::handle`] is called. An API of an
//! initiator (acknowledgement now, result later) implements [`initiated::Initiated`] and leaves the flow to
//! that module; [`b2c`] is the pattern.

pub(crate) mod accounts;
pub(crate) mod b2b;
pub(crate) mod b2b_express;
pub(crate) mod b2c;
pub(crate) mod balance;
pub(crate) mod c2b;
mod contract_only;
pub(crate) mod desks;
pub(crate) mod initiated;
mod name_check;
pub(crate) mod oauth;
pub(crate) mod pochi;
pub(crate) mod prompted;
mod pull;
mod qr;
pub(crate) mod reversal;
pub(crate) mod status;
pub(crate) mod stk;

use crate::gateway::call::Call;
use crate::gateway::fields::Field;
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::world::World;
use crate::world::deliveries::Delivery;

/// What answered a post: HTTP status and body (bounded), or nothing in time.
pub(crate) type Answered<'a> = Option<(u16, &'a [u8])>;

/// One API.
pub(crate) trait Api: Send + Sync {
    /// Its name in scripts, faults and records.
    fn name(&self) -> &'static str;
    /// Where it is called, by POST.
    fn paths(&self) -> &'static [&'static str];
    /// What it says of a bad token.
    fn family(&self) -> Family;
    /// The fields it checks, in the order it names them.
    fn fields(&self) -> &'static [Field];
    /// Carries a checked request out, or queues it.
    fn handle(&self, world: &mut World, call: &Call) -> Exchange;

    /// Does what it put into the schedule with [`World::later`].
    fn step(&self, _world: &mut World, _step: &serde_json::Value) {}

    /// Is told how a post of its own was answered (C2B validation needs it).
    fn answered(&self, _world: &mut World, _delivery: &Delivery, _answer: Answered<'_>) {}

    /// No app is entitled to it here.
    fn never_entitled(&self) -> bool {
        false
    }

    /// Without entitlement it refuses the token, not the caller.
    fn refuses_token_without_product(&self) -> bool {
        false
    }
}

/// All of them.
static APIS: &[&dyn Api] = &[
    &b2c::B2C,
    &b2c::B2C_V1,
    &pochi::POCHI,
    &b2b::B2B,
    &b2b::TAX_REMITTANCE,
    &status::TransactionStatus,
    &balance::Balance,
    &reversal::Reversal,
    &stk::PUSH,
    &stk::QUERY,
    &c2b::REGISTER_V1,
    &c2b::REGISTER,
    &c2b::SIMULATE,
    &pull::REGISTER,
    &pull::QUERY,
    &qr::QR,
    &name_check::NAME_CHECK,
    &b2b_express::B2B_EXPRESS,
    &contract_only::RATIBA,
    &contract_only::INVOICES,
];

/// The API called at that path.
pub(crate) fn by_path(path: &str) -> Option<&'static dyn Api> {
    APIS.iter().find(|api| api.paths().contains(&path)).copied()
}

/// The API of that name.
pub(crate) fn by_name(name: &str) -> Option<&'static dyn Api> {
    APIS.iter().find(|api| api.name() == name).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_and_paths_are_unique() {
        let names: BTreeSet<_> = APIS.iter().map(|api| api.name()).collect();
        assert_eq!(names.len(), APIS.len());
        let paths: Vec<_> = APIS.iter().flat_map(|api| api.paths()).collect();
        assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), paths.len());
    }
}
