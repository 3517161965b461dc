//! Deliveries in the file, and how far consoles are.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::file::of;
use super::write;
use crate::inbox::{Decision, InboxError, Incoming, Kept, Position, READ_LEN_MAX, Stored, Use};

/// As [`Inbox::store`](crate::inbox::Inbox::store).
pub(super) fn store(link: &mut Connection, batch: &[Incoming]) -> Result<Vec<Stored>, InboxError> {
    write(link, |tx| {
        let mut find = tx.prepare_cached("SELECT cursor FROM delivery WHERE key = ?1")?;
        let mut add = tx.prepare_cached(
            "INSERT INTO delivery (event, key, console, profile, use, request, sha256, scrubbed,
                 sealed, source, verified, at_ms, code, why, rules, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?;
        let mut stored = Vec::with_capacity(batch.len());
        let mut lasts = BTreeMap::new();
        for one in batch {
            let key = one.event_key();
            let event: Option<i64> = find.query_row([key], |row| row.get(0)).optional()?;
            let decision = one.decision.as_ref();
            add.execute(params![
                event,
                event.is_none().then_some(key),
                one.console,
                one.profile,
                one.use_.word(),
                one.request,
                one.sha256,
                one.scrubbed,
                one.sealed,
                one.source.to_string(),
                one.verified,
                one.at_ms,
                decision.map(|decision| &decision.code),
                decision.map(|decision| &decision.why),
                decision.map(|decision| i64::try_from(decision.rules).unwrap_or(i64::MAX)),
                if event.is_some() { &[] } else { &one.body[..] },
            ])?;
            let cursor = tx.last_insert_rowid();
            lasts.insert(&one.console, (cursor, one.at_ms));
            let event = event.unwrap_or(cursor);
            stored.push(Stored { cursor, event });
        }
        let mut move_on = tx.prepare_cached(
            "INSERT INTO position (console, acknowledged, last, last_ms) VALUES (?1, 0, ?2, ?3)
             ON CONFLICT (console) DO UPDATE SET last = excluded.last, last_ms = excluded.last_ms",
        )?;
        for (console, (last, last_ms)) in lasts {
            move_on.execute((console, last, last_ms))?;
        }
        Ok(stored)
    })
}

/// As [`Inbox::after`](crate::inbox::Inbox::after).
pub(super) fn after(
    link: &Connection,
    console: &str,
    cursor: i64,
    limit: usize,
) -> Result<Vec<Kept>, InboxError> {
    let mut query = link
        .prepare_cached(
            "SELECT cursor, event, console, profile, use, request, sha256, scrubbed, sealed, source,
                 verified, at_ms, code, why, rules, body
             FROM delivery WHERE console = ?1 AND cursor > ?2 ORDER BY cursor LIMIT ?3",
        )
        .map_err(of)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = query.query((console, cursor, limit)).map_err(of)?;
    let (mut found, mut len) = (Vec::new(), 0);
    while let Some(row) = rows.next().map_err(of)? {
        let kept = kept(row)?;
        len += kept.incoming.body.len();
        if len > READ_LEN_MAX && !found.is_empty() {
            break;
        }
        found.push(kept);
    }
    Ok(found)
}

fn kept(row: &Row<'_>) -> Result<Kept, InboxError> {
    let word: String = row.get(4).map_err(of)?;
    let source: String = row.get(9).map_err(of)?;
    let odd = || InboxError::Damaged("a delivery's use or source is no word of ours".to_owned());
    read(
        row,
        Use::from_word(&word).ok_or_else(odd)?,
        source.parse().map_err(|_| odd())?,
    )
    .map_err(of)
}

fn read(row: &Row<'_>, use_: Use, source: std::net::IpAddr) -> rusqlite::Result<Kept> {
    let cursor = row.get(0)?;
    let decision = match row.get::<_, Option<String>>(12)? {
        None => None,
        Some(code) => Some(Decision {
            code,
            why: row.get(13)?,
            rules: u64::try_from(row.get::<_, i64>(14)?).unwrap_or_default(),
        }),
    };
    Ok(Kept {
        stored: Stored {
            cursor,
            event: row.get::<_, Option<i64>>(1)?.unwrap_or(cursor),
        },
        incoming: Incoming {
            console: row.get(2)?,
            profile: row.get(3)?,
            use_,
            request: row.get(5)?,
            sha256: row.get(6)?,
            scrubbed: row.get(7)?,
            sealed: row.get(8)?,
            source,
            verified: row.get(10)?,
            at_ms: row.get(11)?,
            decision,
            body: row.get(15)?,
        },
    })
}

/// The first half of [`Inbox::acknowledge`](crate::inbox::Inbox::acknowledge).
pub(super) fn acknowledge(
    link: &mut Connection,
    console: &str,
    cursor: i64,
) -> Result<(), InboxError> {
    write(link, |tx| {
        tx.execute(
            "UPDATE position SET acknowledged = ?2
             WHERE console = ?1 AND acknowledged < ?2 AND last >= ?2",
            (console, cursor),
        )
    })
    .map(|_| ())
}

/// As [`Inbox::position`](crate::inbox::Inbox::position).
pub(super) fn position(link: &Connection, console: &str) -> Result<Position, InboxError> {
    let found = link
        .prepare_cached(
            "SELECT last, acknowledged, last_ms,
                 (SELECT count(*) FROM delivery AS d
                  WHERE d.console = p.console AND d.cursor > p.acknowledged),
                 (SELECT at_ms FROM delivery AS d
                  WHERE d.console = p.console AND d.cursor > p.acknowledged
                  ORDER BY d.cursor LIMIT 1)
             FROM position AS p WHERE console = ?1",
        )
        .and_then(|mut query| {
            query
                .query_row([console], |row| {
                    Ok(Position {
                        last: row.get(0)?,
                        acknowledged: row.get(1)?,
                        last_delivery_ms: row.get(2)?,
                        backlog: row.get(3)?,
                        oldest_waiting_ms: row.get(4)?,
                    })
                })
                .optional()
        });
    Ok(found.map_err(of)?.unwrap_or_default())
}
