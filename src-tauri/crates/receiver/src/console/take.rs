//! What a console sends, within bounds.

use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::Console;
use super::refusal::Refused;
use crate::published::not_json;

/// Longest body of a request that is a few numbers, in bytes.
pub const SMALL_LEN: usize = 4 * 1024;

/// Reads a body of at most `most` bytes, in the time that consoles are given.
pub async fn bytes(console: &Console, body: Body, most: usize) -> Result<Bytes, Refused> {
    let time = Duration::from_millis(console.limits.console_body_ms);
    let read = axum::body::to_bytes(body, most);
    match tokio::time::timeout(time, read).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if is_too_long(&error) => Err(Refused::TooLarge { most }),
        Ok(Err(_)) => Err(Refused::Unreadable("the body ended too early".to_owned())),
        Err(_) => Err(Refused::Slow),
    }
}

/// Reads a body of JSON.
pub async fn json<T: DeserializeOwned>(
    console: &Console,
    body: Body,
    most: usize,
) -> Result<T, Refused> {
    let bytes = bytes(console, body, most).await?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Refused::Unreadable(not_json(&error).to_string()))
}

/// A query, or what is said of one that can't be read.
pub fn query<T>(read: Result<axum::extract::Query<T>, QueryRejection>) -> Result<T, Refused> {
    let unreadable = |_| Refused::Unreadable("the query can't be read".to_owned());
    read.map(|axum::extract::Query(of)| of).map_err(unreadable)
}

fn is_too_long(error: &axum::Error) -> bool {
    std::error::Error::source(error)
        .is_some_and(|source| source.is::<http_body_util::LengthLimitError>())
}
