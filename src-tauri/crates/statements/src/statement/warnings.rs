//! Warnings that need more than one row, or the wallet: charges without their payment, possible double
//! payments, negative balances (N34, N46, N78).

use std::collections::HashSet;

use domain::{PartyId, Receipt, SubAccount, Wording};

use crate::model::{StatementRow, Warning};

/// Seconds within which two equal payments of one payer may be one payment made twice.
const DOUBLE_SECONDS: i64 = 60;
/// Rows looked at on either side for a charge's payment before all rows are.
const NEIGHBOURS: usize = 3;

/// Adds them.
pub(super) fn add(rows: &mut [StatementRow]) {
    for index in orphans(rows) {
        warn(rows, index, Warning::OrphanCharge);
    }
    for index in doubles(rows) {
        warn(rows, index, Warning::PossibleDoublePayment);
    }
    for row in rows {
        let may_be_negative = row.account == SubAccount::ChargesPaid;
        if !may_be_negative && row.balance.is_some_and(domain::Kes::is_negative) {
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
fn orphans(rows: &[StatementRow]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut all: Option<HashSet<&Receipt>> = None;
    for (index, row) in rows.iter().enumerate() {
        if row.leg != Wording::Charge || !row.status.moved_money() {
            continue;
        }
        let pays =
            |other: &&StatementRow| other.leg != Wording::Charge && other.receipt == row.receipt;
        // Listed newest first, a charge stands above its payment.
        if rows.get(index + 1).is_some_and(|it| pays(&it)) {
            continue;
        }
        let near = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(rows.len());
        if rows
            .get(near)
            .is_some_and(|near| near.iter().any(|it| pays(&it)))
        {
            continue;
        }
        let all = all.get_or_insert_with(|| {
            rows.iter()
                .filter(|it| it.leg != Wording::Charge)
                .map(|it| &it.receipt)
                .collect()
        });
        if !all.contains(&row.receipt) {
            found.push(index);
        }
    }
    found
}

/// Payments of the same payer and amount within a minute, under two receipts.
fn doubles(rows: &[StatementRow]) -> Vec<usize> {
    let mut payments: Vec<(i64, u64, i64, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.leg == Wording::PayIn && row.status.moved_money())
        .filter_map(|(index, row)| {
            Some((row.amount.cents(), payer(row)?, row.completed.unix(), index))
        })
        .collect();
    payments.sort_unstable();
    let mut found = Vec::new();
    for pair in payments.windows(2) {
        let [(amount, payer, at, one), (amount2, payer2, at2, two)] = pair else {
            continue;
        };
        if (amount, payer) != (amount2, payer2) || at2 - at > DOUBLE_SECONDS {
            continue;
        }
        let (Some(first), Some(second)) = (rows.get(*one), rows.get(*two)) else {
            continue;
        };
        let same_payer = first.party == second.party && first.party_name == second.party_name;
        if same_payer && first.receipt != second.receipt {
            found.extend([*one, *two]);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A number that equal payers share; `None` where the row does not name one.
fn payer(row: &StatementRow) -> Option<u64> {
    let id = match row.party.as_ref()? {
        PartyId::Provider => return None,
        PartyId::Phone(phone) => phone.reveal(),
        PartyId::Masked(mask) => return Some(mix(mix(START, mask.tail()), name(row))),
        PartyId::Digest(text) | PartyId::Organisation(text) => text.to_string(),
    };
    Some(mix(mix(START, &id), name(row)))
}

fn name(row: &StatementRow) -> &str {
    row.party_name
        .as_ref()
        .map_or("", domain::MaskedName::reveal)
}

/// FNV-1a's start and step: enough to sort by, as equality is checked afterwards.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(start: u64, text: &str) -> u64 {
    text.bytes().fold(start, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
