//! Why there is no answer: nothing was sent, or nobody knows.
//!
//! The line between the two is the connection. Until it is open (name, TCP, proxy tunnel, TLS) no byte
//! of the request exists outside this program. From then on the request may have been read, whatever
//! the error is called.

use std::error::Error;
use std::fmt;
use std::io;

use crate::outcome::Uncertainty;

/// Longest account of a failure kept, in characters.
const DETAIL_LEN_MAX: usize = 300;

/// A request of which no byte was sent, and where it stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSent {
    /// Where it stopped.
    pub step: Step,
    /// What the network or TLS library said.
    pub detail: String,
}

/// The steps before the first byte of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The host's name has no address, or names cannot be looked up.
    Name,
    /// No connection: refused, unreachable.
    Connect,
    /// The proxy could not be reached or did not let us through.
    Proxy,
    /// The other side could not prove who it is, or speaks no TLS that we do.
    Tls,
    /// The connection did not open in the time given.
    Slow,
    /// The request could not even be written down. A fault of this program.
    Build,
}

impl fmt::Display for NotSent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.step {
            Step::Name => "the host's name could not be looked up",
            Step::Connect => "no connection could be opened",
            Step::Proxy => "the proxy did not let the connection through",
            Step::Tls => "the other side could not prove who it is",
            Step::Slow => "the connection did not open in time",
            Step::Build => "the request could not be written",
        };
        write!(out, "nothing was sent: {what} ({})", self.detail)
    }
}

/// No answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Proven never sent.
    NotSent(NotSent),
    /// Perhaps sent.
    Lost(Uncertainty),
}

impl Failure {
    /// Of an error from sending. Only an error of the connector proves that nothing was sent.
    pub(super) fn of(error: &reqwest::Error) -> Self {
        let step = if error.is_builder() {
            Step::Build
        } else if error.is_connect() {
            step(error)
        } else {
            return Self::after(error);
        };
        let detail = chain(error);
        Self::NotSent(NotSent { step, detail })
    }

    /// Of an error after the request went out.
    pub(super) fn after(error: &reqwest::Error) -> Self {
        Self::Lost(if error.is_timeout() {
            Uncertainty::Timeout
        } else {
            Uncertainty::ConnectionLost
        })
    }

    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::NotSent(_) => "never sent",
            Self::Lost(Uncertainty::Timeout) => "timeout",
            Self::Lost(_) => "connection lost",
        }
    }
}

/// Which step a connector's error is about. Only the wording of the remedy hangs on it.
fn step(error: &reqwest::Error) -> Step {
    if error.is_dns() {
        return Step::Name;
    }
    if error.is_timeout() {
        return Step::Slow;
    }
    let text = chain(error).to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let tls = sources(error).any(|source| {
        source
            .downcast_ref::<io::Error>()
            .is_some_and(|io| io.kind() == io::ErrorKind::InvalidData)
    });
    if says(&["tunnel", "proxy"]) {
        Step::Proxy
    } else if tls || says(&["certificate", "tls", "handshake"]) {
        Step::Tls
    } else {
        Step::Connect
    }
}

fn sources<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(
        Some(error as &(dyn Error + 'static)),
        |error: &&(dyn Error + 'static)| (*error).source(),
    )
}

/// The error and its causes on one line, without the address: it adds nothing and may be long.
pub(super) fn chain(error: &reqwest::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for source in sources(error).skip(1) {
        let text = source.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
    }
    if parts.is_empty() {
        parts.push("no details".to_owned());
    }
    parts.join(": ").chars().take(DETAIL_LEN_MAX).collect()
}
