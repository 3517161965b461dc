//! Backups, restoring, the recovery key.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProblemDto;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupKind {
    /// Somebody asked for it.
    Manual,
    /// The day's first opening.
    Daily,
    /// Before the ledger was brought to a newer schema.
    BeforeMigration,
    /// What stood here before a restore.
    BeforeRestore,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupInfo {
    /// The file's name; names the backup.
    pub file: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// "28 Nov 2026 09:12"
    pub at: String,
    /// "4.2 MB"
    pub size: String,
    /// Whether it was opened and checked after it was made.
    pub verified: bool,
}

/// The backups of this workspace, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupList {
    /// Newest first.
    pub backups: Vec<BackupInfo>,
    /// Where they are.
    pub folder: String,
    /// Which are kept, in words.
    pub rule: String,
    /// Whether the recovery key was shown and confirmed.
    pub recovery_confirmed: bool,
    /// Why today's automatic backup was not made, and when it was tried; none once a backup was made.
    pub failed: Option<ProblemDto>,
}

/// Restores a backup in place of the ledger, which is set aside and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupRestore {
    /// The file's name.
    pub file: String,
}

/// The recovery key, in groups of four characters, to write down.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryKey {
    /// Fourteen groups of four.
    pub groups: Vec<String>,
    /// Which three groups (from 1) are asked for to confirm that it was written down.
    pub confirm: Vec<u32>,
}

/// Confirms that the recovery key was written down.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryConfirm {
    /// The groups that were asked for, in the order they were asked for.
    pub groups: Vec<String>,
}

/// A recovery key as typed: any case, with or without blanks and hyphens; O is read as 0, I and L as 1.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryText {
    /// What was typed.
    pub text: String,
}

macro_rules! silent {
    ($($type:ident),*) => {
        $(impl std::fmt::Debug for $type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(concat!(stringify!($type), "(••••••••)"))
            }
        })*
    };
}
silent!(RecoveryKey, RecoveryConfirm, RecoveryText);
