//! Calls to Safaricom through the crate `daraja`, put into words.
//!
//! Owns: making a client from a profile's items, the two checks, and what their answers mean. Stays out:
//! keyring and ledger, waiting for results, and the protocol itself (`daraja`). A secret or a token is
//! in none of the texts made here.

pub mod callback;
mod result;
mod say;
pub mod values;
mod verdict;

use std::time::Duration;

use daraja::inbound::Kind;
use daraja::{
    AppCredentials, BalanceQuery, BaseUrl, CallbackUrl, Certificate, Client, ConversationId,
    IdentifierType, Initiator, ProxyUrl, Remarks, SecretString, SecurityCredential, Settings,
    ShortCode, Submission,
};
use domain::Environment;

use crate::vault::Secret;

pub use values::safaricom;
pub use verdict::{SKEW_SECONDS_MAX, Verdict, span};

/// A clock that tells seconds since 1970 in UTC.
type Clock = fn() -> i64;

/// What a profile calls with.
pub struct Access {
    /// Its environment.
    pub environment: Environment,
    /// Where to.
    pub base_url: String,
    /// By which way out.
    pub proxy: Option<String>,
    /// Of its app.
    pub consumer_key: Secret,
    /// Of its app.
    pub consumer_secret: Secret,
}

/// An API operator.
pub struct Operator {
    /// The user name.
    pub name: String,
    /// What the password is encrypted with, as PEM; none when `secret` is the ready credential.
    pub certificate: Option<String>,
    /// The password, or the ready credential.
    pub secret: Secret,
}

/// A client for one profile.
pub struct Caller {
    client: Client,
    environment: Environment,
}

/// A question that was taken and whose result is to come.
pub struct Asked {
    conversation_id: ConversationId,
    environment: Environment,
    /// Their clock and ours when it was taken.
    clocks: (Option<chrono::DateTime<chrono::Utc>>, i64),
}

impl Caller {
    /// A client with a profile's items. `heard` is told the server's clock of every answer, in seconds since
    /// 1970 in UTC.
    ///
    /// # Errors
    /// The verdict when an item that was taken once is not taken any more.
    pub fn new(
        access: &Access,
        heard: impl Fn(i64) + Send + Sync + 'static,
    ) -> Result<Self, Verdict> {
        let purpose = values::purpose(access.environment);
        let base = BaseUrl::parse(&access.base_url, purpose)
            .map_err(|error| unusable("base address", &error))?;
        let key = secret_text(&access.consumer_key).ok_or_else(|| no_text("consumer key"))?;
        let secret =
            secret_text(&access.consumer_secret).ok_or_else(|| no_text("consumer secret"))?;
        let app = AppCredentials::new(&key, &secret)
            .map_err(|error| unusable("consumer key or secret", &error))?;
        let mut settings = Settings::new(base, app).on_date(move |date| heard(date.timestamp()));
        if let Some(proxy) = &access.proxy {
            let proxy = ProxyUrl::parse(proxy).map_err(|error| unusable("proxy", &error))?;
            settings = settings.proxy(proxy);
        }
        let client = Client::new(settings).map_err(|error| {
            Verdict::unclear(format!("Nothing was sent: {error}."))
                .with_remedy("Start Patanisha again; if it stays, tell support this text.")
        })?;
        Ok(Self {
            client,
            environment: access.environment,
        })
    }

    /// Fetches a token anew.
    pub async fn token(&self, clock: Clock) -> Verdict {
        match self.client.check_token().await {
            Ok(facts) => Verdict::passed(format!(
                "{} gave a token: the consumer key and secret work.",
                say::who(self.environment)
            ))
            .with_clock(facts.date, clock()),
            Err(error) => say::call_error(&error, clock()),
        }
    }

    /// Asks for the balances. Sent once, never again by itself.
    ///
    /// # Errors
    /// The verdict when the question was not taken, or nobody knows.
    pub async fn ask_balance(
        &self,
        operator: &Operator,
        short_code: &str,
        (result_url, timeout_url): (&str, &str),
        clock: Clock,
    ) -> Result<Asked, Verdict> {
        let initiator = initiator(operator)?;
        let purpose = values::purpose(self.environment);
        let url = |text| {
            CallbackUrl::parse(text, purpose).map_err(|error| unusable("callback address", &error))
        };
        let query = BalanceQuery {
            short_code: ShortCode::parse(short_code)
                .map_err(|error| unusable("short code", &error))?,
            identifier_type: IdentifierType::ShortCode,
            remarks: Remarks::parse("Balance check").expect("letters and a blank are remarks"),
            result_url: url(result_url)?,
            timeout_url: url(timeout_url)?,
        };
        match self.client.balance(&initiator, &query).await {
            Submission::Accepted(taken) => Ok(Asked {
                conversation_id: taken.conversation_id,
                environment: self.environment,
                clocks: (taken.date, clock()),
            }),
            Submission::Refused(refusal) => Err(say::refusal(&refusal, clock())),
            Submission::Unclear(unclear) => {
                Err(say::unclear(&unclear, clock()).with_remedy(say::LOCK_REMEDY))
            }
        }
    }
}

impl Asked {
    /// What a delivery to the result address says; `None` when it is not the last word on this question.
    #[must_use]
    pub fn verdict(&self, body: &[u8]) -> Option<Verdict> {
        let read = daraja::inbound::read(Some(Kind::Result), body);
        let verdict = result::verdict(&read.body, &self.conversation_id, self.environment)?;
        Some(verdict.with_clock(self.clocks.0, self.clocks.1))
    }

    /// The verdict when nothing came.
    #[must_use]
    pub fn silent(&self, waited: Duration, timed_out: bool) -> Verdict {
        say::silent(self.environment, waited, timed_out).with_clock(self.clocks.0, self.clocks.1)
    }
}

fn initiator(of: &Operator) -> Result<Initiator, Verdict> {
    const NAME: &str = "initiator name";
    let secret = secret_text(&of.secret).ok_or_else(|| no_text("initiator password"))?;
    let credential = match &of.certificate {
        None => SecurityCredential::ready(&secret)
            .map_err(|error| unusable("security credential", &error))?,
        Some(pem) => {
            let certificate = Certificate::parse(pem.as_bytes())
                .map_err(|error| unusable("certificate", &error))?;
            SecurityCredential::encrypt(&secret, &certificate)
                .map_err(|error| unusable("initiator password", &error))?
        }
    };
    Initiator::new(&of.name, credential).map_err(|error| unusable(NAME, &error))
}

/// A secret as the client takes it; `None` when it is no text.
fn secret_text(of: &Secret) -> Option<SecretString> {
    std::str::from_utf8(of.reveal())
        .ok()
        .map(SecretString::from)
}

fn no_text(what: &str) -> Verdict {
    Verdict::failed(format!(
        "Nothing was sent: the {what} that the keyring holds is not text."
    ))
    .with_remedy(format!("Give the {what} again."))
}

fn unusable(what: &str, why: &dyn std::error::Error) -> Verdict {
    Verdict::failed(format!(
        "Nothing was sent: the {what} can't be used ({why})."
    ))
    .with_remedy(format!("Give the {what} again."))
}
