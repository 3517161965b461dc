//! A file as rows of cells, whatever it came in.
//!
//! Owns: opening a container, the first rows, and the walk over all rows that counts every physical
//! row exactly once. Stays out: what the columns mean.

pub(crate) mod delimited;
pub(crate) mod sheet;

use std::borrow::Cow;

use domain::Problem;

use crate::model::{Container, Flow, Limits, Note, Progress, Source};
use crate::{archive, decode, refusal, sniff};
use delimited::Delimited;
use sheet::Book;

/// Rows at the start in which a header must show (`mpesa-statements.md` 8.4).
pub(crate) const HEAD_ROWS: u64 = 60;
/// Rows between two progress reports.
const PROGRESS_ROWS: u64 = 4_096;

/// How a cell was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As text; every cell of a CSV.
    Text,
    /// As a number.
    Number,
    /// As a date or time.
    Date,
    /// As an error: `#REF!`.
    Error,
}

/// A row of cells.
pub(crate) trait Row {
    /// How many cells; 0 for a row of a workbook is a row without cells.
    fn width(&self) -> usize;
    /// The text of a cell, empty where there is none.
    fn cell(&self, column: usize) -> &str;
    /// How it was stored.
    fn kind(&self, column: usize) -> Kind;
    /// Whether no cell holds anything.
    fn is_blank(&self) -> bool;
    /// Whether cells that are not there are simply empty, as in a workbook.
    fn is_sparse(&self) -> bool;
}

impl Row for csv::StringRecord {
    fn width(&self) -> usize {
        self.len()
    }

    fn cell(&self, column: usize) -> &str {
        self.get(column).unwrap_or_default()
    }

    fn kind(&self, _: usize) -> Kind {
        Kind::Text
    }

    fn is_blank(&self) -> bool {
        self.as_slice().trim().is_empty()
    }

    fn is_sparse(&self) -> bool {
        false
    }
}

/// The cells of a row as their texts.
pub(crate) fn cells(row: &impl Row) -> Vec<String> {
    (0..row.width())
        .map(|column| row.cell(column).to_owned())
        .collect()
}

/// Takes the rows of a walk.
pub(crate) trait Sink {
    /// A row, its number from 1.
    fn row<R: Row>(&mut self, number: u64, row: &R) -> Result<(), Problem>;
    /// Rows without anything in them.
    fn blank(&mut self, first: u64, count: u64);
    /// A line with a quotation mark that is never closed, cut off from the lines after it.
    fn broken(&mut self, number: u64, line: &str);
}

/// One of the first rows.
#[derive(Debug, Clone)]
pub(crate) struct HeadRow {
    /// Its number from 1.
    pub number: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The first rows of a table: of one delimiter's reading, or of one sheet.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    /// The rows that hold anything.
    pub rows: Vec<HeadRow>,
    /// The sheet, for workbooks.
    pub sheet: Option<sheet::Tab>,
    /// The delimiter, for text.
    pub delimiter: u8,
}

/// A file whose container is open.
pub(crate) enum Opened<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A workbook.
    Book(Box<Book<'a>>),
}

/// Opens whatever the bytes are.
pub(crate) fn open<'a>(
    source: Source<'a>,
    limits: &Limits,
    notes: &mut Vec<Note>,
) -> Result<Opened<'a>, Problem> {
    let container = sniff::container(source, limits)?;
    let opened = match container {
        Container::Csv => Opened::Text(decode::text(source, notes)?),
        Container::Xlsx => {
            archive::inspect(source, limits)?;
            Opened::Book(Box::new(Book::open(source)?))
        }
    };
    notes.extend(sniff::ending(source, container));
    Ok(opened)
}

impl Opened<'_> {
    /// What it is.
    pub(crate) fn container(&self) -> Container {
        match self {
            Self::Text(_) => Container::Csv,
            Self::Book(_) => Container::Xlsx,
        }
    }

    /// Whether bare serial numbers count from 1904.
    pub(crate) fn since_1904(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Book(book) => book.since_1904(),
        }
    }

    /// The first rows, once per way of reading them: each delimiter, or each sheet.
    pub(crate) fn heads(
        &mut self,
        source: Source<'_>,
        limits: &Limits,
    ) -> Result<Vec<Head>, Problem> {
        match self {
            Self::Text(text) => Ok(delimited::heads(text)),
            Self::Book(book) => book.heads(source, limits),
        }
    }

    /// Walks all rows of the table that a head belongs to. Returns how many there are.
    pub(crate) fn walk<S: Sink>(
        &mut self,
        head: &Head,
        columns: usize,
        source: Source<'_>,
        limits: &Limits,
        progress: &mut dyn FnMut(Progress) -> Flow,
        sink: &mut S,
    ) -> Result<u64, Problem> {
        let mut gate = Gate {
            source,
            limits,
            progress,
        };
        match self {
            Self::Text(text) => Delimited {
                text,
                delimiter: head.delimiter,
                columns,
            }
            .walk(&mut gate, sink),
            Self::Book(book) => book.walk(head.sheet.as_ref(), &mut gate, sink),
        }
    }
}

/// What every row passes: the limits and the user's wish to go on.
pub(crate) struct Gate<'g> {
    source: Source<'g>,
    limits: &'g Limits,
    progress: &'g mut dyn FnMut(Progress) -> Flow,
}

impl Gate<'_> {
    /// Checks a row against the limits.
    pub(crate) fn check(
        &self,
        number: u64,
        row: &impl Row,
        total_len: usize,
    ) -> Result<(), Problem> {
        if number > self.limits.rows_max {
            return Err(refusal::too_many_rows(self.source, self.limits));
        }
        if row.width() > self.limits.columns_max {
            return Err(refusal::too_many_columns(
                self.source,
                number,
                row.width(),
                self.limits,
            ));
        }
        if total_len > self.limits.cell_chars_max {
            for column in 0..row.width() {
                if row.cell(column).chars().count() > self.limits.cell_chars_max {
                    return Err(refusal::cell_too_long(
                        self.source,
                        number,
                        column + 1,
                        self.limits,
                    ));
                }
            }
        }
        Ok(())
    }

    /// Reports progress now and then.
    pub(crate) fn report(&mut self, number: u64, done: u64, total: u64) -> Result<(), Problem> {
        if number.is_multiple_of(PROGRESS_ROWS)
            && (self.progress)(Progress { done, total }) == Flow::Cancel
        {
            return Err(refusal::cancelled(self.source));
        }
        Ok(())
    }
}

/// What is said where a number from outside does not fit; never met in a file that passed the limits.
pub(crate) fn damaged(source: Source<'_>, detail: &str) -> Problem {
    refusal::damaged(source, detail)
}
