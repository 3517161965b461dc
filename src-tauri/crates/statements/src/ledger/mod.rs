//! Reads a ledger: what customers owe and what is owed to others (design section 4).
//!
//! Owns: the canonical columns and their synonyms, per-row verdicts, the ledger's dates. Stays out:
//! presets of accounting systems, which map onto these columns.

mod columns;
mod dates;
mod row;

use domain::Problem;

use crate::amount::{self, Mark};
use crate::header::{self, Columns, Found, fold};
use crate::model::{
    Container, Flow, FooterRow, LedgerFile, LedgerRow, Limits, Note, Progress, RefusedRow, Skipped,
    Source,
};
use crate::refusal;
use crate::statement::{delimiter_note, hidden_note, sheets_note};
use crate::table::{self, Head, Opened, Row, Sink, cells};
use columns::Column;
use dates::Dates;
use domain::MaskedText;
use row::{Places, Refusal};

/// What a ledger needs, as the message names it.
const WANTED: &str = "A ledger needs an amount, a direction (receivable or payable), and a reference or \
                      an account.";

/// Reads a ledger. See [`crate::read_ledger`].
pub(crate) fn read(
    source: Source<'_>,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<LedgerFile, Problem> {
    let mut notes = Vec::new();
    let mut opened = table::open(source, limits, &mut notes)?;
    let heads = opened.heads(source, limits)?;
    let mut found = find_header(&heads).into_iter();
    let Some(top) = found.next() else {
        let (row, headers) = header::likeliest(&heads, columns::column);
        return Err(no_columns(source, row, &headers));
    };
    require(source, &top)?;
    let head = heads
        .get(top.head)
        .expect("the head the header was found in");
    if let Some(tab) = &head.sheet {
        let others: Vec<_> = found
            .filter_map(|it| heads.get(it.head)?.sheet.as_ref())
            .map(|tab| tab.name.clone())
            .collect();
        sheets_note(tab, &others, &mut notes);
    }
    if opened.container() == Container::Csv && head.delimiter != b',' {
        notes.push(delimiter_note(head.delimiter));
    }
    let mut gather = Gather {
        header_row: top.row,
        headers: top.columns.headers().to_vec(),
        places: Places::of(&top.columns),
        mark: mark(head, &top),
        dates: Dates::new(opened.since_1904()),
        out: Vec::new(),
        refused: Vec::new(),
        footers: Vec::new(),
        skipped: Skipped::default(),
    };
    let width = top.columns.headers().len();
    let row_count = opened.walk(head, width, source, limits, progress, &mut gather)?;
    let rows = gather.finish(source)?;
    if let Opened::Book(book) = &opened {
        hidden_note(book.hidden_rows(), &mut notes);
    }
    notes.extend(gather.dates.note());
    Ok(LedgerFile {
        container: opened.container(),
        mapping: top.columns.mapping(),
        rows,
        refused: gather.refused,
        footers: gather.footers,
        skipped: gather.skipped,
        notes,
        header_row: top.row,
        row_count,
    })
}

/// Rows that pass for a ledger's header, best first.
pub(crate) fn find_header(heads: &[Head]) -> Vec<Found<Column>> {
    let mut found = header::find(heads, columns::column, columns::is_header);
    let complete = |it: &Found<Column>| columns::missing(&it.columns).is_empty();
    found.sort_by_key(|it| std::cmp::Reverse((complete(it), it.columns.known())));
    found
}

/// Whether the columns say which way the money goes, which no statement has.
pub(crate) fn has_direction(found: &Found<Column>) -> bool {
    found.columns.has(Column::Direction)
}

/// Stops a ledger that lacks a column no row can do without, or is in another currency.
fn require(source: Source<'_>, top: &Found<Column>) -> Result<(), Problem> {
    if !columns::missing(&top.columns).is_empty() {
        return Err(no_columns(source, Some(top.row), top.columns.headers()));
    }
    let unit = top.columns.unit(Column::Amount);
    if let Some(unit) = unit.filter(|unit| amount::is_foreign(unit)) {
        let message =
            format!("Nothing was imported. The amounts are in {unit}, not in Kenyan shillings.");
        return Err(Problem::new("ledger.currency", message)
            .with_place(domain::Place::file(source.name))
            .with_remedy("Import a ledger in shillings."));
    }
    Ok(())
}

fn no_columns(source: Source<'_>, row: Option<u64>, headers: &[String]) -> Problem {
    let columns = Columns::map(headers, columns::column);
    let missing = columns::missing(&columns);
    let wanted = if missing.is_empty() || columns.known() == 0 {
        WANTED.to_owned()
    } else {
        format!("{WANTED} Missing here: {}.", missing.join(", "))
    };
    let code = if columns.known() > 0 && !columns.has(Column::Amount) {
        "ledger.no_amounts"
    } else {
        "ledger.no_header"
    };
    let mut problem = refusal::no_header(source, code, row, headers, &wanted);
    problem.remedies = vec![
        "Name the columns as in: reference, account, direction, party, phone, amount, date, due_date, \
         paid, open, description, receipt."
            .into(),
    ];
    problem
}

/// How amounts are written: a decimal comma only where the first rows prove it.
fn mark(head: &Head, top: &Found<Column>) -> Mark {
    if matches!(head.delimiter, 0 | b',') {
        return Mark::Point;
    }
    let comma = [Column::Amount, Column::Paid, Column::Open]
        .into_iter()
        .filter_map(|field| top.columns.of(field))
        .any(|column| {
            head.rows
                .iter()
                .filter(|row| row.number > top.row)
                .filter_map(|row| row.cells.get(column))
                .any(|cell| amount::shows_decimal_comma(cell))
        });
    if comma { Mark::Comma } else { Mark::Point }
}

/// Rows on their way to verdicts.
struct Gather {
    header_row: u64,
    headers: Vec<String>,
    places: Places,
    mark: Mark,
    dates: Dates,
    out: Vec<(LedgerRow, Vec<dates::Open>)>,
    refused: Vec<RefusedRow>,
    footers: Vec<FooterRow>,
    skipped: Skipped,
}

impl Gather {
    fn refuse(&mut self, number: u64, refusal: Refusal, raw: Vec<String>) {
        self.refused.push(RefusedRow {
            row: number,
            column: refusal.column.and_then(|at| self.headers.get(at).cloned()),
            read: MaskedText::new(refusal.read),
            expected: refusal.expected.into(),
            reason: refusal.reason,
            code: refusal.code,
            raw,
        });
    }

    fn is_header_again<R: Row>(&self, row: &R) -> bool {
        let names =
            |at: usize, field: Column| columns::column(&fold(row.cell(at)).name) == Some(field);
        names(self.places.amount, Column::Amount) && names(self.places.direction, Column::Direction)
    }

    /// No direction, and a word like total in the row.
    fn is_footer<R: Row>(&self, row: &R) -> bool {
        row.cell(self.places.direction).trim().is_empty()
            && (0..row.width()).any(|column| {
                let cell = row.cell(column).to_lowercase();
                ["total", "jumla", "balance", "sum of"]
                    .iter()
                    .any(|word| cell.contains(word))
            })
    }

    /// Settles dates by the whole column.
    fn finish(&mut self, source: Source<'_>) -> Result<Vec<LedgerRow>, Problem> {
        let gathered = std::mem::take(&mut self.out);
        let open = gathered.iter().filter(|(_, open)| !open.is_empty()).count();
        if open > 0 && !self.dates.is_settled() && open == gathered.len() {
            return Err(self.dates.ask(source));
        }
        let mut rows = Vec::with_capacity(gathered.len());
        for (mut row, open) in gathered {
            match self.dates.settle(&mut row, &open) {
                Ok(()) => rows.push(row),
                Err(open) => {
                    let column = match open.due {
                        true => self.places.due,
                        false => self.places.date,
                    };
                    let refusal = Refusal {
                        column: Some(column),
                        read: open.text.clone(),
                        expected: "a date such as 2026-02-03",
                        reason:
                            "Day and month can be swapped in this date, and the other dates of \
                                 the file do not tell which is which."
                                .into(),
                        code: "time",
                    };
                    self.refuse(row.row, refusal, open.raw);
                }
            }
        }
        self.refused.sort_by_key(|refused| refused.row);
        Ok(rows)
    }
}

impl Sink for Gather {
    fn row<R: Row>(&mut self, number: u64, row: &R) -> Result<(), Problem> {
        if number <= self.header_row {
            return Ok(());
        }
        match row::read(number, row, &self.places, self.mark, &mut self.dates) {
            Ok(read) => self.out.push(read),
            Err(_) if self.is_header_again(row) => self.skipped.repeated_header += 1,
            Err(_) if self.is_footer(row) => {
                let text: Vec<_> = cells(row)
                    .into_iter()
                    .filter(|cell| !cell.trim().is_empty())
                    .collect();
                self.footers.push(FooterRow {
                    row: number,
                    text: text.join(" "),
                });
            }
            Err(refusal) => self.refuse(number, refusal, cells(row)),
        }
        Ok(())
    }

    fn blank(&mut self, first: u64, count: u64) {
        let above = (self.header_row + 1).saturating_sub(first).min(count);
        self.skipped.blank += count - above;
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

/// A note about dates, for the reader.
pub(crate) fn date_note(text: String) -> Note {
    Note {
        code: "date_order",
        text,
    }
}
