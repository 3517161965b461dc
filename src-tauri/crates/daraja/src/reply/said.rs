//! The fields that answers share, read from whatever shape they came in.
//!
//! Three shapes: Daraja's own JSON; a fault of the gateway in front of it (Apigee's `fault`, a SOAP
//! fault turned into JSON or not); and anything else, which Daraja did not write (`daraja-api.md`,
//! section 1).

use crate::RawBody;
use crate::loose::{Node, scan};

/// Longest message kept, in characters.
const MESSAGE_LEN_MAX: usize = 300;

/// An answer that a gateway, a firewall or a proxy wrote, and not Daraja.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GatewayPage {
    /// A web page.
    Html,
    /// A fault of the API gateway: Apigee's `fault`, or SOAP.
    Fault,
    /// No body at all.
    Empty,
    /// Text, cut JSON, or anything else.
    Other,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// Daraja's own JSON.
    Daraja(Fields),
    /// Somebody else's words, and what of them is worth showing.
    Gateway(GatewayPage, String),
}

/// The shared fields of Daraja's JSON. Codes and texts are without secrets and phone numbers; ids are
/// as sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fields {
    pub(crate) error_code: Option<String>,
    pub(crate) error_message: Option<String>,
    pub(crate) response_code: Option<String>,
    pub(crate) response_description: Option<String>,
    pub(crate) conversation_id: Option<String>,
    pub(crate) originator_id: Option<String>,
}

impl Said {
    /// Reads a body. Never fails: what cannot be read is somebody else's.
    pub(crate) fn read(body: &RawBody) -> Self {
        let bytes = body.bytes();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Self::Gateway(GatewayPage::Empty, String::new());
        }
        let Ok(reading) = scan(bytes) else {
            return not_json(body);
        };
        let root = &reading.root;
        if reading.trailing_from.is_some() || !root.is_object() {
            return not_json(body);
        }
        if let Some(text) = fault(root) {
            return Self::Gateway(GatewayPage::Fault, shown(&text));
        }
        let id = |keys: &[&str]| root.text_of(keys).filter(|text| !text.is_empty());
        let text = |keys: &[&str]| id(keys).as_deref().map(shown);
        Self::Daraja(Fields {
            error_code: text(&["errorCode"]).as_deref().map(shown),
            error_message: root.text_of(&["errorMessage"]).as_deref().map(shown),
            response_code: text(&["ResponseCode"]).as_deref().map(shown),
            response_description: text(&["ResponseDescription", "ResponseMessage"]),
            conversation_id: id(&["ConversationID"]),
            originator_id: id(&["OriginatorConversationID", "OriginatorCoversationID"]),
        })
    }

    /// The one text a person would quote.
    pub(crate) fn message(&self) -> &str {
        match self {
            Self::Daraja(fields) => fields
                .error_message
                .as_deref()
                .filter(|text| !text.is_empty())
                .or(fields.response_description.as_deref())
                .unwrap_or_default(),
            Self::Gateway(_, text) => text,
        }
    }

    pub(crate) fn error_code(&self) -> Option<&str> {
        match self {
            Self::Daraja(fields) => fields.error_code.as_deref(),
            Self::Gateway(..) => None,
        }
    }
}

/// The text of a gateway's fault in JSON: `{"fault":{"faultstring":…}}`, or SOAP's
/// `Envelope.Body.Fault` with any prefix before its names.
fn fault(root: &Node<'_>) -> Option<String> {
    let words = |fault: &Node<'_>| {
        let text = fault.text_of(&["faultstring", "faultcode", "Reason"]);
        text.unwrap_or_else(|| "a fault without words".to_owned())
    };
    if let Some(fault) = root.get("fault") {
        return Some(words(fault));
    }
    let envelope = prefixed(root, "envelope")?;
    let body = prefixed(envelope, "body");
    let fault = body.and_then(|body| prefixed(body, "fault"));
    Some(fault.map_or_else(|| "a SOAP envelope".to_owned(), words))
}

/// A member by name, whatever namespace prefix stands before it (`soapenv:Body`).
fn prefixed<'n, 'a>(node: &'n Node<'a>, name: &str) -> Option<&'n Node<'a>> {
    let found = node.members().iter().find(|member| {
        let local = member.key.rsplit(':').next().unwrap_or_default();
        local.eq_ignore_ascii_case(name)
    });
    found.map(|member| &member.node)
}

/// A body that is no JSON object.
fn not_json(body: &RawBody) -> Said {
    let text = body.text();
    let start: String = text.trim_start().chars().take(4096).collect();
    let lower = start.to_ascii_lowercase();
    let page = if lower.starts_with('<') && lower.contains("envelope") {
        GatewayPage::Fault
    } else if lower.starts_with("<!doctype") || lower.contains("<html") {
        GatewayPage::Html
    } else {
        GatewayPage::Other
    };
    let title = between(&start, &lower, "<title>", "</title>");
    let fault = between(&start, &lower, "<faultstring>", "</faultstring>");
    Said::Gateway(page, shown(title.or(fault).unwrap_or_default()))
}

/// The text between two marks; `lower` is `text` in lower case, byte for byte as long.
fn between<'t>(text: &'t str, lower: &str, open: &str, close: &str) -> Option<&'t str> {
    let from = lower.find(open)? + open.len();
    let length = lower.get(from..)?.find(close)?;
    text.get(from..from + length).map(str::trim)
}

/// A text as messages may show it: phone numbers masked, control characters gone, bounded.
pub(crate) fn shown(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MESSAGE_LEN_MAX)
        .collect();
    crate::masks::mask_phones(clean.trim())
}

#[cfg(test)]
#[path = "said_tests.rs"]
mod tests;
