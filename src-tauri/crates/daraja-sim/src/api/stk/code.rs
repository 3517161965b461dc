//! Result codes of M-Pesa Express with their texts (`daraja-api.md` section 4.5), and the numbers that
//! choose them.
//!
//! A payer whose last five digits are `990NN` (or an amount of that form) gets the code NN stands for here.
//! Numbers below [`FIRST`] mean what they mean for payouts (`outcome::magic`): lost, late and repeated
//! callbacks, resets and so on.

use crate::outcome::code::Known;
use crate::outcome::{Outcome, ResultCode};

/// The first number that is the customer side's own.
pub(crate) const FIRST: u8 = 50;

pub(super) const UNREACHABLE: Known = ("1037", "DS timeout user cannot be reached");
pub(super) const TOO_SOON: Known = ("17", "Rule limited.");
pub(super) const PRODUCT: Known = (
    "2028",
    "The request is not permitted according to product assignment.",
);
pub(super) const NO_OPERATOR: Known = ("SFC_IC0003", "The operator does not exist.");

/// NN and the code it gives. The README has the same table; a test compares them.
pub(crate) const CODES: &[(u8, Known)] = &[
    (
        50,
        ("1", "The balance is insufficient for the transaction."),
    ),
    (
        51,
        (
            "2",
            "Declined due to limit rule: less than the minimum transaction amount.",
        ),
    ),
    (
        52,
        (
            "3",
            "Declined due to limit rule: greater than the maximum transaction amount.",
        ),
    ),
    (
        53,
        (
            "4",
            "Declined due to limit rule: would exceed daily transfer limit.",
        ),
    ),
    (
        54,
        (
            "8",
            "Declined due to limit rule: would exceed the maximum balance.",
        ),
    ),
    (55, TOO_SOON),
    (56, ("26", "System busy")),
    (57, ("1001", "Unable to lock subscriber")),
    (58, ("1019", "Transaction has expired")),
    (
        59,
        ("1025", "An error occurred while sending a push request"),
    ),
    (
        60,
        ("9999", "An error occurred while sending a push request"),
    ),
    (61, ("1031", "STK timeout")),
    (62, ("1032", "Request cancelled by user")),
    (63, ("1032", "Request Cancelled by user.")),
    (64, ("1032", "[STK_CB - ]Request cancelled by user")),
    (65, UNREACHABLE),
    (66, ("1037", "No response from user.")),
    (67, ("2001", "The initiator information is invalid.")),
    (68, PRODUCT),
    (69, ("8006", "The security credential is locked.")),
    (70, NO_OPERATOR),
];

/// Stays at 4999 for [`HANG_MS`], then 1032, as the sandbox's test number does.
pub(crate) const HANGS: u8 = 71;
/// Queries are told "The transaction is being processed" until it is over.
pub(crate) const BEING_PROCESSED: u8 = 72;
/// Every other query gets an error without a message.
pub(crate) const EMPTY_ANSWERS: u8 = 73;
/// 1037, and a success ninety seconds later.
pub(crate) const LATE_SUCCESS: u8 = 74;

/// How long a prompt of [`HANGS`] stays open: five minutes.
const HANG_MS: u64 = 300_000;

/// The outcome that a number has for M-Pesa Express; `None` when it has none of its own.
pub(crate) fn outcome(number: u8) -> Option<Outcome> {
    let cancelled = || ResultCode::from(("1032", "Request cancelled by user"));
    match number {
        HANGS => Some(Outcome::CodeAfterMs {
            code: cancelled(),
            after_ms: HANG_MS,
        }),
        BEING_PROCESSED | EMPTY_ANSWERS => Some(Outcome::Paid),
        LATE_SUCCESS => Some(Outcome::FailureThenSuccess),
        _ => CODES
            .iter()
            .find(|(nn, _)| *nn == number)
            .map(|(_, known)| Outcome::Code(ResultCode::from(*known))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_the_same_table() {
        let readme = include_str!("../../../README.md");
        for (nn, (code, text)) in CODES {
            let row = format!("| {nn} | `{code}` | {text} |");
            assert!(readme.contains(&row), "the README lacks {row}");
        }
        for nn in [HANGS, BEING_PROCESSED, EMPTY_ANSWERS, LATE_SUCCESS] {
            assert!(
                readme.contains(&format!("| {nn} | ")),
                "the README lacks {nn}"
            );
        }
    }

    #[test]
    fn numbers_are_listed_once_and_the_rest_have_no_outcome_here() {
        let listed: Vec<u8> = CODES.iter().map(|(nn, _)| *nn).collect();
        assert_eq!(listed, (FIRST..HANGS).collect::<Vec<_>>());
        assert_eq!(outcome(0), None);
        assert_eq!(outcome(75), None);
        assert!(matches!(outcome(62), Some(Outcome::Code(code)) if code.code == "1032"));
    }
}
