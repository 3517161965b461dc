//! Ids, each its own type, so that a line's id can't be passed where an entry's is meant.

use std::fmt;

macro_rules! row_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(i64);

        impl $name {
            /// From the number the ledger file gave the record.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number the ledger file gave the record.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, out)
            }
        }
    )*};
}

row_ids! {
    /// A statement line.
    LineId;
    /// A ledger entry.
    EntryId;
    /// A match: a set of allocations.
    MatchId;
    /// One import of one file.
    ImportId;
    /// The kept bytes of an imported file.
    FileId;
}

/// A paybill, till or payout number: five to seven digits in practice; 4 to 10 are accepted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ShortCode(String);

impl ShortCode {
    /// Reads a short code, ignoring the spaces people put between the digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let fits = (4..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then_some(Self(digits))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_codes_are_digits() {
        assert_eq!(ShortCode::parse("600 111").unwrap().as_str(), "600111");
        assert!(ShortCode::parse("60A111").is_none());
        assert!(ShortCode::parse("12").is_none());
        assert!(ShortCode::parse("").is_none());
    }
}
