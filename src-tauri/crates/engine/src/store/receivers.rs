//! The receivers whose inboxes this ledger drained: where each is, how far it is drained, what it was told.

use domain::Eat;
use rusqlite::{OptionalExtension, Row};

use super::error::StoreError;
use super::sql::moment;
use super::{Read, Write};
use crate::audit::Hash;

/// The address of the receiver that practice runs in this program.
pub const BUILTIN: &str = "builtin";

/// A receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiverRow {
    /// Its number.
    pub id: i64,
    /// Where it is; [`BUILTIN`] for practice's own.
    pub url: String,
    /// The one certificate that is trusted, as PEM.
    pub certificate: Option<String>,
    /// Whether bodies are sealed to this console.
    pub sealed: bool,
    /// When it was connected last.
    pub connected: Eat,
    /// Up to where its deliveries are in this ledger.
    pub cursor: i64,
    /// When the last of them came in.
    pub drained: Option<Eat>,
    /// The version of what was published to it; 0 before.
    pub published: u64,
    /// The hash of that.
    pub published_sha256: Option<Hash>,
    /// When.
    pub published_at: Option<Eat>,
}

/// How a receiver is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReceiver {
    /// Where it is; [`BUILTIN`] for practice's own.
    pub url: String,
    /// The one certificate that is trusted, as PEM.
    pub certificate: Option<String>,
    /// Whether bodies are sealed to this console.
    pub sealed: bool,
}

const SELECT: &str =
    "SELECT id, url, certificate, sealed, connected_at, cursor, drained_at, published,
     published_sha256, published_at FROM receiver";

/// The receiver in use.
///
/// # Errors
/// When the table can't be read.
pub fn in_use(read: &Read<'_>) -> Result<Option<ReceiverRow>, StoreError> {
    one(read, "WHERE in_use = 1", [])
}

/// The receiver that was connected at this address last.
///
/// # Errors
/// When the table can't be read.
pub fn last_at(read: &Read<'_>, url: &str) -> Result<Option<ReceiverRow>, StoreError> {
    one(read, "WHERE url = ?1 ORDER BY id DESC LIMIT 1", [url])
}

fn one(
    read: &Read<'_>,
    which: &str,
    of: impl rusqlite::Params,
) -> Result<Option<ReceiverRow>, StoreError> {
    let found = read
        .0
        .prepare_cached(&format!("{SELECT} {which}"))?
        .query_row(of, raw)
        .optional()?;
    found.map(row).transpose()
}

type Raw = (ReceiverRow, i64, Option<i64>, Option<i64>, i64);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    let read = ReceiverRow {
        id: row.get(0)?,
        url: row.get(1)?,
        certificate: row.get(2)?,
        sealed: row.get(3)?,
        connected: Eat::start_of(domain::Day::default()),
        cursor: row.get(5)?,
        drained: None,
        published: 0,
        published_sha256: row.get(8)?,
        published_at: None,
    };
    Ok((read, row.get(4)?, row.get(6)?, row.get(9)?, row.get(7)?))
}

fn row((row, connected, drained, published_at, published): Raw) -> Result<ReceiverRow, StoreError> {
    Ok(ReceiverRow {
        connected: moment(connected)?,
        drained: drained.map(moment).transpose()?,
        published_at: published_at.map(moment).transpose()?,
        published: u64::try_from(published).map_err(|_| StoreError::Damaged("a receiver"))?,
        ..row
    })
}

/// Uses a receiver from now on: that of number `goes_on`, whose inbox is drained on from where it was; or,
/// with none, a new one from its start. Gives its number.
///
/// # Errors
/// When the table can't be written.
pub fn connect(
    write: &Write<'_>,
    new: &NewReceiver,
    goes_on: Option<i64>,
) -> Result<i64, StoreError> {
    forget(write)?;
    let parts = (&new.url, &new.certificate, new.sealed, write.at);
    if let Some(id) = goes_on {
        let (url, certificate, sealed, at) = parts;
        write.0.execute(
            "UPDATE receiver SET url = ?2, certificate = ?3, sealed = ?4, connected_at = ?5, in_use = 1
             WHERE id = ?1",
            (id, url, certificate, sealed, at),
        )?;
        return Ok(id);
    }
    write.0.execute(
        "INSERT INTO receiver (url, certificate, sealed, connected_at, in_use, cursor, published)
         VALUES (?1, ?2, ?3, ?4, 1, 0, 0)",
        parts,
    )?;
    Ok(write.0.last_insert_rowid())
}

/// Uses no receiver from now on. What was drained stays.
///
/// # Errors
/// When the table can't be written.
pub fn forget(write: &Write<'_>) -> Result<(), StoreError> {
    write
        .0
        .execute("UPDATE receiver SET in_use = 0 WHERE in_use = 1", [])?;
    Ok(())
}

/// Notes what was published to a receiver.
///
/// # Errors
/// When the version is lower than the one before, or the table can't be written.
pub fn set_published(
    write: &Write<'_>,
    id: i64,
    version: u64,
    sha256: &Hash,
) -> Result<(), StoreError> {
    let version = i64::try_from(version).map_err(|_| StoreError::Damaged("a version"))?;
    write.0.execute(
        "UPDATE receiver SET published = ?2, published_sha256 = ?3, published_at = ?4 WHERE id = ?1",
        (id, version, sha256, write.at),
    )?;
    Ok(())
}

/// Notes that everything up to a place is in this ledger.
///
/// # Errors
/// When it goes back, or the table can't be written.
pub(super) fn advance(write: &Write<'_>, id: i64, cursor: i64) -> Result<(), StoreError> {
    write.0.execute(
        "UPDATE receiver SET cursor = ?2, drained_at = ?3 WHERE id = ?1",
        (id, cursor, write.at),
    )?;
    Ok(())
}
