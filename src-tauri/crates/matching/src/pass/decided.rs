//! Pass 0: what people have decided claims its cents before any rule is asked.
//!
//! A decision that no longer fits what the line has or the entry can take is not trimmed and not
//! forgotten: it claims nothing, its line is offered to nobody else, and a finding says so. A
//! decision on a line that was undone or did not complete stands and is told as a contradiction
//! (N40).

use domain::{Kes, LineClass};

use crate::claims::{Meets, Standing, rest};
use crate::column::{EntryAt, LineAt};
use crate::model::{Decided, FindingKind};
use crate::reason::Reason;
use crate::run::{Found, Run};
use crate::say;

/// Claims what was decided, then settles what of each line is left for the rules.
pub(crate) fn run(run: &mut Run<'_, '_>, decided: &Decided) {
    for at in run.book.lines() {
        run.claims.lines[at].left = run.book.line(at).amount.magnitude();
    }
    let mut misfits = Vec::new();
    for (line, entry, amount) in placed(run, decided) {
        let meets = match &run.book.entry(entry).receipt {
            Some(receipt) if *receipt == run.book.line(line).receipt => Meets::BookedThenOpen,
            _ => Meets::OpenThenBooked,
        };
        if run.claims.claim(line, entry, amount, meets).is_none() {
            misfits.push((line, entry, amount));
        }
    }
    for at in run.book.lines() {
        settle(run, at);
    }
    for (line, entry, amount) in misfits {
        misfit(run, line, entry, amount);
    }
}

/// The decisions in order of content, so that a misfit is the same one whatever the input's order.
fn placed(run: &Run<'_, '_>, decided: &Decided) -> Vec<(LineAt, EntryAt, Kes)> {
    let mut placed: Vec<_> = decided
        .allocations
        .iter()
        .filter_map(|made| {
            let line = run.book.line_places().get(made.line as usize)?;
            let entry = run.book.entry_places().get(made.entry as usize)?;
            Some((*line, *entry, made.amount))
        })
        .collect();
    placed.sort_unstable();
    placed
}

/// What a line still offers, and whether its decisions contradict the statement.
fn settle(run: &mut Run<'_, '_>, at: LineAt) {
    let state = &mut run.claims.lines[at];
    state.left = match state.standing {
        Standing::Apart(_) => Kes::ZERO,
        Standing::Offered | Standing::Withheld => rest(state.effective, state.allocated),
    };
    let kept = match state.standing {
        Standing::Apart(LineClass::NotCompleted) => Kes::ZERO,
        _ => state.effective,
    };
    let lost = rest(state.allocated, kept);
    if lost.is_positive() {
        let entry = run.claims.of_line(at).map(|claim| claim.entry).next();
        run.found.push(Found {
            line: Some(at),
            entry,
            kind: FindingKind::Contradiction,
            amount: run.signed(at, lost),
            detail: say::decision_undone(run, at, entry, lost),
        });
    }
}

fn misfit(run: &mut Run<'_, '_>, line: LineAt, entry: EntryAt, amount: Kes) {
    let state = &mut run.claims.lines[line];
    if state.standing == Standing::Offered {
        state.standing = Standing::Withheld;
        state.reason = Reason::Misfit;
    }
    run.found.push(Found {
        line: Some(line),
        entry: Some(entry),
        kind: FindingKind::Contradiction,
        amount: run.signed(line, amount),
        detail: say::decision_misfit(run, line, entry, amount),
    });
}
