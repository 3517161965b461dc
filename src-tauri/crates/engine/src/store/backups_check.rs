//! Whether a copy of a ledger is one that can be relied on: it is opened, for reading only, and looked
//! through.

use std::path::Path;

use domain::{Environment, Problem};
use rusqlite::{Connection, OpenFlags};

use super::connect::unlock;
use super::error::{StoreError, damaged};
use super::migrate::{Migration, check_recorded};
use super::{Read, audit_log, preferences};
use crate::vault::LedgerKey;

/// Opens a plain copy with the key and checks every page, the environment it belongs to and, when it is of
/// this program's schema, the audit chain. Nothing is written, not even beside it.
///
/// # Errors
/// `ledger.wrong_key`, `ledger.damaged`, `ledger.newer`, `backup.other_environment`; what the disk says.
pub(super) fn check_copy(
    path: &Path,
    key: &LedgerKey,
    environment: Option<Environment>,
    steps: &[Migration],
) -> Result<(), Problem> {
    looked_through(path, key, environment, steps).map_err(Problem::from)
}

fn looked_through(
    path: &Path,
    key: &LedgerKey,
    environment: Option<Environment>,
    steps: &[Migration],
) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let link = Connection::open_with_flags(path, flags)?;
    unlock(&link, key)?;
    let pages: String = link.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if pages != "ok" {
        return Err(damaged(&pages).into());
    }
    let recorded = check_recorded(&link, steps)?;
    if recorded == 0 {
        return Err(damaged("it holds no ledger").into());
    }
    let read = Read(&link);
    if let Some(wanted) = environment
        && let Some(found) = preferences::meta(&read, "environment")?
        && found != wanted.word()
    {
        return Err(other_environment(&found, wanted).into());
    }
    if recorded == steps.len()
        && let Some(broken) = audit_log::verify(&read)?.broken
    {
        return Err(audit_log::broken_problem(&broken).into());
    }
    Ok(())
}

fn other_environment(found: &str, wanted: Environment) -> Problem {
    Problem::new(
        "backup.other_environment",
        format!(
            "The copy can't be used here: it belongs to {found}, and this is {wanted}. The two never mix."
        ),
    )
    .with_remedy(format!("Choose a backup of {wanted}, or restore this one in {found}."))
}
