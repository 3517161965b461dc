//! Result codes with the texts Safaricom gives them.
//!
//! Source: `daraja-api.md` sections 6.6, 8 and 10. Codes are text here: some have letters.

use serde::{Deserialize, Serialize};

/// A code and its text, as constants.
pub(crate) type Known = (&'static str, &'static str);

pub(crate) const DONE: Known = ("0", "The service request is processed successfully.");
pub(crate) const INSUFFICIENT: Known = ("1", "The balance is insufficient for the transaction.");
pub(crate) const BELOW_MINIMUM: Known = (
    "2",
    "Declined due to limit rule: less than the minimum transaction amount.",
);
pub(crate) const ABOVE_MAXIMUM: Known = (
    "3",
    "Declined due to limit rule: greater than the maximum transaction amount.",
);
pub(crate) const DAY_LIMIT: Known = (
    "4",
    "Declined due to limit rule: would exceed daily transfer limit.",
);
pub(crate) const BALANCE_LIMIT: Known = (
    "8",
    "Declined due to limit rule: would exceed the maximum balance.",
);
pub(crate) const INVALID_DEBIT: Known = ("11", "The DebitParty is in an invalid state.");
pub(crate) const DUPLICATE_DETECTED: Known = ("15", "Duplicate detected");
pub(crate) const INTERNAL_FAILURE: Known = ("17", "Internal failure");
pub(crate) const NOT_ALLOWED: Known = (
    "21",
    "The initiator is not allowed to initiate this request",
);
pub(crate) const WRONG_INITIATOR: Known = ("2001", "The initiator information is invalid.");
pub(crate) const PRODUCT: Known = (
    "2028",
    "The request is not permitted according to product assignment.",
);
pub(crate) const NO_SUCH_RECEIPT: Known =
    ("2032", "The transaction receipt number does not exist.");
pub(crate) const UNREGISTERED: Known = (
    "2040",
    "Credit Party customer type (Unregistered or Registered Customer) can't be supported by the service.",
);
pub(crate) const OPERATOR_LOCKED: Known = ("8006", "The security credential is locked.");
pub(crate) const NO_PERMISSION: Known = (
    "TP40153",
    "The operator has no permission for this organisation.",
);
pub(crate) const INVALID_RECEIVER: Known = ("SFC_IC0003", "The operator does not exist.");
pub(crate) const ALREADY_REVERSED: Known =
    ("R000001", "The transaction has already been reversed.");
pub(crate) const INVALID_ORIGINAL: Known = ("R000002", "The OriginalTransactionID is invalid.");
pub(crate) const CACHED: Known = ("100000000", "Request was cached, waiting for resending");

/// A code and its text, as a result carries them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultCode {
    /// Digits, or digits and letters.
    pub code: String,
    /// The sentence beside it.
    pub text: String,
}

impl From<Known> for ResultCode {
    fn from((code, text): Known) -> Self {
        Self {
            code: code.to_owned(),
            text: text.to_owned(),
        }
    }
}

impl ResultCode {
    /// Whether it says that it was done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.code == DONE.0
    }
}
