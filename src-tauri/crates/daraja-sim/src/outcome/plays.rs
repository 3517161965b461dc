//! The timing of each [`Outcome`].

use super::code;
use super::plan::{Plan, What};
use super::{Outcome, ResultCode};
use crate::gateway::hand::{Hand, Reply};

/// How late a late result is, and how long a payment may stay unknown: ten minutes.
const LATE_MS: u64 = 600_000;
/// Between a queue-timeout notice, or a first result, and the one that follows.
const SECOND_MS: u64 = 90_000;
/// Between two copies of one result.
const COPY_MS: u64 = 1_500;

impl Outcome {
    /// The play, given the delay drawn for this request.
    pub(crate) fn plan(&self, delay: u64) -> Plan {
        let usual = Plan::usual(delay);
        let after = delay + SECOND_MS;
        let claim = |known: code::Known| What::Claim(ResultCode::from(known));
        let busy = Some(Reply::SystemBusy);
        let internal = Some(Reply::InternalError);
        let plain = Some(Reply::ServerError { status: 500 });
        match self {
            Self::Paid => usual,
            Self::Unregistered => usual.failing(code::UNREGISTERED),
            Self::DayLimit => usual.failing(code::DAY_LIMIT),
            Self::BalanceLimit => usual.failing(code::BALANCE_LIMIT),
            Self::Insufficient => usual.failing(code::INSUFFICIENT),
            Self::WrongInitiator => usual.failing(code::WRONG_INITIATOR),
            Self::OperatorLocked => usual.failing(code::OPERATOR_LOCKED),
            Self::InvalidReceiver => usual.failing(code::INVALID_RECEIVER),
            Self::NoPermission => usual.failing(code::NO_PERMISSION),
            Self::InternalFailure => usual.failing(code::INTERNAL_FAILURE),
            Self::UnlistedCode => usual.failing(ResultCode {
                code: "999".to_owned(),
                text: "The request was not completed.".to_owned(),
            }),
            Self::Code(code) => usual.failing(code.clone()),
            Self::CodeAfterMs { code, after_ms } => usual
                .executed(Some(*after_ms))
                .posting([(*after_ms, What::Result)])
                .failing(code.clone()),
            Self::TimeoutThenPaid => usual
                .executed(Some(after - 1_000))
                .posting([(delay, What::Timeout), (after, What::Result)]),
            Self::TimeoutNever => usual.executed(None).posting([(delay, What::Timeout)]),
            Self::LostCallback => usual.posting([(delay, What::Lost)]),
            Self::DuplicateCallback => {
                usual.posting([(delay, What::Result), (delay + COPY_MS, What::Result)])
            }
            Self::ResultBeforeAck => {
                let mut plan = usual.executed(Some(0)).posting([(0, What::Result)]);
                plan.before_answer = true;
                plan
            }
            Self::LateResult => usual.posting([(LATE_MS, What::Result)]),
            Self::ResultAfterMs(ms) => usual.executed(Some(ms / 2)).posting([(*ms, What::Result)]),
            Self::ResetAfterExecution => usual.ending(Hand::Reset, None),
            Self::CloseAfterExecution => usual.ending(Hand::Close, None),
            Self::ResetBeforeExecution => usual.ending(Hand::Reset, None).not_reached(),
            Self::ErrorAfterExecution => usual.ending(Hand::Answer, plain),
            Self::ErrorWithoutExecution => usual.ending(Hand::Answer, plain).not_reached(),
            Self::SpikeArrestOnce => usual
                .ending(Hand::Answer, Some(Reply::SpikeArrest))
                .not_reached(),
            Self::QuotaOnce => usual.ending(Hand::Answer, Some(Reply::Quota)).not_reached(),
            Self::HangExecuted => usual.ending(Hand::Hang, None),
            Self::HangNotExecuted => usual.ending(Hand::Hang, None).not_reached(),
            Self::BusyExecuted => usual.ending(Hand::Answer, busy),
            Self::BusyNotExecuted => usual.ending(Hand::Answer, busy).not_reached(),
            Self::InternalErrorExecuted => usual.ending(Hand::Answer, internal),
            Self::InternalErrorNotExecuted => usual.ending(Hand::Answer, internal).not_reached(),
            Self::PendingThriceThenCompleted => {
                let mut plan = usual.posting([(delay, What::Lost)]);
                plan.status.pending = 3;
                plan
            }
            Self::UnknownThenCompleted => {
                let mut plan = usual
                    .executed(Some(LATE_MS - 1_000))
                    .posting([(LATE_MS, What::Result)]);
                plan.status.hidden_until_executed = true;
                plan
            }
            Self::FailureThenSuccess => {
                usual.posting([(delay, claim(code::UNREGISTERED)), (after, What::Result)])
            }
            Self::SuccessThenFailure => {
                usual.posting([(delay, What::Result), (after, claim(code::INSUFFICIENT))])
            }
            Self::WaitingThenPaid => usual.posting([(delay, What::Waiting), (after, What::Result)]),
            Self::CachedThenPaid => {
                usual.posting([(delay, claim(code::CACHED)), (after, What::Result)])
            }
            Self::Silent => usual.executed(None).posting([]),
            Self::InternalFailureYetPaid => usual.posting([(delay, claim(code::INTERNAL_FAILURE))]),
            Self::DuplicateDetected => usual.posting([(delay, claim(code::DUPLICATE_DETECTED))]),
            Self::NotZeroExecuted => usual.ending(Hand::Answer, Some(Reply::NotZero)),
            Self::TruncatedAckExecuted => usual.ending(Hand::Answer, Some(Reply::Truncated)),
            Self::NoConversationIdExecuted => {
                usual.ending(Hand::Answer, Some(Reply::NoConversationId))
            }
            Self::DuplicateUnder200 => usual.ending(Hand::Answer, Some(Reply::DuplicateUnder200)),
        }
    }

    /// Whether only the first try meets it.
    pub(crate) fn only_once(&self) -> bool {
        matches!(self, Self::SpikeArrestOnce | Self::QuotaOnce)
    }
}
