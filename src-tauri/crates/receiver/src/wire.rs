//! The console's side of the wire: JSON under `/console/v1`, each request with `Authorization: Bearer`.
//!
//! | Request | Body | Answer |
//! |---|---|---|
//! | `GET status` | – | [`Status`] |
//! | `PUT publication` | [`Publication`] | [`Published`]; 409 with it when its version is not higher and its text differs |
//! | `GET deliveries?after=&limit=&wait_ms=` | – | [`Deliveries`]; waits up to `wait_ms` when there is none |
//! | `POST acknowledge` | [`Acknowledge`] | [`Position`](crate::inbox::Position) |
//! | `POST fence` | [`Fence`](crate::inbox::Fence) | [`Fenced`](crate::inbox::Fenced): 200 passed, 409 held |
//! | `GET fences` | – | a list of [`Fence`](crate::inbox::Fence) |
//! | `POST mail` | [`Mail`] | [`Mailed`]; 507 when the desktop's box is full |
//! | `GET mail?to=&after=&limit=` | – | [`Letters`] |
//! | `DELETE mail/{id}?to=` | – | 204 |
//!
//! Refusals carry [`Refusal`]. A wrong token is answered like an unknown path: 404 without a word.
//! Bytes are base64 (standard, padded), hashes and tokens lower-case hex, money cents, moments
//! milliseconds since 1970 in UTC.

use serde::{Deserialize, Serialize};

use crate::inbox::{Decision, Position, Use};

/// What consoles' requests begin with.
pub const PREFIX: &str = "/console/v1";
/// Deliveries in one answer, at most.
pub const DELIVERIES_MAX: usize = 500;
/// Longest wait for a delivery.
pub const WAIT_MS_MAX: u64 = 25_000;

/// How the receiver is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// This program's version.
    pub version: String,
    /// Which console the token is of.
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
    /// SHA-256 of the token's text. The token itself is known to console and Safaricom.
    pub token_sha256: String,
    /// `production/600111`.
    pub profile: String,
    /// What it is for.
    #[serde(rename = "use")]
    pub use_: Use,
    /// When it stops being taken: a token that was rotated out overlaps with the next.
    pub until_ms: Option<i64>,
}

/// How payments to a short code are answered while they can still be refused. Decided in memory; the words
/// of `domain::c2b`.
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
    /// When the default is answered at the latest, after the request was whole. At most 7 000.
    pub deadline_ms: u32,
    /// What is open.
    pub references: Vec<ReferencePublished>,
}

/// An open reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferencePublished {
    /// As the business writes it; compared without case, blanks and punctuation.
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
    /// How many wait after that. Exact when everything before was acknowledged or stands here; else at
    /// most so many.
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
impl std::fmt::Debug for Delivery {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Delivery")
            .field("cursor", &self.cursor)
            .field("event", &self.event)
            .field("use", &self.use_)
            .finish_non_exhaustive()
    }
}

/// The console has everything up to here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledge {
    /// Up to and with.
    pub cursor: i64,
}

/// A sealed packet for a desktop.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The desktop's fingerprint.
    pub to: String,
    /// In base64.
    pub body: String,
}

/// Where a packet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailed {
    /// Its number.
    pub id: i64,
}

/// Packets for a desktop.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// In the order they came.
    pub letters: Vec<LetterOut>,
}

/// One packet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOut {
    /// Its number.
    pub id: i64,
    /// In base64.
    pub body: String,
    /// When it was put in.
    pub at_ms: i64,
}

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// `behind`, `too_large`, `full`, `away`, `unreadable`, `version`.
    pub code: String,
    /// In words.
    pub text: String,
}
