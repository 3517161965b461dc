//! Two processes and one ledger; and a process that is killed in the middle of its work.
//!
//! The tests run this binary again as the other process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use domain::{
    Eat, Environment, Kes, MaskedName, MaskedText, Problem, Receipt, ShortCode, Status, SubAccount,
    Wallet, Wording,
};
use engine::store::files::{self, PackedFile};
use engine::store::imports::{self, Counts, NewImport, Role};
use engine::store::lines::{self, NewLine};
use engine::store::{By, Done, Ledger, StoreError, Write, line_counts, wallets};
use engine::vault::{LedgerKey, Secret};
use statements::model::{Precision, StatementRow};

/// What the other process is to do.
const PART: &str = "PATANISHA_TEST_PART";
/// The folder of the ledger and its key.
const FOLDER: &str = "PATANISHA_TEST_FOLDER";
/// Rows of one import: enough that a kill often falls into one.
const ROWS: u32 = 3_000;
/// Kills in one test run.
const KILLS: u64 = 10;

fn by() -> By<'static> {
    let at = Eat::parse_iso("2026-11-20T12:00:00").unwrap();
    By {
        operator: "jaribio",
        at,
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("jaribio.ledger")
}

/// The key lies beside the ledger, which only a test may do.
fn key(folder: &Path) -> LedgerKey {
    LedgerKey::from_secret(&Secret::new(std::fs::read(folder.join("key")).unwrap())).unwrap()
}

fn open(folder: &Path) -> Result<Ledger, Problem> {
    Ledger::open(&path(folder), &key(folder), Environment::Practice, by())
}

fn stage() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let key = LedgerKey::random().unwrap();
    std::fs::write(folder.path().join("key"), key.to_secret().reveal()).unwrap();
    Ledger::create(&path(folder.path()), &key, Environment::Practice, by()).unwrap();
    folder
}

/// The `n`th payment of an invented business.
fn payment(n: u32) -> StatementRow {
    let start = Eat::parse_iso("2026-11-03T08:00:00").unwrap();
    let receipt: Receipt = format!("UK3{n:07}").parse().unwrap();
    StatementRow {
        row: u64::from(n),
        account: SubAccount::Utility,
        receipt,
        leg: Wording::PayIn,
        completed: Eat::from_civil(start.civil() + TimeDelta::seconds(i64::from(n))),
        precision: Precision::Second,
        initiated: None,
        status: Status::Completed,
        amount: Kes::from_cents(i64::from(n % 97 + 1) * 100),
        balance: Some(Kes::ZERO),
        party: None,
        party_name: Some(MaskedName::new("AMANI MFANO")),
        typed_account: Some(format!("INV-{n}")),
        details: MaskedText::new("Pay Bill"),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

fn import(write: &Write<'_>, number: u32) -> Result<Done<()>, StoreError> {
    let name = format!("{number}.csv");
    let rows: Vec<StatementRow> = (number * ROWS..(number + 1) * ROWS).map(payment).collect();
    let count = u64::from(ROWS);
    let new = NewImport {
        file: files::keep(write, &PackedFile::pack(&name, name.as_bytes()))?,
        file_name: name,
        role: Role::Statement,
        layout: "F1".into(),
        wallet: String::new(),
        period: None,
        counts: Counts {
            new: count,
            data_rows: count,
            ..Counts::default()
        },
        certificates: String::new(),
        notes: String::new(),
        mapping: String::new(),
        facts: String::new(),
    };
    let id = imports::insert(write, &new)?;
    let short_code = ShortCode::parse("600111").unwrap();
    let wallet = wallets::ensure(
        write,
        &Wallet {
            short_code,
            account: SubAccount::Utility,
        },
    )?;
    let fresh = rows.iter().map(|row| NewLine {
        wallet,
        row,
        occurrence: 0,
        provisional: false,
        supersedes: None,
    });
    let added = lines::insert_all(write, id, fresh)?;
    imports::seal(write, id, &added.digest)?;
    Ok(Done::to(format!("import {id}"), ()).after(added.digest.into()))
}

/// The other process's part; nothing when this is not the other process.
fn play_part() -> bool {
    let Ok(part) = std::env::var(PART) else {
        return false;
    };
    let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
    let ledger = open(&folder).unwrap();
    println!("open");
    match part.as_str() {
        "hold" => std::thread::sleep(Duration::from_secs(120)),
        "import" => {
            let held = ledger.read(imports::all).unwrap().len();
            for number in u32::try_from(held).unwrap()..1_000 {
                ledger
                    .write(by(), "import.commit", |write| import(write, number))
                    .unwrap();
            }
        }
        other => panic!("no part named {other}"),
    }
    true
}

/// Another process, killed when dropped.
struct Other(Child);

impl Other {
    /// Starts it and waits until it has the ledger open.
    fn start(test: &str, part: &str, folder: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(PART, part)
            .env(FOLDER, folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap());
        let open = told
            .lines()
            .map_while(Result::ok)
            .any(|line| line.ends_with("open"));
        assert!(open, "the other process opened the ledger");
        Self(child)
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_second_process_is_told_that_the_ledger_is_in_use() {
    if play_part() {
        return;
    }
    let folder = stage();
    let other = Other::start(
        "a_second_process_is_told_that_the_ledger_is_in_use",
        "hold",
        folder.path(),
    );
    let told = open(folder.path()).unwrap_err();
    assert_eq!(told.code.0, "ledger.in_use");
    assert!(!told.remedies.is_empty());
    other.kill();
    open(folder.path()).expect("a killed process holds nothing");
}

#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    if play_part() {
        return;
    }
    let folder = stage();
    let mut seen = Vec::new();
    for kill in 0..KILLS {
        let other = Other::start(
            "a_killed_import_is_there_whole_or_not_at_all",
            "import",
            folder.path(),
        );
        std::thread::sleep(Duration::from_millis(40 + kill * 37));
        other.kill();
        let ledger = open(folder.path()).unwrap();
        ledger.check().unwrap();
        let imports = ledger.read(imports::all).unwrap();
        let lines: u64 = ledger
            .read(|read| Ok(line_counts(read)?.iter().map(|count| count.lines).sum()))
            .unwrap();
        let whole = u64::try_from(imports.len()).unwrap();
        assert_eq!(lines, whole * u64::from(ROWS), "old or new, never half");
        assert!(imports.iter().all(|import| import.rows_digest.len() == 64));
        seen.push(whole);
    }
    assert!(seen.is_sorted(), "what was committed stays: {seen:?}");
    assert!(seen.last() > Some(&0), "some import was finished: {seen:?}");
}
