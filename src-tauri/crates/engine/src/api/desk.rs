//! The reconcile desk.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EntryCard;

/// What a matching run found.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct MatchSummary {
    /// Lines matched by this run itself.
    pub auto: u32,
    /// Lines that now have a suggestion.
    pub suggested: u32,
    /// Lines with rivals.
    pub ambiguous: u32,
    /// Ledger-bound lines with nothing.
    pub unmatched: u32,
}

/// Which lines to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineFilter {
    /// All.
    All,
    /// Wholly allocated.
    Matched,
    /// Suggested, ambiguous, part, duplicate: a person is wanted.
    ToDecide,
    /// With a suggestion.
    Suggested,
    /// With rivals.
    Ambiguous,
    /// Over-paid: in part allocated.
    Part,
    /// Paid twice.
    Duplicate,
    /// Nothing like it.
    Unmatched,
    /// Charges, sweeps, transfers, borrowing.
    FeesAndTransfers,
    /// Undone or undoing.
    Reversed,
    /// No money moved.
    NotCompleted,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineOrder {
    /// Latest first.
    Newest,
    /// Earliest first.
    Oldest,
    /// Largest amount first.
    Largest,
}

/// A filter and how many lines it has.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FilterCount {
    /// The filter.
    pub filter: LineFilter,
    /// Lines.
    pub count: u32,
    /// Their money.
    pub amount: String,
}

/// What frames the desk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DeskSummary {
    /// "Utility · 1 August – 31 October 2026".
    pub subject: String,
    /// Every filter.
    pub filters: Vec<FilterCount>,
    /// Book balance to statement balance.
    pub bridge: BridgeDto,
    /// "Statement complete: 2,412 lines, balance unbroken".
    pub completeness: String,
    /// Whether it is.
    pub complete: bool,
    /// What undo would undo: "Confirmed UKJ3Z8W5TB to INV-20493"; none when there is nothing.
    pub undo: Option<String>,
}

/// Book balance to statement balance.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BridgeDto {
    /// Statement balance at the end.
    pub statement: String,
    /// Book balance at the end.
    pub book: String,
    /// Sum of named items.
    pub named: String,
    /// The items.
    pub items: Vec<BridgeItemDto>,
    /// What is left.
    pub residual: String,
    /// Whether nothing is left.
    pub residual_zero: bool,
    /// Whether opening and closing are declared or proven, not worked out from rows alone.
    pub balances_known: bool,
}

/// A named difference.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BridgeItemDto {
    /// A stable word.
    pub code: String,
    /// In an accountant's words.
    pub name: String,
    /// How many.
    pub count: u32,
    /// Signed.
    pub amount: String,
}

/// Asks for a page of lines.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LinesRequest {
    /// Which.
    pub filter: LineFilter,
    /// Receipt, typed account, name or amount; folded like matching folds them.
    pub search: Option<String>,
    /// In which order.
    pub order: LineOrder,
    /// First row, from 0.
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// A page of lines.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LinesPage {
    /// Lines in the whole list.
    pub total: u32,
    /// This page.
    pub rows: Vec<LineRowDto>,
}

/// A line in the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LineRowDto {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Receipt.
    pub receipt: String,
    /// "19 Nov".
    pub day: String,
    /// "14:31".
    pub time: String,
    /// Payer or payee; own transfers in words.
    pub party: String,
    /// What was typed.
    pub typed: String,
    /// Signed.
    pub amount: String,
    /// `LineClass`' word.
    pub class: String,
    /// `LineKind`' word.
    pub kind: String,
    /// Why, one sentence.
    pub why: String,
    /// Certainty of its best match, "93"; empty where there is none.
    pub confidence: String,
}

/// Asks where a line stands.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LinePositionRequest {
    /// The line.
    #[ts(type = "number")]
    pub id: i64,
    /// In which list.
    pub filter: LineFilter,
    /// With which search.
    pub search: Option<String>,
    /// In which order.
    pub order: LineOrder,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct LinePosition {
    /// From 0; none when it is not in the list.
    pub position: Option<u32>,
}

/// Names a line.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct LineRef {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
}

/// Names a match.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct MatchRef {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
}

/// The right pane.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LineDetail {
    /// The line as the list shows it.
    pub line: LineRowDto,
    /// "2547••••455".
    pub phone: String,
    /// "19 Nov 2026 14:31:05 EAT".
    pub completed: String,
    /// When it was begun, where that differs.
    pub initiated: String,
    /// "600111 Utility".
    pub wallet: String,
    /// The wording of the statement, masked where it holds a number.
    pub details: String,
    /// Claimed.
    pub allocated: String,
    /// Not claimed.
    pub open: String,
    /// Whether anything is open.
    pub has_open: bool,
    /// Warnings in words.
    pub warnings: Vec<String>,
    /// Standing matches first, then suggestions, best first.
    pub matches: Vec<MatchCard>,
    /// Lines of the same receipt, the original of a reversal, the first payment of a double.
    pub related: Vec<RelatedLine>,
    /// What would have made a near miss match.
    pub would_match: Option<String>,
    /// File and row it came from.
    pub source: String,
    /// What was decided about it, newest first.
    pub history: Vec<DecisionDto>,
}

/// A match with its reasons.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MatchCard {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// `auto`, `confirmed`, `suggested`.
    pub state: String,
    /// The rule's word.
    pub rule: String,
    /// "93".
    pub confidence: String,
    /// How far the next best is: "52"; empty when there is none.
    pub margin: String,
    /// One sentence.
    pub explanation: String,
    /// What it pays.
    pub parts: Vec<MatchPart>,
    /// Evidence, row by row.
    pub evidence: Vec<EvidenceRow>,
}

/// An entry and how much of the line goes to it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MatchPart {
    /// The entry.
    pub entry: EntryCard,
    /// Allocated.
    pub amount: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EvidenceRow {
    /// `receipt`, `reference`, `account`, `amount`, `phone`, `name`, `date`.
    pub what: String,
    /// What the statement says.
    pub statement: String,
    /// What the ledger says.
    pub ledger: String,
    /// `agrees`, `partly`, `differs`, `silent`.
    pub agreement: String,
    /// "+4.1", or empty while a rule decides.
    pub weight: String,
}

/// Another line that belongs to this one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RelatedLine {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// "Charge", "Reversal", "First payment".
    pub relation: String,
    /// Its receipt.
    pub receipt: String,
    /// Its amount.
    pub amount: String,
}

/// Assigns by hand.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AssignRequest {
    /// The line.
    #[ts(type = "number")]
    pub line: i64,
    /// The entry.
    #[ts(type = "number")]
    pub entry: i64,
    /// How much, as typed; none for as much as both sides have open.
    pub amount: Option<String>,
}

/// What a decision did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Decided {
    /// "Confirmed UKJ3Z8W5TB to INV-20493".
    pub what: String,
    /// The lines whose outcome changed.
    #[ts(type = "number[]")]
    pub lines: Vec<i64>,
}

/// The decisions.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DecisionList {
    /// Newest first, at most 200.
    pub decisions: Vec<DecisionDto>,
}

/// One decision.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DecisionDto {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// "3 Nov 2026 09:12".
    pub at: String,
    /// Who.
    pub operator: String,
    /// What.
    pub what: String,
    /// Whether it was undone.
    pub undone: bool,
}
