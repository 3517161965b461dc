//! The ways in which a payment, a row or a ledger entry can be odd. What each is and how often it
//! comes is told in the table of [`super`].

macro_rules! oddities {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// What is odd, or not, about a statement row or a ledger entry.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Oddity {
            $($(#[$doc])* $variant,)*
        }

        impl Oddity {
            /// Every oddity.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// A word for it, as quality tables print.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

oddities! {
    /// The invoice's reference as printed, the open amount.
    Exact = "exact",
    /// The reference with spaces, in lower case, without its hyphen.
    Loose = "loose",
    /// The reference, from somebody else's phone.
    Relative = "relative",
    /// The customer's unit or account instead of the invoice.
    AccountTyped = "account_typed",
    /// A numeric account without its leading zeros.
    ZerosLost = "zeros_lost",
    /// Two to four payments for one invoice.
    Instalments = "instalments",
    /// One payment with the customer's account for two or three invoices.
    MonthsAtOnce = "months_at_once",
    /// One payment that lists two invoices.
    SeveralReferences = "several_references",
    /// More than was open.
    OverPaid = "over_paid",
    /// Less than was open, and nothing after it.
    UnderPaid = "under_paid",
    /// The same invoice paid again.
    PaidTwice = "paid_twice",
    /// A typing error in the reference.
    Typo = "typo",
    /// Only the digits of the reference.
    PrefixLeftOut = "prefix_left_out",
    /// Nothing typed; phone, name and amount fit one entry.
    PayerKnown = "payer_known",
    /// A name, a phone number or a word typed; payer and amount fit one entry.
    WordTyped = "word_typed",
    /// Nothing typed; two entries of one payer fit equally well.
    TwoFit = "two_fit",
    /// Sent back the same day; paid again later.
    Reversed = "reversed",
    /// Sent back after midnight: the receipt's date is that of the day before.
    ReversedNextDay = "reversed_next_day",
    /// Too much paid, and the surplus sent back.
    PartlyReversed = "partly_reversed",
    /// A failed try before the payment that counts.
    FailedFirst = "failed_first",
    /// A try that failed, was declined, cancelled or expired, and nothing after it.
    NeverCompleted = "never_completed",
    /// The ledger holds the receipt.
    Booked = "booked",
    /// The ledger holds the receipt with another amount.
    BookedOtherAmount = "booked_other_amount",
    /// The ledger holds a receipt that the statement does not.
    BookedMissing = "booked_missing",
    /// Past its due date, and nothing paid.
    Overdue = "overdue",
    /// Not due before the period ends, and nothing paid.
    NotYetDue = "not_yet_due",
    /// Money from someone who is in no book.
    Stranger = "stranger",
    /// Wording that no grammar knows.
    UnknownWording = "unknown_wording",
    /// The tariff for a payment in.
    Charge = "charge",
    /// The tariff for a payment that lies before the period.
    OrphanCharge = "orphan_charge",
    /// A payout whose receipt the ledger holds.
    PayoutBooked = "payout_booked",
    /// A payout that is told only by payee and amount.
    PayeeKnown = "payee_known",
    /// The tariff for a payout.
    PayoutCharge = "payout_charge",
    /// Owed to a supplier or rider, and not paid.
    PayableUnpaid = "payable_unpaid",
    /// Collections sent towards the bank at night.
    Sweep = "sweep",
    /// Float moved in from the working account for payouts.
    TopUp = "top_up",
    /// Overdraft lent to the business.
    Advance = "advance",
    /// Overdraft paid back.
    Repayment = "repayment",
}

impl Oddity {
    /// Whether only a score or a person can tell what such a row pays: the reference that rules
    /// look up is missing or wrong.
    #[must_use]
    pub const fn needs_score(self) -> bool {
        matches!(
            self,
            Self::SeveralReferences
                | Self::Typo
                | Self::PrefixLeftOut
                | Self::PayerKnown
                | Self::WordTyped
                | Self::TwoFit
                | Self::PayeeKnown
        )
    }
}
