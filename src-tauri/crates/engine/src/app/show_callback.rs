//! A callback as lists and its own page show it: what people are named by is masked.

use domain::{Eat, MaskedName};

use super::masked;
use crate::api::{
    CallbackDelivery, CallbackDetail, CallbackField, CallbackLink, CallbackRow, CallbackStanding,
    CallbackUse,
};
use crate::audit::hex;
use crate::live::callback;
use crate::relay::wire::Use;
use crate::store::callbacks_page::{self, DeliveryRow};
use crate::store::profiles::ProfileRow;
use crate::words;

/// Characters shown of a body, at most.
const RAW_CHARS_MAX: usize = 65_536;

impl From<CallbackUse> for Use {
    fn from(of: CallbackUse) -> Self {
        match of {
            CallbackUse::Result => Self::Result,
            CallbackUse::Timeout => Self::Timeout,
            CallbackUse::Prompt => Self::Prompt,
            CallbackUse::Confirmation => Self::Confirmation,
            CallbackUse::Validation => Self::Validation,
            CallbackUse::Test => Self::Test,
        }
    }
}

impl From<Use> for CallbackUse {
    fn from(of: Use) -> Self {
        match of {
            Use::Result => Self::Result,
            Use::Timeout => Self::Timeout,
            Use::Prompt => Self::Prompt,
            Use::Confirmation => Self::Confirmation,
            Use::Validation => Self::Validation,
            Use::Test => Self::Test,
        }
    }
}

/// A callback in a list.
#[must_use]
pub fn row(of: &callbacks_page::CallbackRow, profiles: &[ProfileRow]) -> CallbackRow {
    let short_code = of.profile.split_once('/').map_or("", |(_, code)| code);
    let owner = profiles
        .iter()
        .find(|row| row.profile.short_code == short_code);
    CallbackRow {
        id: of.id,
        at: moment(of.at_ms),
        use_: of.use_.into(),
        short_code: short_code.to_owned(),
        name: owner.map_or_else(String::new, |row| row.profile.name.clone()),
        standing: if of.expected {
            CallbackStanding::Expected
        } else {
            CallbackStanding::Stranger
        },
        verified: of.verified,
        summary: summary(of),
        deliveries: of.deliveries,
        linked: link(of, profiles),
    }
}

/// One callback, whole.
#[must_use]
pub fn detail(
    of: &callbacks_page::CallbackRow,
    deliveries: &[DeliveryRow],
    profiles: &[ProfileRow],
) -> CallbackDetail {
    let open = of.fault.as_deref() != Some("unopened");
    let read = if open {
        callback::read(of.use_, &of.body)
    } else {
        callback::ReadCallback::default()
    };
    let mask = Mask {
        names: read.names.iter().collect(),
        hidden: &read.hidden,
    };
    let mut fields: Vec<CallbackField> = read
        .fields
        .iter()
        .map(|(key, value)| CallbackField {
            key: key.clone(),
            value: mask.text(value),
        })
        .collect();
    fields.extend(of.decision.as_deref().map(|told| CallbackField {
        key: "Answer".to_owned(),
        value: mask.text(told),
    }));
    CallbackDetail {
        row: row(of, profiles),
        raw: if open {
            raw(&of.body, &mask)
        } else {
            String::new()
        },
        fields,
        deliveries: deliveries
            .iter()
            .map(|one| CallbackDelivery {
                at: moment(one.at_ms),
                source: one.source.clone(),
                verified: one.verified,
            })
            .collect(),
        sha256: hex(&of.sha256),
        size: format!(
            "{} bytes",
            words::count(u64::try_from(of.body.len()).unwrap_or(u64::MAX))
        ),
        scrubbed: of.scrubbed,
        sealed: of.sealed,
        request: of.purpose.as_ref().map(|(purpose, profile, minted)| {
            let at = Eat::from_unix(*minted).map_or_else(String::new, words::second);
            format!("{}, asked {at}", asked(purpose, *profile, profiles))
        }),
    }
}

/// A moment the receiver tells.
#[must_use]
pub fn moment(at_ms: i64) -> String {
    Eat::from_unix(at_ms.div_euclid(1_000)).map_or_else(String::new, words::second)
}

fn asked(purpose: &str, profile: i64, profiles: &[ProfileRow]) -> String {
    let owner = profiles.iter().find(|row| row.id == profile);
    let whose = owner.map_or_else(
        || "a short code that was removed".to_owned(),
        |row| format!("{} ({})", row.profile.short_code, row.profile.name),
    );
    match purpose {
        "check" => format!("The balance check of {whose}"),
        "test" => "A test delivery".to_owned(),
        other => format!("{other} of {whose}"),
    }
}

fn link(of: &callbacks_page::CallbackRow, profiles: &[ProfileRow]) -> Option<CallbackLink> {
    if let Some((purpose, profile, _)) = &of.purpose {
        return Some(CallbackLink {
            kind: purpose.clone(),
            id: *profile,
            text: asked(purpose, *profile, profiles),
        });
    }
    of.line.as_ref().map(|(id, receipt)| CallbackLink {
        kind: "line".to_owned(),
        id: *id,
        text: format!("Statement line {receipt}"),
    })
}

fn summary(of: &callbacks_page::CallbackRow) -> String {
    match of.fault.as_deref() {
        Some("unopened") => return "Can't be opened: it was sealed to another key.".to_owned(),
        Some("altered") => return "Was changed after it came in; it proves nothing.".to_owned(),
        Some(_) => return "Its body was no longer there.".to_owned(),
        None => {}
    }
    callback::read(of.use_, &of.body).summary
}

/// The body in lines, masked value by value.
fn raw(body: &[u8], mask: &Mask<'_>) -> String {
    let text = match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(mut value) => {
            mask.json(&mut value);
            serde_json::to_string_pretty(&value).unwrap_or_default()
        }
        Err(_) => mask.text(&String::from_utf8_lossy(body)),
    };
    text.chars().take(RAW_CHARS_MAX).collect()
}

/// What is masked in a body: numbers, these names, and texts that end in a number.
struct Mask<'a> {
    names: Vec<&'a MaskedName>,
    hidden: &'a [(String, String)],
}

impl Mask<'_> {
    fn text(&self, text: &str) -> String {
        // The hash of a number: ten seconds of guessing give the number.
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return "•••• (a hash)".to_owned();
        }
        let text = self
            .hidden
            .iter()
            .fold(text.to_owned(), |text, (whole, shown)| {
                text.replace(whole, shown)
            });
        masked::cell(&text, &self.names)
    }

    fn json(&self, value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => *text = self.text(text),
            serde_json::Value::Number(number) => {
                let text = number.to_string();
                let shown = self.text(&text);
                if shown != text {
                    *value = serde_json::Value::String(shown);
                }
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| self.json(item)),
            serde_json::Value::Object(fields) => {
                fields.values_mut().for_each(|item| self.json(item));
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
    }
}

#[cfg(test)]
#[path = "show_callback_tests.rs"]
mod tests;
