//! Putting a backup in the place of a ledger, so that a crash at any point leaves the old one or the new
//! one, whole.
//!
//! The backup is copied beside the ledger and checked there. Then it gets a name that says "this one is to
//! stand here": from that moment on the restore has happened, and whoever opens the ledger next finishes
//! it first ([`finish`]). What stood there is moved among the backups, never deleted.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::{Eat, Environment, Problem};

use super::backups::{self, BackupKind, BackupName};
use super::backups_check::check_copy;
use super::backups_make::{settle, sync, sync_folder};
use super::error::of_io;
use super::lock::{Lock, beside};
use super::migrate::MIGRATIONS;
use crate::vault::LedgerKey;

/// What the copy is called until it is checked.
const COPY: &str = "restoring-copy";
/// What it is called once it is to stand in the ledger's place; the name that the old one gets follows.
const READY: &str = "restoring-to-";
/// Names tried for what is set aside.
const SAME_SECOND_MAX: u32 = 1_000;

/// Puts the file `from` in the place of the ledger at `path`, which nobody may have open. Answers under
/// which name what stood there was set aside, if anything did.
///
/// # Errors
/// `ledger.in_use`; `backup.not_found`, `backup.wrong_key`, `backup.damaged`, `backup.other_environment`,
/// `ledger.newer`; what the disk says. Then the ledger is as it was.
pub fn restore(
    path: &Path,
    from: &Path,
    key: &LedgerKey,
    environment: Environment,
    at: Eat,
) -> Result<Option<String>, Problem> {
    let _lock = Lock::take(path)?;
    finish(path)?;
    let copy = beside(path, COPY);
    let ready = bring(from, &copy, key, environment)
        .and_then(|()| aside(path, at))
        .and_then(|name| {
            let ready = beside(path, &format!("{READY}{name}"));
            fs::rename(&copy, ready).map_err(|error| of_io(&error))?;
            Ok(name)
        });
    let name = ready.inspect_err(|_| remove(&copy))?;
    let stood = path.try_exists().map_err(|error| of_io(&error))?;
    sync_folder(&folder(path))?;
    finish(path)?;
    Ok(stood.then_some(name))
}

/// Whether a restore of the ledger at `path` has happened and is not finished.
///
/// # Errors
/// When the folder can't be read.
pub(super) fn unfinished(path: &Path) -> Result<bool, Problem> {
    ready(path).map(|found| found.is_some())
}

/// Finishes a restore that was cut off, if there is one. The ledger's lock must be held.
///
/// # Errors
/// What the disk says; the next call goes on where this one stopped.
pub(super) fn finish(path: &Path) -> Result<(), Problem> {
    // An earlier one that was cut off before its copy was checked never happened.
    remove(&beside(path, COPY));
    let Some((ready, name)) = ready(path)? else {
        return Ok(());
    };
    let backups = backups::folder(path);
    fs::create_dir_all(&backups).map_err(|error| of_io(&error))?;
    let aside = backups.join(name);
    keep_aside(path, &aside)?;
    // What the old ledger had not taken into itself yet belongs to it, and would spoil the new one.
    move_if_there(&with_ending(path, "-wal"), &with_ending(&aside, "-wal"))?;
    move_if_there(
        &with_ending(path, "-journal"),
        &with_ending(&aside, "-journal"),
    )?;
    let _ = fs::remove_file(with_ending(path, "-shm"));
    sync_folder(&backups)?;
    fs::rename(&ready, path).map_err(|error| of_io(&error))?;
    sync_folder(&folder(path))
}

/// The ledger goes on standing in its place until the new one takes it: the file gets its second name
/// first. Where the disk knows no second names it is moved.
fn keep_aside(path: &Path, aside: &Path) -> Result<(), Problem> {
    if aside.try_exists().map_err(|error| of_io(&error))? {
        return Ok(());
    }
    match fs::hard_link(path, aside) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => move_if_there(path, aside),
    }
}

fn move_if_there(from: &Path, to: &Path) -> Result<(), Problem> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(of_io(&error)),
        _ => Ok(()),
    }
}

/// Copies a backup, with what it may have beside it, and checks the copy.
fn bring(
    from: &Path,
    copy: &Path,
    key: &LedgerKey,
    environment: Environment,
) -> Result<(), Problem> {
    fs::copy(from, copy).map_err(|error| match error.kind() {
        ErrorKind::NotFound => not_found(),
        _ => of_io(&error),
    })?;
    match fs::copy(with_ending(from, "-wal"), with_ending(copy, "-wal")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(of_io(&error)),
        _ => {}
    }
    let settled = settle(copy, key).map_err(Problem::from);
    settled
        .and_then(|()| sync(copy))
        .and_then(|()| check_copy(copy, key, Some(environment), MIGRATIONS))
        .map_err(|why| refused(&why))
}

/// A name among the backups that nothing has.
fn aside(path: &Path, at: Eat) -> Result<String, Problem> {
    let folder = backups::folder(path);
    let workspace = backups::workspace(path);
    for number in 1..=SAME_SECOND_MAX {
        let name = BackupName::new(&workspace, at, BackupKind::BeforeRestore, number);
        let taken = folder.join(&name.file).try_exists();
        if !taken.map_err(|error| of_io(&error))? {
            return Ok(name.file);
        }
    }
    Err(Problem::new(
        "backup.too_many",
        "Nothing was restored: too many ledgers were set aside in this second already.",
    )
    .with_remedy("Wait a moment, then try again."))
}

/// The copy that is to stand in the ledger's place, and the name that the old one gets.
fn ready(path: &Path) -> Result<Option<(PathBuf, String)>, Problem> {
    let begins = beside(path, READY);
    let Some(begins) = begins.file_name().and_then(|name| name.to_str()) else {
        return Ok(None);
    };
    let entries = match fs::read_dir(folder(path)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(of_io(&error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| of_io(&error))?;
        let file = entry.file_name();
        let name = file.to_str().and_then(|file| file.strip_prefix(begins));
        let workspace = backups::workspace(path);
        if let Some(name) = name.and_then(|name| BackupName::parse(&workspace, name)) {
            return Ok(Some((entry.path(), name.file)));
        }
    }
    Ok(None)
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn remove(copy: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(with_ending(copy, ending));
    }
}

fn not_found() -> Problem {
    Problem::new(
        "backup.not_found",
        "Nothing was restored: the backup is not there any more. The ledger was not touched.",
    )
    .with_field("file")
    .with_remedy("Choose another one; a memory stick may have been taken out.")
}

/// Why a backup is not put in the ledger's place.
fn refused(why: &Problem) -> Problem {
    let (code, what) = match why.code.0 {
        "ledger.wrong_key" => (
            "backup.wrong_key",
            "this ledger's key does not open the backup: it is another ledger's, or its beginning is damaged."
                .to_owned(),
        ),
        "ledger.disk_full" | "ledger.newer" | "ledger.migration_changed" | "ledger.unreadable" => {
            return why.clone();
        }
        "backup.other_environment" => ("backup.other_environment", why.message.clone()),
        _ => ("backup.damaged", format!("the backup does not hold. {}", why.message)),
    };
    Problem::new(
        code,
        format!("Nothing was restored and the ledger was not touched: {what}"),
    )
    .with_field("file")
    .with_remedy("Choose another backup.")
}
