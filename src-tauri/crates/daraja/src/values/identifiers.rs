//! Identifiers of requests: ours, and those that Daraja hands out.

use std::fmt;

use crate::values::{ValueError, masked};

/// Longest identifier of Daraja's that is taken, in characters. None longer than 40 has been seen.
const THEIRS_LEN_MAX: usize = 64;

/// The `OriginatorConversationID` that a caller gives to a B2C payment: 1 to 36 of letters, digits, `_`
/// and `-` (section 6.2). A repeat is refused by Daraja; it is the only guard against paying twice
/// (section 0, fact 3), so one payment keeps one id for life.
///
/// ```
/// use daraja::OriginatorId;
///
/// assert_eq!(OriginatorId::parse("PAYRUN-0042-000017")?.as_str(), "PAYRUN-0042-000017");
/// assert!(OriginatorId::parse("PAYRUN 42").is_err());
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginatorId(Box<str>);

/// The `ConversationID` that Daraja gives to a request it took, such as
/// `AG_20260310_010010203abcd4efgh5i`. The form is not documented (section 1), so any 1 to 64 letters,
/// digits, `_` and `-` are taken.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConversationId(Box<str>);

/// The `CheckoutRequestID` of an STK prompt. It ends in the payer's national number (section 1), so
/// `Debug` masks it and [`CheckoutRequestId::reveal`] is the one way to the whole text.
///
/// ```
/// use daraja::CheckoutRequestId;
///
/// let id = CheckoutRequestId::parse("ws_CO_10032026143012345712000111")?;
/// assert_eq!(format!("{id:?}"), "ws_CO_10032026143012••••••••••••");
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckoutRequestId(Box<str>);

/// The text, if it is 1 to `max` letters, digits, `_` and `-`.
fn plain(field: &'static str, text: &str, max: usize) -> Result<Box<str>, ValueError> {
    let fits = (1..=max).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if fits {
        Ok(text.into())
    } else {
        let expected = format!("1 to {max} letters, digits, underscores and hyphens");
        Err(ValueError::new(field, text, expected))
    }
}

impl OriginatorId {
    /// Takes an id exactly as it is.
    ///
    /// # Errors
    /// When it is empty, too long or has other characters, spaces included.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        plain("originator conversation id", text, 36).map(Self)
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ConversationId {
    /// Takes an id exactly as Daraja wrote it.
    ///
    /// # Errors
    /// When it is empty, too long or has other characters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        plain("conversation id", text, THEIRS_LEN_MAX).map(Self)
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl CheckoutRequestId {
    /// Takes an id exactly as Daraja wrote it.
    ///
    /// # Errors
    /// When it is empty, too long or has other characters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        plain("checkout request id", text, THEIRS_LEN_MAX).map(Self)
    }

    /// The whole id, with the payer's number in it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OriginatorId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for OriginatorId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for ConversationId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// As it is, unless it holds what can be a phone number.
impl fmt::Debug for ConversationId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&crate::masks::mask_phones(&self.0))
    }
}

/// Prefix, date and time; the rest hidden. An id of another form is hidden but for a few characters.
impl fmt::Debug for CheckoutRequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self
            .0
            .strip_prefix("ws_CO_")
            .is_some_and(|rest| rest.len() >= 23 && rest.bytes().all(|b| b.is_ascii_digit()));
        if !known {
            return out.write_str(&masked(&self.0));
        }
        for (at, c) in self.0.chars().enumerate() {
            write!(out, "{}", if at < 20 { c } else { '•' })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_of_ours_are_short_and_plain() {
        let longest = "a".repeat(36);
        for good in ["a", "PAYRUN-0042-000017", "_-9", longest.as_str()] {
            assert_eq!(OriginatorId::parse(good).unwrap().as_str(), good);
        }
        let too_long = "a".repeat(37);
        for bad in ["", " a", "a b", "a/b", "ä", "a\n", too_long.as_str()] {
            assert!(OriginatorId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn ids_of_daraja_are_taken_in_every_form_seen() {
        for good in [
            "AG_20260310_010010203abcd4efgh5i",
            "8423-4a3b-87d8-1d91aabbccdd243712",
            "12345-6789012-1",
        ] {
            assert!(ConversationId::parse(good).is_ok(), "{good}");
        }
        assert!(ConversationId::parse("").is_err());
    }

    #[test]
    fn a_checkout_id_hides_its_phone() {
        for text in [
            "ws_CO_10032026143012345712000111",
            "ws_CO_712000111",
            "712000111-ws_CO",
        ] {
            let shown = format!("{:?}", CheckoutRequestId::parse(text).unwrap());
            assert!(!shown.contains("12000111"), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn an_id_is_kept_to_the_letter(text in "[A-Za-z0-9_-]{1,36}") {
            let read = OriginatorId::parse(&text).unwrap();
            prop_assert_eq!(read.as_str(), text.as_str());
            let read = ConversationId::parse(&text).unwrap();
            prop_assert_eq!(read.as_str(), text.as_str());
        }

        #[test]
        fn nothing_else_is_one(text in ".{0,80}") {
            if let Ok(id) = OriginatorId::parse(&text) {
                prop_assert!(id.as_str().is_ascii() && id.as_str().len() <= 36);
            }
            if let Ok(id) = CheckoutRequestId::parse(&text) {
                prop_assert_eq!(id.reveal(), text.as_str());
            }
        }
    }
}
