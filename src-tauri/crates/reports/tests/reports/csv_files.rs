//! The CSV files: columns as contracted, one row per fact, nothing a spreadsheet would run.

use domain::Kes;

use crate::{all, mfano};

fn file(name: &str) -> (String, Vec<Vec<String>>) {
    let files = all(&mfano::water());
    let (_, bytes) = files.iter().find(|(file, _)| *file == name).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    (text, rows)
}

fn sum(rows: &[Vec<String>], column: usize) -> Kes {
    let cells = rows.iter().skip(1).map(|row| &row[column]);
    let amounts = cells.filter(|cell| !cell.is_empty());
    Kes::checked_sum(amounts.map(|cell| cell.parse().unwrap())).unwrap()
}

#[test]
fn headers_are_the_contract() {
    for (name, header) in [
        (
            "matches.csv",
            "match_id,receipt,line_kind,reference,amount,state,confidence,margin,rule,explanation",
        ),
        (
            "lines.csv",
            "receipt,line_kind,completed_at,paid_in,withdrawn,bucket,class,allocated,open",
        ),
        (
            "entries.csv",
            "reference,account,direction,amount,allocated,open,state",
        ),
        (
            "exceptions.csv",
            "id,kind,receipt,reference,amount,age_days,detail",
        ),
    ] {
        let (text, _) = file(name);
        assert_eq!(text.lines().next(), Some(header));
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}");
    }
}

#[test]
fn matches_read_back() {
    let (_, rows) = file("matches.csv");
    assert_eq!(rows.len(), 31);
    assert_eq!(
        rows[1][..9],
        [
            "M000001",
            "UC2K000001",
            "principal",
            "004201",
            "1250.50",
            "auto",
            "97.00",
            "42.05",
            "exact_reference"
        ]
    );
    assert_eq!(sum(&rows, 4), mfano::kes("37515.00"));
}

#[test]
fn lines_put_money_in_and_out_in_their_own_columns() {
    let (_, rows) = file("lines.csv");
    assert_eq!(rows[1][2], "2026-03-03T09:14:27+03:00");
    assert_eq!(rows[1][3..5], ["1500.00", ""]);
    assert_eq!(rows[3][3..5], ["", "-730.25"]);
    assert_eq!(rows[1][5..], ["new", "matched", "500.00", "0.00"]);
    let refused = rows.last().unwrap();
    assert_eq!(
        refused[..],
        ["'+not a receipt", "", "", "", "", "refused", "", "", ""]
    );
    assert_eq!(sum(&rows, 3), mfano::kes("10500.00"));
    assert_eq!(sum(&rows, 4), mfano::kes("-2190.75"));
}

#[test]
fn entries_keep_their_text() {
    let (text, rows) = file("entries.csv");
    assert!(text.contains("\"INV,\"\"7\"\"\""));
    assert_eq!(rows[2][0], "INV,\"7\"");
    assert_eq!(rows[3][0], "'-7");
    assert_eq!(rows[3][1], "0042");
    assert_eq!(rows[5][3], "92233720368547758.07");
}

#[test]
fn exceptions_read_back() {
    let (_, rows) = file("exceptions.csv");
    assert_eq!(rows.len(), 41);
    let report = mfano::water();
    for (row, exception) in rows.iter().skip(1).zip(&report.exceptions) {
        assert_eq!(row[0], exception.id);
        assert_eq!(row[4].parse::<Kes>().unwrap(), exception.amount);
        assert_eq!(row[6], exception.detail);
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let mut room = [0u8; 100];
    let mut out = &mut room[..];
    assert!(reports::csv_files::exceptions_csv(&mfano::water(), &mut out).is_err());
}
