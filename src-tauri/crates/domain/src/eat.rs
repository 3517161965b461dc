//! East Africa Time: UTC+3 all year, no daylight saving. Statements print it without a zone.

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta};

/// Seconds that Nairobi is ahead of UTC, all year.
const OFFSET_SECONDS: i64 = 3 * 60 * 60;

/// A calendar day in Nairobi.
pub type Day = NaiveDate;

/// A moment to the second, as the clock on a Nairobi wall shows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Eat(NaiveDateTime);

impl Eat {
    /// From what a Nairobi clock shows.
    #[must_use]
    pub const fn from_civil(civil: NaiveDateTime) -> Self {
        Self(civil)
    }

    /// From seconds since 1970 in UTC; `None` outside the calendar.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let moment = DateTime::from_timestamp(seconds.checked_add(OFFSET_SECONDS)?, 0)?;
        Some(Self(moment.naive_utc()))
    }

    /// Seconds since 1970 in UTC.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.and_utc().timestamp() - OFFSET_SECONDS
    }

    /// What a Nairobi clock shows.
    #[must_use]
    pub const fn civil(self) -> NaiveDateTime {
        self.0
    }

    /// The Nairobi day.
    #[must_use]
    pub fn day(self) -> Day {
        self.0.date()
    }

    /// The first second of a Nairobi day.
    #[must_use]
    pub fn start_of(day: Day) -> Self {
        Self(day.and_time(chrono::NaiveTime::MIN))
    }

    /// The last second of a Nairobi day.
    #[must_use]
    pub fn end_of(day: Day) -> Self {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        Self(Self::start_of(next).0 - TimeDelta::seconds(1))
    }

    /// Reads the form that [`Display`](fmt::Display) writes, with or without its zone.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let civil = text.strip_suffix("+03:00").unwrap_or(text);
        NaiveDateTime::parse_from_str(civil, "%Y-%m-%dT%H:%M:%S")
            .ok()
            .map(Self)
    }
}

/// `2026-02-03T12:40:05+03:00`
impl fmt::Display for Eat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}+03:00", self.0.format("%Y-%m-%dT%H:%M:%S"))
    }
}

impl fmt::Debug for Eat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nairobi_is_three_hours_ahead() {
        let moment = Eat::parse_iso("1970-01-01T03:00:00+03:00").unwrap();
        assert_eq!(moment.unix(), 0);
        assert_eq!(Eat::from_unix(0), Some(moment));
        assert_eq!(moment.to_string(), "1970-01-01T03:00:00+03:00");
    }

    #[test]
    fn a_day_runs_from_midnight_to_midnight() {
        let day = Day::from_ymd_opt(2026, 2, 3).unwrap();
        assert_eq!(Eat::start_of(day).to_string(), "2026-02-03T00:00:00+03:00");
        assert_eq!(Eat::end_of(day).to_string(), "2026-02-03T23:59:59+03:00");
        assert_eq!(Eat::end_of(day).day(), day);
    }
}
