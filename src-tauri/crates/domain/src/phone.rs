//! Phone numbers: full, masked, or only a digest; and the other ids a party can have.
//!
//! Mask shapes: `mpesa-statements.md` section 4.7. Kenyan mobile numbers have nine national digits
//! that begin with 7 or 1; the country code is 254.

use std::borrow::Cow;
use std::fmt;

use crate::account::is_invisible;

/// A Kenyan mobile number, held as its nine national digits. `Debug` and `Display` mask it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(u32);

/// Why a text is not a Kenyan mobile number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing there.
    #[error("no phone number")]
    Empty,
    /// A spreadsheet rounded the number; its last digits are gone.
    #[error("the spreadsheet kept only the first digits of this number")]
    Rounded,
    /// Something else than digits and the usual punctuation.
    #[error("a phone number has digits only, this has {0:?}")]
    Character(char),
    /// Not nine national digits after the prefix.
    #[error("a Kenyan mobile number has nine digits after 0 or 254, this has {0}")]
    Length(usize),
    /// Not a mobile range.
    #[error("a Kenyan mobile number begins with 07, 01, 2547 or 2541")]
    NotMobile,
}

impl Phone {
    /// Reads a number as people and files write it: `07…`, `01…`, `7…`, `1…`, `+254…`, `254…`,
    /// `00254…`, with spaces, hyphens, dots, brackets and invisible marks between the digits, and
    /// `254700000101.0` from a number cell. `2.547E+11` from a CSV has lost its digits and is refused.
    ///
    /// # Errors
    /// Says which rule the text breaks; never guesses missing digits.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        let whole = text.strip_suffix(".0").unwrap_or(text);
        if let Some(digits) = exponent(whole) {
            return Self::from_digits(&digits?);
        }
        let mut digits = String::with_capacity(12);
        for c in whole.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' | '-' | '(' | ')' | '.' | '/' | '\'' | '‐'..='―' => {}
                c if c.is_whitespace() || is_invisible(c) => {}
                odd => return Err(PhoneError::Character(odd)),
            }
        }
        Self::from_digits(&digits)
    }

    fn from_digits(digits: &str) -> Result<Self, PhoneError> {
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        let rest = digits.strip_prefix("00").unwrap_or(digits);
        let rest = match rest.strip_prefix("254") {
            Some(national) if national.len() >= 9 => national,
            _ => rest,
        };
        // "+254 (0)7…" is a habit of letterheads.
        let national = rest.strip_prefix('0').unwrap_or(rest);
        if national.len() != 9 {
            return Err(PhoneError::Length(national.len()));
        }
        if !national.starts_with(['7', '1']) {
            return Err(PhoneError::NotMobile);
        }
        national
            .parse()
            .map(Self)
            .map_err(|_| PhoneError::NotMobile)
    }

    /// The nine digits after the country code.
    #[must_use]
    pub fn national(self) -> String {
        format!("{:09}", self.0)
    }

    /// The twelve digits that Daraja and files use: `2547…`. Revealing: call it only to store, send
    /// or, recorded, to show.
    #[must_use]
    pub fn reveal(self) -> String {
        format!("254{:09}", self.0)
    }

    /// Whether the number lies in a range that was first given to Safaricom. Only a note: numbers
    /// move between operators, so this never refuses one. Ranges: 070x–072x, 0740–0743, 0745, 0746,
    /// 0748, 0757–0759, 0768, 0769, 079x, 0110–0119 (public numbering plan; grade C).
    #[must_use]
    pub fn first_issued_by_safaricom(self) -> bool {
        let prefix = self.0 / 1_000_000;
        matches!(prefix,
            700..=729 | 740..=743 | 745 | 746 | 748 | 757..=759 | 768 | 769 | 790..=799 | 110..=119)
    }

    /// The mask of this number in the shape screens use.
    #[must_use]
    pub fn mask(self) -> PhoneMask {
        let digits = self.national();
        let (head, tail) = (digits.get(..1), digits.get(6..));
        PhoneMask::of(head.unwrap_or_default(), tail.unwrap_or_default())
    }
}

/// Digits of a number written with an exponent: all of them, or the fact that some are gone.
fn exponent(text: &str) -> Option<Result<String, PhoneError>> {
    let (mantissa, power) = text.split_once(['e', 'E'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let places = power.trim_start_matches('+').parse::<usize>().ok()?;
    if places > 15
        || !whole
            .bytes()
            .chain(fraction.bytes())
            .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    // Twelve digits need eleven after the point; fewer means the spreadsheet rounded them away.
    if fraction.len() != places {
        return Some(Err(PhoneError::Rounded));
    }
    Some(Ok(format!("{whole}{fraction}")))
}

/// `2547••••118`
impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.mask(), out)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The digits of a number that a mask left to see, as national digits: the first ones and the last.
/// Held in place, as there is one in nearly every line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneMask {
    /// Head, then tail, then zeros.
    digits: [u8; 9],
    head_len: u8,
    tail_len: u8,
}

impl PhoneMask {
    /// Reads a masked number: digits, two or more stars, bullets or a literal X, digits. Country code
    /// or leading zero is taken off the visible head. `None` when it is not a mask.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(mask) = Self::starred(text) {
            return Some(mask);
        }
        let solid: Cow<'_, str> = if text.contains(char::is_whitespace) {
            text.chars().filter(|c| !c.is_whitespace()).collect()
        } else {
            text.into()
        };
        let is_hole = |c: char| matches!(c, '*' | '•' | 'X' | 'x');
        let start = solid.find(is_hole)?;
        let (head, rest) = solid.split_at_checked(start)?;
        let tail = rest.trim_start_matches(is_hole);
        let masked = rest.chars().take_while(|c| is_hole(*c)).count();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if masked < 2 || !digits(head) || !digits(tail) || tail.len() < 2 || tail.len() > 9 {
            return None;
        }
        let head = head
            .strip_prefix("254")
            .or_else(|| head.strip_prefix('0'))
            .unwrap_or(head);
        (head.len() + tail.len() <= 9).then(|| Self::of(head, tail))
    }

    /// Digits, stars, digits and nothing else: how nearly every line has it.
    fn starred(text: &str) -> Option<Self> {
        let run = |from: usize, of: fn(&u8) -> bool| {
            let rest = text.as_bytes().get(from..).unwrap_or_default();
            from + rest.iter().take_while(|byte| of(byte)).count()
        };
        let head_end = run(0, u8::is_ascii_digit);
        let stars_end = run(head_end, |byte| *byte == b'*');
        if run(stars_end, u8::is_ascii_digit) != text.len() || stars_end - head_end < 2 {
            return None;
        }
        let (head, tail) = (text.get(..head_end)?, text.get(stars_end..)?);
        let head = head
            .strip_prefix("254")
            .or_else(|| head.strip_prefix('0'))
            .unwrap_or(head);
        let fits = (2..=9).contains(&tail.len()) && head.len() + tail.len() <= 9;
        fits.then(|| Self::of(head, tail))
    }

    /// From ASCII digits, at most nine together.
    fn of(head: &str, tail: &str) -> Self {
        let mut digits = [0; 9];
        for (place, digit) in digits.iter_mut().zip(head.bytes().chain(tail.bytes())) {
            *place = digit;
        }
        let len = |part: &str| u8::try_from(part.len()).unwrap_or_default();
        Self {
            digits,
            head_len: len(head),
            tail_len: len(tail),
        }
    }

    fn part(&self, from: u8, len: u8) -> &str {
        let part = self.digits.get(usize::from(from)..usize::from(from + len));
        part.and_then(|part| std::str::from_utf8(part).ok())
            .expect("head and tail are digits, nine at most")
    }

    /// Whether a full number could lie behind this mask. A fit narrows; it never proves.
    #[must_use]
    pub fn fits(&self, phone: Phone) -> bool {
        let digits = phone.national();
        digits.starts_with(self.head()) && digits.ends_with(self.tail())
    }

    /// The last digits that can be seen, three in every shape met so far.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.part(self.head_len, self.tail_len)
    }

    /// The first national digits that can be seen, none to six.
    #[must_use]
    pub fn head(&self) -> &str {
        self.part(0, self.head_len)
    }
}

impl fmt::Display for PhoneMask {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "254{}••••{}", self.head(), self.tail())
    }
}

impl fmt::Debug for PhoneMask {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// What a statement gives to tell a party by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PartyId {
    /// A whole phone number.
    Phone(Phone),
    /// Some digits of one.
    Masked(PhoneMask),
    /// 64 hexadecimal characters: equal digests are the same payer, nothing else is known (N58).
    Digest(Box<str>),
    /// A till, paybill or agent number.
    Organisation(Box<str>),
    /// `SP`: the service provider itself, on charge rows.
    Provider,
}

impl PartyId {
    /// Reads the id part of `<id> - <name>`; `None` when it is none of the forms known.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("SP") {
            return Some(Self::Provider);
        }
        if let Ok(phone) = Phone::parse(text) {
            return Some(Self::Phone(phone));
        }
        if let Some(mask) = PhoneMask::parse(text) {
            return Some(Self::Masked(mask));
        }
        let hex = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if hex {
            return Some(Self::Digest(text.to_ascii_lowercase().into()));
        }
        let short = (4..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        short.then(|| Self::Organisation(text.into()))
    }
}

/// As screens show it: masked.
impl fmt::Display for PartyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone(phone) => fmt::Display::fmt(phone, out),
            Self::Masked(mask) => fmt::Display::fmt(mask, out),
            Self::Digest(hex) => write!(out, "#{}", hex.get(..8).unwrap_or(hex)),
            Self::Organisation(code) => out.write_str(code),
            Self::Provider => out.write_str("M-Pesa"),
        }
    }
}

#[cfg(test)]
#[path = "phone_tests.rs"]
mod tests;
