//! A disk that is really full: a small one in memory, mounted for a process of its own.
//!
//! The tests run this binary again in that process. Where the system lets nobody mount, they say so and
//! prove nothing; `tests/keep_processes.rs` then stands for them with files that may not grow.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use domain::{Eat, Environment, Problem};
use engine::api::*;
use engine::store::backups::{self, BackupKind};
use engine::store::backups_make::make;
use engine::store::restore::restore;
use engine::store::{By, Done, Ledger, preferences};
use engine::vault::{LedgerKey, MemoryVault};
use engine::{Engine, Options};

/// Where the small disk is, in the process that has one.
const DISK: &str = "PATANISHA_TEST_DISK";

fn may_mount() -> bool {
    Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
        .output()
        .is_ok_and(|done| done.status.success())
}

/// Runs a test of this binary again with a disk of so many kilobytes at `disk`.
fn on_a_disk_of(kilobytes: u32, test: &str, disk: &Path) {
    if !may_mount() {
        eprintln!("skipped: this system lets nobody mount a disk");
        return;
    }
    let script =
        "mount -t tmpfs -o size=\"$KILOBYTES\"k tmpfs \"$PATANISHA_TEST_DISK\" && exec \"$@\"";
    let done = Command::new("unshare")
        .args(["-rm", "sh", "-c", script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(DISK, disk)
        .env("KILOBYTES", kilobytes.to_string())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && told.contains("1 passed"), "{told}");
}

/// Fills the disk to its last byte.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("full");
    let mut file = std::fs::File::create(&path).unwrap();
    for piece in [vec![0; 65_536], vec![0; 512], vec![0; 1]] {
        while file.write_all(&piece).is_ok() {}
    }
    path
}

fn by() -> By<'static> {
    By {
        operator: "jaribio",
        at: Eat::parse_iso("2026-11-20T12:00:00").unwrap(),
    }
}

fn rename(ledger: &Ledger, business: &str) -> Result<(), Problem> {
    ledger.write(by(), "test.change", |write| {
        preferences::set_meta(write, "business", business)?;
        for part in 0..200 {
            preferences::set_meta(write, &format!("part {part}"), &business.repeat(500))?;
        }
        Ok(Done::to("test", ()))
    })
}

fn business(ledger: &Ledger) -> String {
    let kept = ledger.read(|read| preferences::meta(read, "business"));
    kept.unwrap().unwrap()
}

fn full<T>(of: Result<T, Problem>) {
    let told = of.err().expect("the disk is full");
    assert_eq!(told.code.0, "ledger.disk_full", "{told}");
    assert!(!told.remedies.is_empty());
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let Some(disk) = std::env::var_os(DISK).map(PathBuf::from) else {
        let disk = tempfile::tempdir().unwrap();
        on_a_disk_of(16_384, "a_full_disk_is_told_and_loses_nothing", disk.path());
        return;
    };
    let (path, key) = (disk.join("jaribio.ledger"), LedgerKey::random().unwrap());
    let ledger = Ledger::create(&path, &key, Environment::Practice, by()).unwrap();
    rename(&ledger, "zamani").unwrap();
    let made = make(&ledger, BackupKind::Manual, by().at, &mut |_, _, _| true).unwrap();
    let backup = backups::folder(&path).join(made.backup.name.file);
    rename(&ledger, "mpya").unwrap();
    let events = ledger.read(engine::store::audit_log::head).unwrap();

    let filler = fill(&disk);
    for _ in 0..3 {
        full(rename(&ledger, "haipo"));
    }
    full(make(
        &ledger,
        BackupKind::Manual,
        by().at,
        &mut |_, _, _| true,
    ));
    let files = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(files(&backups::folder(&path)), 1, "no half backup");
    ledger.check().unwrap();
    assert_eq!(business(&ledger), "mpya");
    assert_eq!(ledger.read(engine::store::audit_log::head).unwrap(), events);
    drop(ledger);
    full(restore(
        &path,
        &backup,
        &key,
        Environment::Practice,
        by().at,
    ));

    std::fs::remove_file(filler).unwrap();
    let ledger = Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
    ledger.check().unwrap();
    assert_eq!(business(&ledger), "mpya");
    assert_eq!(ledger.read(engine::store::audit_log::head).unwrap(), events);
    rename(&ledger, "tena").unwrap();
    drop(ledger);
    restore(&path, &backup, &key, Environment::Practice, by().at).unwrap();
    let ledger = Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
    assert_eq!(business(&ledger), "zamani");
}

/// The backups have a disk of their own, and it is full: work goes on, and the list says why there is none.
#[tokio::test]
async fn a_full_disk_for_backups_is_told_in_their_list() {
    let name = "a_full_disk_for_backups_is_told_in_their_list";
    let Some(disk) = std::env::var_os(DISK).map(PathBuf::from) else {
        let data = tempfile::tempdir().unwrap();
        let disk = data.path().join("sandbox/backups");
        std::fs::create_dir_all(&disk).unwrap();
        on_a_disk_of(64, name, &disk);
        return;
    };
    let engine = Engine::new(Options {
        data_folder: disk.ancestors().nth(2).map(Path::to_owned),
        environment: Some(Environment::Sandbox),
        vault: Some(Arc::new(MemoryVault::new())),
        operator: Some("jaribio".into()),
        ..Options::default()
    })
    .unwrap();
    let business = "Mfano Traders".to_owned();
    engine
        .workspace_create(WorkspaceCreate { business })
        .await
        .unwrap();
    let founder = |name: &str, role| Founder {
        name: name.into(),
        roles: vec![role],
        passphrase: "mvua-kiatu-embe-kengele".into(),
    };
    let request = PeopleFound {
        administrator: founder("Naliaka", RoleDto::Administrator),
        other: founder("Baraka", RoleDto::Maker),
    };
    engine.people_found(request).await.unwrap();
    let request = SignIn {
        name: "Naliaka".into(),
        passphrase: "mvua-kiatu-embe-kengele".into(),
    };
    engine.sign_in(request).await.unwrap();
    let list = engine.backups_list(Nothing {}).await.unwrap();
    let failed = list.failed.unwrap();
    assert_eq!(failed.code, "ledger.disk_full", "{}", failed.message);
    assert!(failed.message.contains("Today's backup was not made"));
    assert_eq!(list.backups, []);
    let job = "b".to_owned();
    full(engine.backup_make(JobRequest { job }).await);
    assert_eq!(
        std::fs::read_dir(&disk).unwrap().count(),
        0,
        "no half backup"
    );
    let job = "v".to_owned();
    assert!(engine.audit_verify(JobRequest { job }).await.unwrap().holds);
}
