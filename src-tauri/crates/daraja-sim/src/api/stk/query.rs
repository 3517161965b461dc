//! `POST /mpesa/stkpushquery/v1/query`: answers at once, without receipt or amount.
//!
//! Source: `daraja-api.md` section 4.4. An open prompt is answered in one of four ways; which one is drawn
//! from the seed, unless a magic number or a tidy scenario decides.

use super::{code, merchant, push};
use crate::api::Api;
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::ResultCode;
use crate::outcome::plan::What;
use crate::wire::json::Json;
use crate::world::World;
use crate::world::transaction::{Status, Transaction};

/// A prompt this young may not be found yet: thirty seconds.
const YOUNG_MS: u64 = 30_000;
/// A prompt that nobody ever answers is over after this long: ten minutes.
const EXPIRED_MS: u64 = 600_000;

/// The query.
pub(crate) struct StkQuery;

/// The query.
pub(crate) static QUERY: StkQuery = StkQuery;

static FIELDS: [Field; 4] = [
    must("BusinessShortCode", Check::ShortCode),
    must("Password", Check::Text { min: 1, max: 512 }),
    must("Timestamp", Check::Stamp),
    must("CheckoutRequestID", Check::Text { min: 1, max: 100 }),
];

/// What a query is told.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Over(ResultCode),
    Pending,
    BeingProcessed,
    NotThere,
    Nothing,
}

impl Api for StkQuery {
    fn name(&self) -> &'static str {
        "stk_query"
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/stkpushquery/v1/query"]
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
        let checkout_id = call.text("CheckoutRequestID");
        let found = world.transactions.get(&checkout_id).cloned();
        let short_code = call.text("BusinessShortCode");
        let mine = found.filter(|one| {
            one.api == push::NAME
                && one
                    .details
                    .get("merchant")
                    .is_some_and(|it| *it == *short_code)
        });
        let told = match &mine {
            Some(one) => tell(world, one),
            None => Told::NotThere,
        };
        let request_id = world.gateway_id();
        let error = |text| Answer::error(500, &request_id, "500.001.1001", text);
        let answer = match told {
            Told::Over(code) => answer(mine.as_ref(), &code),
            Told::Pending => answer(mine.as_ref(), &pending()),
            Told::BeingProcessed => error("The transaction is being processed"),
            Told::NotThere => error("The transaction does not Exist"),
            Told::Nothing => error(""),
        };
        Exchange {
            conversation_id: checkout_id,
            ..Exchange::done(answer)
        }
    }
}

fn pending() -> ResultCode {
    ("4999", "The transaction is still under processing").into()
}

fn tell(world: &mut World, one: &Transaction) -> Told {
    let asked = one
        .details
        .get("asked")
        .and_then(serde_json::Value::as_u64)
        .unwrap_or(0);
    if let Some(kept) = world.transactions.get_mut(&one.conversation_id)
        && let Some(count) = kept.details.get_mut("asked")
    {
        *count = (asked + 1).into();
    }
    let number = one
        .details
        .get("number")
        .and_then(serde_json::Value::as_u64);
    let is = |wanted: u8| number == Some(wanted.into());
    if is(code::EMPTY_ANSWERS) && asked.is_multiple_of(2) {
        return Told::Nothing;
    }
    let age = world.now_ms.saturating_sub(one.accepted_ms);
    if let Some(over) = over(one, age) {
        return Told::Over(over);
    }
    let mut drift = world.drift(&format!("query {} {asked}", one.conversation_id));
    if is(code::BEING_PROCESSED) {
        Told::BeingProcessed
    } else if age < YOUNG_MS {
        if drift.one_in(2) {
            Told::BeingProcessed
        } else {
            Told::NotThere
        }
    } else if drift.one_in(8) {
        Told::Nothing
    } else if drift.one_in(4) {
        Told::BeingProcessed
    } else {
        Told::Pending
    }
}

/// The code of a prompt that is over, or was claimed to be.
fn over(one: &Transaction, age_ms: u64) -> Option<ResultCode> {
    if one.status == Status::Expired {
        let expired = ResultCode::from(("1019", "Transaction has expired"));
        return (age_ms >= EXPIRED_MS).then_some(expired);
    }
    if let Some(result) = &one.result {
        return Some(result.clone());
    }
    one.plan
        .posts
        .iter()
        .rev()
        .find_map(|post| match &post.what {
            What::Claim(code) if post.after_ms <= age_ms => Some(code.clone()),
            _ => None,
        })
}

fn answer(one: Option<&Transaction>, code: &ResultCode) -> Answer {
    let id = |of: fn(&Transaction) -> &String| Json::text(one.map(of).cloned().unwrap_or_default());
    Answer::ok(Json::object([
        ("ResponseCode", Json::text("0")),
        (
            "ResponseDescription",
            Json::text("The service request has been accepted successfully"),
        ),
        ("MerchantRequestID", id(|one| &one.originator_id)),
        ("CheckoutRequestID", id(|one| &one.conversation_id)),
        ("ResultCode", Json::text(&*code.code)),
        ("ResultDesc", Json::text(&*code.text)),
    ]))
}
