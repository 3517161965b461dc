//! What the reference pass and the account pass share: a payment that names a group of entries is
//! given to them, oldest first, and what is left of it is held as credit.

use domain::{Direction, Kes};
use rustc_hash::FxHashMap;

use crate::certainty;
use crate::claims::Meets;
use crate::column::{EntryAt, GroupAt, LineAt};
use crate::groups::Groups;
use crate::model::{Confidence, Rule};
use crate::reason::Reason;
use crate::run::{Draft, Parts, Run};

/// Who first paid an amount to a group: a later equal payment with nothing open is a double one.
pub(crate) type Paid = FxHashMap<(GroupAt, Kes), LineAt>;

/// How a line came to a group.
#[derive(Clone, Copy)]
pub(crate) struct Naming {
    pub(crate) line: LineAt,
    pub(crate) group: GroupAt,
    pub(crate) rule: Rule,
    pub(crate) zeros_lost: bool,
}

/// Which entries money of a line's sign meets.
pub(crate) fn direction(run: &Run<'_, '_>, line: LineAt) -> Direction {
    if run.book.line(line).amount.is_negative() {
        Direction::Payable
    } else {
        Direction::Receivable
    }
}

/// The group that a line's typed account names. Without zeros only lines are read that no exact
/// reading has placed, and those with claims: they may be the earlier payment of a double one.
pub(crate) fn named(
    run: &Run<'_, '_>,
    groups: &mut Groups<'_>,
    line: LineAt,
    zeros_lost: bool,
) -> Option<GroupAt> {
    let key = run.book.line(line).typed.as_ref()?;
    if !run.is_offered(line) {
        return None;
    }
    let direction = direction(run, line);
    let state = &run.claims.lines[line];
    if !zeros_lost {
        groups.find(direction, key)
    } else if state.is_free() || state.allocated.is_positive() {
        groups.find_without_zeros(direction, key)
    } else {
        None
    }
}

/// Gives a payment to the group it names. Entries declined for this line count as not there; with
/// none left, nothing happens and the next pass may look.
pub(crate) fn pay(run: &mut Run<'_, '_>, groups: &mut Groups<'_>, paid: &mut Paid, by: Naming) {
    let Naming { line, group, .. } = by;
    let amount = run.claims.lines[line].effective;
    let free = run.claims.lines[line].is_free();
    if free {
        claim_oldest(run, groups, by);
    }
    let own = own_claim(run, groups, line, group);
    if own.is_some() {
        paid.entry((group, amount)).or_insert(line);
    }
    if !free || !run.claims.lines[line].left.is_positive() {
        return;
    }
    if let Some(entry) = own {
        return run.claims.hold_credit(line, entry, Reason::Over);
    }
    let youngest = groups.members(group).rev();
    let mut youngest = youngest.filter(|entry| !run.declined.has(line, *entry));
    if let Some(entry) = youngest.next() {
        let single = by.rule == Rule::Reference && groups.len(group) == 1;
        nothing_open(
            run,
            line,
            entry,
            single,
            paid.get(&(group, amount)).copied(),
        );
    }
}

/// The youngest entry of the group that this line pays: by decision, by its receipt, or just now.
fn own_claim(
    run: &Run<'_, '_>,
    groups: &Groups<'_>,
    line: LineAt,
    group: GroupAt,
) -> Option<EntryAt> {
    let claims = run.claims.of_line(line).map(|claim| claim.entry);
    claims.filter(|entry| groups.has(group, *entry)).max()
}

/// Claims from the oldest open entry on.
fn claim_oldest(run: &mut Run<'_, '_>, groups: &mut Groups<'_>, by: Naming) {
    let Naming { line, group, .. } = by;
    let (mut from, mut first) = (None, None);
    let mut count = 0;
    while run.claims.lines[line].left.is_positive() {
        let Some((entry, after)) = groups.next_open(group, from, &run.claims.entries) else {
            break;
        };
        from = Some(after);
        if run.declined.has(line, entry) {
            continue;
        }
        let before = run.claims.entries[entry].open_left;
        if let Some(claim) = run.claim_most(line, entry, Meets::Open) {
            first.get_or_insert((claim, before));
            count += 1;
        }
    }
    let Some((claim, before)) = first else {
        return;
    };
    let over = run.claims.lines[line].left;
    run.drafts.push(Draft {
        line,
        rule: by.rule,
        zeros_lost: by.zeros_lost,
        confidence: confidence(by, over),
        margin: certainty::NO_RIVAL,
        runner_up: None,
        parts: Parts::Claimed { from: claim, count },
        before,
        over,
    });
}

fn confidence(by: Naming, over: Kes) -> Confidence {
    let fits = over.is_zero();
    let whole = match by.rule {
        Rule::Account if fits => certainty::ACCOUNT,
        Rule::Account => certainty::ACCOUNT_OVER,
        _ if fits => certainty::REFERENCE,
        _ => certainty::REFERENCE_OVER,
    };
    if by.zeros_lost {
        whole - certainty::ZEROS_LOST
    } else {
        whole
    }
}

/// The payment is held as credit. A reference that names one entry is paid twice by it; a customer
/// with nothing open may as well be paying ahead, unless an equal payment came before.
fn nothing_open(
    run: &mut Run<'_, '_>,
    line: LineAt,
    entry: EntryAt,
    single: bool,
    equal: Option<LineAt>,
) {
    let payer = run.claims.entries[entry].first_payer.filter(|_| single);
    let payer = payer.or(equal);
    let reason = match payer {
        Some(_) => Reason::AlreadyPaid,
        None if single => Reason::AlreadySettled,
        None => Reason::NothingOpen,
    };
    run.claims.hold_credit(line, entry, reason);
    if payer.is_some() {
        run.claims.lines[line].related = payer;
    }
}
