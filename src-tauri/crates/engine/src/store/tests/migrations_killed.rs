//! A program that is killed while it brings a ledger to a newer schema.
//!
//! The test runs this binary again as the program that is killed.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;
use crate::store::backups;
use crate::store::connect::{Access, connect};
use crate::store::migrate::{Migration, migrate};
use crate::vault::Secret;

const NAME: &str = "store::tests::migrations_killed::a_killed_step_happened_whole_or_not_at_all";
const FOLDER: &str = "PATANISHA_TEST_MIGRATION";
const ROWS: i64 = 60_000;
const KILLS: u64 = 8;

const FIRST: Migration = Migration {
    name: "first",
    sql: "CREATE TABLE one (a TEXT) STRICT; INSERT INTO one VALUES ('kept')",
};
const SLOW: Migration = Migration {
    name: "slow",
    sql: "CREATE TABLE two (b INTEGER) STRICT;
          INSERT INTO two
          WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 60000)
          SELECT n FROM n;
          UPDATE one SET a = 'moved'",
};

fn key(folder: &std::path::Path) -> LedgerKey {
    let kept = std::fs::read(folder.join("key")).unwrap();
    LedgerKey::from_secret(&Secret::new(kept)).unwrap()
}

fn bring(folder: &std::path::Path, steps: &[Migration]) {
    let (path, key) = (folder.join("bare.ledger"), key(folder));
    let mut link = connect(&path, &key, Access::Create).unwrap();
    migrate(&mut link, &path, &key, steps, now()).unwrap();
}

/// What is in the ledger: the first table's value, and how many rows the second has, if it is there.
fn held(folder: &std::path::Path) -> (String, Option<i64>) {
    let link = connect(&folder.join("bare.ledger"), &key(folder), Access::Write).unwrap();
    let sound: String = link
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let value = link.query_row("SELECT a FROM one", [], |row| row.get(0));
    let rows = link.query_row("SELECT count(*) FROM two", [], |row| row.get(0));
    (value.unwrap(), rows.ok())
}

#[test]
fn a_killed_step_happened_whole_or_not_at_all() {
    if let Ok(folder) = std::env::var(FOLDER) {
        println!("\nready");
        bring(&PathBuf::from(folder), &[FIRST, SLOW]);
        println!("\ndone");
        std::thread::sleep(Duration::from_secs(60));
        return;
    }
    let mut seen = Vec::new();
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let key = LedgerKey::random().unwrap();
        std::fs::write(folder.path().join("key"), key.to_secret().reveal()).unwrap();
        bring(folder.path(), &[FIRST]);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        // The last one is killed when the step is done, the others on the way there.
        let word = if kill + 1 == KILLS { "done" } else { "ready" };
        assert!(told.any(|line| line == word));
        std::thread::sleep(Duration::from_millis(kill * 12));
        child.kill().unwrap();
        child.wait().unwrap();
        let (value, rows) = held(folder.path());
        match rows {
            None => assert_eq!(value, "kept"),
            Some(rows) => assert_eq!((&*value, rows), ("moved", ROWS)),
        }
        seen.push(rows.is_some());
        for backup in backups::list(&folder.path().join("bare.ledger")).unwrap() {
            let file = backups::folder(&folder.path().join("bare.ledger")).join(backup.name.file);
            let link = connect(&file, &key, Access::Write).unwrap();
            let value: String = link
                .query_row("SELECT a FROM one", [], |row| row.get(0))
                .unwrap();
            assert_eq!(value, "kept", "a backup that has its name is whole");
        }
        bring(folder.path(), &[FIRST, SLOW]);
        assert_eq!(held(folder.path()), ("moved".to_owned(), Some(ROWS)));
    }
    assert!(seen.contains(&false) && seen.contains(&true), "{seen:?}");
}
