//! `POST /mpesa/c2b/v1/registerurl` and `v2`: where validations and confirmations go.
//!
//! Source: `daraja-api.md` section 5.1. Version 1 and 2 differ in how the payer's number is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::payee;
use crate::api::Api;
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::wire::json::Json;
use crate::world::World;

/// What happens to a payment when nobody validates it in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ByDefault {
    /// It is taken.
    Completed,
    /// It is refused.
    Cancelled,
}

/// The addresses of one short code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Registration {
    pub(super) version: u8,
    pub(super) by_default: ByDefault,
    pub(super) confirmation: String,
    pub(super) validation: String,
}

/// All of them, by short code.
pub(crate) type Registrations = BTreeMap<String, Registration>;

/// One version of the API.
pub(crate) struct Register {
    version: u8,
    name: &'static str,
    path: &'static [&'static str],
}

/// Version 1: payers' numbers are hashed.
pub(crate) static REGISTER_V1: Register = Register {
    version: 1,
    name: "c2b_register_v1",
    path: &["/mpesa/c2b/v1/registerurl"],
};

/// Version 2: payers' numbers are masked.
pub(crate) static REGISTER: Register = Register {
    version: 2,
    name: "c2b_register",
    path: &["/mpesa/c2b/v2/registerurl"],
};

static FIELDS: [Field; 4] = [
    must("ShortCode", Check::ShortCode),
    must("ResponseType", Check::OneOf(&["Completed", "Cancelled"])),
    must("ConfirmationURL", Check::Url),
    must("ValidationURL", Check::Url),
];

impl Api for Register {
    fn name(&self) -> &'static str {
        self.name
    }
    fn paths(&self) -> &'static [&'static str] {
        self.path
    }
    fn family(&self) -> Family {
        Family::C2b
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let id = world.gateway_id();
        let short_code = call.text("ShortCode");
        if payee(world, &short_code).is_none() {
            let text = "Bad Request - Invalid ShortCode";
            return Exchange::refused(Answer::error(400, &id, "400.002.02", text));
        }
        let registered = world.desks.registrations.contains_key(&short_code);
        if registered && world.scenario.c2b.production {
            let text = "Urls are already registered.";
            return Exchange::refused(Answer::error(500, &id, "500.003.1001", text));
        }
        let by_default = match call.text("ResponseType").as_str() {
            "Cancelled" => ByDefault::Cancelled,
            _ => ByDefault::Completed,
        };
        let registration = Registration {
            version: self.version,
            by_default,
            confirmation: call.text("ConfirmationURL"),
            validation: call.text("ValidationURL"),
        };
        world.desks.registrations.insert(short_code, registration);
        let answer = registered_answer(world, &id);
        Exchange {
            originator_id: id,
            ..Exchange::done(answer)
        }
    }
}

/// The id's key is misspelt, at times not; the code is zeros, one or eight, or left out.
fn registered_answer(world: &World, id: &str) -> Answer {
    let mut drift = world.drift(&format!("register {id}"));
    let key = if drift.one_in(5) {
        "OriginatorConversationID"
    } else {
        "OriginatorCoversationID"
    };
    let mut fields = vec![(key, Json::text(id))];
    if drift.one_in(3) {
        fields.push(("ResponseCode", Json::text("0")));
    } else if !drift.one_in(6) {
        fields.push(("ResponseCode", Json::text("00000000")));
    }
    fields.push(("ResponseDescription", Json::text("Success")));
    Answer::ok(Json::object(fields))
}
