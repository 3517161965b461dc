//! Import: preview, commit, list, undo.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MatchSummary, ProblemDto};

/// Which files to read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportPreviewRequest {
    /// Names the job.
    pub job: String,
    /// Full paths; `file://` addresses, as pasted from a file manager, are understood too.
    pub paths: Vec<String>,
    /// The short code, when a file names none.
    pub short_code: Option<String>,
}

/// A preview kept by the engine until committed, discarded, or 30 minutes old.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportToken {
    /// Names the preview.
    pub token: String,
}

/// What an import would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportPreview {
    /// Names the preview for commit and discard.
    pub token: String,
    /// One per path, in the order they would be imported.
    pub files: Vec<FilePreview>,
    /// Whether there is anything to import.
    pub can_commit: bool,
}

/// What one file holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FilePreview {
    /// Name without folders.
    pub name: String,
    /// `statement`, `ledger`, or `unknown` where it could not be read.
    pub role: String,
    /// Why it can't be imported; the other files can.
    pub problem: Option<ProblemDto>,
    /// "Organisation-portal statement (F1), CSV".
    pub layout: String,
    /// "1,204,331 bytes".
    pub size: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// "Imported on 3 Nov 2026 09:12" when these very bytes are held already.
    pub already_imported: Option<String>,
    /// What the file says of itself: holder, short code, account, period, opening, closing …
    pub facts: Vec<Fact>,
    /// Columns and what they were taken for.
    pub mapping: Vec<MappedDto>,
    /// The first rows, read.
    pub first_rows: Vec<PreviewRow>,
    /// New, known, changed, refused; they add up to `data_rows`.
    pub counts: BucketCounts,
    /// Rows of the file that hold a transaction or entry.
    pub data_rows: u32,
    /// Rows set aside: blank, repeated headers, totals.
    pub set_aside: u32,
    /// The first 500 refused rows.
    pub refused: Vec<RefusedDto>,
    /// The first 500 changed rows.
    pub changed: Vec<ChangedDto>,
    /// Things to know.
    pub notes: Vec<String>,
    /// One per wallet, for statements.
    pub certificates: Vec<CertificateDto>,
}

/// A named figure.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Fact {
    /// A stable word: `holder`, `short_code`, `account`, `period`, `opening`, `closing`, `rows`, `total`.
    pub key: String,
    /// Its value, ready to show.
    pub value: String,
}

/// A column and what it was taken for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MappedDto {
    /// As printed.
    pub header: String,
    /// The field, or none when it is kept only in the file's bytes.
    pub field: Option<String>,
}

/// A row of the preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreviewRow {
    /// Row number in the file.
    pub row: u32,
    /// `new`, `known`, `changed`, `refused`.
    pub bucket: String,
    /// Receipt or reference.
    pub name: String,
    /// "3 Feb 2026 12:40:05" or the entry's date.
    pub when: String,
    /// Payer or customer, masked.
    pub party: String,
    /// Typed account or customer account.
    pub account: String,
    /// Signed amount.
    pub amount: String,
    /// Balance after, for statements; open amount, for ledgers.
    pub balance: String,
    /// The kind of line or the direction.
    pub kind: String,
    /// Warnings or the reason of refusal.
    pub remark: String,
}

/// The four counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BucketCounts {
    /// Seen for the first time.
    pub new: u32,
    /// Held already.
    pub known: u32,
    /// Held with other content.
    pub changed: u32,
    /// Not readable.
    pub refused: u32,
}

/// A row that was refused.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RefusedDto {
    /// Row number in the file.
    pub row: u32,
    /// Column at fault.
    pub column: Option<String>,
    /// What was read there.
    pub read: String,
    /// What was expected.
    pub expected: String,
    /// Why, a whole sentence.
    pub reason: String,
}

/// A row that is held with other content.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangedDto {
    /// Row number in the file.
    pub row: u32,
    /// Receipt or reference.
    pub name: String,
    /// "Amount", "Status", "Open".
    pub what: String,
    /// As held.
    pub held: String,
    /// As the file has it.
    pub found: String,
}

/// A completeness certificate.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CertificateDto {
    /// "600111 Utility".
    pub wallet: String,
    /// "3 Feb 2026 00:00 – 3 Feb 2026 23:59 EAT".
    pub period: String,
    /// Completed rows that took part.
    pub rows: u32,
    /// Balance before, or empty.
    pub opening: String,
    /// Money in.
    pub paid_in: String,
    /// Money out.
    pub withdrawn: String,
    /// Balance after, or empty.
    pub closing: String,
    /// `complete`, `broken`, `not_checkable`.
    pub verdict: String,
    /// Whole sentences.
    pub findings: Vec<String>,
}

/// Imports a preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportCommitRequest {
    /// Names the job.
    pub job: String,
    /// The preview.
    pub token: String,
    /// Take the new figures of changed ledger entries. Changed statement lines are never taken.
    pub accept_changed_entries: bool,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportDone {
    /// The imports made.
    pub imports: Vec<ImportInfo>,
    /// What matching found afterwards.
    pub matched: MatchSummary,
}

/// Every import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportList {
    /// Newest first.
    pub imports: Vec<ImportInfo>,
}

/// Names an import.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ImportRef {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
}

/// One import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportInfo {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// File name.
    pub name: String,
    /// `statement` or `ledger`.
    pub role: String,
    /// Layout in words.
    pub layout: String,
    /// "3 Nov 2026 09:12".
    pub at: String,
    /// What it covers.
    pub period: String,
    /// The wallet, for statements.
    pub wallet: String,
    /// The four counts.
    pub counts: BucketCounts,
    /// `complete`, `broken`, `not_checkable`, or empty for ledgers.
    pub verdict: String,
    /// Why it can't be taken back now; none when it can.
    pub undo_blocked: Option<String>,
    /// When it was taken back.
    pub undone_at: Option<String>,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// One import, whole.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportDetail {
    /// The import.
    pub info: ImportInfo,
    /// Its certificates.
    pub certificates: Vec<CertificateDto>,
    /// The first 500 rows it refused.
    pub refused: Vec<RefusedDto>,
    /// The first 500 rows it found changed.
    pub changed: Vec<ChangedDto>,
    /// Its notes.
    pub notes: Vec<String>,
    /// Its columns.
    pub mapping: Vec<MappedDto>,
}
