//! Exports.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the reconciliation's files.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportRequest {
    /// Names the job.
    pub job: String,
    /// Where to; none for the workspace's export folder.
    pub folder: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Exported {
    /// The folder.
    pub folder: String,
    /// File names in it, the workbook first.
    pub files: Vec<String>,
}
