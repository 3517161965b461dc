//! The true answers: what each statement row pays, and what becomes of each ledger entry. Tests and
//! the quality figures judge the engine by them.

use domain::{EntryState, Kes, LineClass, LineKind, Receipt, Wording};

use super::entries::Entry;
use super::legs::Leg;
use super::oddity::Oddity;
use super::{f1, ledger};

/// The answers, for each row of the statement and each of the ledger.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// One for each statement row, in file order.
    pub lines: Vec<LineLabel>,
    /// One for each ledger row, in file order.
    pub entries: Vec<EntryLabel>,
}

/// What is true of one statement row.
#[derive(Debug, Clone)]
pub struct LineLabel {
    /// Row number in the statement file (CSV and workbook alike), from 1.
    pub row: u64,
    /// The transaction.
    pub receipt: Receipt,
    /// Which leg of it.
    pub leg: Wording,
    /// The kind the contract reports.
    pub kind: LineKind,
    /// Signed: in is positive.
    pub amount: Kes,
    /// What is odd about it.
    pub oddity: Oddity,
    /// The class that careful rules give it before a person has answered: a row that only a score
    /// or a person can place is `suggested`, though a later engine may be sure of it.
    pub class: LineClass,
    /// The entries its money belongs to, by position in [`Labels::entries`]; each share above zero.
    pub pays: Vec<Share>,
    /// The entry, by position, that its surplus is held for as credit.
    pub credit_for: Option<usize>,
    /// The transaction it belongs to: a reversal's original, a second payment's first, a charge's
    /// payment.
    pub related: Option<Receipt>,
}

/// Part of a row that belongs to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Position in [`Labels::entries`].
    pub entry: usize,
    /// How much, above zero.
    pub amount: Kes,
}

/// What is true of one ledger row.
#[derive(Debug, Clone)]
pub struct EntryLabel {
    /// Row number in the ledger file, from 1.
    pub row: u64,
    /// Its reference as printed.
    pub reference: String,
    /// What is odd about it.
    pub oddity: Oddity,
    /// What the statement's rows pay of it, of open and booked together.
    pub allocated: Kes,
    /// What stays open after them.
    pub open: Kes,
    /// Its state after them.
    pub state: EntryState,
}

/// Writes the answers down. `legs` are in file order.
pub(super) fn write(legs: &[Leg], entries: &[Entry]) -> Labels {
    let mut sums = vec![(0_i64, false); entries.len()];
    let lines = legs
        .iter()
        .zip(f1::ROWS_ABOVE + 1..)
        .map(|(leg, row)| {
            for (entry, cents) in &leg.truth.pays {
                if let Some((sum, _)) = sums.get_mut(*entry) {
                    *sum += cents;
                }
            }
            if let Some((_, credit)) = leg.truth.credit_for.and_then(|at| sums.get_mut(at)) {
                *credit = true;
            }
            line(leg, row)
        })
        .collect();
    let entries = entries
        .iter()
        .zip(&sums)
        .zip(2..)
        .map(|((of, sum), row)| entry(of, *sum, row))
        .collect();
    Labels { lines, entries }
}

fn line(leg: &Leg, row: u64) -> LineLabel {
    let share = |&(entry, cents): &(usize, i64)| Share {
        entry,
        amount: Kes::from_cents(cents),
    };
    LineLabel {
        row,
        receipt: leg.receipt.clone(),
        leg: leg.text.wording(),
        kind: leg.text.wording().kind(),
        amount: Kes::from_cents(leg.amount),
        oddity: leg.truth.oddity,
        class: leg.truth.class,
        pays: leg.truth.pays.iter().map(share).collect(),
        credit_for: leg.truth.credit_for,
        related: leg.truth.related.clone(),
    }
}

/// A receipt that the ledger holds meets what is booked before what is open.
fn entry(of: &Entry, (sum, credit): (i64, bool), row: u64) -> EntryLabel {
    let booked = if of.receipt.is_some() { of.paid } else { 0 };
    let open = Kes::from_cents(of.open() - (sum - sum.min(booked)));
    let allocated = Kes::from_cents(sum);
    EntryLabel {
        row,
        reference: ledger::reference(of),
        oddity: of.oddity,
        allocated,
        open,
        state: EntryState::of(allocated, open, credit),
    }
}
