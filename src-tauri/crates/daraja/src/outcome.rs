//! What an answer proves.
//!
//! Owns: [`Submission`], the three answers to "was it taken?"; [`CallError`], the two ways a question
//! goes without an answer; and the table that tells them apart ([`judge`], `daraja-api.md` section
//! 6.3). Stays out: what became of the money. That is never in the answer to a request; it is called
//! back.

mod judge;
mod proof;
mod uncertainty;

use std::fmt;
use std::time::Duration;

use crate::Reply;
pub(crate) use judge::{Verdict, is_zeros, judge, refuses_token};
pub use proof::{Again, PromptRefusal, Proof, TokenTrouble};
pub use uncertainty::Uncertainty;

/// The answer to a request that moves money, asks a person to pay, or asks M-Pesa something that it
/// answers later.
///
/// Nothing here says that money moved. `Accepted` says that the request is in M-Pesa's queue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an answer that is not looked at is money nobody looks after"]
pub enum Submission<A> {
    /// In the queue; the outcome is called back.
    Accepted(A),
    /// Proven not in the queue, and never will be by itself.
    Refused(Refusal),
    /// Perhaps in the queue. Ask (Transaction Status) or look (the statement); never send it again under
    /// another id.
    Unclear(Unclear),
}

/// A request that was turned away, and the proof that it was.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What proves it.
    pub proof: Proof,
    /// What Daraja or the gateway said, secrets and phone numbers taken out; empty when it said nothing.
    pub message: String,
    /// The answer, when there was one.
    pub reply: Option<Reply>,
}

/// A request of which nobody can say whether it was taken.
#[derive(Clone, PartialEq, Eq)]
pub struct Unclear {
    /// Why.
    pub why: Uncertainty,
    /// What Daraja or the gateway said, secrets and phone numbers taken out; empty when it said nothing.
    pub message: String,
    /// The answer, when there was one.
    pub reply: Option<Reply>,
}

/// A question that went without an answer. Questions change nothing: asking again is harmless, and
/// [`CallError::again`] says when it makes sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// It was turned away.
    #[error("{0}")]
    Refused(Refusal),
    /// It was lost, or what came back is not an answer.
    #[error("{0}")]
    Unclear(Unclear),
}

impl Refusal {
    /// Whether, and when, the same request may be offered again.
    #[must_use]
    pub fn again(&self) -> Again {
        let wait = self.reply.as_ref().and_then(|reply| reply.retry_after);
        self.proof.again(wait)
    }

    /// What is behind it and what to do, in a sentence or two.
    #[must_use]
    pub fn explanation(&self) -> &'static str {
        self.proof.explanation()
    }
}

impl CallError {
    /// What Daraja or the gateway said, secrets and phone numbers taken out.
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Self::Refused(refusal) => &refusal.message,
            Self::Unclear(unclear) => &unclear.message,
        }
    }

    /// The answer, when there was one.
    #[must_use]
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Refused(refusal) => refusal.reply.as_ref(),
            Self::Unclear(unclear) => unclear.reply.as_ref(),
        }
    }

    /// Whether, and when, to ask again.
    #[must_use]
    pub fn again(&self) -> Again {
        match self {
            Self::Refused(refusal) => refusal.again(),
            Self::Unclear(unclear) => {
                Again::SameIdAfter(unclear.reply.as_ref().and_then(|reply| reply.retry_after))
            }
        }
    }
}

impl<A> Submission<A> {
    /// The acknowledgement, if the request was accepted.
    #[must_use]
    pub fn accepted(self) -> Option<A> {
        match self {
            Self::Accepted(acknowledgement) => Some(acknowledgement),
            Self::Refused(_) | Self::Unclear(_) => None,
        }
    }
}

impl<A> From<CallError> for Submission<A> {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused(refusal) => Self::Refused(refusal),
            CallError::Unclear(unclear) => Self::Unclear(unclear),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.proof)?;
        quoted(out, &self.message)
    }
}

impl fmt::Display for Unclear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.why)?;
        quoted(out, &self.message)
    }
}

fn quoted(out: &mut fmt::Formatter<'_>, message: &str) -> fmt::Result {
    if message.is_empty() {
        Ok(())
    } else {
        write!(out, ": \"{message}\"")
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Refusal({self})")
    }
}

impl fmt::Debug for Unclear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Unclear({self})")
    }
}

/// The wait that a server asked for, never absurd: at most an hour.
pub(crate) fn bounded(wait: Option<Duration>) -> Option<Duration> {
    wait.map(|wait| wait.min(Duration::from_secs(3_600)))
}
