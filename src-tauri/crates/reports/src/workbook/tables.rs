//! The four sheets that are lists: matches, what is unmatched on either side, exceptions.

use domain::{Day, Kes};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Column, Sheet, Value};
use crate::labels;
use crate::model::{EntryRow, LineRow, Reconciliation};
use crate::tally;

const fn words(title: &'static str, width: u16) -> Column {
    Column {
        title,
        width,
        figures: false,
    }
}

const fn figures(title: &'static str, width: u16) -> Column {
    Column {
        title,
        width,
        figures: true,
    }
}

/// One row per allocation.
pub(super) fn matches(report: &Reconciliation, sheet: Sheet<'_>) -> Result<(), XlsxError> {
    let columns = [
        words("Match", 11),
        words("Receipt", 14),
        words("Line", 11),
        words("Reference", 20),
        figures("Amount", 15),
        words("State", 11),
        figures("Confidence", 13),
        figures("Margin", 11),
        words("Rule", 20),
        words("Explanation", 80),
    ];
    sheet.table(&columns, &report.matches, "matches.csv", |row| {
        vec![
            Value::Text(&row.match_id),
            Value::Text(&row.receipt),
            Value::Text(labels::kind(row.line_kind)),
            Value::Text(&row.reference),
            Value::Amount(row.amount),
            Value::Words(labels::sentence_case(row.state)),
            Value::Share(row.confidence),
            Value::Share(row.margin),
            Value::Words(labels::sentence_case(row.rule)),
            Value::Text(&row.explanation),
        ]
    })
}

/// Statement lines with money that nothing in the ledger has claimed.
pub(super) fn unmatched_statement(
    report: &Reconciliation,
    sheet: Sheet<'_>,
) -> Result<(), XlsxError> {
    let columns = [
        words("Receipt", 14),
        words("Line", 11),
        figures("Completed (EAT)", 21),
        figures("Amount", 15),
        figures("Allocated", 15),
        figures("Open", 15),
        words("Class", 30),
        words("Payer", 26),
        words("Account as typed", 22),
        words("Why", 80),
    ];
    let rows: Vec<&LineRow> = report
        .lines
        .iter()
        .filter(|line| tally::is_unmatched(line))
        .collect();
    sheet.table(&columns, &rows, "lines.csv", |row| {
        vec![
            Value::Text(&row.receipt),
            Value::or_blank(row.line_kind, |kind| Value::Text(labels::kind(kind))),
            Value::or_blank(row.completed_at, Value::Moment),
            Value::or_blank(row.amount, Value::Amount),
            Value::or_blank(row.allocated, Value::Amount),
            Value::or_blank(row.open, Value::Amount),
            Value::or_blank(row.class, |class| Value::Text(labels::class(class))),
            Value::Text(&row.party),
            Value::Text(&row.typed),
            Value::Text(&row.why),
        ]
    })
}

/// Ledger entries that are not wholly met, with their age.
pub(super) fn unmatched_ledger(report: &Reconciliation, sheet: Sheet<'_>) -> Result<(), XlsxError> {
    let columns = [
        words("Reference", 20),
        words("Account", 20),
        words("Direction", 13),
        figures("Amount", 15),
        figures("Allocated", 15),
        figures("Open", 15),
        words("State", 20),
        figures("Due", 14),
        figures("Days overdue", 15),
    ];
    let rows: Vec<&EntryRow> = report
        .entries
        .iter()
        .filter(|entry| entry.open != Kes::ZERO)
        .collect();
    sheet.table(&columns, &rows, "entries.csv", |row| {
        vec![
            Value::Text(&row.reference),
            Value::Text(&row.account),
            Value::Text(labels::direction(row.direction)),
            Value::Amount(row.amount),
            Value::Amount(row.allocated),
            Value::Amount(row.open),
            Value::Text(labels::entry_state(row.state)),
            Value::or_blank(row.due, Value::Day),
            Value::or_blank(row.due, |due| Value::Count(overdue(due, report.as_of))),
        ]
    })
}

/// What a person must look at.
pub(super) fn exceptions(report: &Reconciliation, sheet: Sheet<'_>) -> Result<(), XlsxError> {
    let columns = [
        words("Id", 22),
        words("Kind", 22),
        words("Receipt", 14),
        words("Reference", 20),
        figures("Amount", 15),
        figures("Age in days", 14),
        words("Detail", 90),
    ];
    sheet.table(&columns, &report.exceptions, "exceptions.csv", |row| {
        vec![
            Value::Text(&row.id),
            Value::Words(labels::sentence_case(row.kind)),
            Value::Text(&row.receipt),
            Value::Text(&row.reference),
            Value::Amount(row.amount),
            Value::Count(row.age_days),
            Value::Text(&row.detail),
        ]
    })
}

/// Whole days past due; 0 until then.
fn overdue(due: Day, as_of: Day) -> i64 {
    (as_of - due).num_days().max(0)
}
