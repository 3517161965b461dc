//! M-Pesa's and the desk's vocabulary as closed sets, each with the word that files and screens use.

use std::fmt;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every value, in the order people expect to see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word for it in contracts, files and the database.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The value that a word names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.word())
            }
        }
    )*};
}

words! {
    /// What a statement line is, in the terms of the contract (design section 14).
    LineKind {
        /// A payment in or out: the row that other rows of its receipt belong to.
        Principal = "principal",
        /// M-Pesa's tariff for a payment.
        Charge = "charge",
        /// The undoing of an earlier payment.
        Reversal = "reversal",
        /// Collections moved on towards the bank: account to settlement account, or to the bank.
        Sweep = "sweep",
        /// Money moved between the business's own M-Pesa accounts.
        Transfer = "transfer",
        /// Overdraft and loan: neither income nor expense.
        Borrowing = "borrowing",
        /// Wording that is not known.
        Other = "other",
    }

    /// Where a row of a file ended (law 5).
    Bucket {
        /// Seen for the first time.
        New = "new",
        /// Already held, unchanged.
        Known = "known",
        /// Already held with other content: shown, never merged silently.
        Changed = "changed",
        /// Not readable; kept aside with the reason.
        Refused = "refused",
    }

    /// What became of a statement line (design section 14).
    LineClass {
        /// Wholly allocated.
        Matched = "matched",
        /// Allocated in part; the rest is open.
        Part = "part",
        /// A proposal waits for a person.
        Suggested = "suggested",
        /// Several entries fit equally well.
        Ambiguous = "ambiguous",
        /// Pays what was already paid; held as credit.
        Duplicate = "duplicate",
        /// Nothing in the ledger is like it.
        Unmatched = "unmatched",
        /// A tariff charge.
        Fee = "fee",
        /// Own money moved: sweep, transfer or borrowing.
        Transfer = "transfer",
        /// Undone by, or undoing, another line.
        Reversed = "reversed",
        /// Failed, declined, cancelled or expired: no money moved.
        NotCompleted = "not_completed",
    }

    /// A transaction's status as statements print it (`mpesa-statements.md` 4.5).
    Status {
        /// Money moved.
        Completed = "completed",
        /// It did not.
        Failed = "failed",
        /// It did not.
        Declined = "declined",
        /// It did not.
        Cancelled = "cancelled",
        /// It did not.
        Expired = "expired",
        /// Tried, in first-generation statements; money did not move.
        Attempted = "attempted",
        /// Not final yet; money has not moved.
        Pending = "pending",
        /// A word that is not known: treated as not completed (N42).
        Unknown = "unknown",
    }

    /// Which wallet of a short code a row is booked in (`mpesa-statements.md` section 2).
    SubAccount {
        /// Paybill collections, and what payouts are paid from.
        Utility = "utility",
        /// Till collections.
        Merchant = "merchant",
        /// The working account: money ready to leave.
        Working = "working",
        /// Tariff charges, where they are kept apart; at or below zero.
        ChargesPaid = "charges_paid",
        /// Pass-through used by the settlement run.
        Settlement = "settlement",
        /// Any other (float, airtime, loan).
        Other = "other",
    }

    /// Which of three worlds data belongs to; they never mix (law 10).
    Environment {
        /// Built-in simulator; nothing moves real money.
        Practice = "practice",
        /// Safaricom's test system.
        Sandbox = "sandbox",
        /// Real money.
        Production = "production",
    }

    /// The leg of a transaction that a row is, as far as its wording tells; part of a line's
    /// identity, so it must not depend on layout or year.
    Wording {
        /// A customer pays the business.
        PayIn = "pay_in",
        /// The business pays a person or business.
        PayOut = "pay_out",
        /// Tariff.
        Charge = "charge",
        /// Undoing.
        Reversal = "reversal",
        /// Collection account to settlement, settlement to working.
        Sweep = "sweep",
        /// Working account to bank.
        ToBank = "to_bank",
        /// Between own accounts.
        OwnTransfer = "own_transfer",
        /// Overdraft, loan.
        Borrowing = "borrowing",
        /// Not known.
        Unknown = "unknown",
    }
}

impl Wording {
    /// The line kind that the contract reports for this leg.
    #[must_use]
    pub const fn kind(self) -> LineKind {
        match self {
            Self::PayIn | Self::PayOut => LineKind::Principal,
            Self::Charge => LineKind::Charge,
            Self::Reversal => LineKind::Reversal,
            Self::Sweep | Self::ToBank => LineKind::Sweep,
            Self::OwnTransfer => LineKind::Transfer,
            Self::Borrowing => LineKind::Borrowing,
            Self::Unknown => LineKind::Other,
        }
    }
}

impl Status {
    /// Whether money moved. An unknown word counts as no (N42).
    #[must_use]
    pub const fn moved_money(self) -> bool {
        match self {
            Self::Completed => true,
            Self::Failed
            | Self::Declined
            | Self::Cancelled
            | Self::Expired
            | Self::Attempted
            | Self::Pending
            | Self::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for kind in LineKind::ALL {
            assert_eq!(LineKind::from_word(kind.word()), Some(*kind));
        }
        for class in LineClass::ALL {
            assert_eq!(LineClass::from_word(class.word()), Some(*class));
        }
        for wording in Wording::ALL {
            assert_eq!(Wording::from_word(wording.word()), Some(*wording));
            assert!(LineKind::ALL.contains(&wording.kind()));
        }
        assert_eq!(Bucket::from_word("lost"), None);
    }

    #[test]
    fn only_completed_moves_money() {
        let moving: Vec<_> = Status::ALL.iter().filter(|s| s.moved_money()).collect();
        assert_eq!(moving, [&Status::Completed]);
    }
}
