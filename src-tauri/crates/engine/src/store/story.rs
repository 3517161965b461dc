//! What a story is told from: every match a line or an entry ever had, and what took its place.

use domain::{Eat, EntryId, LineId, MatchId};
use rusqlite::OptionalExtension;

use super::Read;
use super::error::StoreError;
use super::matches::{self, MatchRow};
use super::sql::moment;

/// A match, whatever became of it.
#[derive(Debug, Clone)]
pub struct PastMatch {
    /// The match.
    pub row: MatchRow,
    /// The run that found it and who began that; none for one made by hand.
    pub run: Option<(i64, String)>,
    /// When it was found.
    pub made: Eat,
    /// When it ended.
    pub ended: Option<Eat>,
}

/// Every match of a line, oldest first.
///
/// # Errors
/// When they can't be read.
pub fn matches_of_line(read: &Read<'_>, line: LineId) -> Result<Vec<PastMatch>, StoreError> {
    past(read, "line_id", line.get())
}

/// Every match of an entry, oldest first.
///
/// # Errors
/// When they can't be read.
pub fn matches_of_entry(read: &Read<'_>, entry: EntryId) -> Result<Vec<PastMatch>, StoreError> {
    past(read, "entry_id", entry.get())
}

fn past(read: &Read<'_>, column: &str, id: i64) -> Result<Vec<PastMatch>, StoreError> {
    let mut query = read.0.prepare_cached(&format!(
        "SELECT match.id, run.id, run.operator, ended_at FROM match LEFT JOIN run ON run.id = run_id
         WHERE match.id IN (SELECT match_id FROM allocation WHERE {column} = ?1) ORDER BY match.id"
    ))?;
    let mut rows = query.query([id])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let found = matches::by_id(read, MatchId::new(row.get(0)?))?;
        let run: Option<i64> = row.get(1)?;
        let operator: Option<String> = row.get(2)?;
        all.push(PastMatch {
            made: moment(found.made_at)?,
            ended: row.get::<_, Option<i64>>(3)?.map(moment).transpose()?,
            run: run.zip(operator),
            row: found,
        });
    }
    Ok(all)
}

/// When a line stepped aside for another.
///
/// # Errors
/// When it can't be read.
pub fn line_superseded(read: &Read<'_>, line: LineId) -> Result<Option<Eat>, StoreError> {
    superseded(read, "line", line.get())
}

/// When an entry stepped aside for one with newer figures.
///
/// # Errors
/// When it can't be read.
pub fn entry_superseded(read: &Read<'_>, entry: EntryId) -> Result<Option<Eat>, StoreError> {
    superseded(read, "entry", entry.get())
}

fn superseded(read: &Read<'_>, table: &str, id: i64) -> Result<Option<Eat>, StoreError> {
    let at: Option<Option<i64>> = read
        .0
        .prepare_cached(&format!("SELECT superseded_at FROM {table} WHERE id = ?1"))?
        .query_row([id], |row| row.get(0))
        .optional()?;
    at.flatten().map(moment).transpose()
}

/// The entries whose place an entry took, the newest first.
///
/// # Errors
/// When they can't be read.
pub fn entries_before(read: &Read<'_>, entry: EntryId) -> Result<Vec<EntryId>, StoreError> {
    let mut query = read.0.prepare_cached(
        "WITH RECURSIVE older (id) AS (
             SELECT supersedes FROM entry WHERE id = ?1 AND supersedes IS NOT NULL UNION
             SELECT supersedes FROM entry JOIN older ON entry.id = older.id
             WHERE supersedes IS NOT NULL)
         SELECT id FROM older ORDER BY id DESC",
    )?;
    let rows = query.query_map([entry.get()], |row| row.get(0).map(EntryId::new))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
