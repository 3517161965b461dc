//! Short codes: the numbers of paybills, tills and B2C accounts.

use std::fmt;

use crate::values::ValueError;

/// A paybill, till or B2C number: five to seven digits (section 4.1). It is public, and shown as it is.
///
/// ```
/// use daraja::ShortCode;
///
/// assert_eq!(ShortCode::parse("600111")?.as_str(), "600111");
/// assert!(ShortCode::parse("254712000111").is_err());
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortCode(Box<str>);

impl ShortCode {
    /// Reads five to seven digits; spaces around them are taken off.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let digits = text.trim();
        let fits = (5..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if fits {
            Ok(Self(digits.into()))
        } else {
            Err(ValueError::new(
                "short code",
                digits,
                "five to seven digits",
            ))
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for ShortCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn five_to_seven_digits() {
        for good in ["12345", "600111", " 174379\n", "5722572"] {
            assert_eq!(ShortCode::parse(good).unwrap().as_str(), good.trim());
        }
        for bad in [
            "",
            "1234",
            "12345678",
            "60O111",
            "600 111",
            "-60011",
            "٦٠٠١١١",
        ] {
            assert!(ShortCode::parse(bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_digits(text in ".{0,12}") {
            if let Ok(code) = ShortCode::parse(&text) {
                prop_assert!(code.as_str().bytes().all(|b| b.is_ascii_digit()));
                prop_assert_eq!(ShortCode::parse(code.as_str()).unwrap(), code);
            }
        }
    }
}
