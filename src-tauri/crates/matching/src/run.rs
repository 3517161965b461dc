//! What the passes work on together: the book, the claims, and what they have found so far.

use domain::Kes;
use rustc_hash::FxHashSet;

use crate::book::Book;
use crate::claims::{Claims, EntryState, LineState, Meets, Standing};
use crate::column::{ClaimAt, Column, EntryAt, LineAt};
use crate::model::{Cancelled, Confidence, Decided, FindingKind, MatchState, Rule};
use crate::progress::Progress;

/// A match before it is put into words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) line: LineAt,
    pub(crate) rule: Rule,
    /// The typed account met the key only without leading zeros.
    pub(crate) zeros_lost: bool,
    pub(crate) confidence: Confidence,
    pub(crate) margin: Confidence,
    pub(crate) runner_up: Option<EntryAt>,
    pub(crate) parts: Parts,
    /// What its first entry had left before.
    pub(crate) before: Kes,
    /// What it leaves of the line.
    pub(crate) over: Kes,
}

/// What a match assigns.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Parts {
    /// Claims that stand, made one after the other.
    Claimed {
        /// The first.
        from: ClaimAt,
        /// How many.
        count: u32,
    },
    /// A proposal; it claims nothing.
    Offered(EntryAt, Kes),
}

impl Draft {
    pub(crate) fn state(&self) -> MatchState {
        match self.parts {
            Parts::Claimed { .. } => MatchState::Auto,
            Parts::Offered(..) => MatchState::Suggested,
        }
    }
}

/// A finding before its rows get the caller's numbers.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) line: Option<LineAt>,
    pub(crate) entry: Option<EntryAt>,
    pub(crate) kind: FindingKind,
    pub(crate) amount: Kes,
    pub(crate) detail: String,
}

/// Pairs that are not to be offered.
pub(crate) struct Declined(FxHashSet<(LineAt, EntryAt)>);

impl Declined {
    pub(crate) fn has(&self, line: LineAt, entry: EntryAt) -> bool {
        !self.0.is_empty() && self.0.contains(&(line, entry))
    }
}

/// One run over one input.
pub(crate) struct Run<'a, 'p> {
    pub(crate) book: Book<'a>,
    pub(crate) claims: Claims,
    pub(crate) declined: Declined,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) found: Vec<Found>,
    pub(crate) progress: Progress<'p>,
}

impl<'a, 'p> Run<'a, 'p> {
    pub(crate) fn new(book: Book<'a>, decided: &Decided, progress: Progress<'p>) -> Self {
        let states = book.entries().map(|at| {
            let entry = book.entry(at);
            EntryState::new(entry.open, entry.booked)
        });
        let declined = decided.declined.iter().filter_map(|(line, entry)| {
            let line = book.line_places().get(*line as usize)?;
            let entry = book.entry_places().get(*entry as usize)?;
            Some((*line, *entry))
        });
        let mut lines = Column::filled(LineState::UNSEEN, book.line_count());
        for made in &decided.allocations {
            if let Some(line) = book.line_places().get(made.line as usize) {
                let of = &mut lines[*line].decided;
                *of = of
                    .checked_add(made.amount.max(Kes::ZERO))
                    .unwrap_or(Kes::MAX);
            }
        }
        Self {
            claims: Claims {
                lines,
                entries: Column::new(states.collect()),
                made: Column::new(Vec::with_capacity(book.line_count())),
            },
            declined: Declined(declined.collect()),
            drafts: Vec::new(),
            found: Vec::new(),
            progress,
            book,
        }
    }

    /// One row further.
    pub(crate) fn step(&mut self) -> Result<(), Cancelled> {
        self.progress.step()
    }

    /// The money of a line with its sign, of an amount that is part of it.
    pub(crate) fn signed(&self, line: LineAt, amount: Kes) -> Kes {
        if self.book.line(line).amount.is_negative() {
            amount.negated()
        } else {
            amount
        }
    }

    /// Whether an entry's money goes the way the line's does.
    pub(crate) fn fits(&self, line: LineAt, entry: EntryAt) -> bool {
        self.book
            .entry(entry)
            .direction
            .meets(self.book.line(line).amount)
    }

    /// Whether the ledger may be asked about the line.
    pub(crate) fn is_offered(&self, line: LineAt) -> bool {
        self.claims.lines[line].standing == Standing::Offered
    }

    /// Claims as much of an entry as fits what is left of the line.
    pub(crate) fn claim_most(
        &mut self,
        line: LineAt,
        entry: EntryAt,
        meets: Meets,
    ) -> Option<ClaimAt> {
        let amount = self.claims.room(entry, meets);
        let amount = amount.min(self.claims.lines[line].left);
        self.claims.claim(line, entry, amount, meets)
    }
}
