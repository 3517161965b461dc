//! The workbook, read back cell by cell.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use reports::workbook::reconciliation_xlsx;

use crate::mfano;

fn sheets(report: &reports::model::Reconciliation) -> Vec<(String, Range<Data>)> {
    let bytes = reconciliation_xlsx(report).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.worksheets()
}

fn sheet(name: &str) -> Range<Data> {
    let sheets = sheets(&mfano::water());
    sheets
        .into_iter()
        .find(|(sheet, _)| sheet == name)
        .unwrap()
        .1
}

fn text(cell: &Data) -> &str {
    match cell {
        Data::String(text) => text,
        other => panic!("{other:?} is not text"),
    }
}

fn row_of<'a>(sheet: &'a Range<Data>, label: &str) -> &'a [Data] {
    let found = sheet
        .rows()
        .find(|row| row[0] == Data::String(label.into()));
    found.unwrap_or_else(|| panic!("no row {label}"))
}

#[test]
fn sheets_stand_in_order() {
    let names: Vec<String> = sheets(&mfano::water())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "Summary",
            "Matches",
            "Unmatched statement",
            "Unmatched ledger",
            "Exceptions"
        ]
    );
}

#[test]
fn text_stays_text_and_amounts_are_numbers() {
    let sheet = sheet("Matches");
    assert_eq!(sheet.get_size(), (31, 10));
    let row: Vec<&Data> = sheet.rows().nth(1).unwrap().iter().collect();
    assert_eq!(text(row[1]), "UC2K000001");
    assert_eq!(text(row[3]), "004201", "leading zeros stay");
    assert_eq!(*row[4], Data::Float(1_250.50));
    assert_eq!(*row[6], Data::Float(97.0));
    let sum: f64 = sheet.rows().skip(1).map(|row| row[4].as_f64_exact()).sum();
    assert_eq!(format!("{sum:.2}"), "37515.00");
}

trait Exact {
    fn as_f64_exact(&self) -> f64;
}

impl Exact for Data {
    fn as_f64_exact(&self) -> f64 {
        match self {
            Data::Float(number) => *number,
            other => panic!("{other:?} is not a number"),
        }
    }
}

#[test]
fn unmatched_lines_are_those_with_money_open() {
    let sheet = sheet("Unmatched statement");
    let classes: Vec<&str> = sheet.rows().skip(1).map(|row| text(&row[6])).collect();
    assert_eq!(classes.len(), 5);
    assert!(classes[0].starts_with("Matched in part") && classes[4] == "Unmatched");
    let row: Vec<&Data> = sheet.rows().nth(1).unwrap().iter().collect();
    match row[2] {
        Data::DateTime(moment) => {
            let moment = moment.to_ymd_hms_milli();
            assert_eq!(moment, (2026, 3, 3, 9, 14, 27, 0));
        }
        other => panic!("{other:?} is not a date"),
    }
    assert_eq!(
        text(row[8]),
        "=HYPERLINK(\"http://example.invalid\")",
        "shown, never run"
    );
}

#[test]
fn open_entries_have_their_age() {
    let sheet = sheet("Unmatched ledger");
    let rows: Vec<&[Data]> = sheet.rows().skip(1).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0][8], Data::Float(30.0));
    assert_eq!(rows[1][8], Data::Empty, "no due date, no age");
    assert_eq!(
        text(&rows[2][0]),
        "254700000001",
        "a phone number stays text"
    );
    assert_eq!(rows[2][8], Data::Float(0.0), "not due yet");
    assert_eq!(
        text(&rows[3][3]),
        "92233720368547758.07",
        "too large for a number, so text"
    );
}

#[test]
fn no_cell_is_a_formula() {
    let bytes = reconciliation_xlsx(&mfano::water()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{name}");
    }
}

#[test]
fn the_summary_tells_the_whole() {
    let sheet = sheet("Summary");
    assert_eq!(row_of(&sheet, "Practice: not real money")[1], Data::Empty);
    assert!(text(&row_of(&sheet, "Business")[1]).starts_with("Mfano Water Services Ltd"));
    assert_eq!(text(&row_of(&sheet, "Short code")[1]), "600111");
    assert!(matches!(row_of(&sheet, "From")[1], Data::DateTime(_)));
    let residual = row_of(&sheet, "Residual");
    assert_eq!(residual[2], Data::Float(-1_250.0));
    assert!(text(&residual[3]).starts_with("Not zero"));
    assert_eq!(row_of(&sheet, "Unmatched")[1], Data::Float(65.0));
    assert_eq!(
        row_of(&sheet, "600111 Utility Account")[1],
        Data::Float(2_391.0)
    );
    let file = row_of(&sheet, "invoices_q1_2026.xlsx");
    assert_eq!(text(&file[10]).len(), 64);
    assert_eq!(file[4], Data::Float(1_806.0));
}

#[test]
fn many_rows_are_quick() {
    let mut report = mfano::water();
    report.exceptions = (0..20_000).map(mfano::exception).collect();
    let start = std::time::Instant::now();
    let sheets = sheets(&report);
    assert_eq!(sheets[4].1.get_size().0, 20_001);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
