//! Certifies rows: walks the running balance moment by moment and compares sums with what the files
//! declare (`mpesa-statements.md` section 7).
//!
//! Legs of one second are not listed in posting order, so a second is checked as a whole: the balance
//! before plus everything in it must equal one of the balances listed in it. Where seconds are
//! missing, minutes or days are checked the same way (N24).

use domain::{Eat, Kes, ShortCode, SubAccount};

use crate::certificate::{Certificate, Check};
use crate::model::{Preamble, Precision, StatementRow};
use crate::walk::{Leg, Walk};

const NOTHING_DECLARED: &str = "the file declares no opening or closing balance";
const NO_TOTALS: &str = "the file declares no totals";
const SEVERAL_FILES: &str = "several files were joined, whose totals may overlap";

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
        let walk = Walk::over(&self.legs, declared.opening, newest_first);
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

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
