//! Free texts of requests, kept to letters that Daraja is known to take.
//!
//! Special characters have made payments fail in silence (section 6.2), so each text has its alphabet
//! and its length. `Debug` hides most digits of a text that could hold a phone number.

use std::fmt;

use crate::values::{ValueError, masked};

/// ASCII letters, digits, space, point, hyphen and underscore (section 6.2).
const PLAIN: &str = "letters, digits, spaces, points, hyphens and underscores";
/// The same, and what account numbers of paybills are written with besides.
const ACCOUNT: &str =
    "letters, digits, spaces, points, hyphens, underscores, slashes and number signs";

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-' | b'_')
}

/// The text without spaces around it, if it is `min` to `max` such characters and says something.
fn checked(
    field: &'static str,
    text: &str,
    (min, max): (usize, usize),
    (alphabet, fits): (&str, fn(u8) -> bool),
) -> Result<Box<str>, ValueError> {
    let text = text.trim();
    let says_something = text.bytes().any(|b| b.is_ascii_alphanumeric());
    if (min..=max).contains(&text.len()) && text.bytes().all(fits) && says_something {
        Ok(text.into())
    } else {
        let expected = format!("{min} to {max} {alphabet}");
        Err(ValueError::new(field, text, expected))
    }
}

macro_rules! free_text {
    ($(#[$doc:meta])* $name:ident, $field:literal, $min:literal, $max:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Reads a text; spaces around it are taken off, nothing else is mended.
            ///
            /// # Errors
            /// When it is too short, too long, or has other characters.
            pub fn parse(text: &str) -> Result<Self, ValueError> {
                checked($field, text, ($min, $max), (PLAIN, is_plain)).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{:?}", masked(&self.0))
            }
        }
    };
}

free_text! {
    /// What an initiator's request is about: 2 to 100 letters, digits, spaces, `.`, `-` and `_`
    /// (section 6.2).
    ///
    /// ```
    /// use daraja::Remarks;
    ///
    /// assert!(Remarks::parse("Wages of week 10").is_ok());
    /// assert!(Remarks::parse("Wages & tips").is_err());
    /// ```
    Remarks, "remarks", 2, 100
}

free_text! {
    /// A second free text, always optional: 1 to 100 of the same characters as [`Remarks`]
    /// (section 6.2).
    Occasion, "occasion", 1, 100
}

free_text! {
    /// `TransactionDesc` of an STK prompt: 1 to 13 characters (section 4.1).
    TransactionDescription, "transaction description", 1, 13
}

free_text! {
    /// The name a QR code or a USSD prompt shows for the business: 1 to 40 characters. No limit is
    /// documented; 40 is ours.
    TradeName, "trade name", 1, 40
}

/// An account number as the receiving business knows it: 1 to `MAX` letters, digits, spaces, `.`, `-`,
/// `_`, `/` and `#`. How long it may be differs per API and is part of the type: [`StkReference`],
/// [`B2bReference`], [`BillReference`], [`Prn`].
///
/// ```
/// use daraja::{AccountReference, StkReference};
///
/// let unit: StkReference = AccountReference::parse("BLOCK-A/12")?;
/// assert_eq!(unit.as_str(), "BLOCK-A/12");
/// assert!(StkReference::parse("INVOICE-2026-0091").is_err(), "12 characters at most");
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountReference<const MAX: usize>(Box<str>);

/// `AccountReference` of an STK prompt, shown to the payer: at most 12 characters (section 4.1).
pub type StkReference = AccountReference<12>;
/// `AccountReference` of a B2B payment: at most 13 characters (section 7).
pub type B2bReference = AccountReference<13>;
/// `BillRefNumber` of a C2B payment, `RefNo` of a QR code, `paymentRef` of a USSD prompt: at most 20
/// characters (section 5.3; for the last two no limit is documented).
pub type BillReference = AccountReference<20>;
/// The payment registration number of a tax: at most 20 characters. Section 7 gives 13 for B2B in
/// general; the revenue authority's own numbers are longer, so the wider bound is taken.
pub type Prn = AccountReference<20>;

impl<const MAX: usize> AccountReference<MAX> {
    /// Reads an account number; spaces around it are taken off, nothing else is mended.
    ///
    /// # Errors
    /// When it is empty, too long or has other characters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let fits: fn(u8) -> bool = |byte| is_plain(byte) || matches!(byte, b'/' | b'#');
        checked("account reference", text, (1, MAX), (ACCOUNT, fits)).map(Self)
    }

    /// The account number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Debug for AccountReference<MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", masked(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_hold_to_the_character() {
        let of = |length: usize| "a".repeat(length);
        assert!(Remarks::parse(&of(1)).is_err() && Remarks::parse(&of(2)).is_ok());
        assert!(Remarks::parse(&of(100)).is_ok() && Remarks::parse(&of(101)).is_err());
        assert!(Occasion::parse("").is_err() && Occasion::parse("a").is_ok());
        assert!(Occasion::parse(&of(101)).is_err());
        let description = TransactionDescription::parse;
        assert!(description(&of(13)).is_ok() && description(&of(14)).is_err());
        assert!(StkReference::parse(&of(12)).is_ok() && StkReference::parse(&of(13)).is_err());
        assert!(B2bReference::parse(&of(13)).is_ok() && B2bReference::parse(&of(14)).is_err());
        assert!(BillReference::parse(&of(20)).is_ok() && BillReference::parse(&of(21)).is_err());
    }

    #[test]
    fn only_known_characters_are_sent() {
        assert_eq!(
            Remarks::parse(" Week 10. a-b_c ").unwrap().as_str(),
            "Week 10. a-b_c"
        );
        for odd in [
            "a & b",
            "50%",
            "wages\nweek",
            "sälar",
            "a\"b",
            "<b>a</b>",
            "a/b",
            "--",
        ] {
            assert!(Remarks::parse(odd).is_err(), "{odd:?}");
        }
        assert!(BillReference::parse("A/12 #3").is_ok());
        assert!(BillReference::parse("A&12").is_err());
    }

    #[test]
    fn a_phone_typed_as_reference_is_not_printed() {
        let reference = StkReference::parse("0712000111").unwrap();
        assert_eq!(format!("{reference:?}"), "\"07•••••111\"");
        let remarks = Remarks::parse("to 254712000111").unwrap();
        assert!(!format!("{remarks:?}").contains("712000"));
    }

    proptest! {
        #[test]
        fn what_fits_is_kept(text in "[A-Za-z0-9][A-Za-z0-9 ._-]{0,98}[A-Za-z0-9]") {
            let read = Remarks::parse(&text).unwrap();
            prop_assert_eq!(read.as_str(), text.as_str());
            let read = Occasion::parse(&text).unwrap();
            prop_assert_eq!(read.as_str(), text.as_str());
        }

        #[test]
        fn nothing_else_passes(text in ".{0,120}") {
            if let Ok(remarks) = Remarks::parse(&text) {
                prop_assert!(remarks.as_str().bytes().all(is_plain));
                prop_assert!((2..=100).contains(&remarks.as_str().len()));
            }
        }
    }
}
