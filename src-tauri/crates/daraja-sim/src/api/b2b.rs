//! Business to business, B2C top-up, Working to Utility, and tax: money from Working.
//!
//! No id of the caller's: a repeat is a second payment. Source: `daraja-api.md` section 7.

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
use crate::world::ledger::{Account, Entry};
use crate::world::tariff;
use crate::world::transaction::Transaction;

/// Payments between short codes.
pub(crate) struct B2b {
    name: &'static str,
    paths: &'static [&'static str],
    fields: &'static [Field],
}

const PAY_BILL: &str = "BusinessPayBill";
const BUY_GOODS: &str = "BusinessBuyGoods";
const TOP_UP: &str = "BusinessPayToBulk";
const TO_UTILITY: &str = "BusinessTransferFromMMFToUtility";
/// Not to be had by API: always 21 (section 7).
const TO_WORKING: &str = "BusinessTransferFromUtilityToMMF";
const TAX_SHORT_CODE: &str = "572572";

const fn fields(commands: &'static [&'static str], reference: Field) -> [Field; 14] {
    const CODE: Check = Check::ShortCode;
    [
        must("Initiator", Check::Text { min: 1, max: 50 }),
        must("SecurityCredential", Check::Credential),
        must("CommandID", Check::OneOf(commands)),
        must("SenderIdentifierType", Check::OneOf(&["4"])),
        must("RecieverIdentifierType", Check::OneOf(&["1", "2", "4"])),
        must("Amount", Check::Shillings),
        must("PartyA", CODE),
        must("PartyB", CODE),
        reference,
        may("Requester", Check::Msisdn),
        must("Remarks", Check::Text { min: 2, max: 100 }),
        must("QueueTimeOutURL", Check::Url),
        must("ResultURL", Check::Url),
        may("Occassion", Check::Text { min: 0, max: 100 }),
    ]
}

static PAYMENT: [Field; 14] = fields(
    &[PAY_BILL, BUY_GOODS, TOP_UP, TO_UTILITY, TO_WORKING],
    may("AccountReference", Check::Text { min: 0, max: 13 }),
);
static TAX: [Field; 14] = fields(
    &["PayTaxToKRA"],
    must("AccountReference", Check::Text { min: 1, max: 20 }),
);

/// The common path.
pub(crate) static B2B: B2b = B2b {
    name: "b2b",
    paths: &["/mpesa/b2b/v1/paymentrequest"],
    fields: &PAYMENT,
};
/// Tax to the revenue authority.
pub(crate) static TAX_REMITTANCE: B2b = B2b {
    name: "tax",
    paths: &["/mpesa/b2b/v1/remittax"],
    fields: &TAX,
};

impl Api for B2b {
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

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let order = Order {
            api: self.name,
            command: call.text("CommandID"),
            own_id: None,
            told_under: None,
            shillings: call.shillings("Amount").unwrap_or(0),
            debit: call.text("PartyA"),
            credit: call.text("PartyB"),
            initiator: call.text("Initiator"),
            debit_account: "MMF Account",
            reason: "Business to Business Transfer via API",
            moves_money: true,
            details: json!({
                "reference": call.text("AccountReference"),
                "receiver_type": call.text("RecieverIdentifierType"),
            }),
        };
        initiated::accept(world, call, order)
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        initiated::execute(world, self, step);
    }
}

impl Initiated for B2b {
    fn name(&self) -> &'static str {
        self.name
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
        let role_missing = world.scenario.no_role_for.contains(&one.command);
        if one.command == TO_WORKING || role_missing {
            return Err(code::NOT_ALLOWED.into());
        }
        accounts::may_pay(world, &one.debit)?;
        let receiver = receiver(world, one)?;
        let fee = match one.command.as_str() {
            PAY_BILL | BUY_GOODS => tariff::b2b_fee_cents(one.cents / 100),
            _ => 0,
        };
        let working = Account::working(&one.debit);
        if world.ledger.balance(&working) < one.cents {
            return Err(code::INSUFFICIENT.into());
        }
        one.receipt = world.receipt();
        one.fee_cents = fee;
        one.fee_name = "Business Pay Bill Charge".to_owned();
        let mut postings = vec![(working, -one.cents), (receiver, one.cents)];
        if fee > 0 {
            postings.extend([(Account::charges(&one.debit), -fee), (Account::fees(), fee)]);
        }
        let entry = Entry {
            at_ms: world.now_ms,
            receipt: one.receipt.clone(),
            what: format!("{} {}", self.name, one.command),
            postings,
        };
        world
            .ledger
            .book(entry)
            .expect("a payment gives what it takes");
        Ok(())
    }

    fn parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter> {
        let working = world.ledger.balance(&Account::working(&one.debit));
        let done = one.finalised_ms.unwrap_or(0);
        vec![
            ("Amount", Value::Amount(one.cents)),
            ("Currency", Value::Text("KES".to_owned())),
            ("TransCompletedTime", Value::Stamp(done)),
            (
                "DebitPartyCharges",
                Value::Text(accounts::charge(&one.fee_name, one.fee_cents)),
            ),
            (
                "ReceiverPartyPublicName",
                accounts::party(world, &one.credit),
            ),
            (
                "DebitPartyAffectedAccountBalance",
                Value::Text(accounts::pipe("Working Account", working, 0)),
            ),
            ("DebitAccountBalance", Value::Struct(working)),
            ("DebitAccountCurrentBalance", Value::Struct(working)),
            ("InitiatorAccountCurrentBalance", Value::Struct(working)),
        ]
    }

    fn failure_parameters(&self, _world: &mut World, one: &Transaction) -> Vec<Parameter> {
        vec![(
            "BOCompletedTime",
            Value::Stamp(one.finalised_ms.unwrap_or(0)),
        )]
    }

    fn reference(&self, one: &Transaction) -> Vec<Parameter> {
        let reference = one
            .details
            .get("reference")
            .and_then(serde_json::Value::as_str);
        let bill = match reference {
            Some(text) if short_number(text) => Value::Digits(text.to_owned()),
            Some(text) if !text.is_empty() => Value::Text(text.to_owned()),
            _ => Value::Nothing,
        };
        let url = "https://internalapi.safaricom.co.ke/mpesa/b2bresults/v1/submit";
        vec![
            ("BillReferenceNumber", bill),
            ("QueueTimeoutURL", Value::Text(url.to_owned())),
            ("Occassion", Value::Nothing),
        ]
    }
}

/// Digits that stay the same when they are written as a number.
fn short_number(text: &str) -> bool {
    !text.starts_with('0')
        && (1..=15).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn receiver(world: &World, one: &Transaction) -> Result<Account, ResultCode> {
    let kind = one
        .details
        .get("receiver_type")
        .and_then(serde_json::Value::as_str);
    let invalid = || Err(code::INVALID_RECEIVER.into());
    match one.command.as_str() {
        PAY_BILL | TOP_UP if kind != Some("4") => invalid(),
        PAY_BILL | TOP_UP => Ok(Account::utility(&one.credit)),
        BUY_GOODS if kind == Some("2") => Ok(Account::merchant(&one.credit)),
        BUY_GOODS if kind == Some("4") && !world.scenario.tills_need_type_2 => {
            Ok(Account::merchant(&one.credit))
        }
        TO_UTILITY if one.credit == one.debit => Ok(Account::utility(&one.credit)),
        "PayTaxToKRA" if one.credit == TAX_SHORT_CODE => Ok(Account::utility(&one.credit)),
        _ => invalid(),
    }
}
