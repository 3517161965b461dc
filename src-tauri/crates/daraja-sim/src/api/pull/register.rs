//! `POST /pulltransactions/v1/register`: once per short code; a second time is said so, politely.
//!
//! Keys come with or without spaces, as the live sandbox and the documents differ.

use crate::api::{Api, c2b};
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::wire::json::Json;
use crate::world::World;
use crate::world::people;

/// The API.
pub(crate) struct PullRegister;

/// The API.
pub(crate) static REGISTER: PullRegister = PullRegister;

static FIELDS: [Field; 4] = [
    must("ShortCode", Check::ShortCode),
    must("RequestType", Check::OneOf(&["Pull"])),
    must("NominatedNumber", Check::Text { min: 10, max: 12 }),
    must("CallBackURL", Check::Url),
];

impl Api for PullRegister {
    fn name(&self) -> &'static str {
        "pull_register"
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/pulltransactions/v1/register"]
    }
    fn family(&self) -> Family {
        Family::Pull
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }
    fn refuses_token_without_product(&self) -> bool {
        true
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let id = world.gateway_id();
        let short_code = call.text("ShortCode");
        if c2b::payee(world, &short_code).is_none() {
            return Exchange::refused(Answer::error(400, &id, "400.001", "Invalid ShortCode"));
        }
        if !is_nominated(&call.text("NominatedNumber")) {
            let text = "Bad Request - Invalid NominatedNumber";
            return Exchange::refused(Answer::error(400, &id, "400.002.02", text));
        }
        let new = world.desks.pull.insert(short_code.clone());
        let (status, text) = if new {
            ("1000", "Short Code Registered Successfully")
        } else {
            ("1001", "Short Code already Registered")
        };
        let spaced = world.drift(&format!("pull register {id}")).one_in(2);
        let (status_key, text_key) = if spaced {
            ("Response Status", "Response Description")
        } else {
            ("ResponseStatus", "ResponseDescription")
        };
        let answer = Answer::ok(Json::object([
            ("ResponseRefID", Json::text(&*id)),
            (status_key, Json::text(status)),
            ("ShortCode", Json::text(short_code)),
            (text_key, Json::text(text)),
        ]));
        Exchange {
            originator_id: id,
            ..Exchange::done(answer)
        }
    }
}

/// `07…`, `01…` or `2547…`, `2541…`.
fn is_nominated(text: &str) -> bool {
    let international = text.strip_prefix('0').map(|rest| format!("254{rest}"));
    people::is_msisdn(international.as_deref().unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_write_a_number_are_taken() {
        for good in ["0712000111", "0112000111", "254712000111"] {
            assert!(is_nominated(good), "{good}");
        }
        for bad in ["712000111", "0812000111", "25471200011", "abcdefghij"] {
            assert!(!is_nominated(bad), "{bad}");
        }
    }
}
