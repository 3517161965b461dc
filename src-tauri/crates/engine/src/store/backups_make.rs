//! Making a backup: copied beside its name, written through to the disk, opened and checked, and only then
//! given its name.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use domain::{Eat, Environment, Problem};
use rusqlite::Connection;
use rusqlite::backup::StepResult;
use sha2::{Digest, Sha256};

use super::backups::{self, Backup, BackupKind, BackupName, PART};
use super::backups_check::check_copy;
use super::connect::{Access, connect, plain};
use super::error::{StoreError, of_io};
use super::ledger::Ledger;
use super::lineage::forget_in_copy;
use super::migrate::{MIGRATIONS, Migration};
use super::preferences;
use crate::audit::hex;
use crate::reconcile::cancelled;
use crate::vault::LedgerKey;

/// Pages copied at a time.
const PAGES: std::ffi::c_int = 4_096;
/// Bytes hashed at a time.
const HASHED_BYTES: usize = 1 << 16;
/// Backups of one kind in one second before it is given up.
const SAME_SECOND_MAX: u32 = 1_000;

/// What is told of the making: what it does now, how much of it is done. Answers whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(&str, u64, u64) -> bool;

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeBackup {
    /// The file.
    pub backup: Backup,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Makes a backup of an open ledger as it is now. Changes go on meanwhile and are not in it.
///
/// # Errors
/// `backup.not_verified` when the copy does not hold; `job.cancelled`; what the disk says. Then there is no
/// backup, and the ledger is as it was.
pub fn make(
    ledger: &Ledger,
    kind: BackupKind,
    at: Eat,
    progress: Progress<'_>,
) -> Result<MadeBackup, Problem> {
    ledger.read(|read| {
        let environment = preferences::meta(read, "environment")?
            .as_deref()
            .and_then(Environment::from_word);
        let of = Copying {
            path: ledger.path(),
            key: ledger.key(),
            kind,
            at,
            environment,
            steps: MIGRATIONS,
        };
        of.make(read.0, progress)
    })
}

/// A backup to be made.
#[derive(Clone, Copy)]
pub(super) struct Copying<'a> {
    /// The ledger.
    pub(super) path: &'a Path,
    /// What opens it.
    pub(super) key: &'a LedgerKey,
    /// Why it is made.
    pub(super) kind: BackupKind,
    /// When.
    pub(super) at: Eat,
    /// What it belongs to, if that is known.
    pub(super) environment: Option<Environment>,
    /// The schema steps that it may have.
    pub(super) steps: &'a [Migration],
}

impl Copying<'_> {
    /// The same as [`make`] from a connection, for a ledger that is not open yet.
    ///
    /// # Errors
    /// As [`make`].
    pub(super) fn make(
        &self,
        link: &Connection,
        progress: Progress<'_>,
    ) -> Result<MadeBackup, StoreError> {
        let folder = backups::folder(self.path);
        std::fs::create_dir_all(&folder).map_err(|error| no_folder(&error))?;
        let (name, part) = reserve(&folder, &backups::workspace(self.path), self.kind, self.at)?;
        let written = copy(link, &part, self.key, progress).and_then(|()| {
            progress("Checking the backup", 0, 1);
            sync(&part)?;
            check_copy(&part, self.key, self.environment, self.steps)
                .map_err(|why| not_verified(&why))?;
            Ok((hash(&part)?, size(&part)?))
        });
        let (sha256, size_bytes) = written.inspect_err(|_| remove_part(&part))?;
        std::fs::rename(&part, folder.join(&name.file))
            .inspect_err(|_| remove_part(&part))
            .map_err(|error| of_io(&error))?;
        sync_folder(&folder)?;
        Ok(MadeBackup {
            backup: Backup { name, size_bytes },
            sha256,
        })
    }
}

/// Removes what makings that were cut off left in the folder. Only right while none is being made.
pub fn remove_parts(path: &Path) {
    let entries = std::fs::read_dir(backups::folder(path));
    for entry in entries.into_iter().flatten().flatten() {
        let file = entry.file_name();
        let named = file.to_str().is_some_and(|file| {
            file.starts_with(&backups::workspace(path))
                && [PART, ".part-journal", ".part-wal", ".part-shm"]
                    .iter()
                    .any(|ending| file.ends_with(ending))
        });
        if named {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A name that no other backup has, and the file it is written to until it is whole.
fn reserve(
    folder: &Path,
    workspace: &str,
    kind: BackupKind,
    at: Eat,
) -> Result<(BackupName, PathBuf), Problem> {
    for number in 1..=SAME_SECOND_MAX {
        let name = BackupName::new(workspace, at, kind, number);
        let part = folder.join(format!("{}{PART}", name.file));
        match OpenOptions::new().create_new(true).write(true).open(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(no_folder(&error)),
            Ok(_) => match folder.join(&name.file).try_exists() {
                Ok(false) => return Ok((name, part)),
                _ => remove_part(&part),
            },
        }
    }
    Err(Problem::new(
        "backup.too_many",
        "No backup was made: there are too many of this second already.",
    )
    .with_remedy("Wait a moment, then try again."))
}

/// Why nothing can be put into the folder with the backups.
fn no_folder(error: &std::io::Error) -> Problem {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => of_io(error),
        _ => Problem::new(
            "backup.folder",
            format!("No backup was made: the folder with the backups can't be written to ({error})."),
        )
        .with_remedy(
            "Check that the folder is there and that your user account may write to it; a disk or stick may \
             have been taken out.",
        ),
    }
}

fn copy(
    link: &Connection,
    to: &Path,
    key: &LedgerKey,
    progress: Progress<'_>,
) -> Result<(), StoreError> {
    let mut copy = plain(to, key)?;
    {
        let backup = rusqlite::backup::Backup::new(link, &mut copy)?;
        loop {
            let step = backup.step(PAGES)?;
            let of = backup.progress();
            let count = |pages| u64::try_from(pages).unwrap_or(0);
            let total = count(of.pagecount);
            let done = total.saturating_sub(count(of.remaining));
            if !progress("Copying the ledger", done, total) {
                return Err(cancelled().into());
            }
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                // Another connection holds a page for a moment.
                _ => std::thread::yield_now(),
            }
        }
    }
    make_plain(&copy)
}

/// Makes a copy one file that opens without others beside it, and that is known for a copy.
fn make_plain(copy: &Connection) -> Result<(), StoreError> {
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    forget_in_copy(copy)
}

/// Takes what a write-ahead file beside a copy holds into it, and makes it plain.
///
/// # Errors
/// `ledger.wrong_key`, `ledger.damaged`, what the disk says.
pub(super) fn settle(path: &Path, key: &LedgerKey) -> Result<(), StoreError> {
    make_plain(&connect(path, key, Access::Write)?)
}

/// Writes a file through to the disk.
pub(super) fn sync(path: &Path) -> Result<(), Problem> {
    OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| of_io(&error))
}

/// Writes the names in a folder through to the disk, where the system can.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Problem> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| of_io(&error))?;
    }
    Ok(())
}

fn size(path: &Path) -> Result<u64, Problem> {
    let found = std::fs::metadata(path).map_err(|error| of_io(&error))?;
    Ok(found.len())
}

fn hash(path: &Path) -> Result<String, Problem> {
    let mut file = File::open(path).map_err(|error| of_io(&error))?;
    let mut hash = Sha256::new();
    let mut held = vec![0; HASHED_BYTES];
    loop {
        let read = file.read(&mut held).map_err(|error| of_io(&error))?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(held.get(..read).unwrap_or_default());
    }
}

fn remove_part(part: &Path) {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut name = part.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

fn not_verified(why: &Problem) -> Problem {
    Problem::new(
        "backup.not_verified",
        format!(
            "No backup was made: the copy was opened again and did not hold, and was removed. {}",
            why.message
        ),
    )
    .with_remedy("Check the disk that holds the data folder, then make the backup again.")
    .with_remedy("If it fails again, verify the audit chain and restore an earlier backup.")
}
