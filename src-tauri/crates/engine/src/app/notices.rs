//! What a person is told once after signing in: that people took new keys with the recovery key.

use domain::Eat;

use super::show_people;
use crate::people::{Act, Roster};
use crate::store::audit_page::{self, Wanted};
use crate::store::{Read, StoreError, deeds};
use crate::words;

/// A sentence for each such record since this person's last sign-in, oldest first; since ever for whoever
/// signs in for the first time.
///
/// # Errors
/// When the ledger can't be read.
pub(super) fn since_last_time(
    read: &Read<'_>,
    roster: &Roster,
    person: &str,
) -> Result<Vec<String>, StoreError> {
    let began = Wanted {
        before: None,
        operator: Some(person),
        action: Some("session.begin"),
    };
    let last = audit_page::page(read, began, 1)?;
    let last = last.first().map_or(0, |logged| logged.event.seq);
    let told = deeds::told(read)?;
    let new = |number: u32| {
        told.iter()
            .any(|(seq, record, _)| *record == number && *seq > last)
    };
    let all = deeds::all(read)?;
    let recovered = all
        .iter()
        .filter(|signed| matches!(signed.deed.act, Act::Recover(_)) && new(signed.deed.number));
    Ok(recovered
        .map(|signed| {
            let at = Eat::from_unix(signed.deed.at).map_or_else(String::new, words::minute);
            format!("On {at} {}.", show_people::told(roster, signed))
        })
        .collect())
}
