//! Checking that the chain and the records about people bear each other out.
//!
//! A chain that somebody wrote anew can be signed anew too. What they can't have is the keys of the
//! people whom two others named: so every checkpoint's key must have been that person's.

use domain::Environment;

use crate::audit_check::Checked;
use crate::people::{Act, PublicKey, Roster, SignedDeed};
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
    let keys = keys(&all);
    for point in checkpoints::all(read)? {
        let known = keys
            .iter()
            .any(|(name, key)| *name == point.operator && *key == point.public_key);
        if !known {
            holds = false;
            found.bad(
                point.event_seq,
                format!(
                    "checkpoint {} is signed with a key that was never {}'s.",
                    point.number, point.operator
                ),
            );
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

/// Every key that was ever a person's, by name.
fn keys(all: &[SignedDeed]) -> Vec<(String, PublicKey)> {
    let mut names: Vec<(u32, String)> = Vec::new();
    let mut keys = Vec::new();
    for signed in all {
        match &signed.deed.act {
            Act::Found(founders) => {
                for (id, founder) in (1..).zip(founders.iter()) {
                    names.push((id, founder.name.clone()));
                    keys.push((founder.name.clone(), founder.key));
                }
            }
            Act::Add { id, name, .. } => names.push((*id, name.clone())),
            Act::Enrol { id, key } => {
                let name = names.iter().find(|(known, _)| known == id);
                keys.extend(name.map(|(_, name)| (name.clone(), *key)));
            }
            Act::Rekey { .. } | Act::Roles { .. } | Act::Retire { .. } => {}
        }
    }
    keys
}
