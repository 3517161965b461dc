//! One program at a time writes a ledger: an advisory lock on a file beside it.
//!
//! The operating system drops the lock when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use domain::{Problem, Retry};

use super::error::of_io;

/// A held lock; dropping it frees the ledger.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing alone would leave the lock with a child process that is just being started.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock of the ledger at `path`.
    ///
    /// # Errors
    /// `ledger.in_use` while another process, or another window of this one, holds it.
    pub(super) fn take(path: &Path) -> Result<Self, Problem> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(beside(path, "lock"))
            .map_err(|error| of_io(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(in_use()),
            Err(TryLockError::Error(error)) => Err(of_io(&error)),
        }
    }
}

fn in_use() -> Problem {
    Problem::new(
        "ledger.in_use",
        "The ledger was not opened: another Patanisha window or command is using it.",
    )
    .with_remedy("Close the other window, or wait for the other command to end, then try again.")
    .with_retry(Retry::Now)
}

/// `jaribio.ledger` and `lock` give `jaribio.ledger.lock`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
