//! The ledger as the matching engine wants it: lines, entries, and what people have decided.

use std::collections::HashMap;

use domain::{AccountKey, EntryId, LineId, MaskedName, PartyId};
use matching::model::{Allocation, Decided, Entry, EntryNo, Line, LineNo};

use super::Read;
use super::entries;
use super::error::StoreError;
use super::lines;
use super::sql::kes;

/// Everything a matching run is given. Positions in `line_ids` and `entry_ids` are the engine's
/// numbers.
#[derive(Debug, Clone, Default)]
pub struct MatchingInput {
    /// The lines that count, in the order they came.
    pub lines: Vec<Line>,
    /// Their numbers here.
    pub line_ids: Vec<LineId>,
    /// The entries that count, in the order they came.
    pub entries: Vec<Entry>,
    /// Their numbers here.
    pub entry_ids: Vec<EntryId>,
    /// Allocations that a person confirmed, and declined pairs.
    pub decided: Decided,
}

/// Gathers it.
///
/// # Errors
/// When the ledger can't be read.
pub fn gather(read: &Read<'_>) -> Result<MatchingInput, StoreError> {
    let mut input = MatchingInput::default();
    lines::for_each(read, |row| {
        input.line_ids.push(row.id);
        input.lines.push(Line {
            account: row.wallet.account,
            receipt: row.receipt,
            leg: row.leg,
            completed: row.completed,
            amount: row.amount,
            moved_money: row.status.moved_money(),
            typed: row.typed_account.as_deref().and_then(AccountKey::fold),
            party: row.party,
            name: tokens(row.party_name.as_ref()),
            linked: row.linked,
        });
        Ok(())
    })?;
    entries::for_each(read, |row| {
        input.entry_ids.push(row.id);
        input.entries.push(Entry {
            direction: row.direction,
            reference: row.reference.as_deref().and_then(AccountKey::fold),
            account: row.account.as_deref().and_then(AccountKey::fold),
            open: row.open,
            booked: row.booked,
            date: row.date,
            due: row.due,
            receipt: row.receipt,
            party: row.phone.map(PartyId::Phone),
            name: tokens(row.party.as_ref()),
        });
        Ok(())
    })?;
    input.decided = decided(read, &input.line_ids, &input.entry_ids)?;
    Ok(input)
}

fn tokens(name: Option<&MaskedName>) -> Vec<Box<str>> {
    name.map_or_else(Vec::new, |name| name.tokens().map(Into::into).collect())
}

fn decided(
    read: &Read<'_>,
    line_ids: &[LineId],
    entry_ids: &[EntryId],
) -> Result<Decided, StoreError> {
    let lines: HashMap<i64, LineNo> = line_ids.iter().map(|id| id.get()).zip(0..).collect();
    let entries: HashMap<i64, EntryNo> = entry_ids.iter().map(|id| id.get()).zip(0..).collect();
    let mut decided = Decided::default();
    let mut query = read.0.prepare_cached(
        "SELECT line_id, entry_id, amount_cents FROM allocation
         WHERE live = 1 AND match_id IN (SELECT id FROM match WHERE state = 'confirmed') ORDER BY id",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let pair = (lines.get(&row.get(0)?), entries.get(&row.get(1)?));
        if let (Some(line), Some(entry)) = pair {
            decided.allocations.push(Allocation {
                line: *line,
                entry: *entry,
                amount: kes(row, 2)?,
            });
        }
    }
    let mut query = read
        .0
        .prepare_cached("SELECT line_id, entry_id FROM decline ORDER BY line_id, entry_id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let pair = (lines.get(&row.get(0)?), entries.get(&row.get(1)?));
        if let (Some(line), Some(entry)) = pair {
            decided.declined.push((*line, *entry));
        }
    }
    Ok(decided)
}
