//! How an exchange ends on the wire, and the answers that come instead of the usual one.
//!
//! Source of the texts: `daraja-api.md` sections 1, 4.2, 6.3 and 8.

use serde::{Deserialize, Serialize};

use super::answer::Answer;

/// What the connection sees after the request was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hand", rename_all = "snake_case")]
pub enum Hand {
    /// The whole answer.
    Answer,
    /// The whole answer, then the connection is closed without having said so.
    AnswerThenClose,
    /// A reset (RST) instead of an answer.
    Reset,
    /// An orderly end of the connection instead of an answer.
    Close,
    /// No answer. The connection stays open until the other side ends it, or two minutes are over.
    Hang,
    /// The answer in small pieces.
    Slow {
        /// Real milliseconds between pieces.
        every_ms: u64,
    },
}

/// An answer in place of the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// 500 `500.002.1001` "System internal error."
    InternalError,
    /// 500 `500.003.02` "System is busy. Please try again in few minutes."
    SystemBusy,
    /// 500 `00.002.1001` for maintenance.
    Maintenance,
    /// 500 `500.003.1001` "Service is currently unreachable. Please try again later."
    Unreachable,
    /// 500 `500.001.1001` with an empty message.
    EmptyMessage,
    /// 500 `500.002.1001` "Duplicate OriginatorConversationID."
    Duplicate,
    /// The same text under HTTP 200 with a `ResponseCode` that isn't zero.
    DuplicateUnder200,
    /// Any 5xx with plain text.
    ServerError {
        /// 500 to 599.
        status: u16,
    },
    /// 500 `500.003.02` "Error Occurred: Spike Arrest Violation".
    SpikeArrest,
    /// 500 `500.003.03` quota violation.
    Quota,
    /// 429 with `Retry-After`.
    TooManyRequests {
        /// Seconds.
        retry_after_s: u32,
    },
    /// 403 with a page of the firewall.
    Html403,
    /// 403 `403.002.1001`.
    NotEntitled,
    /// 200 with a page that isn't JSON.
    Html200,
    /// 200 with half an acknowledgement.
    Truncated,
    /// 200 with an acknowledgement that has no `ConversationID`.
    NoConversationId,
    /// 200 with `ResponseCode` "1".
    NotZero,
    /// 500 with an Apigee `fault` object.
    GatewayFault,
    /// 500 with a SOAP fault turned into JSON.
    SoapFault,
    /// An error body under HTTP 200.
    ErrorUnder200,
    /// Whatever the caller of the control API wrote.
    Raw {
        /// HTTP status.
        status: u16,
        /// Body as it goes out.
        body: String,
        /// `Content-Type`.
        content_type: String,
    },
}

const PAGE: &str = "<html><head><title>Request Rejected</title></head><body>The requested URL was \
    rejected. Please consult with your administrator.</body></html>";

impl Reply {
    /// The answer, given the usual acknowledgement it stands in for.
    pub(crate) fn answer(&self, request_id: &str, usual: &Answer) -> Answer {
        let error = |status, code: &str, text: &str| Answer::error(status, request_id, code, text);
        match self {
            Self::InternalError => error(500, "500.002.1001", "System internal error."),
            Self::SystemBusy => error(
                500,
                "500.003.02",
                "System is busy. Please try again in few minutes.",
            ),
            Self::Maintenance => error(
                500,
                "00.002.1001",
                "The system is under maintenance. Please try again later.",
            ),
            Self::Unreachable => error(
                500,
                "500.003.1001",
                "Service is currently unreachable. Please try again later.",
            ),
            Self::EmptyMessage => error(500, "500.001.1001", ""),
            Self::Duplicate => error(500, "500.002.1001", "Duplicate OriginatorConversationID."),
            Self::DuplicateUnder200 => usual
                .with("ResponseCode", "1")
                .with("ResponseDescription", "Duplicate OriginatorConversationID."),
            Self::ServerError { status } => Answer::plain(
                *status,
                "text/plain",
                "Service is temporarily unavailable. Please try again later",
            ),
            Self::SpikeArrest => error(500, "500.003.02", "Error Occurred: Spike Arrest Violation"),
            Self::Quota => error(500, "500.003.03", "Error Occurred: Quota Violation"),
            Self::TooManyRequests { retry_after_s } => {
                error(429, "429.001", "Too many requests").header("Retry-After", retry_after_s)
            }
            Self::Html403 => Answer::plain(403, "text/html", PAGE),
            Self::NotEntitled => error(
                403,
                "403.002.1001",
                "You are not authorized to initiate this transaction",
            ),
            Self::Html200 => Answer::plain(200, "text/html", PAGE),
            Self::Truncated => usual.halved(),
            Self::NoConversationId => usual.without("ConversationID"),
            Self::NotZero => usual
                .with("ResponseCode", "1")
                .with("ResponseDescription", "The request could not be processed."),
            Self::GatewayFault => Answer::plain(
                500,
                "application/json",
                r#"{"fault":{"faultstring":"The service is temporarily unavailable","detail":{"errorcode":"messaging.adaptors.http.flow.ServiceUnavailable"}}}"#,
            ),
            Self::SoapFault => Answer::plain(
                500,
                "application/json",
                r#"{"Envelope":{"Body":{"Fault":{"faultcode":"env:Server","faultstring":"System internal error."}}}}"#,
            ),
            Self::ErrorUnder200 => {
                error(200, "500.001.1001", "The request could not be processed.")
            }
            Self::Raw {
                status,
                body,
                content_type,
            } => Answer::plain(*status, content_type, body),
        }
    }
}
