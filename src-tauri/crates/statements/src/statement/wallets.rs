//! Which wallet each row is booked in, for layouts that put all of a short code's wallets in one file
//! (F2), and the one wallet of a file that does not name it.

use std::collections::HashMap;

use domain::{Receipt, SubAccount};

use super::FALLBACK_WALLET;
use super::observed::Observed;
use crate::model::StatementRow;

/// Rows looked at on either side for another leg of the same receipt before all rows are.
const NEIGHBOURS: usize = 3;

/// Gives each row its wallet. `homes` is what each row's wording names; a charge, or a row that names
/// none, is booked where the payment of its receipt is, else in the file's main wallet.
pub(super) fn assign_each(
    rows: &mut [StatementRow],
    homes: &[Option<SubAccount>],
    observed: &Observed,
) {
    let main = main(observed);
    let found: Vec<SubAccount> = {
        let mut lookup = Lookup::new(rows, homes);
        homes
            .iter()
            .enumerate()
            .map(|(index, home)| home.or_else(|| lookup.of(index)).unwrap_or(main))
            .collect()
    };
    for (row, account) in rows.iter_mut().zip(found) {
        row.account = account;
    }
}

/// The wallet most payments are booked in; most rows of any kind, where there is no payment.
pub(super) fn main(observed: &Observed) -> SubAccount {
    let most = |kind: usize| {
        SubAccount::ALL
            .iter()
            .zip(&observed.homes)
            .filter_map(|(account, counts)| Some((*account, *counts.get(kind)?)))
            .filter(|(_, count)| *count > 0)
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(account, _)| account)
    };
    most(0)
        .or_else(|| most(1))
        .or_else(|| most(2))
        .unwrap_or(FALLBACK_WALLET)
}

/// Finds the wallet of another leg: beside the row, where it nearly always is, else anywhere.
struct Lookup<'r> {
    rows: &'r [StatementRow],
    homes: &'r [Option<SubAccount>],
    all: Option<HashMap<&'r Receipt, SubAccount>>,
}

impl<'r> Lookup<'r> {
    fn new(rows: &'r [StatementRow], homes: &'r [Option<SubAccount>]) -> Self {
        Self {
            rows,
            homes,
            all: None,
        }
    }

    fn of(&mut self, index: usize) -> Option<SubAccount> {
        let receipt = &self.rows.get(index)?.receipt;
        let near = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(self.rows.len());
        let beside = near
            .filter(|at| {
                self.rows
                    .get(*at)
                    .is_some_and(|row| row.receipt == *receipt)
            })
            .find_map(|at| self.homes.get(at).copied().flatten());
        beside.or_else(|| self.everywhere().get(receipt).copied())
    }

    fn everywhere(&mut self) -> &HashMap<&'r Receipt, SubAccount> {
        let (rows, homes) = (self.rows, self.homes);
        self.all.get_or_insert_with(|| {
            rows.iter()
                .zip(homes)
                .filter_map(|(row, home)| Some((&row.receipt, (*home)?)))
                .collect()
        })
    }
}
