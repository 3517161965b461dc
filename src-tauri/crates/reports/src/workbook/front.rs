//! The summary sheet: what the reconciliation covers, the bridge, the certificates, the counts and
//! the files it rests on.

use domain::{Bucket, Direction, Kes};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Column, Sheet, Value};
use super::style::Styles;
use crate::labels;
use crate::model::Reconciliation;
use crate::tally::{self, Tally};

/// Widths of the sheet's columns, in characters.
pub(super) const WIDTHS: [u16; 11] = [46, 17, 17, 17, 17, 17, 13, 13, 13, 13, 68];

/// Writes the whole sheet.
pub(super) fn summary(
    report: &Reconciliation,
    mut sheet: Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    heading(report, &mut sheet, styles)?;
    balances(report, &mut sheet, styles)?;
    bridge(report, &mut sheet, styles)?;
    certificates(report, &mut sheet, styles)?;
    classes(report, &mut sheet, styles)?;
    left_open(report, &mut sheet, styles)?;
    sources(report, &mut sheet, styles)
}

fn heading(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.put(0, "Bank reconciliation statement: M-Pesa", &styles.title)?;
    sheet.skip(1);
    if let Some(ribbon) = labels::ribbon(report.environment) {
        sheet.put(0, ribbon, &styles.warning)?;
        sheet.skip(1);
    }
    let (from, to) = report.period;
    let code = report.short_code.as_ref().map(domain::ShortCode::as_str);
    sheet.values(&[words("Business"), Value::Text(&report.business)])?;
    sheet.values(&[words("Short code"), Value::or_blank(code, Value::Text)])?;
    sheet.values(&[words("From"), Value::Day(from)])?;
    sheet.values(&[words("To"), Value::Day(to)])?;
    sheet.values(&[words("As of"), Value::Day(report.as_of)])?;
    for note in [
        "Amounts are Kenyan shillings. Times are East Africa Time (UTC+3).",
        "This workbook carries names of customers in full. Keep it as you keep bank statements.",
    ] {
        sheet.put(0, note, &styles.note)?;
        sheet.skip(1);
    }
    Ok(())
}

fn section(sheet: &mut Sheet<'_>, styles: &Styles, title: &str) -> Result<(), XlsxError> {
    sheet.skip(1);
    sheet.put(0, title, &styles.section)?;
    sheet.skip(1);
    Ok(())
}

fn balances(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    section(sheet, styles, "Statement")?;
    let bridge = &report.bridge;
    for (name, amount) in [
        ("Opening balance", bridge.statement_opening),
        ("Money in", bridge.statement_in),
        ("Money out", bridge.statement_out),
    ] {
        sheet.values(&[words(name), Value::Blank, Value::Amount(amount)])?;
    }
    sheet.total(&[
        words("Closing balance"),
        words(""),
        Value::Amount(bridge.statement_closing),
    ])?;
    if !bridge.balances_known {
        sheet.put(0, crate::workbook::BALANCES_WORKED_OUT, &styles.note)?;
        sheet.skip(1);
    }
    Ok(())
}

fn bridge(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let bridge = &report.bridge;
    section(sheet, styles, "Book balance to statement balance")?;
    sheet.header(&columns(&["Item", "Lines or entries", "Amount"], 1))?;
    sheet.values(&[
        words("Brought forward in the books"),
        Value::Blank,
        Value::Amount(bridge.book_brought_forward),
    ])?;
    sheet.values(&[
        words("Cash-book entries dated in the period"),
        Value::Blank,
        Value::Amount(bridge.cash_book),
    ])?;
    sheet.total(&[
        words("Book balance"),
        words(""),
        Value::Amount(bridge.book_balance),
    ])?;
    for item in &bridge.items {
        sheet.values(&[
            Value::Text(&item.name),
            Value::count(item.count),
            Value::Amount(item.amount),
        ])?;
    }
    if let Some(explained) = tally::explained(bridge) {
        sheet.total(&[
            words("Explained by the books and these items"),
            words(""),
            Value::Amount(explained),
        ])?;
    }
    sheet.values(&[
        words("Statement closing balance"),
        Value::Blank,
        Value::Amount(bridge.statement_closing),
    ])?;
    sheet.total(&[
        words("Residual"),
        words(""),
        Value::Amount(bridge.residual),
        Value::Words(verdict(bridge.residual)),
    ])
}

fn certificates(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    section(sheet, styles, "Completeness of the statement")?;
    let titles = [
        "Wallet", "Rows", "Opening", "In", "Out", "Closing", "From", "To", "Complete", "",
        "Findings",
    ];
    sheet.header(&columns(&titles, 1))?;
    for row in &report.certificates {
        sheet.values(&[
            Value::Text(&row.wallet),
            Value::count(row.rows),
            Value::or_blank(row.opening, Value::Amount),
            Value::Amount(row.paid_in),
            Value::Amount(row.withdrawn),
            Value::or_blank(row.closing, Value::Amount),
            Value::or_blank(row.period, |(from, _)| Value::Day(from.day())),
            Value::or_blank(row.period, |(_, to)| Value::Day(to.day())),
            words(if row.complete { "Yes" } else { "Not proven" }),
            Value::Blank,
            Value::Words(row.findings.join(" · ")),
        ])?;
    }
    Ok(())
}

fn classes(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    section(sheet, styles, "Statement lines by class")?;
    sheet.header(&columns(&["Class", "Lines", "Amount"], 1))?;
    for row in &report.classes {
        sheet.values(&[
            words(labels::class(row.class)),
            Value::count(row.count),
            Value::Amount(row.amount),
        ])?;
    }
    let all = tally::all_classes(&report.classes);
    sheet.total(&[words("All lines"), Value::count(all.count), sum(all)])
}

fn left_open(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    section(sheet, styles, "Left open")?;
    sheet.header(&columns(&["What", "Count", "Open"], 1))?;
    let receivable = tally::open_entries(report, Direction::Receivable);
    let payable = tally::open_entries(report, Direction::Payable);
    for (name, tally) in [
        ("Unmatched on the statement", tally::unmatched_lines(report)),
        ("Open receivables in the ledger", receivable),
        ("Open payables in the ledger", payable),
    ] {
        sheet.values(&[words(name), Value::count(tally.count), sum(tally)])?;
    }
    Ok(())
}

fn sources(
    report: &Reconciliation,
    sheet: &mut Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    section(sheet, styles, "Source files")?;
    let mut titles = vec!["File", "Role", "Layout", "Bytes"];
    titles.extend(Bucket::ALL.iter().map(|bucket| labels::bucket(*bucket)));
    titles.extend(["Set aside", "", "SHA-256"]);
    sheet.header(&columns(&titles, 3))?;
    for file in &report.sources {
        let mut row = vec![
            Value::Text(&file.name),
            Value::Words(labels::sentence_case(file.role)),
            Value::Text(&file.layout),
            Value::count(file.size),
        ];
        row.extend(file.buckets.iter().map(|rows| Value::count(*rows)));
        row.extend([
            Value::count(file.set_aside),
            Value::Blank,
            Value::Text(&file.sha256),
        ]);
        sheet.values(&row)?;
    }
    Ok(())
}

/// What the residual means for the period.
fn verdict(residual: Kes) -> String {
    if residual.is_zero() {
        "Zero: the period can close".into()
    } else {
        format!("Not zero: {} is not explained yet", residual.plain())
    }
}

fn words<'a>(text: &str) -> Value<'a> {
    Value::Words(text.to_owned())
}

/// A sum, or why there is none.
fn sum<'a>(tally: Tally) -> Value<'a> {
    tally
        .amount
        .map_or_else(|| words("Too large to add up"), Value::Amount)
}

/// Columns whose header stands right from `first_figures` on, except over words.
fn columns(titles: &[&'static str], first_figures: usize) -> Vec<Column> {
    const OVER_WORDS: [&str; 4] = ["Complete", "Findings", "SHA-256", ""];
    titles
        .iter()
        .enumerate()
        .map(|(index, title)| Column {
            title,
            width: 0,
            figures: index >= first_figures && !OVER_WORDS.contains(title),
        })
        .collect()
}
