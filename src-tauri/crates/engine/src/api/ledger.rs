//! The ledger's entries.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::LineRowDto;

/// Which entries to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryFilter {
    /// All.
    All,
    /// Nothing allocated.
    Open,
    /// Met in part.
    Part,
    /// Nothing left.
    Settled,
    /// Settled, and credit is held.
    Credit,
    /// Open past its due date.
    Overdue,
}

/// Asks for a page of entries.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntriesRequest {
    /// Which.
    pub filter: EntryFilter,
    /// Reference, account, name or amount.
    pub search: Option<String>,
    /// First row, from 0.
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// A page of entries.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntriesPage {
    /// Entries in the whole list.
    pub total: u32,
    /// Every filter with its count and open money.
    pub filters: Vec<EntryFilterCount>,
    /// This page.
    pub rows: Vec<EntryCard>,
}

/// A filter and how many entries it has.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntryFilterCount {
    /// The filter.
    pub filter: EntryFilter,
    /// Entries.
    pub count: u32,
    /// Their open money.
    pub open: String,
}

/// An entry.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntryCard {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Reference, or empty.
    pub reference: String,
    /// Customer or unit, or empty.
    pub account: String,
    /// Whose.
    pub party: String,
    /// "2547••••455", or empty.
    pub phone: String,
    /// `receivable` or `payable`.
    pub direction: String,
    /// Whole amount.
    pub amount: String,
    /// Allocated.
    pub allocated: String,
    /// Still open.
    pub open: String,
    /// `open`, `part`, `settled`, `credit`.
    pub state: String,
    /// "17 Nov 2026", or empty.
    pub due: String,
    /// Whether it is past due and open.
    pub overdue: bool,
    /// Free text.
    pub description: String,
}

/// Names an entry.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct EntryRef {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
}

/// One entry, whole.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntryDetail {
    /// The entry.
    pub entry: EntryCard,
    /// The lines that pay it, and how much of each.
    pub payments: Vec<EntryPayment>,
    /// File and row it came from.
    pub source: String,
}

/// A line that pays an entry.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntryPayment {
    /// The line.
    pub line: LineRowDto,
    /// Allocated.
    pub amount: String,
    /// `auto`, `confirmed`, `suggested`.
    pub state: String,
    /// Why.
    pub explanation: String,
}

/// Searches entries for a line.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntriesSearch {
    /// Reference, account, name or amount; empty lists the likeliest for the line.
    pub text: String,
    /// The line: direction must fit, and closeness in amount orders the answer.
    #[ts(type = "number")]
    pub line: i64,
}

/// Entries found, at most 50.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EntriesFound {
    /// Likeliest first.
    pub entries: Vec<EntryCard>,
}
