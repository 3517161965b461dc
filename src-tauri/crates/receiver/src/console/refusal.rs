//! How a refusal reads.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::inbox::InboxError;
use crate::wire::Refusal;

/// Why a console is refused, as it is answered.
#[derive(Debug)]
pub enum Refused {
    /// The body or the query can't be read: 400.
    Unreadable(String),
    /// The body is too long: 413.
    TooLarge {
        /// The longest taken, in bytes.
        most: usize,
    },
    /// The body did not come in time: 408.
    Slow,
    /// The desktop's box is full: 507.
    BoxFull {
        /// Letters that may wait.
        most: usize,
    },
    /// The store could not.
    Inbox(InboxError),
}

impl From<InboxError> for Refused {
    fn from(error: InboxError) -> Self {
        Self::Inbox(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, code, text) = match self {
            Self::Unreadable(why) => (
                StatusCode::BAD_REQUEST,
                "unreadable",
                format!("Nothing was changed: {why}."),
            ),
            Self::TooLarge { most } => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                format!("Nothing was changed: more than {most} bytes are not taken."),
            ),
            Self::Slow => (
                StatusCode::REQUEST_TIMEOUT,
                "away",
                "Nothing was changed: the request did not come whole in time.".to_owned(),
            ),
            Self::BoxFull { most } => (
                StatusCode::INSUFFICIENT_STORAGE,
                "full",
                format!("The letter was not taken: {most} wait for that desktop already."),
            ),
            Self::Inbox(error) => of_store(&error),
        };
        let code = code.to_owned();
        (status, Json(Refusal { code, text })).into_response()
    }
}

/// The store's own words go to the log only: they may name its host.
fn of_store(error: &InboxError) -> (StatusCode, &'static str, String) {
    tracing::warn!(%error, "a console was refused by the store");
    match error {
        InboxError::Full => (
            StatusCode::INSUFFICIENT_STORAGE,
            "full",
            "Nothing was changed: the receiver's disk is full.".to_owned(),
        ),
        InboxError::Away(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "away",
            "Nothing was changed: the receiver's store does not answer.".to_owned(),
        ),
        InboxError::Damaged(_) | InboxError::Newer { .. } => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "away",
            "Nothing was changed: the receiver's store can't be used; its log says why.".to_owned(),
        ),
    }
}
