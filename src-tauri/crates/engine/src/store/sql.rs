//! Small conversions between stored values and the words of the business.

use chrono::{Datelike, NaiveDate};
use domain::{Day, Eat, Kes, Receipt};
use rusqlite::Row;

use super::error::StoreError;

/// Days from the first day of the calendar to 1 January 1970.
const EPOCH_FROM_CE: i32 = 719_163;
/// Where rows without any day sort: after every other.
pub(super) const DAY_NONE: i64 = i32::MAX as i64;

pub(super) fn day_number(day: Day) -> i64 {
    i64::from(day.num_days_from_ce()) - i64::from(EPOCH_FROM_CE)
}

pub(super) fn day(number: Option<i64>) -> Result<Option<Day>, StoreError> {
    number
        .map(|number| {
            i32::try_from(number)
                .ok()
                .and_then(|number| number.checked_add(EPOCH_FROM_CE))
                .and_then(NaiveDate::from_num_days_from_ce_opt)
                .ok_or(StoreError::Damaged("a day"))
        })
        .transpose()
}

pub(super) fn moment(seconds: i64) -> Result<Eat, StoreError> {
    Eat::from_unix(seconds).ok_or(StoreError::Damaged("a moment"))
}

pub(super) fn kes(row: &Row<'_>, column: usize) -> rusqlite::Result<Kes> {
    row.get(column).map(Kes::from_cents)
}

pub(super) fn receipt(text: &str) -> Result<Receipt, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged("a receipt"))
}

/// A count from the database.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column)
        .map(|count| u64::try_from(count).unwrap_or(0))
}

/// A count for the database; no file has more rows than fit.
pub(super) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The first text after every text that begins with `prefix`; `None` when there is none.
pub(super) fn after_prefix(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        let first = Day::from_ymd_opt(1970, 1, 1).unwrap();
        assert_eq!(day_number(first), 0);
        let later = Day::from_ymd_opt(2026, 2, 3).unwrap();
        assert_eq!(day(Some(day_number(later))).unwrap(), Some(later));
        assert!(day(Some(i64::MAX)).is_err());
        assert_eq!(day(None).unwrap(), None);
    }

    #[test]
    fn a_prefix_range_ends_before_the_next_text() {
        assert_eq!(after_prefix("UB").as_deref(), Some("UC"));
        assert_eq!(after_prefix("A\u{10ffff}").as_deref(), Some("B"));
        assert_eq!(after_prefix("\u{10ffff}"), None);
        assert_eq!(after_prefix("\u{d7ff}").as_deref(), Some("\u{e000}"));
    }
}
