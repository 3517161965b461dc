//! Everything that can be wrong with the file or its disk is told in words, and loses nothing.

use std::fs;

use super::*;
use crate::store::error::of_sqlite;

fn open(fixture: &Fixture, key: &LedgerKey, environment: Environment) -> Result<(), &'static str> {
    Ledger::open(&fixture.path(), key, environment, by())
        .map(|_| ())
        .map_err(|problem| problem.code.0)
}

/// The folder and key of a ledger that is closed.
fn closed() -> Fixture {
    let fixture = Fixture::new();
    fixture.statement("s.csv", &[payment(0, 10_000)]);
    // A second ledger in the fixture's place, so that the first is closed.
    let Fixture {
        folder,
        key,
        ledger,
    } = fixture;
    drop(ledger);
    let aside = Ledger::create(
        &folder.path().join("aside.ledger"),
        &key,
        Environment::Practice,
        by(),
    )
    .unwrap();
    Fixture {
        folder,
        key,
        ledger: aside,
    }
}

#[test]
fn the_file_tells_nothing_without_its_key() {
    let fixture = Fixture::new();
    fixture.statement("s.csv", &[payment(0, 10_000)]);
    fixture.ledger.refresh_search(by()).unwrap();
    let (folder, key) = (fixture.folder, fixture.key);
    drop(fixture.ledger);
    let mut seen = 0;
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        seen += bytes.len();
        for text in [
            "SQLite format",
            "UK30000000",
            "AMANI",
            "amani",
            "254711000222",
            "CREATE TABLE",
            "jaribio",
        ] {
            assert!(
                !bytes
                    .windows(text.len())
                    .any(|window| window == text.as_bytes()),
                "{text}"
            );
        }
    }
    assert!(seen > 4_096, "something was looked at");
    let path = folder.path().join("jaribio.ledger");
    Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
}

#[test]
fn a_wrong_key_and_a_file_that_is_no_ledger_are_told_and_untouched() {
    let fixture = closed();
    let before = fs::read(fixture.path()).unwrap();
    let other = LedgerKey::random().unwrap();
    assert_eq!(
        open(&fixture, &other, Environment::Practice),
        Err("ledger.wrong_key")
    );
    assert_eq!(fs::read(fixture.path()).unwrap(), before);
    assert_eq!(open(&fixture, &fixture.key, Environment::Practice), Ok(()));

    fs::write(
        fixture.path(),
        "receipt,amount\nUK30000000,100\n".repeat(400),
    )
    .unwrap();
    assert_eq!(
        open(&fixture, &fixture.key, Environment::Practice),
        Err("ledger.wrong_key")
    );
}

#[test]
fn environments_never_mix() {
    let fixture = closed();
    assert_eq!(
        open(&fixture, &fixture.key, Environment::Production),
        Err("ledger.other_environment")
    );
    assert_eq!(open(&fixture, &fixture.key, Environment::Practice), Ok(()));
}

#[test]
fn a_ledger_is_never_made_over_another_file() {
    let fixture = closed();
    let again = Ledger::create(&fixture.path(), &fixture.key, Environment::Practice, by());
    assert_eq!(code(&again.unwrap_err()), "ledger.exists");
    assert_eq!(open(&fixture, &fixture.key, Environment::Practice), Ok(()));
}

#[test]
fn what_is_not_there_or_not_a_file_is_told() {
    let fixture = closed();
    let missing = fixture.folder.path().join("none.ledger");
    let told = Ledger::open(&missing, &fixture.key, Environment::Practice, by()).unwrap_err();
    assert_eq!(code(&told), "ledger.not_found");
    let under_a_file = fixture.path().join("x.ledger");
    let told =
        Ledger::create(&under_a_file, &fixture.key, Environment::Practice, by()).unwrap_err();
    assert_eq!(code(&told), "ledger.unreadable");
    let folder = fixture.folder.path().join("folder.ledger");
    fs::create_dir(&folder).unwrap();
    let told = Ledger::open(&folder, &fixture.key, Environment::Practice, by()).unwrap_err();
    assert_eq!(code(&told), "ledger.unreadable");
    assert!(!told.remedies.is_empty());
}

#[test]
fn a_second_window_is_told_who_is_in_the_way() {
    let fixture = Fixture::new();
    let second =
        Ledger::open(&fixture.path(), &fixture.key, Environment::Practice, by()).unwrap_err();
    assert_eq!(code(&second), "ledger.in_use");
    assert!(second.to_string().contains("another Patanisha window"));
    fixture.reopen();
}

/// A full disk, as SQLite meets it: no further page can be had.
#[test]
fn a_full_disk_saves_nothing_of_the_import_and_keeps_all_before() {
    let fixture = Fixture::new();
    fixture.statement("first.csv", &[payment(0, 10_000)]);
    let pages = fixture.count("PRAGMA page_count");
    fixture.write(|write| {
        write.0.query_row(
            &format!("PRAGMA max_page_count = {}", pages + 8),
            [],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(())
    });
    let many: Vec<_> = (1..20_000).map(|n| payment(n, 100)).collect();
    let told = fixture
        .try_write(|write| import_statement(write, "second.csv", &many))
        .unwrap_err();
    assert_eq!(code(&told), "ledger.disk_full");
    assert!(told.message.starts_with("Nothing was saved"));
    assert_eq!(fixture.count("SELECT count(*) FROM line"), 1);
    assert_eq!(fixture.count("SELECT count(*) FROM import"), 1);
    let fixture = fixture.reopen();
    fixture.ledger.check().unwrap();
    fixture.statement("second.csv", &many[..50]);
}

#[test]
fn every_fault_of_sqlite_has_its_own_words() {
    use rusqlite::ffi;
    for (number, wanted) in [
        (ffi::SQLITE_FULL, "ledger.disk_full"),
        (ffi::SQLITE_READONLY, "ledger.read_only"),
        (ffi::SQLITE_CANTOPEN, "ledger.unreadable"),
        (ffi::SQLITE_NOTADB, "ledger.wrong_key"),
        (ffi::SQLITE_CORRUPT, "ledger.damaged"),
        (ffi::SQLITE_BUSY, "ledger.busy"),
        (ffi::SQLITE_IOERR_WRITE, "ledger.io"),
        (ffi::SQLITE_MISUSE, "ledger.failed"),
    ] {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(number), None);
        let told = of_sqlite(&error);
        assert_eq!(code(&told), wanted);
        assert!(!told.remedies.is_empty(), "{wanted} says what to do");
    }
}

#[test]
fn a_damaged_page_is_found_by_the_check() {
    let fixture = Fixture::new();
    let rows: Vec<_> = (0..2_000).map(|n| payment(n, 100)).collect();
    fixture.statement("s.csv", &rows);
    let (folder, key, path) = (fixture.folder, fixture.key, PathBuf::from("jaribio.ledger"));
    drop(fixture.ledger);
    let path = folder.path().join(path);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&path, bytes).unwrap();
    let told =
        Ledger::open(&path, &key, Environment::Practice, by()).and_then(|ledger| ledger.check());
    let told = told.unwrap_err();
    assert!(
        ["ledger.damaged", "ledger.wrong_key"].contains(&code(&told)),
        "{told}"
    );
}

#[test]
fn preferences_are_kept_and_bounded() {
    let fixture = Fixture::new();
    fixture
        .ledger
        .set_preference("theme", "dark", by())
        .unwrap();
    fixture
        .ledger
        .set_preference("theme", "light", by())
        .unwrap();
    let told = fixture
        .ledger
        .set_preference("desk", &"x".repeat(4_097), by())
        .unwrap_err();
    assert_eq!(code(&told), "preference.too_long");
    let fixture = fixture.reopen();
    let kept = fixture.ledger.read(crate::store::preferences::all).unwrap();
    assert_eq!(
        kept.iter()
            .map(|kept| (&*kept.key, &*kept.value))
            .collect::<Vec<_>>(),
        [("theme", "light")]
    );
}
