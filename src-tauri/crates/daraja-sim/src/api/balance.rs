//! Account Balance: all accounts of an own short code, in one string.
//!
//! Source: `daraja-api.md` section 9. A failed result still carries parameters.

use serde_json::json;

use super::initiated::{self, Initiated, Order};
use super::{Api, accounts};
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, may, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::code::{self, ResultCode};
use crate::wire::result::{Parameter, Value};
use crate::world::World;
use crate::world::transaction::Transaction;

/// The API.
pub(crate) struct Balance;

const NAME: &str = "balance";

static FIELDS: [Field; 9] = [
    must("Initiator", Check::Text { min: 1, max: 50 }),
    must("SecurityCredential", Check::Credential),
    must("CommandID", Check::OneOf(&["AccountBalance"])),
    must("PartyA", Check::ShortCode),
    must("IdentifierType", Check::OneOf(&["1", "2", "4"])),
    must("Remarks", Check::Text { min: 2, max: 100 }),
    must("QueueTimeOutURL", Check::Url),
    must("ResultURL", Check::Url),
    may("Occasion", Check::Text { min: 0, max: 100 }),
];

impl Api for Balance {
    fn name(&self) -> &'static str {
        NAME
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/accountbalance/v1/query"]
    }
    fn family(&self) -> Family {
        Family::Initiator
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let order = Order {
            api: NAME,
            command: call.text("CommandID"),
            own_id: None,
            told_under: None,
            shillings: 0,
            debit: call.text("PartyA"),
            credit: call.text("PartyA"),
            initiator: call.text("Initiator"),
            debit_account: "",
            reason: "",
            moves_money: false,
            details: json!({}),
        };
        initiated::accept(world, call, order)
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        initiated::execute(world, self, step);
    }
}

impl Initiated for Balance {
    fn name(&self) -> &'static str {
        NAME
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
        if world.scenario.no_role_for.contains(&one.command) {
            return Err(code::NO_PERMISSION.into());
        }
        if accounts::is_ours(world, &one.debit) {
            Ok(())
        } else {
            Err(code::NOT_ALLOWED.into())
        }
    }

    fn parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter> {
        vec![
            (
                "AccountBalance",
                Value::Text(accounts::all(world, &one.debit)),
            ),
            (
                "BOCompletedTime",
                Value::Stamp(one.finalised_ms.unwrap_or(0)),
            ),
        ]
    }

    fn failure_parameters(&self, _world: &mut World, one: &Transaction) -> Vec<Parameter> {
        let text = one.result.as_ref().map_or("", |said| said.text.as_str());
        vec![
            ("ActionType", Value::Text("AccountBalance".to_owned())),
            // With a space at its end, as seen live.
            ("ErrorMsg", Value::Text(format!("{text} "))),
            (
                "BOCompletedTime",
                Value::Stamp(one.finalised_ms.unwrap_or(0)),
            ),
        ]
    }
}
