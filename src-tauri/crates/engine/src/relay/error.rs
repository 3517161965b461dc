//! Why a receiver did not do what was asked of it, in words.

use std::error::Error;
use std::io;

use domain::{Problem, Retry};

use super::wire::Refusal;

/// Longest account of a failure kept, in characters.
const DETAIL_CHARS_MAX: usize = 300;

/// Why there is no answer, or not the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayError {
    /// Address or certificate can't be used.
    Settings(String),
    /// No connection could be opened.
    Unreachable(String),
    /// The other side could not prove who it is.
    Untrusted(String),
    /// The answer did not come in time, or broke off.
    Slow,
    /// The token was refused, or there is no receiver at this address: both are answered alike.
    Refused,
    /// It answers, but can't do it now: 429 or 503.
    Busy(u16),
    /// It is no receiver, or speaks another language.
    Stranger(String),
    /// What was published has a version that is not higher than the one in force.
    Version(u64),
    /// The receiver said why not.
    Told(Refusal),
}

impl RelayError {
    /// Of an error from sending or reading.
    pub(super) fn of(error: &reqwest::Error) -> Self {
        if error.is_builder() {
            return Self::Settings(chain(error));
        }
        if !error.is_connect() {
            return if error.is_timeout() || error.is_body() || error.is_request() {
                Self::Slow
            } else {
                Self::Stranger(chain(error))
            };
        }
        let text = chain(error).to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let tls = sources(error).any(|source| {
            source
                .downcast_ref::<io::Error>()
                .is_some_and(|io| io.kind() == io::ErrorKind::InvalidData)
        });
        if error.is_timeout() {
            Self::Unreachable("it did not answer in time".to_owned())
        } else if tls || says(&["certificate", "tls", "handshake"]) {
            Self::Untrusted(chain(error))
        } else {
            Self::Unreachable(chain(error))
        }
    }

    /// Whether asking again later, with nothing changed here, may work.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Slow | Self::Busy(_))
    }

    /// In words. Callbacks that came meanwhile wait at the receiver.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Settings(why) => Problem::new(
                "receiver.settings",
                format!("The receiver was not asked: its address or certificate can't be used ({why})."),
            )
            .with_remedy("Connect the receiver again with the address and certificate it was set up with."),
            Self::Unreachable(why) => Problem::new(
                "receiver.unreachable",
                format!("The receiver can't be reached ({why}). Callbacks that come meanwhile are kept there."),
            )
            .with_remedy("Check this computer's network, and that the receiver runs.")
            .with_retry(Retry::Now),
            Self::Untrusted(why) => Problem::new(
                "receiver.untrusted",
                format!("Nothing was told to the receiver: it could not prove that it is the one of this address ({why})."),
            )
            .with_remedy("Check the address. If the receiver has a certificate of its own, connect it again with that certificate."),
            Self::Slow => Problem::new(
                "receiver.slow",
                "The receiver took the connection and did not answer in time. Callbacks that come meanwhile are kept there.",
            )
            .with_remedy("Look at the receiver's load and disk.")
            .with_retry(Retry::Now),
            Self::Refused => Problem::new(
                "receiver.refused",
                "The receiver did not let this console in: the token is not one of its tokens, or no receiver answers at this address.",
            )
            .with_field("token")
            .with_remedy("Check the address, and connect again with the token that `patanisha receiver init` printed."),
            Self::Busy(status) => Problem::new(
                "receiver.busy",
                format!("The receiver can't do it now (it answered {status})."),
            )
            .with_remedy("Wait a moment. If it stays, look whether its disk is full.")
            .with_retry(Retry::Now),
            Self::Stranger(why) => Problem::new(
                "receiver.not_one",
                format!("What answers at this address is no receiver that this console knows ({why}). Nothing of its answer was kept."),
            )
            .with_field("url")
            .with_remedy("Check the address. If it is right, bring receiver and console to the same version."),
            Self::Version(version) => Problem::new(
                "receiver.version",
                format!("The receiver holds newer addresses and rules of this console (version {version})."),
            )
            .with_remedy("Make sure that no other console uses this token, then try again."),
            Self::Told(refusal) => Problem::new(
                "receiver.told",
                format!("The receiver did not do it: {}", sentence(&refusal.text)),
            )
            .with_remedy("Follow what the receiver says, then try again."),
        }
    }
}

fn sentence(text: &str) -> String {
    let text: String = text.trim().chars().take(DETAIL_CHARS_MAX).collect();
    if text.ends_with('.') {
        text
    } else {
        format!("{text}.")
    }
}

fn sources(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let now = next?;
        next = now.source();
        Some(now)
    })
}

/// What the libraries said, the innermost last. An address is in none of it: its path may hold tokens.
fn chain(error: &reqwest::Error) -> String {
    let mut told: Vec<String> = sources(error).map(ToString::to_string).collect();
    told.dedup();
    let text = told.join(": ");
    let text = if text.is_empty() {
        "no more is known".to_owned()
    } else {
        text
    };
    text.chars().take(DETAIL_CHARS_MAX).collect()
}
