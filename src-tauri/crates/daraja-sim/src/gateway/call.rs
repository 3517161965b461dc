//! One request as it was received, and the fields of its body.

use serde_json::{Map, Value};

/// A request, its body read whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) authorization: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) has_user_agent: bool,
    pub(crate) body: Vec<u8>,
    /// Which connection brought it, counted from 1.
    pub(crate) connection: u64,
    /// Which request of that connection it was, counted from 1.
    pub(crate) on_connection: u64,
}

/// The fields of a JSON body.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    fields: Map<String, Value>,
    /// The body as it came, for the queue-timeout echo.
    pub(crate) raw: String,
}

impl Call {
    /// Reads an object; `None` for anything else.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let raw = std::str::from_utf8(body).ok()?.to_owned();
        match serde_json::from_str(&raw).ok()? {
            Value::Object(fields) => Some(Self { fields, raw }),
            _ => None,
        }
    }

    /// A field's text, be it a string or a number; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        match self.fields.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// Whole shillings.
    pub(crate) fn shillings(&self, name: &str) -> Option<i64> {
        let text = self.text(name);
        let digits =
            !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    }

    /// Any value, for APIs whose bodies nest.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    /// Whether the field was sent at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }
}
