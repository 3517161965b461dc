//! Which cents of a run's matches meet what the ledger had booked itself.
//!
//! The engine says how much of an entry's booked part is met, by all standing matches together. What a
//! person's matches meet of it is theirs; the rest is taken by the run's own matches in their order.

use std::collections::HashMap;

use domain::{EntryId, Kes};
use matching::model::{MatchState, Solution};

use super::Write;
use super::error::StoreError;
use super::sql::kes;

/// What is still to be met, by entry.
#[derive(Debug, Default)]
pub(super) struct Booked {
    left: HashMap<EntryId, Kes>,
}

impl Booked {
    pub(super) fn plan(
        write: &Write<'_>,
        entry_ids: &[EntryId],
        solution: &Solution,
    ) -> Result<Self, StoreError> {
        let mut by_rule: HashMap<u32, i64> = HashMap::new();
        for found in solution
            .matches
            .iter()
            .filter(|found| found.state == MatchState::Auto)
        {
            for allocation in &found.allocations {
                let sum = by_rule.entry(allocation.entry).or_default();
                *sum = sum.saturating_add(allocation.amount.cents());
            }
        }
        let mut left = HashMap::new();
        for ((number, entry), outcome) in (0_u32..).zip(entry_ids).zip(&solution.entries) {
            let Some(by_rule) = by_rule.get(&number) else {
                continue;
            };
            if outcome.booked_met.is_zero() {
                continue;
            }
            let by_people = met_by_people(write, *entry)?;
            let met = outcome.booked_met.cents().saturating_sub(by_people.cents());
            left.insert(*entry, Kes::from_cents(met.clamp(0, *by_rule)));
        }
        Ok(Self { left })
    }

    /// The part of an allocation that meets the booked part.
    pub(super) fn take(&mut self, entry: EntryId, amount: Kes) -> Kes {
        let Some(left) = self.left.get_mut(&entry) else {
            return Kes::ZERO;
        };
        let taken = amount.min(*left);
        *left = left.checked_sub(taken).unwrap_or(Kes::ZERO);
        taken
    }
}

fn met_by_people(write: &Write<'_>, entry: EntryId) -> Result<Kes, StoreError> {
    Ok(write
        .0
        .prepare_cached(
            "SELECT coalesce(sum(booked_cents), 0) FROM allocation JOIN match ON match.id = match_id
             WHERE entry_id = ?1 AND live = 1 AND state = 'confirmed'",
        )?
        .query_row([entry.get()], |row| kes(row, 0))?)
}
