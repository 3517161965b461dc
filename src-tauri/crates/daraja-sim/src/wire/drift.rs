//! The same result in one of the shapes Daraja is known to send.
//!
//! Which one is drawn from the seed and the result's own id, so that a run can be repeated. Source of each
//! shape: `daraja-api.md` section 0 fact 6, sections 6.4, 7, 8 and 9.

use super::json::{Json, decimal};
use super::result::{Parameter, ResultBody, Value};
use crate::world::dice::Dice;
use crate::world::{people, times};

/// The dice of one body; `None` writes the tidy shape.
pub(crate) struct Drift(Option<Dice>);

impl Drift {
    /// Shapes drawn from these dice, or the tidy ones.
    pub(crate) fn new(dice: Option<Dice>) -> Self {
        Self(dice)
    }

    /// True once in `times`; never when tidy.
    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.0.as_mut().is_some_and(|dice| dice.one_in(times))
    }

    /// The body of a result callback.
    pub(crate) fn result(&mut self, body: &ResultBody) -> Json {
        let mut fields = vec![
            ("ResultType", self.small(&body.result_type.to_string())),
            ("ResultCode", self.small(&body.code)),
            ("ResultDesc", Json::text(&*body.text)),
            ("OriginatorConversationID", Json::text(&*body.originator_id)),
            ("ConversationID", Json::text(&*body.conversation_id)),
            ("TransactionID", Json::text(&*body.transaction_id)),
        ];
        if !body.parameters.is_empty() {
            let items = self.parameters(body);
            fields.push((
                "ResultParameters",
                Json::object([("ResultParameter", items)]),
            ));
        }
        if !body.reference.is_empty() && !self.one_in(12) {
            let items: Vec<Json> = body
                .reference
                .iter()
                .map(|one| self.item(one, false))
                .collect();
            let items = self.list_or_one(items);
            fields.push(("ReferenceData", Json::object([("ReferenceItem", items)])));
        }
        if self.one_in(4)
            && let Some(dice) = &mut self.0
        {
            dice.shuffle(&mut fields);
        }
        Json::object([("Result", Json::object(fields))])
    }

    fn parameters(&mut self, body: &ResultBody) -> Json {
        let spaced = body.may_space_keys && self.one_in(4);
        let mut items: Vec<Json> = body
            .parameters
            .iter()
            .map(|one| self.item(one, spaced))
            .collect();
        if let Some(dice) = &mut self.0 {
            dice.shuffle(&mut items);
        }
        self.list_or_one(items)
    }

    /// A list of one may be the thing itself.
    fn list_or_one(&mut self, mut items: Vec<Json>) -> Json {
        if items.len() == 1 && (self.0.is_none() || !self.one_in(3)) {
            return items.pop().unwrap_or(Json::Null);
        }
        Json::List(items)
    }

    fn item(&mut self, (key, value): &Parameter, spaced: bool) -> Json {
        let key = if spaced {
            with_spaces(key)
        } else {
            (*key).to_owned()
        };
        let mut pairs = vec![("Key", Json::text(key))];
        if *value != Value::Nothing {
            pairs.push(("Value", self.value(value)));
        } else if self.one_in(3) {
            pairs.push(("Value", Json::text("")));
        }
        Json::object(pairs)
    }

    fn value(&mut self, value: &Value) -> Json {
        match value {
            Value::Text(text) => Json::text(&**text),
            Value::Amount(cents) if cents % 100 == 0 && !self.one_in(3) => {
                self.either(&(cents / 100).to_string())
            }
            Value::Amount(cents) | Value::Balance(cents) => self.either(&decimal(*cents)),
            Value::Stamp(ms) => self.either(&times::stamp(*ms)),
            Value::Dotted(ms) => Json::text(times::dotted(*ms)),
            Value::Digits(digits) => self.either(digits),
            Value::Customer { msisdn, name } => Json::text(self.customer(msisdn, name)),
            Value::Struct(cents) => Json::text(self.pseudo_struct(*cents)),
            Value::Nothing => Json::text(""),
        }
    }

    fn customer(&mut self, msisdn: &str, name: &str) -> String {
        let masked = self.one_in(4);
        let number = match &mut self.0 {
            Some(dice) if masked => people::masked(dice, msisdn),
            _ => msisdn.to_owned(),
        };
        format!("{number} - {name}")
    }

    fn pseudo_struct(&mut self, cents: i64) -> String {
        let mut parts = vec![
            "CurrencyCode=KES".to_owned(),
            format!("MinimumAmount={cents}"),
            format!("BasicAmount={}", decimal(cents)),
        ];
        if let Some(dice) = &mut self.0 {
            dice.shuffle(&mut parts);
        }
        format!("{{Amount={{{}}}}}", parts.join(", "))
    }

    /// A code: a number when it is one, at times a string.
    fn small(&mut self, code: &str) -> Json {
        if code.bytes().all(|byte| byte.is_ascii_digit()) && !self.one_in(4) {
            return Json::Literal(code.to_owned());
        }
        Json::text(code)
    }

    /// A number, at times as a string.
    fn either(&mut self, number: &str) -> Json {
        if self.one_in(4) {
            return Json::text(number);
        }
        Json::Literal(number.to_owned())
    }
}

/// `OriginatorConversationID` as `Originator Conversation ID`.
fn with_spaces(key: &str) -> String {
    let mut out = String::new();
    let mut last_lower = false;
    for letter in key.chars() {
        if letter.is_ascii_uppercase() && last_lower {
            out.push(' ');
        }
        last_lower = letter.is_ascii_lowercase();
        out.push(letter);
    }
    out
}

#[cfg(test)]
#[path = "drift_tests.rs"]
mod tests;
