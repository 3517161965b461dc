//! `reconciliation.xlsx`: the reconciliation as a workbook an accountant can filter and sort.
//!
//! Sheets: Summary, Matches, Unmatched statement, Unmatched ledger, Exceptions. Text is stored as
//! text and never run, amounts are numbers, dates are dates. Rows go through a temporary file, so
//! memory does not grow with the number of rows. The creation date inside is the `as_of` day.

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

/// Said where balances were neither declared nor proven.
pub(crate) const BALANCES_WORKED_OUT: &str =
    "The statement does not declare these balances; they are worked out from its rows alone.";

/// The workbook's bytes.
///
/// # Errors
/// When the temporary files cannot be written, as on a full disk.
pub fn reconciliation_xlsx(report: &Reconciliation) -> Result<Vec<u8>, Problem> {
    write(report).map_err(|error| {
        Problem::new(
            "report.workbook",
            format!("The workbook was not written; no data was changed. {error}."),
        )
        .with_remedy("Make room on the disk that holds temporary files, then export again.")
        .with_remedy("Use the CSV files, which hold the same rows.")
    })
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

    let page = add(&mut book, "Matches")?;
    tables::matches(report, Sheet::new(page, &styles))?;
    let page = add(&mut book, "Unmatched statement")?;
    tables::unmatched_statement(report, Sheet::new(page, &styles))?;
    let page = add(&mut book, "Unmatched ledger")?;
    tables::unmatched_ledger(report, Sheet::new(page, &styles))?;
    let page = add(&mut book, "Exceptions")?;
    tables::exceptions(report, Sheet::new(page, &styles))?;
    book.save_to_buffer()
}

/// A sheet whose rows leave memory as they are written.
fn add<'a>(book: &'a mut Workbook, name: &str) -> Result<&'a mut Worksheet, XlsxError> {
    book.add_worksheet_with_constant_memory()?.set_name(name)
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
