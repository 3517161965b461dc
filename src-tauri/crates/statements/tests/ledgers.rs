//! Ledgers: required columns, per-row refusals, open amounts, and dates decided by the whole column.
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
use statements::model::LedgerFile;

fn refused(text: &str) -> (&'static str, String) {
    match try_ledger("ledger.csv", text.as_bytes()) {
        Ok(_) => panic!("was read"),
        Err(problem) => {
            assert!(!problem.remedies.is_empty());
            (problem.code.0, problem.message)
        }
    }
}

#[test]
fn columns_that_no_row_can_do_without() {
    let (code, message) = refused("reference,direction,date\nINV 1,in,2026-02-03\n");
    assert_eq!(code, "ledger.no_amounts");
    assert!(message.contains("Missing here: amount") && message.contains("“direction”"));
    let (code, message) = refused("reference,amount,date\nINV 1,5,2026-02-03\n");
    assert_eq!(code, "ledger.no_header");
    assert!(message.contains("Missing here: direction"), "{message}");
    let (code, _) = refused("name,direction,amount\nAmani,in,5\n");
    assert_eq!(code, "ledger.no_header");
    let (code, _) = refused("hello\nworld\n");
    assert_eq!(code, "ledger.no_header");
    let (code, _) = refused("reference,direction,amount (USD)\nINV 1,in,5\n");
    assert_eq!(code, "ledger.currency");
    assert_eq!(refused("").0, "import.empty");
}

fn codes_of(file: &LedgerFile) -> Vec<(u64, &'static str, String)> {
    file.refused
        .iter()
        .map(|it| (it.row, it.code, it.column.clone().unwrap_or_default()))
        .collect()
}

#[test]
fn bad_rows_are_refused_one_by_one() {
    let file = ledger(
        "reference,account,direction,amount,paid,open,currency,date\n\
         INV 1,A,in,100,,,,\n\
         ,,in,100,,,,\n\
         INV 3,,sideways,100,,,,\n\
         INV 4,,in,,,,,\n\
         INV 5,,in,-100,,,,\n\
         INV 6,,in,100,,150,,\n\
         INV 7,,in,100,,-1,,\n\
         INV 8,,in,100,150,,,\n\
         INV 9,,in,100,,,USD,\n\
         INV 10,,in,100,,,KES,soon\n\
         INV 11,,in,1,000,,,,2026-02-03,\n\
         \n\
         reference,account,direction,amount,paid,open,currency,date\n\
         Total,,,1100,,,,\n\
         INV 12,,out,\"KSh 1,000.50\",200,800.50,KES,3 Feb 2026\n",
    );
    assert_eq!(file.rows.len(), 2);
    assert_eq!(file.rows[1].open, Kes::from_cents(80_050));
    let column = |name: &str| name.to_owned();
    assert_eq!(
        codes_of(&file),
        [
            (3, "reference", column("reference")),
            (4, "direction", column("direction")),
            (5, "no_amount", column("amount")),
            (6, "amount", column("amount")),
            (7, "amount", column("open")),
            (8, "amount", column("open")),
            (9, "amount", column("paid")),
            (10, "currency", column("currency")),
            (11, "time", column("date")),
            (12, "short_row", column("")),
        ]
    );
    assert_eq!((file.skipped.blank, file.skipped.repeated_header), (1, 1));
    assert_eq!(file.footers.len(), 1);
}

#[test]
fn open_is_the_column_or_what_is_left() {
    let open = |cells: &str| {
        let file = ledger(&format!(
            "reference,direction,amount,paid,open\nINV 1,in,{cells}\n"
        ));
        let row = &file.rows[0];
        (row.paid.plain(), row.open.plain(), row.warnings.len())
    };
    let is = |paid: &str, open: &str, warnings| (paid.to_owned(), open.to_owned(), warnings);
    assert_eq!(open("100,,"), is("0.00", "100.00", 0));
    assert_eq!(open("100,40,"), is("40.00", "60.00", 0));
    assert_eq!(open("100,,60"), is("40.00", "60.00", 0));
    assert_eq!(open("100,100,0"), is("100.00", "0.00", 0));
    assert_eq!(open("100,40,50"), is("40.00", "50.00", 1));
}

#[test]
fn odd_phones_and_receipts_are_told_and_the_row_is_kept() {
    let file = ledger(
        "reference,direction,amount,phone,receipt\n\
         INV 1,in,5,2.547E+11,not yet\n\
         INV 2,in,5,0700 000 101,ub3k0001aa\n",
    );
    assert_eq!(file.rows[0].warnings.len(), 2);
    assert!(file.rows[0].phone.is_none() && file.rows[0].receipt.is_none());
    assert!(file.rows[1].warnings.is_empty());
    assert_eq!(
        file.rows[1].receipt.as_ref().unwrap().as_str(),
        "UB3K0001AA"
    );
}

fn dates(rows: &[&str]) -> Result<Vec<String>, &'static str> {
    let text = format!(
        "reference,direction,amount,date,due_date\n{}\n",
        rows.join("\n")
    );
    let file = try_ledger("ledger.csv", text.as_bytes()).map_err(|problem| problem.code.0)?;
    Ok(file
        .rows
        .iter()
        .map(|row| row.date.map_or_else(|| "-".into(), |day| day.to_string()))
        .collect())
}

#[test]
fn the_whole_column_tells_day_from_month() {
    let day_first = dates(&["A,in,5,03/02/2026,", "B,in,5,13/02/2026,"]);
    assert_eq!(day_first.unwrap(), ["2026-02-03", "2026-02-13"]);
    let month_first = dates(&["A,in,5,02/03/2026,", "B,in,5,02/13/2026,"]);
    assert_eq!(month_first.unwrap(), ["2026-02-03", "2026-02-13"]);
    assert_eq!(dates(&["A,in,5,03/02/2026,"]), Err("ledger.date_order"));
    // The portal's own way of writing, which no locale with the month first has.
    assert_eq!(dates(&["A,in,5,03-02-2026,"]).unwrap(), ["2026-02-03"]);
    assert_eq!(dates(&["A,in,5,2026-02-03,"]).unwrap(), ["2026-02-03"]);
    // Due before the invoice would be odd, so the order is day first.
    assert_eq!(
        dates(&["A,in,5,03/02/2026,02/03/2026"]).unwrap(),
        ["2026-02-03"]
    );
    // Some rows are clear in themselves, contradict each other, and one is open: it is refused.
    let mixed = dates(&[
        "A,in,5,03/02/2026,",
        "B,in,5,13/02/2026,",
        "C,in,5,02/13/2026,",
    ]);
    assert_eq!(mixed.unwrap(), ["2026-02-13", "2026-02-13"]);
}

#[test]
fn delimiters_and_a_decimal_comma_are_found() {
    let file = ledger("Reference;Direction;Amount\nINV 1;in;1.234,50\nINV 2;in;15,0\n");
    let amounts: Vec<_> = file.rows.iter().map(|row| row.amount.cents()).collect();
    assert_eq!(amounts, [123_450, 1_500]);
}
