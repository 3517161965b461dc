//! Why a text is not the value it should be: which field, what was read (masked), what is expected.

use std::fmt;

/// How much of a refused text an error repeats, in characters.
const SHOWN_LEN_MAX: usize = 24;
/// From this many digits on a text may be somebody's phone number.
const PERSONAL_DIGITS_MIN: usize = 8;

/// A text that is not the value a field needs. Nothing was sent.
///
/// What was read is cut to 24 characters, and where it has eight digits or more only the first and the
/// last few are shown, because it may be a phone number.
///
/// ```
/// use daraja::Msisdn;
///
/// let error = Msisdn::parse("0712000111").unwrap_err();
/// assert_eq!(error.field(), "phone number");
/// assert_eq!(error.read(), "07•••••111");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ValueError {
    field: &'static str,
    read: String,
    expected: String,
}

impl ValueError {
    pub(crate) fn new(field: &'static str, read: &str, expected: impl Into<String>) -> Self {
        Self {
            field,
            read: masked(read),
            expected: expected.into(),
        }
    }

    /// For a reading that is fit to be shown as it is, such as the host of an address.
    pub(crate) fn showing(field: &'static str, read: &str, expected: impl Into<String>) -> Self {
        Self {
            field,
            read: read.to_owned(),
            expected: expected.into(),
        }
    }

    /// For a text of which nothing may be repeated.
    pub(crate) fn hidden(field: &'static str, read: &str, expected: impl Into<String>) -> Self {
        let count = read.chars().count();
        let read = if count == 0 {
            String::new()
        } else {
            format!("({count} characters)")
        };
        Self {
            field,
            read,
            expected: expected.into(),
        }
    }

    /// What the value is for, in words: `amount`, `phone number`.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What was read, masked and cut; empty when there was nothing.
    #[must_use]
    pub fn read(&self) -> &str {
        &self.read
    }

    /// What would be taken, in words.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: expected {}, ", self.field, self.expected)?;
        if self.read.is_empty() {
            out.write_str("found nothing")
        } else {
            write!(out, "found {}", self.read)
        }
    }
}

impl fmt::Debug for ValueError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ValueError({self})")
    }
}

impl std::error::Error for ValueError {}

/// The text as errors, `Debug` and logs may show it: cut, without control characters, and with most
/// digits hidden where there are enough of them to be a phone number.
pub(crate) fn masked(text: &str) -> String {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let (head, tail) = match digits {
        ..PERSONAL_DIGITS_MIN => (digits, 0),
        PERSONAL_DIGITS_MIN..12 => (2, 3),
        _ => (4, 3),
    };
    let mut seen = 0;
    let mut shown = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == SHOWN_LEN_MAX {
            shown.push('…');
            break;
        }
        if c.is_numeric() {
            seen += 1;
            let open = seen <= head || seen + tail > digits;
            shown.push(if open { c } else { '•' });
        } else {
            shown.push(if c.is_control() { '·' } else { c });
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_never_repeated_whole() {
        assert_eq!(masked("254712000111"), "2547•••••111");
        assert_eq!(masked("+254 712-000-111"), "+254 7••-•••-111");
        assert_eq!(masked("712000111"), "71••••111");
        assert_eq!(masked("600111"), "600111", "a short code is public");
        assert_eq!(masked("INV-0091"), "INV-0091");
    }

    #[test]
    fn a_long_or_odd_text_is_cut_and_cleaned() {
        assert_eq!(masked(&"a".repeat(30)), format!("{}…", "a".repeat(24)));
        assert_eq!(masked("a\u{7}\nb"), "a··b");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn an_error_says_field_expectation_and_reading() {
        let error = ValueError::new("amount", "12.50", "whole shillings");
        assert_eq!(
            error.to_string(),
            "amount: expected whole shillings, found 12.50"
        );
        let hidden = ValueError::hidden("passkey", "abc def", "no spaces");
        assert_eq!(
            hidden.to_string(),
            "passkey: expected no spaces, found (7 characters)"
        );
        assert_eq!(
            ValueError::new("amount", "", "digits").to_string(),
            "amount: expected digits, found nothing"
        );
    }
}
