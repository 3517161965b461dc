//! Puts what the passes found into words and the caller's numbers.

use domain::{EntryState, LineClass};

use crate::book::Receipts;
use crate::claims::Standing;
use crate::column::{EntryAt, LineAt};
use crate::findings;
use crate::model::{
    Agreement, Allocation, Cancelled, EntryOutcome, Feature, FeatureKind, Finding, LineOutcome,
    Match, MatchState, Rule, Solution,
};
use crate::pass::near::Near;
use crate::reason::Reason;
use crate::run::{Draft, Parts, Run};
use crate::say;
use crate::solve::Options;

/// Writes the answer.
pub(crate) fn write(
    mut run: Run<'_, '_>,
    near: &Near<'_>,
    receipts: &Receipts<'_>,
    options: &Options,
) -> Result<Solution, Cancelled> {
    let drafts = std::mem::take(&mut run.drafts);
    // A line's matches keep the order they were made in, suggestions best first.
    let mut by_line: Vec<_> = drafts.iter().map(|draft| draft.line).zip(0_u32..).collect();
    by_line.sort_unstable();
    let mut by_line = by_line.as_slice();
    hold_credit(&mut run);
    let mut solution = Solution {
        matches: Vec::with_capacity(drafts.len()),
        lines: vec![UNSEEN; run.book.line_count()],
        ..Solution::default()
    };
    for at in run.book.lines() {
        run.step()?;
        let count = by_line.iter().take_while(|(line, _)| *line == at).count();
        let (own, others) = by_line.split_at(count);
        by_line = others;
        let from = solution.matches.len();
        let own = own
            .iter()
            .filter_map(|(_, made)| drafts.get(*made as usize));
        solution
            .matches
            .extend(own.map(|draft| to_match(&run, draft)));
        let explained = solution.matches.get(from);
        let explained = explained.map(|first| (first.state, first.explanation.as_str()));
        let outcome = of_line(&run, near, at, count, explained);
        run.found.extend(findings::of_line(&run, at, &outcome.why));
        let number = run.book.line_number(at);
        if let Some(slot) = solution.lines.get_mut(number as usize) {
            *slot = outcome;
        }
    }
    for at in run.book.entries() {
        run.step()?;
        findings::of_entry(&mut run, receipts, at, options);
    }
    let places = run.book.entry_places().iter();
    solution.entries = places.map(|at| of_entry(&run, *at)).collect();
    let mut found = std::mem::take(&mut run.found);
    findings::sort(&mut found);
    solution.findings = found
        .into_iter()
        .map(|found| Finding {
            kind: found.kind,
            line: found.line.map(|at| run.book.line_number(at)),
            entry: found.entry.map(|at| run.book.entry_number(at)),
            amount: found.amount,
            detail: found.detail,
        })
        .collect();
    run.progress.finish()?;
    Ok(solution)
}

const UNSEEN: LineOutcome = LineOutcome {
    class: LineClass::Unmatched,
    allocated: domain::Kes::ZERO,
    open: domain::Kes::ZERO,
    why: String::new(),
    related: None,
    credit_for: None,
};

/// Marks the entries that credit is held for; a line with nothing left holds none.
fn hold_credit(run: &mut Run<'_, '_>) {
    for at in run.book.lines() {
        let state = &mut run.claims.lines[at];
        if !state.left.is_positive() {
            state.credit_for = None;
        }
        if let Some(entry) = state.credit_for {
            run.claims.entries[entry].credit = true;
        }
    }
}

fn of_line(
    run: &Run<'_, '_>,
    near: &Near<'_>,
    at: LineAt,
    matches: usize,
    explained: Option<(MatchState, &str)>,
) -> LineOutcome {
    let state = &run.claims.lines[at];
    let number = |at| run.book.line_number(at);
    let apart = matches!(state.standing, Standing::Apart(_));
    let undoing = matches!(
        state.reason,
        Reason::UndoingPerhaps | Reason::UndoingOneOf | Reason::UndoingUnknown
    );
    LineOutcome {
        class: class(run, at, matches),
        allocated: state.allocated,
        open: state.left,
        why: if apart || undoing {
            say::line(run, at)
        } else {
            say::why(run, near, at, explained)
        },
        related: state.related.map(number),
        credit_for: state.credit_for.map(|entry| run.book.entry_number(entry)),
    }
}

fn class(run: &Run<'_, '_>, at: LineAt, matches: usize) -> LineClass {
    let state = &run.claims.lines[at];
    if let Standing::Apart(class) = state.standing {
        return class;
    }
    if state.left.is_zero() {
        return LineClass::Matched;
    }
    if state.allocated.is_positive() {
        return LineClass::Part;
    }
    match state.reason {
        Reason::AlreadyPaid | Reason::AlreadySettled => LineClass::Duplicate,
        Reason::ReceiptRivals { .. } | Reason::ReferenceRivals(_) => match matches {
            0 => LineClass::Unmatched,
            1 => LineClass::Suggested,
            _ => LineClass::Ambiguous,
        },
        Reason::Proposed | Reason::UndoingPerhaps => LineClass::Suggested,
        Reason::ProposedSeveral | Reason::UndoingOneOf => LineClass::Ambiguous,
        _ => LineClass::Unmatched,
    }
}

fn of_entry(run: &Run<'_, '_>, at: EntryAt) -> EntryOutcome {
    let state = &run.claims.entries[at];
    EntryOutcome {
        allocated: state.allocated,
        booked_met: state.booked_met,
        open: state.open_left,
        state: EntryState::of(state.allocated, state.open_left, state.credit),
    }
}

fn to_match(run: &Run<'_, '_>, draft: &Draft) -> Match {
    let line = run.book.line_number(draft.line);
    let of = |entry, amount| Allocation {
        line,
        entry: run.book.entry_number(entry),
        amount,
    };
    let mut allocations: Vec<_> = match draft.parts {
        Parts::Offered(entry, amount) => vec![of(entry, amount)],
        Parts::Claimed { from, count } => {
            let claims = run.claims.range(from, count);
            claims.map(|claim| of(claim.entry, claim.amount)).collect()
        }
    };
    allocations.sort_unstable();
    Match {
        rule: draft.rule,
        state: draft.state(),
        confidence: draft.confidence,
        margin: draft.margin,
        runner_up: draft.runner_up.map(|entry| run.book.entry_number(entry)),
        features: features(run, draft),
        allocations,
        explanation: say::explain(run, draft),
    }
}

/// The evidence for a match's first entry.
fn features(run: &Run<'_, '_>, draft: &Draft) -> Vec<Feature> {
    let (entry, amount) = match draft.parts {
        Parts::Offered(entry, amount) => (Some(entry), amount),
        Parts::Claimed { from, .. } => {
            let first = run.claims.range(from, 1).next();
            first.map_or((None, domain::Kes::ZERO), |claim| {
                (Some(claim.entry), claim.amount)
            })
        }
    };
    let Some(entry) = entry else {
        return Vec::new();
    };
    let payer = say::evidence(run, draft.line, entry);
    let exact = amount == draft.before && draft.over.is_zero();
    let day = run.book.line(draft.line).completed.day();
    let named = match draft.rule {
        Rule::Receipt => Some(FeatureKind::Receipt),
        Rule::Reference => Some(FeatureKind::Reference),
        Rule::Account => Some(FeatureKind::Account),
        Rule::Payer | Rule::Manual => None,
    };
    let feature = |kind, agreement| Feature {
        kind,
        agreement,
        weight: 0,
    };
    let mut features = Vec::with_capacity(5);
    let reading = if draft.zeros_lost {
        Agreement::Partly
    } else {
        Agreement::Agrees
    };
    features.extend(named.map(|kind| feature(kind, reading)));
    features.push(feature(
        FeatureKind::Amount,
        if exact {
            Agreement::Agrees
        } else {
            Agreement::Partly
        },
    ));
    features.push(feature(FeatureKind::Phone, payer.phone()));
    features.push(feature(FeatureKind::Name, payer.name()));
    let date = run.book.entry(entry).date;
    features.push(feature(
        FeatureKind::Date,
        date.map_or(Agreement::Silent, |date| {
            if date <= day {
                Agreement::Agrees
            } else {
                Agreement::Differs
            }
        }),
    ));
    features
}
