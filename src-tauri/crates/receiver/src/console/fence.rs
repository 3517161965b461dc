//! The fence: a console that is about to send tells how far it is, and is held when another is further.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::Environment;

use super::refusal::Refused;
use super::{Caller, Console, take};
use crate::inbox::Fence;
use crate::published::is_short_code;

/// `POST fence`: 200 passed, 409 held. What was told is on the disk before 200 is answered.
pub async fn pass(
    State(console): State<Console>,
    Extension(Caller(name)): Extension<Caller>,
    body: Body,
) -> Result<Response, Refused> {
    let told: Fence = take::json(&console, body, take::SMALL_LEN).await?;
    checked(&told)?;
    let fenced = console.inbox.fence(told).await?;
    let status = if fenced.passed {
        StatusCode::OK
    } else {
        let held = &fenced.held;
        tracing::warn!(
            console = &*name,
            environment = held.environment,
            short_code = held.short_code,
            generation = held.generation,
            sequence = held.sequence,
            "a console that is behind was held"
        );
        StatusCode::CONFLICT
    };
    Ok((status, Json(fenced)).into_response())
}

/// `GET fences`
pub async fn all(State(console): State<Console>) -> Result<Json<Vec<Fence>>, Refused> {
    Ok(Json(console.inbox.fences().await?))
}

/// A misspelt environment would be a fence that holds nobody.
fn checked(told: &Fence) -> Result<(), Refused> {
    let unreadable = |why: &str| Err(Refused::Unreadable(why.to_owned()));
    if Environment::from_word(&told.environment).is_none() {
        return unreadable("environment is production, sandbox or practice");
    }
    if !is_short_code(&told.short_code) {
        return unreadable("short_code is 4 to 10 digits");
    }
    if told.generation < 0 || told.sequence < 0 {
        return unreadable("generation and sequence are not below zero");
    }
    Ok(())
}
