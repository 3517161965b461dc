//! Statement rows against held lines.
//!
//! A receipt names a transaction, so a row is compared only with held lines of its receipt. Equal key
//! and equal balance is the same leg (design section 3). Equal key and another balance is one more leg
//! only beside the first one in the same file, or at another second; else the row was re-issued with a
//! balance that moved, which is shown and never counted again.

use std::collections::HashMap;

use domain::{Eat, Kes, LineId, LineKey, Receipt, ShortCode, Status, Wallet};
use statements::model::StatementRow;

use super::{Change, Verdict};

/// A line that is held already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLine {
    /// Its number; none while it is only in memory.
    pub id: Option<LineId>,
    /// What it is known by.
    pub key: LineKey,
    /// Which of the equal rows it is.
    pub occurrence: u32,
    /// Balance after it, where known.
    pub balance: Option<Kes>,
    /// Whether its money moved.
    pub status: Status,
    /// When it was booked.
    pub completed: Eat,
    /// Known from the API only, until a statement's line takes its place.
    pub provisional: bool,
}

/// Held lines by receipt.
#[derive(Debug, Default)]
pub struct HeldLines {
    by_receipt: HashMap<Receipt, Vec<HeldLine>>,
}

impl HeldLines {
    /// Adds a held line. One that is held already, by its number, is held once.
    pub fn hold(&mut self, line: HeldLine) {
        let lines = self.by_receipt.entry(line.key.receipt.clone()).or_default();
        if line.id.is_none() || lines.iter().all(|held| held.id != line.id) {
            lines.push(line);
        }
    }

    fn of(&self, receipt: &Receipt) -> &[HeldLine] {
        self.by_receipt.get(receipt).map_or(&[], Vec::as_slice)
    }
}

/// The verdict on each row of one file, in its order. New rows are held afterwards, so that the next
/// file is compared with this one too.
pub fn sort_lines(
    rows: &[StatementRow],
    short_code: &ShortCode,
    held: &mut HeldLines,
) -> Vec<Verdict> {
    let keys: Vec<LineKey> = rows.iter().map(|row| key_of(row, short_code)).collect();
    let mut in_file: HashMap<&Receipt, Vec<usize>> = HashMap::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        in_file.entry(&row.receipt).or_default().push(index);
    }
    let mut verdicts: Vec<Option<Verdict>> = vec![None; rows.len()];
    for (receipt, indexes) in &in_file {
        let group: Vec<(usize, &StatementRow, &LineKey)> = indexes
            .iter()
            .filter_map(|index| Some((*index, rows.get(*index)?, keys.get(*index)?)))
            .collect();
        for (index, verdict) in sort_group(&group, held.of(receipt)) {
            if let Some(slot) = verdicts.get_mut(index) {
                *slot = Some(verdict);
            }
        }
    }
    let verdicts: Vec<Verdict> = verdicts
        .into_iter()
        .map(|verdict| verdict.expect("every row belongs to the group of its receipt"))
        .collect();
    drop(in_file);
    for ((row, key), verdict) in rows.iter().zip(keys).zip(&verdicts) {
        if let Verdict::New { occurrence } | Verdict::Supersedes { occurrence, .. } = verdict {
            held.hold(HeldLine {
                id: None,
                key,
                occurrence: *occurrence,
                balance: row.balance,
                status: row.status,
                completed: row.completed,
                provisional: false,
            });
        }
    }
    verdicts
}

/// The key of a row.
pub(crate) fn key_of(row: &StatementRow, short_code: &ShortCode) -> LineKey {
    let wallet = Wallet {
        short_code: short_code.clone(),
        account: row.account,
    };
    LineKey::new(
        wallet,
        row.receipt.clone(),
        row.leg,
        row.amount,
        row.details.reveal(),
    )
}

/// Verdicts on the rows of one receipt in one file.
fn sort_group(
    group: &[(usize, &StatementRow, &LineKey)],
    held: &[HeldLine],
) -> Vec<(usize, Verdict)> {
    let mut met = vec![false; held.len()];
    let mut verdicts = Vec::with_capacity(group.len());
    let mut left = Vec::new();
    let mut fresh: Vec<(&LineKey, Option<Kes>, u32)> = Vec::new();
    // First the rows that are surely held: equal key, and balances that do not contradict.
    for (index, row, key) in group {
        let twin = held.iter().enumerate().find(|(at, line)| {
            !met.get(*at).copied().unwrap_or(true)
                && line.key == **key
                && (line.provisional || same_balance(line.balance, row.balance))
                && !became_final(line, row)
        });
        match twin {
            Some((at, line)) => {
                if let Some(flag) = met.get_mut(at) {
                    *flag = true;
                }
                verdicts.push((*index, verdict_on_twin(row, line)));
            }
            None => left.push((*index, *row, *key)),
        }
    }
    // Then a held line of the same leg and second that this file no longer has as it was: its amount
    // (N45) or its balance was changed.
    for (index, row, key) in left {
        let repeated = held
            .iter()
            .filter(|line| line.key == *key && !became_final(line, row))
            .any(|line| row.balance.is_some() && line.balance == row.balance)
            || fresh.iter().any(|(k, balance, _)| {
                *k == key && row.balance.is_some() && *balance == row.balance
            });
        if repeated {
            verdicts.push((index, Verdict::Known));
            continue;
        }
        let reissued = held.iter().enumerate().find(|(at, line)| {
            !met.get(*at).copied().unwrap_or(true)
                && line.completed == row.completed
                && !became_final(line, row)
                && line.key.leg == key.leg
                && line.key.wallet == key.wallet
                && line.key.amount.is_positive() == key.amount.is_positive()
                && line.key.details == key.details
        });
        if let Some((at, line)) = reissued {
            if let Some(flag) = met.get_mut(at) {
                *flag = true;
            }
            verdicts.push((index, Verdict::Changed(difference(row, line))));
            continue;
        }
        let earlier = held.iter().filter(|line| line.key == *key).count()
            + fresh.iter().filter(|(k, ..)| *k == key).count();
        let occurrence = u32::try_from(earlier).unwrap_or(u32::MAX);
        fresh.push((key, row.balance, occurrence));
        verdicts.push((index, Verdict::New { occurrence }));
    }
    verdicts
}

fn verdict_on_twin(row: &StatementRow, line: &HeldLine) -> Verdict {
    if line.provisional
        && let Some(id) = line.id
    {
        return Verdict::Supersedes {
            line: id,
            occurrence: line.occurrence,
        };
    }
    if line.status.moved_money() != row.status.moved_money() {
        return Verdict::Changed(Change {
            held_id: line.id.map(LineId::get),
            what: "Status",
            held: line.status.to_string(),
            found: row.status.to_string(),
        });
    }
    Verdict::Known
}

/// A payment that was pending has completed since: the line that moved money is a new one.
fn became_final(line: &HeldLine, row: &StatementRow) -> bool {
    !line.provisional && !line.status.moved_money() && row.status.moved_money()
}

/// How a row was re-issued.
fn difference(row: &StatementRow, line: &HeldLine) -> Change {
    let balance = |kes: Option<Kes>| kes.map_or_else(|| "none".to_owned(), |kes| kes.to_string());
    let (what, held, found) = if line.key.amount == row.amount {
        ("Balance", balance(line.balance), balance(row.balance))
    } else {
        (
            "Amount",
            line.key.amount.to_string(),
            row.amount.to_string(),
        )
    };
    Change {
        held_id: line.id.map(LineId::get),
        what,
        held,
        found,
    }
}

/// Whether two balances allow the rows to be one; an unknown balance contradicts nothing.
fn same_balance(held: Option<Kes>, found: Option<Kes>) -> bool {
    match (held, found) {
        (Some(held), Some(found)) => held == found,
        (None, _) | (_, None) => true,
    }
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
