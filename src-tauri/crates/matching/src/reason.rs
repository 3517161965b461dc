//! Why a line ended where it did. Small and copied freely; the sentence is made once, at the end.

use crate::column::GroupAt;

/// What a pass found out about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// No pass has found anything.
    Nothing,
    /// Failed, declined, cancelled or expired.
    NotCompleted,
    /// Completed, but the amount is zero.
    ZeroAmount,
    /// A tariff charge; its payment is `related`, where it is in the input.
    Charge,
    /// Collections moved on towards the bank.
    Sweep,
    /// Moved between own wallets.
    OwnTransfer,
    /// Overdraft or loan.
    Borrowing,
    /// A payment wholly undone by `related`.
    Undone,
    /// Undoes `related`.
    Undoing,
    /// Undoes more than `related` had.
    UndoingTooMuch,
    /// Undoes a transaction that is not in the input.
    UndoingUnseen,
    /// A reversal without a link: `related` is the one payment that fits (N37).
    UndoingPerhaps,
    /// A reversal without a link: several payments fit.
    UndoingOneOf,
    /// A reversal without a link: no payment fits.
    UndoingUnknown,
    /// A decision could not be kept: it claims more than there is.
    Misfit,
    /// Allocated, by a person or by rule.
    Allocated,
    /// Allocated in part; the rest is credit for `credit_for`.
    Over,
    /// Pays what `related` had already paid.
    AlreadyPaid,
    /// Pays what the ledger already had as paid.
    AlreadySettled,
    /// The customer has nothing open.
    NothingOpen,
    /// The receipt is held by several entries whose amounts do not add up to it.
    ReceiptRivals {
        /// First of them in the list of entries by receipt.
        from: u32,
        /// How many.
        count: u32,
    },
    /// The reference belongs to entries of several customers.
    ReferenceRivals(GroupAt),
    /// One entry fits best; suggested.
    Proposed,
    /// Several fit equally well; each suggested.
    ProposedSeveral,
}
