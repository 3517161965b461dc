//! Checking that the chain and the records about people bear each other out.
//!
//! A chain that somebody wrote anew can be signed anew too. What they can't have is the keys of the
//! people whom two others named: so every checkpoint's key must have been that person's.

use domain::Environment;

use crate::audit_check::Checked;
use crate::people::Roster;
use crate::people::key_history::{self, HeldKey, Mark};
use crate::store::checkpoints::Checkpoint;
use crate::store::{Read, StoreError, checkpoints, deeds, lineage};
use crate::words;

/// Checks every record, that each is the one its event names, and whose keys signed the checkpoints.
///
/// # Errors
/// When the ledger can't be read.
pub fn check(
    read: &Read<'_>,
    environment: Environment,
    found: &mut Checked,
) -> Result<(), StoreError> {
    let told = deeds::told(read)?;
    let all = match deeds::all(read) {
        Ok(all) => all,
        Err(StoreError::Damaged(_)) => {
            let seq = told.first().map_or(1, |(seq, ..)| *seq);
            found.bad(seq, "a record about people is none.".to_owned());
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    if all.is_empty() && told.is_empty() {
        found.told.push("No people were named yet.".to_owned());
        return Ok(());
    }
    let workspace = lineage::workspace_id(read)?.unwrap_or_default();
    let mut roster = Roster::empty(environment, workspace);
    let mut holds = true;
    for index in 0..all.len().max(told.len()) {
        let (signed, event) = (all.get(index), told.get(index));
        let seq = event.or(told.last()).map_or(1, |(seq, ..)| *seq);
        let fault = match (signed, event) {
            (Some(signed), Some((_, number, hash))) => {
                if *number != signed.deed.number || *hash != signed.hash() {
                    Some("the record is not the one that this event names.".to_owned())
                } else {
                    roster.take(signed).err().map(|bad| format!("{bad}."))
                }
            }
            (None, Some((_, number, _))) => {
                Some(format!("record {number} about people is missing."))
            }
            (Some(signed), None) => Some(format!(
                "no event tells of record {} about people.",
                signed.deed.number
            )),
            (None, None) => None,
        };
        if let Some(fault) = fault {
            found.bad(seq, fault);
            holds = false;
            break;
        }
    }
    let keys = key_history::keys(&all);
    let seq_of = |mark: &Mark| told.iter().find(|(_, number, _)| *number == mark.record);
    for point in checkpoints::all(read)? {
        let fault = signed_by(&keys, &point, |mark| seq_of(mark).map(|(seq, ..)| *seq));
        if let Some(fault) = fault {
            holds = false;
            found.bad(point.event_seq, format!("{fault}."));
        }
    }
    if holds {
        found.told.push(format!(
            "{} records about people hold: two signatures under each, each the one that its event names. \
             Every checkpoint was signed with a key of the person it names.",
            words::count(u64::try_from(all.len()).unwrap_or(0))
        ));
    }
    Ok(())
}

/// What is wrong with the key of a checkpoint, if something is: it must have been the key of the person it
/// names, from the event that gave it to the event that retired it. Order counts here, not time: a clock
/// may be wrong.
pub fn signed_by(
    keys: &[HeldKey],
    point: &Checkpoint,
    seq_of: impl Fn(&Mark) -> Option<i64>,
) -> Option<String> {
    let (number, operator) = (point.number, &point.operator);
    let held = keys
        .iter()
        .find(|held| held.name == *operator && held.key == point.public_key);
    let Some(held) = held else {
        return Some(format!(
            "checkpoint {number} is signed with a key that was never {operator}'s"
        ));
    };
    let given = seq_of(&held.from).is_some_and(|seq| seq <= point.event_seq);
    let retired = held
        .to
        .is_some_and(|to| seq_of(&to).is_none_or(|seq| seq <= point.event_seq));
    (!given || retired)
        .then(|| format!("checkpoint {number} is signed with a key that was not {operator}'s then"))
}
