//! The four CSV files of a reconciliation (design section 14): a contract that other programs read.
//!
//! UTF-8 without a byte-order mark, commas, a header row, lines end in `\n`. Amounts are plain
//! (`-1234.50`), moments ISO 8601 with their zone, shares `97.00`. A value that does not exist is
//! an empty cell. Text goes through [`neutralise`].

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use domain::Kes;

use crate::labels::percent;
use crate::model::Reconciliation;
use crate::neutral::neutralise;

/// The header of `matches.csv`.
pub const MATCHES_HEADER: [&str; 10] = [
    "match_id",
    "receipt",
    "line_kind",
    "reference",
    "amount",
    "state",
    "confidence",
    "margin",
    "rule",
    "explanation",
];

/// The header of `lines.csv`.
pub const LINES_HEADER: [&str; 9] = [
    "receipt",
    "line_kind",
    "completed_at",
    "paid_in",
    "withdrawn",
    "bucket",
    "class",
    "allocated",
    "open",
];

/// The header of `entries.csv`.
pub const ENTRIES_HEADER: [&str; 7] = [
    "reference",
    "account",
    "direction",
    "amount",
    "allocated",
    "open",
    "state",
];

/// The header of `exceptions.csv`.
pub const EXCEPTIONS_HEADER: [&str; 7] = [
    "id",
    "kind",
    "receipt",
    "reference",
    "amount",
    "age_days",
    "detail",
];

/// Writes `matches.csv`: one row per allocation.
///
/// # Errors
/// When `out` cannot be written.
pub fn matches_csv(report: &Reconciliation, out: &mut dyn Write) -> io::Result<()> {
    let mut file = open(out, &MATCHES_HEADER)?;
    for row in &report.matches {
        file.write_record([
            &*neutralise(&row.match_id),
            &*neutralise(&row.receipt),
            row.line_kind.word(),
            &*neutralise(&row.reference),
            &row.amount.plain(),
            row.state,
            &percent(row.confidence),
            &percent(row.margin),
            row.rule,
            &*neutralise(&row.explanation),
        ])?;
    }
    file.flush()
}

/// Writes `lines.csv`: every statement line. Money in stands in `paid_in`, money out in
/// `withdrawn` with its minus sign; a row of no money at all is `0.00` in `paid_in`.
///
/// # Errors
/// When `out` cannot be written.
pub fn lines_csv(report: &Reconciliation, out: &mut dyn Write) -> io::Result<()> {
    let mut file = open(out, &LINES_HEADER)?;
    for row in &report.lines {
        let (paid_in, withdrawn) = match row.amount {
            Some(amount) if amount.is_negative() => (None, Some(amount)),
            other => (other, None),
        };
        file.write_record([
            &*neutralise(&row.receipt),
            row.line_kind.map_or("", domain::LineKind::word),
            &row.completed_at
                .map(|at| at.to_string())
                .unwrap_or_default(),
            &plain(paid_in),
            &plain(withdrawn),
            row.bucket.word(),
            row.class.map_or("", domain::LineClass::word),
            &plain(row.allocated),
            &plain(row.open),
        ])?;
    }
    file.flush()
}

/// Writes `entries.csv`: every ledger entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn entries_csv(report: &Reconciliation, out: &mut dyn Write) -> io::Result<()> {
    let mut file = open(out, &ENTRIES_HEADER)?;
    for row in &report.entries {
        file.write_record([
            &*neutralise(&row.reference),
            &*neutralise(&row.account),
            row.direction.word(),
            &row.amount.plain(),
            &row.allocated.plain(),
            &row.open.plain(),
            row.state.word(),
        ])?;
    }
    file.flush()
}

/// Writes `exceptions.csv`: what a person must look at.
///
/// # Errors
/// When `out` cannot be written.
pub fn exceptions_csv(report: &Reconciliation, out: &mut dyn Write) -> io::Result<()> {
    let mut file = open(out, &EXCEPTIONS_HEADER)?;
    for row in &report.exceptions {
        file.write_record([
            &*neutralise(&row.id),
            row.kind,
            &*neutralise(&row.receipt),
            &*neutralise(&row.reference),
            &row.amount.plain(),
            &row.age_days.to_string(),
            &*neutralise(&row.detail),
        ])?;
    }
    file.flush()
}

/// A file with its header row written.
fn open<'a>(out: &'a mut dyn Write, header: &[&str]) -> io::Result<Writer<&'a mut dyn Write>> {
    let mut file = WriterBuilder::new()
        .terminator(Terminator::Any(b'\n'))
        .from_writer(out);
    file.write_record(header)?;
    Ok(file)
}

/// A plain amount, or nothing.
fn plain(amount: Option<Kes>) -> String {
    amount.map(Kes::plain).unwrap_or_default()
}
