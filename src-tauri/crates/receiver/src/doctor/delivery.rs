//! A delivery from end to end: posted as Safaricom would, drained as the console does.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::checks::{fresh, of, unanswered};
use super::line::{self, Ask};
use super::{Asked, Check};
use crate::callback_path::CallbackPath;
use crate::hex;
use crate::inbox::Use;
use crate::wire::{Deliveries, Delivery, PREFIX, Status};

const NAME: &str = "delivery";
/// How long a delivery is looked for in what the console drains.
const LOOK_MOST: Duration = Duration::from_secs(20);
/// How long the receiver may take to answer; Safaricom's patience is not documented, and 5 s is the least
/// that is told (`daraja-api.md` section 14).
const ANSWER_MOST: Duration = Duration::from_secs(1);
/// Answers read while looking for it, at most.
const LOOKS_MAX: usize = 200;

/// Posts to the test address and looks for what was posted. It is not acknowledged: the console finds it too.
pub async fn test(asked: &Asked, status: &Status) -> Check {
    let (Some(kind), Some(token)) = (&asked.test, &asked.token) else {
        return Check::not_possible(
            NAME,
            if status.published == 0 {
                "Nothing was delivered: this console has published no addresses yet."
            } else {
                "Nothing was delivered: no test address' token was given. The console makes test deliveries too."
            },
        );
    };
    let request = match fresh() {
        Ok(request) => request,
        Err(error) => return unanswered(NAME, &error),
    };
    let body = Bytes::from(format!("{{\"PatanishaTest\":\"{request}\"}}"));
    let Some(path) = CallbackPath::of(kind, &request) else {
        return Check::not_possible(NAME, "Nothing was delivered: this is no address' token.");
    };
    let began = Instant::now();
    let path = path.to_path();
    let posted = Ask {
        method: Method::POST,
        path: &path,
        token: None,
        body: body.clone(),
    };
    let answer = match line::ask(&asked.url, posted).await {
        Ok(answer) => answer,
        Err(error) => return unanswered(NAME, &error),
    };
    let took = began.elapsed();
    if answer.status() == StatusCode::NOT_FOUND {
        return Check::failed(
            NAME,
            "The test address is not known: its token was never published, or was rotated out.",
            "Give the token of the test address that the console publishes now.",
        );
    }
    if answer.status() != StatusCode::OK {
        return Check::failed(
            NAME,
            format!(
                "The test delivery was answered {}.",
                answer.status().as_u16()
            ),
            "See the receiver's log: its store may be away or full, or this address posts too often.",
        );
    }
    match drained(asked, token, status.position.last, &request).await {
        Err(error) => unanswered(NAME, &error),
        Ok(None) => Check::failed(
            NAME,
            "The test delivery was answered 200 and is not among what the console drains.",
            "The address may be another console's: give the token that belongs to this one.",
        ),
        Ok(Some(found)) => judged(&found, &body, took),
    }
}

fn judged(found: &Delivery, body: &[u8], took: Duration) -> Check {
    let took_ms = took.as_millis();
    if found.use_ != Use::Test {
        return Check::failed(
            NAME,
            format!(
                "The delivery arrived, but its address is for {}, not for tests. The console sets aside what it did \
                 not ask for.",
                found.use_.word()
            ),
            "Give the token of the test address.",
        );
    }
    if found.sha256 != hex::write(&Sha256::digest(body)) {
        return Check::failed(
            NAME,
            "The test delivery arrived altered: its hash is another.",
            "See what changes bodies on the way: a proxy, a filter.",
        );
    }
    if took > ANSWER_MOST {
        return Check::failed(
            NAME,
            format!(
                "The test delivery arrived, but it was answered after {took_ms} ms; more than 1 000 is too slow."
            ),
            "See what is slow: the disk, the database, or the way to it.",
        );
    }
    Check::passed(
        NAME,
        format!(
            "A test delivery was answered in {took_ms} ms and lies at {} for the console, byte for byte, from {}.",
            found.cursor, found.source
        ),
    )
}

async fn drained(
    asked: &Asked,
    token: &str,
    after: i64,
    request: &str,
) -> std::io::Result<Option<Delivery>> {
    let began = Instant::now();
    let mut after = after;
    for _ in 0..LOOKS_MAX {
        let path = format!("{PREFIX}/deliveries?after={after}&wait_ms=1000");
        let answer = line::ask(&asked.url, of(Method::GET, &path, Some(token))).await?;
        let read: Deliveries = serde_json::from_slice(answer.body())
            .map_err(|_| std::io::Error::other("deliveries could not be read"))?;
        after = read.next;
        let mut deliveries = read.deliveries.into_iter();
        if let Some(found) = deliveries.find(|of| of.request == request) {
            return Ok(Some(found));
        }
        if began.elapsed() > LOOK_MOST {
            break;
        }
    }
    Ok(None)
}
