//! Times as files print them, read without choosing between day and month where both would do
//! (`mpesa-statements.md` 4.3, N20–N26).
//!
//! Owns: the shapes of a printed time and the readings each allows. Stays out: which reading is
//! right; that needs the receipt and the rest of the file ([`crate::statement`], [`crate::ledger`]).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use domain::Day;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{Civil, Precision};

mod clock;

use clock::read_clock;

/// Serial numbers that can be a date of this century: 2000-01-01 to 2099-12-31 in the 1900 system.
const SERIALS: std::ops::RangeInclusive<i64> = 36_526..=73_050;
/// Days between the 1900 and the 1904 system.
const DAYS_1904: i64 = 1_462;
const SECONDS_PER_DAY: i64 = 86_400;

/// A printed time and the days it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The day read day first, or as the shape demands.
    pub day: Option<Day>,
    /// The day with day and month swapped, where that is another real day.
    pub swapped: Option<Day>,
    /// A third reading, year first, of a two-digit year (N25).
    pub year_first: Option<Day>,
    /// The clock; midnight where none was printed.
    pub clock: NaiveTime,
    /// How exactly.
    pub precision: Precision,
    /// What the print says of the order.
    pub shape: Shape,
}

/// What a print says of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Day, month, year, two digits each and four, and the clock to the second: what the portal
    /// itself writes. `bool`: separated by slashes rather than hyphens.
    Portal {
        /// Slashes rather than hyphens.
        slashes: bool,
    },
    /// Year first, a month's name, or a date cell: the order is plain.
    Plain,
    /// Numbers whose order a locale chose.
    Local,
    /// A clock without a day (N22).
    ClockOnly,
}

impl Printed {
    /// The moment on one of the days.
    pub(crate) fn on(&self, day: Day) -> Civil {
        Civil {
            at: day.and_time(self.clock),
            precision: self.precision,
        }
    }
}

/// Reads a printed time; `None` when it is none. `since_1904` tells what a bare serial counts from.
pub(crate) fn read(text: &str, since_1904: bool) -> Option<Printed> {
    Reader::new(since_1904).read(text)
}

/// Reads the times of a file. Neighbouring rows are nearly always of one day, so the last day's
/// reading is kept.
#[derive(Debug)]
pub(crate) struct Reader {
    since_1904: bool,
    day: [u8; 10],
    readings: Option<Readings>,
}

/// Day first, and swapped where that is another day.
type Readings = (Option<Day>, Option<Day>);

impl Reader {
    /// `since_1904` tells what a bare serial counts from.
    pub(crate) fn new(since_1904: bool) -> Self {
        Self {
            since_1904,
            day: [0; 10],
            readings: None,
        }
    }

    /// Reads a printed time; `None` when it is none.
    pub(crate) fn read(&mut self, text: &str) -> Option<Printed> {
        if text.is_empty() {
            return None;
        }
        self.portal(text.as_bytes())
            .or_else(|| general(text, self.since_1904))
    }

    /// `dd-mm-yyyy HH:MM:SS` or with slashes, by position.
    fn portal(&mut self, bytes: &[u8]) -> Option<Printed> {
        let (date, clock) = bytes.split_first_chunk::<10>()?;
        let [b' ', h1, h2, b':', n1, n2, b':', c1, c2] = clock else {
            return None;
        };
        let clock = NaiveTime::from_hms_opt(two(*h1, *h2)?, two(*n1, *n2)?, two(*c1, *c2)?)?;
        if *date != self.day {
            self.readings = portal_day(date);
            self.day = *date;
        }
        let (day, swapped) = self.readings?;
        Some(Printed {
            day,
            swapped,
            year_first: None,
            clock,
            precision: Precision::Second,
            shape: Shape::Portal {
                slashes: date[2] == b'/',
            },
        })
    }
}

/// The day of `dd-mm-yyyy` or `dd/mm/yyyy`.
fn portal_day(bytes: &[u8; 10]) -> Option<Readings> {
    let [d1, d2, s1, m1, m2, s2, y1, y2, y3, y4] = *bytes;
    if !matches!((s1, s2), (b'-', b'-') | (b'/', b'/')) {
        return None;
    }
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    both(i32::try_from(year).ok()?, two(d1, d2)?, two(m1, m2)?)
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    let digit = |b: u8| b.is_ascii_digit().then(|| u32::from(b - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// Day first, and swapped where that is another day; `None` when neither is a day.
fn both(year: i32, first: u32, second: u32) -> Option<Readings> {
    let (day_first, month_first) = (
        NaiveDate::from_ymd_opt(year, second, first),
        if first <= 12 && first != second {
            NaiveDate::from_ymd_opt(year, first, second)
        } else {
            None
        },
    );
    (day_first.is_some() || month_first.is_some()).then_some((day_first, month_first))
}

/// A run of digits or letters, and the character after it.
#[derive(Clone, Copy, Default)]
struct Token<'t> {
    text: &'t str,
    number: Option<u32>,
    after: Option<char>,
}

/// The most runs a printed time has: three for the day, four for the clock, a half-day mark, a zone.
const TOKENS_MAX: usize = 11;

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut out = Vec::with_capacity(8);
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() && c.is_ascii_digit() == digits))
            .unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(end)?;
        let number = digits.then(|| run.parse().ok()).flatten();
        // `2026-02-03T12:40`: the T is a separator like a blank.
        let separator = run.eq_ignore_ascii_case("T") && !out.is_empty();
        if !separator {
            out.push(Token {
                text: run,
                number,
                after: tail.chars().next(),
            });
        }
        if out.len() > TOKENS_MAX {
            return None;
        }
        rest = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    Some(out)
}

fn general(text: &str, since_1904: bool) -> Option<Printed> {
    let text = text
        .trim_matches(|c: char| c.is_whitespace() || c == '\'' || domain::account::is_invisible(c));
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    if let Some(found) = digits_only(text, since_1904) {
        return found;
    }
    let all = tokens(text)?;
    let clock_at = all.iter().position(|token| token.after == Some(':'));
    let (date, clock) = all.split_at_checked(clock_at.unwrap_or(all.len()))?;
    let (clock, precision) = if clock.is_empty() {
        (NaiveTime::MIN, Precision::Day)
    } else {
        read_clock(clock)?
    };
    if date.is_empty() {
        return Some(Printed {
            day: None,
            swapped: None,
            year_first: None,
            clock,
            precision: Precision::Day,
            shape: Shape::ClockOnly,
        });
    }
    let [a, b, c] = date else {
        return None;
    };
    read_date(a, b, c).map(|(day, swapped, year_first, shape)| Printed {
        day,
        swapped,
        year_first,
        clock,
        precision,
        shape,
    })
}

type Days = (Option<Day>, Option<Day>, Option<Day>, Shape);

fn read_date(a: &Token<'_>, b: &Token<'_>, c: &Token<'_>) -> Option<Days> {
    let ordered = [a.after, b.after].iter().all(|mark| {
        matches!(
            mark,
            Some('-' | '/' | '.' | ' ' | '\u{a0}' | ',' | '‑' | '–')
        )
    });
    if !ordered {
        return None;
    }
    if let Some(month) = month_name(b.text) {
        let day = NaiveDate::from_ymd_opt(full_year(c)?, month, a.number?)?;
        return Some((Some(day), None, None, Shape::Plain));
    }
    if let Some(month) = month_name(a.text) {
        let day = NaiveDate::from_ymd_opt(full_year(c)?, month, b.number?)?;
        return Some((Some(day), None, None, Shape::Plain));
    }
    let (first, second, third) = (a.number?, b.number?, c.number?);
    if a.text.len() == 4 {
        let year = i32::try_from(first).ok()?;
        // A date cell or an ISO print may have been swapped before it was written; only the receipt
        // can tell, so the other reading is kept beside.
        let (swapped, day) = both(year, second, third)?;
        let day = day.or_else(|| NaiveDate::from_ymd_opt(year, second, third))?;
        return Some((Some(day), swapped.filter(|s| *s != day), None, Shape::Plain));
    }
    if a.text.len() > 2 || b.text.len() > 2 {
        return None;
    }
    let (day, swapped) = both(full_year(c)?, first, second).unwrap_or_default();
    let year_first = if c.text.len() <= 2 {
        NaiveDate::from_ymd_opt(full_year(a)?, second, third)
            .filter(|it| Some(*it) != day && Some(*it) != swapped)
    } else {
        None
    };
    if day.is_none() && swapped.is_none() && year_first.is_none() {
        return None;
    }
    Some((day, swapped, year_first, Shape::Local))
}

fn full_year(token: &Token<'_>) -> Option<i32> {
    let year = i32::try_from(token.number?).ok()?;
    match token.text.len() {
        4 => Some(year),
        1 | 2 => Some(2000 + year),
        _ => None,
    }
}

fn month_name(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = NAMES
        .iter()
        .position(|name| name.starts_with(&word) || (word == "sept" && *name == "september"))?;
    u32::try_from(at + 1).ok()
}

/// `20260203124005`, `20260203`, or a spreadsheet's serial number (N20). The outer `None`: it has
/// something else than digits in it.
fn digits_only(text: &str, since_1904: bool) -> Option<Option<Printed>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let plain = |at: NaiveDateTime, precision| Printed {
        day: Some(at.date()),
        swapped: swap(at.date()),
        year_first: None,
        clock: at.time(),
        precision,
        shape: Shape::Plain,
    };
    if fraction.is_empty() && whole.len() == 14 {
        let at = NaiveDateTime::parse_from_str(whole, "%Y%m%d%H%M%S").ok();
        return Some(at.map(|at| plain(at, Precision::Second)));
    }
    if fraction.is_empty() && whole.len() == 8 {
        let day = NaiveDate::parse_from_str(whole, "%Y%m%d").ok();
        return Some(day.map(|day| plain(day.and_time(NaiveTime::MIN), Precision::Day)));
    }
    let precision = match fraction.len() {
        0..=2 => Precision::Day,
        3 | 4 => Precision::Minute,
        _ => Precision::Second,
    };
    Some(serial(text, since_1904).map(|at| plain(at, precision)))
}

/// The day with day and month swapped, where that is another real day.
pub(crate) fn swap(day: Day) -> Option<Day> {
    use chrono::Datelike;
    let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month())?;
    (swapped != day).then_some(swapped)
}

/// A spreadsheet's serial day number, to the nearest second.
fn serial(text: &str, since_1904: bool) -> Option<NaiveDateTime> {
    let number: Decimal = text.parse().ok()?;
    let days = number.trunc().to_i64()? + if since_1904 { DAYS_1904 } else { 0 };
    if !SERIALS.contains(&days) {
        return None;
    }
    let seconds = number
        .fract()
        .checked_mul(Decimal::from(SECONDS_PER_DAY))?
        .round()
        .to_i64()?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?
        .and_time(NaiveTime::MIN)
        .checked_add_signed(TimeDelta::days(days))?
        .checked_add_signed(TimeDelta::seconds(seconds))
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
