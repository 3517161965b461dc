//! The ledger as a canonical file (design section 4).

use domain::Direction;

use super::Business;
use super::cells::{day, line};
use super::entries::{Entry, What};

/// The canonical columns, all of them.
pub(super) const HEADER: [&str; 13] = [
    "reference",
    "account",
    "direction",
    "party",
    "phone",
    "amount",
    "date",
    "due_date",
    "paid",
    "open",
    "currency",
    "description",
    "receipt",
];
/// Columns of [`HEADER`] that hold amounts.
pub(super) const AMOUNT_COLUMNS: [usize; 3] = [5, 8, 9];
/// Columns of [`HEADER`] that hold days.
pub(super) const DAY_COLUMNS: [usize; 2] = [6, 7];

/// An entry's reference as the ledger prints it.
pub(super) fn reference(entry: &Entry) -> String {
    match entry.direction {
        Direction::Receivable => super::typed::reference(entry.number),
        Direction::Payable => format!("BILL-{}", entry.number),
    }
}

/// An entry's cells, in the header's order.
pub(super) fn row(of: &Business, entry: &Entry) -> [String; 13] {
    let party = of.party(entry);
    let way = u64::try_from(entry.party % 4).unwrap_or(0);
    let plain = |cents| domain::Kes::from_cents(cents).plain();
    [
        reference(entry),
        party.map_or_else(String::new, |party| party.code.clone()),
        entry.direction.word().to_owned(),
        party.map_or_else(String::new, |party| party.person.name()),
        party.map_or_else(String::new, |party| party.person.phone_written(way)),
        plain(entry.amount),
        day(entry.date),
        day(entry.due),
        plain(entry.paid),
        plain(entry.open()),
        "KES".to_owned(),
        match entry.what {
            What::Rent => "Rent and water",
            What::Order => "Market order",
            What::Delivery => "Deliveries",
        }
        .to_owned(),
        entry
            .receipt
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
    ]
}

/// The whole file as CSV.
pub(super) fn csv(of: &Business) -> Vec<u8> {
    let mut out = String::with_capacity(of.entries.len() * 150);
    line(&mut out, &HEADER);
    for entry in &of.entries {
        line(&mut out, &row(of, entry).each_ref().map(String::as_str));
    }
    out.into_bytes()
}
