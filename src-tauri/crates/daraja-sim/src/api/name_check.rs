//! `POST /mpesa/b2c/hakikisha/v1/hakikisha`: whose number is it, before paying.
//!
//! Source: `daraja-api.md` section 6.8. First name in small letters, the rest behind stars. A number whose
//! magic outcome is `unregistered` is nobody's.

use serde_json::Value;

use super::Api;
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::Field;
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::{Outcome, magic};
use crate::wire::json::Json;
use crate::world::World;
use crate::world::people;

/// The API.
pub(crate) struct NameCheck;

/// The API.
pub(crate) static NAME_CHECK: NameCheck = NameCheck;

impl Api for NameCheck {
    fn name(&self) -> &'static str {
        "name_check"
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/b2c/hakikisha/v1/hakikisha"]
    }
    fn family(&self) -> Family {
        Family::Pull
    }
    /// Its fields nest: they are checked in [`Api::handle`].
    fn fields(&self) -> &'static [Field] {
        &[]
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let id = world.gateway_id();
        let request_id = within(call, "header", "requestID");
        let timestamp = within(call, "header", "timestamp");
        let msisdn = within(call, "body", "msisdn");
        let short_code = within(call, "body", "shortcode");
        let seconds = !timestamp.is_empty() && timestamp.bytes().all(|b| b.is_ascii_digit());
        for (right, field) in [
            (
                !request_id.is_empty() && request_id.len() <= 64,
                "requestID",
            ),
            (seconds && timestamp.len() <= 13, "timestamp"),
            (people::is_msisdn(&msisdn), "msisdn"),
            (people::is_short_code(&short_code), "shortcode"),
        ] {
            if !right {
                let text = format!("Bad Request - Invalid {field}");
                return Exchange::refused(Answer::error(400, &id, "400.002.02", &text));
            }
        }
        let chosen = world.scenario.outcomes.get(&msisdn).cloned();
        let chosen = chosen.or_else(|| magic::number(&msisdn, 0).and_then(magic::outcome));
        let known = chosen != Some(Outcome::Unregistered);
        let body = if known {
            let (first, middle, last) = people::customer(world.seed, &msisdn);
            Json::object([
                ("firstName", Json::text(first.to_lowercase())),
                ("middleName", Json::text(starred(&middle))),
                ("lastName", Json::text(starred(&last))),
            ])
        } else {
            Json::object([("message", Json::text("The customer does not exist."))])
        };
        let (status, message) = if known {
            ("200", "Success")
        } else {
            ("400", "Failed")
        };
        let header = Json::object([
            ("requestID", Json::text(&*request_id)),
            ("timestamp", Json::text(&*timestamp)),
            ("status", Json::text(status)),
            ("message", Json::text(message)),
        ]);
        let answer = Answer::ok(Json::object([("header", header), ("body", body)]));
        Exchange {
            originator_id: request_id,
            ..Exchange::done(answer)
        }
    }
}

fn within(call: &Call, part: &str, field: &str) -> String {
    match call.value(part).and_then(|part| part.get(field)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// `W******`
fn starred(name: &str) -> String {
    name.chars().take(1).chain("******".chars()).collect()
}
