//! A console replaces what the receiver does for it.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};

use super::refusal::Refused;
use super::{Caller, Console, take};
use crate::inbox::InboxError;
use crate::published::{Document, not_json};
use crate::wire::{Publication, Published};

/// `PUT publication`. The same version with the same text again is done already.
pub async fn replace(
    State(console): State<Console>,
    Extension(Caller(name)): Extension<Caller>,
    body: Body,
) -> Result<Response, Refused> {
    let bytes = take::bytes(&console, body, console.limits.console_body_len).await?;
    let read = tokio::task::spawn_blocking(move || checked(&bytes)).await;
    let (version, text) =
        read.map_err(|_| InboxError::Away("the receiver is ending".to_owned()))??;
    let kept = console.inbox.publish(&name, version, &text).await?;
    let ours = kept == version && is_kept(&console, &name, &text).await?;
    // In force here before the console hears so; on other receivers of the store within a second.
    console.published.refresh().await?;
    let status = if ours {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    Ok((status, Json(Published { version: kept })).into_response())
}

/// The version, and the text as it is kept: written anew, so that equal documents have equal texts.
fn checked(bytes: &[u8]) -> Result<(u64, String), Refused> {
    let unreadable = |error: &dyn std::fmt::Display| Refused::Unreadable(error.to_string());
    let of: Publication =
        serde_json::from_slice(bytes).map_err(|error| unreadable(&not_json(&error)))?;
    let text = serde_json::to_string(&of).map_err(|error| unreadable(&error))?;
    let document = Document::of(of).map_err(|error| unreadable(&error))?;
    Ok((document.version, text))
}

/// Whether the text that is kept under this version is this one, and not another with its number.
async fn is_kept(console: &Console, name: &str, text: &str) -> Result<bool, InboxError> {
    let all = console.inbox.publications().await?;
    Ok(all.iter().any(|(of, _, kept)| of == name && kept == text))
}
