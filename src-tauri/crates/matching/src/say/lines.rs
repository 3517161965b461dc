//! Why a line ended where it did.

use super::{entry, key, money, names, receipt, typed};
use crate::column::LineAt;
use crate::model::MatchState;
use crate::pass::near::Near;
use crate::reason::Reason;
use crate::run::Run;

/// Why a line that needs no ledger is what it is; also the words for a reversal not understood.
pub(crate) fn line(run: &Run<'_, '_>, at: LineAt) -> String {
    let state = &run.claims.lines[at];
    let paid = receipt(run, at);
    let related = state.related.map(|at| receipt(run, at));
    match (state.reason, related) {
        (Reason::NotCompleted, _) => "It was not completed, so no money moved.".into(),
        (Reason::ZeroAmount, _) => "Its amount is zero, so no money moved.".into(),
        (Reason::Charge, Some(_)) => format!("M-Pesa's charge for {paid}."),
        (Reason::Charge, None) => {
            format!("M-Pesa's charge for {paid}, whose payment is not in these statements.")
        }
        (Reason::Sweep, Some(_)) => "Collections moved on; its other leg is here too.".into(),
        (Reason::Sweep, None) => "Collections moved on towards the bank.".into(),
        (Reason::OwnTransfer, Some(_)) => {
            "Moved between own accounts; its other leg is here too.".into()
        }
        (Reason::OwnTransfer, None) => "Moved between own accounts.".into(),
        (Reason::Borrowing, _) => "Overdraft or loan: neither income nor expense.".into(),
        (Reason::Undone, Some(by)) => format!("It was undone by {by}."),
        (Reason::Undoing, Some(of)) => format!("It undoes {of}."),
        (Reason::UndoingTooMuch, Some(of)) => {
            format!("It undoes {of}, and takes back more than that had left.")
        }
        (Reason::UndoingPerhaps, Some(of)) => format!(
            "A reversal that names no payment; {of} has the same party and amount and came before."
        ),
        (Reason::UndoingOneOf, Some(of)) => {
            format!("A reversal that names no payment; several fit, {of} the latest of them.")
        }
        (Reason::UndoingUnseen, _) => {
            let link = run.book.line(at).linked.as_ref();
            let link = link.map_or("a payment", |link| link.as_str());
            format!("It undoes {link}, which is not in these statements.")
        }
        _ => "A reversal that names no payment, and none fits by party and amount.".into(),
    }
}

/// Why a line that was offered to the ledger ended where it did. `draft` is its first match.
pub(crate) fn why(
    run: &Run<'_, '_>,
    near: &Near<'_>,
    at: LineAt,
    explained: Option<(MatchState, &str)>,
) -> String {
    let state = &run.claims.lines[at];
    let left = money(state.left);
    let held = || state.credit_for.map_or("it".into(), |of| entry(run, of));
    match (state.reason, explained) {
        (Reason::AlreadyPaid, _) => {
            let by = state.related.map_or("another", |by| receipt(run, by));
            format!(
                "{} was already paid by {by}; {left} is held as credit.",
                held()
            )
        }
        (Reason::AlreadySettled, _) => format!(
            "{} has nothing open: the ledger already has it as settled; {left} is held as credit.",
            held()
        ),
        (Reason::NothingOpen, _) => format!(
            "The customer has nothing open; {left} is noted as credit on {}.",
            held()
        ),
        (Reason::ReceiptRivals { count, .. }, _) => format!(
            "The ledger uses receipt {} for {count} entries whose amounts do not add up to it.",
            receipt(run, at)
        ),
        (Reason::ReferenceRivals(group), _) => format!(
            "{} is the reference of {} entries of different customers.",
            key(near.references().key(group)),
            near.references().len(group)
        ),
        (Reason::ProposedSeveral, _) => {
            "Several open entries fit the amount and the payer equally well.".into()
        }
        (Reason::Misfit, _) => "An earlier decision no longer fits; it waits for a person.".into(),
        (_, Some((MatchState::Auto, sentence))) => sentence.to_owned(),
        (Reason::Over, _) => {
            format!(
                "{} had less open than was paid; {left} is held as credit.",
                held()
            )
        }
        (Reason::Proposed, Some((_, sentence))) => sentence.to_owned(),
        (Reason::Allocated, _) => {
            let list = names(run, run.claims.of_line(at).map(|claim| claim.entry));
            let amount = money(state.allocated);
            if state.left.is_positive() {
                format!("{amount} was assigned to {list} before; {left} is still open.")
            } else {
                format!("{amount} was assigned to {list} before.")
            }
        }
        _ => unmatched(run, near, at),
    }
}

/// What was tried, and what would have made it match.
fn unmatched(run: &Run<'_, '_>, near: &Near<'_>, at: LineAt) -> String {
    let text = typed(run, at);
    let out = run.book.line(at).amount.is_negative();
    let has_typed = run.book.line(at).typed.is_some();
    let shown = text.unwrap_or("what was typed");
    if has_typed && near.other_direction(run, at) && !near.declined(run, at) {
        return if out {
            format!("{shown} is money to be received, and this was paid out.")
        } else {
            format!("{shown} is money to be paid, and this was received.")
        };
    }
    let tried = match text {
        _ if has_typed && near.declined(run, at) => {
            "What was typed was declined for this payment".to_owned()
        }
        Some(text) if out => format!("No bill or supplier is called {text}"),
        Some(text) => format!("No invoice or customer is called {text}"),
        None if has_typed => "What was typed is neither a reference nor an account".to_owned(),
        None => "No account was typed".to_owned(),
    };
    let same = near.same_amount(run, at);
    match (same.first, same.count) {
        (_, 0) if has_typed => format!("{tried}."),
        (_, 0) => format!("{tried}, and nothing open has this amount."),
        (Some(of), 1) => format!(
            "{tried}; {} has the same amount open, and the payer's phone or name on it would have made it a suggestion.",
            entry(run, of)
        ),
        (_, count) => format!(
            "{tried}; {count} open entries have this amount, and the payer's phone or name would tell which."
        ),
    }
}
