//! The sample as the matching engine wants it, without a file between: what a right reading of the
//! F1 statement and of the ledger gives. Tests compare it with what the readers give; the bench uses
//! it to time matching alone.

use domain::{AccountKey, Kes, MaskedName, PartyId, Phone, SubAccount};
use matching::model::{Entry, Line};

use super::Business;
use super::customers::Party;
use super::entries;
use super::ledger;
use super::legs::{Leg, Text};
use super::wording::Masks;

/// Statement rows in file order.
pub(super) fn lines(of: &Business) -> Vec<Line> {
    of.posted.legs.iter().map(line).collect()
}

/// Ledger rows in file order.
pub(super) fn entries(of: &Business) -> Vec<Entry> {
    of.entries.iter().map(|row| entry(of, row)).collect()
}

fn line(leg: &Leg) -> Line {
    let party = leg.other_party(Masks::F1);
    let (id, name) = party.split_once(" - ").unwrap_or((&party, ""));
    let typed = match leg.text {
        Text::PayIn(_) => leg.typed.as_deref().and_then(AccountKey::fold),
        _ => None,
    };
    Line {
        account: SubAccount::Utility,
        receipt: leg.receipt.clone(),
        leg: leg.text.wording(),
        completed: leg.completed,
        amount: Kes::from_cents(leg.amount),
        moved_money: leg.moved_money(),
        typed,
        party: PartyId::parse(id),
        name: tokens(name),
        linked: leg.linked.clone(),
    }
}

fn entry(of: &Business, row: &entries::Entry) -> Entry {
    let party: Option<&Party> = of.party(row);
    let phone = party.and_then(|party| Phone::parse(&party.person.phone_typed()).ok());
    Entry {
        direction: row.direction,
        reference: AccountKey::fold(&ledger::reference(row)),
        account: party.and_then(|party| AccountKey::fold(&party.code)),
        open: Kes::from_cents(row.open()),
        booked: Kes::from_cents(if row.receipt.is_some() { row.paid } else { 0 }),
        date: Some(row.date),
        due: Some(row.due),
        receipt: row.receipt.clone(),
        party: phone.map(PartyId::Phone),
        name: party.map_or_else(Vec::new, |party| tokens(&party.person.name())),
    }
}

fn tokens(name: &str) -> Vec<Box<str>> {
    let name = MaskedName::new(name);
    name.tokens().map(String::into_boxed_str).collect()
}
