//! The answer to the token call: a token and its life, or why there is none (`daraja-api.md` section 2).

use std::time::Duration;

use secrecy::SecretString;

use crate::clock::Moment;
use crate::loose::scan;
use crate::outcome::{Verdict, judge};
use crate::reply::Said;
use crate::tokens::TokenFacts;
use crate::transport::{Failure, Received};
use crate::{Api, CallError, Proof, Refusal, Reply, TokenTrouble, Uncertainty};

/// A token is not used in the last five minutes of its life.
const EARLY: Duration = Duration::from_secs(300);
/// The documented life of a token. A longer one is not believed.
const LIFE_MAX: Duration = Duration::from_secs(3_600);
/// The life of a token that comes without one.
const LIFE_UNSTATED: Duration = Duration::from_secs(600);
/// Longest token taken, in characters. Those seen have 28.
const TOKEN_LEN_MAX: usize = 2_048;

/// A token as granted.
pub(super) struct Grant {
    pub(super) token: SecretString,
    pub(super) asked_at: Moment,
    pub(super) usable: Duration,
    pub(super) facts: TokenFacts,
}

/// How long a token of this life is used: five minutes less, or half of a short one.
fn usable(expires_in: Option<Duration>) -> Duration {
    let life = expires_in.unwrap_or(LIFE_UNSTATED).min(LIFE_MAX);
    if life >= EARLY * 2 {
        life.saturating_sub(EARLY)
    } else {
        life / 2
    }
}

/// Reads what came of the token call.
pub(super) fn read(
    answer: Result<Received, Failure>,
    asked_at: Moment,
    secrets: &[&str],
) -> Result<Grant, CallError> {
    let received = match answer {
        Ok(received) => received,
        Err(Failure::NotSent(unsent)) => return Err(none(TokenTrouble::NotSent(unsent), "", None)),
        Err(Failure::Lost(why)) => {
            return Err(none(TokenTrouble::NoAnswer, &why.to_string(), None));
        }
    };
    if (200..300).contains(&received.status)
        && !received.cut
        && let Some((token, expires_in)) = token(&received.bytes)
    {
        let facts = TokenFacts {
            expires_in,
            date: received.date,
        };
        return Ok(Grant {
            token,
            asked_at,
            usable: usable(expires_in),
            facts,
        });
    }
    let reply = Reply::keep(&received, secrets);
    let said = Said::read(&reply.body);
    let trouble = trouble(&reply, &said);
    let message = said.message().to_owned();
    Err(none(trouble, &message, Some(reply)))
}

/// The token and its life, if they are there.
pub(super) fn token(bytes: &[u8]) -> Option<(SecretString, Option<Duration>)> {
    let reading = scan(bytes).ok()?;
    let token = reading.root.text_of(&["access_token"])?;
    let fits =
        (1..=TOKEN_LEN_MAX).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_graphic());
    let seconds = reading.root.text_of(&["expires_in"]);
    let life = seconds.and_then(|text| text.split('.').next()?.trim().parse::<u32>().ok());
    fits.then(|| {
        let life = life.map(|seconds| Duration::from_secs(u64::from(seconds)));
        (SecretString::from(token), life)
    })
}

/// What an answer without a token means. The call has no input but key and secret, so 400 and 401 are
/// about them; some say so with an empty body.
fn trouble(reply: &Reply, said: &Said) -> TokenTrouble {
    let ours = matches!(
        said,
        Said::Daraja(_) | Said::Gateway(crate::GatewayPage::Empty, _)
    );
    let about_grant = said.error_code() == Some("400.008.02");
    match judge(Api::Token, reply, said) {
        Verdict::Refused(Proof::EdgeRefused) => TokenTrouble::EdgeRefused,
        Verdict::Refused(Proof::Throttled | Proof::Quota) => TokenTrouble::Throttled,
        _ if reply.status == 401 => TokenTrouble::Credentials,
        _ if reply.status == 400 && ours && !about_grant => TokenTrouble::Credentials,
        Verdict::Unclear(Uncertainty::Unlisted(_, Some(code))) if code == "400.008.01" => {
            TokenTrouble::Credentials
        }
        _ => TokenTrouble::NoAnswer,
    }
}

/// No token: whatever it was wanted for was not sent.
fn none(trouble: TokenTrouble, message: &str, reply: Option<Reply>) -> CallError {
    CallError::Refused(Refusal {
        proof: Proof::NoToken(trouble),
        message: message.to_owned(),
        reply,
    })
}

#[cfg(test)]
#[path = "grant_tests.rs"]
mod tests;
