//! Measures the two bars of design section 16 that this crate answers for, each against its baseline
//! in the same run: CSV rows read and classified against the `csv` reader deserialising the same rows
//! to typed fields, and a workbook read against calamine's own read of its sheet.
//!
//! `cargo run -p statements --release --example statements_speed [rows]`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::print_stdout
)]

use std::fmt::Write as _;
use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::Reader as _;
use chrono::{NaiveDateTime, TimeDelta};
use serde::Deserialize;
use statements::model::{Flow, Limits, Progress, Source, Told};

const ROWS: usize = 300_000;
const ROUNDS: usize = 7;

/// A row as a program that trusts the file would take it.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Typed {
    #[serde(rename = "Receipt No.")]
    receipt: String,
    #[serde(rename = "Completion Time")]
    completed: String,
    #[serde(rename = "Initiation Time")]
    initiated: String,
    #[serde(rename = "Details")]
    details: String,
    #[serde(rename = "Transaction Status")]
    status: String,
    #[serde(rename = "Paid In")]
    paid_in: Option<f64>,
    #[serde(rename = "Withdrawn")]
    withdrawn: Option<f64>,
    #[serde(rename = "Balance")]
    balance: f64,
    #[serde(rename = "Balance Confirmed")]
    confirmed: bool,
    #[serde(rename = "Reason Type")]
    reason: Option<String>,
    #[serde(rename = "Other Party Info")]
    party: Option<String>,
    #[serde(rename = "Linked Transaction ID")]
    linked: Option<String>,
    #[serde(rename = "A/C No.")]
    account: Option<String>,
    #[serde(rename = "Currency")]
    currency: String,
}

const HEADER: &str = "Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.,Currency";

/// An F1 statement: payments and their charges, newest first, arithmetic exact.
fn statement(rows: usize) -> String {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 1)
        .unwrap()
        .and_hms_opt(0, 0, 0)
        .unwrap();
    let mut balance: i64 = 100_000;
    let mut lines = Vec::with_capacity(rows);
    for index in 0..rows / 2 {
        let at = start + TimeDelta::seconds(index as i64 * 20);
        let begun = at - TimeDelta::seconds(2);
        let receipt = receipt(at, index);
        let mixed = index.wrapping_mul(2_654_435_761) % 1_000_003;
        let amount = 5_000 + (mixed as i64 * 50) % 900_000;
        let (head, tail) = (mixed % 900 + 100, mixed % 997 % 900 + 100);
        let account = format!("HSE-{:04}", mixed % 5_000);
        balance += amount;
        let shown = |time: NaiveDateTime| time.format("%d-%m-%Y %H:%M:%S").to_string();
        let money = |cents: i64| format!("{}.{}", cents / 100, (cents / 10) % 10);
        let (at, begun) = (shown(at), shown(begun));
        let party = format!("25470****{tail} - AMANI **** MFANO{head}");
        lines.push(format!(
            "{receipt},{at},{begun},Pay Bill from {party} Acc. {account},Completed,{},,{},true,Pay Utility,{party},,{account},KES",
            money(amount), money(balance)
        ));
        balance -= 1_000;
        lines.push(format!(
            "{receipt},{at},{begun},Pay Bill Charge,Completed,,-10.0,{},true,Pay Utility,SP,,,KES",
            money(balance)
        ));
    }
    let mut text = String::with_capacity(lines.len() * 180);
    let _ = writeln!(text, "{HEADER}");
    for line in lines.iter().rev() {
        let _ = writeln!(text, "{line}");
    }
    text
}

fn receipt(at: NaiveDateTime, index: usize) -> String {
    let prefix = domain::Receipt::date_prefix(at.date()).unwrap();
    format!("{prefix}{index:07}")
}

/// Time this thread spent on a processor, where the system tells it (Linux); else wall time. Other
/// work on a busy machine then does not count.
fn now(start: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    spent.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn best(mut run: impl FnMut() -> usize) -> (Duration, usize) {
    let start = Instant::now();
    let mut best = Duration::MAX;
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let before = now(start);
        rows = run();
        best = best.min(now(start) - before);
    }
    (best, rows)
}

/// Deserialises every row by its headers and lets it go, as a program that sums a file would.
fn typed(text: &str) -> usize {
    let mut rows = 0;
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: Typed = row.unwrap();
        std::hint::black_box(row);
        rows += 1;
    }
    rows
}

/// The same by position, which skips the headers: the hardest baseline.
fn typed_by_position(text: &str) -> usize {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).unwrap() {
        let row: Typed = record.deserialize(None).unwrap();
        std::hint::black_box(row);
        rows += 1;
    }
    rows
}

fn ours(name: &str, bytes: &[u8]) -> usize {
    let told = Told {
        short_code: domain::ShortCode::parse("600111"),
    };
    let mut go_on = |_: Progress| Flow::Continue;
    let source = Source { name, bytes };
    let file = statements::read_statement(source, &told, &Limits::default(), &mut go_on).unwrap();
    assert!(file.refused.is_empty(), "{:?}", file.refused.first());
    assert!(
        file.certificates
            .iter()
            .all(statements::certificate::Certificate::is_complete)
    );
    file.rows.len()
}

fn workbook(text: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().unwrap();
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            let (row, column) = (row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) if (5..8).contains(&column) => {
                    sheet.write_number(row, column, number).unwrap()
                }
                _ if cell.is_empty() => continue,
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn calamines(bytes: &[u8]) -> usize {
    let mut workbook = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = workbook.sheet_names().first().unwrap().clone();
    workbook.worksheet_range(&name).unwrap().height()
}

fn main() {
    let rows = std::env::args()
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(ROWS);
    let text = statement(rows);
    let rate = |(time, rows): (Duration, usize)| rows as f64 / time.as_secs_f64();
    let base = best(|| typed(&text));
    let bare = best(|| typed_by_position(&text));
    let own = best(|| ours("speed.csv", text.as_bytes()));
    println!("csv   {rows} rows, {} MB", text.len() / 1_000_000);
    println!("  csv reader, typed     {:>10.0} rows/s", rate(base));
    println!("  the same by position  {:>10.0} rows/s", rate(bare));
    println!("  read_statement        {:>10.0} rows/s", rate(own));
    println!("  ratio, by position    {:>10.2}", rate(own) / rate(bare));
    println!(
        "  ratio                 {:>10.2}  (bar: at least 0.50)",
        rate(own) / rate(base)
    );
    let text: String = text
        .lines()
        .take(rows / 3 + 1)
        .flat_map(|line| [line, "\n"])
        .collect();
    let bytes = workbook(&text);
    let base = best(|| calamines(&bytes));
    let own = best(|| ours("speed.xlsx", &bytes));
    println!(
        "xlsx  {} rows, {} MB packed",
        base.1,
        bytes.len() / 1_000_000
    );
    println!("  calamine's own read   {:>10.3} s", base.0.as_secs_f64());
    println!("  read_statement        {:>10.3} s", own.0.as_secs_f64());
    println!(
        "  ratio                 {:>10.2}  (bar: at most 1.20)",
        own.0.as_secs_f64() / base.0.as_secs_f64()
    );
}
