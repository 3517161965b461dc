//! The ways Daraja writes a moment (`daraja-api.md` section 15), read into one.
//!
//! All are East Africa Time, UTC+3, except where the text itself says `Z`; whether Pull's `Z` is true is
//! not known, so it is kept as a mark and not applied.

use chrono::{NaiveDate, NaiveDateTime};
use std::fmt;

/// A moment as Daraja gave it, and its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireTime {
    at: NaiveDateTime,
    text: Box<str>,
    marked_utc: bool,
}

impl WireTime {
    /// Reads `YYYYMMDDHHmmss` (also as a number, also one that went through floating point),
    /// `dd.MM.yyyy HH:mm:ss`, and `YYYY-MM-DD HH:mm:ss` with a space or `T` and perhaps `Z`.
    ///
    /// ```
    /// use daraja::WireTime;
    ///
    /// let stk = WireTime::read("20260310143041").unwrap();
    /// let b2c = WireTime::read("10.03.2026 14:30:41").unwrap();
    /// assert_eq!(stk.at(), b2c.at());
    /// assert!(WireTime::read("20261310143041").is_none());
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let clean = text.trim();
        let (plain, marked_utc) = match clean.strip_suffix(['Z', 'z']) {
            Some(plain) => (plain, true),
            None => (clean.strip_suffix("+03:00").unwrap_or(clean), false),
        };
        let at = compact(plain)
            .or_else(|| spelled(plain, "%d.%m.%Y %H:%M:%S"))
            .or_else(|| spelled(plain, "%Y-%m-%d %H:%M:%S"))
            .or_else(|| spelled(plain, "%Y-%m-%dT%H:%M:%S"))
            .or_else(|| spelled(plain, "%Y-%m-%dT%H:%M:%S%.f"))?;
        Some(Self {
            at,
            text: clean.into(),
            marked_utc,
        })
    }

    /// The moment as written: East Africa Time, unless [`WireTime::marked_utc`] and the mark is true.
    #[must_use]
    pub fn at(&self) -> NaiveDateTime {
        self.at
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the text ended with `Z`.
    #[must_use]
    pub fn marked_utc(&self) -> bool {
        self.marked_utc
    }
}

/// Fourteen digits.
fn compact(text: &str) -> Option<NaiveDateTime> {
    let digits = crate::loose::whole_digits(text).filter(|digits| digits.len() == 14)?;
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(part(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)?;
    date.and_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?)
}

/// A text of one of the spelled-out forms; four-digit years only.
fn spelled(text: &str, form: &str) -> Option<NaiveDateTime> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ':' | ' ' | 'T');
    if text.len() > 32 || !text.chars().all(plain) {
        return None;
    }
    let at = NaiveDateTime::parse_from_str(text, form).ok()?;
    (1000..=9999)
        .contains(&chrono::Datelike::year(&at))
        .then_some(at)
}

impl fmt::Debug for WireTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.at)?;
        out.write_str(if self.marked_utc { " (Z)" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_the_same_moment() {
        for text in [
            "20260310150409",
            " 20260310150409 ",
            "2.0260310150409E13",
            "20260310150409.0",
            "10.03.2026 15:04:09",
            "2026-03-10 15:04:09",
            "2026-03-10T15:04:09Z",
            "2026-03-10T15:04:09.000Z",
            "2026-03-10T15:04:09+03:00",
        ] {
            let time = WireTime::read(text).expect(text);
            assert_eq!(time.at().to_string(), "2026-03-10 15:04:09", "{text}");
            assert_eq!(time.text(), text.trim());
            assert_eq!(time.marked_utc(), text.ends_with('Z'));
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "0",
            "20260310",
            "20261310150409",
            "20260230150409",
            "20260310250409",
            "2026031015040",
            "202603101504099",
            "10/03/2026 15:04:09",
            "31.02.2026 15:04:09",
            "254712000111",
            "today",
            "+2026-03-10 15:04:09",
            "12026-03-10 15:04:09",
            "２０２６0310150409",
        ] {
            assert!(WireTime::read(text).is_none(), "{text}");
        }
    }
}
