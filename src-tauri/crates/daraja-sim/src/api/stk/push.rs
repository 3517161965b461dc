//! `POST /mpesa/stkpush/v1/processrequest`: takes the request in and puts the prompt on its way.

use serde_json::json;

use super::{code, merchant};
use crate::api::Api;
use crate::api::prompted::{self, Order};
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
        prompted::step(world, self, step);
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
    let plan = as_prompt(world.plan(NAME, phone, shillings, &format!("{phone} {shillings}")));
    if plan.reached && plan.execute_ms.is_some() {
        world.desks.prompts.open(phone, &checkout_id);
    }
    let details = json!({
        "merchant": call.text("BusinessShortCode"),
        "bill_ref": call.text("AccountReference"),
        "number": magic::number(phone, shillings),
        "asked": 0,
    });
    let order = Order {
        api: NAME,
        command: call.text("TransactionType"),
        conversation_id: checkout_id,
        originator_id: merchant_id,
        shillings,
        debit: phone.to_owned(),
        credit: call.text("PartyB"),
        reason: "Pay Bill Online",
        callback: call.text("CallBackURL"),
        plan,
        acknowledgement,
        details,
    };
    prompted::accept(world, order)
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
