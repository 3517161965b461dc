//! What the tests of this crate share: fixtures, readers, workbooks, and the accounting law.

#![allow(dead_code)]

use std::path::PathBuf;

use domain::Problem;
use statements::model::{
    Flow, LedgerFile, Limits, Note, Progress, Source, StatementFile, Told, Warning,
};

/// The header of F1.
pub const F1_HEADER: &str = "Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,\
    Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.,Currency";
/// The header of F2.
pub const F2_HEADER: &str = "Receipt No,Completion Time,Details,Transaction Status,Paid In (KSHs),\
    Withdrawn (KSHs),Balance (KSHs)";

pub const UTILITY: &str = "ORG_600111_Utility Account_Completed_20260204070511.csv";
pub const TILL: &str = "ORG_600222_Merchant Account_Completed_20260205061500.csv";
pub const PAYOUTS: &str = "ORG_600444_Utility Account_All_20260206080000.csv";
pub const F2: &str = "Statements for 600111 from 2026-02-06 to 2026-02-06.csv";
pub const STATEMENTS: [&str; 4] = [UTILITY, TILL, PAYOUTS, F2];
pub const LEDGERS: [&str; 2] = ["rent.csv", "orders.csv"];

pub fn fixture(folder: &str, name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures")
        .join(folder)
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn statement_text(name: &str) -> String {
    String::from_utf8(fixture("statements", name)).unwrap()
}

pub fn go_on(_: Progress) -> Flow {
    Flow::Continue
}

pub fn told() -> Told {
    Told {
        short_code: domain::ShortCode::parse("600111"),
    }
}

/// Reads a statement of any name, the short code told, and checks the accounting law.
pub fn try_read(name: &str, bytes: &[u8]) -> Result<StatementFile, Problem> {
    let source = Source { name, bytes };
    let file = statements::read_statement(source, &told(), &Limits::default(), &mut go_on)?;
    account_for(&file);
    Ok(file)
}

pub fn read(text: &str) -> StatementFile {
    try_read("statement.csv", text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}"))
}

pub fn refused_file(name: &str, bytes: &[u8]) -> Problem {
    match try_read(name, bytes) {
        Ok(_) => panic!("{name} was read"),
        Err(problem) => problem,
    }
}

pub fn try_ledger(name: &str, bytes: &[u8]) -> Result<LedgerFile, Problem> {
    let source = Source { name, bytes };
    let file = statements::read_ledger(source, &Limits::default(), &mut go_on)?;
    account_for_ledger(&file);
    Ok(file)
}

pub fn ledger(text: &str) -> LedgerFile {
    try_ledger("ledger.csv", text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Every physical row is accounted for exactly once.
pub fn account_for(file: &StatementFile) {
    let sum = file.header_row
        + file.rows.len() as u64
        + file.refused.len() as u64
        + file.footers.len() as u64
        + file.skipped.blank
        + file.skipped.repeated_header;
    assert_eq!(sum, file.row_count, "rows are lost or counted twice");
    let named = file
        .rows
        .iter()
        .map(|row| row.row)
        .chain(file.refused.iter().map(|row| row.row))
        .chain(file.footers.iter().map(|row| row.row));
    once(named.collect(), file.header_row, file.row_count);
    let certified: u64 = file
        .certificates
        .iter()
        .map(|it| it.rows + it.not_completed)
        .sum();
    assert_eq!(
        certified,
        file.rows.len() as u64,
        "a row is in no certificate"
    );
}

pub fn account_for_ledger(file: &LedgerFile) {
    let sum = file.header_row
        + file.rows.len() as u64
        + file.refused.len() as u64
        + file.footers.len() as u64
        + file.skipped.blank
        + file.skipped.repeated_header;
    assert_eq!(sum, file.row_count, "rows are lost or counted twice");
    let named = file
        .rows
        .iter()
        .map(|row| row.row)
        .chain(file.refused.iter().map(|row| row.row))
        .chain(file.footers.iter().map(|row| row.row));
    once(named.collect(), file.header_row, file.row_count);
    for row in &file.rows {
        assert!(row.amount.is_positive() && !row.open.is_negative() && row.open <= row.amount);
        assert!(row.reference.is_some() || row.account.is_some());
    }
}

fn once(mut numbers: Vec<u64>, header_row: u64, row_count: u64) {
    numbers.sort_unstable();
    let count = numbers.len();
    numbers.dedup();
    assert_eq!(numbers.len(), count, "a row number is given twice");
    assert!(numbers.first().is_none_or(|first| *first > header_row));
    assert!(numbers.last().is_none_or(|last| *last <= row_count));
}

pub fn codes(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.code).collect()
}

/// An F1 statement without preamble, from data rows.
pub fn f1(rows: &[&str]) -> StatementFile {
    read(&format!("{F1_HEADER}\n{}\n", rows.join("\n")))
}

/// An F2 statement from data rows.
pub fn f2(rows: &[&str]) -> StatementFile {
    read(&format!("{F2_HEADER}\n{}\n", rows.join("\n")))
}

/// An F1 row paying in, with receipt, time, amount and balance of one's own.
pub fn pay_in(receipt: &str, time: &str, amount: &str, balance: &str) -> String {
    format!(
        "{receipt},{time},{time},Pay Bill from 25470****101 - AMANI MFANO Acc. HSE-014,Completed,\
         {amount},,{balance},true,Pay Utility,25470****101 - AMANI MFANO,,HSE-014,KES"
    )
}

pub fn warnings(file: &StatementFile) -> Vec<Vec<Warning>> {
    file.rows.iter().map(|row| row.warnings.clone()).collect()
}

/// A workbook with the cells of a CSV as text, on a sheet of that name.
pub fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        for (row, record) in reader.records().enumerate() {
            for (column, cell) in record.unwrap().iter().enumerate() {
                if !cell.is_empty() {
                    let (row, column) = (row.try_into().unwrap(), column.try_into().unwrap());
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}
