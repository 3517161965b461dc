//! The first pages: who and when, the statement's balances, the bridge from the books.

use super::flow::Flow;
use super::page::{BAD, BOTTOM, GOOD, HAIR, INK, LEFT, MUTED, RIGHT, RULE};
use super::table::{self, Column, Kind, Row, Weighting};
use super::typeface::Style;
use crate::labels;
use crate::model::{Bridge, Reconciliation};
use crate::tally;

/// Title, business, and the facts that name the document.
pub(super) fn head(flow: &mut Flow<'_>, report: &Reconciliation, title: &str) {
    let run = flow.face.cut(title, Style::semibold(19_000), RIGHT - LEFT);
    let baseline = flow.y + 18_000;
    flow.text(LEFT, baseline, run, INK);
    flow.y = baseline + 8_000;
    for line in flow
        .face
        .wrap(&report.business, Style::regular(12_500), RIGHT - LEFT, 2)
    {
        let baseline = flow.y + 14_000;
        flow.text(LEFT, baseline, line, INK);
        flow.gap(17_000);
    }
    flow.gap(18_000);

    let (from, to) = report.period;
    let code = report
        .short_code
        .as_ref()
        .map_or("not known", |code| code.as_str());
    let period = format!("{} to {}", labels::long_day(from), labels::long_day(to));
    let as_of = labels::long_day(report.as_of);
    let mut x = LEFT;
    for (label, value, width) in [
        ("Short code", code, 90_000),
        ("Period", period.as_str(), 200_000),
        ("As of", as_of.as_str(), 103_000),
        ("Amounts in", "Kenyan shillings", 100_000),
    ] {
        let label = flow.face.line(label, Style::regular(7_500));
        let value = flow.face.cut(value, Style::semibold(9_000), width - 6_000);
        let top = flow.y;
        flow.text(x, top + 6_000, label, MUTED);
        flow.text(x, top + 18_500, value, INK);
        x += width;
    }
    flow.gap(20_000);
}

/// Section 1: opening, in, out, closing.
pub(super) fn balances(flow: &mut Flow<'_>, bridge: &Bridge) {
    flow.heading(1, "Statement balances", table::height_of(4));
    let columns = [
        Column {
            title: "All wallets",
            width: 360_000,
            kind: Kind::Words,
        },
        Column {
            title: "KES",
            width: RIGHT - LEFT - 360_000,
            kind: Kind::Figures,
        },
    ];
    let line = |name: &str, amount: domain::Kes| Row::new(vec![name.into(), amount.to_string()]);
    let rows = [
        line("Opening balance", bridge.statement_opening),
        line("Money in", bridge.statement_in),
        line("Money out", bridge.statement_out),
        line("Closing balance", bridge.statement_closing).weighted(Weighting::Total),
    ];
    table::draw(flow, &columns, rows);
    if !bridge.balances_known {
        flow.gap(3_000);
        flow.note(crate::workbook::BALANCES_WORKED_OUT, MUTED);
    }
}

/// Section 2: book balance to statement balance through named items, and what is left.
pub(super) fn bridge(flow: &mut Flow<'_>, bridge: &Bridge) {
    flow.heading(
        2,
        "Book balance to statement balance",
        table::height_of(bridge.items.len() + 6),
    );
    let columns = [
        Column {
            title: "Item",
            width: 300_000,
            kind: Kind::Words,
        },
        Column {
            title: "Lines or entries",
            width: 75_000,
            kind: Kind::Figures,
        },
        Column {
            title: "KES",
            width: RIGHT - LEFT - 375_000,
            kind: Kind::Figures,
        },
    ];
    let line = |name: &str, count: Option<u64>, amount: domain::Kes| {
        let count = count.map(labels::grouped).unwrap_or_default();
        Row::new(vec![name.into(), count, amount.to_string()])
    };
    let mut rows = vec![
        line(
            "Brought forward in the books",
            None,
            bridge.book_brought_forward,
        ),
        line(
            "Cash-book entries dated in the period",
            None,
            bridge.cash_book,
        ),
        line("Book balance", None, bridge.book_balance).weighted(Weighting::Total),
    ];
    rows.extend(
        bridge
            .items
            .iter()
            .map(|item| line(&item.name, Some(item.count), item.amount)),
    );
    if let Some(explained) = tally::explained(bridge) {
        let words = "Explained by the books and these items";
        rows.push(line(words, None, explained).weighted(Weighting::Total));
    }
    rows.push(line(
        "Statement closing balance",
        None,
        bridge.statement_closing,
    ));
    rows.push(line("Residual", None, bridge.residual).weighted(Weighting::Verdict));
    table::draw(flow, &columns, rows);
    verdict(flow, bridge.residual);
}

fn verdict(flow: &mut Flow<'_>, residual: domain::Kes) {
    let (words, colour) = if residual.is_zero() {
        ("Zero: the period can close".to_owned(), GOOD)
    } else {
        let words = format!(
            "Not zero: KES {residual} is not explained by any named item; the period cannot close"
        );
        (words, BAD)
    };
    flow.reserve(20_000);
    flow.gap(6_000);
    let run = flow.face.cut(&words, Style::semibold(9_250), RIGHT - LEFT);
    let baseline = flow.y + 9_000;
    flow.text(LEFT, baseline, run, colour);
    flow.gap(13_000);
}

/// Where the accountant and the reviewer sign: at the foot of the first page if the bridge ends
/// there, so that what is signed and the signatures stand on one page.
pub(super) fn signatures(flow: &mut Flow<'_>) {
    const HEIGHT: i64 = 122_000;
    const BETWEEN: i64 = 36_000;
    flow.gap(24_000);
    flow.reserve(HEIGHT);
    if flow.on_first_page() {
        flow.y = BOTTOM - HEIGHT;
    }
    let width = (RIGHT - LEFT - BETWEEN) / 2;
    let top = flow.y;
    for (index, role) in (0i64..).zip(["Prepared by", "Reviewed by"]) {
        let x = LEFT + index * (width + BETWEEN);
        let role = flow.face.line(role, Style::semibold(9_000));
        flow.text(x, top + 9_000, role, INK);
        for (line, label) in (1i64..).zip(["Name", "Signature", "Date"]) {
            let y = top + 9_000 + line * 33_000;
            let label = flow.face.line(label, Style::regular(7_500));
            flow.bar(x, y, width, HAIR, RULE);
            flow.text(x, y + 10_000, label, MUTED);
        }
    }
    flow.gap(HEIGHT);
}
