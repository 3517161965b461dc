//! Matches and their allocations.
//!
//! An allocation is live while its match stands (`auto`, `confirmed`); live allocations claim, and
//! triggers hold the law that a shilling is claimed once.

use domain::{EntryId, Kes, LineId, MatchId};
use matching::model::{Confidence, Feature, Rule};
use rusqlite::Row;

use super::error::StoreError;
use super::evidence::{features, features_text};
use super::sql::kes;
use super::{Read, Write};

/// What a match is at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Confirmed by rule; claims.
    Auto,
    /// Confirmed or made by a person; claims.
    Confirmed,
    /// Proposed.
    Suggested,
    /// A person said no.
    Declined,
    /// A person took it apart.
    Released,
    /// A proposal that a decision made pointless, or a decision that was undone.
    Withdrawn,
    /// A later run decided otherwise.
    Replaced,
}

impl Standing {
    /// Every value, standing ones first.
    pub const ALL: &'static [Self] = &[
        Self::Auto,
        Self::Confirmed,
        Self::Suggested,
        Self::Declined,
        Self::Released,
        Self::Withdrawn,
        Self::Replaced,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Confirmed => "confirmed",
            Self::Suggested => "suggested",
            Self::Declined => "declined",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
        }
    }

    /// Whether its cents are claimed.
    #[must_use]
    pub const fn claims(self) -> bool {
        match self {
            Self::Auto | Self::Confirmed => true,
            Self::Suggested
            | Self::Declined
            | Self::Released
            | Self::Withdrawn
            | Self::Replaced => false,
        }
    }

    /// The value that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|standing| standing.word() == word)
    }
}

/// Cents of a line assigned to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// The line.
    pub line: LineId,
    /// The entry.
    pub entry: EntryId,
    /// How much, above zero.
    pub amount: Kes,
    /// Of it, the part that meets what the ledger booked itself.
    pub booked: Kes,
}

/// A match to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMatch {
    /// Which rule.
    pub rule: Rule,
    /// What it is at first.
    pub standing: Standing,
    /// How certain.
    pub confidence: Confidence,
    /// How much worse the best different answer is.
    pub margin: Confidence,
    /// The best different answer.
    pub runner_up: Option<EntryId>,
    /// Evidence, in the order it is shown.
    pub features: Vec<Feature>,
    /// One sentence.
    pub explanation: String,
    /// Place among the suggestions for its line, best is 0.
    pub rank: u32,
    /// What is assigned to what; never empty.
    pub parts: Vec<Part>,
}

/// A match as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchRow {
    /// Its number.
    pub id: MatchId,
    /// What it is.
    pub content: NewMatch,
    /// The version of the rule that found it.
    pub rule_version: u32,
    /// When it was made, in seconds since 1970 in UTC.
    pub made_at: i64,
}

/// Adds a match.
///
/// # Errors
/// `match.claimed_twice` and `match.direction` as a constraint; what the disk says.
pub fn insert(write: &Write<'_>, new: &NewMatch, run: Option<i64>) -> Result<MatchId, StoreError> {
    write
        .0
        .prepare_cached(
            "INSERT INTO match (rule, rule_version, state, confidence, margin, runner_up, features,
                 explanation, rank, run_id, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            new.rule.word(),
            Rule::VERSION,
            new.standing.word(),
            new.confidence,
            new.margin,
            new.runner_up.map(EntryId::get),
            features_text(&new.features),
            &new.explanation,
            new.rank,
            run,
            write.at,
        ))?;
    let id = write.0.last_insert_rowid();
    let mut allocate = write.0.prepare_cached(
        "INSERT INTO allocation (match_id, line_id, entry_id, amount_cents, booked_cents, live)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for part in &new.parts {
        allocate.execute((
            id,
            part.line.get(),
            part.entry.get(),
            part.amount.cents(),
            part.booked.cents(),
            new.standing.claims(),
        ))?;
    }
    Ok(MatchId::new(id))
}

/// Changes what a match is; its cents are claimed or freed accordingly.
///
/// # Errors
/// `match.claimed_twice` as a constraint, when what it would claim is claimed already.
pub fn set_standing(write: &Write<'_>, id: MatchId, standing: Standing) -> Result<(), StoreError> {
    let ended = if standing.claims() || standing == Standing::Suggested {
        None
    } else {
        Some(write.at)
    };
    let rows = write
        .0
        .prepare_cached("UPDATE match SET state = ?2, ended_at = ?3 WHERE id = ?1")?
        .execute((id.get(), standing.word(), ended))?;
    if rows == 0 {
        return Err(StoreError::Missing("match"));
    }
    write
        .0
        .prepare_cached("UPDATE allocation SET live = ?2 WHERE match_id = ?1 AND live <> ?2")?
        .execute((id.get(), standing.claims()))?;
    Ok(())
}

pub(super) fn delete(write: &Write<'_>, id: MatchId) -> Result<(), StoreError> {
    write
        .0
        .prepare_cached("DELETE FROM allocation WHERE match_id = ?1")?
        .execute([id.get()])?;
    write
        .0
        .prepare_cached("DELETE FROM match WHERE id = ?1")?
        .execute([id.get()])?;
    Ok(())
}

const SELECT: &str =
    "SELECT id, rule, rule_version, state, confidence, margin, runner_up, features,
     explanation, rank, made_at FROM match";

/// One match, whatever became of it.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: MatchId) -> Result<MatchRow, StoreError> {
    let mut query = read.0.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    let mut rows = query.query([id.get()])?;
    let row = rows.next()?.ok_or(StoreError::Missing("match"))?;
    match_row(read, row)
}

/// The matches of a line that stand or are suggested: standing ones first, then the best.
///
/// # Errors
/// When they can't be read.
pub fn of_line(read: &Read<'_>, line: LineId) -> Result<Vec<MatchRow>, StoreError> {
    present(read, "line_id", line.get())
}

/// The matches of an entry that stand or are suggested: standing ones first, then the best.
///
/// # Errors
/// When they can't be read.
pub fn of_entry(read: &Read<'_>, entry: EntryId) -> Result<Vec<MatchRow>, StoreError> {
    present(read, "entry_id", entry.get())
}

fn present(read: &Read<'_>, column: &str, id: i64) -> Result<Vec<MatchRow>, StoreError> {
    let mut query = read.0.prepare_cached(&format!(
        "{SELECT} WHERE state IN ('auto', 'confirmed', 'suggested')
         AND id IN (SELECT match_id FROM allocation WHERE {column} = ?1)
         ORDER BY state = 'suggested', rank, confidence DESC, id"
    ))?;
    let mut rows = query.query([id])?;
    let mut matches = Vec::new();
    while let Some(row) = rows.next()? {
        matches.push(match_row(read, row)?);
    }
    Ok(matches)
}

/// Runs `each` over every match that stands or is suggested, oldest first.
///
/// # Errors
/// When they can't be read, or `each` says so.
pub fn for_each_present(
    read: &Read<'_>,
    mut each: impl FnMut(MatchRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut query = read.0.prepare(&format!(
        "{SELECT} WHERE state IN ('auto', 'confirmed', 'suggested') ORDER BY id"
    ))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        each(match_row(read, row)?)?;
    }
    Ok(())
}

fn match_row(read: &Read<'_>, row: &Row<'_>) -> Result<MatchRow, StoreError> {
    let damaged = || StoreError::Damaged("a match");
    let id = MatchId::new(row.get(0)?);
    Ok(MatchRow {
        id,
        rule_version: row.get(2)?,
        made_at: row.get(10)?,
        content: NewMatch {
            rule: Rule::from_word(row.get_ref(1)?.as_str().unwrap_or_default())
                .ok_or_else(damaged)?,
            standing: Standing::from_word(row.get_ref(3)?.as_str().unwrap_or_default())
                .ok_or_else(damaged)?,
            confidence: row.get(4)?,
            margin: row.get(5)?,
            runner_up: row.get::<_, Option<i64>>(6)?.map(EntryId::new),
            features: features(row.get_ref(7)?.as_str().unwrap_or_default()).ok_or_else(damaged)?,
            explanation: row.get(8)?,
            rank: row.get(9)?,
            parts: parts(read, id)?,
        },
    })
}

fn parts(read: &Read<'_>, id: MatchId) -> Result<Vec<Part>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT line_id, entry_id, amount_cents, booked_cents FROM allocation WHERE match_id = ?1 ORDER BY id",
    )?;
    let rows = query.query_map([id.get()], |row| {
        Ok(Part {
            line: LineId::new(row.get(0)?),
            entry: EntryId::new(row.get(1)?),
            amount: kes(row, 2)?,
            booked: kes(row, 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_auto_and_confirmed_claim() {
        let claiming: Vec<_> = Standing::ALL
            .iter()
            .filter(|s| s.claims())
            .map(|s| s.word())
            .collect();
        assert_eq!(claiming, ["auto", "confirmed"]);
        for standing in Standing::ALL {
            assert_eq!(Standing::from_word(standing.word()), Some(*standing));
        }
    }
}
