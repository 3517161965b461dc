//! Taking an import back as one unit, while nothing that a person decided depends on it.
//!
//! Its lines and entries go, matches by rule that touch them are dissolved, figures it had replaced
//! come back. The file, the import's record and its audit events stay.

use domain::{EntryId, EntryState, ImportId, LineClass, LineId, Problem};

use super::codes::class;
use super::entries;
use super::error::StoreError;
use super::imports;
use super::lines_add as lines;
use super::outcomes::{self, LineOutcomeRow};
use super::sql::kes;
use super::tally::Tally;
use super::{Read, Write};

/// What taking back came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Lines that are gone.
    pub lines: u64,
    /// Entries that are gone.
    pub entries: u64,
    /// Matches and suggestions that were dissolved.
    pub matches: u64,
    /// Lines of other imports that lost a match. They are unmatched until the next run.
    pub lines_freed: Vec<LineId>,
    /// Entries of other imports that lost a match.
    pub entries_freed: Vec<EntryId>,
}

const LINES_OF: &str = "SELECT id FROM line WHERE import_id = ?1";
const ENTRIES_OF: &str = "SELECT id FROM entry WHERE import_id = ?1";

/// Why an import can't be taken back now; `None` when it can.
///
/// # Errors
/// When the ledger can't be read.
pub fn blocked(read: &Read<'_>, import: ImportId) -> Result<Option<Problem>, StoreError> {
    if imports::by_id(read, import)?.undone.is_some() {
        return Ok(Some(Problem::new(
            "import.undone",
            "Nothing was changed: this import was taken back before.",
        )));
    }
    // From the side of the decisions: they are few, lines may be a million.
    let decided: i64 = read
        .0
        .prepare_cached(
            "SELECT count(DISTINCT id) FROM (
                 SELECT decision.id FROM decision JOIN decision_line ON decision_id = decision.id
                     JOIN line ON line.id = line_id WHERE undone_at IS NULL AND import_id = ?1
                 UNION ALL
                 SELECT decision.id FROM decision JOIN decision_entry ON decision_id = decision.id
                     JOIN entry ON entry.id = entry_id WHERE undone_at IS NULL AND import_id = ?1)",
        )?
        .query_row([import.get()], |row| row.get(0))?;
    if decided > 0 {
        let (decisions, stand) = if decided == 1 {
            ("decision".to_owned(), "depends")
        } else {
            (format!("{decided} decisions"), "depend")
        };
        let one = if decided == 1 { "one " } else { "" };
        return Ok(Some(
            Problem::new(
                "import.depended_on",
                format!(
                    "Nothing was changed: {one}{decisions} made by hand {stand} on this import."
                ),
            )
            .with_remedy("Undo those decisions first, then take the import back."),
        ));
    }
    let newer: i64 = read
        .0
        .prepare_cached(
            "SELECT (SELECT count(*) FROM entry WHERE import_id = ?1 AND superseded_at IS NOT NULL)
                  + (SELECT count(*) FROM line WHERE import_id = ?1 AND superseded_at IS NOT NULL)",
        )?
        .query_row([import.get()], |row| row.get(0))?;
    Ok((newer > 0).then(|| {
        Problem::new(
            "import.depended_on",
            "Nothing was changed: a later import replaced figures of this one.",
        )
        .with_remedy("Take the later import back first.")
    }))
}

/// Takes an import back.
///
/// # Errors
/// What [`blocked`] says; what the disk says.
pub fn take_back(write: &Write<'_>, import: ImportId) -> Result<TakenBack, StoreError> {
    if let Some(problem) = blocked(write, import)? {
        return Err(problem.into());
    }
    give_back_claims(write, import)?;
    let mut done = dissolve(write, import)?;
    let mut tally = Tally::default();
    done.lines = forget_lines(write, import, &mut tally)?;
    tally.flush(write)?;
    done.entries = forget_entries(write, import)?;
    release_others(write, &mut done)?;
    write.0.execute(
        "UPDATE import SET undone_at = ?2, undone_by = ?3 WHERE id = ?1",
        (import.get(), write.at, write.operator),
    )?;
    Ok(done)
}

/// What this import's rows had taken over from others goes back to them.
fn give_back_claims(write: &Write<'_>, import: ImportId) -> Result<(), StoreError> {
    let pairs = |sql: &str| -> Result<Vec<(i64, i64)>, StoreError> {
        let mut query = write.0.prepare(sql)?;
        let rows = query.query_map([import.get()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    for (new, old) in
        pairs("SELECT id, supersedes FROM entry WHERE import_id = ?1 AND supersedes IS NOT NULL")?
    {
        entries::move_claims(write, EntryId::new(new), EntryId::new(old))?;
        // Out of the way first: both have the same identity.
        entries::step_aside(write, EntryId::new(new), EntryId::new(old))?;
        entries::come_back(write, EntryId::new(old))?;
    }
    let lines = pairs(
        "SELECT new.id, old.id FROM line AS old JOIN line AS new ON new.id = old.superseded_by
         WHERE old.superseded_at IS NOT NULL AND new.import_id = ?1",
    )?;
    let mut tally = Tally::default();
    for (new, old) in lines {
        let (new, old) = (LineId::new(new), LineId::new(old));
        lines::inherit(write, new, old)?;
        lines::step_aside(write, new, old, &mut tally)?;
        lines::come_back(write, old, &mut tally)?;
    }
    tally.flush(write)
}

/// Removes every match that touches the import, and notes what else it touched.
fn dissolve(write: &Write<'_>, import: ImportId) -> Result<TakenBack, StoreError> {
    write.0.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS dissolved (match_id INTEGER PRIMARY KEY); DELETE FROM dissolved",
    )?;
    write.0.execute(
        &format!(
            "INSERT OR IGNORE INTO dissolved SELECT match_id FROM allocation
             WHERE line_id IN ({LINES_OF}) OR entry_id IN ({ENTRIES_OF})"
        ),
        [import.get()],
    )?;
    let ids = |sql: &str| -> Result<Vec<i64>, StoreError> {
        let mut query = write.0.prepare(sql)?;
        let rows = query.query_map([import.get()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let present = "FROM allocation JOIN match ON match.id = match_id
         WHERE match_id IN (SELECT match_id FROM dissolved) AND state IN ('auto', 'suggested', 'confirmed')";
    let lines = ids(&format!(
        "SELECT DISTINCT line_id {present} AND line_id NOT IN ({LINES_OF})"
    ))?;
    let entries = ids(&format!(
        "SELECT DISTINCT entry_id {present} AND entry_id NOT IN ({ENTRIES_OF})"
    ))?;
    write.0.execute(
        "DELETE FROM allocation WHERE match_id IN (SELECT match_id FROM dissolved)",
        [],
    )?;
    let matches = write.0.execute(
        "DELETE FROM match WHERE id IN (SELECT match_id FROM dissolved)",
        [],
    )?;
    write.0.execute("DELETE FROM dissolved", [])?;
    Ok(TakenBack {
        matches: u64::try_from(matches).unwrap_or(u64::MAX),
        lines_freed: lines.into_iter().map(LineId::new).collect(),
        entries_freed: entries.into_iter().map(EntryId::new).collect(),
        ..TakenBack::default()
    })
}

fn forget_lines(write: &Write<'_>, import: ImportId, tally: &mut Tally) -> Result<u64, StoreError> {
    let mut query = write
        .0
        .prepare("SELECT class, amount_cents FROM line WHERE import_id = ?1 AND +gone = 0")?;
    let mut rows = query.query([import.get()])?;
    while let Some(row) = rows.next()? {
        tally.remove(class(row.get(0)?)?, kes(row, 1)?);
    }
    for sql in [
        "DELETE FROM decline WHERE line_id IN ({})",
        "DELETE FROM finding WHERE line_id IN ({})",
        "DELETE FROM line_name WHERE rowid IN ({})",
        "UPDATE line SET related_line = NULL WHERE related_line IN ({})",
    ] {
        write
            .0
            .execute(&sql.replace("{}", LINES_OF), [import.get()])?;
    }
    let gone = write
        .0
        .execute("DELETE FROM line WHERE import_id = ?1", [import.get()])?;
    Ok(u64::try_from(gone).unwrap_or(u64::MAX))
}

fn forget_entries(write: &Write<'_>, import: ImportId) -> Result<u64, StoreError> {
    for sql in [
        "DELETE FROM decline WHERE entry_id IN ({})",
        "DELETE FROM finding WHERE entry_id IN ({})",
        "DELETE FROM entry_name WHERE rowid IN ({})",
        "UPDATE line SET credit_entry = NULL WHERE credit_entry IN ({})",
    ] {
        write
            .0
            .execute(&sql.replace("{}", ENTRIES_OF), [import.get()])?;
    }
    let gone = write
        .0
        .execute("DELETE FROM entry WHERE import_id = ?1", [import.get()])?;
    Ok(u64::try_from(gone).unwrap_or(u64::MAX))
}

/// Lines and entries of other imports that lost a match say so until the next run.
fn release_others(write: &Write<'_>, done: &mut TakenBack) -> Result<(), StoreError> {
    let outcome = LineOutcomeRow {
        class: LineClass::Unmatched,
        why: "Its match went with an import that was taken back.".into(),
        confidence: None,
        related: None,
        credit_for: None,
    };
    outcomes::set_lines(write, done.lines_freed.iter().map(|line| (*line, &outcome)))?;
    for entry in &done.entries_freed {
        let row = entries::by_id(write, *entry)?;
        outcomes::set_entry(
            write,
            *entry,
            EntryState::of(row.claimed, row.left(), false),
        )?;
    }
    Ok(())
}
