//! The receiver: where Safaricom's callbacks come in, and what came.
//!
//! Neither the bearer token nor a callback address goes to the page, and what a callback says of people is
//! masked (law 8).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProblemDto;

/// Connects a receiver. Nothing of it is kept unless it answers.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ReceiverConnect {
    /// Begins with https, or with plain http to this computer.
    pub url: String,
    /// The console's bearer token. Goes to the keyring and never comes back.
    pub token: String,
    /// The one certificate that is trusted, as PEM; none for those the system trusts.
    pub certificate: Option<String>,
    /// Whether bodies are encrypted to this console, so that the receiver's host can't read them.
    pub seal: bool,
}

/// Makes new callback addresses.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReceiverRotate {
    /// How many hours the old ones are still taken: 1 to 168.
    pub overlap_hours: u32,
}

/// How a payment is answered while it can still be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "four questions of one form")]
pub struct ReceiverRules {
    /// The answer when nothing else decides.
    pub accept_by_default: bool,
    /// Whether a reference that is not open is taken.
    pub accept_unknown: bool,
    /// Whether more than what is open is taken.
    pub accept_over: bool,
    /// Whether less than what is open is taken.
    pub accept_under: bool,
}

/// How it goes with the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReceiverState {
    /// None is connected.
    Off,
    /// It was not heard of yet.
    Connecting,
    /// Everything it has is here.
    Listening,
    /// It has deliveries that are not here yet.
    Behind,
    /// It does not answer; it is asked again.
    Away,
    /// It does not let this console in, or nothing of it can be taken; a person must look.
    Refused,
}

/// What a callback address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallbackUse {
    /// The result of a request.
    Result,
    /// Its queue timeout.
    Timeout,
    /// A customer's prompt was answered.
    Prompt,
    /// A payment came in.
    Confirmation,
    /// A payment is about to come in.
    Validation,
    /// The console's own test delivery.
    Test,
}

/// The first part of the addresses of one short code and use.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReceiverKind {
    /// Whose.
    pub short_code: String,
    /// What people call it.
    pub name: String,
    /// What for.
    #[serde(rename = "use")]
    pub use_: CallbackUse,
    /// Masked: all but the host and four characters of the token.
    pub address: String,
    /// When it was made, East Africa Time, ready to show.
    pub made: String,
    /// Until when it is still taken, for one that was rotated out.
    pub until: Option<String>,
}

/// The receiver as the window shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReceiverInfo {
    /// How it goes.
    pub state: ReceiverState,
    /// Whether it is the one that practice runs in this program.
    pub builtin: bool,
    /// Where it is.
    pub url: Option<String>,
    /// What keeps it from working, or is to be known.
    pub problem: Option<ProblemDto>,
    /// Its program's version.
    pub version: Option<String>,
    /// `sqlite` or `postgres`.
    pub store: Option<String>,
    /// Whether bodies are sealed to this console.
    pub sealed: bool,
    /// When the last delivery came to it, East Africa Time, ready to show.
    pub last_delivery: Option<String>,
    /// When deliveries were last taken from it.
    pub last_drained: Option<String>,
    /// Deliveries that wait there.
    pub backlog: u32,
    /// Callbacks in the ledger.
    pub kept: u32,
    /// When addresses and rules were last published to it.
    pub published: Option<String>,
    /// Its clock before ours, in seconds; behind is negative.
    pub clock_difference_seconds: Option<i32>,
    /// The addresses.
    pub kinds: Vec<ReceiverKind>,
    /// How payments are answered while they can still be refused.
    pub rules: ReceiverRules,
    /// Open references that it knows.
    pub open_references: u32,
    /// How the last test delivery went.
    pub last_test: Option<ReceiverTested>,
}

/// How a test delivery went.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReceiverTested {
    /// Whether it came back.
    pub ok: bool,
    /// When, East Africa Time, ready to show.
    pub at: String,
    /// From posting until it was in the ledger, in milliseconds.
    pub took_ms: u32,
    /// In words.
    pub text: String,
    /// What went wrong.
    pub problem: Option<ProblemDto>,
}

/// Which callbacks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallbackFilter {
    /// All of them.
    All,
    /// Those that came from no listed address.
    Unverified,
    /// Those that nobody here asked for.
    Strangers,
    /// Those that settled nothing.
    Unlinked,
}

/// Asks for a page of callbacks.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallbacksRequest {
    /// Which.
    pub filter: CallbackFilter,
    /// Of one use only.
    #[serde(rename = "use")]
    pub use_: Option<CallbackUse>,
    /// In their receipt, ids or short code; empty for all.
    pub search: String,
    /// Older than this one.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// At most so many; 200 are the most.
    pub limit: u32,
}

/// Whether a callback was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallbackStanding {
    /// Its address was given out for a request of this ledger.
    Expected,
    /// It was not.
    Stranger,
}

/// A callback in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallbackRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// When it first came, East Africa Time, ready to show.
    pub at: String,
    /// What its address is for.
    #[serde(rename = "use")]
    pub use_: CallbackUse,
    /// Whose address.
    pub short_code: String,
    /// What people call that; empty when the short code was removed.
    pub name: String,
    /// Whether it was asked for.
    pub standing: CallbackStanding,
    /// Whether it came from a listed address at least once.
    pub verified: bool,
    /// What it says, in a few words, masked.
    pub summary: String,
    /// How often it came.
    pub deliveries: u32,
    /// What it settled.
    pub linked: Option<CallbackLink>,
}

/// What a callback settled.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallbackLink {
    /// `check`, `test` or `line`.
    pub kind: String,
    /// The profile's number for the first two, the line's for the last.
    #[ts(type = "number")]
    pub id: i64,
    /// In words.
    pub text: String,
}

/// A page of callbacks, newest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallbacksPage {
    /// The rows.
    pub rows: Vec<CallbackRow>,
    /// What to ask for as `before` next; none at the end.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
    /// How many each filter has.
    pub counts: CallbackCounts,
}

/// How many callbacks each filter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CallbackCounts {
    /// All of them.
    pub all: u32,
    /// From no listed address.
    pub unverified: u32,
    /// Not asked for.
    pub strangers: u32,
    /// Settled nothing.
    pub unlinked: u32,
}

/// Names a callback.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct CallbackRef {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
}

/// Something that was read in a callback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CallbackField {
    /// What.
    pub key: String,
    /// Masked.
    pub value: String,
}

/// One delivery of a callback.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallbackDelivery {
    /// When, East Africa Time, ready to show.
    pub at: String,
    /// Who posted it.
    pub source: String,
    /// Whether that address is on the list.
    pub verified: bool,
}

/// One callback, whole.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallbackDetail {
    /// As lists have it.
    pub row: CallbackRow,
    /// The body, masked; JSON is set out in lines.
    pub raw: String,
    /// What was read in it.
    pub fields: Vec<CallbackField>,
    /// Each time it came, oldest first.
    pub deliveries: Vec<CallbackDelivery>,
    /// Of the body as received, in hex.
    pub sha256: String,
    /// Its length, ready to show.
    pub size: String,
    /// Whether credentials in it were overwritten before it was stored.
    pub scrubbed: bool,
    /// Whether it was sealed on its way.
    pub sealed: bool,
    /// What had been asked, in words.
    pub request: Option<String>,
}

/// No token.
impl std::fmt::Debug for ReceiverConnect {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ReceiverConnect")
            .field("url", &self.url)
            .field("seal", &self.seal)
            .finish_non_exhaustive()
    }
}
