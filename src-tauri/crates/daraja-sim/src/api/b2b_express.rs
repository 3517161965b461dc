//! `POST /v1/ussdpush/get-msisdn`: asks a merchant on their phone to pay a supplier's till or paybill.
//!
//! camelCase, a flat callback with `resultCode` "0" or "4001" (`daraja-api.md` section 7). The reference
//! names the two codes only; the other keys of the callback are the portal's as far as they are known.

use serde_json::{Value, json};

use super::{Api, c2b};
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::ResultCode;
use crate::outcome::code::{DONE, INSUFFICIENT, INVALID_RECEIVER};
use crate::outcome::plan::What;
use crate::wire::json::{Json, decimal};
use crate::world::World;
use crate::world::deliveries::Parcel;
use crate::world::ids;
use crate::world::ledger::{Account, Entry};
use crate::world::operator::Presented;
use crate::world::transaction::{Status, Transaction};

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
        let request_id = world.gateway_id();
        let id = ids::conversation(&mut world.fresh_dice("conversation"), world.now_ms);
        let acknowledgement = Answer::ok(Json::object([
            ("code", Json::text("0")),
            ("status", Json::text("USSD Initiated Successfully")),
        ]));
        let shillings = call.shillings("amount").unwrap_or(0);
        let payer = call.text("primaryShortCode");
        let plan = world.plan(NAME, &payer, shillings, &call.text("RequestRefID"));
        let answer = match &plan.reply {
            Some(reply) => reply.answer(&request_id, &acknowledgement),
            None => acknowledgement,
        };
        if !plan.reached {
            return Exchange {
                hand: plan.hand,
                ..Exchange::refused(answer)
            };
        }
        let hold = plan.before_answer.then_some(id.as_str());
        if let Some(after) = plan.execute_ms {
            world.later(world.now_ms + after, hold, NAME, json!({ "execute": id }));
        }
        for (at, post) in plan.posts.iter().enumerate() {
            let step = json!({ "post": id, "at": at });
            world.later(world.now_ms + post.after_ms, hold, NAME, step);
        }
        let exchange = Exchange {
            hand: plan.hand,
            run_first: hold.map(str::to_owned),
            originator_id: call.text("RequestRefID"),
            conversation_id: id.clone(),
            ..Exchange::done(answer)
        };
        world.transactions.keep(Transaction {
            conversation_id: id,
            originator_id: call.text("RequestRefID"),
            api: NAME.to_owned(),
            command: "BusinessBuyGoods".to_owned(),
            receipt: String::new(),
            cents: shillings * 100,
            debit: payer,
            credit: call.text("receiverShortCode"),
            debit_account: String::new(),
            status: if plan.execute_ms.is_some() {
                Status::Initiated
            } else {
                Status::Expired
            },
            accepted_ms: world.now_ms,
            finalised_ms: None,
            fee_cents: 0,
            fee_name: String::new(),
            reason: "B2B Express".to_owned(),
            moves_money: true,
            reversed: false,
            presented: Presented::Right,
            plan,
            result: None,
            result_url: call.text("callbackUrl"),
            details: json!({ "bill_ref": call.text("paymentRef") }),
        });
        exchange
    }

    fn step(&self, world: &mut World, step: &Value) {
        let named = |key: &str| {
            let id = step.get(key).and_then(Value::as_str)?;
            world.transactions.get(id).cloned()
        };
        if let Some(one) = named("execute") {
            execute(world, one);
        } else if let Some(one) = named("post") {
            let at = step.get("at").and_then(Value::as_u64).unwrap_or(0);
            post(world, &one, usize::try_from(at).unwrap_or(0));
        }
    }
}

fn execute(world: &mut World, mut one: Transaction) {
    if one.status != Status::Initiated {
        return;
    }
    let result = match one.plan.forced.clone() {
        // Whatever was asked to fail: the merchant declined.
        Some(_) => Err(CANCELLED.into()),
        None => settle(world, &mut one),
    };
    one.status = if result.is_ok() {
        Status::Completed
    } else {
        Status::Failed
    };
    one.finalised_ms = Some(world.now_ms);
    one.result = Some(result.err().unwrap_or_else(|| DONE.into()));
    world.transactions.keep(one);
}

fn settle(world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
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

fn post(world: &mut World, one: &Transaction, at: usize) {
    let (Some(planned), Some(truth)) = (one.plan.posts.get(at), &one.result) else {
        return;
    };
    if !matches!(planned.what, What::Result | What::Lost) {
        return;
    }
    let amount = Json::text(decimal(one.cents));
    let mut fields = vec![
        ("resultCode", Json::text(&*truth.code)),
        ("resultDesc", Json::text(&*truth.text)),
        ("requestId", Json::text(&*one.originator_id)),
        ("amount", amount),
    ];
    if truth.is_done() {
        fields.extend([
            ("resultType", Json::text("0")),
            ("conversationID", Json::text(&*one.conversation_id)),
            ("transactionId", Json::text(&*one.receipt)),
            ("status", Json::text("SUCCESS")),
        ]);
    } else {
        let reference = one
            .details
            .get("bill_ref")
            .and_then(Value::as_str)
            .unwrap_or("");
        fields.push(("paymentReference", Json::text(reference)));
    }
    let parcel = Parcel {
        api: NAME,
        kind: "b2b_express",
        conversation_id: one.conversation_id.clone(),
        url: one.result_url.clone(),
        body: Json::object(fields).to_string(),
        lost: planned.what == What::Lost,
    };
    let hold = one
        .plan
        .before_answer
        .then_some(one.conversation_id.as_str());
    world.post(world.now_ms, hold, parcel);
}
