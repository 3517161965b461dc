//! From bytes to a notice: which kind of message this is.
//!
//! The address a message came to (the [`Kind`]) decides where only it can: a C2B confirmation and a
//! validation look the same, and whatever comes to a timeout address is a timeout. Otherwise the shape
//! decides, so that two addresses swapped at registration lose nothing.

use super::loss::{LOSSES_MAX, Loss};
use super::prompts::{B2bExpressNotice, C2bNotice, C2bStage, RatibaNotice, StkNotice};
use super::result::ResultNotice;
use super::timeout::TimeoutEcho;
use crate::RawBody;
use crate::loose::{Broken, Node, Reading, Value, scan};

/// What an address was given out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `ResultURL`.
    Result,
    /// `QueueTimeOutURL`.
    QueueTimeout,
    /// `CallBackURL` of an STK push.
    Stk,
    /// `ValidationURL`.
    C2bValidation,
    /// `ConfirmationURL`.
    C2bConfirmation,
    /// `callbackUrl` of B2B Express.
    B2bExpress,
    /// `CallBackURL` of a standing order.
    Ratiba,
}

/// One message, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// What it says.
    pub body: Body,
    /// What could not be read of the envelope. The typed views of a result list their own.
    pub losses: Vec<Loss>,
    /// The bytes, secrets struck out at equal length. Reading them again gives the same.
    pub raw: RawBody,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The result of an initiator API.
    Result(ResultNotice),
    /// A queue timeout: outcome unknown.
    QueueTimeout(TimeoutEcho),
    /// The outcome of an STK prompt.
    Stk(StkNotice),
    /// A C2B validation or confirmation.
    C2b(C2bNotice),
    /// The outcome of a USSD push to another till.
    B2bExpress(B2bExpressNotice),
    /// A standing order.
    Ratiba(RatibaNotice),
    /// Nothing that is known.
    Unreadable {
        /// Why.
        why: Unreadable,
    },
}

/// Why a message is none of the known ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not whole JSON.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It is JSON, but not an object.
    #[error("the body is not an object")]
    NotAnObject,
    /// It is an object of no known shape.
    #[error("the body has no shape that Daraja is known to send")]
    UnknownShape,
}

/// Reads any bytes that came to an address of ours. Never fails and never panics: what cannot be read is
/// [`Body::Unreadable`], and the raw body is there in every case.
#[must_use]
pub fn read(kind: Option<Kind>, bytes: &[u8]) -> Inbound {
    let raw = RawBody::keep(bytes);
    let mut losses = Vec::new();
    let scanned = if raw.cut() > 0 {
        Err(Broken::TooLong)
    } else {
        scan(raw.bytes())
    };
    let body = match scanned {
        Ok(reading) => whole(kind, &reading, &mut losses),
        Err(broken) => unreadable(broken),
    };
    losses.truncate(LOSSES_MAX);
    Inbound { body, losses, raw }
}

fn unreadable(why: impl Into<Unreadable>) -> Body {
    Body::Unreadable { why: why.into() }
}

/// Reads the outermost value; a text that holds JSON (a message encoded twice) is opened once.
fn whole(kind: Option<Kind>, reading: &Reading<'_>, losses: &mut Vec<Loss>) -> Body {
    said_of(reading, losses);
    let Value::Text(inner) = &reading.root.value else {
        return object(kind, &reading.root, losses);
    };
    match scan(inner.as_bytes()) {
        Ok(inner) => {
            said_of(&inner, losses);
            object(kind, &inner.root, losses)
        }
        Err(_) => unreadable(Unreadable::NotAnObject),
    }
}

fn said_of(reading: &Reading<'_>, losses: &mut Vec<Loss>) {
    if reading.trailing_from.is_some() {
        losses.push(Loss::new("(after the end)", "more text", "nothing"));
    }
    if reading.replaced {
        losses.push(Loss::new(
            "(characters)",
            "bytes that are not UTF-8",
            "UTF-8",
        ));
    }
}

fn object(kind: Option<Kind>, root: &Node<'_>, losses: &mut Vec<Loss>) -> Body {
    if !root.is_object() {
        return unreadable(Unreadable::NotAnObject);
    }
    if let Some(body) = enveloped(kind, root, losses) {
        return body;
    }
    let has = |key: &str| root.get(key).is_some();
    if has("TransID") || (has("TransAmount") && has("BusinessShortCode")) {
        let stage = match kind {
            Some(Kind::C2bValidation) => C2bStage::Validation,
            Some(Kind::C2bConfirmation) => C2bStage::Confirmation,
            _ => C2bStage::NotSaid,
        };
        return Body::C2b(C2bNotice::read(root, stage, losses));
    }
    if kind == Some(Kind::QueueTimeout) || is_request(root) {
        return Body::QueueTimeout(TimeoutEcho::read(root, "", losses));
    }
    if !has("ResultCode") {
        return unreadable(Unreadable::UnknownShape);
    }
    if has("CheckoutRequestID") {
        return Body::Stk(StkNotice::read(root, "", losses));
    }
    if kind == Some(Kind::B2bExpress) || has("requestId") || has("RequestRefID") {
        return Body::B2bExpress(B2bExpressNotice::read(root, losses));
    }
    if has("ConversationID") || has("OriginatorConversationID") || has("ResultParameters") {
        return Body::Result(ResultNotice::read(root, "", losses));
    }
    unreadable(Unreadable::UnknownShape)
}

/// Messages with a wrapper: `Result`, `Body.stkCallback`, `responseHeader`.
fn enveloped(kind: Option<Kind>, root: &Node<'_>, losses: &mut Vec<Loss>) -> Option<Body> {
    let stk = root
        .get("Body")
        .and_then(|body| body.get("stkCallback"))
        .or_else(|| root.get("stkCallback"));
    if let Some(stk) = stk.filter(|stk| stk.is_object()) {
        twice(root, "Body", losses);
        return Some(Body::Stk(StkNotice::read(stk, "Body.stkCallback", losses)));
    }
    if let Some(result) = root.get("Result").filter(|result| result.is_object()) {
        twice(root, "Result", losses);
        let echo = kind == Some(Kind::QueueTimeout)
            || (result.get("ResultCode").is_none() && is_request(result));
        return Some(if echo {
            Body::QueueTimeout(TimeoutEcho::read(result, "Result", losses))
        } else {
            Body::Result(ResultNotice::read(result, "Result", losses))
        });
    }
    let ratiba = root.get("responseHeader").is_some_and(Node::is_object);
    ratiba.then(|| Body::Ratiba(RatibaNotice::read(root, losses)))
}

/// Says it when a wrapper was there more than once; the first was read.
fn twice(root: &Node<'_>, key: &str, losses: &mut Vec<Loss>) {
    if root.all(key).count() > 1 {
        losses.push(Loss::new(key, "two of them", "one"));
    }
}

/// Whether an object is a request of ours sent back: it has the names that only requests have.
fn is_request(node: &Node<'_>) -> bool {
    let has = |key: &str| node.get(key).is_some();
    has("CommandID")
        || has("SecurityCredential")
        || (has("QueueTimeOutURL") && has("ResultURL"))
        || ((has("InitiatorName") || has("Initiator")) && has("PartyA"))
}
