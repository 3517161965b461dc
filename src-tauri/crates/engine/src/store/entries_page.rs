//! Pages of ledger entries, their counts, and the entries a line could be assigned to.

use domain::{Day, Direction, EntryId, EntryState, Kes};

use super::Read;
use super::entries::{EntryRow, by_ids};
use super::error::StoreError;
use super::lines_page::PAGE_ROWS_MAX;
use super::search::{self, Wanted};
use super::sql::{DAY_NONE, count, day_number, stored};

/// Which entries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryList {
    /// All.
    All,
    /// Those in one state.
    State(EntryState),
    /// Something open, and due before this day.
    Overdue(Day),
}

/// A page of entries, by due date (document date where there is none), earliest first.
#[derive(Debug, Clone)]
pub struct EntryPage {
    /// Entries in the whole list.
    pub total: u64,
    /// Whether a search found more than it lists.
    pub more: bool,
    /// The page.
    pub rows: Vec<EntryRow>,
}

/// How many entries a state has, and what they have open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateCount {
    /// The state.
    pub state: EntryState,
    /// Entries.
    pub entries: u64,
    /// What is still open of them.
    pub left: Kes,
}

impl EntryList {
    /// Whether an entry is in the list.
    #[must_use]
    pub fn has(self, entry: &EntryRow) -> bool {
        match self {
            Self::All => true,
            Self::State(state) => entry.state == state,
            Self::Overdue(today) => {
                matches!(entry.state, EntryState::Open | EntryState::Part)
                    && entry.due.is_some_and(|due| due < today)
            }
        }
    }

    fn range(self) -> String {
        match self {
            Self::All => "FROM entry INDEXED BY entry_day WHERE gone = 0".into(),
            Self::State(state) => format!(
                "FROM entry INDEXED BY entry_state_day WHERE gone = 0 AND state = '{}'",
                state.word()
            ),
            Self::Overdue(today) => format!(
                "FROM entry INDEXED BY entry_due WHERE open_due < {}",
                day_number(today)
            ),
        }
    }

    /// What the index orders the list by. A third column of the index comes before the number.
    fn order(self, way: &str) -> String {
        match self {
            Self::All | Self::State(_) => format!("sort_day {way}, id {way}"),
            Self::Overdue(_) => format!("open_due {way}, left_cents {way}, id {way}"),
        }
    }
}

/// The counts of every state, exact.
///
/// # Errors
/// When they can't be read.
pub fn counts(read: &Read<'_>) -> Result<Vec<StateCount>, StoreError> {
    EntryState::ALL
        .iter()
        .map(|state| {
            Ok(read
                .0
                .prepare_cached("SELECT entries, left_cents FROM entry_count WHERE state = ?1")?
                .query_row([state.word()], |row| {
                    Ok(StateCount {
                        state: *state,
                        entries: count(row, 0)?,
                        left: Kes::from_cents(row.get(1)?),
                    })
                })?)
        })
        .collect()
}

/// How many entries a list has, and what is still open of them.
///
/// # Errors
/// When they can't be read.
pub fn count_of(read: &Read<'_>, list: EntryList) -> Result<(u64, Kes), StoreError> {
    let counted = |wanted: &dyn Fn(EntryState) -> bool| {
        let mut counts = counts(read)?;
        counts.retain(|count| wanted(count.state));
        let left = Kes::checked_sum(counts.iter().map(|count| count.left)).unwrap_or(Kes::MAX);
        Ok((counts.iter().map(|count| count.entries).sum(), left))
    };
    match list {
        EntryList::All => return counted(&|_| true),
        EntryList::State(state) => return counted(&|held| held == state),
        EntryList::Overdue(_) => {}
    }
    let sql = format!(
        "SELECT count(*), coalesce(sum(left_cents), 0) {}",
        list.range()
    );
    Ok(read
        .0
        .prepare_cached(&sql)?
        .query_row([], |row| Ok((count(row, 0)?, Kes::from_cents(row.get(1)?))))?)
}

/// A page: at most `limit` entries from place `offset`, which counts from 0.
///
/// # Errors
/// When the entries can't be read.
pub fn page(
    read: &Read<'_>,
    list: EntryList,
    search: Option<&Wanted>,
    offset: u64,
    limit: u32,
) -> Result<EntryPage, StoreError> {
    let limit = limit.min(PAGE_ROWS_MAX);
    if let Some(wanted) = search {
        let (mut found, more) = found(read, wanted)?;
        found.retain(|entry| list.has(entry));
        found.sort_by_key(|entry| {
            (
                entry.due.or(entry.date).map_or(DAY_NONE, day_number),
                entry.id,
            )
        });
        let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
        let skip = usize::try_from(offset).unwrap_or(usize::MAX);
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        return Ok(EntryPage {
            total,
            more,
            rows: found.into_iter().skip(skip).take(take).collect(),
        });
    }
    let (total, _) = count_of(read, list)?;
    let take = u64::from(limit).min(total.saturating_sub(offset));
    if take == 0 {
        return Ok(EntryPage {
            total,
            more: false,
            rows: Vec::new(),
        });
    }
    let from_end = total - offset - take;
    let backwards = from_end < offset;
    let way = if backwards { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT id {} ORDER BY {} LIMIT ?1 OFFSET ?2",
        list.range(),
        list.order(way)
    );
    let mut query = read.0.prepare_cached(&sql)?;
    let rows = query.query_map((stored(take), stored(offset.min(from_end))), |row| {
        row.get(0)
    })?;
    let mut ids: Vec<EntryId> = rows
        .map(|id| id.map(EntryId::new))
        .collect::<Result<_, _>>()?;
    if backwards {
        ids.reverse();
    }
    Ok(EntryPage {
        total,
        more: false,
        rows: by_ids(read, &ids)?,
    })
}

/// Entries that fit a search, unordered, and whether there are more.
fn found(read: &Read<'_>, wanted: &Wanted) -> Result<(Vec<EntryRow>, bool), StoreError> {
    let hits = search::hits(read, search::ENTRIES, wanted)?;
    let ids: Vec<EntryId> = hits.ids.iter().copied().map(EntryId::new).collect();
    let mut entries = by_ids(read, &ids)?;
    entries.retain(|entry| entry.superseded_by.is_none());
    Ok((entries, hits.more))
}

/// Open entries of one direction: those that fit `search`, or without one those nearest to `amount`
/// in what they have open. Nearest first.
///
/// # Errors
/// When the entries can't be read.
pub fn candidates(
    read: &Read<'_>,
    direction: Direction,
    amount: Kes,
    search: Option<&Wanted>,
    limit: u32,
) -> Result<Vec<EntryRow>, StoreError> {
    let limit = limit.min(PAGE_ROWS_MAX);
    let mut entries = match search {
        Some(wanted) => found(read, wanted)?.0,
        None => nearest(read, direction, amount, limit)?,
    };
    entries.retain(|entry| {
        entry.direction == direction
            && (entry.left().is_positive() || entry.booked_left().is_positive())
    });
    entries.sort_by_key(|entry| {
        let gap = entry
            .left()
            .checked_sub(amount)
            .unwrap_or(Kes::MAX)
            .magnitude();
        (
            gap,
            entry.due.or(entry.date).map_or(DAY_NONE, day_number),
            entry.id,
        )
    });
    entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(entries)
}

fn nearest(
    read: &Read<'_>,
    direction: Direction,
    amount: Kes,
    limit: u32,
) -> Result<Vec<EntryRow>, StoreError> {
    let mut ids = Vec::new();
    for (compare, way) in [(">=", "ASC"), ("<", "DESC")] {
        let sql = format!(
            "SELECT id FROM entry INDEXED BY entry_left WHERE direction = ?1 AND open_left {compare} ?2
             ORDER BY open_left {way} LIMIT ?3"
        );
        let mut query = read.0.prepare_cached(&sql)?;
        let rows = query.query_map((direction.word(), amount.cents(), limit), |row| row.get(0))?;
        for id in rows {
            ids.push(EntryId::new(id?));
        }
    }
    by_ids(read, &ids)
}
