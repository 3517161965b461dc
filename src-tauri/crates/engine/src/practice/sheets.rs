//! Statement and ledger as workbooks: text as text, amounts as numbers, days as days.

use domain::{Day, Kes, Problem};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Business;
use super::{f1, ledger};

/// The statement. The sheet is called `transaction`, as the portal's are.
pub(super) fn statement(of: &Business) -> Result<Vec<u8>, Problem> {
    write("transaction", |sheet| {
        let mut at = 0;
        for cells in f1::preamble(of) {
            texts(sheet, at, &cells)?;
            at += 1;
        }
        texts(sheet, at, &f1::header())?;
        for leg in &of.posted.legs {
            at += 1;
            mixed(sheet, at, &f1::row(leg), &f1::AMOUNT_COLUMNS)?;
        }
        mixed(sheet, at + 1, &f1::footer(of), &f1::AMOUNT_COLUMNS)
    })
}

/// The ledger.
pub(super) fn ledger(of: &Business) -> Result<Vec<u8>, Problem> {
    let days = Format::new().set_num_format("yyyy-mm-dd");
    write("Ledger", |sheet| {
        texts(sheet, 0, &ledger::HEADER.map(str::to_owned))?;
        for (entry, at) in of.entries.iter().zip(1_u32..) {
            mixed(sheet, at, &ledger::row(of, entry), &ledger::AMOUNT_COLUMNS)?;
            for (column, day) in ledger::DAY_COLUMNS.into_iter().zip([entry.date, entry.due]) {
                sheet.write_with_format(at, narrow(column), &excel(day)?, &days)?;
            }
        }
        Ok(())
    })
}

fn write(
    name: &str,
    fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>,
) -> Result<Vec<u8>, Problem> {
    let made = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // A fixed moment, so that the same seed gives the same bytes.
        let born = ExcelDateTime::from_ymd(2026, 11, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&born));
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        fill(sheet)?;
        book.save_to_buffer()
    };
    made().map_err(|error| {
        Problem::new(
            "practice.workbook",
            format!("No sample workbook was made: {error}. No data is affected."),
        )
        .with_remedy("Ask for fewer lines, or use the CSV files.")
    })
}

fn texts(sheet: &mut Worksheet, at: u32, cells: &[String]) -> Result<(), XlsxError> {
    mixed(sheet, at, cells, &[])
}

/// One row; the named columns as numbers, all others as text, empty cells left out.
fn mixed(
    sheet: &mut Worksheet,
    at: u32,
    cells: &[String],
    amounts: &[usize],
) -> Result<(), XlsxError> {
    for (column, cell) in cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
    {
        // A workbook holds numbers as floats. The text is exact, the nearest float is what any
        // spreadsheet would store for it; nothing is computed.
        let number = amounts
            .contains(&column)
            .then(|| cell.parse::<Kes>().ok())
            .flatten();
        match number.map(|amount| amount.plain().parse::<f64>()) {
            Some(Ok(float)) => sheet.write_number(at, narrow(column), float)?,
            _ => sheet.write_string(at, narrow(column), cell)?,
        };
    }
    Ok(())
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).expect("statements and ledgers have fewer than twenty columns")
}

fn excel(day: Day) -> Result<ExcelDateTime, XlsxError> {
    use chrono::Datelike;
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}
