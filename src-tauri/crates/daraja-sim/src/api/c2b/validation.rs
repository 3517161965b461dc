//! Asking the registered address whether a payment may be taken, and what its answer means.
//!
//! Eight seconds on the world's clock; then, or when the answer is none, the registered default applies
//! (`daraja-api.md` section 5.3). The body is the confirmation's, with the balance left blank.

use serde_json::{Value, json};

use super::register::ByDefault;
use super::{NAME, confirmation, payment};
use crate::api::Answered;
use crate::outcome::ResultCode;
use crate::world::World;
use crate::world::deliveries::{Delivery, Parcel};

/// How long an answer may take.
pub(super) const DEADLINE_MS: u64 = 8_000;
/// What the delivery is called.
const KIND: &str = "c2b_validation";

/// Codes a rejection may carry, with what the payer's side makes of them.
const REJECTIONS: [(&str, &str); 6] = [
    ("C2B00011", "Invalid MSISDN"),
    ("C2B00012", "Invalid account number"),
    ("C2B00013", "Invalid amount"),
    ("C2B00014", "Invalid KYC details"),
    ("C2B00015", "Invalid short code"),
    ("C2B00016", "Other error"),
];

/// Asks, if validation is on and an address is registered. False: nobody is asked.
pub(super) fn ask(world: &mut World, id: &str) -> bool {
    let Some(one) = payment::waiting(world, id) else {
        return false;
    };
    let Some(registration) = world.desks.registrations.get(&one.credit).cloned() else {
        return false;
    };
    if !world.scenario.c2b.validation {
        return false;
    }
    let body = confirmation::body(world, &one, &registration, None);
    let parcel = Parcel {
        api: NAME,
        kind: KIND,
        conversation_id: id.to_owned(),
        url: registration.validation,
        body,
        lost: false,
    };
    world.post(world.now_ms, None, parcel);
    world.later(
        world.now_ms + DEADLINE_MS,
        None,
        NAME,
        json!({ "deadline": id }),
    );
    true
}

/// The deadline is over.
pub(super) fn deadline(world: &mut World, step: &Value) {
    if let Some(id) = step.get("deadline").and_then(Value::as_str) {
        by_default(world, id);
    }
}

/// What came back.
pub(super) fn answered(world: &mut World, delivery: &Delivery, answer: Answered<'_>) {
    if delivery.kind != KIND {
        return;
    }
    let id = &delivery.conversation_id;
    // Nobody answered: the deadline will say what becomes of it.
    let Some((status, body)) = answer else { return };
    let said = if status == 200 { judge(body) } else { None };
    match said {
        None => by_default(world, id),
        Some(Ok(third_party)) => payment::settle(world, id, &third_party),
        Some(Err(code)) => payment::refuse(world, id, code),
    }
}

fn by_default(world: &mut World, id: &str) {
    let Some(one) = payment::waiting(world, id) else {
        return;
    };
    let taken = world
        .desks
        .registrations
        .get(&one.credit)
        .is_none_or(|kept| kept.by_default == ByDefault::Completed);
    if taken {
        payment::settle(world, id, "");
    } else {
        let text = "Not validated in time; the registered default is Cancelled".to_owned();
        payment::refuse(
            world,
            id,
            ResultCode {
                code: "C2B00016".to_owned(),
                text,
            },
        );
    }
}

/// Reads an answer: the `ThirdPartyTransID` of an acceptance, the code of a rejection, `None` if it is
/// neither.
fn judge(body: &[u8]) -> Option<Result<String, ResultCode>> {
    let read: Value = serde_json::from_slice(body).ok()?;
    let text = |key: &str| match read.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let code = text("ResultCode");
    if !code.is_empty() && code.bytes().all(|digit| digit == b'0') {
        return Some(Ok(text("ThirdPartyTransID")));
    }
    let (code, text) = REJECTIONS.iter().find(|(known, _)| *known == code)?;
    let text = (*text).to_owned();
    Some(Err(ResultCode {
        code: (*code).to_owned(),
        text,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_accept_and_known_codes_reject_and_the_rest_is_no_answer() {
        for (body, third) in [
            (r#"{"ResultCode":"0","ResultDesc":"Accepted"}"#, ""),
            (
                r#"{"ResultCode":0,"ResultDesc":"Accepted","ThirdPartyTransID":"T-1"}"#,
                "T-1",
            ),
            (r#"{"ResultCode":"00000000","ThirdPartyTransID":12}"#, "12"),
        ] {
            assert_eq!(judge(body.as_bytes()), Some(Ok(third.to_owned())), "{body}");
        }
        for (code, text) in REJECTIONS {
            let body = format!(r#"{{"ResultCode":"{code}","ResultDesc":"Rejected"}}"#);
            let said = judge(body.as_bytes()).unwrap().unwrap_err();
            assert_eq!((&*said.code, &*said.text), (code, text));
        }
        for body in [
            "",
            "ok",
            "[]",
            "{}",
            r#"{"ResultCode":"1"}"#,
            r#"{"ResultCode":""}"#,
        ] {
            assert_eq!(judge(body.as_bytes()), None, "{body}");
        }
    }
}
