//! The walk along the running balance, moment by moment, and where it breaks
//! (`mpesa-statements.md` section 7).

use domain::{Eat, Kes};

use crate::certificate::{Break, Chain};

/// Said of a file without balances.
pub(crate) const NO_BALANCES: &str = "the file has no balance column";
/// Said of a wallet without completed rows.
pub(crate) const NO_ROWS: &str = "no money moved";

/// One completed row as the chain needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leg {
    /// The moment, cut to the grain, in seconds since 1970.
    pub at: i64,
    /// Signed.
    pub amount: Kes,
    /// The balance after, where listed.
    pub balance: Option<Kes>,
    /// Row number in its file.
    pub row: u64,
}

impl Leg {
    /// The moment it is checked in.
    fn moment(&self) -> Eat {
        Eat::from_unix(self.at).expect("a moment that was one before")
    }
}

/// The walk along the balance.
pub(crate) struct Walk {
    /// Where it broke, if it did.
    pub chain: Chain,
    /// The balance before the first leg, worked out.
    pub opening: Option<Kes>,
    /// The balance after the last.
    pub closing: Option<Kes>,
    /// How many moments were checked.
    pub moments: usize,
}

impl Walk {
    /// Walks legs that are oldest first; `newest_first` is how the file listed them.
    pub(crate) fn over(legs: &[Leg], opening: Option<Kes>, newest_first: bool) -> Self {
        let mut walk = Self {
            chain: Chain::NotCheckable(NO_ROWS),
            opening: None,
            closing: None,
            moments: 0,
        };
        if legs.is_empty() {
            return walk;
        }
        if legs.iter().all(|leg| leg.balance.is_none()) {
            walk.chain = Chain::NotCheckable(NO_BALANCES);
            return walk;
        }
        let mut state = State {
            // What the balance may be now. More than one only after the first moment of a file
            // without an opening balance, and after a break.
            may_be: opening.into_iter().collect(),
            breaks: Vec::new(),
            tied: None,
            first_sum: None,
            first_close: None,
            first_unsure: false,
        };
        for moment in legs.chunk_by(|a, b| a.at == b.at) {
            walk.moments += 1;
            state.step(moment, newest_first);
        }
        walk.opening = state
            .first_close
            .zip(state.first_sum)
            .and_then(|(close, sum)| close.checked_sub(sum));
        walk.closing = state.may_be.first().copied();
        walk.chain = if state.breaks.is_empty() {
            Chain::Unbroken
        } else {
            Chain::Broken(state.breaks)
        };
        walk
    }
}

struct State {
    may_be: Vec<Kes>,
    breaks: Vec<Break>,
    tied: Option<Eat>,
    /// What moved until the first balance was seen.
    first_sum: Option<Kes>,
    /// The balance after that.
    first_close: Option<Kes>,
    /// Whether that was a choice among several.
    first_unsure: bool,
}

impl State {
    fn step(&mut self, moment: &[Leg], newest_first: bool) {
        let sum = Kes::checked_sum(moment.iter().map(|leg| leg.amount)).unwrap_or(Kes::MAX);
        if let ([before], true) = (self.may_be.as_slice(), self.first_close.is_some())
            && let Some(after) = before.checked_add(sum)
            && moment.iter().any(|leg| leg.balance == Some(after))
        {
            // Nearly every moment: one balance before, and it ties.
            self.may_be.clear();
            self.may_be.push(after);
            self.tied = moment.first().map(Leg::moment);
            return;
        }
        let mut listed: Vec<Kes> = moment.iter().filter_map(|leg| leg.balance).collect();
        let last_posted = path_end(moment).or_else(|| last_posted(moment, newest_first));
        listed.sort_unstable();
        listed.dedup();
        let (Some(first), Some(found)) = (moment.first(), last_posted) else {
            // Nothing to compare with: carry on.
            for balance in &mut self.may_be {
                *balance = balance.checked_add(sum).unwrap_or(Kes::MAX);
            }
            if self.first_close.is_none() {
                let before = self.first_sum.unwrap_or(Kes::ZERO);
                self.first_sum = before.checked_add(sum);
            }
            return;
        };
        if self.first_close.is_none() {
            let before = self.first_sum.unwrap_or(Kes::ZERO);
            self.first_sum = before.checked_add(sum);
            self.first_close = Some(found);
            if self.may_be.is_empty() {
                self.first_unsure = listed.len() > 1;
                self.may_be = front(found, listed);
                self.tied = Some(first.moment());
                return;
            }
        }
        let mut next: Vec<(Kes, Kes)> = self
            .may_be
            .iter()
            .filter_map(|before| Some((*before, before.checked_add(sum)?)))
            .filter(|(_, after)| listed.binary_search(after).is_ok())
            .collect();
        if next.is_empty() {
            let expected = self
                .may_be
                .first()
                .and_then(|before| before.checked_add(sum))
                .unwrap_or(Kes::MAX);
            self.breaks.push(Break {
                after: self.tied,
                at: first.moment(),
                row: moment.iter().map(|leg| leg.row).min().unwrap_or(first.row),
                expected,
                found,
            });
            self.first_unsure = false;
            // The rows may be right and a balance edited, or the other way round: what follows tells.
            self.may_be = front(found, listed);
            self.may_be.push(expected);
            self.tied = Some(first.moment());
            return;
        }
        if self.first_unsure {
            // The second moment tells which balance the first one really ended on.
            self.first_close = next.first().map(|(before, _)| *before);
            self.first_unsure = false;
        }
        next.dedup_by_key(|(_, after)| *after);
        self.may_be = next.into_iter().map(|(_, after)| after).collect();
        self.tied = Some(first.moment());
    }
}

/// The balance a moment ends on, where its legs form one path from balance to balance: the only one
/// that no other leg starts from.
fn path_end(moment: &[Leg]) -> Option<Kes> {
    let mut ends = Vec::with_capacity(moment.len());
    let mut starts = Vec::with_capacity(moment.len());
    for leg in moment {
        let balance = leg.balance?;
        ends.push(balance);
        starts.push(balance.checked_sub(leg.amount)?);
    }
    ends.sort_unstable();
    starts.sort_unstable();
    let mut starts = starts.into_iter().peekable();
    let mut only = None;
    for end in ends {
        while starts.next_if(|start| *start < end).is_some() {}
        if starts.next_if_eq(&end).is_none() && only.replace(end).is_some() {
            return None;
        }
    }
    only
}

/// The balance of the leg that the file's order says was posted last.
fn last_posted(moment: &[Leg], newest_first: bool) -> Option<Kes> {
    let with_balance = moment.iter().filter(|leg| leg.balance.is_some());
    let leg = if newest_first {
        with_balance.min_by_key(|leg| leg.row)
    } else {
        with_balance.max_by_key(|leg| leg.row)
    };
    leg.and_then(|leg| leg.balance)
}

fn front(first: Kes, mut all: Vec<Kes>) -> Vec<Kes> {
    all.retain(|balance| *balance != first);
    all.insert(0, first);
    all
}
