//! The confidence figures: one constant per rule and strength of evidence, in hundredths of a
//! percent. They rank suggestions and tell people how sure a rule is; no arithmetic on them decides
//! whether a match stands by itself. That is the rule's own doing.

use crate::model::Confidence;

/// The ledger holds the receipt and the amounts agree.
pub(crate) const RECEIPT: Confidence = 10_000;
/// The ledger holds the receipt, with another amount.
pub(crate) const RECEIPT_AMOUNT_DIFFERS: Confidence = 9_900;
/// The typed account is the reference and the amount fits what is open.
pub(crate) const REFERENCE: Confidence = 9_900;
/// The typed account is the reference, but more was paid than was open.
pub(crate) const REFERENCE_OVER: Confidence = 9_700;
/// The typed account is a customer and the amount fits what is open.
pub(crate) const ACCOUNT: Confidence = 9_600;
/// The typed account is a customer, but more was paid than was open.
pub(crate) const ACCOUNT_OVER: Confidence = 9_400;
/// What a reading without leading zeros costs (N16).
pub(crate) const ZEROS_LOST: Confidence = 500;

/// One of several entries that hold the same receipt or reference, with the amount exactly open.
pub(crate) const RIVAL_SAME_AMOUNT: Confidence = 6_000;
/// One of several such entries, with another amount open.
pub(crate) const RIVAL: Confidence = 4_000;

/// Equal amount, the payer's whole number, and a name.
pub(crate) const PAYER_WHOLE_AND_NAME: Confidence = 9_000;
/// Equal amount and the payer's whole number.
pub(crate) const PAYER_WHOLE: Confidence = 8_500;
/// Equal amount, visible digits, and two names.
pub(crate) const PAYER_DIGITS_AND_NAMES: Confidence = 8_000;
/// Equal amount, visible digits, and one name.
pub(crate) const PAYER_DIGITS_AND_NAME: Confidence = 7_500;
/// Equal amount and two names; no number to compare.
pub(crate) const PAYER_NAMES: Confidence = 6_500;
/// Equal amount and visible digits.
pub(crate) const PAYER_DIGITS: Confidence = 6_000;
/// Equal amount and two names, but another phone.
pub(crate) const PAYER_NAMES_OTHER_PHONE: Confidence = 5_000;

/// The margin where there is no different answer.
pub(crate) const NO_RIVAL: Confidence = 10_000;
