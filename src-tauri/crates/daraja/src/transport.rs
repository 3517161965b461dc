//! One request out, one answer in, over TLS.
//!
//! Owns: the two HTTP clients and every switch on them; the limits on time and size; telling a request
//! that never left from one that may have arrived ([`failure`]). Stays out: tokens, retries (there are
//! none here), and what an answer means.
//!
//! Switched off on purpose: redirects (an answer from elsewhere proves nothing), the library's own
//! retries, proxies found in the environment, HTTP/2, and, for every call that a person or an account
//! pays for, the reuse of connections: a server may close an idle connection at the moment a request is
//! written to it, and nobody can say afterwards whether it was read.

mod failure;

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER,
};
use secrecy::ExposeSecret;

use crate::api::Method;
use crate::settings::DateHeard;
use crate::{Api, BaseUrl, Settings, SettingsError};
pub(crate) use failure::Failure;
pub use failure::{NotSent, Step};

/// Longest answer read, in bytes. Real ones are below 10 KB; a day of Pull transactions below 100 KB.
pub const ANSWER_LEN_MAX: usize = 256 * 1024;
/// How long a connection for questions may lie idle.
const IDLE_MAX: Duration = Duration::from_secs(15);

/// Sends requests to one base address.
pub(crate) struct Transport {
    base: BaseUrl,
    /// A new connection for each request.
    fresh: reqwest::Client,
    /// Connections are kept for a moment; for questions that may be asked twice.
    reusing: reqwest::Client,
    /// Who hears the server's clock.
    date_heard: Option<DateHeard>,
}

/// An answer as it came. Not for keeping: it may repeat secrets.
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) date: Option<DateTime<Utc>>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) bytes: Vec<u8>,
    /// Whether the answer was longer than [`ANSWER_LEN_MAX`] and is cut.
    pub(crate) cut: bool,
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            base: settings.base.clone(),
            fresh: client(settings, 0)?,
            reusing: client(settings, 4)?,
            date_heard: settings.date_heard.clone(),
        })
    }

    /// Sends one request and reads its answer. Never sends twice.
    pub(crate) async fn send(
        &self,
        api: Api,
        authorization: HeaderValue,
        body: Option<&[u8]>,
    ) -> Result<Received, Failure> {
        let started = Instant::now();
        let answer = self.exchange(api, authorization, body).await;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &answer {
            Ok(received) => {
                tracing::debug!(api = api.name(), status = received.status, ms, "answered");
            }
            Err(failure) => {
                tracing::debug!(
                    api = api.name(),
                    failure = failure.word(),
                    ms,
                    "not answered"
                );
            }
        }
        answer
    }

    async fn exchange(
        &self,
        api: Api,
        mut authorization: HeaderValue,
        body: Option<&[u8]>,
    ) -> Result<Received, Failure> {
        authorization.set_sensitive(true);
        let client = if reuses(api) {
            &self.reusing
        } else {
            &self.fresh
        };
        let url = self.base.join(api.path());
        let request = match api.method() {
            Method::Get => client.get(url),
            Method::Post => client
                .post(url)
                .header(CONTENT_TYPE, "application/json")
                .body(body.unwrap_or_default().to_vec()),
        };
        let request = request
            .header(AUTHORIZATION, authorization)
            .header(ACCEPT, "application/json");
        let mut response = request.send().await.map_err(|error| Failure::of(&error))?;
        let mut received = Received {
            status: response.status().as_u16(),
            date: date(response.headers()),
            retry_after: retry_after(response.headers()),
            bytes: Vec::new(),
            cut: false,
        };
        if let (Some(date), Some(heard)) = (received.date, &self.date_heard) {
            heard(date);
        }
        loop {
            // The request was sent whole, whatever goes wrong from here.
            let piece = response
                .chunk()
                .await
                .map_err(|error| Failure::after(&error))?;
            let Some(piece) = piece else {
                return Ok(received);
            };
            let room = ANSWER_LEN_MAX.saturating_sub(received.bytes.len());
            received.bytes.extend(piece.iter().take(room));
            if piece.len() > room {
                received.cut = true;
                return Ok(received);
            }
        }
    }
}

/// Only questions that change nothing and ask no operator's password.
fn reuses(api: Api) -> bool {
    matches!(
        api,
        Api::StkQuery | Api::PullQuery | Api::Qr | Api::NameCheck
    )
}

fn client(settings: &Settings, idle_max: usize) -> Result<reqwest::Client, SettingsError> {
    let timeouts = settings.timeouts;
    let mut builder = reqwest::Client::builder()
        .user_agent(settings.checked_user_agent()?)
        .http1_only()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(timeouts.connect())
        .read_timeout(timeouts.read())
        .timeout(timeouts.total())
        .pool_max_idle_per_host(idle_max)
        .pool_idle_timeout(IDLE_MAX);
    if let Some(proxy) = &settings.proxy {
        // For https only: plain http goes to this computer and nowhere else.
        let mut by = reqwest::Proxy::https(proxy.address()).map_err(|_| SettingsError::Proxy)?;
        if let Some((user, password)) = proxy.login() {
            by = by.basic_auth(user, password.expose_secret());
        }
        builder = builder.proxy(by);
    }
    builder
        .build()
        .map_err(|error| SettingsError::Tls(failure::chain(&error)))
}

/// The server's clock, for comparing with ours.
fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

/// `Retry-After` in seconds, or as a date counted from the answer's own `Date`.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::from_secs(u64::from(seconds)));
    }
    let until = http_date(text)?;
    let from = date(headers).unwrap_or_else(Utc::now);
    Some((until - from).to_std().unwrap_or_default())
}

/// `Tue, 10 Mar 2026 12:04:09 GMT`
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text.trim())
        .ok()
        .map(|date| date.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(reqwest::header::HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let seconds = |pairs: &[_]| retry_after(&headers(pairs)).map(|after| after.as_secs());
        assert_eq!(seconds(&[(RETRY_AFTER, "120")]), Some(120));
        let day = "Tue, 10 Mar 2026 12:04:09 GMT";
        let later = "Tue, 10 Mar 2026 12:04:39 GMT";
        assert_eq!(seconds(&[(RETRY_AFTER, later), (DATE, day)]), Some(30));
        assert_eq!(seconds(&[(RETRY_AFTER, day), (DATE, later)]), Some(0));
        assert_eq!(seconds(&[(RETRY_AFTER, day)]), Some(0), "in the past");
        for odd in ["-1", "soon", "", "99999999999"] {
            assert_eq!(seconds(&[(RETRY_AFTER, odd)]), None, "{odd}");
        }
    }

    #[test]
    fn nothing_that_moves_money_or_names_an_operator_shares_a_connection() {
        for api in Api::ALL {
            assert!(
                !(reuses(api) && (api.moves_money() || api.needs_initiator())),
                "{api}"
            );
        }
    }
}
