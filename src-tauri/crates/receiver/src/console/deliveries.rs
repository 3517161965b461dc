//! A console drains: by cursor, waiting when there is nothing, never more than it can hold.

use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::refusal::Refused;
use super::{Caller, Console, LOOK_EVERY, take};
use crate::hex;
use crate::inbox::{InboxError, Kept, Position};
use crate::wire::{Acknowledge, DELIVERIES_MAX, Deliveries, Delivery, WAIT_MS_MAX};

/// Bytes of bodies in one answer, after which no more are added.
pub const ANSWER_LEN: usize = 4 * 1024 * 1024;
/// Deliveries read from the store at a time: of the longest bodies, as many as an answer holds.
const SLICE: usize = 64;

/// `?after=&limit=&wait_ms=`
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    after: i64,
    limit: Option<usize>,
    #[serde(default)]
    wait_ms: u64,
}

/// `GET deliveries`. The same cursor asked again gives the same deliveries again: reading changes nothing.
pub async fn drain(
    State(console): State<Console>,
    Extension(Caller(name)): Extension<Caller>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Deliveries>, Refused> {
    let asked = take::query(asked)?;
    let after = asked.after.max(0);
    let limit = asked
        .limit
        .unwrap_or(DELIVERIES_MAX)
        .clamp(1, DELIVERIES_MAX);
    let until = Instant::now() + Duration::from_millis(asked.wait_ms.min(WAIT_MS_MAX));
    let kept = loop {
        // Asked for before the look: what comes in between rings it.
        let rung = console.woken.bell(&name).map(Notify::notified);
        let kept = some(&console, &name, after, limit).await?;
        let now = Instant::now();
        if !kept.is_empty() || now >= until {
            break kept;
        }
        let pause = LOOK_EVERY.min(until - now);
        match rung {
            // Rung or not, it is time for a look.
            Some(rung) => drop(tokio::time::timeout(pause, rung).await),
            None => tokio::time::sleep(pause).await,
        }
    };
    let position = console.inbox.position(&name).await?;
    Ok(Json(answer(kept, after, &position)))
}

/// `POST acknowledge`. Going back, or past the last, changes nothing.
pub async fn acknowledge(
    State(console): State<Console>,
    Extension(Caller(name)): Extension<Caller>,
    body: Body,
) -> Result<Json<Position>, Refused> {
    let told: Acknowledge = take::json(&console, body, take::SMALL_LEN).await?;
    Ok(Json(console.inbox.acknowledge(&name, told.cursor).await?))
}

/// Reads slice by slice, until there are enough, by number or by bytes.
async fn some(
    console: &Console,
    name: &str,
    mut after: i64,
    limit: usize,
) -> Result<Vec<Kept>, InboxError> {
    let (mut all, mut len) = (Vec::new(), 0_usize);
    loop {
        let asked = SLICE.min(limit.saturating_sub(all.len()));
        let slice = console.inbox.after(name, after, asked).await?;
        let ended = slice.len() < asked;
        for kept in slice {
            len = len.saturating_add(kept.incoming.body.len());
            if len > ANSWER_LEN && !all.is_empty() {
                return Ok(all);
            }
            after = kept.stored.cursor;
            all.push(kept);
        }
        if ended || all.len() >= limit {
            return Ok(all);
        }
    }
}

fn answer(kept: Vec<Kept>, after: i64, position: &Position) -> Deliveries {
    let next = kept.last().map_or(after, |last| last.stored.cursor);
    let acknowledged = position.acknowledged;
    let given = kept.iter().filter(|of| of.stored.cursor > acknowledged);
    let given = i64::try_from(given.count()).unwrap_or(i64::MAX);
    let backlog = if position.last <= next {
        0
    } else {
        position.backlog.saturating_sub(given).max(0)
    };
    Deliveries {
        deliveries: kept.into_iter().map(delivery).collect(),
        next,
        backlog,
    }
}

fn delivery(kept: Kept) -> Delivery {
    let Kept { stored, incoming } = kept;
    let first = stored.cursor == stored.event;
    Delivery {
        cursor: stored.cursor,
        event: stored.event,
        profile: incoming.profile,
        use_: incoming.use_,
        request: incoming.request,
        body: first.then(|| BASE64_STANDARD.encode(&incoming.body)),
        sha256: hex::write(&incoming.sha256),
        scrubbed: incoming.scrubbed,
        sealed: incoming.sealed,
        source: incoming.source.to_string(),
        verified: incoming.verified,
        at_ms: incoming.at_ms,
        decision: incoming.decision,
    }
}
