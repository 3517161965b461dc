//! Rows as the matching engine wants them.

use domain::{AccountKey, Kes, MaskedName, PartyId};
use matching::model as m;
use statements::model::{LedgerRow, StatementRow};

/// Name parts that can be compared.
fn tokens(name: Option<&MaskedName>) -> Vec<Box<str>> {
    name.map(|name| name.tokens().map(String::into_boxed_str).collect())
        .unwrap_or_default()
}

/// A statement row for matching.
#[must_use]
pub fn line(row: &StatementRow) -> m::Line {
    m::Line {
        account: row.account,
        receipt: row.receipt.clone(),
        leg: row.leg,
        completed: row.completed,
        amount: row.amount,
        moved_money: row.status.moved_money(),
        typed: row.typed_account.as_deref().and_then(AccountKey::fold),
        party: row.party.clone(),
        name: tokens(row.party_name.as_ref()),
        linked: row.linked.clone(),
    }
}

/// A ledger row for matching.
#[must_use]
pub fn entry(row: &LedgerRow) -> m::Entry {
    m::Entry {
        direction: row.direction,
        reference: row.reference.as_deref().and_then(AccountKey::fold),
        account: row.account.as_deref().and_then(AccountKey::fold),
        open: row.open,
        booked: booked(row),
        date: row.date,
        due: row.due,
        receipt: row.receipt.clone(),
        party: row.phone.map(PartyId::Phone),
        name: tokens(row.party.as_ref()),
    }
}

/// What the ledger itself has booked as received or paid through M-Pesa: its paid amount, where it
/// names a receipt. A paid amount without one was settled some other way and is none of the
/// statement's business.
#[must_use]
pub fn booked(row: &LedgerRow) -> Kes {
    if row.receipt.is_some() {
        row.paid
    } else {
        Kes::ZERO
    }
}

/// The day the ledger booked it: the receipt's own day, else the entry's.
#[must_use]
pub fn booked_on(row: &LedgerRow) -> Option<domain::Day> {
    row.receipt
        .as_ref()
        .and_then(|receipt| receipt.date_code())
        .or(row.date)
}
