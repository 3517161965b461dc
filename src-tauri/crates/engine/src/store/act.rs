//! Making a decision and taking it back: undo survives a restart.
//!
//! An [`Act`] makes a decision's changes and notes what was there before; [`undo`] walks the notes
//! backwards. What a decision means is the use case's; this only does and takes back.

use domain::{EntryId, EntryState, LineClass, LineId, MatchId, Problem};
use matching::model::Confidence;
use serde::{Deserialize, Serialize};

use super::decisions::{DecisionRow, Kind, by_id, last_standing};
use super::error::StoreError;
use super::matches::{self, NewMatch, Standing};
use super::outcomes::{self, LineOutcomeRow};
use super::{Read, Write};

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
                // Newer figures of the entry took the decline over.
                write
                    .0
                    .prepare_cached(
                        "WITH RECURSIVE newer (id) AS (
                             SELECT ?2 UNION
                             SELECT superseded_by FROM entry JOIN newer ON entry.id = newer.id
                             WHERE superseded_by IS NOT NULL)
                         DELETE FROM decline WHERE line_id = ?1 AND entry_id IN (SELECT id FROM newer)",
                    )?
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
