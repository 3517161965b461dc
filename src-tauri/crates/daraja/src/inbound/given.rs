//! People and organisations as results name them: numbers clear, masked or hashed; `number - NAME`.

use crate::masks::glimpse;
use crate::{Msisdn, ShortCode};
use sha2::{Digest, Sha256};
use std::fmt;

/// A text that may be a person's name or something a person typed. Prints only first letters;
/// [`Personal::reveal`] is the whole text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Personal(Box<str>);

/// A phone number as Daraja gives it: hashed since 2024 in most confirmations, masked in others, clear
/// in the sandbox and in some results (`daraja-api.md` section 5.3).
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum GivenPhone {
    /// The whole number.
    Clear(Msisdn),
    /// Some digits hidden: `2547 ***** 417`.
    Masked(Box<str>),
    /// SHA-256 of the twelve digits.
    Hashed([u8; 32]),
}

/// Who stands before the hyphen of `254712000111 - AMANI MFANO`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartyId {
    /// A person's number.
    Phone(GivenPhone),
    /// A paybill, till or other short code.
    ShortCode(ShortCode),
}

/// A party of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Party {
    /// Number or short code, when one could be read.
    pub id: Option<PartyId>,
    /// The name; empty when there is none.
    pub name: Personal,
}

impl Personal {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.trim().into())
    }

    /// The whole text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl GivenPhone {
    /// Reads a number in any of its three forms.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == 64 {
            return unhex(text).map(Self::Hashed);
        }
        if text.len() > 32 {
            return None;
        }
        let hides = |c: char| matches!(c, '*' | '•' | '#' | 'x' | 'X');
        let spelled = |c: char| hides(c) || c.is_ascii_digit() || matches!(c, ' ' | '-' | '+');
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if text.contains(hides) && text.chars().all(spelled) && digits >= 3 {
            return Some(Self::Masked(text.into()));
        }
        let plain = crate::loose::whole_digits(text);
        Msisdn::read(plain.as_deref().unwrap_or(text))
            .ok()
            .map(Self::Clear)
    }

    /// Whether this can be `number`. `true` is proof for clear and hashed numbers, and only "nothing
    /// speaks against it" for masked ones.
    #[must_use]
    pub fn can_be(&self, number: Msisdn) -> bool {
        let digits = number.digits();
        match self {
            Self::Clear(clear) => *clear == number,
            Self::Hashed(hash) => Sha256::digest(&digits).as_slice() == hash,
            Self::Masked(text) => {
                let (head, tail) = ends(text);
                digits.starts_with(&head) && digits.ends_with(&tail)
            }
        }
    }
}

/// The digits before the first and after the last hidden one, the first in international form.
fn ends(masked: &str) -> (String, String) {
    let compact: String = masked
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '+'))
        .collect();
    let hidden = |c: char| !c.is_ascii_digit();
    let head = compact.split(hidden).next().unwrap_or_default();
    let tail = compact.rsplit(hidden).next().unwrap_or_default();
    let head = match head.strip_prefix('0') {
        Some(local) => format!("254{local}"),
        None => head.to_owned(),
    };
    (head, tail.to_owned())
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let pair = text.get(at * 2..at * 2 + 2)?;
        if !pair.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

impl Party {
    /// Splits `number - NAME`; a number alone has no name. Without a number at its beginning the whole
    /// text is the name, and [`Party::id`] is none.
    ///
    /// ```
    /// use daraja::inbound::Party;
    ///
    /// let party = Party::read("600222 - MFANO LTD");
    /// assert!(party.id.is_some());
    /// assert_eq!(party.name.reveal(), "MFANO LTD");
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (id, name) = text.split_once(" - ").unwrap_or((text, ""));
        let id = Self::id_of(id.trim().trim_end_matches(" -"));
        let name = if id.is_some() { name } else { text };
        Self {
            id,
            name: Personal::new(name),
        }
    }

    fn id_of(text: &str) -> Option<PartyId> {
        let phone = GivenPhone::read(text).map(PartyId::Phone);
        phone.or_else(|| ShortCode::parse(text).ok().map(PartyId::ShortCode))
    }

    /// The phone number, if the party is a person and has one.
    #[must_use]
    pub fn phone(&self) -> Option<&GivenPhone> {
        match &self.id {
            Some(PartyId::Phone(phone)) => Some(phone),
            Some(PartyId::ShortCode(_)) | None => None,
        }
    }
}

impl fmt::Display for Personal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&glimpse(&self.0))
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Debug for GivenPhone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear(number) => write!(out, "Clear({number})"),
            Self::Masked(text) => write!(out, "Masked({})", crate::mask_phones(text)),
            Self::Hashed([a, b, ..]) => write!(out, "Hashed({a:02x}{b:02x}…)"),
        }
    }
}

#[cfg(test)]
#[path = "given_tests.rs"]
mod tests;
