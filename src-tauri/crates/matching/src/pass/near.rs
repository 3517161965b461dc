//! Pass 6, the rest: for each line that nothing met, what came nearest. It is only said, never
//! offered.

use domain::{Direction, Kes};
use rustc_hash::FxHashMap;

use crate::column::{EntryAt, LineAt};
use crate::groups::Groups;
use crate::model::Cancelled;
use crate::pass::typed;
use crate::reason::Reason;
use crate::run::Run;

/// Open entries of one amount and direction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SameAmount {
    /// The oldest.
    pub(crate) first: Option<EntryAt>,
    /// How many.
    pub(crate) count: u32,
}

/// What can be said of the lines that nothing met.
pub(crate) struct Near<'a> {
    same_amount: FxHashMap<(Direction, Kes), SameAmount>,
    references: Groups<'a>,
    accounts: Groups<'a>,
}

impl<'a> Near<'a> {
    /// Looks up what the unmatched lines' sentences will need.
    pub(crate) fn new(
        run: &mut Run<'_, '_>,
        references: Groups<'a>,
        accounts: Groups<'a>,
    ) -> Result<Self, Cancelled> {
        let mut same_amount = FxHashMap::default();
        for line in run.book.lines() {
            run.step()?;
            let state = &run.claims.lines[line];
            if state.reason == Reason::Nothing && run.is_offered(line) {
                let none = SameAmount {
                    first: None,
                    count: 0,
                };
                same_amount.insert((typed::direction(run, line), state.left), none);
            }
        }
        if !same_amount.is_empty() {
            for at in run.book.entries() {
                let key = (
                    run.book.entry(at).direction,
                    run.claims.entries[at].open_left,
                );
                if let Some(same) = same_amount.get_mut(&key) {
                    same.first.get_or_insert(at);
                    same.count += 1;
                }
            }
        }
        Ok(Self {
            same_amount,
            references,
            accounts,
        })
    }

    /// Open entries with exactly what is left of the line, less one that was declined for it.
    pub(crate) fn same_amount(&self, run: &Run<'_, '_>, line: LineAt) -> SameAmount {
        let key = (typed::direction(run, line), run.claims.lines[line].left);
        let mut same = self.same_amount.get(&key).copied().unwrap_or(SameAmount {
            first: None,
            count: 0,
        });
        if same
            .first
            .is_some_and(|entry| run.declined.has(line, entry))
        {
            same.first = None;
            same.count -= 1;
        }
        same
    }

    /// Whether the typed account names something whose money goes the other way.
    pub(crate) fn other_direction(&self, run: &Run<'_, '_>, line: LineAt) -> bool {
        let other = match typed::direction(run, line) {
            Direction::Receivable => Direction::Payable,
            Direction::Payable => Direction::Receivable,
        };
        let key = run.book.line(line).typed.as_ref();
        key.is_some_and(|key| {
            self.references.find(other, key).is_some() || self.accounts.find(other, key).is_some()
        })
    }

    /// Whether the typed account names something that a person declined for this line.
    pub(crate) fn declined(&self, run: &Run<'_, '_>, line: LineAt) -> bool {
        let direction = typed::direction(run, line);
        let key = run.book.line(line).typed.as_ref();
        key.is_some_and(|key| {
            self.references.find(direction, key).is_some()
                || self.accounts.find(direction, key).is_some()
        })
    }

    pub(crate) fn references(&self) -> &Groups<'a> {
        &self.references
    }
}
