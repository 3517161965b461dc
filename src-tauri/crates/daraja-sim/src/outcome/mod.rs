//! What a request's recipient, amount or script makes of it.
//!
//! [`Outcome`] names one play; [`magic`] lists which number chooses it; [`Script`] lets the control API or
//! a scenario choose. The timing of each play is in [`plays`].

pub(crate) mod code;
pub(crate) mod magic;
pub(crate) mod plan;
mod plays;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub use code::ResultCode;

/// One named play. As JSON: `"lost_callback"`, or `{"code": {"code": "999", "text": "…"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Paid, one result after the usual delay.
    Paid,
    /// Fails with 2040: the recipient isn't registered.
    Unregistered,
    /// Fails with 4: over the recipient's day limit.
    DayLimit,
    /// Fails with 8: over the recipient's balance limit.
    BalanceLimit,
    /// Fails with 1: utility too low.
    Insufficient,
    /// Fails with 2001: operator name, password or certificate.
    WrongInitiator,
    /// Fails with 8006: operator locked.
    OperatorLocked,
    /// Queue-timeout notice, then paid with a result.
    TimeoutThenPaid,
    /// Queue-timeout notice; never carried out, no result.
    TimeoutNever,
    /// Paid; the result is lost.
    LostCallback,
    /// Paid; the result comes twice.
    DuplicateCallback,
    /// Paid; the result comes before the acknowledgement.
    ResultBeforeAck,
    /// Paid; the result comes ten minutes late.
    LateResult,
    /// Paid; the connection is reset instead of an acknowledgement.
    ResetAfterExecution,
    /// Not carried out; the connection is reset.
    ResetBeforeExecution,
    /// Paid; plain HTTP 500 instead of an acknowledgement.
    ErrorAfterExecution,
    /// Not carried out; plain HTTP 500.
    ErrorWithoutExecution,
    /// The first try meets spike arrest, the next goes on.
    SpikeArrestOnce,
    /// The first try meets the quota, the next goes on.
    QuotaOnce,
    /// Paid; no answer at all.
    HangExecuted,
    /// Not carried out; no answer at all.
    HangNotExecuted,
    /// Paid; "System is busy" instead of an acknowledgement.
    BusyExecuted,
    /// Not carried out; "System is busy".
    BusyNotExecuted,
    /// Paid; "System internal error." instead of an acknowledgement.
    InternalErrorExecuted,
    /// Not carried out; "System internal error."
    InternalErrorNotExecuted,
    /// Paid, result lost; three status queries are told `Initiated`, the fourth `Completed`.
    PendingThriceThenCompleted,
    /// Status queries are told 2032 until it is paid ten minutes later.
    UnknownThenCompleted,
    /// A result says 2040, then one says paid. It is paid.
    FailureThenSuccess,
    /// A result of type 1, then the final one. Paid.
    WaitingThenPaid,
    /// Fails with `SFC_IC0003`.
    InvalidReceiver,
    /// Fails with `TP40153`.
    NoPermission,
    /// A result says 100000000 (cached), then one says paid. It is paid.
    CachedThenPaid,
    /// Acknowledged, never carried out, nothing posted.
    Silent,
    /// A result says 17 (internal failure). Not paid.
    InternalFailure,
    /// A result says 17 (internal failure). It is paid all the same.
    InternalFailureYetPaid,
    /// A result says 15 (duplicate detected). It is paid.
    DuplicateDetected,
    /// Paid; `ResponseCode` "1" instead of "0".
    NotZeroExecuted,
    /// Paid; the acknowledgement breaks off.
    TruncatedAckExecuted,
    /// Paid; the acknowledgement has no `ConversationID`.
    NoConversationIdExecuted,
    /// Fails with a code that no list has: 999.
    UnlistedCode,
    /// A result says paid, then one says 1. It is paid.
    SuccessThenFailure,
    /// Paid; the connection is closed in order, without an answer.
    CloseAfterExecution,
    /// "Duplicate OriginatorConversationID." under HTTP 200, and it is paid.
    DuplicateUnder200,
    /// Fails with any code, given by a script.
    Code(ResultCode),
    /// Fails with any code, after this long.
    CodeAfterMs {
        /// What the result says.
        code: ResultCode,
        /// Virtual milliseconds.
        after_ms: u64,
    },
    /// Paid; the result comes after this long. Two of these come in the other order.
    ResultAfterMs(u64),
}

/// Outcomes for the next requests that fit.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Name of the API (see the crate's README); without it, any.
    #[serde(default)]
    pub api: Option<String>,
    /// Recipient as sent (`254712000111`, a short code); without it, any.
    #[serde(default)]
    pub recipient: Option<String>,
    /// One for each request that fits, in this order.
    pub outcomes: VecDeque<Outcome>,
}

impl Script {
    /// Whether the script is for this request.
    pub(crate) fn fits(&self, api: &str, recipient: &str) -> bool {
        let same = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|it| it == is);
        !self.outcomes.is_empty() && same(&self.api, api) && same(&self.recipient, recipient)
    }
}
