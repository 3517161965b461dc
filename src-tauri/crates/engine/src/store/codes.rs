//! The numbers that stand for words in the ledger file, where a million rows carry them.
//!
//! A number once given is never given again: these lists only grow at their end. Stays out: words that
//! few rows carry; those are stored as words.

use domain::{LineClass, PartyId, Phone, PhoneMask, Status, Wording};
use statements::model::{Precision, Warning};

use super::error::StoreError;

const CLASSES: [(i64, LineClass); 10] = [
    (1, LineClass::Matched),
    (2, LineClass::Part),
    (3, LineClass::Suggested),
    (4, LineClass::Ambiguous),
    (5, LineClass::Duplicate),
    (6, LineClass::Unmatched),
    (7, LineClass::Fee),
    (8, LineClass::Transfer),
    (9, LineClass::Reversed),
    (10, LineClass::NotCompleted),
];

const LEGS: [(i64, Wording); 9] = [
    (1, Wording::PayIn),
    (2, Wording::PayOut),
    (3, Wording::Charge),
    (4, Wording::Reversal),
    (5, Wording::Sweep),
    (6, Wording::ToBank),
    (7, Wording::OwnTransfer),
    (8, Wording::Borrowing),
    (9, Wording::Unknown),
];

const STATUSES: [(i64, Status); 8] = [
    (1, Status::Completed),
    (2, Status::Failed),
    (3, Status::Declined),
    (4, Status::Cancelled),
    (5, Status::Expired),
    (6, Status::Attempted),
    (7, Status::Pending),
    (8, Status::Unknown),
];

const PRECISIONS: [(i64, Precision); 3] = [
    (1, Precision::Second),
    (2, Precision::Minute),
    (3, Precision::Day),
];

fn number<T: PartialEq>(list: &[(i64, T)], value: &T) -> i64 {
    list.iter()
        .find(|(_, known)| known == value)
        .map(|(number, _)| *number)
        .expect("the test names every value")
}

fn value<T: Copy>(list: &[(i64, T)], number: i64, what: &'static str) -> Result<T, StoreError> {
    list.iter()
        .find(|(known, _)| *known == number)
        .map(|(_, value)| *value)
        .ok_or(StoreError::Damaged(what))
}

pub(super) fn class_number(class: LineClass) -> i64 {
    number(&CLASSES, &class)
}

pub(super) fn class(number: i64) -> Result<LineClass, StoreError> {
    value(&CLASSES, number, "a line's class")
}

/// Which part of the desk a class is in: 1 to decide, 2 own money.
pub(super) const fn desk(class: LineClass) -> Option<i64> {
    match class {
        LineClass::Part | LineClass::Suggested | LineClass::Ambiguous | LineClass::Duplicate => {
            Some(1)
        }
        LineClass::Fee | LineClass::Transfer => Some(2),
        LineClass::Matched
        | LineClass::Unmatched
        | LineClass::Reversed
        | LineClass::NotCompleted => None,
    }
}

pub(super) fn leg_number(leg: Wording) -> i64 {
    number(&LEGS, &leg)
}

pub(super) fn leg(number: i64) -> Result<Wording, StoreError> {
    value(&LEGS, number, "a line's leg")
}

pub(super) fn status_number(status: Status) -> i64 {
    number(&STATUSES, &status)
}

pub(super) fn status(number: i64) -> Result<Status, StoreError> {
    value(&STATUSES, number, "a line's status")
}

pub(super) fn precision_number(precision: Precision) -> i64 {
    number(&PRECISIONS, &precision)
}

pub(super) fn precision(number: i64) -> Result<Precision, StoreError> {
    value(&PRECISIONS, number, "a line's precision")
}

/// A party as kind and text. The text of a phone is whole: the file is encrypted, screens mask it.
pub(super) fn party_parts(party: &PartyId) -> (i64, String) {
    match party {
        PartyId::Phone(phone) => (1, phone.reveal()),
        PartyId::Masked(mask) => (2, format!("254{}****{}", mask.head(), mask.tail())),
        PartyId::Digest(hex) => (3, hex.to_string()),
        PartyId::Organisation(code) => (4, code.to_string()),
        PartyId::Provider => (5, String::new()),
    }
}

pub(super) fn party(
    kind: Option<i64>,
    text: Option<String>,
) -> Result<Option<PartyId>, StoreError> {
    let damaged = StoreError::Damaged("a line's party");
    let text = text.unwrap_or_default();
    Ok(Some(match kind {
        None => return Ok(None),
        Some(1) => PartyId::Phone(Phone::parse(&text).map_err(|_| damaged)?),
        Some(2) => PartyId::Masked(PhoneMask::parse(&text).ok_or(damaged)?),
        Some(3) => PartyId::Digest(text.into()),
        Some(4) => PartyId::Organisation(text.into()),
        Some(5) => PartyId::Provider,
        Some(_) => return Err(damaged),
    }))
}

const WARNINGS: [(&str, Warning); 8] = [
    ("date_resolved", Warning::DateResolved),
    ("date_from_receipt", Warning::DateFromReceipt),
    ("account_converted", Warning::AccountConverted),
    ("negative_balance", Warning::NegativeBalance),
    ("sign_contradicts_column", Warning::SignContradictsColumn),
    ("possible_double_payment", Warning::PossibleDoublePayment),
    ("orphan_charge", Warning::OrphanCharge),
    ("phone_lost", Warning::PhoneLost),
];

/// Warnings as words with blanks between: `date_code=2026-02-03 phone_lost`.
pub(super) fn warnings_text(warnings: &[Warning]) -> String {
    let words: Vec<String> = warnings
        .iter()
        .map(|warning| match warning {
            Warning::DateCode { coded } => format!("date_code={coded}"),
            other => WARNINGS
                .iter()
                .find(|(_, known)| known == other)
                .map(|(word, _)| (*word).to_owned())
                .expect("the test names every warning"),
        })
        .collect();
    words.join(" ")
}

pub(super) fn warnings(text: &str) -> Result<Vec<Warning>, StoreError> {
    text.split_whitespace()
        .map(|word| {
            let dated = word
                .strip_prefix("date_code=")
                .and_then(|day| day.parse().ok());
            let plain = WARNINGS.iter().find(|(known, _)| *known == word);
            dated
                .map(|coded| Warning::DateCode { coded })
                .or_else(|| plain.map(|(_, warning)| warning.clone()))
                .ok_or(StoreError::Damaged("a line's warnings"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Day;

    #[test]
    fn every_value_has_a_number_that_reads_back() {
        for known in LineClass::ALL {
            assert_eq!(class(class_number(*known)).unwrap(), *known);
        }
        for known in Wording::ALL {
            assert_eq!(leg(leg_number(*known)).unwrap(), *known);
        }
        for known in Status::ALL {
            assert_eq!(status(status_number(*known)).unwrap(), *known);
        }
        for known in [Precision::Second, Precision::Minute, Precision::Day] {
            assert_eq!(precision(precision_number(known)).unwrap(), known);
        }
        assert!(class(99).is_err());
    }

    #[test]
    fn numbers_never_change() {
        let words: Vec<_> = CLASSES
            .iter()
            .map(|(n, class)| format!("{n} {class}"))
            .collect();
        assert_eq!(
            words.join(", "),
            "1 matched, 2 part, 3 suggested, 4 ambiguous, 5 duplicate, 6 unmatched, 7 fee, \
             8 transfer, 9 reversed, 10 not_completed"
        );
        let words: Vec<_> = LEGS.iter().map(|(n, leg)| format!("{n} {leg}")).collect();
        assert_eq!(
            words.join(", "),
            "1 pay_in, 2 pay_out, 3 charge, 4 reversal, 5 sweep, 6 to_bank, 7 own_transfer, \
             8 borrowing, 9 unknown"
        );
    }

    #[test]
    fn parties_read_back() {
        for text in [
            "254712000001",
            "2547****345",
            "0711***222",
            "600111",
            "SP",
            &"ab".repeat(32),
        ] {
            let whole = PartyId::parse(text).unwrap();
            let (kind, stored) = party_parts(&whole);
            assert_eq!(
                party(Some(kind), Some(stored)).unwrap(),
                Some(whole),
                "{text}"
            );
        }
        assert_eq!(party(None, None).unwrap(), None);
        assert!(party(Some(1), Some("x".into())).is_err());
    }

    #[test]
    fn warnings_read_back() {
        let coded = Day::from_ymd_opt(2026, 2, 3).unwrap();
        let mut all = vec![Warning::DateCode { coded }];
        all.extend(WARNINGS.iter().map(|(_, warning)| warning.clone()));
        assert_eq!(warnings(&warnings_text(&all)).unwrap(), all);
        assert!(warnings("rain").is_err());
    }
}
