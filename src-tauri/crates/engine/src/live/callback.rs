//! A callback read, whatever came: what it says in a few words, its parts, and what it can be found by.
//!
//! Stays out: whether it is genuine, and masking; the parts are as Safaricom sent them.

use daraja::inbound::{Body, C2bNotice, Kind, Parameters, ResultNotice, StkNotice};
use domain::{Kes, MaskedName};

use crate::relay::wire::Use;

/// Parts read of one callback, at most.
const FIELDS_MAX: usize = 100;
/// Longest text that callbacks are found by, in characters.
const FOUND_BY_MAX: usize = 400;

/// What was read of a callback.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ReadCallback {
    /// In a few words. No name and no number is in it.
    pub summary: String,
    /// Names in it.
    pub names: Vec<MaskedName>,
    /// Its parts, unmasked.
    pub fields: Vec<(String, String)>,
    /// The transaction it is about.
    pub receipt: Option<String>,
    /// Texts that end in a number, and how they may be shown.
    pub hidden: Vec<(String, String)>,
}

impl ReadCallback {
    /// Receipt, ids and references, in capital letters.
    #[must_use]
    pub fn found_by(&self) -> String {
        let ids = self
            .fields
            .iter()
            .filter(|(key, _)| FOUND_BY.contains(&key.as_str()));
        let all: Vec<&str> = ids.map(|(_, value)| value.as_str()).collect();
        all.join(" ")
            .to_uppercase()
            .chars()
            .take(FOUND_BY_MAX)
            .collect()
    }
}

/// Parts that a callback is looked for by.
const FOUND_BY: [&str; 5] = [
    "Receipt",
    "Conversation",
    "Originator conversation",
    "Checkout request",
    "Reference",
];

/// Reads a callback that came to an address of this use. Never fails: what can't be read is said.
#[must_use]
pub fn read(use_: Use, body: &[u8]) -> ReadCallback {
    let kind = match use_ {
        Use::Result => Kind::Result,
        Use::Timeout => Kind::QueueTimeout,
        Use::Prompt => Kind::Stk,
        Use::Confirmation => Kind::C2bConfirmation,
        Use::Validation => Kind::C2bValidation,
        Use::Test => {
            return ReadCallback {
                summary: "Test delivery".to_owned(),
                ..ReadCallback::default()
            };
        }
    };
    let read = daraja::inbound::read(Some(kind), body).body;
    let (summary, receipt) = match &read {
        Body::Result(notice) => (result_words(notice), notice.transaction_id.as_ref()),
        Body::QueueTimeout(_) => (
            "Queue timeout: the result is not known yet".to_owned(),
            None,
        ),
        Body::Stk(notice) => (stk_words(notice), notice.receipt.as_ref()),
        Body::C2b(notice) => (c2b_words(notice), notice.receipt.as_ref()),
        Body::B2bExpress(notice) => (
            "Answer to a business prompt".to_owned(),
            notice.receipt.as_ref(),
        ),
        Body::Ratiba(notice) => (
            "Answer about a standing order".to_owned(),
            notice.receipt.as_ref(),
        ),
        Body::Unreadable { why } => (format!("Nothing that Safaricom sends: {why}"), None),
    };
    ReadCallback {
        receipt: receipt.map(|receipt| receipt.as_str().to_owned()),
        summary,
        names: names(&read),
        fields: fields(&read),
        hidden: match &read {
            Body::Stk(notice) => notice
                .checkout_request_id
                .iter()
                .map(|id| (id.reveal().to_owned(), format!("{id:?}")))
                .collect(),
            _ => Vec::new(),
        },
    }
}

fn result_words(of: &ResultNotice) -> String {
    let receipt = of.transaction_id.as_ref();
    let receipt = receipt.map_or_else(String::new, |receipt| format!(" · {}", receipt.as_str()));
    if of.is_success() {
        format!("Result: done{receipt}")
    } else {
        format!("Result: code {}{receipt}", of.code.as_str())
    }
}

fn stk_words(of: &StkNotice) -> String {
    let paid = of.amount.map(amount);
    match (paid, &of.receipt) {
        (Some(paid), Some(receipt)) => format!("Prompt paid: {paid} · {}", receipt.as_str()),
        _ => format!("Prompt: code {}", of.code.as_str()),
    }
}

fn c2b_words(of: &C2bNotice) -> String {
    let paid = of
        .amount
        .map_or_else(|| "an amount that can't be read".to_owned(), amount);
    let receipt = of.receipt.as_ref();
    let receipt = receipt.map_or_else(String::new, |receipt| format!(" · {}", receipt.as_str()));
    format!("Payment of {paid}{receipt}")
}

fn amount(of: rust_decimal::Decimal) -> String {
    let shown = Kes::from_decimal(of).map_or_else(|_| of.to_string(), |kes| kes.to_string());
    format!("KES {shown}")
}

/// The parts of names that are in a body.
fn names(of: &Body) -> Vec<MaskedName> {
    let mut found = Vec::new();
    let mut add = |text: &str| {
        if !text.trim().is_empty() {
            found.push(MaskedName::new(text));
        }
    };
    let mut in_parameters = |of: &Parameters| {
        for parameter in of.iter() {
            let names = ["name", "party", "receiver"];
            let key = parameter.key.to_lowercase();
            if let Some(value) = &parameter.value
                && names.iter().any(|word| key.contains(word))
            {
                add(value.reveal().rsplit(" - ").next().unwrap_or_default());
            }
        }
    };
    match of {
        Body::Result(notice) => in_parameters(&notice.parameters),
        Body::Stk(notice) => in_parameters(&notice.parameters),
        Body::C2b(notice) => {
            in_parameters(&notice.parameters);
            for part in [&notice.first_name, &notice.middle_name, &notice.last_name] {
                add(part.reveal());
            }
        }
        Body::QueueTimeout(echo) => in_parameters(&echo.parameters),
        Body::B2bExpress(notice) => in_parameters(&notice.parameters),
        Body::Ratiba(notice) => in_parameters(&notice.parameters),
        Body::Unreadable { .. } => {}
    }
    found
}

fn fields(of: &Body) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            found.push((key.to_owned(), value));
        }
    };
    match of {
        Body::Result(notice) => {
            add("Code", Some(notice.code.as_str().to_owned()));
            add("Description", Some(notice.description.reveal().to_owned()));
            add(
                "Receipt",
                notice
                    .transaction_id
                    .as_ref()
                    .map(|of| of.as_str().to_owned()),
            );
            add(
                "Conversation",
                notice
                    .conversation_id
                    .as_ref()
                    .map(|of| of.as_str().to_owned()),
            );
            add(
                "Originator conversation",
                notice
                    .originator_id
                    .as_ref()
                    .map(|of| of.as_str().to_owned()),
            );
            parameters(&notice.parameters, &mut add);
        }
        Body::Stk(notice) => {
            add("Code", Some(notice.code.as_str().to_owned()));
            add("Description", Some(notice.description.reveal().to_owned()));
            add(
                "Checkout request",
                notice
                    .checkout_request_id
                    .as_ref()
                    .map(|of| of.reveal().to_owned()),
            );
            add("Amount", notice.amount.map(amount));
            add(
                "Receipt",
                notice.receipt.as_ref().map(|of| of.as_str().to_owned()),
            );
            parameters(&notice.parameters, &mut add);
        }
        Body::C2b(notice) => {
            add(
                "Receipt",
                notice.receipt.as_ref().map(|of| of.as_str().to_owned()),
            );
            add("Amount", notice.amount.map(amount));
            add("Reference", Some(notice.bill_reference.reveal().to_owned()));
            let parts = [&notice.first_name, &notice.middle_name, &notice.last_name];
            let name: Vec<&str> = parts
                .iter()
                .map(|part| part.reveal())
                .filter(|part| !part.is_empty())
                .collect();
            add("From", Some(name.join(" ")));
            parameters(&notice.parameters, &mut add);
        }
        Body::QueueTimeout(echo) => {
            add(
                "Command",
                echo.command.as_ref().map(|of| of.reveal().to_owned()),
            );
            add(
                "Conversation",
                echo.conversation_id
                    .as_ref()
                    .map(|of| of.as_str().to_owned()),
            );
            add("Amount", echo.amount.map(amount));
            parameters(&echo.parameters, &mut add);
        }
        Body::B2bExpress(notice) => parameters(&notice.parameters, &mut add),
        Body::Ratiba(notice) => parameters(&notice.parameters, &mut add),
        Body::Unreadable { .. } => {}
    }
    found
}

fn parameters(of: &Parameters, add: &mut impl FnMut(&str, Option<String>)) {
    for parameter in of.iter().take(FIELDS_MAX) {
        let value = parameter
            .value
            .as_ref()
            .map(|value| value.reveal().to_owned());
        add(&parameter.key, value);
    }
}

#[cfg(test)]
#[path = "callback_tests.rs"]
mod tests;
