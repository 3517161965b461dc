//! The ledger's side: which way an expected movement goes, and how far it is met.

use std::fmt;

use crate::money::Kes;

/// Which way an entry's money is expected to move.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// Owed to the business: met by money in.
    Receivable,
    /// Owed by the business: met by money out.
    Payable,
}

impl Direction {
    /// The word in files and contracts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receivable => "receivable",
            Self::Payable => "payable",
        }
    }

    /// Reads a file's word, with the synonyms ledgers use.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "receivable" | "in" | "ar" | "invoice" | "debtor" => Some(Self::Receivable),
            "payable" | "out" | "ap" | "bill" | "creditor" => Some(Self::Payable),
            _ => None,
        }
    }

    /// The sign that a statement line meeting such an entry has.
    #[must_use]
    pub const fn meets(self, line: Kes) -> bool {
        match self {
            Self::Receivable => line.is_positive(),
            Self::Payable => line.is_negative(),
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// How far an entry is met (design section 14).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntryState {
    /// Nothing allocated yet, and something open.
    Open,
    /// Met in part.
    Part,
    /// Nothing left open.
    Settled,
    /// Settled, and a further payment is held as credit for it.
    Credit,
}

impl EntryState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Part, Self::Settled, Self::Credit];

    /// The word in files and contracts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Part => "part",
            Self::Settled => "settled",
            Self::Credit => "credit",
        }
    }

    /// From what was allocated, what is still open, and whether credit is held for the entry.
    #[must_use]
    pub const fn of(allocated: Kes, open: Kes, credit_held: bool) -> Self {
        if open.is_positive() {
            if allocated.is_positive() {
                Self::Part
            } else {
                Self::Open
            }
        } else if credit_held {
            Self::Credit
        } else {
            Self::Settled
        }
    }
}

impl fmt::Display for EntryState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_meet_their_own_sign_only() {
        let (plus, minus) = (Kes::from_cents(1), Kes::from_cents(-1));
        assert!(Direction::Receivable.meets(plus) && !Direction::Receivable.meets(minus));
        assert!(Direction::Payable.meets(minus) && !Direction::Payable.meets(plus));
        assert!(!Direction::Payable.meets(Kes::ZERO) && !Direction::Receivable.meets(Kes::ZERO));
        assert_eq!(Direction::from_word(" Payable "), Some(Direction::Payable));
        assert_eq!(Direction::from_word("sideways"), None);
    }

    #[test]
    fn states_follow_the_amounts() {
        let (none, some) = (Kes::ZERO, Kes::from_cents(5));
        assert_eq!(EntryState::of(none, some, false), EntryState::Open);
        assert_eq!(EntryState::of(some, some, true), EntryState::Part);
        assert_eq!(EntryState::of(some, none, false), EntryState::Settled);
        assert_eq!(EntryState::of(some, none, true), EntryState::Credit);
    }
}
