//! Pass 2, receipt: the ledger already holds the line's receipt.
//!
//! The line meets what the ledger booked under it first, then what is open. One entry: whatever
//! fits is met, and another amount is told. Several entries with one receipt: only if their amounts
//! add up to the payment; else a person decides, and the double use is told.

use domain::{Direction, Kes};

use crate::book::Receipts;
use crate::certainty;
use crate::claims::{Meets, less};
use crate::column::{EntryAt, LineAt, count};
use crate::model::{Cancelled, FindingKind, Rule};
use crate::reason::Reason;
use crate::run::{Draft, Found, Parts, Run};
use crate::say;

/// The entries that hold a receipt, by receipt; rivals are named by their range in it.
pub(crate) type Held = Vec<EntryAt>;

/// Runs the pass.
pub(crate) fn run(run: &mut Run<'_, '_>, receipts: &Receipts<'_>) -> Result<Held, Cancelled> {
    let book = &run.book;
    let mut keyed: Vec<_> = book
        .entries()
        .filter_map(|at| book.entry(at).receipt.as_ref().map(|receipt| (receipt, at)))
        .collect();
    keyed.sort_unstable();
    let (mut lines, mut entries, mut from) = (Vec::new(), Vec::new(), 0);
    for same in keyed.chunk_by(|a, b| a.0 == b.0) {
        for direction in [Direction::Receivable, Direction::Payable] {
            lines.clear();
            entries.clear();
            let Some((receipt, _)) = same.first() else {
                continue;
            };
            let meets = |line: &LineAt| direction.meets(run.book.line(*line).amount);
            lines.extend(
                receipts
                    .rows(receipt)
                    .filter(|at| run.is_offered(*at) && meets(at)),
            );
            let goes = |entry: &EntryAt| run.book.entry(*entry).direction == direction;
            entries.extend(same.iter().map(|(_, entry)| *entry).filter(goes));
            match (lines.as_slice(), entries.as_slice()) {
                ([], _) | (_, []) => {}
                (lines, [entry]) => one_entry(run, lines, *entry),
                (lines, entries) => several(run, lines, entries, (from, count(same.len()))),
            }
        }
        from += count(same.len());
        same.iter().try_for_each(|_| run.step())?;
    }
    Ok(keyed.into_iter().map(|(_, entry)| entry).collect())
}

/// What the ledger says came under its receipt: what it booked, or failing that what it has open.
pub(crate) fn expected(run: &Run<'_, '_>, entry: EntryAt) -> Kes {
    let entry = run.book.entry(entry);
    let said = if entry.booked.is_positive() {
        entry.booked
    } else {
        entry.open
    };
    said.max(Kes::ZERO)
}

fn total(run: &Run<'_, '_>, lines: &[LineAt]) -> Option<Kes> {
    Kes::checked_sum(lines.iter().map(|line| run.claims.lines[*line].effective))
}

fn one_entry(run: &mut Run<'_, '_>, lines: &[LineAt], entry: EntryAt) {
    let expected = expected(run, entry);
    let paid = total(run, lines);
    let exact = paid == Some(expected);
    let mut first = None;
    for line in lines {
        if !run.declined.has(*line, entry) {
            claim(run, *line, entry, Kes::MAX, exact);
        }
        if run.claims.of_line(*line).any(|claim| claim.entry == entry) {
            first.get_or_insert(*line);
            if run.claims.lines[*line].left.is_positive() {
                run.claims.lines[*line].credit_for = Some(entry);
            }
        }
    }
    if let Some(line) = first.filter(|_| !exact) {
        let paid = paid.unwrap_or(Kes::MAX);
        let differs = paid.checked_sub(expected).unwrap_or(paid);
        lines
            .iter()
            .for_each(|line| run.claims.lines[*line].difference_told = true);
        run.found.push(Found {
            line: Some(line),
            entry: Some(entry),
            kind: FindingKind::AmountDiffers,
            amount: run.signed(line, differs),
            detail: say::receipt_differs(run, line, entry, paid, expected),
        });
    }
}

fn several(run: &mut Run<'_, '_>, lines: &[LineAt], entries: &[EntryAt], held: (u32, u32)) {
    let asked = Kes::checked_sum(entries.iter().map(|entry| expected(run, *entry)));
    let pairs = || {
        lines
            .iter()
            .flat_map(|line| entries.iter().map(move |entry| (*line, *entry)))
    };
    let declined = pairs().any(|(line, entry)| run.declined.has(line, entry));
    if !declined && asked.is_some() && asked == total(run, lines) {
        // Equal amounts first, so that two payments for two invoices are not cut in pieces.
        for (line, entry) in pairs() {
            if run.claims.lines[line].left == expected_left(run, entry) {
                claim(run, line, entry, expected_left(run, entry), true);
            }
        }
        for (line, entry) in pairs() {
            claim(run, line, entry, expected_left(run, entry), true);
        }
        return;
    }
    let mut told = false;
    for line in lines {
        if !run.claims.lines[*line].is_free() {
            continue;
        }
        let (from, count) = held;
        run.claims.lines[*line].reason = Reason::ReceiptRivals { from, count };
        if !std::mem::replace(&mut told, true) {
            run.found.push(Found {
                line: Some(*line),
                entry: None,
                kind: FindingKind::Contradiction,
                amount: run.signed(*line, run.claims.lines[*line].left),
                detail: say::receipt_shared(run, *line, entries),
            });
        }
    }
}

fn expected_left(run: &Run<'_, '_>, entry: EntryAt) -> Kes {
    let state = &run.claims.entries[entry];
    if run.book.entry(entry).booked.is_positive() {
        state.booked_left
    } else {
        state.open_left
    }
}

fn claim(run: &mut Run<'_, '_>, line: LineAt, entry: EntryAt, most: Kes, exact: bool) {
    let before = run.claims.room(entry, Meets::BookedThenOpen);
    let left = run.claims.lines[line].left;
    let amount = most.min(before).min(left);
    let meets = Meets::BookedThenOpen;
    let Some(from) = run.claims.claim(line, entry, amount, meets) else {
        return;
    };
    run.drafts.push(Draft {
        line,
        rule: Rule::Receipt,
        zeros_lost: false,
        confidence: if exact {
            certainty::RECEIPT
        } else {
            certainty::RECEIPT_AMOUNT_DIFFERS
        },
        margin: certainty::NO_RIVAL,
        runner_up: None,
        parts: Parts::Claimed { from, count: 1 },
        before,
        over: less(left, amount),
    });
}
