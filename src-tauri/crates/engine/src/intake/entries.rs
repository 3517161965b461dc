//! Ledger rows against held entries.
//!
//! An entry is known by its direction and reference; without a reference by account, date and amount.
//! Equal rows of one file are told apart by their order.

use std::collections::HashMap;

use domain::{AccountKey, Day, Direction, Kes, Receipt};
use statements::model::LedgerRow;

use super::{Change, Verdict};

/// What an entry is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryIdentity {
    /// Direction and folded reference.
    Reference(Direction, AccountKey),
    /// Direction, folded account, date and amount, where there is no reference.
    Account(Direction, Option<AccountKey>, Option<Day>, Kes),
}

impl EntryIdentity {
    /// The identity of a ledger row.
    #[must_use]
    pub fn of(row: &LedgerRow) -> Self {
        match row.reference.as_deref().and_then(AccountKey::fold) {
            Some(reference) => Self::Reference(row.direction, reference),
            None => Self::Account(
                row.direction,
                row.account.as_deref().and_then(AccountKey::fold),
                row.date,
                row.amount,
            ),
        }
    }
}

/// An entry that is held already: its figures, for telling known from changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldEntry {
    /// Its number; none while it is only in memory.
    pub id: Option<i64>,
    /// Whole amount.
    pub amount: Kes,
    /// Paid before, by the ledger's own account.
    pub paid: Kes,
    /// Open, by the ledger's own account.
    pub open: Kes,
    /// Due date.
    pub due: Option<Day>,
    /// The receipt the ledger holds for it.
    pub receipt: Option<Receipt>,
    /// Customer or unit, folded.
    pub account: Option<AccountKey>,
}

impl HeldEntry {
    fn of(row: &LedgerRow) -> Self {
        Self {
            id: None,
            amount: row.amount,
            paid: row.paid,
            open: row.open,
            due: row.due,
            receipt: row.receipt.clone(),
            account: row.account.as_deref().and_then(AccountKey::fold),
        }
    }

    /// The first figure that differs from a row's.
    fn change(&self, found: &Self) -> Option<Change> {
        let day = |day: Option<Day>| day.map_or_else(|| "none".into(), |day| day.to_string());
        let text =
            |key: &Option<AccountKey>| key.as_ref().map_or("none".into(), ToString::to_string);
        let receipt =
            |receipt: &Option<Receipt>| receipt.as_ref().map_or("none".into(), ToString::to_string);
        let pairs = [
            ("Amount", self.amount.to_string(), found.amount.to_string()),
            ("Open", self.open.to_string(), found.open.to_string()),
            ("Paid", self.paid.to_string(), found.paid.to_string()),
            ("Receipt", receipt(&self.receipt), receipt(&found.receipt)),
            ("Account", text(&self.account), text(&found.account)),
            ("Due date", day(self.due), day(found.due)),
        ];
        pairs
            .into_iter()
            .find(|(_, held, found)| held != found)
            .map(|(what, held, found)| Change {
                held_id: self.id,
                what,
                held,
                found,
            })
    }
}

/// Held entries by identity, in the order of their occurrence.
#[derive(Debug, Default)]
pub struct HeldEntries {
    by_identity: HashMap<EntryIdentity, Vec<HeldEntry>>,
}

impl HeldEntries {
    /// Adds a held entry.
    pub fn hold(&mut self, identity: EntryIdentity, entry: HeldEntry) {
        self.by_identity.entry(identity).or_default().push(entry);
    }
}

/// The verdict on each row of one file, in its order. New rows are held afterwards.
pub fn sort_entries(rows: &[LedgerRow], held: &mut HeldEntries) -> Vec<Verdict> {
    let mut seen: HashMap<EntryIdentity, usize> = HashMap::with_capacity(rows.len());
    let mut verdicts = Vec::with_capacity(rows.len());
    let mut fresh = Vec::new();
    for row in rows {
        let identity = EntryIdentity::of(row);
        let occurrence = seen.entry(identity.clone()).or_default();
        let found = HeldEntry::of(row);
        let twin = held
            .by_identity
            .get(&identity)
            .and_then(|entries| entries.get(*occurrence));
        verdicts.push(match twin.map(|twin| twin.change(&found)) {
            None => {
                fresh.push((identity, found));
                Verdict::New {
                    occurrence: u32::try_from(*occurrence).unwrap_or(u32::MAX),
                }
            }
            Some(None) => Verdict::Known,
            Some(Some(change)) => Verdict::Changed(change),
        });
        *occurrence += 1;
    }
    for (identity, entry) in fresh {
        held.hold(identity, entry);
    }
    verdicts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(reference: Option<&str>, account: &str, cents: i64) -> LedgerRow {
        LedgerRow {
            row: 2,
            reference: reference.map(Into::into),
            account: Some(account.into()),
            direction: Direction::Receivable,
            party: None,
            phone: None,
            amount: Kes::from_cents(cents),
            paid: Kes::ZERO,
            open: Kes::from_cents(cents),
            date: None,
            due: None,
            description: None,
            receipt: None,
            warnings: Vec::new(),
        }
    }

    #[test]
    fn the_same_reference_is_the_same_entry_however_typed() {
        let mut held = HeldEntries::default();
        let first = sort_entries(&[row(Some("INV-20433"), "A", 100)], &mut held);
        assert_eq!(first, [Verdict::New { occurrence: 0 }]);
        assert_eq!(
            sort_entries(&[row(Some("inv 20433"), "a", 100)], &mut held),
            [Verdict::Known]
        );
        let changed = sort_entries(&[row(Some("INV-20433"), "A", 200)], &mut held);
        assert!(matches!(&changed[..], [Verdict::Changed(change)]
            if (change.what, &*change.held, &*change.found) == ("Amount", "1.00", "2.00")));
    }

    #[test]
    fn equal_rows_without_a_reference_are_counted() {
        let mut held = HeldEntries::default();
        let rent = || row(None, "HSE-014", 500);
        let first = sort_entries(&[rent(), rent()], &mut held);
        assert_eq!(
            first,
            [
                Verdict::New { occurrence: 0 },
                Verdict::New { occurrence: 1 }
            ]
        );
        let again = sort_entries(&[rent(), rent(), rent()], &mut held);
        assert_eq!(
            again,
            [
                Verdict::Known,
                Verdict::Known,
                Verdict::New { occurrence: 2 }
            ]
        );
    }
}
