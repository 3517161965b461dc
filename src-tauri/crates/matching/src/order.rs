//! The order every pass walks: by content alone, so that no answer depends on how a file was sorted.
//!
//! Lines: time, receipt, then all else. Entries: age (due date, else document date; then document
//! date), reference, then all else. Rows without a date come last.
//!
//! Rows that are equal in everything are interchangeable, unless a person's decision names one of
//! them. [`by_decisions`] tells those apart by what was decided about each; what remains equal after
//! that keeps the input's order, and the answer is then the same up to which twin it names.

use std::cmp::{Ordering, Reverse};

use chrono::Datelike;
use domain::{Day, Kes};
use rustc_hash::FxHashMap;

use crate::column::count;
use crate::model::{Decided, Entry, EntryNo, Line, LineNo};

/// Rounds of telling twins apart by their partners. Two settle any pair of twins whose partners
/// differ in content; the third, partners that are twins themselves.
const ROUNDS: u32 = 3;

/// The first characters of a receipt or reference, for comparing without following a pointer.
type Prefix = [u8; 12];

fn prefix(text: &str) -> Prefix {
    let mut out = [0; 12];
    out.iter_mut()
        .zip(text.bytes())
        .for_each(|(to, from)| *to = from);
    out
}

/// Sorts the lines; gives their numbers in order.
pub(crate) fn of_lines(lines: &[Line]) -> Vec<LineNo> {
    let keys = (0..count(lines.len())).zip(lines);
    let mut keys: Vec<_> = keys
        .map(|(no, line)| (line.completed.unix(), prefix(line.receipt.as_str()), no))
        .collect();
    keys.sort_unstable_by(|a, b| {
        (a.0, a.1)
            .cmp(&(b.0, b.1))
            .then_with(|| match (at(lines, a.2), at(lines, b.2)) {
                (Some(a), Some(b)) => compare_lines(a, b),
                _ => Ordering::Equal,
            })
            .then(a.2.cmp(&b.2))
    });
    keys.into_iter().map(|key| key.2).collect()
}

/// Sorts the entries; gives their numbers in order.
pub(crate) fn of_entries(entries: &[Entry]) -> Vec<EntryNo> {
    let keys = (0..count(entries.len())).zip(entries);
    let mut keys: Vec<_> = keys
        .map(|(no, entry)| {
            let reference = entry.reference.as_ref().map_or("", |key| key.as_str());
            let age = (day_key(age(entry)), day_key(entry.date));
            (age, prefix(reference), no)
        })
        .collect();
    keys.sort_unstable_by(|a, b| {
        (a.0, a.1)
            .cmp(&(b.0, b.1))
            .then_with(|| match (at(entries, a.2), at(entries, b.2)) {
                (Some(a), Some(b)) => compare_entries(a, b),
                _ => Ordering::Equal,
            })
            .then(a.2.cmp(&b.2))
    });
    keys.into_iter().map(|key| key.2).collect()
}

/// The day an entry's age counts from.
pub(crate) fn age(entry: &Entry) -> Option<Day> {
    entry.due.or(entry.date)
}

/// A day as a number; none is later than every day.
fn day_key(day: Option<Day>) -> i32 {
    day.map_or(i32::MAX, |day| day.num_days_from_ce())
}

fn at<T>(rows: &[T], no: u32) -> Option<&T> {
    rows.get(no as usize)
}

fn compare_lines(a: &Line, b: &Line) -> Ordering {
    (a.completed, &a.receipt, a.leg, a.account)
        .cmp(&(b.completed, &b.receipt, b.leg, b.account))
        .then_with(|| (a.amount, a.moved_money).cmp(&(b.amount, b.moved_money)))
        .then_with(|| {
            (&a.typed, &a.party, &a.name, &a.linked).cmp(&(&b.typed, &b.party, &b.name, &b.linked))
        })
}

fn compare_entries(a: &Entry, b: &Entry) -> Ordering {
    let age = |entry| (day_key(age(entry)), day_key(entry.date));
    age(a)
        .cmp(&age(b))
        .then_with(|| (&a.reference, &a.account).cmp(&(&b.reference, &b.account)))
        .then_with(|| (a.direction, a.open, a.booked).cmp(&(b.direction, b.open, b.booked)))
        .then_with(|| {
            (a.due, &a.receipt, &a.party, &a.name).cmp(&(b.due, &b.receipt, &b.party, &b.name))
        })
}

/// One decision as seen from one of its rows: what was declined comes after what was assigned, less
/// after more; then the class of the other row.
type Mark = (bool, Reverse<Kes>, u32);

/// Orders twins, lines and entries both, by what was decided about them.
pub(crate) fn by_decisions(
    (lines, line_order): (&[Line], &mut [LineNo]),
    (entries, entry_order): (&[Entry], &mut [EntryNo]),
    decided: &Decided,
) {
    if decided.allocations.is_empty() && decided.declined.is_empty() {
        return;
    }
    let mut line_class = classes(line_order, |a, b| match (at(lines, a), at(lines, b)) {
        (Some(a), Some(b)) => compare_lines(a, b).is_eq(),
        _ => false,
    });
    let mut entry_class = classes(entry_order, |a, b| match (at(entries, a), at(entries, b)) {
        (Some(a), Some(b)) => compare_entries(a, b).is_eq(),
        _ => false,
    });
    if !has_twins(&line_class) && !has_twins(&entry_class) {
        return;
    }
    for _ in 0..ROUNDS {
        let marks = marks(decided, |line, entry| (entry, class_of(&line_class, line)));
        refine(entry_order, &mut entry_class, &marks);
        let marks = self::marks(decided, |line, entry| (line, class_of(&entry_class, entry)));
        refine(line_order, &mut line_class, &marks);
    }
}

fn class_of(classes: &[u32], no: u32) -> u32 {
    at(classes, no).copied().unwrap_or(u32::MAX)
}

/// By row number: the position in the order where its run of equal rows begins.
fn classes(order: &[u32], equal: impl Fn(u32, u32) -> bool) -> Vec<u32> {
    let mut class = vec![0; order.len()];
    let mut start = 0;
    for run in order.chunk_by(|a, b| equal(*a, *b)) {
        set(&mut class, run, start);
        start += count(run.len());
    }
    class
}

fn set(classes: &mut [u32], rows: &[u32], class: u32) {
    for no in rows {
        if let Some(of) = classes.get_mut(*no as usize) {
            *of = class;
        }
    }
}

fn has_twins(classes: &[u32]) -> bool {
    let mut begun = vec![false; classes.len()];
    classes.iter().any(|class| {
        begun
            .get_mut(*class as usize)
            .is_some_and(|seen| std::mem::replace(seen, true))
    })
}

/// Every row's decisions, sorted.
fn marks(
    decided: &Decided,
    side: impl Fn(LineNo, EntryNo) -> (u32, u32),
) -> FxHashMap<u32, Vec<Mark>> {
    let mut marks: FxHashMap<u32, Vec<Mark>> = FxHashMap::default();
    for made in &decided.allocations {
        let (row, partner) = side(made.line, made.entry);
        let mark = (false, Reverse(made.amount), partner);
        marks.entry(row).or_default().push(mark);
    }
    for (line, entry) in &decided.declined {
        let (row, partner) = side(*line, *entry);
        marks
            .entry(row)
            .or_default()
            .push((true, Reverse(Kes::ZERO), partner));
    }
    for of_row in marks.values_mut() {
        of_row.sort_unstable();
    }
    marks
}

/// Sorts each run of equal rows by its marks, and splits it where they differ. Twins with
/// something assigned come first, those with only declined pairs last: a second run, which finds the
/// first one's answer decided, then goes the same way.
fn refine(order: &mut [u32], classes: &mut [u32], marks: &FxHashMap<u32, Vec<Mark>>) {
    let marks = |no: &u32| marks.get(no).map_or(&[][..], Vec::as_slice);
    let before = classes.to_vec();
    for run in order.chunk_by_mut(|a, b| class_of(&before, *a) == class_of(&before, *b)) {
        let Some(first) = run.first().filter(|_| run.len() > 1) else {
            continue;
        };
        let mut start = class_of(&before, *first);
        run.sort_by(|a, b| {
            let rank = |no| {
                marks(no)
                    .first()
                    .map_or(1, |mark| if mark.0 { 2 } else { 0 })
            };
            let key = |no| (rank(no), marks(no));
            key(a).cmp(&key(b))
        });
        for same in run.chunk_by(|a, b| marks(a) == marks(b)) {
            set(classes, same, start);
            start += count(same.len());
        }
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
