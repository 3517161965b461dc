//! How the receiver is, for the console that asks.

use axum::extract::State;
use axum::{Extension, Json};

use super::refusal::Refused;
use super::{Caller, Console};
use crate::wire::Status;

/// `GET status`
pub async fn read(
    State(console): State<Console>,
    Extension(Caller(name)): Extension<Caller>,
) -> Result<Json<Status>, Refused> {
    let position = console.inbox.position(&name).await?;
    Ok(Json(Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now_ms: (console.now_ms)(),
        position,
        published: console.published.version(&name),
        store: console.store.to_owned(),
        sealed: console.published.sealed(&name),
        console: name.to_string(),
    }))
}
