//! The client: one method per API.
//!
//! Owns: the path of every call: token, request, one answer; a refused token dropped and the same body
//! sent once more. Stays out: everything that needs to remember (rates, retries, what was paid): the
//! caller knows what a payment is, this does not.
//!
//! Nothing else is ever sent twice from here.

mod payments;
mod questions;

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::outcome::{Verdict, judge, refuses_token};
use crate::reply::Said;
use crate::tokens::Tokens;
use crate::transport::{Failure, Transport};
use crate::{
    Api, BaseUrl, CallError, Clock, Proof, Refusal, Reply, RequestBody, Settings, SettingsError,
    TokenFacts, Uncertainty, Unclear,
};

/// A client of Daraja. Cheap to clone; clones share connections and the token, and so do all clients of
/// one process with the same base address and consumer key.
///
/// A call whose future is dropped before it ends may have been sent: treat that as
/// [`Uncertainty::ConnectionLost`].
///
/// ```no_run
/// # async fn example(app: daraja::AppCredentials) -> Result<(), Box<dyn std::error::Error>> {
/// use daraja::{BaseUrl, Client, Settings};
///
/// let client = Client::new(Settings::new(BaseUrl::sandbox(), app))?;
/// let token = client.check_token().await?;
/// println!("key and secret work; the server's clock says {:?}", token.date);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    base: BaseUrl,
    transport: Arc<Transport>,
    tokens: Tokens,
    clock: Arc<dyn Clock>,
}

/// An answer and what it says.
pub(crate) struct Answered {
    pub(crate) reply: Reply,
    pub(crate) said: Said,
    /// The body as it came, nothing struck out; for the one call whose answer may look like a secret.
    pub(crate) bytes: Vec<u8>,
}

impl Client {
    /// A client made of these settings. Nothing is sent yet.
    ///
    /// # Errors
    /// When the settings cannot be used, or TLS cannot be set up on this computer.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let transport = Arc::new(Transport::new(&settings)?);
        Ok(Self {
            inner: Arc::new(Inner {
                tokens: Tokens::new(&settings, Arc::clone(&transport)),
                transport,
                base: settings.base,
                clock: settings.clock,
            }),
        })
    }

    /// Where requests go.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.inner.base
    }

    /// Fetches a token now, whether or not there is one, and uses it from here on: the test of a
    /// consumer key and secret.
    ///
    /// # Errors
    /// When there is none: always [`CallError::Refused`] with [`Proof::NoToken`].
    pub async fn check_token(&self) -> Result<TokenFacts, CallError> {
        self.inner.tokens.check().await
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.inner.clock.utc()
    }

    /// Sends a body and reads what comes back, whatever it says. A refused token is dropped and the same
    /// body sent once more with a new one: the refusal proves that the first was not taken (section 2).
    pub(crate) async fn exchange(
        &self,
        api: Api,
        body: &RequestBody,
    ) -> Result<Answered, CallError> {
        let mut again = false;
        loop {
            let token = self.inner.tokens.get().await?;
            let sent = self
                .inner
                .transport
                .send(api, token.authorization(), Some(body.as_bytes()))
                .await;
            let received = sent.map_err(lost)?;
            let reply = Reply::keep(&received, &[token.text()]);
            if received.cut {
                return Err(unclear(Uncertainty::TooLong, String::new(), reply));
            }
            let said = Said::read(&reply.body);
            if !again && refuses_token(api, &reply, &said) {
                self.inner.tokens.refused(&token);
                again = true;
                continue;
            }
            return Ok(Answered {
                reply,
                said,
                bytes: received.bytes,
            });
        }
    }

    /// Sends a body; an answer that is an error becomes one, by the table of section 6.3.
    pub(crate) async fn ask(&self, api: Api, body: &RequestBody) -> Result<Answered, CallError> {
        let answered = self.exchange(api, body).await?;
        judged(api, answered)
    }
}

/// The answer, unless it is an error.
pub(crate) fn judged(api: Api, answered: Answered) -> Result<Answered, CallError> {
    match judge(api, &answered.reply, &answered.said) {
        Verdict::Answer => Ok(answered),
        Verdict::Refused(proof) => Err(CallError::Refused(Refusal {
            proof,
            message: answered.said.message().to_owned(),
            reply: Some(answered.reply),
        })),
        Verdict::Unclear(why) => Err(answered.unclear(why)),
    }
}

impl Answered {
    /// The answer as one that proves nothing.
    pub(crate) fn unclear(self, why: Uncertainty) -> CallError {
        let message = self.said.message().to_owned();
        unclear(why, message, self.reply)
    }
}

fn unclear(why: Uncertainty, message: String, reply: Reply) -> CallError {
    CallError::Unclear(Unclear {
        why,
        message,
        reply: Some(reply),
    })
}

fn lost(failure: Failure) -> CallError {
    let message = String::new();
    match failure {
        Failure::NotSent(unsent) => CallError::Refused(Refusal {
            proof: Proof::NotSent(unsent),
            message,
            reply: None,
        }),
        Failure::Lost(why) => CallError::Unclear(Unclear {
            why,
            message,
            reply: None,
        }),
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Client({})", self.inner.base)
    }
}
