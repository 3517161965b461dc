//! A stored entry as lists and cards show it.

use domain::{Day, MaskedName};

use super::masked::Sight;
use crate::api::EntryCard;
use crate::store::entries::EntryRow;
use crate::words;
use crate::words::without_numbers;

/// An entry.
#[must_use]
pub fn card(of: &EntryRow, as_of: Day, sight: Sight) -> EntryCard {
    let left = of.left();
    let names = names(of);
    let text = |of: Option<&String>| of.map_or_else(String::new, |of| sight.text(of, &names));
    EntryCard {
        id: of.id.get(),
        reference: text(of.reference.as_ref()),
        account: text(of.account.as_ref()),
        party: sight.name(of.party.as_ref()),
        phone: of.phone.map_or_else(String::new, |phone| phone.to_string()),
        direction: of.direction.word().to_owned(),
        amount: of.amount.to_string(),
        allocated: of.claimed.to_string(),
        open: left.to_string(),
        state: of.state.word().to_owned(),
        due: of.due.map_or_else(String::new, words::day),
        overdue: left.is_positive() && of.due.is_some_and(|due| due < as_of),
        description: text(of.description.as_ref()),
    }
}

/// The names that may stand in its texts.
pub fn names(of: &EntryRow) -> Vec<&MaskedName> {
    of.party.iter().collect()
}

/// What an entry is called in sentences and in the audit chain: its reference, else its account, with
/// phone numbers masked; never its party.
#[must_use]
pub fn name(of: &EntryRow) -> String {
    let written = of.reference.as_deref().or(of.account.as_deref());
    written.map_or_else(|| format!("entry {}", of.id), without_numbers)
}
