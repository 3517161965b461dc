//! What people decided, as it is held; and how much a new decision has room for.
//!
//! Making a decision and taking it back are [`super::act`]'s.

use domain::{Eat, EntryId, Kes, LineId, MaskedName};
use rusqlite::Row;

use super::Read;
pub use super::act::{Act, Undone, undo};
use super::error::StoreError;
use super::sql::moment;

/// What kind of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A suggestion was confirmed.
    Confirm,
    /// A suggestion was declined.
    Decline,
    /// A line was assigned by hand.
    Assign,
    /// A standing match was taken apart.
    Release,
}

impl Kind {
    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Decline => "decline",
            Self::Assign => "assign",
            Self::Release => "release",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Confirm, Self::Decline, Self::Assign, Self::Release]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// A decision as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its number.
    pub id: i64,
    /// What kind.
    pub kind: Kind,
    /// "Confirmed UKJ3Z8W5TB to INV-20493".
    pub what: String,
    /// When.
    pub at: Eat,
    /// Who.
    pub operator: String,
    /// When and by whom it was undone.
    pub undone: Option<(Eat, String)>,
}

/// Whether a person has declined this pair.
///
/// # Errors
/// When it can't be read.
pub fn is_declined(read: &Read<'_>, line: LineId, entry: EntryId) -> Result<bool, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT 1 FROM decline WHERE line_id = ?1 AND entry_id = ?2")?
        .exists((line.get(), entry.get()))?)
}

const SELECT: &str = "SELECT id, kind, what, at, operator, undone_at, undone_by FROM decision";

/// One decision.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: i64) -> Result<DecisionRow, StoreError> {
    first(read, "WHERE id = ?1", [id])?.ok_or(StoreError::Missing("decision"))
}

/// The last decision that is not undone.
///
/// # Errors
/// When it can't be read.
pub fn last_standing(read: &Read<'_>) -> Result<Option<DecisionRow>, StoreError> {
    first(read, "WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1", [])
}

fn first(
    read: &Read<'_>,
    rest: &str,
    params: impl rusqlite::Params,
) -> Result<Option<DecisionRow>, StoreError> {
    let mut query = read.0.prepare_cached(&format!("{SELECT} {rest}"))?;
    let mut rows = query.query(params)?;
    rows.next()?.map(decision_row).transpose()
}

/// The newest decisions, undone ones too.
///
/// # Errors
/// When they can't be read.
pub fn newest(read: &Read<'_>, limit: u32) -> Result<Vec<DecisionRow>, StoreError> {
    list(read, "ORDER BY id DESC LIMIT ?1", [limit])
}

/// The decisions that touched a line, newest first, undone ones too.
///
/// # Errors
/// When they can't be read.
pub fn of_line(read: &Read<'_>, line: LineId) -> Result<Vec<DecisionRow>, StoreError> {
    list(
        read,
        "WHERE id IN (SELECT decision_id FROM decision_line WHERE line_id = ?1) ORDER BY id DESC",
        [line.get()],
    )
}

/// The decisions that touched an entry, newest first, undone ones too.
///
/// # Errors
/// When they can't be read.
pub fn of_entry(read: &Read<'_>, entry: EntryId) -> Result<Vec<DecisionRow>, StoreError> {
    list(
        read,
        "WHERE id IN (SELECT decision_id FROM decision_entry WHERE entry_id = ?1) ORDER BY id DESC",
        [entry.get()],
    )
}

/// The names of the lines and entries that a decision touched, which its words may have.
///
/// # Errors
/// When they can't be read.
pub fn names(read: &Read<'_>, id: i64) -> Result<Vec<MaskedName>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT party_name FROM line WHERE id IN
             (SELECT line_id FROM decision_line WHERE decision_id = ?1) AND party_name IS NOT NULL
         UNION SELECT party FROM entry WHERE id IN
             (SELECT entry_id FROM decision_entry WHERE decision_id = ?1) AND party IS NOT NULL",
    )?;
    let names = query.query_map([id], |row| Ok(MaskedName::new(row.get::<_, String>(0)?)))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn list(
    read: &Read<'_>,
    rest: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<DecisionRow>, StoreError> {
    let mut query = read.0.prepare_cached(&format!("{SELECT} {rest}"))?;
    let mut rows = query.query(params)?;
    let mut decisions = Vec::new();
    while let Some(row) = rows.next()? {
        decisions.push(decision_row(row)?);
    }
    Ok(decisions)
}

fn decision_row(row: &Row<'_>) -> Result<DecisionRow, StoreError> {
    let undone_at: Option<i64> = row.get(5)?;
    let undone_by: Option<String> = row.get(6)?;
    Ok(DecisionRow {
        id: row.get(0)?,
        kind: Kind::from_word(row.get_ref(1)?.as_str().unwrap_or_default())
            .ok_or(StoreError::Damaged("a decision"))?,
        what: row.get(2)?,
        at: moment(row.get(3)?)?,
        operator: row.get(4)?,
        undone: undone_at
            .zip(undone_by)
            .map(|(at, by)| moment(at).map(|at| (at, by)))
            .transpose()?,
    })
}

/// How much of `wanted` an allocation of a line to an entry may claim now, and how much of that meets
/// what the ledger booked itself: the booked part first when the line carries the entry's receipt,
/// else only once nothing is open.
///
/// # Errors
/// When line or entry is not there.
pub fn room(
    read: &Read<'_>,
    line: LineId,
    entry: EntryId,
    wanted: Kes,
) -> Result<(Kes, Kes), StoreError> {
    let line = super::lines::by_id(read, line)?;
    let entry = super::entries::by_id(read, entry)?;
    let (left, booked) = (entry.left(), entry.booked_left());
    let carries = entry.receipt.as_ref() == Some(&line.receipt);
    let capacity = left.checked_add(booked).unwrap_or(Kes::MAX);
    let amount = wanted.min(line.unclaimed()).min(capacity);
    let meets = if carries {
        amount.min(booked)
    } else {
        amount.checked_sub(left).unwrap_or(Kes::ZERO).max(Kes::ZERO)
    };
    Ok((amount, meets))
}
