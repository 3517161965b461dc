//! Who may send: the lease of each short code, and the claim that two people sign.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ProblemDto, SecondPerson};

/// What the open ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LedgerStanding {
    /// The one that was open on this computer last, and never found to be a copy.
    Own,
    /// Restored, copied, or brought from elsewhere.
    Copied,
    /// The keyring would not tell.
    Unproved,
}

/// Whether this computer may send for a short code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeaseInfo {
    /// Five to seven digits.
    pub short_code: String,
    /// What people call it.
    pub name: String,
    /// Whether this ledger may send for it from this computer now.
    pub may_send: bool,
    /// Why not.
    pub problem: Option<ProblemDto>,
    /// Of the last claim; 0 when it was never claimed.
    pub generation: u32,
    /// "28 Nov 2026 09:12"; none when it was never claimed.
    pub claimed_at: Option<String>,
    /// The two people of the last claim; empty when there is none, or it does not hold.
    pub by: Vec<String>,
}

/// What the open ledger is, and who may send with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeaseList {
    /// What the ledger is.
    pub standing: LedgerStanding,
    /// Why it is not this computer's own, or what the keyring said, in words.
    pub why: Option<String>,
    /// One for each profile, by short code.
    pub leases: Vec<LeaseInfo>,
}

/// Claims the right to send for a short code.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct LeaseClaim {
    /// Of a profile.
    pub short_code: String,
    /// Who signs beside the administrator.
    pub second: SecondPerson,
}

impl std::fmt::Debug for LeaseClaim {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("LeaseClaim")
            .field("short_code", &self.short_code)
            .finish_non_exhaustive()
    }
}
