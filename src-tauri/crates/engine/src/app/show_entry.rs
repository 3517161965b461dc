//! A stored entry as lists and cards show it.

use domain::Day;

use crate::api::EntryCard;
use crate::store::entries::EntryRow;
use crate::words;
use crate::words::without_numbers;

/// An entry.
#[must_use]
pub fn card(of: &EntryRow, as_of: Day) -> EntryCard {
    let left = of.left();
    EntryCard {
        id: of.id.get(),
        reference: of.reference.clone().unwrap_or_default(),
        account: of.account.clone().unwrap_or_default(),
        party: of
            .party
            .as_ref()
            .map_or_else(String::new, |name| name.reveal().to_owned()),
        phone: of.phone.map_or_else(String::new, |phone| phone.to_string()),
        direction: of.direction.word().to_owned(),
        amount: of.amount.to_string(),
        allocated: of.claimed.to_string(),
        open: left.to_string(),
        state: of.state.word().to_owned(),
        due: of.due.map_or_else(String::new, words::day),
        overdue: left.is_positive() && of.due.is_some_and(|due| due < as_of),
        description: of.description.clone().unwrap_or_default(),
    }
}

/// What an entry is called in sentences and in the audit chain: its reference, else its account, with
/// phone numbers masked; never its party.
#[must_use]
pub fn name(of: &EntryRow) -> String {
    let written = of.reference.as_deref().or(of.account.as_deref());
    written.map_or_else(|| format!("entry {}", of.id), without_numbers)
}
