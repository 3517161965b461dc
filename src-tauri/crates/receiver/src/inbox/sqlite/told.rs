//! What consoles told the receiver, in the file: publications, fences, letters.

use rusqlite::{Connection, OptionalExtension as _};

use super::file::of;
use super::write;
use crate::inbox::{Fence, Fenced, InboxError, Letter};

/// As [`Inbox::publish`](crate::inbox::Inbox::publish).
pub(super) fn publish(
    link: &mut Connection,
    console: &str,
    version: u64,
    text: &str,
) -> Result<u64, InboxError> {
    let kept = write(link, |tx| {
        if let Ok(version) = i64::try_from(version)
            && version > 0
        {
            tx.execute(
                "INSERT INTO publication (console, version, text) VALUES (?1, ?2, ?3)
                 ON CONFLICT (console) DO UPDATE SET version = excluded.version, text = excluded.text
                 WHERE excluded.version > version",
                (console, version, text),
            )?;
        }
        tx.query_row(
            "SELECT version FROM publication WHERE console = ?1",
            [console],
            |row| row.get::<_, i64>(0),
        )
        .optional()
    })?;
    Ok(kept.and_then(|kept| u64::try_from(kept).ok()).unwrap_or(0))
}

/// As [`Inbox::publications`](crate::inbox::Inbox::publications).
pub(super) fn publications(link: &Connection) -> Result<Vec<(String, u64, String)>, InboxError> {
    let mut query = link
        .prepare_cached("SELECT console, version, text FROM publication ORDER BY console")
        .map_err(of)?;
    let rows = query
        .query_map([], |row| {
            let version = u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
            Ok((row.get(0)?, version, row.get(2)?))
        })
        .map_err(of)?;
    rows.collect::<Result<_, _>>().map_err(of)
}

/// As [`Inbox::published_versions`](crate::inbox::Inbox::published_versions).
pub(super) fn published_versions(link: &Connection) -> Result<Vec<(String, u64)>, InboxError> {
    let mut query = link
        .prepare_cached("SELECT console, version FROM publication ORDER BY console")
        .map_err(of)?;
    let rows = query
        .query_map([], |row| {
            let version = u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
            Ok((row.get(0)?, version))
        })
        .map_err(of)?;
    rows.collect::<Result<_, _>>().map_err(of)
}

/// As [`Inbox::fence`](crate::inbox::Inbox::fence).
pub(super) fn fence(link: &mut Connection, told: Fence) -> Result<Fenced, InboxError> {
    write(link, |tx| {
        let held = tx
            .query_row(
                "SELECT environment, short_code, generation, sequence FROM fence
                 WHERE environment = ?1 AND short_code = ?2",
                (&told.environment, &told.short_code),
                of_row,
            )
            .optional()?;
        if let Some(held) = held
            && told.is_behind(&held)
        {
            return Ok(Fenced {
                passed: false,
                held,
            });
        }
        tx.execute(
            "INSERT INTO fence (environment, short_code, generation, sequence)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (environment, short_code)
             DO UPDATE SET generation = excluded.generation, sequence = excluded.sequence",
            (
                &told.environment,
                &told.short_code,
                told.generation,
                told.sequence,
            ),
        )?;
        Ok(Fenced {
            passed: true,
            held: told,
        })
    })
}

/// As [`Inbox::fences`](crate::inbox::Inbox::fences).
pub(super) fn fences(link: &Connection) -> Result<Vec<Fence>, InboxError> {
    let mut query = link
        .prepare_cached(
            "SELECT environment, short_code, generation, sequence FROM fence
             ORDER BY environment, short_code",
        )
        .map_err(of)?;
    let rows = query.query_map([], of_row).map_err(of)?;
    rows.collect::<Result<_, _>>().map_err(of)
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Fence> {
    Ok(Fence {
        environment: row.get(0)?,
        short_code: row.get(1)?,
        generation: row.get(2)?,
        sequence: row.get(3)?,
    })
}

/// As [`Inbox::put_letter`](crate::inbox::Inbox::put_letter).
pub(super) fn put_letter(
    link: &mut Connection,
    letter: &Letter,
    per_desk: usize,
) -> Result<Option<i64>, InboxError> {
    let per_desk = i64::try_from(per_desk).unwrap_or(i64::MAX);
    write(link, |tx| {
        let put = tx.execute(
            "INSERT INTO letter (desk, at_ms, body) SELECT ?1, ?2, ?3
             WHERE (SELECT count(*) FROM letter WHERE desk = ?1) < ?4",
            (&letter.to, letter.at_ms, &letter.body, per_desk),
        )?;
        Ok((put > 0).then(|| tx.last_insert_rowid()))
    })
}

/// As [`Inbox::letters`](crate::inbox::Inbox::letters).
pub(super) fn letters(
    link: &Connection,
    to: &str,
    after: i64,
    limit: usize,
) -> Result<Vec<Letter>, InboxError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut query = link
        .prepare_cached(
            "SELECT id, desk, at_ms, body FROM letter WHERE desk = ?1 AND id > ?2
             ORDER BY id LIMIT ?3",
        )
        .map_err(of)?;
    let rows = query
        .query_map((to, after, limit), |row| {
            Ok(Letter {
                id: row.get(0)?,
                to: row.get(1)?,
                at_ms: row.get(2)?,
                body: row.get(3)?,
            })
        })
        .map_err(of)?;
    rows.collect::<Result<_, _>>().map_err(of)
}

/// As [`Inbox::drop_letter`](crate::inbox::Inbox::drop_letter).
pub(super) fn drop_letter(link: &mut Connection, to: &str, id: i64) -> Result<(), InboxError> {
    write(link, |tx| {
        tx.execute("DELETE FROM letter WHERE desk = ?1 AND id = ?2", (to, id))
    })
    .map(|_| ())
}
