//! What the ledger holds, in the form intake compares with.

use domain::{AccountKey, Kes, Problem};
use statements::model::StatementRow;

use crate::intake::{EntryIdentity, HeldEntries, HeldEntry, HeldLine, HeldLines};
use crate::store::entries::{self, EntryRow};
use crate::store::{Ledger, Read, StoreError, lines};

/// Adds the held lines of these rows' transactions.
///
/// # Errors
/// When the ledger can't be read.
pub fn add_lines(
    ledger: &Ledger,
    rows: &[StatementRow],
    held: &mut HeldLines,
) -> Result<(), Problem> {
    ledger.read(|read| add_lines_in(read, rows, held))
}

/// The same inside a reading or a change.
///
/// # Errors
/// When the ledger can't be read.
pub fn add_lines_in(
    read: &Read<'_>,
    rows: &[StatementRow],
    held: &mut HeldLines,
) -> Result<(), StoreError> {
    for known in lines::known(read, rows.iter().map(|row| &row.receipt))? {
        held.hold(HeldLine {
            id: Some(known.id),
            key: known.key,
            occurrence: known.occurrence,
            balance: known.balance,
            status: known.status,
            completed: known.completed,
            provisional: known.provisional,
        });
    }
    Ok(())
}

/// Every held entry.
///
/// # Errors
/// When the ledger can't be read.
pub fn entries(ledger: &Ledger) -> Result<HeldEntries, Problem> {
    ledger.read(entries_in)
}

/// The same inside a reading or a change.
///
/// # Errors
/// When the ledger can't be read.
pub fn entries_in(read: &Read<'_>) -> Result<HeldEntries, StoreError> {
    let mut rows = Vec::new();
    entries::for_each(read, |entry| {
        rows.push((identity(&entry), entry.occurrence, figures(&entry)));
        Ok(())
    })?;
    // Entries whose figures were replaced come later than their place says.
    rows.sort_by_key(|(_, occurrence, _)| *occurrence);
    let mut held = HeldEntries::default();
    for (identity, _, entry) in rows {
        held.hold(identity, entry);
    }
    Ok(held)
}

fn identity(entry: &EntryRow) -> EntryIdentity {
    match entry.reference.as_deref().and_then(AccountKey::fold) {
        Some(reference) => EntryIdentity::Reference(entry.direction, reference),
        None => EntryIdentity::Account(
            entry.direction,
            entry.account.as_deref().and_then(AccountKey::fold),
            entry.date,
            entry.amount,
        ),
    }
}

fn figures(entry: &EntryRow) -> HeldEntry {
    let open: Kes = entry.open;
    HeldEntry {
        id: Some(entry.id.get()),
        amount: entry.amount,
        paid: entry.paid,
        open,
        due: entry.due,
        receipt: entry.receipt.clone(),
        account: entry.account.as_deref().and_then(AccountKey::fold),
    }
}
