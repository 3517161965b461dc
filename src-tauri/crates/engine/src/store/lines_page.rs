//! Pages of statement lines: any place of any list in one short walk along an index.
//!
//! A page far down is reached from the nearer end. Only the page's own rows are fetched whole.

use domain::{LineClass, LineId};
use rusqlite::OptionalExtension;

use super::Read;
use super::codes::{class, class_number};
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
            Self::ToDecide => matches!(
                of,
                LineClass::Part
                    | LineClass::Suggested
                    | LineClass::Ambiguous
                    | LineClass::Duplicate
            ),
            Self::OwnMoney => matches!(of, LineClass::Fee | LineClass::Transfer),
        }
    }

    /// `FROM … WHERE …`, on the index that serves it in that order. The conditions are written as in
    /// the partial indexes, so that SQLite knows them for the same.
    fn from_where(self, order: LineOrder) -> String {
        let by = match order {
            LineOrder::Newest | LineOrder::Oldest => "time",
            LineOrder::Largest => "size",
        };
        let (index, and) = match self {
            Self::All => (format!("line_{by}"), String::new()),
            Self::Class(class) => (
                format!("line_class_{by}"),
                format!(" AND class = {}", class_number(class)),
            ),
            Self::ToDecide => (
                format!("line_decide_{by}"),
                " AND class IN (2, 3, 4, 5)".into(),
            ),
            Self::OwnMoney => (format!("line_own_{by}"), " AND class IN (7, 8)".into()),
        };
        format!("FROM line INDEXED BY {index} WHERE superseded_at IS NULL{and}")
    }
}

impl LineOrder {
    const fn column(self) -> &'static str {
        match self {
            Self::Newest | Self::Oldest => "completed_at",
            Self::Largest => "abs(amount_cents)",
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
    let sql = format!(
        "SELECT id {} ORDER BY {} {way}, id {way} LIMIT ?1 OFFSET ?2",
        list.from_where(order),
        order.column()
    );
    let mut query = read.0.prepare_cached(&sql)?;
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
    let key = spot.key(order);
    let before = if order.descends() { ">" } else { "<" };
    let column = order.column();
    let sql = format!(
        "SELECT count(*) {} AND {column} {before}= ?1 AND ({column} {before} ?1 OR id {before} ?2)",
        list.from_where(order)
    );
    let place: i64 = read
        .0
        .prepare_cached(&sql)?
        .query_row((key, line.get()), |row| row.get(0))?;
    Ok(u64::try_from(place).ok())
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
            "SELECT class, completed_at, abs(amount_cents) FROM line WHERE id = ?1 AND superseded_at IS NULL",
        )?
        .query_row([line.get()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
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
