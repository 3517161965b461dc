//! Business to customer, version 3: money from Utility to a phone.
//!
//! The pattern for an API of an initiator. Version 1 has no caller's id and no duplicate guard: an app here
//! is not entitled to it. Source: `daraja-api.md` section 6.

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
use crate::world::customers::B2C_CENTS_MIN;
use crate::world::ledger::{Account, Entry};
use crate::world::people;
use crate::world::tariff;
use crate::world::transaction::Transaction;

/// Payments to phones. Also carries Pochi, which is the same field for field.
pub(crate) struct B2c {
    pub(crate) name: &'static str,
    pub(crate) paths: &'static [&'static str],
    pub(crate) fields: &'static [Field],
    pub(crate) reason: &'static str,
    pub(crate) fee_name: &'static str,
    pub(crate) entitled: bool,
    /// Without the product on the app, the token is refused.
    pub(crate) refuses_token: bool,
}

const REASON: &str = "Business Payment to Customer via API";
const FEE: &str = "Fee For B2C Payment";
const TEXT: Check = Check::Text { min: 2, max: 100 };

pub(super) const fn fields(commands: &'static [&'static str]) -> [Field; 11] {
    [
        must("OriginatorConversationID", Check::Id { max: 36 }),
        must("InitiatorName", Check::Text { min: 1, max: 50 }),
        must("SecurityCredential", Check::Credential),
        must("CommandID", Check::OneOf(commands)),
        must("Amount", Check::Shillings),
        must("PartyA", Check::ShortCode),
        must("PartyB", Check::Msisdn),
        must("Remarks", TEXT),
        must("QueueTimeOutURL", Check::Url),
        must("ResultURL", Check::Url),
        may("Occassion", Check::Text { min: 0, max: 100 }),
    ]
}

static PAYMENT: [Field; 11] = fields(&["BusinessPayment", "SalaryPayment", "PromotionPayment"]);

/// Version 3.
pub(crate) static B2C: B2c = B2c {
    name: "b2c",
    paths: &["/mpesa/b2c/v3/paymentrequest"],
    fields: &PAYMENT,
    reason: REASON,
    fee_name: FEE,
    entitled: true,
    refuses_token: false,
};

/// Version 1, which the app may not use.
pub(crate) static B2C_V1: B2c = B2c {
    name: "b2c_v1",
    paths: &["/mpesa/b2c/v1/paymentrequest"],
    fields: &[],
    reason: REASON,
    fee_name: FEE,
    entitled: false,
    refuses_token: false,
};

impl Api for B2c {
    fn name(&self) -> &'static str {
        self.name
    }
    fn paths(&self) -> &'static [&'static str] {
        self.paths
    }
    fn family(&self) -> Family {
        Family::Initiator
    }
    fn fields(&self) -> &'static [Field] {
        self.fields
    }
    fn never_entitled(&self) -> bool {
        !self.entitled
    }
    fn refuses_token_without_product(&self) -> bool {
        self.refuses_token
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let order = Order {
            api: self.name,
            command: call.text("CommandID"),
            own_id: Some(call.text("OriginatorConversationID")),
            told_under: None,
            shillings: call.shillings("Amount").unwrap_or(0),
            debit: call.text("PartyA"),
            credit: call.text("PartyB"),
            initiator: call.text("InitiatorName"),
            debit_account: "Utility Account",
            reason: self.reason,
            moves_money: true,
            details: json!({}),
        };
        initiated::accept(world, call, order)
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        initiated::execute(world, self, step);
    }
}

impl Initiated for B2c {
    fn name(&self) -> &'static str {
        self.name
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
        accounts::may_pay(world, &one.debit)?;
        if one.cents < B2C_CENTS_MIN {
            return Err(code::BELOW_MINIMUM.into());
        }
        world.may_receive(&one.credit, one.cents)?;
        let fee = tariff::b2c_fee_cents(one.cents / 100);
        let utility = Account::utility(&one.debit);
        let (fee_from, needed) = if world.scenario.fees_from_utility {
            (utility.clone(), one.cents + fee)
        } else {
            (Account::charges(&one.debit), one.cents)
        };
        if world.ledger.balance(&utility) < needed {
            return Err(code::INSUFFICIENT.into());
        }
        one.receipt = world.receipt();
        one.fee_cents = fee;
        one.fee_name = self.fee_name.to_owned();
        let mut postings = vec![
            (utility, -one.cents),
            (world.wallet(&one.credit), one.cents),
        ];
        if fee > 0 {
            postings.extend([(fee_from, -fee), (Account::fees(), fee)]);
        }
        let entry = Entry {
            at_ms: world.now_ms,
            receipt: one.receipt.clone(),
            what: format!("{} {}", self.name, one.originator_id),
            postings,
        };
        world
            .ledger
            .book(entry)
            .expect("a payment gives what it takes");
        world.count_for_day(&one.credit, one.cents);
        Ok(())
    }

    fn parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter> {
        let holds = |account: Account| Value::Balance(world.ledger.balance(&account));
        let customer = Value::Customer {
            msisdn: one.credit.clone(),
            name: people::customer_name(world.seed, &one.credit),
        };
        vec![
            ("TransactionAmount", Value::Amount(one.cents)),
            ("TransactionReceipt", Value::Text(one.receipt.clone())),
            ("ReceiverPartyPublicName", customer),
            (
                "TransactionCompletedDateTime",
                Value::Dotted(one.finalised_ms.unwrap_or(0)),
            ),
            (
                "B2CUtilityAccountAvailableFunds",
                holds(Account::utility(&one.debit)),
            ),
            (
                "B2CWorkingAccountAvailableFunds",
                holds(Account::working(&one.debit)),
            ),
            (
                "B2CRecipientIsRegisteredCustomer",
                Value::Text("Y".to_owned()),
            ),
            (
                "B2CChargesPaidAccountAvailableFunds",
                holds(Account::charges(&one.debit)),
            ),
        ]
    }

    fn failure_parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter> {
        // Normally none; a live Pochi failure carried one single object (section 6.4).
        if self.name != "pochi"
            && !world
                .drift(&format!("carry {}", one.conversation_id))
                .one_in(6)
        {
            return Vec::new();
        }
        vec![("CreditPartyName", Value::Text(one.credit.clone()))]
    }
}
