//! What the figures rest on: counts per class, certificates, exceptions, source files.

use domain::{Bucket, Kes};

use super::flow::Flow;
use super::page::{BAD, GOOD, INK, LEFT, MUTED, RIGHT};
use super::table::{self, Column, Kind, Note, ROW_HEIGHT, Row, Weighting};
use crate::labels;
use crate::model::{CertificateRow, ExceptionRow, Reconciliation, SourceFile};
use crate::tally;

/// Exceptions listed one by one; the rest is in `exceptions.csv`.
pub const EXCEPTIONS_LISTED_MAX: usize = 60;
/// Findings printed per wallet; the rest is in `summary.json`.
const FINDINGS_MAX: usize = 12;
/// Wallets, and files, printed one by one; the rest is in `summary.json`.
const BLOCKS_MAX: usize = 400;

const fn column(title: &'static str, width: i64, kind: Kind) -> Column {
    Column { title, width, kind }
}

/// Section 3: how many lines ended in each class.
pub(super) fn classes(flow: &mut Flow<'_>, report: &Reconciliation) {
    flow.heading(
        3,
        "Statement lines by class",
        table::height_of(report.classes.len() + 1),
    );
    let columns = [
        column("Class", 300_000, Kind::Words),
        column("Lines", 75_000, Kind::Figures),
        column("KES", RIGHT - LEFT - 375_000, Kind::Figures),
    ];
    let rows = report.classes.iter().map(|row| {
        Row::new(vec![
            labels::class(row.class).into(),
            labels::grouped(row.count),
            row.amount.to_string(),
        ])
    });
    let all = tally::all_classes(&report.classes);
    let total = Row::new(vec![
        "All lines".into(),
        labels::grouped(all.count),
        sum(all.amount),
    ])
    .weighted(Weighting::Total);
    table::draw(flow, &columns, rows.chain([total]));
}

/// Section 4: one certificate per wallet.
pub(super) fn certificates(flow: &mut Flow<'_>, report: &Reconciliation) {
    flow.heading(4, "Completeness of the statement", ROW_HEIGHT * 6);
    let columns = [
        column("Wallet", 141_276, Kind::Words),
        column("Rows", 40_000, Kind::Figures),
        column("Opening", 78_000, Kind::Figures),
        column("In", 78_000, Kind::Figures),
        column("Out", 78_000, Kind::Figures),
        column("Closing", 78_000, Kind::Figures),
    ];
    let rows = report.certificates.iter().take(BLOCKS_MAX).map(certificate);
    table::draw(flow, &columns, rows);
    more(flow, report.certificates.len(), BLOCKS_MAX, "summary.json");
}

fn certificate(row: &CertificateRow) -> Row {
    let balance = |amount: Option<Kes>| amount.map_or("not known".into(), |kes| kes.to_string());
    let period = row.period.map_or(String::new(), |(from, to)| {
        let moment = |at: domain::Eat| at.civil().format("%-d %b %Y %H:%M:%S").to_string();
        format!(" · {} to {}", moment(from), moment(to))
    });
    let (status, colour) = if row.complete {
        (format!("✓ Complete{period}"), GOOD)
    } else {
        (format!("✗ Completeness not proven{period}"), BAD)
    };
    let mut table_row = Row::new(vec![
        row.wallet.clone(),
        labels::grouped(row.rows),
        balance(row.opening),
        row.paid_in.to_string(),
        row.withdrawn.to_string(),
        balance(row.closing),
    ])
    .with_note(status, colour, 1);
    for finding in row.findings.iter().take(FINDINGS_MAX) {
        table_row = table_row.with_note(finding.clone(), MUTED, 2);
    }
    match row.findings.len().checked_sub(FINDINGS_MAX) {
        Some(more @ 1..) => {
            table_row.with_note(format!("… and {more} more in summary.json"), MUTED, 1)
        }
        _ => table_row,
    }
}

/// Section 5: exceptions per kind, then the first of them.
pub(super) fn exceptions(flow: &mut Flow<'_>, report: &Reconciliation) {
    let kinds = tally::exceptions(report);
    flow.heading(5, "Exceptions", table::height_of(kinds.len()));
    if report.exceptions.is_empty() {
        flow.note("None: nothing waits for a person.", MUTED);
        return;
    }
    let columns = [
        column("Kind", 300_000, Kind::Words),
        column("Exceptions", 75_000, Kind::Figures),
        column("KES", RIGHT - LEFT - 375_000, Kind::Figures),
    ];
    let rows = kinds.iter().map(|(kind, tally)| {
        Row::new(vec![
            labels::sentence_case(kind),
            labels::grouped(tally.count),
            sum(tally.amount),
        ])
    });
    table::draw(flow, &columns, rows);
    flow.gap(16_000);

    let columns = [
        column("Kind", 118_000, Kind::Words),
        column("Receipt", 84_000, Kind::Words),
        column("Reference", 132_276, Kind::Words),
        column("Age", 56_000, Kind::Figures),
        column("KES", RIGHT - LEFT - 390_276, Kind::Figures),
    ];
    let listed = report.exceptions.iter().take(EXCEPTIONS_LISTED_MAX);
    table::draw(flow, &columns, listed.map(exception));
    let (all, shown) = (report.exceptions.len(), EXCEPTIONS_LISTED_MAX);
    more(flow, all, shown, "exceptions.csv");
}

fn exception(row: &ExceptionRow) -> Row {
    let unit = if row.age_days == 1 { "day" } else { "days" };
    Row::new(vec![
        labels::sentence_case(row.kind),
        or_dash(&row.receipt),
        or_dash(&row.reference),
        format!("{} {unit}", row.age_days),
        row.amount.to_string(),
    ])
    .with_note(row.detail.clone(), MUTED, 2)
}

/// Section 6: the files, their hashes, and where their rows ended.
pub(super) fn sources(flow: &mut Flow<'_>, report: &Reconciliation) {
    flow.heading(6, "Source files", ROW_HEIGHT * 4);
    let mut columns = vec![
        column("File", 186_276, Kind::Name),
        column("Read as", 62_000, Kind::Words),
    ];
    columns.extend(
        Bucket::ALL
            .iter()
            .map(|bucket| column(labels::bucket(*bucket), 48_000, Kind::Figures)),
    );
    columns.push(column("Set aside", 53_000, Kind::Figures));
    let rows = report.sources.iter().take(BLOCKS_MAX).map(source);
    table::draw(flow, &columns, rows);
    more(flow, report.sources.len(), BLOCKS_MAX, "summary.json");
}

fn source(file: &SourceFile) -> Row {
    let mut cells = vec![file.name.clone(), file.layout.clone()];
    cells.extend(file.buckets.iter().map(|rows| labels::grouped(*rows)));
    cells.push(labels::grouped(file.set_aside));
    let mut row = Row::new(cells);
    row.notes.push(Note {
        text: format!(
            "{}, {} bytes · SHA-256 {}",
            labels::sentence_case(file.role),
            labels::grouped(file.size),
            file.sha256
        ),
        colour: MUTED,
        tabular: true,
        lines_max: 2,
    });
    row
}

fn more(flow: &mut Flow<'_>, all: usize, shown: usize, file: &str) {
    if let Some(rest @ 1..) = all.checked_sub(shown) {
        let rest = labels::grouped(u64::try_from(rest).unwrap_or(u64::MAX));
        flow.gap(4_000);
        flow.note(&format!("… and {rest} more in {file}"), INK);
    }
}

fn sum(amount: Option<Kes>) -> String {
    amount.map_or("too large to add up".into(), |sum| sum.to_string())
}

fn or_dash(text: &str) -> String {
    if text.is_empty() {
        "–".into()
    } else {
        text.into()
    }
}
