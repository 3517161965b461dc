//! Counts and sums that several forms of the report print. Sums are exact; past the range they are
//! `None`, and the form says so instead of printing a wrong figure.

use std::collections::{BTreeMap, HashSet};

use domain::{Bucket, EntryState, Kes, LineClass};

use crate::model::{Bridge, ClassCount, LineRow, Reconciliation};

/// How many, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How many.
    pub(crate) count: u64,
    /// How much; `None` past the range of [`Kes`].
    pub(crate) amount: Option<Kes>,
}

impl Tally {
    /// Nothing yet.
    const NONE: Self = Self {
        count: 0,
        amount: Some(Kes::ZERO),
    };

    /// One more.
    fn add(&mut self, amount: Kes) {
        self.count = self.count.saturating_add(1);
        self.amount = self.amount.and_then(|sum| sum.checked_add(amount));
    }

    /// Of all these.
    pub(crate) fn of(amounts: impl IntoIterator<Item = Kes>) -> Self {
        amounts.into_iter().fold(Self::NONE, |mut tally, amount| {
            tally.add(amount);
            tally
        })
    }
}

/// The statement balance that the books and the named items explain; `None` past the range.
pub(crate) fn explained(bridge: &Bridge) -> Option<Kes> {
    bridge.statement_closing.checked_sub(bridge.residual)
}

/// All classes together.
pub(crate) fn all_classes(classes: &[ClassCount]) -> Tally {
    Tally {
        count: classes
            .iter()
            .fold(0, |sum: u64, row| sum.saturating_add(row.count)),
        amount: Kes::checked_sum(classes.iter().map(|row| row.amount)),
    }
}

/// Lines that ended in a bucket.
pub(crate) fn lines_in(report: &Reconciliation, bucket: Bucket) -> u64 {
    count(report.lines.iter().filter(|line| line.bucket == bucket))
}

/// Matches, where a match of several allocations counts once.
pub(crate) fn matches(report: &Reconciliation) -> u64 {
    let ids: HashSet<&str> = report
        .matches
        .iter()
        .map(|row| row.match_id.as_str())
        .collect();
    count(ids)
}

/// What the matches in one of these states allocate.
pub(crate) fn allocated(report: &Reconciliation, states: &[&str]) -> Tally {
    let rows = report.matches.iter();
    Tally::of(
        rows.filter(|row| states.contains(&row.state))
            .map(|row| row.amount),
    )
}

/// Entries in a state, with what is open on them.
pub(crate) fn entries_in(report: &Reconciliation, state: EntryState) -> Tally {
    let rows = report.entries.iter();
    Tally::of(
        rows.filter(|entry| entry.state == state)
            .map(|entry| entry.open),
    )
}

/// Exceptions per kind, in the kinds' alphabetical order.
pub(crate) fn exceptions(report: &Reconciliation) -> BTreeMap<&'static str, Tally> {
    let mut kinds = BTreeMap::new();
    for row in &report.exceptions {
        kinds.entry(row.kind).or_insert(Tally::NONE).add(row.amount);
    }
    kinds
}

/// Whether a statement line belongs on the unmatched sheet: money that nothing in the ledger has
/// claimed yet, whatever has been proposed for it.
pub(crate) fn is_unmatched(line: &LineRow) -> bool {
    let left = line.open.is_some_and(|open| !open.is_zero());
    let waits = match line.class {
        Some(
            LineClass::Unmatched
            | LineClass::Part
            | LineClass::Suggested
            | LineClass::Ambiguous
            | LineClass::Duplicate,
        ) => true,
        Some(
            LineClass::Matched
            | LineClass::Fee
            | LineClass::Transfer
            | LineClass::Reversed
            | LineClass::NotCompleted,
        )
        | None => false,
    };
    waits && left
}

/// Statement lines on the unmatched sheet.
pub(crate) fn unmatched_lines(report: &Reconciliation) -> Tally {
    let lines = report.lines.iter().filter(|line| is_unmatched(line));
    Tally::of(lines.filter_map(|line| line.open))
}

/// Ledger entries with something open, one way.
pub(crate) fn open_entries(report: &Reconciliation, direction: domain::Direction) -> Tally {
    let entries = report.entries.iter();
    Tally::of(
        entries
            .filter(|entry| entry.direction == direction && !entry.open.is_zero())
            .map(|entry| entry.open),
    )
}

/// How many there are; the count of a list in memory fits in 64 bits.
pub(crate) fn count<T>(items: impl IntoIterator<Item = T>) -> u64 {
    u64::try_from(items.into_iter().count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_past_the_range_is_not_shown_as_a_number() {
        let tally = Tally::of([Kes::MAX, Kes::from_cents(1), Kes::from_cents(-1)]);
        assert_eq!((tally.count, tally.amount), (3, None));
        assert_eq!(Tally::of([]), Tally::NONE);
    }
}
