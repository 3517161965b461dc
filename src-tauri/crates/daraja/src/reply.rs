//! An answer that can be kept: status, the two headers that matter, and the body without secrets.
//!
//! Owns: [`Reply`] and the reading of the few fields that every answer shares ([`said`]). Stays out:
//! what an answer proves (`outcome`).

mod said;

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::RawBody;
use crate::transport::Received;
pub use said::GatewayPage;
pub(crate) use said::{Fields, Said, shown};

/// What came back, fit to be stored as evidence. The token that was sent, and everything that looks
/// like a credential, is struck out of the body at equal length.
///
/// `Debug` shows nothing of the body but its length and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The server's clock (`Date`), for comparing with one's own.
    pub date: Option<DateTime<Utc>>,
    /// How long the server asks to wait (`Retry-After`).
    pub retry_after: Option<Duration>,
    /// The body.
    pub body: RawBody,
}

impl Reply {
    pub(crate) fn keep(received: &Received, secrets: &[&str]) -> Self {
        Self {
            status: received.status,
            date: received.date,
            retry_after: received.retry_after,
            body: RawBody::keep_without(&received.bytes, secrets),
        }
    }
}
