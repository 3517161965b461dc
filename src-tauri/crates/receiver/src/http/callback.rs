//! A callback: believed by its address, read within bounds, stored as it came, and only then answered.
//!
//! Any bytes are taken, JSON or not, whatever the content type says: they are evidence, and what they mean
//! is the console's to read. What is not a callback's address is answered 404 without a word, whatever the
//! method.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Body as _;
use sha2::{Digest as _, Sha256};
use tokio::time::{Instant, timeout};

use super::metrics::Outcome;
use super::pages::{Pages, too_often};
use super::publications::KindInfo;
use super::scrub::scrub;
use super::sources::Source;
use super::validation;
use crate::CallbackPath;
use crate::clock::now_unix_ms;
use crate::commit::NotStored;
use crate::inbox::{Incoming, Use};

/// What Safaricom expects to read once a callback is taken (`daraja-api.md` section 14).
const ACCEPTED: &str = r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#;
/// The same for a payment that came in (section 5.3).
const SUCCESS: &str = r#"{"ResultCode":0,"ResultDesc":"Success"}"#;

/// Answers what was posted to the public address.
pub(super) async fn take(pages: &Pages, source: Source, request: Request<Body>) -> Response {
    let uri = request.uri();
    let known = CallbackPath::parse(uri.path())
        .ok()
        .filter(|_| uri.query().is_none() && request.method() == Method::POST)
        .and_then(|path| {
            let kind = pages.published.find(&path.kind, now_unix_ms())?;
            Some((kind, path))
        });
    let Some((kind, path)) = known else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let begun = Instant::now();
    let _in_flight = pages.metrics.in_flight();
    if let Err(past) = pages.rates.callback(source.address, source.listed) {
        pages.metrics.became(Outcome::Limited);
        return too_often(past);
    }
    let body = match read(pages, request.into_body()).await {
        Ok(body) => body,
        Err((status, outcome)) => {
            pages.metrics.became(outcome);
            return status.into_response();
        }
    };
    let (outcome, response) = store(pages, &kind, &path, source, begun, body).await;
    pages.metrics.became(outcome);
    response
}

/// The whole body, or why not. Nothing of a body that is not whole is kept.
async fn read(pages: &Pages, body: Body) -> Result<Bytes, (StatusCode, Outcome)> {
    const TOO_LONG: (StatusCode, Outcome) = (StatusCode::PAYLOAD_TOO_LARGE, Outcome::TooLong);
    let most = pages.limits.body_len;
    // What it says about itself is enough to refuse it, never to believe it.
    if body.size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(TOO_LONG);
    }
    let whole = Limited::new(body, most).collect();
    match timeout(Duration::from_millis(pages.limits.body_ms), whole).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(TOO_LONG),
        Ok(Err(_)) => Err((StatusCode::BAD_REQUEST, Outcome::BrokenOff)),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, Outcome::TooSlow)),
    }
}

async fn store(
    pages: &Pages,
    kind: &KindInfo,
    path: &CallbackPath,
    source: Source,
    begun: Instant,
    body: Bytes,
) -> (Outcome, Response) {
    let whole_at = Instant::now();
    let at_ms = now_unix_ms();
    let sha256 = Sha256::digest(&body).into();
    let validation = (kind.use_ == Use::Validation)
        .then(|| validation::decide(pages.published.rules(kind).as_ref(), &body, &pages.limits));
    let mut body = Vec::from(body);
    let scrubbed = scrub(&mut body);
    if scrubbed {
        pages.metrics.scrubbed();
    }
    let sealed = match kind.seal_to.as_ref().map(|key| key.seal(&body)) {
        None => false,
        Some(Ok(closed)) => {
            body = closed;
            true
        }
        Some(Err(_)) => return (Outcome::NotSealed, unavailable()),
    };
    let incoming = Incoming {
        console: kind.console.clone(),
        profile: kind.profile.clone(),
        use_: kind.use_,
        request: path.request.as_str().to_owned(),
        body,
        sha256,
        scrubbed,
        sealed,
        source: source.address,
        verified: source.listed,
        at_ms,
        decision: validation.as_ref().map(|asked| asked.decision.clone()),
    };
    let (stored, answer) = match validation {
        None => {
            let stored = pages.queue.put(incoming).await.map(Some);
            (stored, fixed_answer(kind.use_).to_owned())
        }
        Some(asked) => {
            let deadline = (whole_at + asked.deadline).min(begun + validation::DEADLINE_MAX);
            let ruled = pages
                .queue
                .put_validation(incoming, asked.late, deadline)
                .await;
            match ruled {
                Ok(ruled) => (
                    Ok(ruled.stored),
                    validation::answer(ruled.decision.as_ref()),
                ),
                Err(why) => (Err(why), String::new()),
            }
        }
    };
    match stored {
        Ok(Some(place)) if place.cursor == place.event => (Outcome::Stored, json(answer)),
        Ok(Some(_)) => (Outcome::Repeated, json(answer)),
        Ok(None) => (Outcome::Late, json(answer)),
        Err(why) => (not_stored(why), unavailable()),
    }
}

fn fixed_answer(use_: Use) -> &'static str {
    match use_ {
        Use::Confirmation => SUCCESS,
        Use::Result | Use::Timeout | Use::Prompt | Use::Validation | Use::Test => ACCEPTED,
    }
}

fn not_stored(why: NotStored) -> Outcome {
    match why {
        NotStored::Busy => Outcome::Busy,
        NotStored::Slow => Outcome::Slow,
        NotStored::Full => Outcome::Full,
        NotStored::Away => Outcome::Away,
    }
}

fn json(answer: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], answer).into_response()
}

fn unavailable() -> Response {
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
