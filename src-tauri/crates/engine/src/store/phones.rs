//! Finding lines and entries by a phone number: whole, masked, or any run of its digits.
//!
//! A number is found by every run of three or more of its digits; a masked one by those that its mask
//! left to see. A whole number also finds the masks it could lie behind.

use domain::{PartyId, Phone, PhoneMask};
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::preferences::set_meta;
use super::sql::after_prefix;
use super::{Read, Write};

/// Fewest digits that are looked for.
const PART_DIGITS_MIN: usize = 3;
/// Most numbers that one search goes into.
const PHONES_MAX: i64 = 64;

/// Who has numbers.
struct Holder {
    /// The key in `meta` with the last row that was looked at.
    mark: &'static str,
    rows: &'static str,
    insert: &'static str,
}

const HOLDERS: [Holder; 2] = [
    Holder {
        mark: "search.line_phone",
        rows: "SELECT id, party FROM line WHERE id > ?1 AND party_kind IN (1, 2) ORDER BY id",
        insert: "INSERT OR IGNORE INTO line_phone (phone_id, line_id) VALUES (?1, ?2)",
    },
    Holder {
        mark: "search.entry_phone",
        rows: "SELECT id, phone FROM entry WHERE id > ?1 AND phone IS NOT NULL ORDER BY id",
        insert: "INSERT OR IGNORE INTO entry_phone (phone_id, entry_id) VALUES (?1, ?2)",
    },
];

/// Adds the numbers of rows that came since the last call. Returns how many rows had one.
pub(super) fn index_new(write: &Write<'_>) -> Result<u64, StoreError> {
    let mut added = 0;
    for holder in &HOLDERS {
        let mark = super::preferences::meta(write, holder.mark)?;
        let from: i64 = mark.and_then(|mark| mark.parse().ok()).unwrap_or(0);
        let mut last = from;
        let mut query = write.0.prepare(holder.rows)?;
        let mut insert = write.0.prepare(holder.insert)?;
        let mut rows = query.query([from])?;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            let text: String = row.get(1)?;
            insert.execute((ensure(write, &text)?, last))?;
            added += 1;
        }
        drop(rows);
        if last > from {
            set_meta(write, holder.mark, &last.to_string())?;
        }
    }
    Ok(added)
}

fn ensure(write: &Write<'_>, text: &str) -> Result<i64, StoreError> {
    let found = write
        .0
        .prepare_cached("SELECT id FROM phone WHERE text = ?1")?
        .query_row([text], |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    write
        .0
        .prepare_cached("INSERT INTO phone (text) VALUES (?1)")?
        .execute([text])?;
    let id = write.0.last_insert_rowid();
    let mut insert = write
        .0
        .prepare_cached("INSERT OR IGNORE INTO phone_part (part, phone_id) VALUES (?1, ?2)")?;
    for part in parts(text) {
        insert.execute((part, id))?;
    }
    Ok(id)
}

/// What a number is found by: each end of its visible runs; of a mask also its tail as such.
fn parts(text: &str) -> Vec<String> {
    match PartyId::parse(text) {
        Some(PartyId::Phone(phone)) => ends(&phone.national()).collect(),
        Some(PartyId::Masked(mask)) => {
            let tail = std::iter::once(tail_key(mask.tail()));
            ends(mask.head())
                .chain(ends(mask.tail()))
                .chain(tail)
                .collect()
        }
        _ => Vec::new(),
    }
}

fn ends(run: &str) -> impl Iterator<Item = String> + '_ {
    let last = (run.len() + 1).saturating_sub(PART_DIGITS_MIN);
    (0..last).filter_map(|from| run.get(from..).map(str::to_owned))
}

fn tail_key(tail: &str) -> String {
    format!("*{tail}")
}

/// A phone number, or a part of one, as somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPhone {
    whole: Option<Phone>,
    mask: Option<PhoneMask>,
    parts: Vec<String>,
}

impl WantedPhone {
    /// Reads what was typed; `None` when it can't be a number or a part of one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(phone) = Phone::parse(text) {
            return Some(Self {
                parts: vec![phone.national()],
                whole: Some(phone),
                mask: None,
            });
        }
        if let Some(mask) = PhoneMask::parse(text) {
            return Some(Self {
                whole: None,
                parts: Vec::new(),
                mask: Some(mask),
            });
        }
        let mark = |c: char| matches!(c, '+' | '-' | '(' | ')' | '…' | '*' | '•');
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !mark(*c))
            .collect();
        if digits.len() > 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // A beginning is written with 0 or 254; the digits kept are the nine after it.
        let mut parts: Vec<String> = [
            Some(&*digits),
            digits.strip_prefix('0'),
            digits.strip_prefix("254"),
        ]
        .into_iter()
        .flatten()
        .filter(|part| part.len() >= PART_DIGITS_MIN && part.len() <= 9)
        .map(str::to_owned)
        .collect();
        parts.dedup();
        (!parts.is_empty()).then_some(Self {
            whole: None,
            mask: None,
            parts,
        })
    }
}

/// Numbers that fit, as the numbers of their rows in `phone`.
fn found(read: &Read<'_>, wanted: &WantedPhone) -> Result<Vec<i64>, StoreError> {
    let mut ids = Vec::new();
    for part in &wanted.parts {
        let end = after_prefix(part).unwrap_or_default();
        let mut query = read.0.prepare_cached(
            "SELECT DISTINCT phone_id FROM phone_part WHERE part >= ?1 AND part < ?2 LIMIT ?3",
        )?;
        for id in query.query_map((part, end, PHONES_MAX), |row| row.get(0))? {
            ids.push(id?);
        }
    }
    let by_key = |key: &str, fits: &dyn Fn(&str) -> bool| -> Result<Vec<i64>, StoreError> {
        let mut query = read.0.prepare_cached(
            "SELECT id, text FROM phone_part JOIN phone ON phone.id = phone_id WHERE part = ?1",
        )?;
        let mut rows = query.query([key])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            if fits(row.get_ref(1)?.as_str().unwrap_or_default()) {
                ids.push(row.get(0)?);
            }
        }
        Ok(ids)
    };
    if let Some(phone) = wanted.whole {
        let digits = phone.national();
        for from in 0..digits.len() {
            let Some(tail) = digits.get(from..) else {
                continue;
            };
            ids.extend(by_key(&tail_key(tail), &|text| {
                PhoneMask::parse(text).is_some_and(|mask| mask.fits(phone))
            })?);
        }
    }
    if let Some(mask) = &wanted.mask {
        ids.extend(by_key(mask.tail(), &|text| {
            Phone::parse(text).is_ok_and(|phone| mask.fits(phone))
        })?);
        ids.extend(by_key(&tail_key(mask.tail()), &|text| {
            PhoneMask::parse(text).is_some_and(|held| held.head() == mask.head())
        })?);
    }
    Ok(ids)
}

/// The newest lines and entries that have such a number, by their numbers; each list `limit` at most.
///
/// # Errors
/// When they can't be read.
pub fn holders(
    read: &Read<'_>,
    wanted: &WantedPhone,
    limit: u32,
) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
    let ids = found(read, wanted)?;
    let newest = |sql: &str| -> Result<Vec<i64>, StoreError> {
        let mut all = std::collections::BTreeSet::new();
        for id in &ids {
            let mut query = read.0.prepare_cached(sql)?;
            for row in query.query_map((id, limit), |row| row.get::<_, i64>(0))? {
                all.insert(row?);
            }
        }
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(all.into_iter().rev().take(take).collect())
    };
    Ok((
        newest(
            "SELECT line_id FROM line_phone WHERE phone_id = ?1 ORDER BY line_id DESC LIMIT ?2",
        )?,
        newest(
            "SELECT entry_id FROM entry_phone WHERE phone_id = ?1 ORDER BY entry_id DESC LIMIT ?2",
        )?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_typed() {
        for text in [
            "0712345118",
            "254712345118",
            "+254 712 345 118",
            "712345118",
        ] {
            assert_eq!(
                WantedPhone::parse(text).unwrap().parts,
                ["712345118"],
                "{text}"
            );
        }
        assert_eq!(WantedPhone::parse("0712").unwrap().parts, ["0712", "712"]);
        assert_eq!(WantedPhone::parse("25471").unwrap().parts, ["25471"]);
        assert_eq!(WantedPhone::parse("…118").unwrap().parts, ["118"]);
        for text in ["12", "UKJ3Z8W5TB", "1,500", ""] {
            assert_eq!(WantedPhone::parse(text), None, "{text}");
        }
        assert!(WantedPhone::parse("2547••••118").unwrap().mask.is_some());
    }

    #[test]
    fn a_mask_is_found_by_what_it_shows() {
        assert_eq!(parts("0711***222"), ["711", "222", "*222"]);
        assert_eq!(parts("2547****345"), ["345", "*345"]);
        assert_eq!(parts("254712345118").len(), 7);
    }
}
