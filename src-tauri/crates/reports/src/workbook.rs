//! `reconciliation.xlsx`: the reconciliation as a workbook an accountant can filter and sort.
//!
//! Sheets: Summary, Matches, Unmatched statement, Unmatched ledger, Exceptions. Text is stored as
//! text and never run, amounts are numbers, dates are dates. Many rows go through a temporary file, so
//! memory does not grow with their number. The creation date inside is the `as_of` day.

mod front;
mod number;
mod sheet;
mod style;
mod tables;

use domain::Problem;
use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use crate::model::Reconciliation;
use sheet::Sheet;
use style::Styles;

/// Rows of a sheet that are held in memory until the workbook is saved: about 40 MB of them.
const ROWS_IN_MEMORY_MAX: usize = 20_000;

/// Said where balances were neither declared nor proven.
pub(crate) const BALANCES_WORKED_OUT: &str =
    "The statement does not declare these balances; they are worked out from its rows alone.";

/// The workbook's bytes.
///
/// # Errors
/// When the temporary files cannot be written, as on a full disk.
pub fn reconciliation_xlsx(report: &Reconciliation) -> Result<Vec<u8>, Problem> {
    // rust_xlsxwriter panics when its temporary file can't be written (seen with a full disk).
    match std::panic::catch_unwind(|| write(report)) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(not_written(&error.to_string())),
        Err(_) => Err(not_written("Its temporary files could not be written")),
    }
}

fn not_written(why: &str) -> Problem {
    Problem::new(
        "report.workbook",
        format!("The workbook was not written; no data was changed. {why}."),
    )
    .with_remedy("Make room on the disk that holds temporary files, then export again.")
    .with_remedy("Use the CSV files, which hold the same rows.")
}

fn write(report: &Reconciliation) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(report));
    let styles = Styles::new();

    let front = book.add_worksheet().set_name("Summary")?;
    for (column, width) in (0u16..).zip(front::WIDTHS) {
        front.set_column_width(column, width)?;
    }
    front
        .set_screen_gridlines(false)
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&RPage &P of &N");
    front::summary(report, Sheet::new(front, &styles), &styles)?;

    let page = add(&mut book, "Matches", report.matches.len())?;
    tables::matches(report, Sheet::new(page, &styles))?;
    let page = add(&mut book, "Unmatched statement", report.lines.len())?;
    tables::unmatched_statement(report, Sheet::new(page, &styles))?;
    let page = add(&mut book, "Unmatched ledger", report.entries.len())?;
    tables::unmatched_ledger(report, Sheet::new(page, &styles))?;
    let page = add(&mut book, "Exceptions", report.exceptions.len())?;
    tables::exceptions(report, Sheet::new(page, &styles))?;
    book.save_to_buffer()
}

/// A sheet. One of many rows is written through a temporary file; one of few needs none.
fn add<'a>(
    book: &'a mut Workbook,
    name: &str,
    rows: usize,
) -> Result<&'a mut Worksheet, XlsxError> {
    let page = if rows > ROWS_IN_MEMORY_MAX {
        book.add_worksheet_with_constant_memory()?
    } else {
        book.add_worksheet()
    };
    page.set_name(name)
}

fn properties(report: &Reconciliation) -> DocProperties {
    let properties = DocProperties::new()
        .set_title("Bank reconciliation statement: M-Pesa")
        .set_company(&report.business)
        .set_author("Patanisha");
    match sheet::excel_day(report.as_of) {
        Some(day) => properties.set_creation_datetime(&day),
        // A day outside the calendar of spreadsheets: any fixed day keeps the bytes the same.
        None => match sheet::excel_day(domain::Day::default()) {
            Some(day) => properties.set_creation_datetime(&day),
            None => properties,
        },
    }
}
