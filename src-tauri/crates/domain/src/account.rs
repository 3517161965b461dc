//! What a payer typed as the account, folded so that two ways of typing it compare equal.

use std::fmt;

/// A typed account, reference or customer number in the form that is compared: letters and digits
/// only, upper case, full-width forms folded. Leading zeros stay, because `0042` and `42` may be two
/// customers; [`AccountKey::without_leading_zeros`] gives the other reading.
///
/// The original text is kept beside the key wherever one is stored.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey(Box<str>);

impl AccountKey {
    /// Folds a typed text; `None` when nothing that can be compared is left.
    #[must_use]
    pub fn fold(typed: &str) -> Option<Self> {
        let key: String = typed
            .chars()
            .map(narrow)
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect();
        (!key.is_empty()).then(|| Self(key.into_boxed_str()))
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key a spreadsheet would have left after turning the account into a number (N16); `None`
    /// where there are no leading zeros to lose, or nothing else.
    #[must_use]
    pub fn without_leading_zeros(&self) -> Option<Self> {
        let short = self.0.trim_start_matches('0');
        let numeric = self.0.bytes().all(|b| b.is_ascii_digit());
        (numeric && !short.is_empty() && short.len() < self.0.len()).then(|| Self(short.into()))
    }
}

impl fmt::Display for AccountKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for AccountKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Maps the full-width forms of ASCII (U+FF01–U+FF5E) to ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Whether a character prints nothing: byte-order marks, direction marks, zero-width characters,
/// soft hyphens and controls (N76).
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Collapses every run of white space to one blank and drops what prints nothing.
#[must_use]
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else if !is_invisible(c) {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(text: &str) -> String {
        AccountKey::fold(text).map_or_else(String::new, |key| key.to_string())
    }

    #[test]
    fn ways_of_typing_compare_equal() {
        for typed in ["INV-20433", "inv 20433", " Inv.20433 ", "ＩＮＶ２０４３３"] {
            assert_eq!(fold(typed), "INV20433", "{typed:?}");
        }
        assert_eq!(AccountKey::fold(" - "), None);
        assert_eq!(fold("0042"), "0042");
    }

    #[test]
    fn lost_zeros_are_a_second_reading() {
        let key = AccountKey::fold("0042").unwrap();
        assert_eq!(key.without_leading_zeros(), AccountKey::fold("42"));
        assert_eq!(
            AccountKey::fold("42").unwrap().without_leading_zeros(),
            None
        );
        assert_eq!(
            AccountKey::fold("000").unwrap().without_leading_zeros(),
            None
        );
        assert_eq!(
            AccountKey::fold("0A4").unwrap().without_leading_zeros(),
            None
        );
    }

    #[test]
    fn collapses_what_a_cell_may_hold() {
        assert_eq!(
            collapse("  Pay\u{a0}Bill \r\n from\u{200f} x "),
            "Pay Bill from x"
        );
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,40}") {
            if let Some(key) = AccountKey::fold(&text) {
                prop_assert_eq!(AccountKey::fold(key.as_str()), Some(key));
            }
        }
    }
}
