//! Pass 5, payer: no usable reference, but the amount and the payer agree. Only ever a proposal.
//!
//! An entry is a candidate when exactly the line's open amount is open on it, and the visible phone
//! digits fit or two name parts are equal. One best candidate is suggested; several equally good ones
//! are rivals. Two lines may be shown the same entry: proposals claim nothing.

use domain::Kes;

use crate::blocks::{Blocks, Key, payer_keys};
use crate::claims::Meets;
use crate::column::{EntryAt, LineAt};
use crate::evidence::Evidence;
use crate::model::{Cancelled, Rule};
use crate::pass::rivals::{Rival, propose};
use crate::reason::Reason;
use crate::run::Run;

/// Proposes entries for the lines nothing else has placed.
pub(crate) fn run(run: &mut Run<'_, '_>) -> Result<(), Cancelled> {
    let mut keys = Vec::new();
    let mut blocks = Blocks::default();
    let mut searching = Vec::new();
    for line in run.book.lines() {
        run.step()?;
        let state = &run.claims.lines[line];
        // What came by receipt with too much is credit, not a payment without a reference.
        if state.is_free() && state.credit_for.is_none() {
            line_keys(run, line, &mut keys);
            keys.iter().for_each(|key| blocks.ask(key));
            searching.push(line);
        }
    }
    if !searching.is_empty() {
        for at in run.book.entries() {
            let open = run.claims.entries[at].open_left;
            if open.is_positive() {
                let entry = run.book.entry(at);
                let sign = |amount: Kes| match entry.direction {
                    domain::Direction::Receivable => amount,
                    domain::Direction::Payable => amount.negated(),
                };
                payer_keys(sign(open), entry.party.as_ref(), &entry.name, &mut keys);
                keys.iter().for_each(|key| blocks.offer(key, at));
            }
        }
    }
    run.progress.steps(run.book.entry_count())?;
    let mut rivals = Vec::new();
    for line in searching {
        run.step()?;
        line_keys(run, line, &mut keys);
        search(run, line, &keys, &blocks, &mut rivals);
        if let Some(best) = rivals.first().copied() {
            let partly = run.claims.lines[line].allocated.is_positive();
            let seen_all = keys
                .iter()
                .all(|key| key.worth_max < best.confidence || !blocks.is_crowded(key));
            let next = rivals.get(1).map(|rival| rival.confidence);
            propose(run, line, Rule::Payer, Meets::Open, &mut rivals);
            run.claims.lines[line].reason = match next {
                _ if partly => Reason::Allocated,
                Some(next) if next == best.confidence => Reason::ProposedSeveral,
                _ if !seen_all => Reason::ProposedSeveral,
                _ => Reason::Proposed,
            };
        }
    }
    Ok(())
}

fn line_keys(run: &Run<'_, '_>, at: LineAt, keys: &mut Vec<Key>) {
    let line = run.book.line(at);
    let amount = run.signed(at, run.claims.lines[at].left);
    payer_keys(amount, line.party.as_ref(), &line.name, keys);
}

/// Candidates for a line, best first.
fn search(
    run: &Run<'_, '_>,
    at: LineAt,
    keys: &[Key],
    blocks: &Blocks<EntryAt>,
    rivals: &mut Vec<Rival>,
) {
    rivals.clear();
    let line = run.book.line(at);
    let left = run.claims.lines[at].left;
    for entry in keys.iter().flat_map(|key| blocks.found(key)) {
        if run.claims.entries[entry].open_left != left
            || !run.fits(at, entry)
            || run.declined.has(at, entry)
        {
            continue;
        }
        let of = run.book.entry(entry);
        let evidence =
            Evidence::between(line.party.as_ref(), &line.name, of.party.as_ref(), &of.name);
        if let Some(confidence) = evidence.confidence() {
            rivals.push(Rival { entry, confidence });
        }
    }
    rivals.sort_unstable_by_key(|rival| (std::cmp::Reverse(rival.confidence), rival.entry));
    rivals.dedup_by_key(|rival| rival.entry);
}
