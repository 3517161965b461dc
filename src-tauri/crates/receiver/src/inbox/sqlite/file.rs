//! The file: how it is opened, whose it is, its schema, and what SQLite's errors mean.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use rusqlite::{Connection, Error, ErrorCode, OptionalExtension as _, TransactionBehavior, ffi};

use crate::inbox::InboxError;
use crate::inbox::steps::{Step, to_do};

/// Every step there is. Only appended to.
pub(super) const STEPS: &[Step] = &[Step {
    name: "inbox",
    sql: include_str!("0001_inbox.sql"),
}];

/// Holds the file for one receiver. The system drops the lock when the process ends, however it ends.
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock of the inbox at `path`, which lies beside it.
    ///
    /// # Errors
    /// [`InboxError::Away`] while another receiver holds it, and when no file can be made there.
    pub(super) fn take(path: &Path) -> Result<Self, InboxError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let file = private(Path::new(&name))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(InboxError::Away(
                "another receiver uses this file; stop it, or give this one a file of its own, or \
                 let both share PostgreSQL"
                    .to_owned(),
            )),
            Err(TryLockError::Error(error)) => Err(of_io(&error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing alone would leave the lock with a child process that is just being started.
        let _ = self.0.unlock();
    }
}

/// Makes the file if there is none, so that only its owner reads it, and its name lasts.
pub(super) fn make(path: &Path) -> Result<(), InboxError> {
    private(path)?.sync_all().map_err(|error| of_io(&error))?;
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| of_io(&error))?;
    }
    Ok(())
}

fn private(path: &Path) -> Result<File, InboxError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| of_io(&error))
}

/// A connection that writes. A commit returns when the disk has it.
pub(super) fn writing(path: &Path) -> Result<Connection, InboxError> {
    let link = connect(path)?;
    let pages: i64 = link
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .map_err(of)?;
    if pages == 0 {
        link.pragma_update(None, "auto_vacuum", "INCREMENTAL")
            .map_err(of)?;
    }
    link.pragma_update(None, "journal_mode", "WAL")
        .map_err(of)?;
    link.pragma_update(None, "synchronous", "FULL")
        .map_err(of)?;
    // What retention drops is overwritten: there are phones in it.
    link.pragma_update(None, "secure_delete", "ON")
        .map_err(of)?;
    // The log is cut back to this after a burst.
    link.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)
        .map_err(of)?;
    // macOS: through the disk's own cache as well.
    link.pragma_update(None, "fullfsync", "ON").map_err(of)?;
    link.pragma_update(None, "checkpoint_fullfsync", "ON")
        .map_err(of)?;
    let mode: String = link
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .map_err(of)?;
    if mode != "wal" {
        return Err(InboxError::Away(format!(
            "SQLite can't keep its log there (journal mode {mode}); use a folder of this machine's own disk"
        )));
    }
    Ok(link)
}

/// A connection that only reads.
pub(super) fn reading(path: &Path) -> Result<Connection, InboxError> {
    let link = connect(path)?;
    link.pragma_update(None, "query_only", "ON").map_err(of)?;
    Ok(link)
}

fn connect(path: &Path) -> Result<Connection, InboxError> {
    let link = Connection::open(path).map_err(of)?;
    // A reader meets the writer only while a log that a crash left is taken up.
    link.busy_timeout(std::time::Duration::from_secs(3))
        .map_err(of)?;
    // In kibibytes.
    link.pragma_update(None, "cache_size", -16_000)
        .map_err(of)?;
    Ok(link)
}

/// Brings the schema to `steps`, in one transaction.
///
/// # Errors
/// Those of [`to_do`], with nothing changed, and those of the disk.
pub(super) fn migrate(link: &mut Connection, steps: &[Step]) -> Result<(), InboxError> {
    let tx = link
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(of)?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS step (
             number INTEGER PRIMARY KEY,
             name   TEXT NOT NULL,
             sha256 TEXT NOT NULL
         ) STRICT",
    )
    .map_err(of)?;
    let recorded = tx
        .prepare("SELECT number, sha256 FROM step ORDER BY number")
        .and_then(|mut query| {
            query
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(i64, String)>, _>>()
        })
        .map_err(of)?;
    for (number, step) in to_do(&recorded, steps)? {
        tx.execute_batch(step.sql).map_err(of)?;
        tx.execute(
            "INSERT INTO step (number, name, sha256) VALUES (?1, ?2, ?3)",
            (number, step.name, step.sha256()),
        )
        .map_err(of)?;
    }
    tx.commit().map_err(of)
}

/// Refuses a file of another program, which has tables and no steps.
pub(super) fn check_ours(link: &Connection) -> Result<(), InboxError> {
    let other: Option<String> = link
        .query_row(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND NOT EXISTS
             (SELECT 1 FROM sqlite_schema WHERE name = 'step') LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()
        .map_err(of)?;
    match other {
        None => Ok(()),
        Some(_) => Err(InboxError::Damaged(
            "the file is a database of another program".to_owned(),
        )),
    }
}

/// What SQLite says, in the inbox's words.
pub(super) fn of(error: Error) -> InboxError {
    let Error::SqliteFailure(failure, _) = &error else {
        return InboxError::Damaged(error.to_string());
    };
    match failure.code {
        ErrorCode::DiskFull => InboxError::Full,
        // The index of the log could not grow.
        _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => InboxError::Full,
        ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::ConstraintViolation
        | ErrorCode::TypeMismatch => InboxError::Damaged(error.to_string()),
        _ => InboxError::Away(error.to_string()),
    }
}

fn of_io(error: &std::io::Error) -> InboxError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => InboxError::Full,
        _ => InboxError::Away(error.to_string()),
    }
}
