//! Pages of statement lines: any place of any list in one short walk along an index.
//!
//! A page far down is reached from the nearer end. Only the page's own rows are fetched whole.

use domain::{LineClass, LineId};
use rusqlite::OptionalExtension;

use super::Read;
use super::codes::{class, class_number, desk};
use super::error::StoreError;
use super::lines::{LineRow, by_ids};
use super::search::{self, Wanted};
use super::tally::counts;

/// Rows of one page at most.
pub const PAGE_ROWS_MAX: u32 = 500;

/// Which lines are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineList {
    /// All.
    All,
    /// Those of one class.
    Class(LineClass),
    /// Part, suggested, ambiguous and duplicate: a person is wanted.
    ToDecide,
    /// Fees and transfers.
    OwnMoney,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineOrder {
    /// Latest first; of one second, the last imported first.
    Newest,
    /// Earliest first.
    Oldest,
    /// Largest amount first, either way.
    Largest,
}

/// A page of lines.
#[derive(Debug, Clone)]
pub struct LinePage {
    /// Lines in the whole list.
    pub total: u64,
    /// Whether a search found more than it lists ([`search::SEARCH_HITS_MAX`]).
    pub more: bool,
    /// The page.
    pub rows: Vec<LineRow>,
}

impl LineList {
    /// Whether a line of this class is in the list.
    #[must_use]
    pub const fn has(self, of: LineClass) -> bool {
        match self {
            Self::All => true,
            Self::Class(class) => class as u8 == of as u8,
            Self::ToDecide => matches!(desk(of), Some(1)),
            Self::OwnMoney => matches!(desk(of), Some(2)),
        }
    }

    /// `FROM … WHERE …`, on the index that serves it in that order.
    fn range(self, order: LineOrder) -> String {
        let by = match order {
            LineOrder::Newest | LineOrder::Oldest => "time",
            LineOrder::Largest => "size",
        };
        let (index, within) = match self {
            Self::All => ("line", "gone = 0".into()),
            Self::Class(class) => (
                "line_class",
                format!("gone = 0 AND class = {}", class_number(class)),
            ),
            Self::ToDecide => ("line_desk", "desk = 1".into()),
            Self::OwnMoney => ("line_desk", "desk = 2".to_owned()),
        };
        format!("FROM line INDEXED BY {index}_{by} WHERE {within}")
    }
}

impl LineOrder {
    const fn column(self) -> &'static str {
        match self {
            Self::Newest | Self::Oldest => "completed_at",
            Self::Largest => "size_cents",
        }
    }

    const fn descends(self) -> bool {
        matches!(self, Self::Newest | Self::Largest)
    }
}

/// How many lines a list has.
///
/// # Errors
/// When the counts can't be read.
pub fn total(read: &Read<'_>, list: LineList) -> Result<u64, StoreError> {
    let counts = counts(read)?;
    Ok(counts
        .iter()
        .filter(|count| list.has(count.class))
        .map(|count| count.lines)
        .sum())
}

/// A page: at most `limit` lines from place `offset`, which counts from 0.
///
/// # Errors
/// When the lines can't be read.
pub fn page(
    read: &Read<'_>,
    list: LineList,
    order: LineOrder,
    search: Option<&Wanted>,
    offset: u64,
    limit: u32,
) -> Result<LinePage, StoreError> {
    let limit = limit.min(PAGE_ROWS_MAX);
    if let Some(wanted) = search {
        let found = found(read, list, order, wanted)?;
        let skip = usize::try_from(offset).unwrap_or(usize::MAX);
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        let ids: Vec<LineId> = found.ids.iter().copied().skip(skip).take(take).collect();
        return Ok(LinePage {
            total: u64::try_from(found.ids.len()).unwrap_or(u64::MAX),
            more: found.more,
            rows: by_ids(read, &ids)?,
        });
    }
    let total = total(read, list)?;
    let ids = ids_at(read, list, order, total, offset, limit)?;
    Ok(LinePage {
        total,
        more: false,
        rows: by_ids(read, &ids)?,
    })
}

fn ids_at(
    read: &Read<'_>,
    list: LineList,
    order: LineOrder,
    total: u64,
    offset: u64,
    limit: u32,
) -> Result<Vec<LineId>, StoreError> {
    let take = u64::from(limit).min(total.saturating_sub(offset));
    if take == 0 {
        return Ok(Vec::new());
    }
    let from_end = total - offset - take;
    let backwards = from_end < offset;
    let skip = offset.min(from_end);
    let way = if order.descends() == backwards {
        "ASC"
    } else {
        "DESC"
    };
    let mut query = read.0.prepare_cached(&page_sql(list, order, way))?;
    let rows = query.query_map(
        (super::sql::stored(take), super::sql::stored(skip)),
        |row| row.get(0),
    )?;
    let mut ids: Vec<LineId> = rows
        .map(|id| id.map(LineId::new))
        .collect::<Result<_, _>>()?;
    if backwards {
        ids.reverse();
    }
    Ok(ids)
}

fn page_sql(list: LineList, order: LineOrder, way: &str) -> String {
    let (range, column) = (list.range(order), order.column());
    format!("SELECT id {range} ORDER BY {column} {way}, id {way} LIMIT ?1 OFFSET ?2")
}

/// Lines on one side of a place: those that sort after it for `>`, before it for `<`.
fn beside_sql(list: LineList, order: LineOrder, side: &str) -> String {
    let (range, column) = (list.range(order), order.column());
    format!(
        "SELECT count(*) {range} AND {column} {side}= ?1 AND ({column} {side} ?1 OR id {side} ?2)"
    )
}

/// Where a line stands in a list, from 0; `None` when it is not in it.
///
/// # Errors
/// When the lines can't be read.
pub fn position(
    read: &Read<'_>,
    list: LineList,
    order: LineOrder,
    search: Option<&Wanted>,
    line: LineId,
) -> Result<Option<u64>, StoreError> {
    if let Some(wanted) = search {
        let found = found(read, list, order, wanted)?;
        let place = found.ids.iter().position(|id| *id == line);
        return Ok(place.map(|place| u64::try_from(place).unwrap_or(u64::MAX)));
    }
    let Some(spot) = spot(read, line)?.filter(|spot| list.has(spot.class)) else {
        return Ok(None);
    };
    let total = total(read, list)?;
    // Counted from the nearer end; the middle tells which that is.
    let middle = ids_at(read, list, order, total, total / 2, 1)?;
    let middle = middle
        .first()
        .map(|id| self::spot(read, *id))
        .transpose()?
        .flatten();
    let rises = |than: &Spot| (spot.key(order), spot.id) > (than.key(order), than.id);
    let above = middle.as_ref().is_some_and(rises);
    let side = if above { ">" } else { "<" };
    let beside: i64 = read
        .0
        .prepare_cached(&beside_sql(list, order, side))?
        .query_row((spot.key(order), line.get()), |row| row.get(0))?;
    let beside = u64::try_from(beside).unwrap_or(0);
    Ok(Some(if above == order.descends() {
        beside
    } else {
        total.saturating_sub(beside + 1)
    }))
}

/// How SQLite serves a page and a place; for the test that both walk an index.
#[cfg(test)]
pub(super) fn plans(
    read: &Read<'_>,
    list: LineList,
    order: LineOrder,
) -> Result<Vec<String>, StoreError> {
    let mut plans = Vec::new();
    for way in ["ASC", "DESC"] {
        let sql = format!("EXPLAIN QUERY PLAN {}", page_sql(list, order, way));
        let mut query = read.0.prepare(&sql)?;
        let rows = query.query_map((1, 1), |row| row.get::<_, String>(3))?;
        plans.push(rows.collect::<Result<Vec<_>, _>>()?.join("; "));
    }
    for side in ["<", ">"] {
        let sql = format!("EXPLAIN QUERY PLAN {}", beside_sql(list, order, side));
        let mut query = read.0.prepare(&sql)?;
        let rows = query.query_map((1, 1), |row| row.get::<_, String>(3))?;
        plans.push(rows.collect::<Result<Vec<_>, _>>()?.join("; "));
    }
    Ok(plans)
}

/// What decides a line's place in the lists.
struct Spot {
    id: i64,
    class: LineClass,
    completed_at: i64,
    size: i64,
}

impl Spot {
    const fn key(&self, order: LineOrder) -> i64 {
        match order {
            LineOrder::Newest | LineOrder::Oldest => self.completed_at,
            LineOrder::Largest => self.size,
        }
    }
}

fn spot(read: &Read<'_>, line: LineId) -> Result<Option<Spot>, StoreError> {
    let found = read
        .0
        .prepare_cached(
            "SELECT class, completed_at, size_cents FROM line WHERE id = ?1 AND gone = 0",
        )?
        .query_row([line.get()], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
            ))
        })
        .optional()?;
    found
        .map(|(number, completed_at, size)| {
            Ok(Spot {
                id: line.get(),
                class: class(number)?,
                completed_at,
                size,
            })
        })
        .transpose()
}

struct Found {
    ids: Vec<LineId>,
    more: bool,
}

fn found(
    read: &Read<'_>,
    list: LineList,
    order: LineOrder,
    wanted: &Wanted,
) -> Result<Found, StoreError> {
    let hits = search::hits(read, search::LINES, wanted)?;
    let mut spots = Vec::with_capacity(hits.ids.len());
    for id in hits.ids {
        if let Some(spot) = spot(read, LineId::new(id))?.filter(|spot| list.has(spot.class)) {
            spots.push(spot);
        }
    }
    spots.sort_by_key(|spot| (spot.key(order), spot.id));
    if order.descends() {
        spots.reverse();
    }
    Ok(Found {
        ids: spots.iter().map(|spot| LineId::new(spot.id)).collect(),
        more: hits.more,
    })
}
