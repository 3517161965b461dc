//! What a pack's registers add up to: counted while they are written, and again from what was written.

use std::collections::BTreeMap;

use domain::Kes;
use serde_json::{Value, json};

/// Sums and counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Imports, undone ones too.
    pub imports: u64,
    /// Statement lines.
    pub lines: u64,
    /// Money in.
    pub money_in: Kes,
    /// Money out, below zero.
    pub money_out: Kes,
    /// Ledger entries.
    pub entries: u64,
    /// Their amounts.
    pub entries_sum: Kes,
    /// Cents of lines that standing matches claim.
    pub allocated: Kes,
    /// Decisions.
    pub decisions: u64,
    /// Claimed of each line: by the lines less by the allocations. Nothing is left when they agree.
    pub claims: BTreeMap<i64, i64>,
}

impl Totals {
    /// Counts a line; `None` past what money can hold.
    pub fn line(&mut self, id: i64, amount: Kes, claimed: Kes) -> Option<()> {
        self.lines += 1;
        let side = if amount.is_negative() {
            &mut self.money_out
        } else {
            &mut self.money_in
        };
        *side = side.checked_add(amount)?;
        self.claim(id, claimed.cents())
    }

    /// Counts an entry.
    pub fn entry(&mut self, amount: Kes) -> Option<()> {
        self.entries += 1;
        self.entries_sum = self.entries_sum.checked_add(amount)?;
        Some(())
    }

    /// Counts an allocation of a match that stands.
    pub fn allocation(&mut self, line: i64, amount: Kes) -> Option<()> {
        self.allocated = self.allocated.checked_add(amount)?;
        self.claim(line, amount.cents().checked_neg()?)
    }

    fn claim(&mut self, line: i64, cents: i64) -> Option<()> {
        let left = self.claims.entry(line).or_default();
        *left = left.checked_add(cents)?;
        if *left == 0 {
            self.claims.remove(&line);
        }
        Some(())
    }

    /// As the manifest has them.
    pub fn json(&self) -> Value {
        json!({
            "imports": self.imports,
            "lines": self.lines,
            "money_in": self.money_in.plain(),
            "money_out": self.money_out.plain(),
            "entries": self.entries,
            "entries_sum": self.entries_sum.plain(),
            "allocated": self.allocated.plain(),
            "decisions": self.decisions,
        })
    }
}
