//! The contract's words as a reader of a page or a sheet sees them, and how days and shares are written.

use domain::{Bucket, Day, Direction, EntryState, Environment, LineClass, LineKind};

/// A class of statement lines.
pub(crate) const fn class(class: LineClass) -> &'static str {
    match class {
        LineClass::Matched => "Matched",
        LineClass::Part => "Matched in part",
        LineClass::Suggested => "Suggested, waits for a person",
        LineClass::Ambiguous => "Ambiguous, several entries fit",
        LineClass::Duplicate => "Paid twice, held as credit",
        LineClass::Unmatched => "Unmatched",
        LineClass::Fee => "M-Pesa charges",
        LineClass::Transfer => "Own money moved",
        LineClass::Reversed => "Reversed",
        LineClass::NotCompleted => "Not completed, no money moved",
    }
}

/// A kind of statement line.
pub(crate) const fn kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Principal => "Payment",
        LineKind::Charge => "Charge",
        LineKind::Reversal => "Reversal",
        LineKind::Sweep => "Sweep",
        LineKind::Transfer => "Transfer",
        LineKind::Borrowing => "Borrowing",
        LineKind::Other => "Other",
    }
}

/// Where a row of a file ended.
pub(crate) const fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::New => "New",
        Bucket::Known => "Known",
        Bucket::Changed => "Changed",
        Bucket::Refused => "Refused",
    }
}

/// Which way an entry's money goes.
pub(crate) const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Receivable => "Receivable",
        Direction::Payable => "Payable",
    }
}

/// How far an entry is met.
pub(crate) const fn entry_state(state: EntryState) -> &'static str {
    match state {
        EntryState::Open => "Open",
        EntryState::Part => "Met in part",
        EntryState::Settled => "Settled",
        EntryState::Credit => "Settled, credit held",
    }
}

/// What a reader must know about the money, unless it is real.
pub(crate) const fn ribbon(environment: Environment) -> Option<&'static str> {
    match environment {
        Environment::Practice => Some("Practice: not real money"),
        Environment::Sandbox => Some("Sandbox: Safaricom’s test system, not real money"),
        Environment::Production => None,
    }
}

/// `amount_differs` as `Amount differs`.
pub(crate) fn sentence_case(word: &str) -> String {
    let spaced = word.replace('_', " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `31 March 2026`
pub(crate) fn long_day(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `2,412`
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Hundredths of a percent as a percentage: 9 700 as `97.00`.
pub(crate) fn percent(hundredths: u16) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_read_well() {
        let day = Day::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(long_day(day), "1 March 2026");
        assert_eq!(sentence_case("amount_differs"), "Amount differs");
        assert_eq!(sentence_case(""), "");
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(2_412), "2,412");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(
            [percent(9_700), percent(5), percent(10_000)],
            ["97.00", "0.05", "100.00"]
        );
    }
}
