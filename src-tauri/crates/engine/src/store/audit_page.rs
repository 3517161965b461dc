//! Pages of the audit table, by operator and by the beginning of an action; each along an index.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;

use super::Read;
use super::audit_log::{self, Logged};
use super::error::StoreError;
use super::sql::after_prefix;

/// Most events of one page.
pub const PAGE_EVENTS_MAX: u32 = 200;

/// Which events are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Only events older than this one.
    pub before: Option<i64>,
    /// Only of this operator.
    pub operator: Option<&'a str>,
    /// Only actions that begin so.
    pub action: Option<&'a str>,
}

/// Events, newest first, [`PAGE_EVENTS_MAX`] at most.
///
/// # Errors
/// When the table can't be read.
pub fn page(read: &Read<'_>, wanted: Wanted<'_>, limit: u32) -> Result<Vec<Logged>, StoreError> {
    let limit = limit.clamp(1, PAGE_EVENTS_MAX);
    let before = wanted.before.unwrap_or(i64::MAX);
    let mut numbers = BTreeSet::new();
    match (wanted.action, wanted.operator) {
        (None, None) => gather(
            read,
            "SELECT seq FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
            (before, limit),
            &mut numbers,
        )?,
        (None, Some(operator)) => gather(
            read,
            "SELECT seq FROM audit INDEXED BY audit_operator
             WHERE operator = ?3 AND seq < ?1 ORDER BY seq DESC LIMIT ?2",
            (before, limit, operator),
            &mut numbers,
        )?,
        (Some(prefix), operator) => {
            for action in distinct(read, "action", prefix)? {
                gather(
                    read,
                    "SELECT seq FROM audit INDEXED BY audit_action
                     WHERE action = ?3 AND seq < ?1 AND (?4 IS NULL OR operator = ?4)
                     ORDER BY seq DESC LIMIT ?2",
                    (before, limit, action, operator),
                    &mut numbers,
                )?;
            }
        }
    }
    let take = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut events = Vec::with_capacity(take);
    for seq in numbers.into_iter().rev().take(take) {
        events.extend(audit_log::by_seq(read, seq)?);
    }
    Ok(events)
}

/// Everyone who is named in the chain, in order.
///
/// # Errors
/// When the table can't be read.
pub fn operators(read: &Read<'_>) -> Result<Vec<String>, StoreError> {
    distinct(read, "operator", "")
}

/// The first event about a subject (`import 3`) with this action.
///
/// # Errors
/// When the table can't be read.
pub fn about(read: &Read<'_>, subject: &str, action: &str) -> Result<Option<i64>, StoreError> {
    Ok(read
        .0
        .prepare_cached(
            "SELECT seq FROM audit INDEXED BY audit_subject
             WHERE subject = ?1 AND action = ?2 ORDER BY seq LIMIT 1",
        )?
        .query_row((subject, action), |row| row.get(0))
        .optional()?)
}

/// The newest events about a subject, newest first.
///
/// # Errors
/// When the table can't be read.
pub fn all_about(read: &Read<'_>, subject: &str, limit: u32) -> Result<Vec<Logged>, StoreError> {
    let mut numbers = BTreeSet::new();
    gather(
        read,
        "SELECT seq FROM audit INDEXED BY audit_subject WHERE subject = ?1 ORDER BY seq DESC LIMIT ?2",
        (subject, limit),
        &mut numbers,
    )?;
    let mut events = Vec::new();
    for seq in numbers.into_iter().rev() {
        events.extend(audit_log::by_seq(read, seq)?);
    }
    Ok(events)
}

/// The values of a column that begin so, each found by one step along its index.
fn distinct(read: &Read<'_>, column: &str, prefix: &str) -> Result<Vec<String>, StoreError> {
    let end = after_prefix(prefix);
    let (from, next) = (
        format!("SELECT min({column}) FROM audit INDEXED BY audit_{column} WHERE {column} >= ?1"),
        format!("SELECT min({column}) FROM audit INDEXED BY audit_{column} WHERE {column} > ?1"),
    );
    let mut found: Vec<String> = Vec::new();
    loop {
        let (sql, key) = match found.last() {
            None => (&from, prefix),
            Some(last) => (&next, last.as_str()),
        };
        let value: Option<String> = read
            .0
            .prepare_cached(sql)?
            .query_row([key], |row| row.get(0))?;
        match value {
            Some(value) if end.as_ref().is_none_or(|end| value < *end) => found.push(value),
            Some(_) | None => return Ok(found),
        }
    }
}

fn gather(
    read: &Read<'_>,
    sql: &str,
    params: impl rusqlite::Params,
    into: &mut BTreeSet<i64>,
) -> Result<(), StoreError> {
    let mut query = read.0.prepare_cached(sql)?;
    for seq in query.query_map(params, |row| row.get(0))? {
        into.insert(seq?);
    }
    Ok(())
}
