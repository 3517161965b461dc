//! Amounts as Daraja takes them: whole shillings, within the limits of the API they are for.

use std::fmt;

use crate::values::ValueError;

/// Whole shillings between `MIN` and `MAX`, both included.
///
/// The limits are part of the type, so an amount that an API refuses cannot be put into its request:
/// [`B2cAmount`] and [`StkAmount`] are two such types; plain `Shillings` are 1 and more.
///
/// ```
/// use daraja::{B2cAmount, Shillings};
///
/// let wage: B2cAmount = Shillings::parse("1200")?;
/// assert_eq!(wage.get(), 1_200);
/// assert!(B2cAmount::parse("9").is_err(), "the least that B2C pays is 10");
/// assert!(B2cAmount::parse("1200.50").is_err(), "cents are not sent");
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shillings<const MIN: u32 = 1, const MAX: u32 = 4_294_967_295>(u32);

/// What B2C and Business to Pochi pay: 10 to 250,000 (sections 6.2 and 15, official, December 2025).
pub type B2cAmount = Shillings<10, 250_000>;

/// What an STK prompt and a C2B payment take: 1 to 250,000 (sections 4.1 and 15).
pub type StkAmount = Shillings<1, 250_000>;

impl<const MIN: u32, const MAX: u32> Shillings<MIN, MAX> {
    /// The least this amount may be.
    pub const MIN: u32 = MIN;
    /// The most this amount may be.
    pub const MAX: u32 = MAX;

    /// Takes a number of whole shillings.
    ///
    /// # Errors
    /// When it is outside the limits.
    pub fn new(shillings: u32) -> Result<Self, ValueError> {
        if (MIN..=MAX).contains(&shillings) {
            Ok(Self(shillings))
        } else {
            Err(Self::refused(&shillings.to_string()))
        }
    }

    /// Reads digits; spaces around them are taken off. No point, comma or sign.
    ///
    /// # Errors
    /// When it is not a whole number, or is outside the limits.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let digits = text.trim();
        let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let number = if whole { digits.parse().ok() } else { None };
        number
            .filter(|number| (MIN..=MAX).contains(number))
            .map(Self)
            .ok_or_else(|| Self::refused(digits))
    }

    /// The number of shillings.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }

    fn refused(read: &str) -> ValueError {
        ValueError::new(
            "amount",
            read,
            format!("whole shillings from {MIN} to {MAX}"),
        )
    }
}

/// `KES 1200`
impl<const MIN: u32, const MAX: u32> fmt::Display for Shillings<MIN, MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KES {}", self.0)
    }
}

impl<const MIN: u32, const MAX: u32> fmt::Debug for Shillings<MIN, MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_limits_of_each_api_hold_to_the_shilling() {
        for (text, b2c, stk) in [
            ("0", false, false),
            ("1", false, true),
            ("9", false, true),
            ("10", true, true),
            ("250000", true, true),
            ("250001", false, false),
            ("4294967296", false, false),
        ] {
            assert_eq!(B2cAmount::parse(text).is_ok(), b2c, "{text}");
            assert_eq!(StkAmount::parse(text).is_ok(), stk, "{text}");
        }
        assert!(<Shillings>::new(0).is_err());
        assert!(<Shillings>::new(u32::MAX).is_ok());
    }

    #[test]
    fn only_whole_numbers_are_amounts() {
        for text in [
            "", " ", "1,200", "12.00", "+12", "-12", "1 200", "1e3", "0x10", "KES 10", "١٢",
        ] {
            assert!(<Shillings>::parse(text).is_err(), "{text:?}");
        }
        assert_eq!(<Shillings>::parse(" 0120 ").unwrap().get(), 120);
    }

    #[test]
    fn an_error_names_the_limits() {
        assert_eq!(
            B2cAmount::new(5).unwrap_err().to_string(),
            "amount: expected whole shillings from 10 to 250000, found 5"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(amount in 10_u32..=250_000) {
            let made = B2cAmount::new(amount).unwrap();
            prop_assert_eq!(B2cAmount::parse(&amount.to_string()).unwrap(), made);
            prop_assert_eq!(made.to_string(), format!("KES {amount}"));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,40}") {
            if let Ok(amount) = B2cAmount::parse(&text) {
                prop_assert!((10..=250_000).contains(&amount.get()));
            }
        }
    }
}
