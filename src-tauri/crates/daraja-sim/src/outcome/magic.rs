//! Numbers that choose an outcome, as the test cards of payment sandboxes do.
//!
//! A recipient whose last five digits are `990NN` gets outcome NN; if the recipient has none, an amount
//! whose last five digits are `990NN` (such as 199 009 shillings) chooses. Numbers without an entry are
//! paid like any other.

use super::Outcome;
use crate::api::stk;

/// NN and its outcome. The table of the crate's README is checked against this one.
pub(crate) const TABLE: &[(u8, Outcome)] = &[
    (0, Outcome::Paid),
    (1, Outcome::Unregistered),
    (2, Outcome::DayLimit),
    (3, Outcome::BalanceLimit),
    (4, Outcome::Insufficient),
    (5, Outcome::WrongInitiator),
    (6, Outcome::OperatorLocked),
    (7, Outcome::TimeoutThenPaid),
    (8, Outcome::TimeoutNever),
    (9, Outcome::LostCallback),
    (10, Outcome::DuplicateCallback),
    (11, Outcome::ResultBeforeAck),
    (12, Outcome::LateResult),
    (13, Outcome::ResetAfterExecution),
    (14, Outcome::ResetBeforeExecution),
    (15, Outcome::ErrorAfterExecution),
    (16, Outcome::ErrorWithoutExecution),
    (17, Outcome::SpikeArrestOnce),
    (18, Outcome::QuotaOnce),
    (19, Outcome::HangExecuted),
    (20, Outcome::HangNotExecuted),
    (21, Outcome::BusyExecuted),
    (22, Outcome::BusyNotExecuted),
    (23, Outcome::InternalErrorExecuted),
    (24, Outcome::InternalErrorNotExecuted),
    (25, Outcome::PendingThriceThenCompleted),
    (26, Outcome::UnknownThenCompleted),
    (27, Outcome::FailureThenSuccess),
    (28, Outcome::WaitingThenPaid),
    (29, Outcome::InvalidReceiver),
    (30, Outcome::NoPermission),
    (31, Outcome::CachedThenPaid),
    (32, Outcome::Silent),
    (33, Outcome::InternalFailure),
    (34, Outcome::InternalFailureYetPaid),
    (35, Outcome::DuplicateDetected),
    (36, Outcome::NotZeroExecuted),
    (37, Outcome::TruncatedAckExecuted),
    (38, Outcome::NoConversationIdExecuted),
    (39, Outcome::UnlistedCode),
    (40, Outcome::SuccessThenFailure),
    (41, Outcome::CloseAfterExecution),
    (42, Outcome::DuplicateUnder200),
];

/// NN of a recipient or, failing that, of an amount in whole shillings.
pub(crate) fn number(recipient: &str, shillings: i64) -> Option<u8> {
    chosen(recipient).or_else(|| chosen(&shillings.to_string()))
}

fn chosen(digits: &str) -> Option<u8> {
    let tail = digits.get(digits.len().checked_sub(5)?..)?;
    tail.strip_prefix("990")?.parse().ok()
}

/// The outcome of the table for that number.
pub(crate) fn outcome(number: u8) -> Option<Outcome> {
    TABLE
        .iter()
        .find(|(nn, _)| *nn == number)
        .map(|(_, outcome)| outcome.clone())
}

/// The same for one API: M-Pesa Express has numbers of its own from 50 on.
pub(crate) fn outcome_for(api: &str, number: u8) -> Option<Outcome> {
    if api == stk::NAME && number >= stk::code::FIRST {
        return stk::code::outcome(number);
    }
    outcome(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_five_digits_choose_the_recipient_first() {
        assert_eq!(number("254712099009", 150), Some(9));
        assert_eq!(number("254712099009", 199_012), Some(9));
        assert_eq!(number("254712000111", 199_012), Some(12));
        assert_eq!(number("254712000111", 99_000), Some(0));
        for ordinary in ["254712000111", "254708374149", "600111", "99001x", ""] {
            assert_eq!(number(ordinary, 990), None, "{ordinary}");
        }
    }

    #[test]
    fn every_number_is_listed_once_and_in_order() {
        let listed: Vec<u8> = TABLE.iter().map(|(nn, _)| *nn).collect();
        let until = u8::try_from(TABLE.len()).unwrap();
        assert_eq!(listed, (0..until).collect::<Vec<_>>());
    }

    #[test]
    fn the_readme_has_the_same_table() {
        let readme = include_str!("../../README.md");
        for (nn, outcome) in TABLE {
            let name = serde_json::to_string(outcome).unwrap();
            let row = format!("| {nn:02} | `{}` |", name.trim_matches('"'));
            assert!(readme.contains(&row), "the README lacks {row}");
        }
    }
}
