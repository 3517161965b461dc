//! What the file says of itself, and what the window keeps in it.

use domain::Problem;
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::{Read, Write};

/// Longest kept value, in bytes; the table holds it too.
pub const PREFERENCE_BYTES_MAX: usize = 4_096;

/// A kept preference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreferenceRow {
    /// Which.
    pub key: String,
    /// What.
    pub value: String,
}

/// Every preference, by key.
///
/// # Errors
/// When the table can't be read.
pub fn all(read: &Read<'_>) -> Result<Vec<PreferenceRow>, StoreError> {
    let mut query = read
        .0
        .prepare_cached("SELECT key, value FROM preference ORDER BY key")?;
    let rows = query.query_map([], |row| {
        Ok(PreferenceRow {
            key: row.get(0)?,
            value: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn set(write: &Write<'_>, key: &str, value: &str) -> Result<(), StoreError> {
    if value.len() > PREFERENCE_BYTES_MAX {
        return Err(Problem::new(
            "preference.too_long",
            format!("The preference was not kept: it is longer than {PREFERENCE_BYTES_MAX} bytes."),
        )
        .with_field(key)
        .into());
    }
    write
        .0
        .prepare_cached("INSERT INTO preference (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?
        .execute((key, value))?;
    Ok(())
}

/// What the file says of itself: `environment`, `business`, `short_code`, …
///
/// # Errors
/// When the table can't be read.
pub fn meta(read: &Read<'_>, key: &str) -> Result<Option<String>, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Sets what the file says of itself.
///
/// # Errors
/// When it can't be written.
pub fn set_meta(write: &Write<'_>, key: &str, value: &str) -> Result<(), StoreError> {
    write
        .0
        .prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?
        .execute((key, value))?;
    Ok(())
}
