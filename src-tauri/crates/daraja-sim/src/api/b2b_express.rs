//! `POST /v1/ussdpush/get-msisdn`: asks a merchant on their phone to pay a supplier's till or paybill.
//!
//! camelCase, a flat callback with `resultCode` "0" or "4001" (`daraja-api.md` section 7). The reference
//! names the two codes only; the other keys of the callback are the portal's as far as they are known.

use serde_json::{Value, json};

use super::prompted::{self, Order, Prompted};
use super::{Api, c2b};
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::ResultCode;
use crate::outcome::code::{INSUFFICIENT, INVALID_RECEIVER};
use crate::outcome::plan::What;
use crate::wire::json::{Json, decimal};
use crate::world::World;
use crate::world::ids;
use crate::world::ledger::{Account, Entry};
use crate::world::transaction::Transaction;

/// Its name in scripts, faults and records.
const NAME: &str = "b2b_express";
/// The merchant declined.
const CANCELLED: (&str, &str) = ("4001", "User cancelled transaction");

/// The API.
pub(crate) struct B2bExpress;

/// The API.
pub(crate) static B2B_EXPRESS: B2bExpress = B2bExpress;

static FIELDS: [Field; 7] = [
    must("primaryShortCode", Check::ShortCode),
    must("receiverShortCode", Check::ShortCode),
    must("amount", Check::Shillings),
    must("paymentRef", Check::Text { min: 1, max: 50 }),
    must("callbackUrl", Check::Url),
    must("partnerName", Check::Text { min: 1, max: 50 }),
    must("RequestRefID", Check::Text { min: 1, max: 64 }),
];

impl Api for B2bExpress {
    fn name(&self) -> &'static str {
        NAME
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/v1/ussdpush/get-msisdn"]
    }
    fn family(&self) -> Family {
        Family::Other
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let acknowledgement = Answer::ok(Json::object([
            ("code", Json::text("0")),
            ("status", Json::text("USSD Initiated Successfully")),
        ]));
        let shillings = call.shillings("amount").unwrap_or(0);
        let (payer, reference) = (call.text("primaryShortCode"), call.text("RequestRefID"));
        let mut plan = world.plan(NAME, &payer, shillings, &reference);
        plan.posts
            .retain(|post| matches!(post.what, What::Result | What::Lost));
        // Whatever was asked to fail: the merchant declined.
        plan.forced = plan.forced.map(|_| CANCELLED.into());
        let order = Order {
            api: NAME,
            command: "BusinessBuyGoods".to_owned(),
            conversation_id: ids::conversation(&mut world.fresh_dice("conversation"), world.now_ms),
            originator_id: reference,
            shillings,
            debit: payer,
            credit: call.text("receiverShortCode"),
            reason: "B2B Express",
            callback: call.text("callbackUrl"),
            plan,
            acknowledgement,
            details: json!({ "bill_ref": call.text("paymentRef") }),
        };
        prompted::accept(world, order)
    }

    fn step(&self, world: &mut World, step: &Value) {
        prompted::step(world, self, step);
    }
}

impl Prompted for B2bExpress {
    fn name(&self) -> &'static str {
        NAME
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
        let from = c2b::payee(world, &one.debit)
            .ok_or(INVALID_RECEIVER)?
            .account;
        let to = c2b::payee(world, &one.credit).map(|payee| payee.account);
        // The other business may be one this world doesn't keep books for.
        let to = to.unwrap_or_else(|| Account::utility(&one.credit));
        if world.ledger.balance(&from) < one.cents {
            return Err(INSUFFICIENT.into());
        }
        one.receipt = world.receipt();
        let entry = Entry {
            at_ms: world.now_ms,
            receipt: one.receipt.clone(),
            what: format!("{NAME} {}", one.originator_id),
            postings: vec![(from, -one.cents), (to, one.cents)],
        };
        world
            .ledger
            .book(entry)
            .expect("a payment gives what it takes");
        Ok(())
    }

    fn body(&self, _world: &World, one: &Transaction, said: &ResultCode, _subject: &str) -> Json {
        let mut fields = vec![
            ("resultCode", Json::text(&*said.code)),
            ("resultDesc", Json::text(&*said.text)),
            ("requestId", Json::text(&*one.originator_id)),
            ("amount", Json::text(decimal(one.cents))),
        ];
        if said.is_done() {
            fields.extend([
                ("resultType", Json::text("0")),
                ("conversationID", Json::text(&*one.conversation_id)),
                ("transactionId", Json::text(&*one.receipt)),
                ("status", Json::text("SUCCESS")),
            ]);
        } else {
            let reference = one.details.get("bill_ref").and_then(Value::as_str);
            fields.push(("paymentReference", Json::text(reference.unwrap_or(""))));
        }
        Json::object(fields)
    }
}
