//! A process that is killed while it restores or makes a backup.
//!
//! The tests run this binary again as the process that is killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::{Eat, Environment};
use engine::store::backups::{self, BackupKind};
use engine::store::backups_make::{make, remove_parts};
use engine::store::restore::restore;
use engine::store::{By, Done, Ledger, preferences};
use engine::vault::{LedgerKey, Secret};

/// The folder of the ledger and its key.
const FOLDER: &str = "PATANISHA_TEST_FOLDER";
/// Kills in one test run.
const KILLS: u64 = 10;

fn now() -> Eat {
    Eat::parse_iso("2026-11-20T12:00:00").unwrap()
}

fn by() -> By<'static> {
    By {
        operator: "jaribio",
        at: now(),
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("jaribio.ledger")
}

/// The key lies beside the ledger, which only a test may do.
fn key(folder: &Path) -> LedgerKey {
    LedgerKey::from_secret(&Secret::new(std::fs::read(folder.join("key")).unwrap())).unwrap()
}

fn open(folder: &Path) -> Ledger {
    Ledger::open(&path(folder), &key(folder), Environment::Practice, by()).unwrap()
}

fn rename(ledger: &Ledger, business: &str) {
    ledger
        .write(by(), "test.change", |write| {
            preferences::set_meta(write, "business", business)?;
            // Enough that copying takes a while.
            for part in 0..600 {
                preferences::set_meta(write, &format!("{business} {part}"), &"x".repeat(4_000))?;
            }
            Ok(Done::to("test", ()))
        })
        .unwrap();
}

fn business(ledger: &Ledger) -> String {
    ledger
        .read(|read| preferences::meta(read, "business"))
        .unwrap()
        .unwrap()
}

/// A ledger of "mpya" with a backup of when it was "zamani", beside the key.
fn stage() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let key = LedgerKey::random().unwrap();
    std::fs::write(folder.path().join("key"), key.to_secret().reveal()).unwrap();
    let at = path(folder.path());
    let ledger = Ledger::create(&at, &key, Environment::Practice, by()).unwrap();
    rename(&ledger, "zamani");
    let made = make(&ledger, BackupKind::Manual, now(), &mut |_, _, _| true).unwrap();
    let old = folder.path().join("zamani");
    std::fs::rename(backups::folder(&at).join(made.backup.name.file), &old).unwrap();
    rename(&ledger, "mpya");
    let made = make(&ledger, BackupKind::Manual, now(), &mut |_, _, _| true).unwrap();
    let new = folder.path().join("mpya");
    std::fs::rename(backups::folder(&at).join(made.backup.name.file), new).unwrap();
    (folder, old)
}

/// Starts the other process and waits until it works.
fn start(test: &str, folder: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(told.any(|line| line.ends_with("begun")));
    child
}

#[test]
fn a_killed_restore_leaves_the_old_ledger_or_the_new_one() {
    if let Ok(folder) = std::env::var(FOLDER) {
        let folder = PathBuf::from(folder);
        println!("\nbegun");
        for turn in 0..400 {
            let from = folder.join(if turn % 2 == 0 { "zamani" } else { "mpya" });
            restore(
                &path(&folder),
                &from,
                &key(&folder),
                Environment::Practice,
                now(),
            )
            .unwrap();
        }
        return;
    }
    let (folder, _) = stage();
    let mut seen = Vec::new();
    let mut aside = 0;
    for kill in 0..KILLS {
        let mut child = start(
            "a_killed_restore_leaves_the_old_ledger_or_the_new_one",
            folder.path(),
        );
        std::thread::sleep(Duration::from_millis(60 + kill * 70));
        child.kill().unwrap();
        child.wait().unwrap();
        let ledger = open(folder.path());
        ledger.check().unwrap();
        seen.push(business(&ledger));
        drop(ledger);
        let left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("restoring"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        let count = backups::list(&path(folder.path())).unwrap().len();
        assert!(count >= aside, "what was set aside stays");
        aside = count;
    }
    assert!(
        seen.iter().all(|name| name == "zamani" || name == "mpya"),
        "{seen:?}"
    );
    assert!(aside > 0, "some restore was finished");
    for backup in backups::list(&path(folder.path())).unwrap() {
        assert_eq!(backup.name.kind, BackupKind::BeforeRestore);
    }
}

/// A disk that takes no more: the system refuses to let files grow past 2 MB.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_more_leaves_no_half_backup_and_the_ledger_as_it_was() {
    const NAME: &str = "a_disk_that_takes_no_more_leaves_no_half_backup_and_the_ledger_as_it_was";
    if let Ok(folder) = std::env::var(FOLDER) {
        let folder = PathBuf::from(folder);
        let at = path(&folder);
        let ledger = open(&folder);
        let told = make(&ledger, BackupKind::Manual, now(), &mut |_, _, _| true).unwrap_err();
        assert!(
            ["ledger.io", "ledger.disk_full"].contains(&told.code.0),
            "{told}"
        );
        assert!(!told.remedies.is_empty());
        assert_eq!(std::fs::read_dir(backups::folder(&at)).unwrap().count(), 0);
        ledger.check().unwrap();
        drop(ledger);
        let from = folder.join("zamani");
        let told = restore(&at, &from, &key(&folder), Environment::Practice, now()).unwrap_err();
        assert!(!told.remedies.is_empty(), "{told}");
        let left = std::fs::read_dir(&folder).unwrap();
        assert!(
            !left
                .map(|entry| entry.unwrap().file_name())
                .any(|name| { name.to_string_lossy().contains("restoring") })
        );
        assert_eq!(business(&open(&folder)), "mpya");
        return;
    }
    let (folder, _) = stage();
    let script = "trap '' XFSZ; ulimit -f 4096; exec \"$@\"";
    let done = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && told.contains("1 passed"), "{told}");
}

#[test]
fn a_killed_backup_is_there_whole_or_not_at_all() {
    if let Ok(folder) = std::env::var(FOLDER) {
        let ledger = open(&PathBuf::from(folder));
        println!("\nbegun");
        for _ in 0..400 {
            make(&ledger, BackupKind::Daily, now(), &mut |_, _, _| true).unwrap();
        }
        return;
    }
    let (folder, _) = stage();
    let at = path(folder.path());
    for kill in 0..KILLS {
        let mut child = start(
            "a_killed_backup_is_there_whole_or_not_at_all",
            folder.path(),
        );
        std::thread::sleep(Duration::from_millis(150 + kill * 110));
        child.kill().unwrap();
        child.wait().unwrap();
        remove_parts(&at);
    }
    let there = backups::list(&at).unwrap();
    assert!(!there.is_empty());
    let files = std::fs::read_dir(backups::folder(&at)).unwrap().count();
    assert_eq!(files, there.len(), "nothing half-made stays");
    // The newest are the ones that a kill came close to.
    for backup in there.iter().take(6) {
        let file = backups::folder(&at).join(&backup.name.file);
        restore(
            &at,
            &file,
            &key(folder.path()),
            Environment::Practice,
            now(),
        )
        .unwrap();
        assert_eq!(business(&open(folder.path())), "mpya");
    }
}
