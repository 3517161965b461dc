//! How the C2B side of a world behaves; part of a scenario, and changed by `POST /c2b/settings`.

use serde::{Deserialize, Serialize};

/// How the payer's number is written in notices.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberForm {
    /// By the version that registered: 1 hashes, 2 masks, and now and then (by the seed) it is clear.
    #[default]
    ByVersion,
    /// `254712000111`
    Clear,
    /// `2547 ***** 111` or `25471****111`
    Masked,
    /// SHA-256 of the twelve digits, in 64 hexadecimal ones.
    Hashed,
}

/// All fields may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct C2bSettings {
    /// As production: addresses are registered once, and there is no simulate.
    pub production: bool,
    /// Payments are validated first. Off until asked for, as at Safaricom.
    pub validation: bool,
    /// How the payer's number is written.
    pub numbers: NumberForm,
    /// A paid prompt also confirms to the registered address.
    pub stk_confirmation: bool,
    /// Whether Pull's `trxDate` is truly UTC, or East Africa Time with a Z. Without it, the seed decides:
    /// the documents don't say.
    pub pull_in_utc: Option<bool>,
}

impl Default for C2bSettings {
    fn default() -> Self {
        Self {
            production: false,
            validation: false,
            numbers: NumberForm::ByVersion,
            stk_confirmation: true,
            pull_in_utc: None,
        }
    }
}
