//! Gives every physical row its one verdict: read, refused, totals row, or nothing in it.

use domain::{Eat, Problem, SubAccount};

use super::observed::Observed;
use super::rejoin;
use super::row::{Extra, Places, Reading, Refusal};
use super::times::{Order, Pending, Times};
use crate::amount::Mark;
use crate::header::{Found, fold};
use crate::layouts::{self, Column, Rules};
use crate::model::{FooterRow, Note, RefusedRow, Skipped, Source, StatementRow, Warning};
use crate::table::{Kind, Row, Sink, cells};
use crate::time;
use domain::MaskedText;

/// Words that a totals row has where a receipt should be, or beside it.
const FOOTER_WORDS: [&str; 8] = [
    "total", "balance", "sum", "jumla", "grand", "opening", "closing", "end of",
];

/// Rows on their way to verdicts.
pub(super) struct Gather {
    header_row: u64,
    headers: Vec<String>,
    places: Places,
    reading: Reading,
    expected: usize,
    out: Gathered,
    pending: Vec<Pending>,
    /// Rows whose withdrawn amount had no minus, by index, and how many had one at all.
    unsigned: Vec<usize>,
    withdrawals: usize,
}

/// Every row of the file, by verdict.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub rows: Vec<StatementRow>,
    /// The wallet each row's wording names, beside `rows`.
    pub homes: Vec<Option<SubAccount>>,
    pub refused: Vec<RefusedRow>,
    pub footers: Vec<FooterRow>,
    /// The amounts of the totals rows: paid in, withdrawn.
    pub footer_sums: Vec<(u64, Option<domain::Kes>, Option<domain::Kes>)>,
    pub skipped: Skipped,
    /// Typed accounts seen: all, and those that are digits without a leading zero.
    pub accounts: Accounts,
    /// What rows show beside their neighbours.
    pub observed: Observed,
    /// Whether there is a status column.
    pub has_status: bool,
}

/// What the typed accounts look like, to tell whether a spreadsheet took their zeros (N16).
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Accounts {
    pub typed: u64,
    pub plain_numbers: u64,
    pub number_cells: u64,
    pub shortest: usize,
    pub longest: usize,
}

impl Gather {
    pub(super) fn new(
        found: &Found<Column>,
        rules: &'static Rules,
        mark: Mark,
        since_1904: bool,
        expected: usize,
    ) -> Self {
        let columns = &found.columns;
        let places = Places::of(columns);
        Self {
            header_row: found.row,
            headers: columns.headers().to_vec(),
            reading: Reading {
                mark,
                times: Times::new(rules.slashes),
                clocks: time::Reader::new(since_1904),
                joined: String::new(),
            },
            out: Gathered {
                has_status: columns.has(Column::Status),
                ..Gathered::default()
            },
            places,
            expected,
            pending: Vec::new(),
            unsigned: Vec::new(),
            withdrawals: 0,
        }
    }

    /// The order of day and month that the rows show.
    pub(super) fn times_order(&self) -> Order {
        self.reading.times.order()
    }

    /// Takes note of the row just put at the end.
    fn keep<R: Row>(&mut self, extra: Extra, row: &R) {
        self.out.homes.push(extra.home);
        let (above, last) = match self.out.rows.as_slice() {
            [.., above, last] => (Some(above), last),
            [last] => (None, last),
            [] => return,
        };
        let index = self.out.rows.len() - 1;
        self.out.observed.see(index, above, last, extra.home);
        if last.amount.is_negative() {
            self.withdrawals += 1;
            if extra.unsigned {
                self.unsigned.push(index);
            }
        }
        if let Some(typed) = &last.typed_account {
            self.out.accounts.take(typed, extra.account_kind);
        }
        if let Some(printed) = extra.pending {
            self.pending.push(Pending {
                index,
                printed: *printed,
                raw: cells(row),
            });
        }
    }

    fn refuse(&mut self, number: u64, refusal: Refusal, raw: Vec<String>) {
        let column = refusal
            .column
            .and_then(|at| self.headers.get(at).cloned())
            .filter(|header| !header.is_empty());
        self.out.refused.push(RefusedRow {
            row: number,
            column,
            read: MaskedText::new(refusal.read),
            expected: refusal.expected.into(),
            reason: refusal.reason,
            code: refusal.code,
            raw,
        });
    }

    /// A row without a receipt: the header again, a totals row, or a row to refuse.
    fn without_receipt<R: Row>(&mut self, number: u64, row: &R, refusal: Refusal) {
        if self.is_header_again(row) {
            self.out.skipped.repeated_header += 1;
        } else if self.is_footer(row) {
            let sums = (
                number,
                self.reading.money(row.cell(self.places.paid_in)),
                self.reading.money(row.cell(self.places.withdrawn)),
            );
            self.out.footer_sums.push(sums);
            let text: Vec<_> = cells(row)
                .into_iter()
                .filter(|cell| !cell.trim().is_empty())
                .collect();
            self.out.footers.push(FooterRow {
                row: number,
                text: text.join(" "),
            });
        } else {
            self.refuse(number, refusal, cells(row));
        }
    }

    fn is_header_again<R: Row>(&self, row: &R) -> bool {
        let names =
            |at: usize, field: Column| layouts::column(&fold(row.cell(at)).name) == Some(field);
        names(self.places.receipt, Column::Receipt)
            && [
                (self.places.details, Column::Details),
                (self.places.paid_in, Column::PaidIn),
                (self.places.withdrawn, Column::Withdrawn),
            ]
            .into_iter()
            .any(|(at, field)| names(at, field))
    }

    /// No receipt, and a word like total in it, or neither time nor status.
    fn is_footer<R: Row>(&self, row: &R) -> bool {
        let blank = |at: usize| row.cell(at).trim().is_empty();
        if !blank(self.places.status) && !blank(self.places.completed) {
            return false;
        }
        let says_total = (0..row.width()).any(|column| {
            let cell = row.cell(column).to_lowercase();
            FOOTER_WORDS.iter().any(|word| cell.contains(word))
        });
        says_total || (blank(self.places.completed) && blank(self.places.status))
    }

    /// Settles what only the whole file tells.
    pub(super) fn finish(
        mut self,
        source: Source<'_>,
        period: Option<(Eat, Eat)>,
        notes: &mut Vec<Note>,
    ) -> Result<Gathered, Problem> {
        self.conventions(notes);
        let times = &self.reading.times;
        times.midnights(&mut self.out.rows);
        let changed = !self.pending.is_empty();
        let left = times.settle(&mut self.out.rows, self.pending, period);
        times.notes(notes);
        if !left.is_empty() && left.len() == self.out.rows.len() {
            return Err(times.ask(source));
        }
        for pending in left.into_iter().rev() {
            let row = self.out.rows.remove(pending.index);
            self.out.homes.remove(pending.index);
            self.out.refused.push(RefusedRow {
                row: row.row,
                column: self.headers.get(self.places.completed).cloned(),
                read: MaskedText::new(
                    pending
                        .raw
                        .get(self.places.completed)
                        .cloned()
                        .unwrap_or_default(),
                ),
                expected: "a time whose day and month can be told apart".into(),
                reason: "Day and month can be swapped in this date, and nothing in the file tells \
                         which is which."
                    .into(),
                code: "time",
                raw: pending.raw,
            });
        }
        if changed {
            self.out.observed = Observed::of(&self.out.rows, &self.out.homes);
        }
        self.out.refused.sort_by_key(|refused| refused.row);
        Ok(self.out)
    }

    /// One sign convention per file (N28): all withdrawals without a minus is a way of writing, some
    /// without are odd.
    fn conventions(&mut self, notes: &mut Vec<Note>) {
        if self.unsigned.is_empty() {
            return;
        }
        if self.unsigned.len() == self.withdrawals {
            notes.push(Note {
                code: "unsigned_withdrawals",
                text: "Withdrawn amounts have no minus sign in this file; their column says that \
                       money went out."
                    .into(),
            });
            return;
        }
        for index in &self.unsigned {
            if let Some(row) = self.out.rows.get_mut(*index) {
                row.warnings.push(Warning::SignContradictsColumn);
            }
        }
    }
}

impl Accounts {
    fn take(&mut self, typed: &str, kind: Kind) {
        self.typed += 1;
        let digits = typed.bytes().all(|b| b.is_ascii_digit());
        if digits && !typed.starts_with('0') {
            self.plain_numbers += 1;
            self.shortest = match self.shortest {
                0 => typed.len(),
                shortest => shortest.min(typed.len()),
            };
            self.longest = self.longest.max(typed.len());
        }
        self.number_cells += u64::from(kind == Kind::Number);
    }
}

impl Sink for Gather {
    fn row<R: Row>(&mut self, number: u64, row: &R) -> Result<(), Problem> {
        if number <= self.header_row {
            return Ok(());
        }
        if self.out.rows.capacity() == 0 {
            self.out.rows.reserve(self.expected);
            self.out.homes.reserve(self.expected);
        }
        let (width, rows) = (self.headers.len(), &mut self.out.rows);
        let verdict = if row.width() == width {
            self.reading.row(number, row, &self.places, rows)
        } else {
            rejoin::row(&mut self.reading, number, row, &self.places, width, rows)
        };
        match verdict {
            Ok(extra) => self.keep(extra, row),
            Err(refusal) if refusal.code == "receipt" => {
                self.without_receipt(number, row, *refusal);
            }
            Err(refusal) => self.refuse(number, *refusal, cells(row)),
        }
        Ok(())
    }

    fn blank(&mut self, first: u64, count: u64) {
        let above = (self.header_row + 1).saturating_sub(first).min(count);
        self.out.skipped.blank += count - above;
    }

    fn broken(&mut self, number: u64, line: &str) {
        if number > self.header_row {
            let refusal = Refusal {
                column: None,
                read: line.chars().take(80).collect(),
                expected: "quotation marks in pairs",
                reason:
                    "A quotation mark in this row is never closed; it was kept from swallowing \
                         the rows after it."
                        .into(),
                code: "short_row",
            };
            self.refuse(number, refusal, vec![line.to_owned()]);
        }
    }
}
