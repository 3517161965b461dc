//! Certifies rows: walks the running balance moment by moment and compares sums with what the files
//! declare (`mpesa-statements.md` section 7).
//!
//! Legs of one second are not listed in posting order, so a second is checked as a whole: the balance
//! before plus everything in it must equal one of the balances listed in it. Where seconds are
//! missing, minutes or days are checked the same way (N24).

use domain::{Eat, Kes, ShortCode, SubAccount};

use crate::certificate::{Break, Certificate, Chain, Check};
use crate::model::{Preamble, Precision, StatementRow};

const NO_BALANCES: &str = "the file has no balance column";
const NO_ROWS: &str = "no money moved";
const NOTHING_DECLARED: &str = "the file declares no opening or closing balance";
const NO_TOTALS: &str = "the file declares no totals";
const SEVERAL_FILES: &str = "several files were joined, whose totals may overlap";

/// One completed row as the chain needs it.
#[derive(Debug, Clone, Copy)]
struct Leg {
    /// The moment, cut to the grain, in seconds since 1970.
    at: i64,
    amount: Kes,
    balance: Option<Kes>,
    row: u64,
}

/// Certifies the rows of one short code, one certificate per wallet, in the order of
/// [`SubAccount::ALL`].
///
/// The rows may come from several files of the same period or of neighbouring ones; overlaps must
/// have been taken out. `preambles` are those files' preambles: the earliest opening and the latest
/// closing balance of a wallet count, and totals only where one file declares them. A wallet that is
/// declared but has no row is certified too (N69).
pub fn certify<'a>(
    rows: impl IntoIterator<Item = &'a StatementRow>,
    preambles: &[&Preamble],
) -> Vec<Certificate> {
    certify_counting(rows, preambles)
        .into_iter()
        .map(|(certificate, _)| certificate)
        .collect()
}

/// As [`certify`], with the number of moments checked in each wallet.
pub(crate) fn certify_counting<'a>(
    rows: impl IntoIterator<Item = &'a StatementRow>,
    preambles: &[&Preamble],
) -> Vec<(Certificate, usize)> {
    let short_code = preambles.iter().find_map(|it| it.short_code.clone());
    let mut wallets: Vec<Wallet> = SubAccount::ALL.iter().map(|it| Wallet::new(*it)).collect();
    for row in rows {
        let wallet = wallets
            .iter_mut()
            .find(|wallet| wallet.account == row.account);
        if let Some(wallet) = wallet {
            wallet.take(row);
        }
    }
    for preamble in preambles {
        if let Some(wallet) = wallets
            .iter_mut()
            .find(|wallet| Some(wallet.account) == preamble.account)
        {
            wallet.declared.push((*preamble).clone());
        }
    }
    // A period that names no wallet covers every wallet of the file.
    let shared = joined_period(preambles.iter().filter(|it| it.account.is_none()).copied());
    wallets
        .into_iter()
        .filter(|wallet| wallet.seen())
        .map(|wallet| wallet.certify(short_code.clone(), shared))
        .collect()
}

fn joined_period<'p>(preambles: impl Iterator<Item = &'p Preamble>) -> Option<(Eat, Eat)> {
    preambles
        .filter_map(|it| it.period)
        .reduce(|(from, to), next| (from.min(next.0), to.max(next.1)))
}

/// What is known of one wallet while rows are gathered.
struct Wallet {
    account: SubAccount,
    legs: Vec<Leg>,
    not_completed: u64,
    grain: Precision,
    paid_in: Kes,
    withdrawn: Kes,
    any_balance: bool,
    /// First and last moment, in seconds since 1970.
    booked: Option<(i64, i64)>,
    declared: Vec<Preamble>,
}

impl Wallet {
    fn new(account: SubAccount) -> Self {
        Self {
            account,
            legs: Vec::new(),
            not_completed: 0,
            grain: Precision::Second,
            paid_in: Kes::ZERO,
            withdrawn: Kes::ZERO,
            any_balance: false,
            booked: None,
            declared: Vec::new(),
        }
    }

    fn seen(&self) -> bool {
        !self.legs.is_empty() || self.not_completed > 0 || !self.declared.is_empty()
    }

    fn take(&mut self, row: &StatementRow) {
        if !row.status.moved_money() {
            self.not_completed += 1;
            return;
        }
        self.grain = self.grain.max(row.precision);
        let side = if row.amount.is_positive() {
            &mut self.paid_in
        } else {
            &mut self.withdrawn
        };
        *side = side.checked_add(row.amount).unwrap_or(Kes::MAX);
        self.any_balance |= row.balance.is_some();
        let at = row.completed.unix();
        self.booked = Some(match self.booked {
            None => (at, at),
            Some((from, to)) => (from.min(at), to.max(at)),
        });
        self.legs.push(Leg {
            at,
            amount: row.amount,
            balance: row.balance,
            row: row.row,
        });
    }

    fn certify(
        mut self,
        short_code: Option<ShortCode>,
        shared: Option<(Eat, Eat)>,
    ) -> (Certificate, usize) {
        let moment = |at: (i64, i64)| Eat::from_unix(at.0).zip(Eat::from_unix(at.1));
        let booked = self.booked.and_then(moment);
        let newest_first = self.order();
        let declared = self.declaration();
        let walk = Walk::over(&self, declared.opening, newest_first);
        let (paid_in, withdrawn) = (self.paid_in, self.withdrawn);
        let opening = declared.opening.or(walk.opening);
        let closing = declared.closing.or(walk.closing);
        let arithmetic = if declared.opening.is_none() && declared.closing.is_none() {
            Check::NotCheckable(NOTHING_DECLARED)
        } else {
            arithmetic(opening, closing, paid_in, withdrawn)
        };
        let totals = if self.declared.len() > 1 {
            Check::NotCheckable(SEVERAL_FILES)
        } else {
            totals(&declared, paid_in, withdrawn)
        };
        let certificate = Certificate {
            short_code,
            account: self.account,
            period: joined_period(self.declared.iter()).or(shared).or(booked),
            rows: self.legs.len() as u64,
            not_completed: self.not_completed,
            opening,
            paid_in,
            withdrawn,
            closing,
            chain: walk.chain,
            arithmetic,
            totals,
        };
        (certificate, walk.moments)
    }

    /// Puts the legs oldest first, cut to the coarsest grain any row has; answers whether the file
    /// listed the newest first.
    fn order(&mut self) -> bool {
        if self.grain != Precision::Second {
            for leg in &mut self.legs {
                leg.at = cut(leg.at, self.grain);
            }
        }
        let ends = self.legs.first().zip(self.legs.last());
        let newest_first = ends.is_none_or(|(first, last)| first.at >= last.at);
        if newest_first {
            self.legs.reverse();
        }
        self.legs.sort_by_key(|leg| leg.at);
        newest_first
    }

    /// The earliest opening and the latest closing balance, and the totals of a single file.
    fn declaration(&self) -> Preamble {
        let begins = |it: &Preamble| it.period.map(|(from, _)| from);
        let ends = |it: &Preamble| it.period.map(|(_, to)| to);
        let first = self.declared.iter().min_by_key(|it| begins(it));
        let last = self.declared.iter().max_by_key(|it| ends(it));
        Preamble {
            opening: first.and_then(|it| it.opening),
            closing: last.and_then(|it| it.closing),
            paid_in: first.and_then(|it| it.paid_in),
            withdrawn: first.and_then(|it| it.withdrawn),
            ..Preamble::default()
        }
    }
}

impl Leg {
    /// The moment it is checked in.
    fn moment(&self) -> Eat {
        Eat::from_unix(self.at).expect("a moment that was one before")
    }
}

fn cut(at: i64, grain: Precision) -> i64 {
    /// Nairobi's midnight in seconds of a UTC day.
    const MIDNIGHT: i64 = 21 * 3600;
    match grain {
        Precision::Second => at,
        Precision::Minute => at - at.rem_euclid(60),
        Precision::Day => at - (at - MIDNIGHT).rem_euclid(24 * 3600),
    }
}

fn arithmetic(opening: Option<Kes>, closing: Option<Kes>, paid_in: Kes, withdrawn: Kes) -> Check {
    let (Some(opening), Some(closing)) = (opening, closing) else {
        return Check::NotCheckable(NOTHING_DECLARED);
    };
    match Kes::checked_sum([opening, paid_in, withdrawn]) {
        Some(computed) if computed == closing => Check::Ties,
        computed => Check::Differs {
            declared: closing,
            computed: computed.unwrap_or(Kes::MAX),
        },
    }
}

fn totals(declared: &Preamble, paid_in: Kes, withdrawn: Kes) -> Check {
    let pairs = [(declared.paid_in, paid_in), (declared.withdrawn, withdrawn)];
    let mut any = false;
    for (declared, computed) in pairs {
        let Some(declared) = declared else { continue };
        any = true;
        if declared != computed {
            return Check::Differs { declared, computed };
        }
    }
    if any {
        Check::Ties
    } else {
        Check::NotCheckable(NO_TOTALS)
    }
}

/// The walk along the balance.
struct Walk {
    chain: Chain,
    opening: Option<Kes>,
    closing: Option<Kes>,
    moments: usize,
}

impl Walk {
    /// Walks legs that are oldest first.
    fn over(wallet: &Wallet, opening: Option<Kes>, newest_first: bool) -> Self {
        let legs = &wallet.legs;
        let mut walk = Self {
            chain: Chain::NotCheckable(NO_ROWS),
            opening: None,
            closing: None,
            moments: 0,
        };
        if legs.is_empty() {
            return walk;
        }
        if !wallet.any_balance {
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

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
