//! Receipts with a valid date code, from a seed.
//!
//! Ten upper-case letters and digits. The first three name the day: a letter for the year (`N` is 2019,
//! `U` is 2026), a letter for the month (`A` is January), and `1` to `9` then `A` to `V` for the day
//! (`daraja-api.md` section 1, inferred there from ten dated samples of 2017 to 2026).

use std::fmt::Write as _;

/// Years that a single letter can name.
const YEAR_OF_A: u16 = 2006;
/// Letters and digits as they follow the date: base 36.
const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// How many receipts one day has room for: 36 to the seventh.
const PER_DAY: u64 = 78_364_164_096;
/// An odd step without a common factor with [`PER_DAY`] (36⁷ has only 2 and 3), near its golden section:
/// neighbours look unrelated and none repeats before all are used.
const STEP: u64 = 48_431_715_857;

/// A day in Nairobi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarDay {
    /// 2006 to 2031.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// Mints receipts: the same seed gives the same receipts, and none twice.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct ReceiptMint {
    next: u64,
}

impl ReceiptMint {
    /// A mint whose receipts depend on the seed alone.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            next: seed % PER_DAY,
        }
    }

    /// The next receipt of that day; `None` for a day that a receipt can't name.
    pub fn mint(&mut self, day: CalendarDay) -> Option<String> {
        let mut receipt = date_code(day)?;
        self.next = (self.next + STEP) % PER_DAY;
        // All zeros stand for "no receipt" in failed results (same source): never minted.
        if self.next == 0 {
            self.next = STEP;
        }
        write!(receipt, "{}", base36(self.next)).ok()?;
        Some(receipt)
    }
}

fn date_code(on: CalendarDay) -> Option<String> {
    let letter = |steps: u64| DIGITS.get(usize::try_from(steps).ok()? + 10).copied();
    let year = u64::from(on.year.checked_sub(YEAR_OF_A)?);
    let month = u64::from(on.month.checked_sub(1)?);
    let in_range = on.month <= 12 && (1..=31).contains(&on.day);
    let day = DIGITS
        .get(usize::from(on.day))
        .copied()
        .filter(|_| in_range)?;
    Some(
        [letter(year)?, letter(month)?, day]
            .map(char::from)
            .iter()
            .collect(),
    )
}

/// Seven digits, the most significant first.
fn base36(number: u64) -> String {
    let mut rest = number;
    let mut digits = [b'0'; 7];
    for digit in digits.iter_mut().rev() {
        if let Some(found) = usize::try_from(rest % 36)
            .ok()
            .and_then(|at| DIGITS.get(at))
        {
            *digit = *found;
        }
        rest /= 36;
    }
    digits.map(char::from).iter().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn on(year: u16, month: u8, day: u8) -> CalendarDay {
        CalendarDay { year, month, day }
    }

    #[test]
    fn the_first_three_characters_name_the_day() {
        for (day, code) in [
            (on(2026, 2, 3), "UB3"),
            (on(2025, 12, 31), "TLV"),
            (on(2019, 1, 10), "NAA"),
            (on(2024, 9, 9), "SI9"),
            (on(2006, 6, 15), "AFF"),
            (on(2031, 6, 15), "ZFF"),
        ] {
            let receipt = ReceiptMint::new(7).mint(day).unwrap();
            assert!(receipt.starts_with(code), "{receipt} for {day:?}");
            assert_eq!(receipt.len(), 10);
            assert!(
                receipt
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            );
        }
    }

    #[test]
    fn a_day_that_has_no_code_gets_no_receipt() {
        for day in [
            on(2005, 1, 1),
            on(2032, 1, 1),
            on(2026, 0, 1),
            on(2026, 13, 1),
            on(2026, 1, 0),
            on(2026, 1, 32),
        ] {
            assert_eq!(ReceiptMint::new(1).mint(day), None, "{day:?}");
        }
    }

    #[test]
    fn the_same_seed_mints_the_same_and_none_twice() {
        let day = on(2026, 3, 6);
        let run = |seed| {
            let mut mint = ReceiptMint::new(seed);
            (0..50_000)
                .map(|_| mint.mint(day).unwrap())
                .collect::<Vec<_>>()
        };
        let first = run(42);
        assert_eq!(first, run(42));
        assert_ne!(first, run(43));
        assert_eq!(first.iter().collect::<HashSet<_>>().len(), first.len());
        assert!(!first.iter().any(|receipt| receipt.ends_with("0000000")));
    }

    #[test]
    fn the_step_visits_every_number() {
        assert_eq!(36_u64.pow(7), PER_DAY);
        for factor in [2, 3] {
            assert!(!STEP.is_multiple_of(factor), "36⁷ has no other factors");
        }
    }
}
