//! Cells as files print them: bare and grouped numbers, times, quoted text.

use std::fmt::Write as _;

use chrono::{Datelike, Timelike};
use domain::{Day, Eat};

/// `1500.0`, `-4975.5`, `12.35`: no separators, no more zeros than one.
pub(super) fn bare(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, part) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    if part.is_multiple_of(10) {
        format!("{sign}{whole}.{}", part / 10)
    } else {
        format!("{sign}{whole}.{part:02}")
    }
}

/// `-4,975.50`: thousands separators and two decimals.
pub(super) fn grouped(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let _ = write!(out, ".{:02}", cents.unsigned_abs() % 100);
    out
}

/// `03-02-2026 23:09:07`, or with slashes.
pub(super) fn moment(at: Eat, mark: char) -> String {
    let civil = at.civil();
    format!(
        "{:02}{mark}{:02}{mark}{} {:02}:{:02}:{:02}",
        civil.day(),
        civil.month(),
        civil.year(),
        civil.hour(),
        civil.minute(),
        civil.second()
    )
}

/// `2026-02-03`
pub(super) fn day(day: Day) -> String {
    format!("{}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// One line of CSV; cells are quoted where they must be.
pub(super) fn line(out: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_numbers_as_the_portals_do() {
        assert_eq!(
            [0, 1_500, -497_550, 1_235].map(bare),
            ["0.0", "15.0", "-4975.5", "12.35"]
        );
        assert_eq!(
            [0, -325_000, 123_456_789].map(grouped),
            ["0.00", "-3,250.00", "1,234,567.89"]
        );
    }

    #[test]
    fn quotes_only_what_must_be() {
        let mut out = String::new();
        line(&mut out, &["a", "1,000.00", "say \"x\"", ""]);
        assert_eq!(out, "a,\"1,000.00\",\"say \"\"x\"\"\",\r\n");
    }
}
