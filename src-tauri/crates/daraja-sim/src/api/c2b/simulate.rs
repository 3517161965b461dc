//! `POST /mpesa/c2b/v1/simulate` and `v2`: a payment by nobody, in the sandbox only.
//!
//! Source: `daraja-api.md` section 5.2. Also takes back the steps and answers of every customer's payment,
//! under the name [`NAME`](super::NAME).

use super::{CustomerPayment, NAME, payee, payment, validation};
use crate::api::{Answered, Api};
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, may, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::wire::json::Json;
use crate::world::World;
use crate::world::deliveries::Delivery;

/// The API.
pub(crate) struct Simulate;

/// The API.
pub(crate) static SIMULATE: Simulate = Simulate;

static FIELDS: [Field; 5] = [
    must("ShortCode", Check::ShortCode),
    must(
        "CommandID",
        Check::OneOf(&["CustomerPayBillOnline", "CustomerBuyGoodsOnline"]),
    ),
    must("Amount", Check::Shillings),
    must("Msisdn", Check::Msisdn),
    may("BillRefNumber", Check::Text { min: 0, max: 20 }),
];

impl Api for Simulate {
    fn name(&self) -> &'static str {
        NAME
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/c2b/v1/simulate", "/mpesa/c2b/v2/simulate"]
    }
    fn family(&self) -> Family {
        Family::C2b
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let id = world.gateway_id();
        if world.scenario.c2b.production {
            let text = "Resource not found";
            return Exchange::refused(Answer::error(404, &id, "404.003.01", text));
        }
        let short_code = call.text("ShortCode");
        let buys_goods = call.text("CommandID") == "CustomerBuyGoodsOnline";
        let invalid = |field: &str| {
            let text = format!("Bad Request - Invalid {field}");
            Exchange::refused(Answer::error(400, &id, "400.002.02", &text))
        };
        match payee(world, &short_code) {
            None => return invalid("ShortCode"),
            Some(payee) if payee.is_till != buys_goods => return invalid("CommandID"),
            Some(_) if !buys_goods && call.text("BillRefNumber").is_empty() => {
                return invalid("BillRefNumber");
            }
            Some(_) => {}
        }
        let asked = CustomerPayment {
            short_code,
            amount: call.shillings("Amount").unwrap_or(0),
            msisdn: Some(call.text("Msisdn")),
            bill_ref: call.text("BillRefNumber"),
            // Nobody's money: the sandbox's payer always has enough.
            fund: true,
        };
        let Ok(begun) = payment::begin(world, &asked) else {
            return invalid("Amount");
        };
        let answer = Answer::ok(Json::object([
            ("OriginatorCoversationID", Json::text(&*id)),
            ("ResponseCode", Json::text("0")),
            (
                "ResponseDescription",
                Json::text("Accept the service request successfully."),
            ),
        ]));
        Exchange {
            originator_id: id,
            conversation_id: begun.conversation_id,
            ..Exchange::done(answer)
        }
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        validation::deadline(world, step);
    }

    fn answered(&self, world: &mut World, delivery: &Delivery, answer: Answered<'_>) {
        validation::answered(world, delivery, answer);
    }
}
