//! Why nobody can say whether a request was taken.

use std::fmt;

use crate::GatewayPage;

/// Why a request may or may not have been taken. Each is a row of `daraja-api.md`, section 6.3, or an
/// answer that no row knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Uncertainty {
    /// The request went out and no answer came in time.
    Timeout,
    /// The request went out and the connection broke before the answer was whole.
    ConnectionLost,
    /// "System is busy. Please try again in few minutes." (`500.003.02`): what busy means is not
    /// documented.
    Busy,
    /// "Duplicate OriginatorConversationID.": an earlier attempt reached M-Pesa. Often the good news after
    /// a timeout; never a failure.
    DuplicateId,
    /// "System internal error." and the other texts under `500.002.1001`.
    InternalError,
    /// Maintenance (`00.002.1001`).
    Maintenance,
    /// Any other answer of the 5xx kind.
    ServerError(u16),
    /// Status 200 and a `ResponseCode` that is not zero.
    NotZero(String),
    /// Status 200 without a `ConversationID` that can be read.
    NoConversationId,
    /// The answer names another `OriginatorConversationID` than was sent.
    OtherId,
    /// A body that Daraja did not write, under this status.
    Page(u16, GatewayPage),
    /// An answer longer than [`ANSWER_LEN_MAX`](crate::ANSWER_LEN_MAX).
    TooLong,
    /// Daraja's JSON, but not one that this call is answered with.
    Unreadable,
    /// A status and perhaps an `errorCode` that no documentation connects with this call.
    Unlisted(u16, Option<String>),
}

impl fmt::Display for Uncertainty {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout => out.write_str("the request was sent and no answer came in time"),
            Self::ConnectionLost => {
                out.write_str("the request was sent and the connection broke before the answer")
            }
            Self::Busy => out.write_str("M-Pesa says that it is busy, which proves nothing"),
            Self::DuplicateId => {
                out.write_str("M-Pesa knows this id already: an earlier attempt reached it")
            }
            Self::InternalError => out.write_str("M-Pesa reports an error of its own"),
            Self::Maintenance => out.write_str("M-Pesa is under maintenance"),
            Self::ServerError(status) => write!(out, "the server failed with status {status}"),
            Self::NotZero(code) => write!(out, "the answer has response code {code}"),
            Self::NoConversationId => out.write_str("the answer has no conversation id"),
            Self::OtherId => out.write_str("the answer is about another id than was sent"),
            Self::Page(status, GatewayPage::Empty) => {
                write!(out, "an empty answer with status {status}")
            }
            Self::Page(status, _) => {
                write!(
                    out,
                    "an answer with status {status} that Daraja did not write"
                )
            }
            Self::TooLong => out.write_str("the answer is too long to be one"),
            Self::Unreadable => out.write_str("the answer cannot be read"),
            Self::Unlisted(status, None) => write!(out, "an unknown answer with status {status}"),
            Self::Unlisted(status, Some(code)) => {
                write!(out, "an unknown answer, status {status}, error code {code}")
            }
        }
    }
}
