//! One token per app, shared by every task of the process.
//!
//! Owns: when a token is fetched, by whom (one task, whoever waits), when it is no longer used, and what
//! it means when there is none. Stays out: sending it (`client`).
//!
//! Asking for a token may put the earlier one out of use (`daraja-api.md` section 2), so two clients
//! of one app must not each keep their own: all that have the same base address and consumer key share
//! one. A token is dropped by generation: a call that was refused drops the token it was made with and
//! never a newer one, so a thousand calls refused together cost one refresh.

mod grant;
mod registry;
mod slot;

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::clock::Moment;
use crate::transport::Transport;
use crate::{Api, CallError, Clock, Settings};
use grant::Grant;
use slot::Slot;

/// A token in use.
pub(crate) struct Token {
    text: SecretString,
    /// Which token of this app this is, counted from one.
    generation: u64,
    asked_at: Moment,
    usable: Duration,
}

impl Token {
    /// `Bearer …`
    pub(crate) fn authorization(&self) -> HeaderValue {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.text.expose_secret()))
            .expect("a token was checked to be visible ASCII when it was read");
        value.set_sensitive(true);
        value
    }

    /// The token itself, to strike it out of what comes back.
    pub(crate) fn text(&self) -> &str {
        self.text.expose_secret()
    }

    fn is_fresh(&self, clock: &dyn Clock) -> bool {
        !self.asked_at.is_past(self.usable, clock)
    }
}

/// What is known of a token that was just fetched; not the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenFacts {
    /// How long Daraja says it lasts, if it says so.
    pub expires_in: Option<Duration>,
    /// The server's clock, for comparing with one's own.
    pub date: Option<DateTime<Utc>>,
}

/// The tokens of one app, as one client sees them.
pub(crate) struct Tokens {
    slot: Arc<Slot>,
    transport: Arc<Transport>,
    basic: SecretString,
    clock: Arc<dyn Clock>,
}

impl Tokens {
    pub(crate) fn new(settings: &Settings, transport: Arc<Transport>) -> Self {
        Self {
            slot: registry::slot(&settings.base, &settings.app.basic_authorization()),
            transport,
            basic: settings.app.basic_authorization(),
            clock: Arc::clone(&settings.clock),
        }
    }

    /// A token that is good for a while, fetched only if there is none.
    pub(crate) async fn get(&self) -> Result<Arc<Token>, CallError> {
        self.slot.get(&*self.clock, || self.fetch()).await
    }

    /// Drops a token that an API refused, unless a newer one is there already.
    pub(crate) fn refused(&self, token: &Token) {
        tracing::debug!("token refused; a new one will be asked for");
        self.slot.drop_generation(token.generation);
    }

    /// Fetches a token now, whatever is there, and keeps it.
    pub(crate) async fn check(&self) -> Result<TokenFacts, CallError> {
        let grant = Arc::new(std::sync::Mutex::new(None));
        let noted = Arc::clone(&grant);
        let fetch = self.fetch();
        self.slot
            .renew(async move {
                let got = fetch.await?;
                *slot::lock(&noted) = Some(got.facts);
                Ok(got)
            })
            .await?;
        let facts = *slot::lock(&grant);
        Ok(facts.unwrap_or(TokenFacts {
            expires_in: None,
            date: None,
        }))
    }

    /// One request for a token. Owns all it needs: it outlives the task that began it.
    fn fetch(&self) -> impl Future<Output = Result<Grant, CallError>> + Send + 'static {
        let transport = Arc::clone(&self.transport);
        let basic = self.basic.clone();
        let clock = Arc::clone(&self.clock);
        async move {
            let asked_at = Moment::now(&*clock);
            let authorization = HeaderValue::from_str(basic.expose_secret())
                .expect("key and secret were checked, and Base64 is ASCII");
            let answer = transport.send(Api::Token, authorization, None).await;
            let known = known_secrets(&basic);
            let known: Vec<&str> = known.iter().map(|secret| secret.as_str()).collect();
            grant::read(answer, asked_at, &known)
        }
    }
}

/// What the token call sends that its answer must not repeat: the encoded pair, the key, the secret.
fn known_secrets(basic: &SecretString) -> Vec<Zeroizing<String>> {
    let header = basic.expose_secret();
    let encoded = header.strip_prefix("Basic ").unwrap_or(header);
    let mut known = vec![Zeroizing::new(encoded.to_owned())];
    let pair = STANDARD
        .decode(encoded)
        .map(Zeroizing::new)
        .unwrap_or_default();
    if let Some((key, secret)) = std::str::from_utf8(&pair)
        .ok()
        .and_then(|pair| pair.split_once(':'))
    {
        known.push(Zeroizing::new(key.to_owned()));
        known.push(Zeroizing::new(secret.to_owned()));
    }
    known
}

/// The token that an answer grants, for the fuzz targets.
#[cfg(fuzzing)]
pub(crate) fn fuzzing_token(bytes: &[u8]) -> Option<String> {
    grant::token(bytes).map(|(token, _)| token.expose_secret().to_owned())
}
