//! Checking that the chain and the claims of the right to send bear each other out.

use domain::Environment;

use crate::audit_check::Checked;
use crate::store::{Read, StoreError, deeds, leases, lineage};

/// Checks that every claim holds against the records about people, and is the one that its event names.
///
/// # Errors
/// When the ledger can't be read.
pub fn check(
    read: &Read<'_>,
    environment: Environment,
    found: &mut Checked,
) -> Result<(), StoreError> {
    let (rows, told) = (leases::all(read, environment)?, leases::told(read)?);
    if rows.is_empty() && told.is_empty() {
        return Ok(());
    }
    let last = told.last().map_or(1, |(seq, ..)| *seq);
    let deeds = match deeds::all(read) {
        Ok(deeds) => deeds,
        // That is told where the records about people are checked.
        Err(StoreError::Damaged(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let workspace = lineage::workspace_id(read)?.unwrap_or_default();
    let mut holds = true;
    let mut bad = |seq: i64, why: String| {
        holds = false;
        found.bad(seq, why);
    };
    for (seq, subject, hash) in &told {
        let known = rows.iter().any(|(code, row)| {
            let signed = row.signed.as_ref();
            *subject == leases::subject(code) && signed.map(|signed| signed.hash()) == Some(*hash)
        });
        if !known {
            bad(
                *seq,
                format!("the claim to send for {subject} that this event names is not there."),
            );
        }
    }
    for (code, row) in &rows {
        let signed = row.signed.as_ref();
        let event = signed.and_then(|signed| {
            let (hash, subject) = (signed.hash(), leases::subject(code));
            told.iter()
                .find(|(_, of, told)| *of == subject && *told == hash)
        });
        let seq = event.map_or(last, |(seq, ..)| *seq);
        let fault = match signed.map(|signed| signed.holds(environment, &workspace, &deeds)) {
            None => Some("no record that two people signed stands with it"),
            Some(Err(why)) => Some(why),
            Some(Ok(_)) if event.is_none() => Some("no event tells of it"),
            Some(Ok(_)) => None,
        };
        if let Some(why) = fault {
            let (generation, of) = (row.generation, leases::subject(code));
            bad(
                seq,
                format!("claim {generation} to send for {of} does not hold: {why}."),
            );
        }
    }
    if holds {
        found.told.push(format!(
            "{} claims of the right to send hold: two signatures under each, each the one that its event names.",
            rows.len()
        ));
    }
    Ok(())
}
