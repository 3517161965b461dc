//! Backups are whole or not there; a restore leaves the old ledger or the new one, whatever cuts it off.

use std::fs;
use std::path::Path;

use super::*;
use crate::reconcile::cancelled;
use crate::store::backups::{self, BackupKind};
use crate::store::backups_make::{make, remove_parts};
use crate::store::lineage::{self, COPY};
use crate::store::restore::restore;

const PRACTICE: Environment = Environment::Practice;

fn names(path: &Path) -> Vec<String> {
    let list = backups::list(path).unwrap();
    list.into_iter().map(|backup| backup.name.file).collect()
}

fn lines(ledger: &Ledger) -> u64 {
    let counted = ledger.read(|read| {
        Ok(crate::store::line_counts(read)?
            .iter()
            .map(|count| count.lines)
            .sum())
    });
    counted.unwrap()
}

/// A closed ledger with two lines, and a backup of it from when it had one.
struct Stage {
    folder: tempfile::TempDir,
    key: LedgerKey,
    path: PathBuf,
    backup: PathBuf,
}

impl Stage {
    fn new() -> Self {
        let fixture = Fixture::new();
        fixture.statement("one.csv", &[payment(0, 10_000)]);
        let made = make(
            &fixture.ledger,
            BackupKind::Manual,
            now(),
            &mut |_, _, _| true,
        )
        .unwrap();
        fixture.statement("two.csv", &[payment(1, 10_000)]);
        let path = fixture.path();
        let backup = backups::find(&path, &made.backup.name.file).unwrap();
        drop(fixture.ledger);
        Self {
            folder: fixture.folder,
            key: fixture.key,
            path,
            backup,
        }
    }

    fn restore(&self, from: &Path) -> Result<Option<String>, domain::Problem> {
        restore(&self.path, from, &self.key, PRACTICE, now())
    }

    fn refused(&self, from: &Path) -> &'static str {
        let before = fs::read(&self.path).unwrap();
        let told = self.restore(from).unwrap_err();
        assert!(!told.remedies.is_empty(), "{told}");
        assert_eq!(fs::read(&self.path).unwrap(), before, "untouched");
        assert_eq!(lines(&self.open()), 2);
        let left: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("restoring"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        code(&told)
    }

    fn open(&self) -> Ledger {
        let ledger = Ledger::open(&self.path, &self.key, PRACTICE, by()).unwrap();
        ledger.check().unwrap();
        ledger
    }
}

#[test]
fn a_backup_is_checked_named_and_encrypted_and_known_for_a_copy() {
    let fixture = Fixture::new();
    fixture.statement("s.csv", &[payment(0, 10_000)]);
    fixture
        .ledger
        .set_lineage_mark("0123456789abcdef", by())
        .unwrap();
    let mut phases = Vec::new();
    let made = make(
        &fixture.ledger,
        BackupKind::Manual,
        now(),
        &mut |phase, _, _| {
            phases.push(phase.to_owned());
            true
        },
    )
    .unwrap();
    assert_eq!(
        made.backup.name.file,
        "jaribio-20261120-120000-manual.ledger"
    );
    assert!(phases.contains(&"Copying the ledger".to_owned()));
    assert_eq!(phases.last().unwrap(), "Checking the backup");
    let file = backups::find(&fixture.path(), &made.backup.name.file).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(files::sha256(&bytes), made.sha256);
    assert_eq!(u64::try_from(bytes.len()).unwrap(), made.backup.size_bytes);
    for text in ["SQLite format", "AMANI", "jaribio"] {
        assert!(
            !bytes
                .windows(text.len())
                .any(|found| found == text.as_bytes())
        );
    }
    let copy = Ledger::open(&file, &fixture.key, PRACTICE, by()).unwrap();
    copy.check().unwrap();
    assert_eq!(lines(&copy), 1);
    assert_eq!(copy.read(lineage::mark).unwrap().as_deref(), Some(COPY));
    let own = fixture.ledger.read(lineage::mark).unwrap();
    assert_eq!(
        own.as_deref(),
        Some("0123456789abcdef"),
        "the ledger keeps its own"
    );
    assert_eq!(
        copy.read(lineage::workspace_id).unwrap(),
        fixture.ledger.read(lineage::workspace_id).unwrap()
    );
}

#[test]
fn the_same_second_twice_gives_two_backups() {
    let fixture = Fixture::new();
    for _ in 0..3 {
        make(&fixture.ledger, BackupKind::Daily, now(), &mut |_, _, _| {
            true
        })
        .unwrap();
    }
    assert_eq!(
        names(&fixture.path()),
        [
            "jaribio-20261120-120000-daily-3.ledger",
            "jaribio-20261120-120000-daily-2.ledger",
            "jaribio-20261120-120000-daily.ledger"
        ]
    );
}

#[test]
fn a_backup_of_a_ledger_that_does_not_hold_is_no_backup() {
    let fixture = Fixture::new();
    fixture.statement("s.csv", &[payment(0, 10_000)]);
    fixture.write(|write| {
        let guards: Vec<String> = {
            let mut query = write.0.prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'",
            )?;
            let found = query.query_map([], |row| row.get(0))?;
            found.collect::<Result<_, _>>()?
        };
        for guard in guards {
            write.0.execute_batch(&format!("DROP TRIGGER {guard}"))?;
        }
        write
            .0
            .execute("UPDATE audit SET operator = 'mwingine' WHERE seq = 1", [])?;
        Ok(())
    });
    let told = make(
        &fixture.ledger,
        BackupKind::Manual,
        now(),
        &mut |_, _, _| true,
    )
    .unwrap_err();
    assert_eq!(code(&told), "backup.not_verified");
    assert!(told.message.contains("event 1"), "{told}");
    assert_eq!(
        fs::read_dir(backups::folder(&fixture.path()))
            .unwrap()
            .count(),
        0
    );
}

#[test]
fn a_cancelled_backup_and_one_that_was_cut_off_leave_nothing() {
    let fixture = Fixture::new();
    let told = make(
        &fixture.ledger,
        BackupKind::Manual,
        now(),
        &mut |_, _, _| false,
    )
    .unwrap_err();
    assert_eq!(told.code, cancelled().code);
    let folder = backups::folder(&fixture.path());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    fs::write(
        folder.join("jaribio-20261120-120000-daily.ledger.part"),
        "half",
    )
    .unwrap();
    fs::write(folder.join("of somebody else.part"), "theirs").unwrap();
    assert!(names(&fixture.path()).is_empty());
    remove_parts(&fixture.path());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_restore_sets_the_ledger_aside_and_can_be_taken_back() {
    let stage = Stage::new();
    let aside = stage.restore(&stage.backup).unwrap().unwrap();
    assert_eq!(aside, "jaribio-20261120-120000-before-restore.ledger");
    let ledger = stage.open();
    assert_eq!(lines(&ledger), 1);
    assert_eq!(ledger.read(lineage::mark).unwrap().as_deref(), Some(COPY));
    drop(ledger);
    let back = backups::find(&stage.path, &aside).unwrap();
    let second = stage.restore(&back).unwrap().unwrap();
    assert_eq!(second, "jaribio-20261120-120000-before-restore-2.ledger");
    assert_eq!(lines(&stage.open()), 2);
    assert_eq!(names(&stage.path).len(), 3);
}

/// What the ledger had only in its write-ahead file goes with it.
#[test]
fn a_ledger_that_was_not_closed_is_set_aside_whole() {
    let stage = Stage::new();
    let ledger = stage.open();
    ledger
        .write(by(), "test.change", |write| {
            let import = import_statement(write, "three.csv", &[payment(2, 100)])?;
            Ok(Done::to("test", import))
        })
        .unwrap();
    let (main, wal) = (
        fs::read(&stage.path).unwrap(),
        fs::read(stage.path.with_file_name("jaribio.ledger-wal")).unwrap(),
    );
    drop(ledger);
    fs::write(&stage.path, main).unwrap();
    fs::write(stage.path.with_file_name("jaribio.ledger-wal"), wal).unwrap();
    let aside = stage.restore(&stage.backup).unwrap().unwrap();
    assert_eq!(lines(&stage.open()), 1);
    let back = backups::find(&stage.path, &aside).unwrap();
    stage.restore(&back).unwrap();
    assert_eq!(lines(&stage.open()), 3);
}

#[test]
fn what_can_not_be_relied_on_is_not_restored() {
    let stage = Stage::new();
    let whole = fs::read(&stage.backup).unwrap();
    let other = stage.folder.path().join("other.ledger");
    for (bytes, expected) in [
        (&whole[..whole.len() / 2], &["backup.damaged"][..]),
        (&whole[..whole.len() - 1], &["backup.damaged"]),
        (&whole[..100], &["backup.damaged", "backup.wrong_key"]),
        (b"", &["backup.damaged"]),
        (&[7; 20_000], &["backup.wrong_key"]),
    ] {
        fs::write(&other, bytes).unwrap();
        let told = stage.refused(&other);
        assert!(expected.contains(&told), "{} bytes: {told}", bytes.len());
    }
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(&other, damaged).unwrap();
    assert_eq!(stage.refused(&other), "backup.damaged");
    assert_eq!(
        stage.refused(&stage.folder.path().join("gone")),
        "backup.not_found"
    );
}

#[test]
fn another_environments_or_another_ledgers_backup_is_not_restored() {
    let stage = Stage::new();
    let sandbox = stage.folder.path().join("sandbox.ledger");
    drop(Ledger::create(&sandbox, &stage.key, Environment::Sandbox, by()).unwrap());
    assert_eq!(stage.refused(&sandbox), "backup.other_environment");
    let foreign = stage.folder.path().join("foreign.ledger");
    let key = LedgerKey::random().unwrap();
    drop(Ledger::create(&foreign, &key, PRACTICE, by()).unwrap());
    assert_eq!(stage.refused(&foreign), "backup.wrong_key");
}

#[test]
fn a_ledger_that_is_open_is_not_restored_over() {
    let stage = Stage::new();
    let open = stage.open();
    let told = stage.restore(&stage.backup).unwrap_err();
    assert_eq!(code(&told), "ledger.in_use");
    assert_eq!(lines(&open), 2);
}

/// Wherever a restore is cut off, the next opening finds the old ledger or the new one.
#[test]
fn a_restore_that_was_cut_off_is_undone_or_finished() {
    let ready = "jaribio.ledger.restoring-to-jaribio-20261120-120000-before-restore.ledger";
    let aside = "backups/jaribio-20261120-120000-before-restore.ledger";
    // While the copy was written: it never happened.
    let stage = Stage::new();
    let at = |name: &str| stage.folder.path().join(name);
    fs::write(at("jaribio.ledger.restoring-copy"), "half").unwrap();
    assert_eq!(lines(&stage.open()), 2);
    assert!(!at("jaribio.ledger.restoring-copy").exists());
    // When the copy was ready: it has happened.
    fs::copy(&stage.backup, at(ready)).unwrap();
    assert_eq!(lines(&stage.open()), 1);
    assert!(at(aside).exists() && !at(ready).exists());
    // When the old one was set aside and the write-ahead file moved.
    let stage = Stage::new();
    let at = |name: &str| stage.folder.path().join(name);
    fs::copy(&stage.backup, at(ready)).unwrap();
    fs::hard_link(&stage.path, at(aside)).unwrap();
    assert_eq!(lines(&stage.open()), 1);
    // When nothing stood there any more, on a disk without second names.
    let stage = Stage::new();
    let at = |name: &str| stage.folder.path().join(name);
    fs::copy(&stage.backup, at(ready)).unwrap();
    fs::rename(&stage.path, at(aside)).unwrap();
    let making = Ledger::create(&stage.path, &stage.key, PRACTICE, by());
    assert_eq!(code(&making.unwrap_err()), "ledger.exists");
    assert_eq!(lines(&stage.open()), 1);
    let back = stage.restore(&at(aside)).unwrap();
    assert_eq!(lines(&stage.open()), 2);
    assert!(back.is_some());
}

#[test]
fn a_name_that_leads_elsewhere_is_no_backup() {
    let stage = Stage::new();
    for name in [
        "",
        "..",
        "../jaribio.ledger",
        "jaribio.ledger",
        "/etc/passwd",
    ] {
        assert_eq!(
            code(&backups::find(&stage.path, name).unwrap_err()),
            "backup.unknown"
        );
    }
}
