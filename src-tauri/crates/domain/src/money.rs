//! Money: whole Kenyan cents in an `i64`, read exactly, written exactly, never a float.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An amount of Kenyan shillings, held as whole cents.
///
/// The range is that of `i64`: about ±92 thousand billion shillings. Arithmetic is checked; there is
/// no operator that can overflow silently.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Kes(i64);

/// Why a text is not an exact amount of cents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing to read.
    #[error("no amount")]
    Empty,
    /// Something other than a decimal number.
    #[error("not a number")]
    NotANumber,
    /// Part of a cent is left over.
    #[error("more than two decimals")]
    FractionOfACent,
    /// Larger than the type holds.
    #[error("too large an amount")]
    TooLarge,
}

impl Kes {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The largest amount the type holds.
    pub const MAX: Self = Self(i64::MAX);

    /// An amount from whole cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// An amount from whole shillings, or `None` past the range.
    #[must_use]
    pub const fn from_shillings(shillings: i64) -> Option<Self> {
        match shillings.checked_mul(100) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// The amount in whole cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Whether this is no money at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether this is less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum, or `None` past the range.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// The difference, or `None` past the range.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// The same amount the other way round; the one value without an opposite becomes the largest.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(self.0.saturating_neg())
    }

    /// The size of the amount without its sign.
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The sum of all, or `None` past the range.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts
            .into_iter()
            .try_fold(Self::ZERO, |sum, amount| sum.checked_add(amount))
    }

    /// An exact amount from a decimal number of shillings.
    ///
    /// # Errors
    /// When part of a cent is left over, or the number is past the range.
    pub fn from_decimal(shillings: Decimal) -> Result<Self, AmountError> {
        let cents = shillings
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or(AmountError::TooLarge)?
            .normalize();
        if !cents.fract().is_zero() {
            return Err(AmountError::FractionOfACent);
        }
        cents.to_i64().map(Self).ok_or(AmountError::TooLarge)
    }

    /// The amount as a decimal number of shillings with two places.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The amount without thousands separators, as files and other programs want it: `-1234.50`.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl FromStr for Kes {
    type Err = AmountError;

    /// Reads a plain decimal number of shillings: `1234`, `1234.5`, `-1234.50`. Trailing zeros past
    /// the cent are allowed, a fraction of a cent is not. Thousands separators, currency words and
    /// the other habits of files belong to the `statements` crate.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        let number = Decimal::from_str_exact(text).map_err(|error| match error {
            rust_decimal::Error::ExceedsMaximumPossibleValue
            | rust_decimal::Error::LessThanMinimumPossibleValue => AmountError::TooLarge,
            rust_decimal::Error::Underflow
            | rust_decimal::Error::ScaleExceedsMaximumPrecision(_) => AmountError::FractionOfACent,
            _ => AmountError::NotANumber,
        })?;
        Self::from_decimal(number)
    }
}

/// Shows the amount as people write it: `−1,234.50` with a real minus sign.
impl fmt::Display for Kes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        let digits = (cents / 100).to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 6);
        if self.0 < 0 {
            text.push('−');
        }
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text.push_str(&format!(".{:02}", cents % 100));
        out.pad(&text)
    }
}

impl fmt::Debug for Kes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KES {self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_exactly_or_says_why_not() {
        for (text, cents) in [
            ("0", 0),
            ("15.0", 1_500),
            ("-4975.5", -497_550),
            ("1500.00", 150_000),
            ("99.2500", 9_925),
            ("+7", 700),
        ] {
            assert_eq!(text.parse::<Kes>(), Ok(Kes::from_cents(cents)), "{text}");
        }
        for (text, error) in [
            ("", AmountError::Empty),
            ("1,000", AmountError::NotANumber),
            ("12e3", AmountError::NotANumber),
            ("0.005", AmountError::FractionOfACent),
            ("99999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(text.parse::<Kes>(), Err(error), "{text}");
        }
    }

    #[test]
    fn shows_thousands_and_two_decimals() {
        assert_eq!(Kes::from_cents(123_456_789).to_string(), "1,234,567.89");
        assert_eq!(Kes::from_cents(-5).to_string(), "−0.05");
        assert_eq!(Kes::from_cents(100_000).to_string(), "1,000.00");
        assert_eq!(Kes::from_cents(-5).plain(), "-0.05");
    }

    #[test]
    fn arithmetic_stops_at_the_edge() {
        assert_eq!(Kes::MAX.checked_add(Kes::from_cents(1)), None);
        assert_eq!(Kes::from_cents(i64::MIN).negated(), Kes::MAX);
        assert_eq!(Kes::checked_sum([Kes::MAX, Kes::MAX]), None);
        assert_eq!(Kes::from_shillings(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn plain_reads_back(cents in any::<i64>()) {
            let amount = Kes::from_cents(cents);
            prop_assert_eq!(amount.plain().parse::<Kes>(), Ok(amount));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = text.parse::<Kes>();
        }
    }
}
