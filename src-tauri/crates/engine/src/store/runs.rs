//! Putting a matching run's answer in the place of the one before, in one transaction.
//!
//! What a person confirmed is never touched. Matches that the new answer repeats stay as they are, with
//! their numbers; only differences are written, so running again changes nothing.

use std::collections::HashMap;

use domain::{EntryId, LineId, MatchId};
use matching::model::{Confidence, LineOutcome, MatchState, Solution};
use sha2::{Digest, Sha256};

use super::Write;
use super::booked::Booked;
use super::error::StoreError;
use super::findings::{self, NewFinding};
use super::matches::{self, NewMatch, Part, Standing};
use super::outcomes::{self, LineOutcomeRow};
use super::sql::stored;
use crate::audit::hex;

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunDone {
    /// Its number.
    pub id: i64,
    /// Matches that stand by rule now.
    pub auto: u64,
    /// Suggestions there are now.
    pub suggested: u64,
    /// Matches and suggestions that are new.
    pub made: u64,
    /// Matches and suggestions that ended.
    pub ended: u64,
    /// Lines whose outcome changed.
    pub lines_changed: u64,
    /// Findings there are now.
    pub findings: u64,
    /// SHA-256 of the whole answer, in hexadecimal.
    pub digest: String,
}

/// Writes a run's answer. `line_ids` and `entry_ids` are those of
/// [`super::matching_input::MatchingInput`] that the run was given, and nothing may have changed since.
///
/// # Errors
/// `matching.stale` when lines or entries came or went in between; constraints of the claims.
pub fn replace(
    write: &Write<'_>,
    line_ids: &[LineId],
    entry_ids: &[EntryId],
    solution: &Solution,
) -> Result<RunDone, StoreError> {
    check_fresh(write, line_ids, entry_ids, solution)?;
    let wanted = translate(write, line_ids, entry_ids, solution)?;
    let digest = digest(&wanted, line_ids, solution);
    let auto = stored_len(
        wanted
            .iter()
            .filter(|new| new.standing == Standing::Auto)
            .count(),
    );
    let suggested = stored_len(wanted.len()) - auto;
    write.0.execute(
        "INSERT INTO run (at, operator, lines, entries, auto, suggested, findings, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            write.at,
            write.operator,
            stored_len(line_ids.len()),
            stored_len(entry_ids.len()),
            auto,
            suggested,
            stored_len(solution.findings.len()),
            &digest,
        ),
    )?;
    let id = write.0.last_insert_rowid();
    let confidences = confidences(write, &wanted)?;
    let (made, ended) = exchange(write, id, &wanted, |write| {
        // Between ending and adding: settled entries are out of the open ones' indexes by then.
        for (entry, outcome) in entry_ids.iter().zip(&solution.entries) {
            outcomes::set_entry(write, *entry, outcome.state)?;
        }
        Ok(())
    })?;
    let lines_changed = write_lines(write, line_ids, entry_ids, &solution.lines, &confidences)?;
    findings::replace_all(write, &found(line_ids, entry_ids, solution)?)?;
    Ok(RunDone {
        id,
        auto: auto.unsigned_abs(),
        suggested: suggested.unsigned_abs(),
        made,
        ended,
        lines_changed,
        findings: u64::try_from(solution.findings.len()).unwrap_or(u64::MAX),
        digest,
    })
}

/// Whether a run was kept at that second or later.
///
/// # Errors
/// When it can't be read.
pub fn any_since(read: &super::Read<'_>, at: domain::Eat) -> Result<bool, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT 1 FROM run WHERE at >= ?1")?
        .exists([at.unix()])?)
}

fn stored_len(len: usize) -> i64 {
    stored(u64::try_from(len).unwrap_or(u64::MAX))
}

/// The answer must be to the ledger as it is now.
fn check_fresh(
    write: &Write<'_>,
    line_ids: &[LineId],
    entry_ids: &[EntryId],
    solution: &Solution,
) -> Result<(), StoreError> {
    let lines: u64 = super::line_counts(write)?
        .iter()
        .map(|count| count.lines)
        .sum();
    let entries: i64 =
        write
            .0
            .query_row("SELECT count(*) FROM entry WHERE gone = 0", [], |row| {
                row.get(0)
            })?;
    let fresh = stored(lines) == stored_len(line_ids.len())
        && entries == stored_len(entry_ids.len())
        && line_ids.len() == solution.lines.len()
        && entry_ids.len() == solution.entries.len();
    if fresh { Ok(()) } else { Err(stale()) }
}

fn stale() -> StoreError {
    domain::Problem::new(
        "matching.stale",
        "The matching was not kept: an import changed the ledger while it ran. Nothing was changed.",
    )
    .with_remedy("Run the matching again.")
    .with_retry(domain::Retry::Now)
    .into()
}

/// The solution in this file's numbers, with suggestions ranked per line.
fn translate(
    write: &Write<'_>,
    line_ids: &[LineId],
    entry_ids: &[EntryId],
    solution: &Solution,
) -> Result<Vec<NewMatch>, StoreError> {
    let mut booked = Booked::plan(write, entry_ids, solution)?;
    let mut ranks: HashMap<LineId, u32> = HashMap::new();
    let mut wanted = Vec::with_capacity(solution.matches.len());
    for found in &solution.matches {
        let mut parts = Vec::with_capacity(found.allocations.len());
        for allocation in &found.allocations {
            let entry = *at(entry_ids, allocation.entry)?;
            let meets = found.state == MatchState::Auto;
            parts.push(Part {
                line: *at(line_ids, allocation.line)?,
                entry,
                amount: allocation.amount,
                booked: if meets {
                    booked.take(entry, allocation.amount)
                } else {
                    domain::Kes::ZERO
                },
            });
        }
        let rank = match (found.state, parts.first()) {
            (MatchState::Suggested, Some(first)) => {
                let next = ranks.entry(first.line).or_default();
                let rank = *next;
                *next += 1;
                rank
            }
            (MatchState::Auto, _) | (MatchState::Suggested, None) => 0,
        };
        wanted.push(NewMatch {
            rule: found.rule,
            standing: match found.state {
                MatchState::Auto => Standing::Auto,
                MatchState::Suggested => Standing::Suggested,
            },
            confidence: found.confidence,
            margin: found.margin,
            runner_up: found
                .runner_up
                .map(|entry| at(entry_ids, entry).copied())
                .transpose()?,
            features: found.features.clone(),
            explanation: found.explanation.clone(),
            rank,
            parts,
        });
    }
    Ok(wanted)
}

fn at<T>(ids: &[T], number: u32) -> Result<&T, StoreError> {
    usize::try_from(number)
        .ok()
        .and_then(|number| ids.get(number))
        .ok_or_else(stale)
}

/// Ends what the answer no longer has, then adds what is new; in that order, so that cents are free
/// before they are claimed. `between` runs in between.
fn exchange(
    write: &Write<'_>,
    run: i64,
    wanted: &[NewMatch],
    between: impl FnOnce(&Write<'_>) -> Result<(), StoreError>,
) -> Result<(u64, u64), StoreError> {
    let mut missing: HashMap<Key, Vec<usize>> = HashMap::with_capacity(wanted.len());
    for (index, new) in wanted.iter().enumerate().rev() {
        missing.entry(key(new)).or_default().push(index);
    }
    let mut over: Vec<(MatchId, Standing)> = Vec::new();
    matches::for_each_present(write, |held| {
        if held.content.standing == Standing::Confirmed {
            return Ok(());
        }
        let same_rules = held.rule_version == matching::model::Rule::VERSION;
        let kept = same_rules
            && missing
                .get_mut(&key(&held.content))
                .and_then(Vec::pop)
                .is_some();
        if !kept {
            over.push((held.id, held.content.standing));
        }
        Ok(())
    })?;
    let ended = over.len();
    for (id, standing) in over {
        match standing {
            Standing::Suggested => matches::delete(write, id)?,
            _ => matches::set_standing(write, id, Standing::Replaced)?,
        }
    }
    between(write)?;
    let mut fresh: Vec<usize> = missing.into_values().flatten().collect();
    fresh.sort_unstable();
    for index in &fresh {
        let new = wanted.get(*index).expect("the index came from this list");
        matches::insert(write, new, Some(run))?;
    }
    Ok((
        u64::try_from(fresh.len()).unwrap_or(u64::MAX),
        u64::try_from(ended).unwrap_or(u64::MAX),
    ))
}

/// What makes two matches the same; a digest, so that a million of them stay small.
type Key = [u8; 32];

fn key(of: &NewMatch) -> Key {
    let mut digest = Sha256::new();
    hash_match(&mut digest, of);
    digest.finalize().into()
}

fn hash_match(digest: &mut Sha256, of: &NewMatch) {
    digest.update(of.rule.word().as_bytes());
    digest.update([0]);
    digest.update(of.standing.word().as_bytes());
    digest.update([0]);
    digest.update(of.confidence.to_le_bytes());
    digest.update(of.margin.to_le_bytes());
    digest.update(of.rank.to_le_bytes());
    digest.update(of.runner_up.map_or(0, EntryId::get).to_le_bytes());
    for feature in &of.features {
        digest.update(format!("{feature:?}").as_bytes());
    }
    digest.update(of.explanation.as_bytes());
    digest.update([0]);
    for part in &of.parts {
        digest.update(part.line.get().to_le_bytes());
        digest.update(part.entry.get().to_le_bytes());
        digest.update(part.amount.cents().to_le_bytes());
        digest.update(part.booked.cents().to_le_bytes());
    }
}

fn digest(wanted: &[NewMatch], line_ids: &[LineId], solution: &Solution) -> String {
    let mut digest = Sha256::new();
    for new in wanted {
        hash_match(&mut digest, new);
    }
    for (line, outcome) in line_ids.iter().zip(&solution.lines) {
        digest.update(line.get().to_le_bytes());
        digest.update(outcome.class.word().as_bytes());
        digest.update(outcome.open.cents().to_le_bytes());
    }
    hex(&digest.finalize())
}

/// The certainty of each line's best match: one that a person confirmed, else the answer's best.
fn confidences(
    write: &Write<'_>,
    wanted: &[NewMatch],
) -> Result<HashMap<LineId, Confidence>, StoreError> {
    let mut best: HashMap<LineId, Confidence> = HashMap::with_capacity(wanted.len());
    for new in wanted {
        for part in &new.parts {
            let held = best.entry(part.line).or_default();
            *held = new.confidence.max(*held);
        }
    }
    let mut query = write.0.prepare_cached(
        "SELECT line_id, confidence FROM match JOIN allocation ON match_id = match.id
         WHERE state = 'confirmed'",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        best.insert(LineId::new(row.get(0)?), row.get(1)?);
    }
    Ok(best)
}

fn write_lines(
    write: &Write<'_>,
    line_ids: &[LineId],
    entry_ids: &[EntryId],
    lines: &[LineOutcome],
    confidences: &HashMap<LineId, Confidence>,
) -> Result<u64, StoreError> {
    let mut rows = Vec::with_capacity(lines.len());
    for (line, outcome) in line_ids.iter().zip(lines) {
        rows.push(LineOutcomeRow {
            class: outcome.class,
            why: outcome.why.clone(),
            confidence: confidences.get(line).copied(),
            related: outcome
                .related
                .map(|number| at(line_ids, number).copied())
                .transpose()?,
            credit_for: outcome
                .credit_for
                .map(|number| at(entry_ids, number).copied())
                .transpose()?,
        });
    }
    outcomes::set_lines(write, line_ids.iter().copied().zip(&rows))
}

fn found(
    line_ids: &[LineId],
    entry_ids: &[EntryId],
    solution: &Solution,
) -> Result<Vec<NewFinding>, StoreError> {
    solution
        .findings
        .iter()
        .map(|finding| {
            Ok(NewFinding {
                kind: finding.kind,
                line: finding
                    .line
                    .map(|number| at(line_ids, number).copied())
                    .transpose()?,
                entry: finding
                    .entry
                    .map(|number| at(entry_ids, number).copied())
                    .transpose()?,
                amount: finding.amount,
                detail: finding.detail.clone(),
            })
        })
        .collect()
}
