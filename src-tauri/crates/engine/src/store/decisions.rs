//! What people decided, each with the way back: undo survives a restart.
//!
//! An [`Act`] makes a decision's changes and notes what was there before; [`undo`] walks the notes
//! backwards. What a decision means is the use case's; this only does and takes back.

use domain::{Eat, EntryId, EntryState, Kes, LineClass, LineId, MatchId, Problem};
use matching::model::Confidence;
use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::matches::{self, NewMatch, Standing};
use super::outcomes::{self, LineOutcomeRow};
use super::sql::moment;
use super::{Read, Write};

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

/// What an undo took back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The decision.
    pub decision: DecisionRow,
    /// The lines whose outcome changed.
    pub lines: Vec<LineId>,
    /// The entries whose state changed.
    pub entries: Vec<EntryId>,
}

/// One change of a decision, with what was there before.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    Standing {
        id: i64,
        before: String,
    },
    Made {
        id: i64,
    },
    Line {
        id: i64,
        class: String,
        why: String,
        confidence: Option<Confidence>,
        related: Option<i64>,
        credit_for: Option<i64>,
    },
    Entry {
        id: i64,
        state: String,
    },
    Declined {
        line: i64,
        entry: i64,
    },
}

/// A decision in the making.
pub struct Act<'a, 'w> {
    write: &'a Write<'w>,
    steps: Vec<Step>,
    lines: Vec<LineId>,
    entries: Vec<EntryId>,
}

impl<'a, 'w> Act<'a, 'w> {
    /// Begins a decision.
    #[must_use]
    pub fn begin(write: &'a Write<'w>) -> Self {
        Self {
            write,
            steps: Vec::new(),
            lines: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Changes what a match is: confirms, declines, releases or withdraws it.
    ///
    /// # Errors
    /// `match.claimed_twice` as a constraint.
    pub fn set_standing(&mut self, id: MatchId, standing: Standing) -> Result<(), StoreError> {
        let held = matches::by_id(self.write, id)?;
        matches::set_standing(self.write, id, standing)?;
        for part in &held.content.parts {
            self.touch(part.line, part.entry);
        }
        self.steps.push(Step::Standing {
            id: id.get(),
            before: held.content.standing.word().into(),
        });
        Ok(())
    }

    /// Adds a match that a person made.
    ///
    /// # Errors
    /// `match.claimed_twice` and `match.direction` as a constraint.
    pub fn make(&mut self, new: &NewMatch) -> Result<MatchId, StoreError> {
        let id = matches::insert(self.write, new, None)?;
        for part in &new.parts {
            self.touch(part.line, part.entry);
        }
        self.steps.push(Step::Made { id: id.get() });
        Ok(id)
    }

    /// Has a pair never offered again.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn decline_pair(&mut self, line: LineId, entry: EntryId) -> Result<(), StoreError> {
        let rows = self
            .write
            .0
            .prepare_cached("INSERT OR IGNORE INTO decline (line_id, entry_id) VALUES (?1, ?2)")?
            .execute((line.get(), entry.get()))?;
        self.touch(line, entry);
        if rows > 0 {
            self.steps.push(Step::Declined {
                line: line.get(),
                entry: entry.get(),
            });
        }
        Ok(())
    }

    /// Writes what became of a line.
    ///
    /// # Errors
    /// When the line is not there.
    pub fn set_line(&mut self, line: LineId, outcome: &LineOutcomeRow) -> Result<(), StoreError> {
        let before = outcomes::of_line(self.write, line)?;
        if outcomes::set_lines(self.write, [(line, outcome)])? > 0 {
            self.lines.push(line);
            self.steps.push(Step::Line {
                id: line.get(),
                class: before.class.word().into(),
                why: before.why,
                confidence: before.confidence,
                related: before.related.map(LineId::get),
                credit_for: before.credit_for.map(EntryId::get),
            });
        }
        Ok(())
    }

    /// Writes an entry's state.
    ///
    /// # Errors
    /// When the entry is not there.
    pub fn set_entry(&mut self, entry: EntryId, state: EntryState) -> Result<(), StoreError> {
        let before = outcomes::of_entry(self.write, entry)?;
        if outcomes::set_entry(self.write, entry, state)? {
            self.entries.push(entry);
            self.steps.push(Step::Entry {
                id: entry.get(),
                state: before.word().into(),
            });
        }
        Ok(())
    }

    /// The ledger as it stands within this decision.
    #[must_use]
    pub fn read(&self) -> &Read<'w> {
        self.write
    }

    /// The lines this decision has touched so far, each once.
    #[must_use]
    pub fn lines(&self) -> Vec<LineId> {
        let mut lines = self.lines.clone();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn touch(&mut self, line: LineId, entry: EntryId) {
        self.lines.push(line);
        self.entries.push(entry);
    }

    /// Records the decision. `what` names receipts and references, never people.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn finish(mut self, kind: Kind, what: &str) -> Result<i64, StoreError> {
        let steps =
            serde_json::to_string(&self.steps).map_err(|_| StoreError::Damaged("a decision"))?;
        let link = self.write.0;
        link.execute(
            "INSERT INTO decision (kind, what, steps, at, operator) VALUES (?1, ?2, ?3, ?4, ?5)",
            (kind.word(), what, steps, self.write.at, self.write.operator),
        )?;
        let id = link.last_insert_rowid();
        self.lines.sort_unstable();
        self.lines.dedup();
        self.entries.sort_unstable();
        self.entries.dedup();
        for line in &self.lines {
            link.prepare_cached(
                "INSERT INTO decision_line (line_id, decision_id) VALUES (?1, ?2)",
            )?
            .execute((line.get(), id))?;
        }
        for entry in &self.entries {
            link.prepare_cached(
                "INSERT INTO decision_entry (entry_id, decision_id) VALUES (?1, ?2)",
            )?
            .execute((entry.get(), id))?;
        }
        Ok(id)
    }
}

/// Takes a decision back, change by change, last first. Decisions are undone last first too: use
/// [`last_standing`].
///
/// # Errors
/// `decision.undone` when it was before; `decision.not_last` when a later one stands;
/// `decision.cannot_undo` when what it freed is claimed by now.
pub fn undo(write: &Write<'_>, id: i64) -> Result<Undone, StoreError> {
    let decision = by_id(write, id)?;
    if decision.undone.is_some() {
        return Err(Problem::new(
            "decision.undone",
            "Nothing was changed: this decision was undone before.",
        )
        .into());
    }
    if last_standing(write)?.is_none_or(|last| last.id != id) {
        return Err(Problem::new(
            "decision.not_last",
            "Nothing was changed: decisions are undone last first, and a later one still stands.",
        )
        .with_remedy("Undo the later decision first, or release the match.")
        .into());
    }
    let text: String =
        write
            .0
            .query_row("SELECT steps FROM decision WHERE id = ?1", [id], |row| {
                row.get(0)
            })?;
    let steps: Vec<Step> =
        serde_json::from_str(&text).map_err(|_| StoreError::Damaged("a decision"))?;
    let (mut lines, mut entries) = (Vec::new(), Vec::new());
    for step in steps.iter().rev() {
        step.take_back(write, &mut lines, &mut entries)
            .map_err(cannot_undo)?;
    }
    write.0.execute(
        "UPDATE decision SET undone_at = ?2, undone_by = ?3 WHERE id = ?1",
        (id, write.at, write.operator),
    )?;
    lines.sort_unstable();
    lines.dedup();
    entries.sort_unstable();
    entries.dedup();
    Ok(Undone {
        decision,
        lines,
        entries,
    })
}

impl Step {
    fn take_back(
        &self,
        write: &Write<'_>,
        lines: &mut Vec<LineId>,
        entries: &mut Vec<EntryId>,
    ) -> Result<(), StoreError> {
        match self {
            Self::Standing { id, before } => {
                let before =
                    Standing::from_word(before).ok_or(StoreError::Damaged("a decision"))?;
                matches::set_standing(write, MatchId::new(*id), before)
            }
            Self::Made { id } => {
                matches::set_standing(write, MatchId::new(*id), Standing::Withdrawn)
            }
            Self::Line {
                id,
                class,
                why,
                confidence,
                related,
                credit_for,
            } => {
                let line = LineId::new(*id);
                let outcome = LineOutcomeRow {
                    class: LineClass::from_word(class).ok_or(StoreError::Damaged("a decision"))?,
                    why: why.clone(),
                    confidence: *confidence,
                    related: related.map(LineId::new),
                    credit_for: credit_for.map(EntryId::new),
                };
                lines.push(line);
                outcomes::set_lines(write, [(line, &outcome)]).map(|_| ())
            }
            Self::Entry { id, state } => {
                entries.push(EntryId::new(*id));
                let state = super::entries::state(state)?;
                outcomes::set_entry(write, EntryId::new(*id), state).map(|_| ())
            }
            Self::Declined { line, entry } => {
                write
                    .0
                    .prepare_cached("DELETE FROM decline WHERE line_id = ?1 AND entry_id = ?2")?
                    .execute((line, entry))?;
                Ok(())
            }
        }
    }
}

fn cannot_undo(error: StoreError) -> StoreError {
    let problem = Problem::from(error);
    match problem.code.0 {
        "match.claimed_twice" | "ledger.no_such_record" => Problem::new(
            "decision.cannot_undo",
            "Nothing was changed: what this decision freed has been claimed by other matches since.",
        )
        .with_remedy("Release the newer match of this line or entry, then undo again.")
        .into(),
        _ => problem.into(),
    }
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
