//! What makes two rows the same line.
//!
//! A receipt names a transaction, not a row: a payment and its charge share one. Layouts and years
//! word and mask the same row differently, so the wording takes part only when its class is unknown
//! (design section 3, `mpesa-statements.md` section 6).

use crate::ids::ShortCode;
use crate::money::Kes;
use crate::receipt::Receipt;
use crate::terms::{SubAccount, Wording};

/// The account a line is booked in: a short code's wallet.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Wallet {
    /// The paybill, till or payout number.
    pub short_code: ShortCode,
    /// Which of its wallets.
    pub account: SubAccount,
}

/// What a row is known by before its repetitions are counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineKey {
    /// The wallet.
    pub wallet: Wallet,
    /// The transaction.
    pub receipt: Receipt,
    /// Which leg of it.
    pub leg: Wording,
    /// The signed amount: in is positive.
    pub amount: Kes,
    /// Normalised details, only when the leg is [`Wording::Unknown`]; else empty.
    pub details: Box<str>,
}

/// A line's identity: its key, and which of the equal rows of one transaction it is, from 0.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineIdentity {
    /// What it shares with its repetitions.
    pub key: LineKey,
    /// 0 for the first such row, 1 for the next.
    pub occurrence: u32,
}

impl LineKey {
    /// A row's key. `details` matter only when the leg is unknown.
    #[must_use]
    pub fn new(wallet: Wallet, receipt: Receipt, leg: Wording, amount: Kes, details: &str) -> Self {
        let details = Self::details_part(leg, details);
        Self {
            wallet,
            receipt,
            leg,
            amount,
            details,
        }
    }

    /// The part that a row's wording has in its key: all of it, normalised, when the leg is unknown,
    /// else nothing.
    #[must_use]
    pub fn details_part(leg: Wording, details: &str) -> Box<str> {
        match leg {
            Wording::Unknown => crate::account::collapse(details).to_lowercase().into(),
            Wording::PayIn
            | Wording::PayOut
            | Wording::Charge
            | Wording::Reversal
            | Wording::Sweep
            | Wording::ToBank
            | Wording::OwnTransfer
            | Wording::Borrowing => Box::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(leg: Wording, details: &str) -> LineKey {
        let wallet = Wallet {
            short_code: ShortCode::parse("600111").unwrap(),
            account: SubAccount::Utility,
        };
        let receipt = "UB3K0001AA".parse().unwrap();
        LineKey::new(wallet, receipt, leg, Kes::from_cents(100), details)
    }

    #[test]
    fn wording_counts_only_when_the_leg_is_unknown() {
        let (old, new) = ("Pay Bill from 0700", "Pay Bill Online from 25470****1");
        assert_eq!(key(Wording::PayIn, old), key(Wording::PayIn, new));
        assert_ne!(key(Wording::Unknown, old), key(Wording::Unknown, new));
        assert_eq!(key(Wording::Unknown, "A  b"), key(Wording::Unknown, "a B "));
        assert_ne!(key(Wording::PayIn, old), key(Wording::Charge, old));
    }
}
