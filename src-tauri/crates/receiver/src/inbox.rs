//! The durable store of what was delivered, and of what consoles told the receiver.
//!
//! Owns: what every store can do ([`Inbox`]), and its words. Two stores keep it: [`sqlite`] on this
//! machine's disk, [`postgres`] shared by several receivers; the same contract tests hold for both. Stays
//! out: HTTP, and what a body means.
//!
//! Moments are milliseconds since 1970 in UTC.

#[cfg(test)]
#[cfg(unix)]
#[path = "../tests/common/cluster.rs"]
mod cluster;
#[cfg(test)]
pub(crate) mod contract_tests;
#[cfg(any(test, feature = "testing"))]
pub mod memory;
mod open;
pub mod postgres;
pub mod sqlite;
mod steps;

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use open::{Opened, open};

/// What a store answers, in its time.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, InboxError>> + Send + 'a>>;

/// Bodies in one answer of [`Inbox::after`], in bytes: what is more waits for the next, the first excepted.
pub const READ_LEN_MAX: usize = 8 * 1024 * 1024;

/// Why a store could not do what it was asked. In none of these cases was anything stored by halves.
#[derive(Debug, thiserror::Error)]
pub enum InboxError {
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The store does not answer, or refuses for now; asked again it may work.
    #[error("the inbox is not there: {0}")]
    Away(String),
    /// The store answers what it should not.
    #[error("the inbox is damaged: {0}")]
    Damaged(String),
    /// It was written by a newer receiver.
    #[error("the inbox has schema {found}, and this receiver knows {known}")]
    Newer {
        /// The store's.
        found: i64,
        /// This program's.
        known: i64,
    },
}

/// What a callback address was given out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// One delivery, ready to be stored.
#[derive(Clone)]
pub struct Incoming {
    /// The console whose address it was posted to.
    pub console: String,
    /// The environment and short code of the address: `production/600111`.
    pub profile: String,
    /// What the address was for.
    pub use_: Use,
    /// The second part of the address.
    pub request: String,
    /// The body to keep: as received, or with credentials overwritten, or sealed.
    pub body: Vec<u8>,
    /// SHA-256 of the body as received.
    pub sha256: [u8; 32],
    /// Whether credentials in it were overwritten.
    pub scrubbed: bool,
    /// Whether `body` is sealed to the console's key.
    pub sealed: bool,
    /// Who posted it.
    pub source: IpAddr,
    /// Whether the source is on the list.
    pub verified: bool,
    /// When it was whole.
    pub at_ms: i64,
    /// What was answered, for [`Use::Validation`].
    pub decision: Option<Decision>,
}

impl Use {
    /// Every use.
    pub const ALL: [Self; 6] = [
        Self::Result,
        Self::Timeout,
        Self::Prompt,
        Self::Confirmation,
        Self::Validation,
        Self::Test,
    ];

    /// Its word, in the stores and on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Timeout => "timeout",
            Self::Prompt => "prompt",
            Self::Confirmation => "confirmation",
            Self::Validation => "validation",
            Self::Test => "test",
        }
    }

    /// Reads a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

impl Incoming {
    /// What makes two deliveries one event: console, profile, use, request and hash, digested. Each part
    /// goes in with its length, so that no two lists of parts read alike.
    #[must_use]
    pub fn event_key(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for part in [
            self.console.as_bytes(),
            self.profile.as_bytes(),
            self.use_.word().as_bytes(),
            self.request.as_bytes(),
            &self.sha256,
        ] {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        digest.finalize().into()
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

/// Where a delivery was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the inbox; rises with each delivery, in the order in which they became visible.
    pub cursor: i64,
    /// The cursor of the first delivery of the same event.
    pub event: i64,
}

/// A delivery as it lies in the inbox.
#[derive(Clone)]
pub struct Kept {
    /// Where.
    pub stored: Stored,
    /// What. The body of a repeat is empty: it is that of its event.
    pub incoming: Incoming,
}

/// How far a console is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The highest that any console has told about sending for a short code (design sections 8 and 9).
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

impl Fence {
    /// Whether what a console tells is behind what is held: a lower generation, or the same with a lower
    /// sequence.
    #[must_use]
    pub fn is_behind(&self, held: &Self) -> bool {
        (self.generation, self.sequence) < (held.generation, held.sequence)
    }
}

/// What the fence answers to a console that is about to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fenced {
    /// Whether the console may go on: its generation is the highest, and its sequence is not behind. When
    /// it may, what it told is kept durably before this is answered.
    pub passed: bool,
    /// What is held now.
    pub held: Fence,
}

/// A sealed packet on its way between desktops.
#[derive(Clone)]
pub struct Letter {
    /// Its number; 0 before it is stored.
    pub id: i64,
    /// The fingerprint of the desktop it is for.
    pub to: String,
    /// Sealed by the sender; the receiver can't read it.
    pub body: Vec<u8>,
    /// When it was put in.
    pub at_ms: i64,
}

/// How long things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Acknowledged deliveries that came before this moment are dropped. Those not acknowledged are never
    /// dropped.
    pub deliveries_before_ms: i64,
    /// Letters that were put in before this moment are dropped.
    pub letters_before_ms: i64,
}

/// What every store can do. Whatever it answered is on the disk (of the database's machine).
pub trait Inbox: Send + Sync + 'static {
    /// Stores deliveries in one transaction, in this order; answers one place each. A delivery whose
    /// console, profile, use, request and hash were stored before is a repeat of that event.
    fn store(&self, batch: Vec<Incoming>) -> Answer<'_, Vec<Stored>>;

    /// A console's deliveries after a cursor, in cursor order, at most `limit` and [`READ_LEN_MAX`]. A cursor that was passed
    /// over never appears later: no reader can miss a delivery.
    fn after<'a>(&'a self, console: &'a str, cursor: i64, limit: usize) -> Answer<'a, Vec<Kept>>;

    /// Notes that a console has everything up to a cursor. Going back, or past the last, changes nothing.
    fn acknowledge<'a>(&'a self, console: &'a str, cursor: i64) -> Answer<'a, Position>;

    /// How far a console is.
    fn position<'a>(&'a self, console: &'a str) -> Answer<'a, Position>;

    /// Keeps what a console published, if its version is higher than the one kept; answers the version
    /// kept now. One beyond an `i64` is never kept. `text` is the JSON as in `wire::Publication`.
    fn publish<'a>(&'a self, console: &'a str, version: u64, text: &'a str) -> Answer<'a, u64>;

    /// What all consoles published: console, version, text.
    fn publications(&self) -> Answer<'_, Vec<(String, u64, String)>>;

    /// The versions of what all consoles published, without the texts: asked every second for what other
    /// receivers were told.
    fn published_versions(&self) -> Answer<'_, Vec<(String, u64)>> {
        Box::pin(async move {
            let all = self.publications().await?;
            Ok(all
                .into_iter()
                .map(|(console, version, _)| (console, version))
                .collect())
        })
    }

    /// Passes or holds a console that is about to send. Passed: a higher generation, or the same with a
    /// sequence not lower than the one held.
    fn fence(&self, told: Fence) -> Answer<'_, Fenced>;

    /// What is held, for every short code.
    fn fences(&self) -> Answer<'_, Vec<Fence>>;

    /// Puts a letter in; answers its number. `per_desk` letters at most wait for one desktop: `None` when
    /// there are as many.
    fn put_letter(&self, letter: Letter, per_desk: usize) -> Answer<'_, Option<i64>>;

    /// The letters for a desktop after a number.
    fn letters<'a>(&'a self, to: &'a str, after: i64, limit: usize) -> Answer<'a, Vec<Letter>>;

    /// Drops a letter for a desktop. One that is not there is dropped already.
    fn drop_letter<'a>(&'a self, to: &'a str, id: i64) -> Answer<'a, ()>;

    /// Drops what is past its time; answers how many deliveries.
    fn retain(&self, retention: Retention) -> Answer<'_, u64>;

    /// Whether a delivery could be stored now.
    fn ready(&self) -> Answer<'_, ()>;
}
