//! Finding lines and entries by what a person types: receipt, typed account, reference, name, amount.
//!
//! Receipts, accounts and references are found by their beginning, through indexes; amounts exactly;
//! names by the beginning of each part, through a text index that [`index_new`] fills after an import.

use std::collections::BTreeSet;

use domain::{AccountKey, Kes};
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::sql::after_prefix;
use super::{Read, Write};

/// Most rows one search finds; a reader is asked to type more.
pub const SEARCH_HITS_MAX: usize = 2_000;
/// Shortest part of a name that is searched for.
const NAME_CHARS_MIN: usize = 2;

/// What a person typed, as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    key: Option<String>,
    amount: Option<Kes>,
    names: Vec<String>,
}

impl Wanted {
    /// Reads a search text; `None` when there is nothing in it to look for.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = AccountKey::fold(text).map(|key| key.as_str().to_owned());
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ',')
            .collect();
        let amount = digits
            .replace('−', "-")
            .parse::<Kes>()
            .ok()
            .map(Kes::magnitude);
        let folded = fold_name(text);
        let names: Vec<String> = folded
            .split(' ')
            .filter(|part| !part.is_empty())
            .map(Into::into)
            .collect();
        let long = names
            .iter()
            .all(|part| part.chars().count() >= NAME_CHARS_MIN);
        let names = if long && amount.is_none() {
            names
        } else {
            Vec::new()
        };
        (key.is_some() || amount.is_some()).then_some(Self { key, amount, names })
    }

    /// Receipt, typed account or reference, folded.
    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// An amount, without its sign.
    pub(super) const fn amount(&self) -> Option<Kes> {
        self.amount
    }

    /// The parts of a name.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// `"mfa"* "ama"*`: every part must begin some part of the name.
    pub(super) fn fts(&self) -> Option<String> {
        let parts: Vec<String> = self
            .names
            .iter()
            .map(|part| format!("\"{part}\"*"))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// Rows found, unordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hits {
    pub(super) ids: BTreeSet<i64>,
    /// Whether there are more than [`SEARCH_HITS_MAX`].
    pub(super) more: bool,
}

/// Where a kind of record is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources {
    prefixes: &'static [&'static str],
    amounts: &'static [&'static str],
    names: &'static str,
}

pub(super) const LINES: Sources = Sources {
    prefixes: &[
        "SELECT id FROM line INDEXED BY line_identity
         WHERE gone = 0 AND receipt >= ?1 AND receipt < ?2 ORDER BY receipt DESC LIMIT ?3",
        "SELECT id FROM line INDEXED BY line_typed WHERE gone = 0 AND typed_key IS NOT NULL
         AND typed_key >= ?1 AND typed_key < ?2 LIMIT ?3",
    ],
    amounts: &["SELECT id FROM line INDEXED BY line_size
         WHERE gone = 0 AND size_cents = ?1 ORDER BY id DESC LIMIT ?2"],
    names: "SELECT rowid FROM line_name WHERE line_name MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
};

pub(super) const ENTRIES: Sources = Sources {
    prefixes: &[
        "SELECT id FROM entry INDEXED BY entry_reference WHERE gone = 0
         AND reference_key IS NOT NULL AND reference_key >= ?1 AND reference_key < ?2 LIMIT ?3",
        "SELECT id FROM entry INDEXED BY entry_account WHERE gone = 0
         AND account_key IS NOT NULL AND account_key >= ?1 AND account_key < ?2 LIMIT ?3",
    ],
    amounts: &[
        "SELECT id FROM entry INDEXED BY entry_amount
         WHERE gone = 0 AND amount_cents = ?1 ORDER BY id DESC LIMIT ?2",
        "SELECT id FROM entry INDEXED BY entry_left
         WHERE direction = 'receivable' AND open_left = ?1 LIMIT ?2",
        "SELECT id FROM entry INDEXED BY entry_left
         WHERE direction = 'payable' AND open_left = ?1 LIMIT ?2",
    ],
    names: "SELECT rowid FROM entry_name WHERE entry_name MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
};

pub(super) fn hits(read: &Read<'_>, sources: Sources, wanted: &Wanted) -> Result<Hits, StoreError> {
    let limit = i64::try_from(SEARCH_HITS_MAX + 1).unwrap_or(i64::MAX);
    let mut ids = BTreeSet::new();
    if let Some(key) = &wanted.key {
        let end = after_prefix(key).unwrap_or_else(|| "\u{10ffff}".into());
        for sql in sources.prefixes {
            gather(read, sql, (key, &end, limit), &mut ids)?;
        }
    }
    if let Some(amount) = wanted.amount {
        for sql in sources.amounts {
            gather(read, sql, (amount.cents(), limit), &mut ids)?;
        }
    }
    if let Some(text) = wanted.fts() {
        gather(read, sources.names, (text, limit), &mut ids)?;
    }
    let more = ids.len() > SEARCH_HITS_MAX;
    while ids.len() > SEARCH_HITS_MAX {
        ids.pop_first();
    }
    Ok(Hits { ids, more })
}

fn gather(
    read: &Read<'_>,
    sql: &str,
    params: impl rusqlite::Params,
    into: &mut BTreeSet<i64>,
) -> Result<(), StoreError> {
    let mut query = read.0.prepare_cached(sql)?;
    for id in query.query_map(params, |row| row.get(0))? {
        into.insert(id?);
    }
    Ok(())
}

/// A name as it is compared: lower case, letters and digits, one blank between parts. Letters that
/// the text index does not fold itself are folded here.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            // O'Mfano is one part; a combining accent belongs to the letter before it.
            '\'' | '’' => {}
            c if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => out.push(c),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What the text index holds of one table.
struct Indexed {
    /// The key in `meta` with the last number that was indexed.
    mark: &'static str,
    rows: &'static str,
    insert: &'static str,
}

const INDEXED: [Indexed; 2] = [
    Indexed {
        mark: "search.line",
        rows: "SELECT id, party_name FROM line WHERE id > ?1 ORDER BY id",
        insert: "INSERT INTO line_name (rowid, name) VALUES (?1, ?2)",
    },
    Indexed {
        mark: "search.entry",
        rows: "SELECT id, party FROM entry WHERE id > ?1 ORDER BY id",
        insert: "INSERT INTO entry_name (rowid, name) VALUES (?1, ?2)",
    },
];

/// Adds the names of rows that came since the last call. Returns how many.
pub(super) fn index_new(write: &Write<'_>) -> Result<u64, StoreError> {
    let mut added = 0;
    for table in &INDEXED {
        let mark: Option<String> = write
            .0
            .query_row(
                "SELECT value FROM meta WHERE key = ?1",
                [table.mark],
                |row| row.get(0),
            )
            .optional()?;
        let from: i64 = mark.and_then(|mark| mark.parse().ok()).unwrap_or(0);
        let mut last = from;
        let mut query = write.0.prepare(table.rows)?;
        let mut insert = write.0.prepare(table.insert)?;
        let mut rows = query.query([from])?;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            let folded = fold_name(
                row.get_ref(1)?
                    .as_str_or_null()
                    .ok()
                    .flatten()
                    .unwrap_or_default(),
            );
            if !folded.is_empty() {
                insert.execute((last, folded))?;
                added += 1;
            }
        }
        drop(rows);
        if last > from {
            super::preferences::set_meta(write, table.mark, &last.to_string())?;
        }
    }
    super::phones::index_new(write)?;
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_people_type() {
        assert_eq!(fold_name("  MFANO  Amani-Jaribio "), "mfano amani jaribio");
        assert_eq!(fold_name("Łø O'Mfano"), "lo omfano");
        assert_eq!(fold_name("**** "), "");
    }

    #[test]
    fn a_text_is_read_every_way_it_could_be_meant() {
        let amount = Wanted::parse("1,500.00").unwrap();
        assert_eq!(amount.amount, Some(Kes::from_cents(150_000)));
        assert_eq!(amount.fts(), None);
        let name = Wanted::parse("Mfano Am").unwrap();
        assert_eq!(name.fts().as_deref(), Some("\"mfano\"* \"am\"*"));
        assert_eq!(name.amount, None);
        assert_eq!(Wanted::parse("ub3k").unwrap().key.as_deref(), Some("UB3K"));
        assert_eq!(Wanted::parse(" - "), None);
        assert_eq!(
            Wanted::parse("−20").unwrap().amount,
            Some(Kes::from_cents(2_000))
        );
    }
}
