//! `summary.json`: a reconciliation's figures for programs.
//!
//! Pretty-printed with keys in a fixed order. Amounts are strings (`"-1234.50"`), so that no reader
//! rounds them; days and moments are ISO 8601; a value that does not exist is `null`. Only the
//! milliseconds differ between two runs over the same files.

mod json;

use domain::{Bucket, EntryState};

use crate::model::Reconciliation;
use crate::tally;
use json::{Counts, Map, Sources, Summary, Totals};

/// How long one step of the work took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The step, in one word: `read`, `match`, `write`.
    pub name: String,
    /// Whole milliseconds.
    pub milliseconds: u64,
}

/// The summary as JSON text that ends in a line feed.
#[must_use]
pub fn summary_json(report: &Reconciliation, phases: &[Phase]) -> String {
    let summary = Summary {
        business: &report.business,
        short_code: report.short_code.as_ref().map(|code| code.as_str()),
        environment: report.environment.word(),
        period: json::period(report.period),
        as_of: report.as_of.to_string(),
        time_zone: "Africa/Nairobi",
        counts: counts(report),
        totals: totals(report),
        certificate: report.certificates.iter().map(json::certificate).collect(),
        bridge: json::bridge(&report.bridge),
        sources: report
            .sources
            .iter()
            .map(json::source)
            .collect::<Sources<'_>>(),
        milliseconds: Map(phases
            .iter()
            .map(|phase| (phase.name.as_str(), phase.milliseconds))
            .collect()),
    };
    let mut text = serde_json::to_string_pretty(&summary)
        .expect("strings, numbers and lists always have a JSON form");
    text.push('\n');
    text
}

/// How many of everything.
fn counts(report: &Reconciliation) -> Counts<'_> {
    let buckets = Bucket::ALL.iter();
    let states = EntryState::ALL.iter();
    let kinds = tally::exceptions(report);
    Counts {
        rows: report.sources.iter().fold(0, |sum: u64, file| {
            file.buckets
                .iter()
                .fold(sum, |sum, n| sum.saturating_add(*n))
        }),
        set_aside: report
            .sources
            .iter()
            .fold(0, |sum: u64, file| sum.saturating_add(file.set_aside)),
        lines: tally::count(&report.lines),
        buckets: Map(buckets
            .map(|bucket| (bucket.word(), tally::lines_in(report, *bucket)))
            .collect()),
        classes: Map(report
            .classes
            .iter()
            .map(|row| (row.class.word(), row.count))
            .collect()),
        matches: tally::matches(report),
        allocations: tally::count(&report.matches),
        entries: tally::count(&report.entries),
        entry_states: Map(states
            .map(|state| (state.word(), tally::entries_in(report, *state).count))
            .collect()),
        exceptions: tally::count(&report.exceptions),
        exception_kinds: Map(kinds
            .iter()
            .map(|(kind, tally)| (*kind, tally.count))
            .collect()),
    }
}

/// How much of everything.
fn totals(report: &Reconciliation) -> Totals<'_> {
    let classes = report.classes.iter();
    Totals {
        statement_opening: report.bridge.statement_opening.plain(),
        statement_in: report.bridge.statement_in.plain(),
        statement_out: report.bridge.statement_out.plain(),
        statement_closing: report.bridge.statement_closing.plain(),
        allocated: json::amount(tally::allocated(report, &["auto", "confirmed"])),
        suggested: json::amount(tally::allocated(report, &["suggested"])),
        unmatched_statement: json::amount(tally::unmatched_lines(report)),
        open_receivable: json::amount(tally::open_entries(report, domain::Direction::Receivable)),
        open_payable: json::amount(tally::open_entries(report, domain::Direction::Payable)),
        classes: Map(classes
            .map(|row| (row.class.word(), row.amount.plain()))
            .collect()),
    }
}
