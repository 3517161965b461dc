//! Numbered, checksummed steps from one schema to the next.
//!
//! Each runs in its own transaction; before the first one a file that already held something is backed up,
//! and the backup checked. A step that was recorded with another checksum, or a schema newer than this
//! program, stops the opening.

use std::path::Path;

use domain::{Eat, Problem};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::backups::BackupKind;
use super::backups_make::Copying;
use super::error::StoreError;
use crate::audit::hex;
use crate::vault::LedgerKey;

/// A step. Its number is its place in the list, from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    /// What it does, as its file is named.
    pub(super) name: &'static str,
    /// The statements.
    pub(super) sql: &'static str,
}

/// Every step there is. Only appended to.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "ledger",
        sql: include_str!("migrations/0001_ledger.sql"),
    },
    Migration {
        name: "profiles",
        sql: include_str!("migrations/0002_profiles.sql"),
    },
    Migration {
        name: "people",
        sql: include_str!("migrations/0003_people.sql"),
    },
    Migration {
        name: "checkpoint",
        sql: include_str!("migrations/0004_checkpoint.sql"),
    },
    Migration {
        name: "lease",
        sql: include_str!("migrations/0005_lease.sql"),
    },
    Migration {
        name: "lease_signed",
        sql: include_str!("migrations/0006_lease_signed.sql"),
    },
    Migration {
        name: "callbacks",
        sql: include_str!("migrations/0007_callbacks.sql"),
    },
];

impl Migration {
    fn sha256(&self) -> String {
        hex(&Sha256::digest(self.sql.as_bytes()))
    }
}

/// Brings a file to the schema of `steps`; what is there is backed up before.
///
/// # Errors
/// `ledger.newer` and `ledger.migration_changed` before anything is touched; what the backup says, with
/// the file as it was; else what the failing step says, with the file as it was before that step.
pub(super) fn migrate(
    link: &mut Connection,
    path: &Path,
    key: &LedgerKey,
    steps: &[Migration],
    now: Eat,
) -> Result<(), StoreError> {
    let done = check_recorded(link, steps)?;
    if (1..steps.len()).contains(&done) {
        let backup = Copying {
            path,
            key,
            kind: BackupKind::BeforeMigration,
            at: now,
            environment: None,
            steps,
        };
        backup.make(link, &mut |_, _, _| true)?;
    }
    for (number, step) in (1_i64..).zip(steps).skip(done) {
        let tx = link.transaction_with_behavior(TransactionBehavior::Immediate)?;
        apply(&tx, number, step, now.unix())?;
        tx.commit()?;
    }
    Ok(())
}

/// How many steps are recorded, once each of them is known to be the one in `steps`.
pub(super) fn check_recorded(link: &Connection, steps: &[Migration]) -> Result<usize, StoreError> {
    let there: Option<i64> = link
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE name = 'migration'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    if there.is_none() {
        return Ok(0);
    }
    let mut query = link.prepare("SELECT number, name, sha256 FROM migration ORDER BY number")?;
    let recorded = query
        .query_map([], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    for (index, (number, name, sha256)) in recorded.iter().enumerate() {
        let step = steps.get(index).ok_or_else(|| newer(*number))?;
        if i64::try_from(index).ok().map(|index| index + 1) != Some(*number)
            || step.sha256() != *sha256
        {
            return Err(changed(*number, name).into());
        }
    }
    Ok(recorded.len())
}

fn apply(tx: &Transaction<'_>, number: i64, step: &Migration, now: i64) -> Result<(), StoreError> {
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
             number     INTEGER PRIMARY KEY,
             name       TEXT NOT NULL,
             sha256     TEXT NOT NULL,
             applied_at INTEGER NOT NULL
         ) STRICT",
    )?;
    tx.execute_batch(step.sql)?;
    tx.execute(
        "INSERT INTO migration (number, name, sha256, applied_at) VALUES (?1, ?2, ?3, ?4)",
        (number, step.name, step.sha256(), now),
    )?;
    Ok(())
}

fn newer(number: i64) -> Problem {
    Problem::new(
        "ledger.newer",
        format!(
            "The ledger was not opened and not changed: it was written by a newer Patanisha \
             (its schema has step {number}, which this one does not know)."
        ),
    )
    .with_remedy("Install the newer Patanisha, then open the ledger with it.")
}

fn changed(number: i64, name: &str) -> Problem {
    Problem::new(
        "ledger.migration_changed",
        format!(
            "The ledger was not opened and not changed: its schema step {number} ({name}) is not the \
             one this Patanisha was made with."
        ),
    )
    .with_remedy("Install a released Patanisha; a private build may have written this file.")
}
