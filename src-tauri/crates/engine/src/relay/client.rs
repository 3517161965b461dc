//! The client: one method for each thing that a console asks of its receiver.

use std::fmt;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Method, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::RelayError;
use super::exchange::{self, ANSWER_MAX, Received};
use super::wire::{
    Acknowledge, Deliveries, Fence, Fenced, PREFIX, Position, Publication, Published, Refusal,
    Status, WAIT_MS_MAX,
};
use crate::audit::unhex;
use crate::vault::Secret;

/// Deliveries asked for at once.
pub const PAGE: usize = 100;
/// Longest text of a place, version or source in an answer, in bytes.
const WORD_LEN_MAX: usize = 200;

/// Where a receiver is and how it is spoken to.
#[derive(Debug, Clone)]
pub struct RelayAddress {
    /// `https://pay.example.co.ke`, or plain http to this computer.
    pub url: String,
    /// The one certificate that is trusted, as PEM; none for those the system trusts.
    pub certificate: Option<String>,
    /// The bearer token.
    pub token: Secret,
}

/// An answer, and the receiver's clock when it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// What was answered.
    pub value: T,
    /// Seconds since 1970 in UTC, from the `Date` header.
    pub date: Option<i64>,
}

/// A client of one receiver. Cheap to clone.
#[derive(Clone)]
pub struct Relay {
    client: Client,
    base: Url,
    authorization: HeaderValue,
}

impl Relay {
    /// A client of the receiver at an address. Nothing is asked yet.
    ///
    /// # Errors
    /// [`RelayError::Settings`] when the address, the certificate or the token can't be used.
    pub fn new(at: &RelayAddress) -> Result<Self, RelayError> {
        let mut bearer = b"Bearer ".to_vec();
        bearer.extend_from_slice(at.token.reveal().trim_ascii());
        let mut authorization = HeaderValue::from_bytes(&bearer).map_err(|_| {
            RelayError::Settings("the token has characters that no token has".to_owned())
        })?;
        authorization.set_sensitive(true);
        Ok(Self {
            client: exchange::client(at.certificate.as_deref())?,
            base: exchange::address(&at.url)?,
            authorization,
        })
    }

    /// How the receiver is.
    ///
    /// # Errors
    /// See [`RelayError`].
    pub async fn status(&self) -> Result<Answer<Status>, RelayError> {
        let answer: Answer<Status> = self
            .ask(Method::GET, "status", None::<&()>, Duration::ZERO)
            .await?;
        let of = &answer.value;
        let place = &of.position;
        let words = [&of.version, &of.console, &of.store];
        let sound = place.acknowledged >= 0
            && place.last >= 0
            && place.backlog >= 0
            && words.iter().all(|word| word.len() <= WORD_LEN_MAX);
        sound
            .then_some(answer)
            .ok_or_else(|| odd("its state makes no sense"))
    }

    /// Replaces what the receiver does for this console.
    ///
    /// # Errors
    /// [`RelayError::Version`] when it holds a version that is not lower and another text; see
    /// [`RelayError`].
    pub async fn publish(&self, of: &Publication) -> Result<Published, RelayError> {
        let received = self
            .send(Method::PUT, "publication", Some(of), Duration::ZERO)
            .await?;
        if received.status == 409 {
            return Err(RelayError::Version(read::<Published>(&received)?.version));
        }
        let published: Published = answered(&received)?;
        if published.version == of.version {
            Ok(published)
        } else {
            Err(RelayError::Version(published.version))
        }
    }

    /// Deliveries after a place, in order; waits up to `wait` when there is none.
    ///
    /// # Errors
    /// [`RelayError::Stranger`] when places do not rise or a delivery is none; see [`RelayError`].
    pub async fn deliveries(
        &self,
        after: i64,
        wait: Duration,
    ) -> Result<Answer<Deliveries>, RelayError> {
        let wait_ms = u64::try_from(wait.as_millis())
            .unwrap_or(WAIT_MS_MAX)
            .min(WAIT_MS_MAX);
        let path = format!("deliveries?after={after}&limit={PAGE}&wait_ms={wait_ms}");
        let answer: Answer<Deliveries> = self
            .ask(
                Method::GET,
                &path,
                None::<&()>,
                Duration::from_millis(wait_ms),
            )
            .await?;
        check_page(&answer.value, after)?;
        Ok(answer)
    }

    /// Tells that everything up to a place is kept here.
    ///
    /// # Errors
    /// See [`RelayError`].
    pub async fn acknowledge(&self, cursor: i64) -> Result<Position, RelayError> {
        let body = Acknowledge { cursor };
        let answer: Answer<Position> = self
            .ask(Method::POST, "acknowledge", Some(&body), Duration::ZERO)
            .await?;
        Ok(answer.value)
    }

    /// Tells the lease's generation and the last send's number, and hears whether another console is ahead.
    ///
    /// # Errors
    /// See [`RelayError`]. Being held is no error.
    pub async fn fence(&self, of: &Fence) -> Result<Fenced, RelayError> {
        let received = self
            .send(Method::POST, "fence", Some(of), Duration::ZERO)
            .await?;
        let fenced: Fenced = match received.status {
            409 => read(&received)?,
            _ => answered(&received)?,
        };
        let same =
            fenced.held.short_code == of.short_code && fenced.held.environment == of.environment;
        if !same || fenced.passed != (received.status == 200) {
            return Err(odd("what it says of the fence is about something else"));
        }
        Ok(fenced)
    }

    /// Posts a body to a public callback address, as Safaricom does: without the token.
    ///
    /// # Errors
    /// See [`RelayError`]; [`RelayError::Refused`] when the address is not known there.
    pub async fn post_callback(&self, url: &str, body: Vec<u8>) -> Result<(), RelayError> {
        let url = exchange::address(url)?;
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        let received = exchange::exchange(request, ANSWER_MAX).await?;
        match received.status {
            200 => Ok(()),
            _ => Err(failed(&received)),
        }
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
        wait: Duration,
    ) -> Result<Answer<T>, RelayError> {
        let received = self.send(method, path, body, wait).await?;
        let value = answered(&received)?;
        Ok(Answer {
            value,
            date: received.date,
        })
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
        wait: Duration,
    ) -> Result<Received, RelayError> {
        let url = format!(
            "{}{PREFIX}/{path}",
            self.base.as_str().trim_end_matches('/')
        );
        let mut request = self
            .client
            .request(method, url)
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, "application/json");
        if let Some(body) = body {
            let text =
                serde_json::to_vec(body).map_err(|_| odd("a request could not be written"))?;
            request = request.header(CONTENT_TYPE, "application/json").body(text);
        }
        exchange::exchange(request, ANSWER_MAX.saturating_add(wait)).await
    }
}

/// Places rise, none is before what was asked, and hashes are hashes.
fn check_page(of: &Deliveries, after: i64) -> Result<(), RelayError> {
    if of.deliveries.len() > PAGE {
        return Err(odd("it sent more deliveries than were asked for"));
    }
    let mut last = after;
    for delivery in &of.deliveries {
        if delivery.cursor <= last || delivery.event > delivery.cursor || delivery.event <= 0 {
            return Err(odd("its deliveries are not in order"));
        }
        let lengths = [&delivery.profile, &delivery.source, &delivery.request];
        if unhex::<32>(&delivery.sha256).is_none()
            || lengths.iter().any(|text| text.len() > WORD_LEN_MAX * 10)
        {
            return Err(odd("one of its deliveries is none"));
        }
        if delivery.body.is_none() && delivery.event == delivery.cursor {
            return Err(odd("a first delivery came without its body"));
        }
        last = delivery.cursor;
    }
    if of.next < last || of.backlog < 0 {
        return Err(odd("its next place is before the last delivery"));
    }
    Ok(())
}

fn answered<T: DeserializeOwned>(received: &Received) -> Result<T, RelayError> {
    match received.status {
        200 => read(received),
        _ => Err(failed(received)),
    }
}

fn failed(received: &Received) -> RelayError {
    match received.status {
        401 | 403 | 404 => RelayError::Refused,
        429 | 502 | 503 | 504 => RelayError::Busy(received.status),
        status => match read::<Refusal>(received) {
            Ok(refusal) => RelayError::Told(refusal),
            Err(_) => odd(&format!("it answered {status}")),
        },
    }
}

fn read<T: DeserializeOwned>(received: &Received) -> Result<T, RelayError> {
    serde_json::from_slice(&received.bytes).map_err(|_| odd("its answer can't be read"))
}

fn odd(why: &str) -> RelayError {
    RelayError::Stranger(why.to_owned())
}

/// Host only.
impl fmt::Debug for Relay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Relay({})", self.base.host_str().unwrap_or_default())
    }
}
