//! `POST /mpesa/stkpush/v1/processrequest`: takes the request in and puts the prompt on its way.

use serde_json::json;

use super::{code, merchant, prompt};
use crate::api::Api;
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, may, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::magic;
use crate::outcome::plan::{Plan, What};
use crate::wire::json::Json;
use crate::world::World;
use crate::world::ids;
use crate::world::operator::Presented;
use crate::world::transaction::{Status, Transaction};

/// Its name in scripts, faults and records.
pub(crate) const NAME: &str = "stk";

/// The request.
pub(crate) struct StkPush;

/// The request.
pub(crate) static PUSH: StkPush = StkPush;

static FIELDS: [Field; 11] = [
    must("BusinessShortCode", Check::ShortCode),
    must("Password", Check::Text { min: 1, max: 512 }),
    must("Timestamp", Check::Stamp),
    must(
        "TransactionType",
        Check::OneOf(&["CustomerPayBillOnline", "CustomerBuyGoodsOnline"]),
    ),
    must("Amount", Check::Shillings),
    must("PartyA", Check::Msisdn),
    must("PartyB", Check::ShortCode),
    must("PhoneNumber", Check::Msisdn),
    must("CallBackURL", Check::Url),
    must("AccountReference", Check::Text { min: 1, max: 12 }),
    may("TransactionDesc", Check::Text { min: 0, max: 13 }),
];

impl Api for StkPush {
    fn name(&self) -> &'static str {
        NAME
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/stkpush/v1/processrequest"]
    }
    fn family(&self) -> Family {
        Family::Stk
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        if let Err(answer) = merchant::vouch(world, call) {
            return Exchange::refused(answer);
        }
        let phone = call.text("PhoneNumber");
        if world.desks.prompts.is_open(&phone) {
            let text = "Unable to lock subscriber, a transaction is already in process for the \
                        current subscriber";
            let request_id = world.gateway_id();
            return Exchange::refused(Answer::error(500, &request_id, "500.001.1001", text));
        }
        accept(world, call, &phone)
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        prompt::step(world, step);
    }
}

fn accept(world: &mut World, call: &Call, phone: &str) -> Exchange {
    let merchant_id = world.gateway_id();
    let checkout_id = ids::checkout(&mut world.fresh_dice("checkout"), world.now_ms, phone);
    let text = "Success. Request accepted for processing";
    let acknowledgement = Answer::ok(Json::object([
        ("MerchantRequestID", Json::text(&*merchant_id)),
        ("CheckoutRequestID", Json::text(&*checkout_id)),
        ("ResponseCode", Json::text("0")),
        ("ResponseDescription", Json::text(text)),
        ("CustomerMessage", Json::text(text)),
    ]));
    let shillings = call.shillings("Amount").unwrap_or(0);
    let plan = world.plan(NAME, phone, shillings, &format!("{phone} {shillings}"));
    let plan = as_prompt(plan);
    let answer = match &plan.reply {
        Some(reply) => reply.answer(&merchant_id, &acknowledgement),
        None => acknowledgement,
    };
    if !plan.reached {
        return Exchange {
            hand: plan.hand,
            ..Exchange::refused(answer)
        };
    }
    let hold = plan.before_answer.then_some(checkout_id.as_str());
    if let Some(after) = plan.execute_ms {
        world.desks.prompts.open(phone, &checkout_id);
        world.later(
            world.now_ms + after,
            hold,
            NAME,
            json!({ "execute": checkout_id }),
        );
    }
    for (at, post) in plan.posts.iter().enumerate() {
        let step = json!({ "post": checkout_id, "at": at });
        world.later(world.now_ms + post.after_ms, hold, NAME, step);
    }
    let exchange = Exchange {
        hand: plan.hand,
        run_first: hold.map(str::to_owned),
        originator_id: merchant_id.clone(),
        conversation_id: checkout_id.clone(),
        ..Exchange::done(answer)
    };
    world.transactions.keep(Transaction {
        conversation_id: checkout_id,
        originator_id: merchant_id,
        api: NAME.to_owned(),
        command: call.text("TransactionType"),
        receipt: String::new(),
        cents: shillings * 100,
        debit: phone.to_owned(),
        credit: call.text("PartyB"),
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
        reason: "Pay Bill Online".to_owned(),
        moves_money: true,
        reversed: false,
        presented: Presented::Right,
        plan,
        result: None,
        result_url: call.text("CallBackURL"),
        details: json!({
            "merchant": call.text("BusinessShortCode"),
            "bill_ref": call.text("AccountReference"),
            "number": magic::number(phone, shillings),
            "asked": 0,
        }),
    });
    exchange
}

/// A play of payouts as a prompt plays it: a failure before a success is the phone that couldn't be
/// reached (1037), and the payer's PIN comes only then. There is no queue-timeout notice here.
fn as_prompt(mut plan: Plan) -> Plan {
    plan.posts
        .retain(|post| !matches!(post.what, What::Timeout | What::Waiting));
    let late = plan.posts.last().filter(|_| plan.posts.len() > 1).cloned();
    if let (Some(first), Some(last)) = (plan.posts.first_mut(), late)
        && matches!(first.what, What::Claim(_))
        && last.what == What::Result
    {
        first.what = What::Claim(code::UNREACHABLE.into());
        plan.execute_ms = Some(last.after_ms.saturating_sub(1_000));
    }
    plan
}
