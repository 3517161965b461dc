//! Where the books stand: one walk over lines and entries, kept until the ledger changes.
//!
//! Holds what the desk's footer, the overview and the report share: the bridge, the certificates over
//! all statements together, money by day, unmatched lines by age.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Day, Kes, LineClass, Problem, ShortCode};
use reports::model::Bridge;
use statements::certificate::Certificate;
use statements::model::{Preamble, StatementRow};

use super::kept::KeptStatement;
use crate::reconcile::bridge::{self, BridgeEntry, BridgeLine};
use crate::store::entries::{self, EntryRow};
use crate::store::imports::{self, Role};
use crate::store::lines::{self, LineRow};
use crate::store::{Ledger, Read, StoreError, audit_log, preferences};

/// Age buckets in days, upper end included (design section 6).
pub const AGES: [(&str, i64); 4] = [("0-1", 1), ("2-7", 7), ("8-30", 30), ("over-30", i64::MAX)];

/// Where the books stand.
#[derive(Debug)]
pub struct Position {
    /// The audit chain's length when this was worked out.
    pub events: i64,
    /// The business, as it was named when the workspace was made, else as the newest statement names it.
    pub business: Option<String>,
    /// Its short code.
    pub short_code: Option<ShortCode>,
    /// First and last day covered by statements; none before the first.
    pub period: Option<(Day, Day)>,
    /// One per wallet.
    pub certificates: Vec<Certificate>,
    /// Book balance to statement balance.
    pub bridge: Bridge,
    /// Money in and out by day.
    pub days: BTreeMap<Day, (Kes, Kes)>,
    /// Lines nothing is like, by age in the order of [`AGES`].
    pub ages: [(u64, Kes); AGES.len()],
    /// Ledger-bound lines: how many, how many of them matched, and both by value.
    pub bound: Bound,
}

/// Ledger-bound lines.
#[derive(Debug, Default, Clone, Copy)]
pub struct Bound {
    /// Lines.
    pub lines: u64,
    /// Matched ones.
    pub matched: u64,
    /// Those that wait for a person.
    pub to_decide: u64,
    /// Money of all.
    pub value: Kes,
    /// Money claimed.
    pub matched_value: Kes,
}

impl Position {
    /// The day ages are counted to: the last day covered.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.period.map_or_else(Day::default, |(_, to)| to)
    }

    /// The kept position if the ledger has not changed since, else a new one.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub fn of(
        ledger: &Ledger,
        kept: &std::sync::Mutex<Option<Arc<Self>>>,
    ) -> Result<Arc<Self>, Problem> {
        let mut kept = kept
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let position = ledger.read(|read| {
            let events = last_event(read)?;
            match kept.as_ref() {
                Some(position) if position.events == events => Ok(Arc::clone(position)),
                _ => Ok(Arc::new(work_out(read, events)?)),
            }
        })?;
        *kept = Some(Arc::clone(&position));
        Ok(position)
    }
}

/// The audit chain's last number: it moves with every change of the books.
///
/// # Errors
/// When the chain can't be read.
pub fn last_event(read: &Read<'_>) -> Result<i64, StoreError> {
    Ok(audit_log::newest(read, 1)?
        .first()
        .map_or(0, |last| last.event.seq))
}

fn work_out(read: &Read<'_>, events: i64) -> Result<Position, StoreError> {
    let statements = standing_statements(read)?;
    let short_code = statements.iter().find_map(|kept| kept.short_code());
    let mut lines = Vec::new();
    let mut rows: Vec<StatementRow> = Vec::new();
    lines::for_each(read, |line| {
        lines.push(Brief::of(&line));
        rows.push(statement_row(line));
        Ok(())
    })?;
    let preambles: Vec<Preamble> = statements.iter().map(KeptStatement::preamble).collect();
    let certificates = ::statements::certify(&rows, &preambles.iter().collect::<Vec<_>>());
    drop(rows);
    let period = period(&statements, &lines);
    let as_of = period.map_or_else(Day::default, |(_, to)| to);
    let mut booked = Vec::new();
    entries::for_each(read, |entry| {
        booked.push(bridge_entry(&entry));
        Ok(())
    })?;
    let bridge = bridge::bridge(
        lines.iter().map(|of| of.line),
        booked.into_iter(),
        &certificates,
        period.unwrap_or_default(),
        None,
    );
    Ok(Position {
        events,
        business: preferences::meta(read, "business")?
            .or_else(|| statements.iter().rev().find_map(|kept| kept.holder.clone())),
        short_code,
        period,
        certificates,
        bridge,
        days: days(&lines),
        ages: ages(&lines, as_of),
        bound: bound(&lines),
    })
}

/// What of a line is needed here.
struct Brief {
    day: Day,
    line: BridgeLine,
}

impl Brief {
    fn of(line: &LineRow) -> Self {
        Self {
            day: line.completed.day(),
            line: BridgeLine {
                amount: line.amount,
                kind: line.leg.kind(),
                class: line.class,
                allocated: line.claimed,
            },
        }
    }
}

fn standing_statements(read: &Read<'_>) -> Result<Vec<KeptStatement>, StoreError> {
    let mut kept = Vec::new();
    for row in imports::all(read)? {
        if row.undone.is_none() && row.import.role == Role::Statement {
            kept.push(
                KeptStatement::read(&row.import.facts)
                    .ok_or(StoreError::Damaged("import facts"))?,
            );
        }
    }
    // Newest first in the table; oldest first is how preambles follow one another.
    kept.reverse();
    Ok(kept)
}

/// The statement row a line came from, for certifying again.
fn statement_row(line: LineRow) -> StatementRow {
    StatementRow {
        row: line.row,
        account: line.wallet.account,
        receipt: line.receipt,
        leg: line.leg,
        completed: line.completed,
        precision: line.precision,
        initiated: line.initiated,
        status: line.status,
        amount: line.amount,
        balance: line.balance,
        party: None,
        party_name: None,
        typed_account: None,
        details: domain::MaskedText::default(),
        reason: None,
        linked: line.linked,
        warnings: Vec::new(),
    }
}

/// An entry for the bridge.
pub fn bridge_entry(entry: &EntryRow) -> BridgeEntry {
    BridgeEntry {
        direction: entry.direction,
        allocated: entry.claimed,
        booked: entry.booked,
        booked_met: entry.booked_met,
        booked_on: entry
            .receipt
            .as_ref()
            .and_then(|receipt| receipt.date_code())
            .or(entry.date),
    }
}

fn period(statements: &[KeptStatement], lines: &[Brief]) -> Option<(Day, Day)> {
    let declared = statements.iter().filter_map(|kept| kept.preamble().period);
    let declared = declared.map(|(from, to)| (from.day(), to.day()));
    let booked = lines.iter().map(|of| (of.day, of.day));
    declared
        .chain(booked)
        .reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))
}

fn days(lines: &[Brief]) -> BTreeMap<Day, (Kes, Kes)> {
    let mut days: BTreeMap<Day, (Kes, Kes)> = BTreeMap::new();
    for of in lines
        .iter()
        .filter(|of| of.line.class != LineClass::NotCompleted)
    {
        let (paid_in, withdrawn) = days.entry(of.day).or_default();
        let side = if of.line.amount.is_negative() {
            withdrawn
        } else {
            paid_in
        };
        *side = side.checked_add(of.line.amount).unwrap_or(*side);
    }
    days
}

fn ages(lines: &[Brief], as_of: Day) -> [(u64, Kes); AGES.len()] {
    let mut ages = [(0, Kes::ZERO); AGES.len()];
    for of in lines
        .iter()
        .filter(|of| of.line.class == LineClass::Unmatched)
    {
        let age = (as_of - of.day).num_days().max(0);
        let at = AGES
            .iter()
            .position(|(_, upto)| age <= *upto)
            .unwrap_or(AGES.len() - 1);
        if let Some((count, amount)) = ages.get_mut(at) {
            *count += 1;
            *amount = amount
                .checked_add(of.line.amount.magnitude())
                .unwrap_or(*amount);
        }
    }
    ages
}

fn bound(lines: &[Brief]) -> Bound {
    let mut sums = Bound::default();
    for of in lines {
        let (matched, to_decide) = match of.line.class {
            LineClass::Matched => (1, 0),
            LineClass::Part
            | LineClass::Suggested
            | LineClass::Ambiguous
            | LineClass::Duplicate => (0, 1),
            LineClass::Unmatched => (0, 0),
            LineClass::Fee
            | LineClass::Transfer
            | LineClass::Reversed
            | LineClass::NotCompleted => continue,
        };
        sums.lines += 1;
        sums.matched += matched;
        sums.to_decide += to_decide;
        let add = |sum: Kes, more: Kes| sum.checked_add(more).unwrap_or(sum);
        sums.value = add(sums.value, of.line.amount.magnitude());
        sums.matched_value = add(sums.matched_value, of.line.allocated);
    }
    sums
}
