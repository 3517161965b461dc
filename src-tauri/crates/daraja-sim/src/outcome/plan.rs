//! What happens to one accepted request, and when: the play that an [`Outcome`](super::Outcome) names.
//!
//! All times count from the instant the request was received, in virtual milliseconds.

use serde::{Deserialize, Serialize};

use super::code::ResultCode;
use crate::gateway::hand::{Hand, Reply};

/// What is posted to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// The true result, as execution left it.
    Result,
    /// A result that says this, whatever is true.
    Claim(ResultCode),
    /// A result of type 1: more will follow.
    Waiting,
    /// The original request, echoed to the queue-timeout address.
    Timeout,
    /// The true result, made and never sent.
    Lost,
}

/// One post of a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PlannedPost {
    pub(crate) after_ms: u64,
    pub(crate) what: What,
}

/// What Transaction Status tells before it tells the truth.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct StatusPlay {
    /// So many queries are told that it doesn't exist.
    pub(crate) hidden: u32,
    /// Queries are told that it doesn't exist until it is executed.
    pub(crate) hidden_until_executed: bool,
    /// So many queries are told `Initiated`.
    pub(crate) pending: u32,
}

/// The whole play.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// Whether the request gets past the gateway. If not, nothing is remembered of it.
    pub(crate) reached: bool,
    /// What the connection sees.
    pub(crate) hand: Hand,
    /// What is answered instead of the acknowledgement.
    pub(crate) reply: Option<Reply>,
    /// When it is carried out; `None`: never.
    pub(crate) execute_ms: Option<u64>,
    /// What its result says instead of the truth; no money moves then.
    pub(crate) forced: Option<ResultCode>,
    /// What is posted.
    pub(crate) posts: Vec<PlannedPost>,
    /// What status queries are told first.
    pub(crate) status: StatusPlay,
    /// Carried out and posted before the acknowledgement leaves.
    pub(crate) before_answer: bool,
}

impl Plan {
    /// Carried out half way to its result, which comes after `delay_ms`.
    pub(crate) fn usual(delay_ms: u64) -> Self {
        Self {
            reached: true,
            hand: Hand::Answer,
            reply: None,
            execute_ms: Some(delay_ms / 2),
            forced: None,
            posts: vec![PlannedPost {
                after_ms: delay_ms,
                what: What::Result,
            }],
            status: StatusPlay::default(),
            before_answer: false,
        }
    }

    /// The same with a result that says this, and no money moved.
    pub(crate) fn failing(mut self, code: impl Into<ResultCode>) -> Self {
        self.forced = Some(code.into());
        self
    }

    /// The same with other posts.
    pub(crate) fn posting(mut self, posts: impl IntoIterator<Item = (u64, What)>) -> Self {
        self.posts = posts
            .into_iter()
            .map(|(after_ms, what)| PlannedPost { after_ms, what })
            .collect();
        self
    }

    /// The same carried out at another time, or never.
    pub(crate) fn executed(mut self, at_ms: Option<u64>) -> Self {
        self.execute_ms = at_ms;
        self
    }

    /// The same with another end of the exchange.
    pub(crate) fn ending(mut self, hand: Hand, reply: Option<Reply>) -> Self {
        self.hand = hand;
        self.reply = reply;
        self
    }

    /// The same, turned away before it did anything.
    pub(crate) fn not_reached(mut self) -> Self {
        self.reached = false;
        self
    }
}
