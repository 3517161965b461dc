//! The audit chain, the story of a shilling, revealing, and the audit pack.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A page of events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditEventsRequest {
    /// Events older than this one; none for the newest.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// 1 to 200.
    pub limit: u32,
    /// Only of this operator.
    pub operator: Option<String>,
    /// Only actions that begin with this: `match.`
    pub action: Option<String>,
}

/// A page of events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditEventsPage {
    /// The page.
    pub events: Vec<AuditEventInfo>,
    /// How many events there are in all, whatever the filter.
    #[ts(type = "number")]
    pub total: i64,
    /// Everyone who is named in the chain.
    pub operators: Vec<String>,
}

/// One event of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditEventInfo {
    /// From 1, without gaps.
    #[ts(type = "number")]
    pub seq: i64,
    /// "28 Nov 2026 09:12:05"
    pub at: String,
    /// The same, ISO with offset.
    pub at_iso: String,
    /// Who.
    pub operator: String,
    /// `match.confirm`
    pub action: String,
    /// "Confirmed a match"
    pub what: String,
    /// `match 18`
    pub subject: String,
    /// Canonical JSON; a customer's name in it is masked for whoever sees no names.
    pub before: String,
    /// As `before`.
    pub after: String,
    /// 64 hexadecimal digits.
    pub hash: String,
}

/// What a check of the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditVerdict {
    /// Whether everything holds.
    pub holds: bool,
    /// Events walked.
    #[ts(type = "number")]
    pub events: i64,
    /// The hash of the last one, 64 hexadecimal digits.
    pub head: String,
    /// What was checked and found, a sentence each.
    pub checked: Vec<String>,
    /// The first event that does not hold, if one does not.
    #[ts(type = "number | null")]
    pub first_bad: Option<i64>,
    /// What is wrong, what it means and what to do, if something is.
    pub fault: Option<super::ProblemDto>,
    /// How long it took, in milliseconds.
    pub millis: u32,
}

/// One box: receipt, phone (any form, any part), name, reference, amount, batch or operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryFind {
    /// What was typed, up to 100 characters.
    pub text: String,
}

/// What a story is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StoryKind {
    /// A statement line.
    Line,
    /// A ledger entry.
    Entry,
    /// An import.
    Import,
    /// Everything an operator did.
    Operator,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryHit {
    /// What it is.
    pub kind: StoryKind,
    /// Its number; of an operator, 0.
    #[ts(type = "number")]
    pub id: i64,
    /// A receipt, a reference, a file's name, an operator's name.
    pub title: String,
    /// Party, masked; account; state.
    pub detail: String,
    /// "1,500.00", if it has one.
    pub amount: Option<String>,
    /// "28 Nov 2026 09:12", if it has one.
    pub at: Option<String>,
    /// By what it was found: "phone", "receipt".
    pub by: String,
}

/// What was found, best first; up to 50.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryHits {
    /// The hits.
    pub hits: Vec<StoryHit>,
    /// Whether there are more than are given.
    pub more: bool,
}

/// Names one story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryRef {
    /// What it is about.
    pub kind: StoryKind,
    /// Its number; of an operator, 0.
    #[ts(type = "number")]
    pub id: i64,
    /// An operator's name; else empty.
    pub name: String,
}

/// One step of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryStep {
    /// "28 Nov 2026 09:12:05"
    pub at: String,
    /// The same, ISO with offset.
    pub at_iso: String,
    /// "Imported", "Matched by rule reference", "Confirmed"
    pub what: String,
    /// Who did it, or "M-Pesa" for the payment itself.
    pub who: String,
    /// One sentence more; may be empty.
    pub detail: String,
    /// The audit event that says so, if one does.
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    /// The raw evidence beneath it, if there is any: a statement's row as it stood in the file.
    pub evidence: Option<Evidence>,
}

/// Raw evidence, masked for whom it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Evidence {
    /// "sample-statement.csv, row 14"
    pub title: String,
    /// The file's SHA-256 in hexadecimal, or empty.
    pub sha256: String,
    /// Names and values, in the file's order.
    pub fields: Vec<EvidenceField>,
}

/// One value of raw evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceField {
    /// The column.
    pub name: String,
    /// What stood there, masked where it must be.
    pub value: String,
}

/// The whole story of one thing, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Story {
    /// What it is about.
    pub of: StoryRef,
    /// A receipt, a reference, a file's name.
    pub title: String,
    /// Who and how much, masked.
    pub subtitle: String,
    /// Oldest first.
    pub steps: Vec<StoryStep>,
    /// What else belongs to it, as hits: the other line, the entry.
    pub related: Vec<StoryHit>,
    /// Whether a number or name in it is masked and may be revealed.
    pub masked: bool,
}

/// Asks for the full number and name of a line or entry. Recorded with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevealRequest {
    /// A line or an entry.
    pub kind: StoryKind,
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Why, 5 to 200 characters. Recorded, with numbers in it masked.
    pub reason: String,
}

/// The full number and name, as far as the file has them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Revealed {
    /// The number, if there is one.
    pub phone: Option<String>,
    /// The name, if there is one.
    pub name: Option<String>,
    /// The event that recorded it.
    #[ts(type = "number")]
    pub seq: i64,
}

impl std::fmt::Debug for Revealed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Revealed(••••••••)")
    }
}

/// Writes the audit pack. A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditPackRequest {
    /// The job's id.
    pub job: String,
    /// Into which folder; none for the exports folder.
    pub folder: Option<String>,
    /// Why the pack is made, 5 to 200 characters: it carries full numbers and names.
    pub reason: String,
}

/// A pack that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditPackDone {
    /// Where it is.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Files in it.
    pub members: u32,
    /// Events in it.
    #[ts(type = "number")]
    pub events: i64,
}
