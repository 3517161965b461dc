//! Pass 1, inside the statement: what is no business of the ledger is told apart and explained.
//!
//! Owns: rows that moved no money (N41, N42), charges and the payment each belongs to (N33, N34),
//! sweeps, own transfers and their other leg (N35, N36, N47), borrowing (N60).
//! Stays out: reversals ([`super::reversals`]).

use domain::{Kes, LineClass, Wording};

use crate::book::Receipts;
use crate::claims::Standing;
use crate::column::LineAt;
use crate::model::Cancelled;
use crate::reason::Reason;
use crate::run::Run;

/// Gives every line its standing; reversals are looked at next.
pub(crate) fn run(run: &mut Run<'_, '_>, receipts: &Receipts<'_>) -> Result<(), Cancelled> {
    for at in run.book.lines() {
        run.step()?;
        let line = run.book.line(at);
        let state = &mut run.claims.lines[at];
        state.effective = line.amount.magnitude();
        let (standing, reason) = standing(line.leg, line.moved_money, line.amount);
        state.standing = standing;
        state.reason = reason;
        match reason {
            Reason::Charge => run.claims.lines[at].related = payment_of(run, receipts, at),
            Reason::Sweep | Reason::OwnTransfer => pair(run, receipts, at),
            Reason::Borrowing => run.claims.lines[at].related = payment_of(run, receipts, at),
            _ => {}
        }
    }
    Ok(())
}

fn standing(leg: Wording, moved_money: bool, amount: Kes) -> (Standing, Reason) {
    let apart = Standing::Apart;
    if !moved_money {
        return (apart(LineClass::NotCompleted), Reason::NotCompleted);
    }
    match leg {
        Wording::Charge => (apart(LineClass::Fee), Reason::Charge),
        Wording::Sweep | Wording::ToBank => (apart(LineClass::Transfer), Reason::Sweep),
        Wording::OwnTransfer => (apart(LineClass::Transfer), Reason::OwnTransfer),
        Wording::Borrowing => (apart(LineClass::Transfer), Reason::Borrowing),
        Wording::PayIn | Wording::PayOut | Wording::Unknown | Wording::Reversal
            if amount.is_zero() =>
        {
            (apart(LineClass::NotCompleted), Reason::ZeroAmount)
        }
        Wording::Reversal => (Standing::Withheld, Reason::UndoingUnknown),
        Wording::PayIn | Wording::PayOut | Wording::Unknown => (Standing::Offered, Reason::Nothing),
    }
}

/// The payment a charge or an overdraft row belongs to: the first principal row of its receipt, else
/// the first row that is not another charge.
fn payment_of(run: &Run<'_, '_>, receipts: &Receipts<'_>, at: LineAt) -> Option<LineAt> {
    let line = run.book.line(at);
    let mut rows = receipts.rows(&line.receipt).filter(|row| *row != at);
    let is = |row: LineAt, wanted: fn(Wording) -> bool| wanted(run.book.line(row).leg);
    rows.clone()
        .find(|row| is(*row, |leg| matches!(leg, Wording::PayIn | Wording::PayOut)))
        .or_else(|| {
            rows.find(|row| {
                is(*row, |leg| {
                    !matches!(leg, Wording::Charge | Wording::Borrowing)
                })
            })
        })
}

/// Joins a transfer's two legs: same receipt, opposite amounts, neither joined yet.
fn pair(run: &mut Run<'_, '_>, receipts: &Receipts<'_>, at: LineAt) {
    if run.claims.lines[at].related.is_some() {
        return;
    }
    let line = run.book.line(at);
    let other = receipts.rows(&line.receipt).find(|row| {
        let other = run.book.line(*row);
        *row != at
            && other.moved_money
            && matches!(
                other.leg,
                Wording::Sweep | Wording::ToBank | Wording::OwnTransfer
            )
            && run.claims.lines[*row].related.is_none()
            && other.amount.checked_add(line.amount) == Some(Kes::ZERO)
    });
    if let Some(other) = other {
        run.claims.lines[at].related = Some(other);
        run.claims.lines[other].related = Some(at);
    }
}
