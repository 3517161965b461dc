//! The audit table: the chain of [`crate::audit`], written only by [`super::Ledger::write`].

use domain::Eat;
use rusqlite::OptionalExtension;
use serde_json::Value;

use super::error::{StoreError, damaged};
use super::sql::moment;
use super::{Read, Write};
use crate::audit::{BrokenChain, Event, Fault, GENESIS, Hash, Walk, canonical_json};

const COLUMNS: &str = "seq, at, operator, action, subject, before, after, previous, hash";

/// An event as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// What was hashed.
    pub event: Event,
    /// Its hash.
    pub hash: Hash,
}

/// What a whole chain comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many events there are.
    pub events: i64,
    /// The last one's hash.
    pub head: Hash,
    /// The first event that does not hold, if one does not.
    pub broken: Option<BrokenChain>,
}

pub(super) fn append(
    write: &Write<'_>,
    action: &str,
    subject: &str,
    before: &Value,
    after: &Value,
) -> Result<(), StoreError> {
    let last = head(write)?;
    let (seq, previous) = last.unwrap_or((0, GENESIS));
    let event = Event {
        seq: seq + 1,
        at: write.at,
        operator: write.operator.to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        before: canonical_json(before),
        after: canonical_json(after),
        previous,
    };
    write
        .0
        .prepare_cached(
            "INSERT INTO audit (seq, at, operator, action, subject, before, after, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            event.seq,
            event.at,
            &event.operator,
            &event.action,
            &event.subject,
            &event.before,
            &event.after,
            event.previous,
            event.hash(),
        ))?;
    Ok(())
}

/// Walks the whole chain.
///
/// # Errors
/// When the table can't be read at all. A chain that does not hold is no error but an answer.
pub fn verify(read: &Read<'_>) -> Result<Verified, StoreError> {
    walk(read, &mut |_| Ok(()))
}

/// Walks the whole chain, and shows each event that holds to `each`.
///
/// # Errors
/// As [`verify`]; what `each` says.
pub fn walk(
    read: &Read<'_>,
    each: &mut dyn FnMut(&Logged) -> Result<(), StoreError>,
) -> Result<Verified, StoreError> {
    let mut walk = Walk::default();
    let mut query = read
        .0
        .prepare(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq"))?;
    let mut rows = query.query([])?;
    let mut broken = None;
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        // A value that no event can have is a changed event too.
        let step = match logged(row) {
            Ok(logged) => match walk.step(&logged.event, &logged.hash) {
                Ok(()) => {
                    each(&logged)?;
                    continue;
                }
                Err(broken) => broken,
            },
            Err(_) => BrokenChain {
                seq,
                fault: Fault::Content,
            },
        };
        broken = Some(step);
        break;
    }
    Ok(Verified {
        events: walk.events(),
        head: walk.head(),
        broken,
    })
}

/// Events, newest first.
///
/// # Errors
/// When the table can't be read.
pub fn newest(read: &Read<'_>, limit: u32) -> Result<Vec<Logged>, StoreError> {
    let mut query = read.0.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM audit ORDER BY seq DESC LIMIT ?1"
    ))?;
    let rows = query.query_map([limit], logged)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One event; `None` when there is none of that number.
///
/// # Errors
/// When the table can't be read.
pub fn by_seq(read: &Read<'_>, seq: i64) -> Result<Option<Logged>, StoreError> {
    let mut query = read
        .0
        .prepare_cached(&format!("SELECT {COLUMNS} FROM audit WHERE seq = ?1"))?;
    Ok(query.query_row([seq], logged).optional()?)
}

/// The hash that stands beside an event; `None` when there is none of that number.
///
/// # Errors
/// When the table can't be read.
pub fn hash_of(read: &Read<'_>, seq: i64) -> Result<Option<Hash>, StoreError> {
    let bytes: Option<Vec<u8>> = read
        .0
        .prepare_cached("SELECT hash FROM audit WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    // What is no hash is none that any event has.
    Ok(bytes.map(|bytes| Hash::try_from(bytes).unwrap_or(GENESIS)))
}

/// Number and hash of the last event; `None` before the first.
///
/// # Errors
/// When the table can't be read.
pub fn head(read: &Read<'_>) -> Result<Option<(i64, Hash)>, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// When the last event was; a clock that shows less runs behind (law 11).
///
/// # Errors
/// When the table can't be read.
pub fn last_at(read: &Read<'_>) -> Result<Option<Eat>, StoreError> {
    last_unix(read)?.map(moment).transpose()
}

/// The moment a change is recorded under: `now`, or the last event's when the clock runs behind it, so
/// that the chain never goes back in time. In seconds since 1970 in UTC.
pub(super) fn not_before_last(read: &Read<'_>, now: Eat) -> Result<i64, StoreError> {
    Ok(last_unix(read)?.map_or(now.unix(), |last| last.max(now.unix())))
}

/// Events never go back in time, so the last by number is the last by time. A file that a private build
/// wrote may hold others; they are no reason to stop here.
fn last_unix(read: &Read<'_>) -> Result<Option<i64>, StoreError> {
    let mut query = read
        .0
        .prepare_cached("SELECT at FROM audit ORDER BY seq DESC LIMIT 1")?;
    Ok(query.query_row([], |row| row.get(0)).optional()?)
}

/// The problem that a broken chain is.
#[must_use]
pub fn broken_problem(broken: &BrokenChain) -> domain::Problem {
    damaged(&format!("the audit chain breaks at {broken}"))
}

fn logged(row: &rusqlite::Row<'_>) -> rusqlite::Result<Logged> {
    Ok(Logged {
        event: Event {
            seq: row.get(0)?,
            at: row.get(1)?,
            operator: row.get(2)?,
            action: row.get(3)?,
            subject: row.get(4)?,
            before: row.get(5)?,
            after: row.get(6)?,
            previous: row.get(7)?,
        },
        hash: row.get(8)?,
    })
}
