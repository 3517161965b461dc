//! A CSV statement parsed and classified, against the `csv` reader deserialising the same rows into a
//! typed record.

use std::hint::black_box;
use std::time::Duration;

use engine::practice::{Business, SAMPLE_SEED, Scale};
use serde::Deserialize;
use statements::{Flow, Limits, Source, Told};

use crate::figure::Figure;
use crate::timing::{grouped, in_turns, rate, ratio, timed};

const LINES: u32 = 1_000_000;
const TURNS: usize = 5;

/// The typed fields a program would read that knows the layout: text as text, amounts as numbers.
#[derive(Deserialize)]
#[allow(dead_code, reason = "deserialised for the time it takes")]
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
    balance: Option<f64>,
    #[serde(rename = "Balance Confirmed")]
    confirmed: Option<bool>,
    #[serde(rename = "Reason Type")]
    reason: String,
    #[serde(rename = "Other Party Info")]
    party: String,
    #[serde(rename = "Linked Transaction ID")]
    linked: String,
    #[serde(rename = "A/C No.")]
    account: String,
    #[serde(rename = "Currency")]
    currency: String,
}

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let business = Business::new(SAMPLE_SEED, &Scale::load(LINES / smaller));
    let bytes = business.statement_csv();
    let rows = business.line_count();
    drop(business);
    let (ours, baseline) = in_turns(TURNS, || ours(&bytes, rows), || baseline(&bytes, rows));
    let rates = ratio(baseline, ours);
    let what = "CSV statement parsed and classified";
    vec![
        Figure::new(what, format!("{} rows", grouped(rows)), rate(rows, ours))
            .beside(format!("{} (csv, typed)", rate(rows, baseline)), rates)
            .bar("≥ 0.5 × the rate", rates >= 0.5),
    ]
}

fn ours(bytes: &[u8], rows: usize) -> Duration {
    let source = Source {
        name: "statement.csv",
        bytes,
    };
    let (read, time) = timed(|| {
        statements::read_statement(source, &Told::default(), &Limits::default(), &mut |_| {
            Flow::Continue
        })
        .expect("the sample is a statement")
    });
    assert_eq!((read.rows.len(), read.refused.len()), (rows, 0));
    time
}

fn baseline(bytes: &[u8], rows: usize) -> Duration {
    let marker = b"Receipt No.";
    let start = bytes
        .windows(marker.len())
        .position(|part| part == marker)
        .unwrap_or(0);
    let table = bytes.get(start..).unwrap_or_default();
    let (count, time) = timed(|| {
        let mut reader = csv::Reader::from_reader(table);
        let mut count = 0;
        for row in reader.deserialize::<Typed>() {
            black_box(row.expect("the sample has these columns"));
            count += 1;
        }
        count
    });
    assert_eq!(count, rows + 1, "the rows and the totals below them");
    time
}
