//! What a person must look at, as far as it shows only when everything has been tried.

use domain::{Day, EntryState, Kes};

use crate::book::Receipts;
use crate::claims::Standing;
use crate::column::{EntryAt, LineAt};
use crate::model::FindingKind;
use crate::order;
use crate::pass::receipt::expected;
use crate::reason::Reason;
use crate::run::{Found, Run};
use crate::solve::Options;

/// What a line leaves open, as a finding; `why` is its sentence.
pub(crate) fn of_line(run: &Run<'_, '_>, at: LineAt, why: &str) -> Option<Found> {
    let state = &run.claims.lines[at];
    let open = !matches!(state.standing, Standing::Apart(_)) && state.left.is_positive();
    let kind = match state.reason {
        _ if !open => return None,
        // Told as a contradiction.
        Reason::Misfit => return None,
        Reason::AlreadyPaid | Reason::AlreadySettled => FindingKind::DuplicatePayment,
        Reason::Over => FindingKind::AmountDiffers,
        Reason::Allocated if state.credit_for.is_some() => FindingKind::AmountDiffers,
        _ => FindingKind::UnmatchedLine,
    };
    if kind == FindingKind::AmountDiffers && state.difference_told {
        return None;
    }
    Some(Found {
        line: Some(at),
        entry: state.credit_for,
        kind,
        amount: run.signed(at, state.left),
        detail: why.to_owned(),
    })
}

/// What an entry leaves open.
pub(crate) fn of_entry(
    run: &mut Run<'_, '_>,
    receipts: &Receipts<'_>,
    at: EntryAt,
    options: &Options,
) {
    if let Some(found) = unmatched(run, at, options.as_of) {
        run.found.push(found);
    }
    if let Some(found) = by_receipt(run, receipts, at, options.statement_complete) {
        run.found.push(found);
    }
}

/// An entry nothing has met, due by the day of the run. One without any date counts as due: nothing
/// says that it is not.
fn unmatched(run: &Run<'_, '_>, at: EntryAt, as_of: Day) -> Option<Found> {
    let state = &run.claims.entries[at];
    let due = order::age(run.book.entry(at));
    let nothing_met = EntryState::of(state.allocated, state.open_left, false) == EntryState::Open;
    if !nothing_met || due.is_some_and(|due| due > as_of) {
        return None;
    }
    let since = due.map_or_else(
        || "It has no due date".to_owned(),
        |due| format!("It was due on {due}"),
    );
    Some(Found {
        line: None,
        entry: Some(at),
        kind: FindingKind::UnmatchedEntry,
        amount: signed(run, at, state.open_left),
        detail: format!(
            "{since}, and no payment has met the KES {} open.",
            state.open_left
        ),
    })
}

fn signed(run: &Run<'_, '_>, at: EntryAt, amount: Kes) -> Kes {
    match run.book.entry(at).direction {
        domain::Direction::Receivable => amount,
        domain::Direction::Payable => amount.negated(),
    }
}

/// A receipt the ledger holds that the statement does not bear out.
fn by_receipt(
    run: &Run<'_, '_>,
    receipts: &Receipts<'_>,
    at: EntryAt,
    complete: Option<(Day, Day)>,
) -> Option<Found> {
    let entry = run.book.entry(at);
    let receipt = entry.receipt.as_ref()?;
    let state = &run.claims.entries[at];
    let found = |line, kind, amount, detail| {
        Some(Found {
            line,
            entry: Some(at),
            kind,
            amount: signed(run, at, amount),
            detail,
        })
    };
    let rows = receipts.rows(receipt);
    let Some(first) = rows.clone().next() else {
        let (from, to) = complete?;
        let day = receipt
            .date_code()
            .filter(|day| (from..=to).contains(day))?;
        let late = if day == to {
            "; it may have completed after midnight"
        } else {
            ""
        };
        let detail = format!(
            "The ledger holds receipt {receipt} of {day}, and the complete statement for that day has no such receipt{late}."
        );
        let (missing, kind) = (expected(run, at), FindingKind::MissingFromStatement);
        return found(None, kind, missing, detail);
    };
    // What is met in part, or awaits a choice among rivals, has its own finding.
    let told = |row: LineAt| matches!(run.claims.lines[row].reason, Reason::ReceiptRivals { .. });
    if !state.booked_left.is_positive() || state.booked_met.is_positive() || rows.clone().any(told)
    {
        return None;
    }
    let booked = entry.booked;
    let said = format!("The ledger has KES {booked} booked under receipt {receipt}");
    let usable = |row: &LineAt| run.is_offered(*row);
    let detail = match rows.clone().find(usable) {
        None if run.claims.lines[first].reason == Reason::Undone => {
            format!("{said}, but that payment was undone.")
        }
        None => format!("{said}, but the statement shows no such payment completed."),
        Some(_) if !rows.clone().any(|row| usable(&row) && run.fits(row, at)) => {
            format!("{said}, but in the statement that money went the other way.")
        }
        Some(_) => format!("{said}, but that payment is assigned elsewhere."),
    };
    found(Some(first), FindingKind::Contradiction, booked, detail)
}

/// Findings in the order of their first row, then kind.
pub(crate) fn sort(found: &mut [Found]) {
    found.sort_by_key(|found| (found.line.is_none(), found.line, found.kind, found.entry));
}
