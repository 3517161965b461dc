//! Lists of callbacks, newest first, and one with its deliveries.
//!
//! What a callback settled is not written down but looked up: its request says which check or test asked
//! for it, its receipt which statement line it is about.

use rusqlite::types::ToSql;
use rusqlite::{OptionalExtension, Row};

use super::error::StoreError;
use super::{Read, sql};
use crate::api::CallbackFilter;
use crate::audit::Hash;
use crate::relay::wire::Use;

/// Longest page.
pub const LIMIT_MAX: u32 = 200;

/// A callback.
#[derive(Clone, PartialEq, Eq)]
pub struct CallbackRow {
    /// Its number.
    pub id: i64,
    /// When it came first, in milliseconds since 1970 in UTC.
    pub at_ms: i64,
    /// `production/600111`.
    pub profile: String,
    /// What its address is for.
    pub use_: Use,
    /// The body, as it is kept.
    pub body: Vec<u8>,
    /// Of the body as received.
    pub sha256: Hash,
    /// Whether credentials in it were overwritten.
    pub scrubbed: bool,
    /// Whether it was sealed on its way.
    pub sealed: bool,
    /// Why its body proves nothing: `unopened`, `altered`, `gone`.
    pub fault: Option<String>,
    /// Whether its request was minted here.
    pub expected: bool,
    /// The decision on a validation, as JSON.
    pub decision: Option<String>,
    /// Whether it came from a listed address at least once.
    pub verified: bool,
    /// How often it came.
    pub deliveries: u32,
    /// What its request was minted for (`check`, `test`), for which profile, and when.
    pub purpose: Option<(String, i64, i64)>,
    /// The statement line with its receipt.
    pub line: Option<(i64, String)>,
}

/// Number and profile only.
impl std::fmt::Debug for CallbackRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("CallbackRow")
            .field("id", &self.id)
            .field("use_", &self.use_)
            .finish_non_exhaustive()
    }
}

/// One delivery of a callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// When, in milliseconds since 1970 in UTC.
    pub at_ms: i64,
    /// Who posted it.
    pub source: String,
    /// Whether that address is on the list.
    pub verified: bool,
}

/// Which callbacks are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which of them.
    pub filter: CallbackFilter,
    /// Of one use only.
    pub use_: Option<Use>,
    /// With this in their receipt, ids or short code; nothing for all.
    pub search: String,
    /// Older than the one of this number.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

const SELECT: &str =
    "SELECT c.id, c.at_ms, c.profile, c.use, c.body, c.sha256, c.scrubbed, c.sealed, c.fault,
     c.standing = 'expected', c.decision,
     EXISTS (SELECT 1 FROM callback_delivery d WHERE d.callback_id = c.id AND d.verified = 1),
     (SELECT count(*) FROM callback_delivery d WHERE d.callback_id = c.id),
     r.purpose, r.profile_id, r.minted_at,
     (SELECT min(l.id) FROM line l WHERE l.receipt = c.receipt AND l.gone = 0), c.receipt
 FROM callback c LEFT JOIN callback_request r ON r.token = c.request AND r.profile = c.profile";

const fn condition(of: CallbackFilter) -> &'static str {
    match of {
        CallbackFilter::All => "1",
        CallbackFilter::Unverified => {
            "NOT EXISTS (SELECT 1 FROM callback_delivery d WHERE d.callback_id = c.id AND d.verified = 1)"
        }
        CallbackFilter::Strangers => "c.standing = 'stranger'",
        CallbackFilter::Unlinked => {
            "NOT EXISTS (SELECT 1 FROM callback_request r WHERE r.token = c.request AND r.profile = c.profile)
             AND NOT EXISTS (SELECT 1 FROM line l WHERE l.receipt = c.receipt AND l.gone = 0)"
        }
    }
}

/// A page, newest first; and whether there are older ones.
///
/// # Errors
/// When the tables can't be read.
pub fn page(read: &Read<'_>, of: &Wanted) -> Result<(Vec<CallbackRow>, bool), StoreError> {
    let limit = of.limit.clamp(1, LIMIT_MAX);
    let pattern = pattern(&of.search);
    let before = of.before.unwrap_or(i64::MAX);
    let use_ = of.use_.map(Use::word);
    let (asked, filter) = (i64::from(limit) + 1, condition(of.filter));
    let text = format!(
        "{SELECT} WHERE c.id < :before AND (:use IS NULL OR c.use = :use)
         AND (:like IS NULL OR c.found_by LIKE :like ESCAPE '!' OR c.profile LIKE :like ESCAPE '!')
         AND {filter} ORDER BY c.id DESC LIMIT :asked"
    );
    let params: [(&str, &dyn ToSql); 4] = [
        (":before", &before),
        (":use", &use_),
        (":like", &pattern),
        (":asked", &asked),
    ];
    let mut found = read
        .0
        .prepare_cached(&text)?
        .query_map(&params, row)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > wanted;
    found.truncate(wanted);
    Ok((found, more))
}

/// How many callbacks a filter has, whatever their use.
///
/// # Errors
/// When the tables can't be read.
pub fn count(read: &Read<'_>, filter: CallbackFilter) -> Result<u64, StoreError> {
    let condition = condition(filter);
    Ok(read
        .0
        .prepare_cached(&format!(
            "SELECT count(*) FROM callback c WHERE {condition}"
        ))?
        .query_row([], |row| sql::count(row, 0))?)
}

/// One callback and its deliveries, oldest first.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: i64) -> Result<(CallbackRow, Vec<DeliveryRow>), StoreError> {
    let found = read
        .0
        .prepare_cached(&format!("{SELECT} WHERE c.id = ?1"))?
        .query_row([id], row)
        .optional()?
        .ok_or(StoreError::Missing("callback"))??;
    let deliveries = read
        .0
        .prepare_cached(
            "SELECT at_ms, source, verified FROM callback_delivery WHERE callback_id = ?1
             ORDER BY at_ms, receiver_id, cursor",
        )?
        .query_map([id], |row| {
            Ok(DeliveryRow {
                at_ms: row.get(0)?,
                source: row.get(1)?,
                verified: row.get(2)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok((found, deliveries))
}

type Rowed = Result<CallbackRow, StoreError>;

fn row(row: &Row<'_>) -> rusqlite::Result<Rowed> {
    let word: String = row.get(3)?;
    let Some(use_) = Use::from_word(&word) else {
        return Ok(Err(StoreError::Damaged("a callback")));
    };
    let purpose: Option<String> = row.get(13)?;
    let (asker, minted): (Option<i64>, Option<i64>) = (row.get(14)?, row.get(15)?);
    let (line, receipt): (Option<i64>, Option<String>) = (row.get(16)?, row.get(17)?);
    Ok(Ok(CallbackRow {
        id: row.get(0)?,
        at_ms: row.get(1)?,
        profile: row.get(2)?,
        use_,
        body: row.get(4)?,
        sha256: row.get(5)?,
        scrubbed: row.get(6)?,
        sealed: row.get(7)?,
        fault: row.get(8)?,
        expected: row.get(9)?,
        decision: row.get(10)?,
        verified: row.get(11)?,
        deliveries: u32::try_from(row.get::<_, i64>(12)?).unwrap_or(u32::MAX),
        purpose: purpose.and_then(|word| Some((word, asker?, minted?))),
        line: line.zip(receipt),
    }))
}

/// What `LIKE` looks for; `None` when nothing is looked for.
fn pattern(search: &str) -> Option<String> {
    let text = search.trim().to_uppercase();
    if text.is_empty() {
        return None;
    }
    let mut out = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            out.push('!');
        }
        out.push(c);
    }
    out.push('%');
    Some(out)
}
