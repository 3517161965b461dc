//! Deliveries in the database, and how far consoles are.

use tokio_postgres::{Error, Row};

use super::link::{Link, of};
use crate::inbox::{Decision, InboxError, Incoming, Kept, Position, READ_LEN_MAX, Stored, Use};

/// As [`Inbox::store`](crate::inbox::Inbox::store).
pub(super) async fn store(link: &Link, batch: &[Incoming]) -> Result<Vec<Stored>, InboxError> {
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    fn all<'a, T>(batch: &'a [Incoming], of: impl Fn(&'a Incoming) -> T) -> Vec<T> {
        batch.iter().map(of).collect()
    }
    fn decided<'a, T>(batch: &'a [Incoming], of: impl Fn(&'a Decision) -> T) -> Vec<Option<T>> {
        batch
            .iter()
            .map(|one| one.decision.as_ref().map(&of))
            .collect()
    }
    let keys = all(batch, |one| one.event_key().to_vec());
    let rows = link
        .rows(
            "SELECT stored_cursor, stored_event FROM patanisha.store(
                 $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ORDER BY stored_cursor",
            &[
                &keys,
                &all(batch, |one| one.console.as_str()),
                &all(batch, |one| one.profile.as_str()),
                &all(batch, |one| one.use_.word()),
                &all(batch, |one| one.request.as_str()),
                &all(batch, |one| &one.sha256[..]),
                &all(batch, |one| one.scrubbed),
                &all(batch, |one| one.sealed),
                &all(batch, |one| one.source.to_string()),
                &all(batch, |one| one.verified),
                &all(batch, |one| one.at_ms),
                &decided(batch, |decision| decision.code.as_str()),
                &decided(batch, |decision| decision.why.as_str()),
                &decided(batch, |decision| {
                    i64::try_from(decision.rules).unwrap_or(i64::MAX)
                }),
                &all(batch, |one| &one.body[..]),
            ],
        )
        .await?;
    let stored = rows
        .iter()
        .map(|row| {
            Ok(Stored {
                cursor: row.try_get(0)?,
                event: row.try_get(1)?,
            })
        })
        .collect::<Result<Vec<_>, Error>>()
        .map_err(|error| of(&error))?;
    if stored.len() != batch.len() {
        return Err(InboxError::Damaged(
            "it answered for more or fewer deliveries than it was given".to_owned(),
        ));
    }
    Ok(stored)
}

/// As [`Inbox::after`](crate::inbox::Inbox::after).
pub(super) async fn after(
    link: &Link,
    console: &str,
    cursor: i64,
    limit: usize,
) -> Result<Vec<Kept>, InboxError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let most = i64::try_from(READ_LEN_MAX).unwrap_or(i64::MAX);
    let rows = link
        .rows(
            "SELECT cursor, event, console, profile, use, request, sha256, scrubbed, sealed, source,
                 verified, at_ms, code, why, rules, body
             FROM (SELECT *, sum(octet_length(body)) OVER (ORDER BY cursor) AS len,
                       row_number() OVER (ORDER BY cursor) AS nth
                   FROM (SELECT * FROM patanisha.delivery WHERE console = $1 AND cursor > $2
                         ORDER BY cursor LIMIT $3) AS found) AS summed
             WHERE nth = 1 OR len <= $4 ORDER BY cursor",
            &[&console, &cursor, &limit, &most],
        )
        .await?;
    rows.iter().map(kept).collect()
}

fn kept(row: &Row) -> Result<Kept, InboxError> {
    let odd = || InboxError::Damaged("a delivery's use, source or hash is none of ours".to_owned());
    let get = || -> Result<(&str, &str, &[u8]), Error> {
        Ok((row.try_get(4)?, row.try_get(9)?, row.try_get(6)?))
    };
    let (word, source, sha256) = get().map_err(|error| of(&error))?;
    let use_ = Use::from_word(word).ok_or_else(odd)?;
    let source = source.parse().map_err(|_| odd())?;
    let sha256 = sha256.try_into().map_err(|_| odd())?;
    let read = || -> Result<Kept, Error> {
        let decision = match row.try_get::<_, Option<String>>(12)? {
            None => None,
            Some(code) => Some(Decision {
                code,
                why: row.try_get(13)?,
                rules: u64::try_from(row.try_get::<_, i64>(14)?).unwrap_or_default(),
            }),
        };
        Ok(Kept {
            stored: Stored {
                cursor: row.try_get(0)?,
                event: row.try_get(1)?,
            },
            incoming: Incoming {
                console: row.try_get(2)?,
                profile: row.try_get(3)?,
                use_,
                request: row.try_get(5)?,
                sha256,
                scrubbed: row.try_get(7)?,
                sealed: row.try_get(8)?,
                source,
                verified: row.try_get(10)?,
                at_ms: row.try_get(11)?,
                decision,
                body: row.try_get(15)?,
            },
        })
    };
    read().map_err(|error| of(&error))
}

/// As [`Inbox::acknowledge`](crate::inbox::Inbox::acknowledge).
pub(super) async fn acknowledge(
    link: &Link,
    console: &str,
    cursor: i64,
) -> Result<Position, InboxError> {
    link.rows(
        "UPDATE patanisha.position SET acknowledged = $2
         WHERE console = $1 AND acknowledged < $2 AND last >= $2",
        &[&console, &cursor],
    )
    .await?;
    position(link, console).await
}

/// As [`Inbox::position`](crate::inbox::Inbox::position).
pub(super) async fn position(link: &Link, console: &str) -> Result<Position, InboxError> {
    let rows = link
        .rows(
            "SELECT last, acknowledged, last_ms,
                 (SELECT count(*) FROM patanisha.delivery AS d
                  WHERE d.console = p.console AND d.cursor > p.acknowledged),
                 (SELECT at_ms FROM patanisha.delivery AS d
                  WHERE d.console = p.console AND d.cursor > p.acknowledged
                  ORDER BY d.cursor LIMIT 1)
             FROM patanisha.position AS p WHERE console = $1",
            &[&console],
        )
        .await?;
    let Some(row) = rows.first() else {
        return Ok(Position::default());
    };
    let read = || -> Result<Position, Error> {
        Ok(Position {
            last: row.try_get(0)?,
            acknowledged: row.try_get(1)?,
            last_delivery_ms: row.try_get(2)?,
            backlog: row.try_get(3)?,
            oldest_waiting_ms: row.try_get(4)?,
        })
    };
    read().map_err(|error| of(&error))
}

/// Deliveries looked at in one transaction.
const SLICE: i64 = 200;

/// As [`Inbox::retain`](crate::inbox::Inbox::retain), deliveries only.
pub(super) async fn retain(link: &Link, before_ms: i64) -> Result<u64, InboxError> {
    let mut dropped = 0_i64;
    for console in link
        .rows("SELECT console FROM patanisha.position", &[])
        .await?
    {
        let console: String = console.try_get(0).map_err(|error| of(&error))?;
        let mut from = Some(0_i64);
        while let Some(after) = from {
            let rows = link
                .rows(
                    "SELECT next_cursor, dropped FROM patanisha.retain($1, $2, $3, $4)",
                    &[&console, &after, &before_ms, &SLICE],
                )
                .await?;
            let told = rows
                .first()
                .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
            let (next, gone): (Option<i64>, i64) =
                told.unwrap_or(Ok((None, 0))).map_err(|error| of(&error))?;
            from = next;
            dropped += gone;
        }
    }
    Ok(u64::try_from(dropped).unwrap_or_default())
}
