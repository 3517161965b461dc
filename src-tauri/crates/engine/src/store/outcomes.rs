//! What became of lines and entries, as it is written by matching runs and decisions.

use domain::{EntryId, EntryState, Kes, LineClass, LineId};
use matching::model::Confidence;
use rusqlite::OptionalExtension;

use super::codes::{class, class_number, desk};
use super::error::StoreError;
use super::tally::Tally;
use super::{Read, Write};

/// What became of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOutcomeRow {
    /// Its class.
    pub class: LineClass,
    /// Why, in one sentence.
    pub why: String,
    /// Certainty of its best match.
    pub confidence: Option<Confidence>,
    /// The line it belongs to.
    pub related: Option<LineId>,
    /// The entry a credit is held for.
    pub credit_for: Option<EntryId>,
}

/// What became of a line, as held.
///
/// # Errors
/// When it is not there.
pub fn of_line(read: &Read<'_>, line: LineId) -> Result<LineOutcomeRow, StoreError> {
    Ok(held(read, line)?.0)
}

/// An outcome, and the amount under which the line is counted, if it is.
fn held(read: &Read<'_>, line: LineId) -> Result<(LineOutcomeRow, Option<Kes>), StoreError> {
    let found = read
        .0
        .prepare_cached(
            "SELECT class, why, confidence, related_line, credit_entry, amount_cents, gone
             FROM line WHERE id = ?1",
        )?
        .query_row([line.get()], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<Confidence>>(2)?,
                row.get::<_, Option<i64>>(3)?,
                row.get::<_, Option<i64>>(4)?,
                row.get::<_, i64>(5)?,
                row.get::<_, bool>(6)?,
            ))
        })
        .optional()?
        .ok_or(StoreError::Missing("line"))?;
    let outcome = LineOutcomeRow {
        class: class(found.0)?,
        why: found.1,
        confidence: found.2,
        related: found.3.map(LineId::new),
        credit_for: found.4.map(EntryId::new),
    };
    let counted = (!found.6).then(|| Kes::from_cents(found.5));
    Ok((outcome, counted))
}

/// Writes outcomes, those that are not held already. Returns how many were.
///
/// # Errors
/// When a line is not there.
pub fn set_lines<'a>(
    write: &Write<'_>,
    outcomes: impl IntoIterator<Item = (LineId, &'a LineOutcomeRow)>,
) -> Result<u64, StoreError> {
    let mut update = write.0.prepare_cached(
        "UPDATE line SET class = ?2, why = ?3, confidence = ?4, related_line = ?5, credit_entry = ?6,
             desk = CASE gone WHEN 0 THEN ?7 END
         WHERE id = ?1",
    )?;
    let mut words = write.0.prepare_cached(
        "UPDATE line SET why = ?2, confidence = ?3, related_line = ?4, credit_entry = ?5 WHERE id = ?1",
    )?;
    let mut tally = Tally::default();
    let mut changed = 0;
    for (line, outcome) in outcomes {
        let (was, counted) = held(write, line)?;
        if was == *outcome {
            continue;
        }
        changed += 1;
        let related = outcome.related.map(LineId::get);
        let credit = outcome.credit_for.map(EntryId::get);
        if was.class == outcome.class {
            // Leaves the indexes alone.
            words.execute((
                line.get(),
                &outcome.why,
                outcome.confidence,
                related,
                credit,
            ))?;
        } else {
            if let Some(amount) = counted {
                tally.remove(was.class, amount);
                tally.add(outcome.class, amount);
            }
            update.execute((
                line.get(),
                class_number(outcome.class),
                &outcome.why,
                outcome.confidence,
                related,
                credit,
                desk(outcome.class),
            ))?;
        }
    }
    tally.flush(write)?;
    Ok(changed)
}

/// An entry's state, as held.
///
/// # Errors
/// When it is not there.
pub fn of_entry(read: &Read<'_>, entry: EntryId) -> Result<EntryState, StoreError> {
    let word: String = read
        .0
        .prepare_cached("SELECT state FROM entry WHERE id = ?1")?
        .query_row([entry.get()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::Missing("entry"))?;
    super::entries::state(&word)
}

/// Writes an entry's state, if it is not held already. Returns whether it was written.
///
/// # Errors
/// When the entry is not there.
pub fn set_entry(write: &Write<'_>, entry: EntryId, state: EntryState) -> Result<bool, StoreError> {
    let rows = write
        .0
        .prepare_cached(
            "UPDATE entry SET state = ?2,
                 open_left = CASE WHEN gone = 0 AND ?2 IN ('open', 'part') THEN left_cents END,
                 open_due = CASE WHEN gone = 0 AND ?2 IN ('open', 'part') THEN due END
             WHERE id = ?1 AND state <> ?2",
        )?
        .execute((entry.get(), state.word()))?;
    Ok(rows > 0)
}
