//! Pass 1, second half: what undoes an earlier payment.
//!
//! A reversal finds its original by the link, or by sharing its receipt (N37, N38), and takes that
//! much back: only the difference is offered to the ledger (N39). A reversal without a link is never
//! believed: the payment of the same party and amount before it is suggested. A decision on a
//! payment that is undone later stands, and is told as a contradiction (N40).

use std::cmp::Ordering;

use domain::{LineClass, Receipt, Wording};

use crate::blocks::{Blocks, payer_keys};
use crate::book::Receipts;
use crate::claims::{Standing, rest};
use crate::column::LineAt;
use crate::evidence::Evidence;
use crate::model::{Cancelled, FindingKind};
use crate::reason::Reason;
use crate::run::{Found, Run};
use crate::say;

/// Settles reversals; what is offered to the ledger is settled after it.
pub(crate) fn run(run: &mut Run<'_, '_>, receipts: &Receipts<'_>) -> Result<(), Cancelled> {
    let mut unlinked = Vec::new();
    for at in run.book.lines() {
        run.step()?;
        let line = run.book.line(at);
        let worded = line.leg == Wording::Reversal;
        // A payment that a person has assigned is no reversal on the strength of a link alone.
        let state = &run.claims.lines[at];
        let linked = line.linked.is_some() && run.is_offered(at) && state.decided.is_zero();
        if !line.moved_money || !(worded || linked) {
            continue;
        }
        if line.amount.is_zero() {
            continue;
        }
        let target = line.linked.as_ref().unwrap_or(&line.receipt);
        match original(run, receipts, at, target) {
            Some(original) => undo(run, at, original),
            None if !worded => {}
            None if line.linked.is_some() => unseen(run, at),
            None => unlinked.push(at),
        }
    }
    suggest(run, &unlinked)
}

/// The payment a reversal names: opposite sign, something of it left. An equal amount is taken before
/// a larger one, that before a smaller one; of equals, one whose undoing contradicts no decision.
fn original(
    run: &Run<'_, '_>,
    receipts: &Receipts<'_>,
    at: LineAt,
    target: &Receipt,
) -> Option<LineAt> {
    let line = run.book.line(at);
    let wanted = line.amount.magnitude();
    let rows = receipts.rows(target).filter(|row| {
        let other = run.book.line(*row);
        *row != at
            && run.is_offered(*row)
            && run.claims.lines[*row].effective.is_positive()
            && other.amount.is_negative() != line.amount.is_negative()
    });
    rows.min_by_key(|row| {
        let state = &run.claims.lines[*row];
        let fit = match state.effective.cmp(&wanted) {
            Ordering::Equal => 0,
            Ordering::Greater => 1,
            Ordering::Less => 2,
        };
        let contradicts = state.decided > rest(state.effective, wanted);
        (fit, contradicts, *row)
    })
}

/// Takes back what the reversal undoes.
fn undo(run: &mut Run<'_, '_>, at: LineAt, original: LineAt) {
    let amount = run.book.line(at).amount;
    let wanted = amount.magnitude();
    let of = &mut run.claims.lines[original];
    let too_much = wanted > of.effective;
    of.effective = rest(of.effective, wanted);
    of.related = Some(at);
    if of.effective.is_zero() {
        of.standing = Standing::Apart(LineClass::Reversed);
        of.reason = Reason::Undone;
    }
    let reversal = &mut run.claims.lines[at];
    reversal.standing = Standing::Apart(LineClass::Reversed);
    reversal.related = Some(original);
    reversal.reason = if too_much {
        Reason::UndoingTooMuch
    } else {
        Reason::Undoing
    };
    let detail = say::undone(run, original, at);
    run.found.push(Found {
        line: Some(original),
        entry: None,
        kind: FindingKind::Reversed,
        amount,
        detail,
    });
}

/// A link to a transaction that is not in the input.
fn unseen(run: &mut Run<'_, '_>, at: LineAt) {
    let state = &mut run.claims.lines[at];
    state.standing = Standing::Apart(LineClass::Reversed);
    state.reason = Reason::UndoingUnseen;
    let detail = say::line(run, at);
    run.found.push(Found {
        line: Some(at),
        entry: None,
        kind: FindingKind::Reversed,
        amount: run.book.line(at).amount,
        detail,
    });
}

/// Looks for the payment that a reversal without a link may mean: same party, same amount, earlier.
fn suggest(run: &mut Run<'_, '_>, unlinked: &[LineAt]) -> Result<(), Cancelled> {
    if unlinked.is_empty() {
        return Ok(());
    }
    let mut blocks = Blocks::default();
    let mut keys = Vec::new();
    for at in unlinked {
        let line = run.book.line(*at);
        payer_keys(
            line.amount.negated(),
            line.party.as_ref(),
            &line.name,
            &mut keys,
        );
        keys.iter().for_each(|key| blocks.ask(key));
    }
    for at in run.book.lines() {
        let line = run.book.line(at);
        if run.is_offered(at) {
            payer_keys(line.amount, line.party.as_ref(), &line.name, &mut keys);
            keys.iter().for_each(|key| blocks.offer(key, at));
        }
    }
    let mut fitting = Vec::new();
    for at in unlinked {
        let line = run.book.line(*at);
        payer_keys(
            line.amount.negated(),
            line.party.as_ref(),
            &line.name,
            &mut keys,
        );
        fitting.clear();
        for key in &keys {
            fitting.extend(blocks.found(key).filter(|earlier| {
                let other = run.book.line(*earlier);
                let same = || {
                    Evidence::between(
                        line.party.as_ref(),
                        &line.name,
                        other.party.as_ref(),
                        &other.name,
                    )
                };
                earlier < at
                    && other.amount == line.amount.negated()
                    && same().confidence().is_some()
            }));
        }
        fitting.sort_unstable();
        fitting.dedup();
        let state = &mut run.claims.lines[*at];
        state.related = fitting.last().copied();
        state.reason = match fitting.len() {
            0 => Reason::UndoingUnknown,
            1 if !keys.iter().any(|key| blocks.is_crowded(key)) => Reason::UndoingPerhaps,
            _ => Reason::UndoingOneOf,
        };
    }
    Ok(())
}
