//! Warnings that need more than one row, or the wallet: charges without their payment, possible double
//! payments, negative balances (N34, N46, N78).

use std::collections::HashSet;

use domain::{Receipt, SubAccount, Wording};

use super::observed::{Observed, Payment};
use crate::model::{StatementRow, Warning};

/// Seconds within which two equal payments of one payer may be one payment made twice.
const DOUBLE_SECONDS: i64 = 60;

/// Adds them.
pub(super) fn add(rows: &mut [StatementRow], observed: &mut Observed) {
    for index in orphans(rows, &observed.lone_charges) {
        warn(rows, index, Warning::OrphanCharge);
    }
    for index in doubles(rows, &mut observed.payments) {
        warn(rows, index, Warning::PossibleDoublePayment);
    }
    for index in &observed.negative {
        // Charges kept apart are owed until revenue is settled, so that wallet runs below zero.
        if let Some(row) = rows.get_mut(*index)
            && row.account != SubAccount::ChargesPaid
        {
            row.warnings.push(Warning::NegativeBalance);
        }
    }
}

fn warn(rows: &mut [StatementRow], index: usize, warning: Warning) {
    if let Some(row) = rows.get_mut(index) {
        row.warnings.push(warning);
    }
}

/// Charges whose receipt has no other row in the file.
fn orphans(rows: &[StatementRow], lone: &[usize]) -> Vec<usize> {
    if lone.is_empty() {
        return Vec::new();
    }
    let others: HashSet<&Receipt> = rows
        .iter()
        .filter(|row| row.leg != Wording::Charge)
        .map(|row| &row.receipt)
        .collect();
    let is_orphan = |index: &usize| {
        rows.get(*index)
            .is_some_and(|row| !others.contains(&row.receipt))
    };
    lone.iter().copied().filter(is_orphan).collect()
}

/// Payments of the same payer and amount within a minute, under two receipts.
fn doubles(rows: &[StatementRow], payments: &mut [Payment]) -> Vec<usize> {
    payments.sort_unstable();
    let mut found = Vec::new();
    for equal in payments.chunk_by(|a, b| a.0 == b.0) {
        if equal.len() < 2 {
            continue;
        }
        let mut equal: Vec<(usize, &StatementRow)> = equal
            .iter()
            .filter_map(|(_, index)| Some((*index, rows.get(*index)?)))
            .collect();
        equal.sort_by_key(|(_, row)| row.completed);
        for pair in equal.windows(2) {
            if let [(one, first), (two, second)] = pair
                && is_double(first, second)
            {
                found.extend([*one, *two]);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_double(first: &StatementRow, second: &StatementRow) -> bool {
    first.amount == second.amount
        && first.party == second.party
        && first.party_name == second.party_name
        && first.receipt != second.receipt
        && second.completed.unix() - first.completed.unix() <= DOUBLE_SECONDS
}
