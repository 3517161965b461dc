//! What can go wrong in the ledger file, and the words it is told in.

use domain::{Problem, Retry};
use rusqlite::ErrorCode;

/// A failure inside the store. Becomes a [`Problem`] where it leaves [`super::Ledger`].
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused. Its text names tables and constraints, never values.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A use case refused; its own words stand.
    #[error("{0}")]
    Refused(Box<Problem>),
    /// A stored value is none that this program writes.
    #[error("{0} can't be read")]
    Damaged(&'static str),
    /// The named record is not there.
    #[error("no such {0}")]
    Missing(&'static str),
}

impl From<Problem> for StoreError {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(problem) => *problem,
            StoreError::Sqlite(error) => of_sqlite(&error),
            StoreError::Damaged(what) => damaged(&format!("{what} can't be read")),
            StoreError::Missing(what) => Problem::new(
                "ledger.no_such_record",
                format!("Nothing was changed: this {what} is not in the ledger any more."),
            )
            .with_remedy(
                "Reload the list; another window or an undone import may have removed it.",
            ),
        }
    }
}

/// The problem that a SQLite failure is. Every write is one transaction, so nothing half-done stays.
pub(super) fn of_sqlite(error: &rusqlite::Error) -> Problem {
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => disk_full(),
        Some(ErrorCode::SystemIoFailure) => io_failure(error),
        Some(ErrorCode::ReadOnly) => Problem::new(
            "ledger.read_only",
            "Nothing was saved: the ledger file or its folder can't be written to.",
        )
        .with_remedy("Give your user account write permission to the data folder, then try again."),
        Some(
            ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::AuthorizationForStatementDenied,
        ) => unreadable(&text),
        Some(ErrorCode::NotADatabase) => wrong_key(),
        Some(ErrorCode::DatabaseCorrupt) => damaged(&text),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Problem::new(
            "ledger.busy",
            "Nothing was saved: another job held the ledger for too long.",
        )
        .with_remedy("Wait for the running import or matching to end, then try again.")
        .with_retry(Retry::Now),
        Some(ErrorCode::ConstraintViolation) => of_constraint(&text),
        _ => Problem::new(
            "ledger.failed",
            format!("Nothing was saved: the ledger file reported an error ({text})."),
        )
        .with_remedy("Try again; if it stays, restore the last backup and tell support this text."),
    }
}

fn of_constraint(text: &str) -> Problem {
    let claimed = [
        "line_claimed_once",
        "entry_claimed_once",
        "entry_booked_once",
    ];
    if claimed.iter().any(|name| text.contains(name)) {
        return claimed_twice();
    }
    if text.contains("allocation_direction") {
        return Problem::new(
            "match.direction",
            "Nothing was matched: money in can only meet a receivable, money out a payable.",
        )
        .with_remedy("Choose an entry of the other direction.");
    }
    Problem::new(
        "ledger.refused",
        format!("Nothing was saved: the change contradicts what the ledger holds ({text})."),
    )
}

/// The law that a shilling is claimed once, in words.
pub(super) fn claimed_twice() -> Problem {
    Problem::new(
        "match.claimed_twice",
        "Nothing was matched: more would be claimed than the statement line or the ledger entry has \
         open. A shilling is claimed once.",
    )
    .with_remedy("Release the other match first, or assign a smaller amount.")
}

pub(super) fn disk_full() -> Problem {
    Problem::new(
        "ledger.disk_full",
        "Nothing was saved: the disk is full. What was in the ledger before is unharmed.",
    )
    .with_remedy("Free some space on the disk that holds the data folder, then try again.")
}

fn io_failure(error: &rusqlite::Error) -> Problem {
    // SQLite reports ENOSPC as SQLITE_FULL on write, but a failed shared-memory or journal
    // extension arrives as an I/O error.
    Problem::new(
        "ledger.io",
        format!("Nothing was saved: the disk reported an error ({error})."),
    )
    .with_remedy("Check that the disk is connected and has free space, then try again.")
}

pub(super) fn unreadable(why: &str) -> Problem {
    Problem::new(
        "ledger.unreadable",
        format!("The ledger was not opened: its file or folder can't be read ({why})."),
    )
    .with_remedy(
        "Check that the data folder exists and that your user account may read and write it.",
    )
}

pub(super) fn wrong_key() -> Problem {
    Problem::new(
        "ledger.wrong_key",
        "The ledger was not opened and not changed: the key in the keyring does not open this file, \
         or the file is not a ledger.",
    )
    .with_remedy("If the file was copied from another computer, enter its recovery key.")
    .with_remedy("If the file was overwritten, restore the last backup.")
}

pub(super) fn damaged(why: &str) -> Problem {
    Problem::new(
        "ledger.damaged",
        format!("The ledger can't be trusted as it is: {why}. Nothing was changed."),
    )
    .with_remedy("Restore the last backup; keep the damaged file, it may be needed.")
}

/// From a file operation of the operating system.
pub(super) fn of_io(error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => disk_full(),
        _ => unreadable(&error.to_string()),
    }
}
