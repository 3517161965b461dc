//! Text compared without regard to case, without copying it. The needles are ASCII and lower case.

use std::borrow::Cow;

/// Whether a text begins with words.
pub(super) fn starts_with(text: &str, words: &str) -> bool {
    strip(text, words).is_some()
}

/// What follows the words that a text begins with.
pub(super) fn strip<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let head = text.as_bytes().get(..words.len())?;
    let first = head.first()?.to_ascii_lowercase();
    if first == *words.as_bytes().first()? && head.eq_ignore_ascii_case(words.as_bytes()) {
        text.get(words.len()..)
    } else {
        None
    }
}

/// Whether a text ends with words.
pub(super) fn ends_with(text: &str, words: &str) -> bool {
    text.len()
        .checked_sub(words.len())
        .and_then(|at| text.as_bytes().get(at..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(words.as_bytes()))
}

/// Where words first stand.
pub(super) fn find(text: &str, words: &str) -> Option<usize> {
    let first = *words.as_bytes().first()?;
    let bytes = text.as_bytes();
    (bytes.iter().enumerate())
        .filter(|(_, byte)| byte.to_ascii_lowercase() == first)
        .find(|(at, _)| stands_at(bytes, *at, words))
        .map(|(at, _)| at)
}

/// Where words last stand.
pub(super) fn find_last(text: &str, words: &str) -> Option<usize> {
    let first = *words.as_bytes().first()?;
    let bytes = text.as_bytes();
    (bytes.iter().enumerate().rev())
        .filter(|(_, byte)| byte.to_ascii_lowercase() == first)
        .find(|(at, _)| stands_at(bytes, *at, words))
        .map(|(at, _)| at)
}

fn stands_at(bytes: &[u8], at: usize, words: &str) -> bool {
    bytes
        .get(at..at + words.len())
        .is_some_and(|here| here.eq_ignore_ascii_case(words.as_bytes()))
}

/// A text with white space collapsed and unprintable marks dropped; nearly always as it stands.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy(text.as_bytes()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(domain::account::collapse(text))
    }
}

fn is_tidy(bytes: &[u8]) -> bool {
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return true;
    };
    // Without early exits, so that many bytes are looked at together.
    let after = bytes.get(1..).unwrap_or_default();
    let doubled = bytes
        .iter()
        .zip(after)
        .fold(false, |any, (a, b)| any | ((*a == b' ') & (*b == b' ')));
    let printable = bytes
        .iter()
        .fold(true, |all, byte| all & (0x20..0x7f).contains(byte));
    printable & !doubled & (*first != b' ') & (*last != b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter() {
        assert_eq!(strip("PAY Bill from x", "pay bill from "), Some("x"));
        assert_eq!(strip("pay", "pay bill"), None);
        assert_eq!(strip("", "pay"), None);
        assert!(ends_with("Funds to BANK", " to bank"));
        assert_eq!(find("x Acc. y acc. z", " acc."), Some(1));
        assert_eq!(find_last("x Acc. y acc. z", " acc."), Some(8));
        assert_eq!(find("é", "acc"), None);
    }

    #[test]
    fn tidy_text_is_left_alone() {
        assert!(matches!(tidy("Pay Bill Charge"), Cow::Borrowed(_)));
        assert!(matches!(tidy(""), Cow::Borrowed(_)));
        assert_eq!(tidy(" Pay  Bill\nCharge "), "Pay Bill Charge");
        assert_eq!(tidy(" "), "");
        assert_eq!(tidy("Renée"), "Renée");
    }
}
