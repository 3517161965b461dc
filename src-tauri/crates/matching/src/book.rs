//! The input, seen in the order of its content.

use domain::Receipt;
use rustc_hash::FxHashMap;

use crate::column::{Column, EntryAt, LineAt, Place, count};
use crate::model::{Decided, Entry, EntryNo, Line, LineNo};
use crate::order;

/// Rows of one receipt that are looked at together. A payment has two or three; more than this is no
/// transaction, and the rest of such a heap is left alone.
const RECEIPT_ROWS_MAX: usize = 64;

/// Lines and entries by their place, and the numbers the caller knows them by.
pub(crate) struct Book<'a> {
    lines: Column<LineAt, &'a Line>,
    entries: Column<EntryAt, &'a Entry>,
    line_numbers: Vec<LineNo>,
    entry_numbers: Vec<EntryNo>,
    line_places: Vec<LineAt>,
    entry_places: Vec<EntryAt>,
}

impl<'a> Book<'a> {
    pub(crate) fn new(lines: &'a [Line], entries: &'a [Entry], decided: &Decided) -> Self {
        let mut line_numbers = order::of_lines(lines);
        let mut entry_numbers = order::of_entries(entries);
        order::by_decisions(
            (lines, &mut line_numbers),
            (entries, &mut entry_numbers),
            decided,
        );
        Self {
            lines: in_order(lines, &line_numbers),
            entries: in_order(entries, &entry_numbers),
            line_places: places(&line_numbers),
            entry_places: places(&entry_numbers),
            line_numbers,
            entry_numbers,
        }
    }

    pub(crate) fn line(&self, at: LineAt) -> &'a Line {
        self.lines[at]
    }

    pub(crate) fn entry(&self, at: EntryAt) -> &'a Entry {
        self.entries[at]
    }

    /// Every line's place, in order.
    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = LineAt> + use<'a> {
        self.lines.places()
    }

    /// Every entry's place, in order.
    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = EntryAt> + use<'a> {
        self.entries.places()
    }

    pub(crate) fn line_count(&self) -> usize {
        self.lines.len()
    }

    pub(crate) fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// The number the caller knows a line by.
    pub(crate) fn line_number(&self, at: LineAt) -> LineNo {
        number(&self.line_numbers, at)
    }

    /// The number the caller knows an entry by.
    pub(crate) fn entry_number(&self, at: EntryAt) -> EntryNo {
        number(&self.entry_numbers, at)
    }

    /// Places of the lines in the caller's order.
    pub(crate) fn line_places(&self) -> &[LineAt] {
        &self.line_places
    }

    /// Places of the entries in the caller's order.
    pub(crate) fn entry_places(&self) -> &[EntryAt] {
        &self.entry_places
    }
}

fn number<P: Place>(numbers: &[u32], at: P) -> u32 {
    *numbers
        .get(at.number() as usize)
        .expect("a place is only made from a row that exists")
}

fn in_order<'a, P: Place, T>(rows: &'a [T], numbers: &[u32]) -> Column<P, &'a T> {
    Column::new(
        numbers
            .iter()
            .filter_map(|no| rows.get(*no as usize))
            .collect(),
    )
}

fn places<P: Place>(numbers: &[u32]) -> Vec<P> {
    let mut places = vec![P::new(0); numbers.len()];
    for (place, no) in (0..count(numbers.len())).zip(numbers) {
        if let Some(of) = places.get_mut(*no as usize) {
            *of = P::new(place);
        }
    }
    places
}

/// The lines of each receipt.
pub(crate) struct Receipts<'a> {
    first: FxHashMap<&'a Receipt, LineAt>,
    next: Column<LineAt, Option<LineAt>>,
}

impl<'a> Receipts<'a> {
    pub(crate) fn new(book: &Book<'a>) -> Self {
        let mut first = FxHashMap::default();
        first.reserve(book.line_count());
        let mut next = Column::filled(None, book.line_count());
        // From the last line to the first, so that each chain begins with its earliest.
        for at in book.lines().rev() {
            next[at] = first.insert(&book.line(at).receipt, at);
        }
        Self { first, next }
    }

    /// The lines with a receipt, earliest first, at most [`RECEIPT_ROWS_MAX`].
    pub(crate) fn rows(&self, receipt: &Receipt) -> impl Iterator<Item = LineAt> + Clone {
        let mut at = self.first.get(receipt).copied();
        std::iter::from_fn(move || {
            let row = at?;
            at = self.next[row];
            Some(row)
        })
        .take(RECEIPT_ROWS_MAX)
    }
}
