//! Receipt numbers and the date inside them.
//!
//! Shape and date code as measured on 13,797 real rows (`mpesa-statements.md` sections 4.1, 4.2,
//! grade A): ten characters today, eight to twelve accepted; year, month and day in the first three.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;

use crate::eat::Day;

/// The shortest receipt accepted; forms before about 2012 had eight.
pub const RECEIPT_LEN_MIN: usize = 8;
/// The longest receipt accepted.
pub const RECEIPT_LEN_MAX: usize = 12;
/// The first year whose receipts carry a date code that may be trusted.
const DATE_CODE_YEAR_MIN: i32 = 2015;

/// A receipt number: names a transaction, not a row. Upper case, without spaces. Held in place, as
/// there is one in every line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receipt {
    /// The characters, then zeros.
    ascii: [u8; RECEIPT_LEN_MAX],
    len: u8,
}

/// Why a text is not a receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Nothing there.
    #[error("no receipt")]
    Empty,
    /// Shorter than 8 or longer than 12 characters.
    #[error("a receipt has 8 to 12 characters, this has {0}")]
    Length(usize),
    /// Something else than letters and digits.
    #[error("a receipt has letters and digits only, this has {0:?}")]
    Character(char),
    /// Only digits, as when a spreadsheet column slipped.
    #[error("a receipt begins with a letter")]
    NoLetter,
}

/// How a receipt's date code compares with the day a line completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateCodeCheck {
    /// Same day, or the neighbouring one (reversals complete the day after).
    Agrees,
    /// More than a day apart: a swapped day and month, or a typed receipt.
    Differs {
        /// The day the receipt itself names.
        coded: Day,
    },
    /// The receipt is too old or too odd to carry a date.
    NoCode,
}

impl Receipt {
    /// The receipt's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let text = self.ascii.get(..usize::from(self.len));
        text.and_then(|text| std::str::from_utf8(text).ok())
            .expect("a receipt is ASCII and not longer than its place")
    }

    /// From text that is clean and of a fitting length.
    fn of(clean: &str) -> Self {
        let mut ascii = [0; RECEIPT_LEN_MAX];
        for (place, byte) in ascii.iter_mut().zip(clean.bytes()) {
            *place = byte;
        }
        Self {
            ascii,
            len: u8::try_from(clean.len()).unwrap_or_default(),
        }
    }

    /// The day the transaction was initiated in Nairobi, where the receipt says so.
    #[must_use]
    pub fn date_code(&self) -> Option<Day> {
        let mut codes = self.ascii.iter().copied();
        if self.len != 10 {
            return None;
        }
        let year = i32::from(codes.next()?.checked_sub(b'A')?) + 2006;
        let month = u32::from(codes.next()?.checked_sub(b'A')?) + 1;
        let day = match codes.next()? {
            digit @ b'1'..=b'9' => u32::from(digit - b'0'),
            letter @ b'A'..=b'V' => u32::from(letter - b'A') + 10,
            _ => return None,
        };
        (year >= DATE_CODE_YEAR_MIN).then_some(())?;
        Day::from_ymd_opt(year, month, day)
    }

    /// The three characters that a receipt of that day begins with; `None` outside 2006–2031.
    #[must_use]
    pub fn date_prefix(day: Day) -> Option<String> {
        let letter = |from: u8, steps: i64| u8::try_from(steps).ok().map(|steps| from + steps);
        let year = i64::from(day.year()) - 2006;
        let year = (0..26).contains(&year).then(|| letter(b'A', year))??;
        let month = letter(b'A', i64::from(day.month0()))?;
        let day = match i64::from(day.day()) {
            small @ 1..=9 => letter(b'0', small)?,
            large => letter(b'A', large - 10)?,
        };
        Some([year, month, day].map(char::from).iter().collect())
    }

    /// Whether the date code fits the day of completion, one day either way.
    #[must_use]
    pub fn check_day(&self, completed: Day) -> DateCodeCheck {
        match self.date_code() {
            None => DateCodeCheck::NoCode,
            Some(coded) if (completed - coded).num_days().abs() <= 1 => DateCodeCheck::Agrees,
            Some(coded) => DateCodeCheck::Differs { coded },
        }
    }
}

impl FromStr for Receipt {
    type Err = ReceiptError;

    /// Trims, drops a leading apostrophe and inner spaces, and folds to upper case. Never swaps
    /// look-alike characters: O and 0 are different receipts.
    fn from_str(text: &str) -> Result<Self, ReceiptError> {
        let clean = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let fits = (RECEIPT_LEN_MIN..=RECEIPT_LEN_MAX).contains(&text.len());
        if fits && text.bytes().all(clean) && text.starts_with(|c: char| c.is_ascii_uppercase()) {
            // As the portal prints it: nothing to clean.
            return Ok(Self::of(text));
        }
        let clean: String = text
            .trim()
            .trim_start_matches(['\'', '\u{2019}'])
            .chars()
            .filter(|c| !c.is_whitespace() && !crate::account::is_invisible(*c))
            .collect::<String>()
            .to_ascii_uppercase();
        if clean.is_empty() {
            return Err(ReceiptError::Empty);
        }
        if let Some(odd) = clean.chars().find(|c| !c.is_ascii_alphanumeric()) {
            return Err(ReceiptError::Character(odd));
        }
        if !(RECEIPT_LEN_MIN..=RECEIPT_LEN_MAX).contains(&clean.len()) {
            return Err(ReceiptError::Length(clean.len()));
        }
        if !clean.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(ReceiptError::NoLetter);
        }
        Ok(Self::of(&clean))
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(text: &str) -> Receipt {
        text.parse().unwrap()
    }

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn cleans_what_people_and_spreadsheets_add() {
        for text in [
            " ub3k0001aa",
            "'UB3K0001AA",
            "UB3K 0001 AA\t",
            "\u{feff}UB3K0001AA",
        ] {
            assert_eq!(receipt(text).as_str(), "UB3K0001AA", "{text:?}");
        }
        assert_eq!("".parse::<Receipt>(), Err(ReceiptError::Empty));
        assert_eq!("Total".parse::<Receipt>(), Err(ReceiptError::Length(5)));
        assert_eq!("1234567890".parse::<Receipt>(), Err(ReceiptError::NoLetter));
        assert_eq!(
            "UB3K-0001AA".parse::<Receipt>(),
            Err(ReceiptError::Character('-'))
        );
    }

    #[test]
    fn decodes_the_date() {
        assert_eq!(receipt("UB3K0001AA").date_code(), Some(day(2026, 2, 3)));
        assert_eq!(receipt("TLV0000001").date_code(), Some(day(2025, 12, 31)));
        assert_eq!(receipt("C44XQ901").date_code(), None);
        assert_eq!(receipt("UBV0000001").date_code(), None, "no 31 February");
    }

    #[test]
    fn every_day_writes_the_prefix_it_reads() {
        let mut at = day(2015, 1, 1);
        while at < day(2032, 1, 1) {
            let prefix = Receipt::date_prefix(at).unwrap();
            assert_eq!(receipt(&format!("{prefix}0000001")).date_code(), Some(at));
            at = at.succ_opt().unwrap();
        }
        assert_eq!(Receipt::date_prefix(at), None);
    }

    #[test]
    fn a_day_either_way_agrees() {
        let of = receipt("UB3K0001AA");
        for near in [2, 3, 4] {
            assert_eq!(of.check_day(day(2026, 2, near)), DateCodeCheck::Agrees);
        }
        let coded = day(2026, 2, 3);
        assert_eq!(
            of.check_day(day(2026, 3, 2)),
            DateCodeCheck::Differs { coded }
        );
    }
}
