//! Workbooks with real cells: numbers, dates, formulas, errors, the 1904 system (N14–N18, N20, N26, N64).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;

use common::*;
use domain::Kes;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use statements::model::{Precision, StatementFile, Warning};

const COLUMNS: [&str; 7] = [
    "Receipt No.",
    "Completion Time",
    "Details",
    "Transaction Status",
    "Paid In",
    "Withdrawn",
    "Balance",
];

/// A sheet with the header, an account column, and what the test puts below.
fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(COLUMNS.iter().chain(&["A/C No."])) {
        sheet.write_string(0, column, *header).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

fn payment(sheet: &mut Worksheet, row: u32, receipt: &str) {
    sheet.write_string(row, 0, receipt).unwrap();
    sheet.write_string(row, 1, "03-02-2026 08:01:12").unwrap();
    sheet
        .write_string(row, 2, "Pay Bill from 25470****101 - AMANI Acc. X")
        .unwrap();
    sheet.write_string(row, 3, "Completed").unwrap();
    sheet.write_number(row, 4, 99.25).unwrap();
    sheet.write_number(row, 6, 99.25).unwrap();
}

fn read_book(bytes: &[u8]) -> StatementFile {
    try_read("a.xlsx", bytes).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn number_cells_are_exact() {
    let bytes = sheet(|sheet| {
        payment(sheet, 1, "UB3K0001AA");
        sheet.write_number(1, 4, 99.25000000000001).unwrap();
        sheet.write_number(1, 7, 700_110).unwrap();
        payment(sheet, 2, "UB3K0002AA");
        sheet.write_number(2, 4, 0.1 + 0.2).unwrap();
        sheet.write_number(2, 7, 12.5).unwrap();
        payment(sheet, 3, "UB3K0003AA");
        sheet.write_number(3, 4, 0.125).unwrap();
        payment(sheet, 4, "UB3K0004AA");
        sheet.write_number(4, 0, 1_234_567_890).unwrap();
    });
    let file = read_book(&bytes);
    let amounts: Vec<_> = file.rows.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [Kes::from_cents(9_925), Kes::from_cents(30)]);
    assert_eq!(file.rows[0].typed_account.as_deref(), Some("700110"));
    assert!(file.rows[0].warnings.is_empty());
    assert_eq!(file.rows[1].warnings, [Warning::AccountConverted]);
    let refused: Vec<_> = file.refused.iter().map(|it| (it.row, it.code)).collect();
    assert_eq!(refused, [(4, "amount"), (5, "receipt")]);
}

#[test]
fn date_cells_are_read_and_unswapped() {
    let stamp = Format::new().set_num_format("m/d/yyyy h:mm");
    let clock = Format::new().set_num_format("hh:mm");
    let bytes = sheet(|sheet| {
        payment(sheet, 1, "UB3K0001AA");
        let real = ExcelDateTime::from_ymd(2026, 2, 3)
            .unwrap()
            .and_hms(12, 40, 5)
            .unwrap();
        sheet
            .write_datetime_with_format(1, 1, &real, &stamp)
            .unwrap();
        payment(sheet, 2, "UB3K0002AA");
        let swapped = ExcelDateTime::from_ymd(2026, 3, 2)
            .unwrap()
            .and_hms(12, 40, 5)
            .unwrap();
        sheet
            .write_datetime_with_format(2, 1, &swapped, &stamp)
            .unwrap();
        payment(sheet, 3, "UB3K0003AA");
        let only_clock = ExcelDateTime::from_hms(15, 50, 0).unwrap();
        sheet
            .write_datetime_with_format(3, 1, &only_clock, &clock)
            .unwrap();
        payment(sheet, 4, "UB3K0004AA");
        sheet.write_number(4, 1, 46_056.527_835_648).unwrap();
        sheet.write_number(4, 4, 7).unwrap();
    });
    let file = read_book(&bytes);
    let times: Vec<_> = file
        .rows
        .iter()
        .map(|row| {
            (
                row.completed.to_string(),
                row.precision,
                row.warnings
                    .iter()
                    .filter(|it| **it != Warning::PossibleDoublePayment)
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let noon = "2026-02-03T12:40:05+03:00".to_owned();
    assert_eq!(times[0], (noon.clone(), Precision::Second, vec![]));
    assert_eq!(
        times[1],
        (noon.clone(), Precision::Second, vec![Warning::DateResolved])
    );
    assert_eq!(times[2].0, "2026-02-03T15:50:00+03:00");
    assert_eq!(times[2].2, [Warning::DateFromReceipt]);
    assert_eq!(times[3], (noon, Precision::Second, vec![]));
}

#[test]
fn days_without_a_clock_are_days() {
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let day = ExcelDateTime::from_ymd(2026, 2, 3).unwrap();
    let bytes = sheet(|sheet| {
        payment(sheet, 1, "UB3K0001AA");
        sheet
            .write_datetime_with_format(1, 1, &day, &format)
            .unwrap();
    });
    assert_eq!(read_book(&bytes).rows[0].precision, Precision::Day);
    // An account that became a date is told.
    let bytes = sheet(|sheet| {
        payment(sheet, 1, "UB3K0001AA");
        sheet
            .write_datetime_with_format(1, 7, &day, &format)
            .unwrap();
    });
    let row = &read_book(&bytes).rows[0];
    assert_eq!(row.warnings, [Warning::AccountConverted]);
    assert_eq!(row.typed_account.as_deref(), Some("2026-02-03"));
}

#[test]
fn formulas_give_their_cached_value_and_errors_are_refused() {
    let bytes = sheet(|sheet| {
        payment(sheet, 1, "UB3K0001AA");
        sheet
            .write_formula(1, 4, Formula::new("=50*2").set_result("100"))
            .unwrap();
        payment(sheet, 2, "UB3K0002AA");
        sheet
            .write_formula(2, 4, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
    });
    let file = read_book(&bytes);
    assert_eq!(file.rows[0].amount, Kes::from_cents(10_000));
    assert_eq!(file.refused.len(), 1);
    assert!(["formula_error", "amount"].contains(&file.refused[0].code));
}

#[test]
fn gaps_between_rows_are_blank_rows() {
    let bytes = sheet(|sheet| {
        payment(sheet, 4, "UB3K0001AA");
        payment(sheet, 9, "UB3K0002AA");
        sheet.write_string(11, 3, " ").unwrap();
    });
    let file = read_book(&bytes);
    assert_eq!(file.row_count, 12);
    assert_eq!(file.skipped.blank, 3 + 4 + 2);
    assert_eq!(file.rows[1].row, 10);
}

#[test]
fn a_ledger_workbook_reads_dates_and_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(["Invoice No", "Type", "Amount", "Date", "Phone"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let day = ExcelDateTime::from_ymd(2026, 2, 3).unwrap();
    sheet.write_number(1, 0, 20_433).unwrap();
    sheet.write_string(1, 1, "invoice").unwrap();
    sheet.write_number(1, 2, 1_500.5).unwrap();
    sheet
        .write_datetime_with_format(1, 3, &day, &format)
        .unwrap();
    sheet.write_number(1, 4, 254_700_000_101_f64).unwrap();
    sheet.write_string(2, 0, "20434").unwrap();
    sheet.write_string(2, 1, "bill").unwrap();
    sheet.write_number(2, 2, 7).unwrap();
    sheet.write_number(2, 3, 46_056).unwrap();
    let file = try_ledger("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let first = &file.rows[0];
    assert_eq!(first.reference.as_deref(), Some("20433"));
    assert_eq!(first.amount, Kes::from_cents(150_050));
    assert_eq!(first.date.unwrap().to_string(), "2026-02-03");
    assert_eq!(first.phone.unwrap().reveal(), "254700000101");
    assert_eq!(file.rows[1].date.unwrap().to_string(), "2026-02-03");
}
