//! Making a pack from a view of the ledger.

use domain::{Eat, Problem};

use super::manifest::{self, Facts};
use super::{Member, chain, form, name, people, registers};
use crate::people::SigningKey;
use crate::store::{Read, StoreError, checkpoints};

const README: &str = include_str!("README.txt");

/// What a pack is made for, by whom.
pub struct Order<'a> {
    /// The business' name.
    pub business: &'a str,
    /// When.
    pub made_at: Eat,
    /// Who.
    pub by: &'a str,
    /// Why, as it was recorded.
    pub reason: &'a str,
    /// Their key.
    pub key: &'a SigningKey,
}

/// A pack.
pub struct Made {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Files in it.
    pub members: u32,
    /// Events in it.
    pub events: i64,
}

/// Makes the pack of what the view shows. `go_on` is told how far it is, of 100, and may stop it.
///
/// # Errors
/// When the ledger can't be read, its chain does not hold, or it is too large for one file.
pub fn make(
    read: &Read<'_>,
    order: &Order<'_>,
    go_on: &mut dyn FnMut(u64) -> Result<(), StoreError>,
) -> Result<Made, StoreError> {
    go_on(5)?;
    let (mut members, end, checkpoints) = chain::write(read)?;
    members.extend(people::write(read)?);
    go_on(40)?;
    let (tables, totals) = registers::write(read)?;
    members.extend(tables);
    members.push(Member {
        name: name::README.to_owned(),
        bytes: README.as_bytes().to_vec(),
    });
    members.sort_by(|a, b| a.name.cmp(&b.name));
    go_on(80)?;
    let facts = Facts {
        environment: checkpoints::environment(read)?,
        business: order.business.to_owned(),
        made_at: order.made_at.to_string(),
        by: order.by.to_owned(),
        reason: order.reason.to_owned(),
    };
    let listed = members
        .iter()
        .map(|member| (member.name.as_str(), member.bytes.as_slice()));
    let manifest = manifest::write(&facts, listed.clone(), &totals, end, checkpoints);
    let signature = manifest::sign(&manifest, order.key)?;
    let last = [
        (name::MANIFEST, manifest.as_slice()),
        (name::SIGNATURE, signature.as_slice()),
    ];
    let bytes = form::write(listed.chain(last)).ok_or_else(too_large)?;
    Ok(Made {
        bytes,
        members: u32::try_from(members.len() + last.len()).unwrap_or(u32::MAX),
        events: end.events,
    })
}

fn too_large() -> StoreError {
    Problem::new(
        "pack.too_large",
        "No pack was written: this workspace has more than the 4 GB that one zip file can hold.",
    )
    .with_remedy("Give the auditor a backup and its recovery key instead.")
    .into()
}
