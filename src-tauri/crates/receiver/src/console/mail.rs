//! Letters between desktops of one business: sealed by the sender, carried unread.

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use super::refusal::Refused;
use super::{Console, take};
use crate::inbox::Letter;
use crate::wire::{LetterOut, Letters, Mail, Mailed};

/// Letters in one answer, at most.
pub const LETTERS_MAX: usize = 50;
/// Bytes of letters in one answer, after which no more are added.
const ANSWER_LEN: usize = super::deliveries::ANSWER_LEN;
/// Longest fingerprint of a desktop.
const FINGERPRINT_LEN_MAX: usize = 128;
/// What stands around a letter's base64 in JSON, in bytes.
const AROUND_LEN: usize = 1_024;

/// `?to=&after=&limit=`
#[derive(Debug, Deserialize)]
pub struct Asked {
    to: String,
    #[serde(default)]
    after: i64,
    limit: Option<usize>,
}

/// `?to=`
#[derive(Debug, Deserialize)]
pub struct Whose {
    to: String,
}

/// `POST mail`
pub async fn put_in(State(console): State<Console>, body: Body) -> Result<Json<Mailed>, Refused> {
    let most = console.limits.letter_len;
    let base64_len = most
        .div_ceil(3)
        .saturating_mul(4)
        .saturating_add(AROUND_LEN);
    let mail: Mail = match take::json(&console, body, base64_len).await {
        Err(Refused::TooLarge { .. }) => return Err(Refused::TooLarge { most }),
        other => other?,
    };
    let to = fingerprint(mail.to)?;
    let Ok(body) = BASE64_STANDARD.decode(&mail.body) else {
        return Err(Refused::Unreadable("body is not base64".to_owned()));
    };
    if body.len() > most {
        return Err(Refused::TooLarge { most });
    }
    let letter = Letter {
        id: 0,
        to,
        body,
        at_ms: (console.now_ms)(),
    };
    let most = console.limits.letters_per_desk;
    let put = console.inbox.put_letter(letter, most).await?;
    let id = put.ok_or(Refused::BoxFull { most })?;
    Ok(Json(Mailed { id }))
}

/// `GET mail`
pub async fn read(
    State(console): State<Console>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Letters>, Refused> {
    let asked = take::query(asked)?;
    let to = fingerprint(asked.to)?;
    let limit = asked.limit.unwrap_or(LETTERS_MAX).clamp(1, LETTERS_MAX);
    let (mut letters, mut len, mut after) = (Vec::new(), 0_usize, asked.after);
    while letters.len() < limit && len < ANSWER_LEN {
        // One by one: two of the longest are more than an answer holds.
        let Some(letter) = console.inbox.letters(&to, after, 1).await?.pop() else {
            break;
        };
        after = letter.id;
        len = len.saturating_add(letter.body.len());
        letters.push(LetterOut {
            id: letter.id,
            body: BASE64_STANDARD.encode(&letter.body),
            at_ms: letter.at_ms,
        });
    }
    Ok(Json(Letters { letters }))
}

/// `DELETE mail/{id}`. A letter that is not there is taken out already.
pub async fn take_out(
    State(console): State<Console>,
    Path(id): Path<String>,
    whose: Result<Query<Whose>, QueryRejection>,
) -> Result<StatusCode, Refused> {
    let to = fingerprint(take::query(whose)?.to)?;
    let Ok(id) = id.parse() else {
        return Err(Refused::Unreadable(
            "a letter's number is digits".to_owned(),
        ));
    };
    console.inbox.drop_letter(&to, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn fingerprint(text: String) -> Result<String, Refused> {
    let fits = (1..=FINGERPRINT_LEN_MAX).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte));
    if fits {
        Ok(text)
    } else {
        Err(Refused::Unreadable(
            "to is a desktop's fingerprint of at most 128 letters and digits".to_owned(),
        ))
    }
}
