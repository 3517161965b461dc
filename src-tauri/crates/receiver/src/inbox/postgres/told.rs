//! What consoles told the receivers, in the database: publications, fences, letters.

use tokio_postgres::{Error, Row};

use super::link::{Link, of};
use crate::inbox::{Fence, Fenced, InboxError, Letter};

/// Letters dropped in one transaction.
const SLICE: i64 = 200;

/// As [`Inbox::publish`](crate::inbox::Inbox::publish).
pub(super) async fn publish(
    link: &Link,
    console: &str,
    version: u64,
    text: &str,
) -> Result<u64, InboxError> {
    if let Ok(version) = i64::try_from(version)
        && version > 0
    {
        link.rows(
            "INSERT INTO patanisha.publication AS p (console, version, text) VALUES ($1, $2, $3)
             ON CONFLICT (console) DO UPDATE SET version = excluded.version, text = excluded.text
             WHERE excluded.version > p.version",
            &[&console, &version, &text],
        )
        .await?;
    }
    let rows = link
        .rows(
            "SELECT version FROM patanisha.publication WHERE console = $1",
            &[&console],
        )
        .await?;
    match rows.first() {
        None => Ok(0),
        Some(row) => number(row, 0).map_err(|error| of(&error)),
    }
}

/// As [`Inbox::publications`](crate::inbox::Inbox::publications).
pub(super) async fn publications(link: &Link) -> Result<Vec<(String, u64, String)>, InboxError> {
    let rows = link
        .rows(
            "SELECT console, version, text FROM patanisha.publication ORDER BY console",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, number(row, 1)?, row.try_get(2)?)))
        .collect::<Result<_, Error>>()
        .map_err(|error| of(&error))
}

/// As [`Inbox::published_versions`](crate::inbox::Inbox::published_versions).
pub(super) async fn published_versions(link: &Link) -> Result<Vec<(String, u64)>, InboxError> {
    let rows = link
        .rows(
            "SELECT console, version FROM patanisha.publication ORDER BY console",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, number(row, 1)?)))
        .collect::<Result<_, Error>>()
        .map_err(|error| of(&error))
}

fn number(row: &Row, column: usize) -> Result<u64, Error> {
    let number: i64 = row.try_get(column)?;
    Ok(u64::try_from(number).unwrap_or_default())
}

/// As [`Inbox::fence`](crate::inbox::Inbox::fence). Compared and kept in one statement, on a locked row.
pub(super) async fn fence(link: &Link, told: Fence) -> Result<Fenced, InboxError> {
    let kept = link
        .rows(
            "INSERT INTO patanisha.fence AS f (environment, short_code, generation, sequence)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (environment, short_code)
             DO UPDATE SET generation = excluded.generation, sequence = excluded.sequence
             WHERE (excluded.generation, excluded.sequence) >= (f.generation, f.sequence)
             RETURNING 1",
            &[
                &told.environment,
                &told.short_code,
                &told.generation,
                &told.sequence,
            ],
        )
        .await?;
    if !kept.is_empty() {
        return Ok(Fenced {
            passed: true,
            held: told,
        });
    }
    let held = link
        .rows(
            "SELECT environment, short_code, generation, sequence FROM patanisha.fence
             WHERE environment = $1 AND short_code = $2",
            &[&told.environment, &told.short_code],
        )
        .await?;
    let held = held.first().ok_or_else(|| {
        InboxError::Damaged("what it holds about sending was taken away".to_owned())
    })?;
    Ok(Fenced {
        passed: false,
        held: of_row(held).map_err(|error| of(&error))?,
    })
}

/// As [`Inbox::fences`](crate::inbox::Inbox::fences).
pub(super) async fn fences(link: &Link) -> Result<Vec<Fence>, InboxError> {
    let rows = link
        .rows(
            "SELECT environment, short_code, generation, sequence FROM patanisha.fence
             ORDER BY environment, short_code",
            &[],
        )
        .await?;
    let fences = rows.iter().map(of_row).collect::<Result<_, _>>();
    fences.map_err(|error| of(&error))
}

fn of_row(row: &Row) -> Result<Fence, Error> {
    Ok(Fence {
        environment: row.try_get(0)?,
        short_code: row.try_get(1)?,
        generation: row.try_get(2)?,
        sequence: row.try_get(3)?,
    })
}

/// As [`Inbox::put_letter`](crate::inbox::Inbox::put_letter).
pub(super) async fn put_letter(
    link: &Link,
    letter: &Letter,
    per_desk: usize,
) -> Result<Option<i64>, InboxError> {
    let most = i64::try_from(per_desk).unwrap_or(i64::MAX);
    let rows = link
        .rows(
            "SELECT patanisha.put_letter($1, $2, $3, $4)",
            &[&letter.to, &letter.at_ms, &letter.body, &most],
        )
        .await?;
    let put = rows.first().map_or(Ok(None), |row| row.try_get(0));
    put.map_err(|error| of(&error))
}

/// As [`Inbox::letters`](crate::inbox::Inbox::letters).
pub(super) async fn letters(
    link: &Link,
    to: &str,
    after: i64,
    limit: usize,
) -> Result<Vec<Letter>, InboxError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = link
        .rows(
            "SELECT id, desk, at_ms, body FROM patanisha.letter WHERE desk = $1 AND id > $2
             ORDER BY id LIMIT $3",
            &[&to, &after, &limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Letter {
                id: row.try_get(0)?,
                to: row.try_get(1)?,
                at_ms: row.try_get(2)?,
                body: row.try_get(3)?,
            })
        })
        .collect::<Result<_, Error>>()
        .map_err(|error| of(&error))
}

/// As [`Inbox::drop_letter`](crate::inbox::Inbox::drop_letter).
pub(super) async fn drop_letter(link: &Link, to: &str, id: i64) -> Result<(), InboxError> {
    let sql = "DELETE FROM patanisha.letter WHERE desk = $1 AND id = $2";
    link.rows(sql, &[&to, &id]).await.map(|_| ())
}

/// As [`Inbox::retain`](crate::inbox::Inbox::retain), letters only.
pub(super) async fn retain(link: &Link, before_ms: i64) -> Result<(), InboxError> {
    loop {
        let gone = link
            .rows(
                "DELETE FROM patanisha.letter WHERE id IN
                     (SELECT id FROM patanisha.letter WHERE at_ms < $1 LIMIT $2) RETURNING 1",
                &[&before_ms, &SLICE],
            )
            .await?;
        if gone.is_empty() {
            return Ok(());
        }
    }
}
