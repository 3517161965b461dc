//! M-Pesa receipt numbers, and the placeholders that are none.

use std::fmt;

use crate::values::ValueError;

/// A receipt: ten upper-case letters and digits, a letter among them (section 1). The placeholder of
/// failed results, three characters of date and seven zeros, is refused: it names no transaction.
///
/// ```
/// use daraja::Receipt;
///
/// assert_eq!(Receipt::parse("UCA3P0W8RD")?.as_str(), "UCA3P0W8RD");
/// assert!(Receipt::parse("UCA0000000").is_err());
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receipt(Box<str>);

impl Receipt {
    /// Reads a receipt; spaces around it are taken off, nothing else is mended.
    ///
    /// # Errors
    /// When it is not ten such characters, or is a placeholder.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let refused = |expected: &str| ValueError::new("receipt", text, expected);
        let clean = text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let lettered = text.bytes().any(|b| b.is_ascii_uppercase());
        if text.len() != 10 || !clean || !lettered {
            return Err(refused("ten upper-case letters and digits"));
        }
        if Self::is_placeholder(text) {
            return Err(refused("a receipt, not the placeholder of a failed result"));
        }
        Ok(Self(text.into()))
    }

    /// Whether a text is what failed results carry in place of a receipt: three characters, then seven
    /// zeros.
    #[must_use]
    pub fn is_placeholder(text: &str) -> bool {
        let text = text.trim();
        text.len() == 10 && text.get(3..) == Some("0000000")
    }

    /// The receipt.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ten_upper_case_characters() {
        for good in ["UCA7K2M9QX", " UCA5H8T1ZP\n", "NLJ7RT61SV"] {
            assert_eq!(Receipt::parse(good).unwrap().as_str(), good.trim());
        }
        for bad in [
            "",
            "uca7k2m9qx",
            "UCA7K2M9Q",
            "UCA7K2M9QXX",
            "UCA7K2M9Q-",
            "0712000111",
            "ÜCA7K2M9Q",
        ] {
            assert!(Receipt::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_placeholder_is_no_receipt() {
        assert!(Receipt::is_placeholder("UCA0000000"));
        assert!(!Receipt::is_placeholder("UCA0000001"));
        assert!(!Receipt::is_placeholder(""));
        let error = Receipt::parse("UCA0000000").unwrap_err();
        assert!(error.expected().contains("placeholder"));
    }

    proptest! {
        #[test]
        fn a_receipt_is_kept_to_the_letter(text in "[A-Z][A-L][1-9A-V][A-Z0-9]{6}[A-Z1-9]") {
            let read = Receipt::parse(&text).unwrap();
            prop_assert_eq!(read.as_str(), text.as_str());
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,14}") {
            let read = Receipt::parse(&text);
            prop_assert!(read.is_err() || !Receipt::is_placeholder(&text));
        }
    }
}
