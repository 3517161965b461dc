//! Finding what a story may be about, each way along an index: which records, and by what.

use super::error::StoreError;
use super::phones::{self, WantedPhone};
use super::search::{Wanted, fold_name};
use super::sql::after_prefix;
use super::{Read, audit_page, story_names};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A statement line.
    Line,
    /// A ledger entry.
    Entry,
    /// An import.
    Import,
}

/// One record that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub id: i64,
    /// By what: `receipt`, `phone`.
    pub by: &'static str,
}

/// A way of finding by a text that the record's begins with.
const PREFIXES: [(Kind, &str, &str); 4] = [
    (
        Kind::Line,
        "receipt",
        "SELECT id FROM line INDEXED BY line_identity
         WHERE gone = 0 AND receipt >= ?1 AND receipt < ?2 ORDER BY receipt LIMIT ?3",
    ),
    (
        Kind::Entry,
        "reference",
        "SELECT id FROM entry INDEXED BY entry_reference WHERE gone = 0
         AND reference_key IS NOT NULL AND reference_key >= ?1 AND reference_key < ?2
         ORDER BY reference_key LIMIT ?3",
    ),
    (
        Kind::Entry,
        "account",
        "SELECT id FROM entry INDEXED BY entry_account WHERE gone = 0
         AND account_key IS NOT NULL AND account_key >= ?1 AND account_key < ?2
         ORDER BY account_key LIMIT ?3",
    ),
    (
        Kind::Line,
        "typed account",
        "SELECT id FROM line INDEXED BY line_typed WHERE gone = 0 AND typed_key IS NOT NULL
         AND typed_key >= ?1 AND typed_key < ?2 ORDER BY typed_key LIMIT ?3",
    ),
];

const AMOUNTS: [(Kind, &str); 2] = [
    (
        Kind::Line,
        "SELECT id FROM line INDEXED BY line_size
         WHERE gone = 0 AND size_cents = ?1 ORDER BY id DESC LIMIT ?2",
    ),
    (
        Kind::Entry,
        "SELECT id FROM entry INDEXED BY entry_amount
         WHERE amount_cents = ?1 AND gone = 0 ORDER BY id DESC LIMIT ?2",
    ),
];

/// Records that fit what was typed, the likeliest first, each once; `limit` of each kind and way.
///
/// # Errors
/// When they can't be read.
pub fn find(read: &Read<'_>, text: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
    let mut found = Found {
        read,
        hits: Vec::new(),
    };
    let wanted = Wanted::parse(text);
    let prefixed = |found: &mut Found<'_, '_>| -> Result<(), StoreError> {
        let Some(key) = wanted.as_ref().and_then(Wanted::key) else {
            return Ok(());
        };
        let end = after_prefix(key).unwrap_or_else(|| "\u{10ffff}".into());
        for (kind, by, sql) in PREFIXES {
            found.add(kind, by, sql, (key, &end, limit))?;
        }
        Ok(())
    };
    // What has letters is a receipt, a reference or a name first; digits may be anything.
    prefixed(&mut found)?;
    if let Some(phone) = WantedPhone::parse(text) {
        let (lines, entries) = phones::holders(read, &phone, limit)?;
        found.push(Kind::Line, "phone", lines);
        found.push(Kind::Entry, "phone", entries);
    }
    if let Some(amount) = wanted.as_ref().and_then(Wanted::amount) {
        for (kind, sql) in AMOUNTS {
            found.add(kind, "amount", sql, (amount.cents(), limit))?;
        }
    }
    if let Some(wanted) = &wanted {
        for of in &story_names::NAMES {
            let ids = story_names::newest(read, of, wanted, limit)?;
            found.push(of.kind, "name", ids);
        }
    }
    let typed = text.trim();
    if typed.chars().count() > 1 {
        found.add(
            Kind::Import,
            "file name",
            "SELECT id FROM import WHERE instr(lower(file_name), lower(?1)) > 0
             ORDER BY id DESC LIMIT ?2",
            (typed, limit),
        )?;
    }
    Ok(found.hits)
}

/// Operators whose name has this in it.
///
/// # Errors
/// When they can't be read.
pub fn operators(read: &Read<'_>, text: &str) -> Result<Vec<String>, StoreError> {
    let wanted = fold_name(text);
    if wanted.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let mut all = audit_page::operators(read)?;
    all.retain(|name| fold_name(name).contains(&wanted));
    Ok(all)
}

struct Found<'a, 'r> {
    read: &'a Read<'r>,
    hits: Vec<Hit>,
}

impl Found<'_, '_> {
    fn add(
        &mut self,
        kind: Kind,
        by: &'static str,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<(), StoreError> {
        let mut query = self.read.0.prepare_cached(sql)?;
        let ids = query
            .query_map(params, |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        drop(query);
        self.push(kind, by, ids);
        Ok(())
    }

    fn push(&mut self, kind: Kind, by: &'static str, ids: Vec<i64>) {
        for id in ids {
            if !self.hits.iter().any(|hit| hit.kind == kind && hit.id == id) {
                self.hits.push(Hit { kind, id, by });
            }
        }
    }
}
