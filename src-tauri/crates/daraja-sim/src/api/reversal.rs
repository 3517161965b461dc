//! Reversal of a customer's payment, in whole or in part.
//!
//! Source: `daraja-api.md` section 10. Payments to customers can't be reversed here.

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
use crate::world::transaction::{Status, Transaction};

/// The API.
pub(crate) struct Reversal;

const NAME: &str = "reversal";

static FIELDS: [Field; 11] = [
    must("Initiator", Check::Text { min: 1, max: 50 }),
    must("SecurityCredential", Check::Credential),
    must("CommandID", Check::OneOf(&["TransactionReversal"])),
    must("TransactionID", Check::Text { min: 10, max: 10 }),
    must("Amount", Check::Shillings),
    must("ReceiverParty", Check::ShortCode),
    must("RecieverIdentifierType", Check::OneOf(&["11", "4"])),
    must("ResultURL", Check::Url),
    must("QueueTimeOutURL", Check::Url),
    must("Remarks", Check::Text { min: 2, max: 100 }),
    may("Occasion", Check::Text { min: 0, max: 100 }),
];

impl Api for Reversal {
    fn name(&self) -> &'static str {
        NAME
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/reversal/v1/request"]
    }
    fn family(&self) -> Family {
        Family::Stk
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let receipt = call.text("TransactionID");
        let payer = world
            .transactions
            .by_receipt(&receipt)
            .map(|paid| paid.debit.clone());
        let order = Order {
            api: NAME,
            command: call.text("CommandID"),
            own_id: None,
            told_under: None,
            shillings: call.shillings("Amount").unwrap_or(0),
            debit: call.text("ReceiverParty"),
            credit: payer.unwrap_or_default(),
            initiator: call.text("Initiator"),
            debit_account: "Utility Account",
            reason: "Transaction Reversal via API",
            moves_money: true,
            details: json!({ "original": receipt }),
        };
        initiated::accept(world, call, order)
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        initiated::execute(world, self, step);
    }
}

fn original(one: &Transaction) -> &str {
    let text = one
        .details
        .get("original")
        .and_then(serde_json::Value::as_str);
    text.unwrap_or("")
}

impl Initiated for Reversal {
    fn name(&self) -> &'static str {
        NAME
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
        if world.scenario.no_role_for.contains(&one.command) {
            return Err(code::NOT_ALLOWED.into());
        }
        let paid = world
            .transactions
            .by_receipt(original(one))
            .filter(|paid| matches!(paid.api.as_str(), "c2b" | "stk"))
            .filter(|paid| paid.credit == one.debit && paid.status == Status::Completed)
            .filter(|paid| one.cents <= paid.cents);
        let Some((id, reversed)) = paid.map(|paid| (paid.conversation_id.clone(), paid.reversed))
        else {
            return Err(code::INVALID_ORIGINAL.into());
        };
        if reversed {
            return Err(code::ALREADY_REVERSED.into());
        }
        let from = accounts::receiving(world, &one.debit);
        if world.ledger.balance(&from) < one.cents {
            return Err(code::INSUFFICIENT.into());
        }
        one.receipt = world.receipt();
        let to = world.wallet(&one.credit);
        let what = format!("{NAME} of {}", original(one));
        world
            .ledger
            .transfer(world.now_ms, &one.receipt, &what, (from, to, one.cents));
        if let Some(paid) = world.transactions.get_mut(&id) {
            paid.reversed = true;
        }
        Ok(())
    }

    fn parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter> {
        let account = accounts::receiving(world, &one.debit);
        let left = world.ledger.balance(&account);
        let name = if one.debit == world.setup.till {
            "Merchant Account"
        } else {
            "Utility Account"
        };
        vec![
            (
                "DebitAccountBalance",
                Value::Text(accounts::pipe(name, left, 0)),
            ),
            ("Amount", Value::Amount(one.cents)),
            (
                "TransCompletedTime",
                Value::Stamp(one.finalised_ms.unwrap_or(0)),
            ),
            (
                "OriginalTransactionID",
                Value::Text(original(one).to_owned()),
            ),
            ("Charge", Value::Balance(0)),
            ("CreditPartyPublicName", accounts::party(world, &one.credit)),
            ("DebitPartyPublicName", accounts::party(world, &one.debit)),
        ]
    }
}
