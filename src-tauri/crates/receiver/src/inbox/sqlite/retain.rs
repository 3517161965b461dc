//! Dropping from the file what is past its time, a slice at a time, so that deliveries come in between.

use rusqlite::Connection;

use super::file::of;
use super::lane::Lane;
use super::write;
use crate::inbox::{InboxError, Retention};

/// Deliveries looked at, and letters dropped, in one transaction.
const SLICE: i64 = 200;
/// Pages given back to the disk in one transaction.
const PAGES: i64 = 512;

/// As [`Inbox::retain`](crate::inbox::Inbox::retain). Freed pages are used again; of more than a quarter of
/// the file, the rest goes back to the disk.
pub(super) async fn retain(writer: &Lane, retention: Retention) -> Result<u64, InboxError> {
    let mut dropped = 0;
    for console in writer.run(|link| consoles(link)).await? {
        let mut from = Some(0);
        while let Some(after) = from {
            let (console, before) = (console.clone(), retention.deliveries_before_ms);
            let (next, gone) = writer
                .run(move |link| slice(link, &console, after, before))
                .await?;
            from = next;
            dropped += gone;
        }
    }
    let before = retention.letters_before_ms;
    while writer.run(move |link| letters(link, before)).await? > 0 {}
    while writer.run(give_back).await? {}
    Ok(dropped)
}

fn consoles(link: &Connection) -> Result<Vec<String>, InboxError> {
    let mut query = link.prepare("SELECT console FROM position").map_err(of)?;
    let rows = query.query_map([], |row| row.get(0)).map_err(of)?;
    rows.collect::<Result<_, _>>().map_err(of)
}

/// One slice in cursor order. An event goes with all its repeats, or stays: a repeat's body is its event's.
/// Answers where to go on; nothing once a slice holds nothing old, for what follows came later.
fn slice(
    link: &mut Connection,
    console: &str,
    after: i64,
    before_ms: i64,
) -> Result<(Option<i64>, u64), InboxError> {
    write(link, |tx| {
        let (last, seen, old): (Option<i64>, i64, i64) = tx
            .prepare_cached(
                "SELECT max(cursor), count(*), coalesce(sum(at_ms < ?3), 0) FROM
                 (SELECT d.cursor, d.at_ms FROM delivery AS d JOIN position AS p USING (console)
                  WHERE d.console = ?1 AND d.cursor > ?2 AND d.cursor <= p.acknowledged
                  ORDER BY d.cursor LIMIT ?4)",
            )?
            .query_row((console, after, before_ms, SLICE), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let Some(last) = last.filter(|_| old > 0) else {
            return Ok((None, 0));
        };
        let events = tx
            .prepare_cached(
                "SELECT d.cursor FROM delivery AS d JOIN position AS p USING (console)
                 WHERE d.console = ?1 AND d.cursor > ?2 AND d.cursor <= ?3
                   AND d.event IS NULL AND d.at_ms < ?4
                   AND NOT EXISTS (SELECT 1 FROM delivery AS r
                       WHERE r.event = d.cursor AND (r.at_ms >= ?4 OR r.cursor > p.acknowledged))",
            )?
            .query_map((console, after, last, before_ms), |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let mut gone = 0;
        for event in events {
            gone += tx
                .prepare_cached("DELETE FROM delivery WHERE event = ?1")?
                .execute([event])?;
            gone += tx
                .prepare_cached("DELETE FROM delivery WHERE cursor = ?1")?
                .execute([event])?;
        }
        let gone = u64::try_from(gone).unwrap_or(u64::MAX);
        Ok(((seen == SLICE).then_some(last), gone))
    })
}

fn letters(link: &mut Connection, before_ms: i64) -> Result<usize, InboxError> {
    write(link, |tx| {
        tx.execute(
            "DELETE FROM letter WHERE id IN (SELECT id FROM letter WHERE at_ms < ?1 LIMIT ?2)",
            (before_ms, SLICE),
        )
    })
}

/// Whether there may be more to give back.
fn give_back(link: &mut Connection) -> Result<bool, InboxError> {
    let pages = |name: &str| {
        link.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(of)
    };
    let (all, free) = (pages("page_count")?, pages("freelist_count")?);
    if free < PAGES || free <= all / 4 {
        return Ok(false);
    }
    link.execute_batch(&format!("PRAGMA incremental_vacuum({PAGES})"))
        .map_err(of)?;
    Ok(pages("freelist_count")? < free)
}
