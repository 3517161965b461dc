//! What proves that a request was not taken, and what follows from each proof.

use std::fmt;
use std::time::Duration;

use crate::outcome::bounded;
use crate::{NotSent, Step};

/// The proof that a request never reached M-Pesa's queue. The rows are those of `daraja-api.md`,
/// section 6.3; there is no other way to a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// No byte of it was sent.
    NotSent(NotSent),
    /// No token could be had, so it was not sent.
    NoToken(TokenTrouble),
    /// A fresh token was refused too.
    TokenRefused,
    /// A field was refused: `400.002.02`, `400.002.05`, `400.003.02`.
    BadRequest,
    /// There is nothing at that path: `404.001.01`, `404.002.01`, `404.003.01`.
    NoSuchResource,
    /// Status 405.
    WrongMethod,
    /// `404.001.04`: the authorisation header arrived damaged. Section 6.3 does not have it; sections 5
    /// and 8 do.
    BadHeader,
    /// `403.002.1001`, "You are not authorized to initiate this transaction".
    NotAuthorized,
    /// Status 403 with a page that Daraja did not write: a firewall before the gateway.
    EdgeRefused,
    /// Status 429, or "Spike Arrest" under `500.003.02`: the gateway's own limit, before M-Pesa.
    Throttled,
    /// `500.003.03`: the app's quota.
    Quota,
    /// An STK prompt that was turned away by name.
    Prompt(PromptRefusal),
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenTrouble {
    /// The consumer key or secret is wrong (`400.008.01`, or status 401).
    Credentials,
    /// A firewall answered instead of Daraja (status 403).
    EdgeRefused,
    /// Too many requests.
    Throttled,
    /// The request for one never left.
    NotSent(NotSent),
    /// It was asked for and nothing usable came back.
    NoAnswer,
}

/// The three texts under `500.001.1001` that turn a prompt away (section 4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromptRefusal {
    /// "Merchant does not exist".
    UnknownMerchant,
    /// "Wrong credentials": the passkey does not belong to the short code.
    WrongPasskey,
    /// "Unable to lock subscriber": the customer has another prompt open.
    SubscriberBusy,
}

/// Whether the same request may be offered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Yes, unchanged and under the same id, after at least this long where the server said so.
    SameIdAfter(Option<Duration>),
    /// Yes, under the same id, but it will be refused again until something is put right: see
    /// [`Refusal::explanation`](crate::Refusal::explanation).
    AfterFixing,
    /// Not this one: its content is at fault. Put right, it is another request with an id of its own;
    /// whether a refusal uses the id up is not documented.
    NewIdAfterFixing,
}

impl Proof {
    /// What follows; `wait` is what the server asked for.
    #[must_use]
    pub fn again(&self, wait: Option<Duration>) -> Again {
        let later = Again::SameIdAfter(bounded(wait));
        let unsent = |unsent: &NotSent| match unsent.step {
            Step::Name | Step::Connect | Step::Slow => later,
            Step::Proxy | Step::Tls | Step::Build => Again::AfterFixing,
        };
        match self {
            Self::Throttled | Self::Quota | Self::Prompt(PromptRefusal::SubscriberBusy) => later,
            Self::NotSent(step) | Self::NoToken(TokenTrouble::NotSent(step)) => unsent(step),
            Self::NoToken(TokenTrouble::Throttled | TokenTrouble::NoAnswer) => later,
            Self::NoToken(TokenTrouble::Credentials | TokenTrouble::EdgeRefused)
            | Self::TokenRefused
            | Self::NoSuchResource
            | Self::WrongMethod
            | Self::BadHeader
            | Self::NotAuthorized
            | Self::EdgeRefused
            | Self::Prompt(PromptRefusal::UnknownMerchant | PromptRefusal::WrongPasskey) => {
                Again::AfterFixing
            }
            Self::BadRequest => Again::NewIdAfterFixing,
        }
    }

    /// What is behind it and what to do.
    #[must_use]
    pub fn explanation(&self) -> &'static str {
        match self {
            Self::NotSent(unsent) | Self::NoToken(TokenTrouble::NotSent(unsent)) => {
                match unsent.step {
                    Step::Name | Step::Connect | Step::Slow => {
                        "This computer did not reach the server. Check the network and the address; nothing was sent."
                    }
                    Step::Proxy => "Check the proxy's address and login; nothing was sent.",
                    Step::Tls => {
                        "The server's certificate is not one this computer trusts. Something may be reading along; do not go around it. Nothing was sent."
                    }
                    Step::Build => "The request could not be written; nothing was sent.",
                }
            }
            Self::NoToken(TokenTrouble::Credentials) => {
                "The consumer key or secret is not the app's, or belongs to the other environment. Copy both again from the portal."
            }
            Self::NoToken(TokenTrouble::EdgeRefused) | Self::EdgeRefused => {
                "A firewall before Daraja turned the request away. It may not let this address, or this kind of client, through."
            }
            Self::NoToken(TokenTrouble::Throttled) | Self::Throttled => {
                "Too many requests in a short time. Slow down, then offer the same request again."
            }
            Self::NoToken(TokenTrouble::NoAnswer) => {
                "Daraja gave no token, so nothing was sent. Try again in a while."
            }
            Self::TokenRefused => {
                "A fresh token was refused too: the product is not enabled on the app, or the host does not match the key's environment."
            }
            Self::BadRequest => {
                "Daraja refused a field; the message names it. Put it right and make a new request."
            }
            Self::NoSuchResource => "There is no such API at that address. Check the base address.",
            Self::WrongMethod => "The address takes no such request. Check the base address.",
            Self::BadHeader => {
                "The authorisation header was refused. If a proxy or gateway stands between, check that it passes headers on unchanged."
            }
            Self::NotAuthorized => {
                "Two causes are known: the app is not entitled to this API (B2C v3 needs its own approval), or the address the request came from is not whitelisted for the short code."
            }
            Self::Quota => "The app's quota is used up. Wait, or ask Safaricom for more.",
            Self::Prompt(PromptRefusal::UnknownMerchant) => {
                "The short code is not set up for prompts. Check the short code and its transaction type."
            }
            Self::Prompt(PromptRefusal::WrongPasskey) => {
                "The passkey does not belong to this short code in this environment."
            }
            Self::Prompt(PromptRefusal::SubscriberBusy) => {
                "The customer has another prompt open. Wait one to three minutes."
            }
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NotSent(unsent) => return unsent.fmt(out),
            Self::NoToken(TokenTrouble::NotSent(unsent)) => {
                return write!(out, "no token: {unsent}");
            }
            Self::NoToken(TokenTrouble::Credentials) => {
                "no token: the consumer key or secret was refused"
            }
            Self::NoToken(TokenTrouble::EdgeRefused) => "no token: a firewall refused the request",
            Self::NoToken(TokenTrouble::Throttled) => "no token: too many requests",
            Self::NoToken(TokenTrouble::NoAnswer) => "no token: no usable answer",
            Self::TokenRefused => "refused: the token, and a fresh one too",
            Self::BadRequest => "refused: a field of the request",
            Self::NoSuchResource => "refused: no such API",
            Self::WrongMethod => "refused: no such request",
            Self::BadHeader => "refused: the authorisation header",
            Self::NotAuthorized => "refused: not authorized to initiate this transaction",
            Self::EdgeRefused => "refused: by a firewall before Daraja",
            Self::Throttled => "refused: too many requests",
            Self::Quota => "refused: the quota is used up",
            Self::Prompt(PromptRefusal::UnknownMerchant) => "refused: unknown merchant",
            Self::Prompt(PromptRefusal::WrongPasskey) => "refused: wrong passkey",
            Self::Prompt(PromptRefusal::SubscriberBusy) => "refused: the customer is busy",
        };
        out.write_str(text)
    }
}
