//! What tells a ledger from its copies: a number of its own, and a mark that changes at each opening.
//!
//! Owns: what of it is in the file. What the keyring holds, and what follows, is `app::lineage`'s.

use domain::Problem;
use rand::TryRng;
use rand::rngs::SysRng;
use rusqlite::Connection;

use super::change::{By, Done};
use super::error::StoreError;
use super::ledger::Ledger;
use super::preferences::{meta, set_meta};
use super::{Read, Write};
use crate::audit::hex;

/// The mark that no ledger rolls to: this is a copy.
pub const COPY: &str = "copy";
/// Bytes of a workspace's number and of a mark.
const BYTES: usize = 16;

const WORKSPACE_ID: &str = "workspace_id";
const LINEAGE: &str = "lineage";
const COPIES: &str = "copies";

/// 128 random bits, in hexadecimal.
///
/// # Errors
/// `keyring.no_randomness`.
pub fn random_mark() -> Result<String, Problem> {
    let mut bytes = [0_u8; BYTES];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| {
        Problem::new(
            "keyring.no_randomness",
            format!("The ledger was not opened: the system gave no random numbers ({error})."),
        )
    })?;
    Ok(hex(&bytes))
}

/// The workspace's number, the same in all its copies; none in a ledger of an earlier program that was not
/// opened since.
///
/// # Errors
/// When it can't be read.
pub fn workspace_id(read: &Read<'_>) -> Result<Option<String>, StoreError> {
    meta(read, WORKSPACE_ID)
}

/// Gives a workspace its number, once.
///
/// # Errors
/// When it can't be written.
pub(super) fn name_workspace(write: &Write<'_>) -> Result<(), StoreError> {
    if workspace_id(write)?.is_none() {
        set_meta(write, WORKSPACE_ID, &random_mark()?)?;
    }
    Ok(())
}

/// Gives a ledger of an earlier program its workspace's number, if it has none.
///
/// # Errors
/// When it can't be written.
pub fn ensure_workspace_id(ledger: &Ledger, by: By<'_>) -> Result<(), Problem> {
    if ledger.read(workspace_id)?.is_some() {
        return Ok(());
    }
    ledger.write(by, "workspace.number", |write| {
        name_workspace(write)?;
        Ok(Done::to("workspace", ()))
    })
}

/// The mark of the last opening.
///
/// # Errors
/// When it can't be read.
pub fn mark(read: &Read<'_>) -> Result<Option<String>, StoreError> {
    meta(read, LINEAGE)
}

/// How often this ledger was found to be a copy.
///
/// # Errors
/// When it can't be read.
pub fn copies(read: &Read<'_>) -> Result<i64, StoreError> {
    meta(read, COPIES)?.map_or(Ok(0), |count| {
        count
            .parse()
            .map_err(|_| StoreError::Damaged("the count of copies"))
    })
}

/// Has the next opening find that this is a copy.
///
/// # Errors
/// When it can't be written.
pub fn mark_as_copy(write: &Write<'_>) -> Result<(), StoreError> {
    set_meta(write, LINEAGE, COPY)
}

/// Counts that this ledger was found to be a copy. No lease that was claimed before counts any more.
///
/// # Errors
/// When it can't be written.
pub fn count_copy(write: &Write<'_>) -> Result<i64, StoreError> {
    let count = copies(write)? + 1;
    set_meta(write, COPIES, &count.to_string())?;
    Ok(count)
}

/// Marks a copy in the file itself, before anything opens it as a ledger.
pub(super) fn forget_in_copy(copy: &Connection) -> Result<(), StoreError> {
    let there: bool = copy.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'meta')",
        [],
        |row| row.get(0),
    )?;
    if there {
        copy.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (LINEAGE, COPY),
        )?;
    }
    Ok(())
}

impl Ledger {
    /// Writes the mark of this opening. It says nothing of the books, so there is no audit event.
    ///
    /// # Errors
    /// What the disk says.
    pub fn set_lineage_mark(&self, mark: &str, by: By<'_>) -> Result<(), Problem> {
        self.write_silently(by, |write| set_meta(write, LINEAGE, mark))
    }
}

/// Takes out of a closed ledger what an earlier program did not write.
#[cfg(test)]
pub(crate) fn as_before(path: &std::path::Path, key: &crate::vault::LedgerKey) {
    let link = super::connect::connect(path, key, super::connect::Access::Write).unwrap();
    link.execute(
        "DELETE FROM meta WHERE key IN (?1, ?2)",
        (WORKSPACE_ID, LINEAGE),
    )
    .unwrap();
}
