//! The three ways Daraja writes a time, all in East Africa Time (UTC+3, no summer time).
//!
//! Source: `daraja-api.md` section 15. The simulator counts Unix milliseconds everywhere else.

use chrono::{DateTime, Datelike as _, FixedOffset, Utc};

use crate::CalendarDay;

/// One day in milliseconds.
pub(crate) const DAY_MS: u64 = 86_400_000;
const EAT_MS: u64 = 3 * 3_600_000;

fn utc(ms: u64) -> DateTime<Utc> {
    i64::try_from(ms)
        .ok()
        .and_then(DateTime::from_timestamp_millis)
        .unwrap_or_default()
}

fn nairobi(ms: u64) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(3 * 3600).expect("three hours is an offset");
    utc(ms).with_timezone(&zone)
}

/// `YYYYMMDDHHmmss`: everywhere but in B2C results.
pub(crate) fn stamp(ms: u64) -> String {
    nairobi(ms).format("%Y%m%d%H%M%S").to_string()
}

/// `dd.MM.yyyy HH:mm:ss`: B2C results only.
pub(crate) fn dotted(ms: u64) -> String {
    nairobi(ms).format("%d.%m.%Y %H:%M:%S").to_string()
}

/// A time in a pattern of chrono, in Nairobi.
pub(crate) fn formatted(ms: u64, pattern: &str) -> String {
    nairobi(ms).format(pattern).to_string()
}

/// The `Date` header.
pub(crate) fn http_date(ms: u64) -> String {
    utc(ms).format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Which day it is in Nairobi, counted from 1970: limits per day use it.
pub(crate) fn day_number(ms: u64) -> u64 {
    (ms + EAT_MS) / DAY_MS
}

/// The day a receipt of this instant names.
pub(crate) fn calendar_day(ms: u64) -> CalendarDay {
    let at = nairobi(ms);
    CalendarDay {
        year: u16::try_from(at.year()).unwrap_or(0),
        month: u8::try_from(at.month()).unwrap_or(0),
        day: u8::try_from(at.day()).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 10 March 2026, 15:04:09 in Nairobi.
    const AT: u64 = 1_773_144_249_000;

    #[test]
    fn each_format_is_that_of_the_reference() {
        assert_eq!(stamp(AT), "20260310150409");
        assert_eq!(dotted(AT), "10.03.2026 15:04:09");
        assert_eq!(http_date(AT), "Tue, 10 Mar 2026 12:04:09 GMT");
        assert_eq!(formatted(AT, "%d%m%Y%H%M%S"), "10032026150409");
    }

    #[test]
    fn the_day_turns_at_midnight_in_nairobi() {
        let midnight = AT - (15 * 3600 + 4 * 60 + 9) * 1000;
        assert_eq!(day_number(midnight), day_number(AT));
        assert_eq!(day_number(midnight - 1) + 1, day_number(AT));
        assert_eq!(calendar_day(midnight).day, 10);
        assert_eq!(calendar_day(midnight - 1).day, 9);
    }
}
