//! The shape of `summary.json`. The order of the fields here is the order in the file.

use domain::{Bucket, Day, Kes};
use serde::ser::{Serialize, Serializer};

use crate::model::{Bridge, CertificateRow, SourceFile};
use crate::tally::Tally;

/// Pairs written as an object, in their own order.
pub(super) struct Map<'a, V>(pub(super) Vec<(&'a str, V)>);

impl<V: Serialize> Serialize for Map<'_, V> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// The whole file.
#[derive(serde::Serialize)]
pub(super) struct Summary<'a> {
    pub(super) business: &'a str,
    pub(super) short_code: Option<&'a str>,
    pub(super) environment: &'a str,
    pub(super) period: Period,
    pub(super) as_of: String,
    pub(super) time_zone: &'a str,
    pub(super) counts: Counts<'a>,
    pub(super) totals: Totals<'a>,
    pub(super) certificate: Vec<Certificate<'a>>,
    pub(super) bridge: BridgeJson<'a>,
    pub(super) sources: Sources<'a>,
    pub(super) milliseconds: Map<'a, u64>,
}

/// From one end to the other, both included.
#[derive(serde::Serialize)]
pub(super) struct Period {
    from: String,
    to: String,
}

#[derive(serde::Serialize)]
pub(super) struct Counts<'a> {
    /// Rows of all files that ended in a bucket.
    pub(super) rows: u64,
    /// Rows of all files that hold nothing or only totals.
    pub(super) set_aside: u64,
    pub(super) lines: u64,
    pub(super) buckets: Map<'a, u64>,
    pub(super) classes: Map<'a, u64>,
    pub(super) matches: u64,
    pub(super) allocations: u64,
    pub(super) entries: u64,
    pub(super) entry_states: Map<'a, u64>,
    pub(super) exceptions: u64,
    pub(super) exception_kinds: Map<'a, u64>,
}

/// `null` for a sum past the range of an amount.
#[derive(serde::Serialize)]
pub(super) struct Totals<'a> {
    pub(super) statement_opening: String,
    pub(super) statement_in: String,
    pub(super) statement_out: String,
    pub(super) statement_closing: String,
    pub(super) allocated: Option<String>,
    pub(super) suggested: Option<String>,
    pub(super) unmatched_statement: Option<String>,
    pub(super) open_receivable: Option<String>,
    pub(super) open_payable: Option<String>,
    pub(super) classes: Map<'a, String>,
}

#[derive(serde::Serialize)]
pub(super) struct Certificate<'a> {
    wallet: &'a str,
    complete: bool,
    period: Option<Period>,
    rows: u64,
    opening: Option<String>,
    paid_in: String,
    withdrawn: String,
    closing: Option<String>,
    findings: &'a [String],
}

#[derive(serde::Serialize)]
pub(super) struct BridgeJson<'a> {
    book_brought_forward: String,
    cash_book: String,
    book_balance: String,
    items: Vec<Item<'a>>,
    statement_closing: String,
    balances_known: bool,
    residual: String,
}

#[derive(serde::Serialize)]
struct Item<'a> {
    code: &'a str,
    name: &'a str,
    count: u64,
    amount: String,
}

/// The files, in the order they were given.
pub(super) type Sources<'a> = Vec<Source<'a>>;

#[derive(serde::Serialize)]
pub(super) struct Source<'a> {
    name: &'a str,
    role: &'a str,
    layout: &'a str,
    sha256: &'a str,
    size: u64,
    buckets: Map<'a, u64>,
    set_aside: u64,
}

/// The first and last day.
pub(super) fn period((from, to): (Day, Day)) -> Period {
    Period {
        from: from.to_string(),
        to: to.to_string(),
    }
}

/// A tally's sum.
pub(super) fn amount(tally: Tally) -> Option<String> {
    tally.amount.map(Kes::plain)
}

/// One wallet's certificate.
pub(super) fn certificate(row: &CertificateRow) -> Certificate<'_> {
    Certificate {
        wallet: &row.wallet,
        complete: row.complete,
        period: row.period.map(|(from, to)| Period {
            from: from.to_string(),
            to: to.to_string(),
        }),
        rows: row.rows,
        opening: row.opening.map(Kes::plain),
        paid_in: row.paid_in.plain(),
        withdrawn: row.withdrawn.plain(),
        closing: row.closing.map(Kes::plain),
        findings: &row.findings,
    }
}

/// Book to statement.
pub(super) fn bridge(bridge: &Bridge) -> BridgeJson<'_> {
    BridgeJson {
        book_brought_forward: bridge.book_brought_forward.plain(),
        cash_book: bridge.cash_book.plain(),
        book_balance: bridge.book_balance.plain(),
        items: bridge
            .items
            .iter()
            .map(|item| Item {
                code: item.code,
                name: &item.name,
                count: item.count,
                amount: item.amount.plain(),
            })
            .collect(),
        statement_closing: bridge.statement_closing.plain(),
        balances_known: bridge.balances_known,
        residual: bridge.residual.plain(),
    }
}

/// One file.
pub(super) fn source(file: &SourceFile) -> Source<'_> {
    let counts = Bucket::ALL.iter().zip(file.buckets);
    Source {
        name: &file.name,
        role: file.role,
        layout: &file.layout,
        sha256: &file.sha256,
        size: file.size,
        buckets: Map(counts.map(|(bucket, rows)| (bucket.word(), rows)).collect()),
        set_aside: file.set_aside,
    }
}
