//! Deeds, sealed keys and failed tries (`engine::people`).

use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::{Read, Write};
use crate::audit::{Hash, hex, unhex};
use crate::people::{Cost, Deed, Signature, SignedDeed, WrappedKey};

/// Every deed, in order.
///
/// # Errors
/// When the table can't be read, or holds what this program does not write.
pub fn all(read: &Read<'_>) -> Result<Vec<SignedDeed>, StoreError> {
    let mut query = read
        .0
        .prepare_cached("SELECT body, signatures FROM deed ORDER BY number")?;
    let rows = query.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (body, signatures) = row?;
        let deed = Deed::read(&body).ok_or(StoreError::Damaged("a record about people"))?;
        let list: Vec<(u32, String)> =
            serde_json::from_str(&signatures).map_err(|_| StoreError::Damaged("a signature"))?;
        let signatures = list
            .into_iter()
            .map(|(id, text)| Some((id, Signature(unhex(&text)?))))
            .collect::<Option<_>>()
            .ok_or(StoreError::Damaged("a signature"))?;
        Ok(SignedDeed { deed, signatures })
    })
    .collect()
}

/// What the audit chain tells of deeds: the event's number, the deed's number and its hash.
///
/// # Errors
/// When the table can't be read.
pub fn told(read: &Read<'_>) -> Result<Vec<(i64, u32, Hash)>, StoreError> {
    #[derive(serde::Deserialize)]
    struct Told {
        record: u32,
        hash: String,
    }
    let mut query = read.0.prepare_cached(
        "SELECT seq, after FROM audit WHERE action >= 'people.' AND action < 'people/' ORDER BY seq",
    )?;
    let rows = query.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut told = Vec::new();
    for row in rows {
        let (seq, after) = row?;
        // An event that was changed is found by the walk; here it names no deed.
        let read: Option<Told> = serde_json::from_str(&after).ok();
        let (record, hash) = read
            .and_then(|told| Some((told.record, unhex(&told.hash)?)))
            .unwrap_or((0, [0; 32]));
        told.push((seq, record, hash));
    }
    Ok(told)
}

/// Adds the next deed. It was taken by the roster before.
///
/// # Errors
/// When it does not follow the last one, or can't be written.
pub fn add(write: &Write<'_>, signed: &SignedDeed) -> Result<(), StoreError> {
    let list: Vec<(u32, String)> = signed
        .signatures
        .iter()
        .map(|(id, signature)| (*id, hex(&signature.0)))
        .collect();
    let text = serde_json::to_string(&list).map_err(|_| StoreError::Damaged("a signature"))?;
    write.0.execute(
        "INSERT INTO deed (number, body, signatures) VALUES (?1, ?2, ?3)",
        (signed.deed.number, signed.deed.canonical(), text),
    )?;
    Ok(())
}

/// A person's sealed key.
///
/// # Errors
/// When the table can't be read.
pub fn key(read: &Read<'_>, person: u32) -> Result<Option<WrappedKey>, StoreError> {
    let row = read
        .0
        .prepare_cached(
            "SELECT memory_kib, passes, lanes, salt, nonce, sealed FROM person_key WHERE person_id = ?1",
        )?
        .query_row([person], |row| {
            Ok(WrappedKey {
                cost: Cost {
                    memory_kib: row.get(0)?,
                    passes: row.get(1)?,
                    lanes: row.get(2)?,
                },
                salt: row.get(3)?,
                nonce: row.get(4)?,
                sealed: row.get(5)?,
            })
        })
        .optional()?;
    Ok(row)
}

/// Keeps a person's sealed key in place of an earlier one.
///
/// # Errors
/// When it can't be written.
pub fn set_key(write: &Write<'_>, person: u32, key: &WrappedKey) -> Result<(), StoreError> {
    write.0.execute(
        "INSERT OR REPLACE INTO person_key (person_id, memory_kib, passes, lanes, salt, nonce, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            person,
            key.cost.memory_kib,
            key.cost.passes,
            key.cost.lanes,
            key.salt,
            key.nonce,
            &key.sealed,
        ),
    )?;
    Ok(())
}

/// Forgets a person's sealed key.
///
/// # Errors
/// When it can't be written.
pub fn forget_key(write: &Write<'_>, person: u32) -> Result<(), StoreError> {
    write
        .0
        .execute("DELETE FROM person_key WHERE person_id = ?1", [person])?;
    Ok(())
}

/// How many tries failed since the last that went well, and when the last one was, in seconds since
/// 1970 in UTC.
///
/// # Errors
/// When the table can't be read.
pub fn tries(read: &Read<'_>, person: u32) -> Result<(u32, i64), StoreError> {
    let row = read
        .0
        .prepare_cached("SELECT failed, last_at FROM person_try WHERE person_id = ?1")?
        .query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(row.unwrap_or((0, i64::MIN)))
}

/// Counts a try that is about to be made; [`forgive`] takes it back when it went well.
///
/// # Errors
/// When it can't be written.
pub fn count_try(write: &Write<'_>, person: u32) -> Result<(), StoreError> {
    write.0.execute(
        "INSERT INTO person_try (person_id, failed, last_at) VALUES (?1, 1, ?2)
         ON CONFLICT (person_id) DO UPDATE SET failed = failed + 1, last_at = ?2",
        (person, write.at),
    )?;
    Ok(())
}

/// Forgets the tries of a person who got in.
///
/// # Errors
/// When it can't be written.
pub fn forgive(write: &Write<'_>, person: u32) -> Result<(), StoreError> {
    write
        .0
        .execute("DELETE FROM person_try WHERE person_id = ?1", [person])?;
    Ok(())
}
