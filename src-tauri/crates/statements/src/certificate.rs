//! The completeness certificate: does the running balance prove that no row is missing?
//!
//! Checked second by second, because legs inside one second are not listed in posting order
//! (`mpesa-statements.md` section 7). What can't be checked says so.

use domain::{Eat, Kes, ShortCode, SubAccount};

/// What a statement proves about one wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The short code, where known.
    pub short_code: Option<ShortCode>,
    /// The wallet.
    pub account: SubAccount,
    /// First and last booked moment, or the preamble's period.
    pub period: Option<(Eat, Eat)>,
    /// Completed rows that took part.
    pub rows: u64,
    /// Rows that moved no money and took no part.
    pub not_completed: u64,
    /// Balance before the first row: the preamble's, else worked out from the first second.
    pub opening: Option<Kes>,
    /// Sum of money in.
    pub paid_in: Kes,
    /// Sum of money out, at or below zero.
    pub withdrawn: Kes,
    /// Balance after the last row: the preamble's, else the last second's.
    pub closing: Option<Kes>,
    /// The running balance.
    pub chain: Chain,
    /// Opening + in + out = closing.
    pub arithmetic: Check,
    /// Sums of rows = the preamble's totals.
    pub totals: Check,
}

/// The outcome of walking the running balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// Every second follows from the one before.
    Unbroken,
    /// It does not, in these places.
    Broken(Vec<Break>),
    /// There is no balance column, or no row.
    NotCheckable(&'static str),
}

/// A place where rows may be missing or were edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The last moment that tied.
    pub after: Option<Eat>,
    /// The first that did not.
    pub at: Eat,
    /// Row number in the file of that moment's first row.
    pub row: u64,
    /// What the balance should have been.
    pub expected: Kes,
    /// What the file says it was.
    pub found: Kes,
}

/// One sum compared with one declared figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// They agree.
    Ties,
    /// They do not.
    Differs {
        /// What the file declares.
        declared: Kes,
        /// What its rows give.
        computed: Kes,
    },
    /// The file declares nothing to compare with.
    NotCheckable(&'static str),
}

impl Break {
    /// The amount that is unexplained: found − expected.
    #[must_use]
    pub fn difference(&self) -> Kes {
        self.found.checked_sub(self.expected).unwrap_or(Kes::MAX)
    }
}

impl Certificate {
    /// Whether absence from this statement proves absence from the wallet: the chain is unbroken and
    /// nothing that could be checked differs.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.chain == Chain::Unbroken
            && !matches!(self.arithmetic, Check::Differs { .. })
            && !matches!(self.totals, Check::Differs { .. })
    }
}
