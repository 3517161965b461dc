//! The words of a receiver's console API, as the console reads and writes them (`receiver::wire`).
//!
//! Bytes are base64 (standard, padded), hashes and tokens lower-case hex, money cents, moments
//! milliseconds since 1970 in UTC. A field that is not known is passed over, so that a newer receiver can
//! be read; one that is missing, or of another form, makes the whole answer unreadable.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What requests begin with.
pub const PREFIX: &str = "/console/v1";
/// Longest wait for a delivery, in milliseconds.
pub const WAIT_MS_MAX: u64 = 25_000;

/// What a callback address was given out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// The result of a request.
    Result,
    /// Its queue timeout.
    Timeout,
    /// A customer's prompt was answered (STK).
    Prompt,
    /// A payment came in.
    Confirmation,
    /// A payment is about to come in, and Safaricom asks whether to take it.
    Validation,
    /// The console's own test delivery.
    Test,
}

/// How the receiver is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The program's version.
    pub version: String,
    /// What the receiver calls this console.
    pub console: String,
    /// The receiver's clock.
    pub now_ms: i64,
    /// How far this console is.
    pub position: Position,
    /// The version of what it published; 0 before.
    pub published: u64,
    /// `sqlite` or `postgres`.
    pub store: String,
    /// Whether its bodies are sealed.
    pub sealed: bool,
}

/// How far a console is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The last delivery for it; 0 when there is none.
    pub last: i64,
    /// Up to where it acknowledged.
    pub acknowledged: i64,
    /// Deliveries after that.
    pub backlog: i64,
    /// When the oldest of them came.
    pub oldest_waiting_ms: Option<i64>,
    /// When the last delivery came.
    pub last_delivery_ms: Option<i64>,
}

/// What a console has the receiver do. One document, replaced as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Rises with each change.
    pub version: u64,
    /// The first parts of callback addresses.
    pub kinds: Vec<KindPublished>,
    /// How payments that are about to come in are answered.
    pub rules: Vec<RulesPublished>,
    /// The console's X25519 public key in hex: bodies are sealed to it.
    pub seal_to: Option<String>,
}

/// The first part of a callback address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindPublished {
    /// SHA-256 of the token's text.
    pub token_sha256: String,
    /// `production/600111`.
    pub profile: String,
    /// What it is for.
    #[serde(rename = "use")]
    pub use_: Use,
    /// When it stops being taken.
    pub until_ms: Option<i64>,
}

/// How payments to a short code are answered while they can still be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesPublished {
    /// The short code they come to.
    pub short_code: String,
    /// The answer when nothing else decides, when a body can't be read, and when time runs out.
    pub accept_by_default: bool,
    /// Whether a reference that is not open is taken.
    pub accept_unknown: bool,
    /// Whether more than what is open is taken.
    pub accept_over: bool,
    /// Whether less than what is open is taken.
    pub accept_under: bool,
    /// When the default is answered at the latest.
    pub deadline_ms: u32,
    /// What is open.
    pub references: Vec<ReferencePublished>,
}

/// An open reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferencePublished {
    /// As the business writes it.
    pub reference: String,
    /// What is open, in cents; `null` when any amount is taken.
    pub open_cents: Option<i64>,
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The version that is in force.
    pub version: u64,
}

/// Some deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliveries {
    /// In cursor order.
    pub deliveries: Vec<Delivery>,
    /// What to ask after next.
    pub next: i64,
    /// How many wait after that.
    pub backlog: i64,
}

/// One delivery.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its place.
    pub cursor: i64,
    /// The place of the first delivery with the same address and bytes; its own, for a first.
    pub event: i64,
    /// `production/600111`.
    pub profile: String,
    /// What its address is for.
    #[serde(rename = "use")]
    pub use_: Use,
    /// The second part of the address.
    pub request: String,
    /// The body, in base64; `null` for a repeat.
    pub body: Option<String>,
    /// SHA-256 of the body as received.
    pub sha256: String,
    /// Whether credentials in it were overwritten at equal length.
    pub scrubbed: bool,
    /// Whether the body is sealed.
    pub sealed: bool,
    /// Who posted it.
    pub source: String,
    /// Whether that address is on the list.
    pub verified: bool,
    /// When it was whole.
    pub at_ms: i64,
    /// What was answered, for a validation.
    pub decision: Option<Decision>,
}

/// Neither body nor token.
impl fmt::Debug for Delivery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Delivery")
            .field("cursor", &self.cursor)
            .field("event", &self.event)
            .field("use", &self.use_)
            .finish_non_exhaustive()
    }
}

/// What a payment's validation was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `0`, or a code such as `C2B00012`.
    pub code: String,
    /// Why: `open_reference`, `unknown_reference`, `over`, `under`, `default`, `late`, `unreadable`.
    pub why: String,
    /// The version of the rules that decided; 0 when there were none.
    pub rules: u64,
}

/// The console has everything up to here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledge {
    /// Up to and with.
    pub cursor: i64,
}

/// The highest that any console has told about sending for a short code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// `production`, `sandbox` or `practice`.
    pub environment: String,
    /// Whose sending.
    pub short_code: String,
    /// The lease's generation.
    pub generation: i64,
    /// The last send's number under that generation.
    pub sequence: i64,
}

/// What the fence answers to a console that is about to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fenced {
    /// Whether the console may go on.
    pub passed: bool,
    /// What is held now.
    pub held: Fence,
}

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// `behind`, `too_large`, `full`, `away`, `unreadable`, `version`.
    pub code: String,
    /// In words.
    pub text: String,
}

impl Use {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Result,
        Self::Timeout,
        Self::Prompt,
        Self::Confirmation,
        Self::Validation,
        Self::Test,
    ];

    /// Its word on the wire and in the ledger.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Timeout => "timeout",
            Self::Prompt => "prompt",
            Self::Confirmation => "confirmation",
            Self::Validation => "validation",
            Self::Test => "test",
        }
    }

    /// The use that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }
}
