//! The newest rows of a name. The text index gives the rows of a beginning of two or three letters one
//! by one, newest first; of a longer one it gathers all before the first, which takes too long where
//! half the lines have it.

use rusqlite::OptionalExtension;

use super::Read;
use super::error::StoreError;
use super::search::{Wanted, fold_name};
use super::story_find::Kind;

/// Letters of a beginning that the text index has lists for.
const LISTED_CHARS: usize = 3;
/// Rows of the short beginnings that are looked at.
const LOOKED_AT_MAX: i64 = 400;

/// Where names are found.
pub(super) struct Names {
    pub(super) kind: Kind,
    matching: &'static str,
    name: &'static str,
}

pub(super) const NAMES: [Names; 2] = [
    Names {
        kind: Kind::Line,
        matching: "SELECT rowid FROM line_name WHERE line_name MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        name: "SELECT party_name FROM line WHERE id = ?1",
    },
    Names {
        kind: Kind::Entry,
        matching: "SELECT rowid FROM entry_name WHERE entry_name MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        name: "SELECT party FROM entry WHERE id = ?1",
    },
];

/// The newest rows whose name has parts that begin so, `limit` at most.
pub(super) fn newest(
    read: &Read<'_>,
    of: &Names,
    wanted: &Wanted,
    limit: u32,
) -> Result<Vec<i64>, StoreError> {
    let Some(whole) = wanted.fts() else {
        return Ok(Vec::new());
    };
    let long = |part: &String| part.chars().count() > LISTED_CHARS;
    if wanted.names().iter().any(long) {
        let common = among_the_newest(read, of, wanted.names(), limit)?;
        if common.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Ok(common);
        }
    }
    let mut query = read.0.prepare_cached(of.matching)?;
    let ids = query.query_map((whole, limit), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Those among the newest rows of the short beginnings whose name fits whole.
fn among_the_newest(
    read: &Read<'_>,
    of: &Names,
    parts: &[String],
    limit: u32,
) -> Result<Vec<i64>, StoreError> {
    let short: Vec<String> = parts
        .iter()
        .map(|part| {
            format!(
                "\"{}\"*",
                part.chars().take(LISTED_CHARS).collect::<String>()
            )
        })
        .collect();
    let enough = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut query = read.0.prepare_cached(of.matching)?;
    let mut name_of = read.0.prepare_cached(of.name)?;
    let mut rows = query.query((short.join(" "), LOOKED_AT_MAX))?;
    let mut fitting = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let name: Option<Option<String>> = name_of.query_row([id], |row| row.get(0)).optional()?;
        let name = fold_name(&name.flatten().unwrap_or_default());
        let fits = |part: &String| name.split(' ').any(|held| held.starts_with(part.as_str()));
        if parts.iter().all(fits) {
            fitting.push(id);
        }
        if fitting.len() >= enough {
            break;
        }
    }
    Ok(fitting)
}
