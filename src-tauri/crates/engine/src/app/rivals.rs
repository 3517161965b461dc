//! What a decision means for the other suggestions: those of the same line, and those that wanted the
//! same entry.

use domain::{EntryId, LineClass, LineId};

use super::commands::entry_state;
use super::show_entry;
use crate::store::decisions::Act;
use crate::store::matches::{self, MatchRow, Part, Standing};
use crate::store::outcomes::{self, LineOutcomeRow};
use crate::store::{StoreError, entries, lines};

/// A line got a standing match: its other suggestions end, and its class follows from what is left.
pub fn settle_line(act: &mut Act<'_, '_>, line: LineId, why: &str) -> Result<(), StoreError> {
    withdraw_suggestions(act, line)?;
    let held = lines::by_id(act.read(), line)?;
    let rest = held.unclaimed();
    let (class, why) = if rest.is_zero() {
        (LineClass::Matched, why.to_owned())
    } else {
        (LineClass::Part, format!("{why} {rest} is left."))
    };
    let before = outcomes::of_line(act.read(), line)?;
    act.set_line(
        line,
        &LineOutcomeRow {
            class,
            why,
            ..before
        },
    )
}

/// A line lost a match or a suggestion: it falls back on what else there is.
pub fn fall_back(act: &mut Act<'_, '_>, line: LineId, why: &str) -> Result<(), StoreError> {
    let held = lines::by_id(act.read(), line)?;
    let present = matches::of_line(act.read(), line)?;
    let open: Vec<&MatchRow> = present
        .iter()
        .filter(|found| found.content.standing == Standing::Suggested)
        .collect();
    let best = open.first();
    let class = match (held.claimed.is_positive(), open.len()) {
        (true, _) if held.unclaimed().is_zero() => LineClass::Matched,
        (true, _) => LineClass::Part,
        (false, 0) => LineClass::Unmatched,
        (false, 1) => LineClass::Suggested,
        (false, _) => LineClass::Ambiguous,
    };
    let outcome = LineOutcomeRow {
        class,
        why: best.map_or_else(|| why.to_owned(), |best| best.content.explanation.clone()),
        confidence: best.map(|best| best.content.confidence),
        related: held.related,
        credit_for: held.credit_for,
    };
    act.set_line(line, &outcome)
}

/// Ends every open suggestion of a line.
pub fn withdraw_suggestions(act: &mut Act<'_, '_>, line: LineId) -> Result<(), StoreError> {
    for found in matches::of_line(act.read(), line)? {
        if found.content.standing == Standing::Suggested {
            act.set_standing(found.id, Standing::Withdrawn)?;
        }
    }
    Ok(())
}

/// Entries were claimed or freed: their state follows, and suggestions of other lines that no longer
/// fit end.
pub fn settle_entries(act: &mut Act<'_, '_>, parts: &[Part]) -> Result<(), StoreError> {
    for part in parts {
        let entry = entries::by_id(act.read(), part.entry)?;
        act.set_entry(entry.id, entry_state(&entry))?;
        end_misfits(act, entry.id)?;
    }
    Ok(())
}

fn end_misfits(act: &mut Act<'_, '_>, id: EntryId) -> Result<(), StoreError> {
    let entry = entries::by_id(act.read(), id)?;
    let room = entry
        .left()
        .checked_add(entry.booked_left())
        .unwrap_or(domain::Kes::MAX);
    for found in matches::of_entry(act.read(), id)? {
        let wants = found.content.parts.iter().filter(|part| part.entry == id);
        let misfit = wants.clone().any(|part| part.amount > room);
        if found.content.standing != Standing::Suggested || !misfit {
            continue;
        }
        act.set_standing(found.id, Standing::Withdrawn)?;
        let lines: Vec<LineId> = wants.map(|part| part.line).collect();
        for line in lines {
            let why = format!(
                "{} fitted, but has been paid since.",
                show_entry::name(&entry)
            );
            fall_back(act, line, &why)?;
        }
    }
    Ok(())
}
