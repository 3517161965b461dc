//! What the overview shows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeDto, LineFilter};

/// The overview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Overview {
    /// "1 August – 31 October 2026"; none before the first import.
    pub period: Option<String>,
    /// What waits for a person, most pressing first.
    pub needs: Vec<Need>,
    /// Money in and out by day (at most 92 days, else by week), oldest first.
    pub days: Vec<DayFlow>,
    /// Sum of money in.
    pub paid_in: String,
    /// Sum of money out.
    pub withdrawn: String,
    /// Share of ledger-bound lines that are matched: "95.1".
    pub matched_percent: String,
    /// The same by value.
    pub matched_value_percent: String,
    /// 0–10 000, for the bar: matched, to decide, unmatched.
    pub matched_shares: [u32; 3],
    /// Lines per outcome.
    pub outcomes: Vec<CountAmount>,
    /// Unmatched lines by age.
    pub ageing: Vec<CountAmount>,
    /// Coverage of each wallet.
    pub wallets: Vec<WalletCoverage>,
    /// Book balance to statement balance.
    pub bridge: Option<BridgeDto>,
}

/// Something that waits.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Need {
    /// `decide`, `ambiguous`, `unmatched`, `duplicate`, `gap`, `refused`.
    pub kind: String,
    /// "84 statement lines, 7 of them ambiguous".
    pub text: String,
    /// The money concerned.
    pub amount: String,
    /// Where on the desk it is seen, if there.
    pub filter: Option<LineFilter>,
}

/// A day's money.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DayFlow {
    /// "19 Nov".
    pub label: String,
    /// Money in.
    pub paid_in: String,
    /// Money out.
    pub withdrawn: String,
    /// Height of the bar, 0–10 000 of the tallest.
    pub in_share: u32,
    /// Height of the bar, 0–10 000 of the tallest.
    pub out_share: u32,
}

/// A named count with its money.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CountAmount {
    /// A stable word: `matched`, `0-1`, …
    pub key: String,
    /// How many.
    pub count: u32,
    /// How much.
    pub amount: String,
}

/// How far a wallet's statements reach.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WalletCoverage {
    /// "600111 Utility".
    pub wallet: String,
    /// "Complete 1–19 November, balance unbroken".
    pub text: String,
    /// Whether it proves completeness.
    pub complete: bool,
    /// One per day or week of the whole period: `covered`, `gap`, `none`.
    pub days: Vec<String>,
}
