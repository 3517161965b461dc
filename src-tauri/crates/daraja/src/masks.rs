//! What may be printed of a text that a person's number or name may be in.

use std::fmt;

/// Characters of a text that [`glimpse`] shows at most.
const GLIMPSE_CHARS_MAX: usize = 40;

/// Digits shown at the end of a masked run.
const OPEN_TAIL: usize = 3;
/// From this length on a run of digits may end with a phone number.
const LONG_RUN: usize = 18;
/// Digits of a date and time, which begin the long runs that are known.
const DATE_TIME_LEN: usize = 14;

/// The text with every run of digits masked that can hold a Kenyan mobile number: `254` and nine digits
/// anywhere in it, nine or ten digits that begin like one, and eighteen digits or more (a
/// `CheckoutRequestID` ends with the payer's number).
#[must_use]
pub fn mask_phones(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(digit) if digit.is_ascii_digit() => run.push(digit),
            other => {
                push_run(&mut out, &run);
                run.clear();
                out.extend(other);
            }
        }
    }
    out
}

/// One run of digits, all but its ends hidden where it can hold a phone number.
fn push_run(out: &mut String, run: &str) {
    let length = run.len();
    let Some(head) = open_head(run) else {
        out.push_str(run);
        return;
    };
    for (at, c) in run.char_indices() {
        let open = at < head || at + OPEN_TAIL >= length;
        out.push(if open { c } else { '•' });
    }
}

/// How many digits at the beginning of a run may be shown, when not all may: `2547` of a number, the
/// date and time of a `CheckoutRequestID`.
fn open_head(run: &str) -> Option<usize> {
    let begins = |tail: &str, prefix: &str| {
        tail.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 8)
    };
    let international = (0..run.len()).find(|&at| {
        run.get(at..)
            .is_some_and(|tail| begins(tail, "2547") || begins(tail, "2541"))
    });
    match (international, run.len()) {
        // What stands before it may be a number too.
        (Some(at), _) => Some(if at < 9 { at + 4 } else { 4 }),
        (None, 9) => (begins(run, "7") || begins(run, "1")).then_some(1),
        (None, 10) => (begins(run, "07") || begins(run, "01")).then_some(1),
        (None, length) => (length >= LONG_RUN).then_some(DATE_TIME_LEN),
    }
}

/// A short view of a text for messages about text that could not be read: numbers that can be phones
/// masked, words of three letters and more cut to their first, never more than 40 characters.
#[must_use]
pub fn glimpse(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let shown: String = text.chars().take(GLIMPSE_CHARS_MAX).collect();
    let hides = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    for c in mask_phones(&shown).chars().map(Some).chain([None]) {
        match c {
            Some(letter) if letter.is_alphanumeric() => word.push(letter),
            other => {
                match word.chars().next() {
                    Some(first) if hides(&word) => {
                        out.push(first);
                        out.push_str("•••");
                    }
                    _ => out.push_str(&word),
                }
                word.clear();
                out.extend(other.map(|c| if c.is_control() { ' ' } else { c }));
            }
        }
    }
    if text.chars().nth(GLIMPSE_CHARS_MAX).is_some() {
        out.push('…');
    }
    out
}

/// A text exactly as Daraja sent it. `Debug` and `Display` mask numbers that can be phones;
/// [`Verbatim::reveal`] is the whole text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Verbatim(Box<str>);

impl Verbatim {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The whole text, as sent.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is no text, or only space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Display for Verbatim {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&mask_phones(&self.0))
    }
}

impl fmt::Debug for Verbatim {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&mask_phones(&self.0), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_masked_in_every_form() {
        let cases = [
            ("254712000111 - AMANI MFANO", "2547•••••111 - AMANI MFANO"),
            ("to 0712000111.", "to 0••••••111."),
            ("712000111", "7•••••111"),
            ("+254112000111", "+2541•••••111"),
            (
                "ws_CO_10032026143012345712000111",
                "ws_CO_10032026143012•••••••••111",
            ),
            ("254712000111254712000222", "2547•••••••••••••••••222"),
            (
                "AG_20260310_010010203abcd4efgh5i",
                "AG_20260310_010010203abcd4efgh5i",
            ),
            ("20260310143041", "20260310143041"),
            ("The receipt UCA7K2M9QX", "The receipt UCA7K2M9QX"),
            ("254700000254712345678", "2547••••••••••••••678"),
            ("00712000111254712000222", "0071••••••••••••••••222"),
            ("00000009581118406276984074", "00000009581118•••••••••074"),
            ("", ""),
        ];
        for (text, masked) in cases {
            assert_eq!(mask_phones(text), masked, "{text}");
            assert_eq!(format!("{}", Verbatim::new(text)), masked);
        }
    }

    #[test]
    fn a_glimpse_shows_shape_and_no_names() {
        assert_eq!(
            glimpse("254712000111 - AMANI MFANO"),
            "2547•••••111 - A••• M•••"
        );
        assert_eq!(glimpse("12OO.00"), "12OO.00");
        assert!(glimpse(&"x ".repeat(500)).chars().count() <= 41);
    }
}
