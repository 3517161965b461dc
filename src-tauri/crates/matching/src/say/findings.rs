//! What a finding tells.

use domain::{Kes, LineClass};

use super::{entry, money, names, receipt};
use crate::claims::Standing;
use crate::column::{EntryAt, LineAt};
use crate::reason::Reason;
use crate::run::Run;

/// A payment that was undone, wholly or in part.
pub(crate) fn undone(run: &Run<'_, '_>, original: LineAt, reversal: LineAt) -> String {
    let (paid, by) = (receipt(run, original), receipt(run, reversal));
    let left = run.claims.lines[original].effective;
    let taken = money(run.book.line(reversal).amount.magnitude());
    match run.claims.lines[reversal].reason {
        Reason::UndoingTooMuch => format!("{by} takes back {taken}, more than {paid} had left."),
        _ if left.is_zero() => format!("{paid} was undone by {by}: {taken} went back."),
        _ => format!("{by} took back {taken} of {paid}; {} stays.", money(left)),
    }
}

/// A decision on a payment that was undone or did not complete.
pub(crate) fn decision_undone(
    run: &Run<'_, '_>,
    at: LineAt,
    of: Option<EntryAt>,
    lost: Kes,
) -> String {
    let name = of.map_or("an entry".into(), |of| entry(run, of));
    let paid = receipt(run, at);
    let lost = money(lost);
    match run.claims.lines[at].standing {
        Standing::Apart(LineClass::NotCompleted) => {
            format!("{lost} of {paid} is assigned to {name}, but the payment did not complete.")
        }
        _ => format!("{lost} of {paid} is assigned to {name}, but that money went back."),
    }
}

/// A decision that claims more than there is.
pub(crate) fn decision_misfit(run: &Run<'_, '_>, at: LineAt, of: EntryAt, amount: Kes) -> String {
    format!(
        "An earlier decision gives {} of {} to {}, which is more than the payment has or the entry \
         can take; it was left out, and the payment waits for a person.",
        money(amount),
        receipt(run, at),
        entry(run, of),
    )
}

/// The ledger's amount under a receipt is not the statement's.
pub(crate) fn receipt_differs(
    run: &Run<'_, '_>,
    at: LineAt,
    of: EntryAt,
    paid: Kes,
    expected: Kes,
) -> String {
    format!(
        "The ledger has {} for {} under receipt {}; the statement has {}.",
        money(expected),
        entry(run, of),
        receipt(run, at),
        money(paid),
    )
}

/// One receipt on several entries.
pub(crate) fn receipt_shared(run: &Run<'_, '_>, at: LineAt, of: &[EntryAt]) -> String {
    format!(
        "The ledger uses receipt {} for {}, and their amounts do not add up to the {} it paid.",
        receipt(run, at),
        names(run, of.iter().copied()),
        money(run.claims.lines[at].effective),
    )
}
