//! Schema steps: checksummed, backed up, each whole or not at all.

use rusqlite::Connection;

use super::*;
use crate::store::connect::{Access, connect};
use crate::store::migrate::{MIGRATIONS, Migration, migrate};

const FIRST: Migration = Migration {
    name: "first",
    sql: "CREATE TABLE one (a TEXT) STRICT",
};
const SECOND: Migration = Migration {
    name: "second",
    sql: "CREATE TABLE two (b TEXT) STRICT; INSERT INTO one VALUES ('moved')",
};
const BROKEN: Migration = Migration {
    name: "second",
    sql: "CREATE TABLE two (b TEXT) STRICT; INSERT INTO one VALUES ('half'); INSERT INTO nowhere VALUES (1)",
};

struct Bare {
    _folder: tempfile::TempDir,
    path: PathBuf,
    key: LedgerKey,
}

impl Bare {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bare.ledger");
        Self {
            path,
            _folder: folder,
            key: LedgerKey::random().unwrap(),
        }
    }

    fn link(&self) -> Connection {
        connect(&self.path, &self.key, Access::Create).unwrap()
    }

    fn migrate(&self, steps: &[Migration]) -> Result<(), &'static str> {
        migrate(&mut self.link(), &self.path, &self.key, steps, now())
            .map_err(|error| domain::Problem::from(error).code.0)
    }

    fn tables(&self) -> Vec<String> {
        let link = self.link();
        let mut query = link
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        let names = query.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    }
}

#[test]
fn steps_run_once_and_in_order_with_a_backup_before() {
    let bare = Bare::new();
    bare.migrate(&[FIRST]).unwrap();
    bare.link()
        .execute("INSERT INTO one VALUES ('kept')", [])
        .unwrap();
    bare.migrate(&[FIRST, SECOND]).unwrap();
    bare.migrate(&[FIRST, SECOND]).unwrap();
    assert_eq!(bare.tables(), ["migration", "one", "two"]);
    let rows: i64 = bare
        .link()
        .query_row("SELECT count(*) FROM one", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);

    let backup = bare
        .path
        .with_file_name("backups")
        .join("bare-20261120-120000-before-migration.ledger");
    let old = connect(&backup, &bare.key, Access::Write).unwrap();
    let rows: i64 = old
        .query_row("SELECT count(*) FROM one", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 1);
    let bytes = std::fs::read(&backup).unwrap();
    assert!(
        !bytes.windows(4).any(|window| window == b"kept"),
        "the backup is encrypted"
    );
    let other = LedgerKey::random().unwrap();
    assert!(connect(&backup, &other, Access::Write).is_err());
}

#[test]
fn a_failing_step_leaves_the_old_schema() {
    let bare = Bare::new();
    bare.migrate(&[FIRST]).unwrap();
    assert!(bare.migrate(&[FIRST, BROKEN]).is_err());
    assert_eq!(bare.tables(), ["migration", "one"]);
    let rows: i64 = bare
        .link()
        .query_row("SELECT count(*) FROM one", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 0);
    bare.migrate(&[FIRST, SECOND]).unwrap();
    assert_eq!(bare.tables(), ["migration", "one", "two"]);
}

#[test]
fn an_edited_step_and_a_newer_schema_are_refused_untouched() {
    let bare = Bare::new();
    bare.migrate(&[FIRST, SECOND]).unwrap();
    let before = std::fs::read(&bare.path).unwrap();
    let edited = Migration {
        sql: "CREATE TABLE one (a TEXT, b TEXT) STRICT",
        ..FIRST
    };
    assert_eq!(
        bare.migrate(&[edited, SECOND]),
        Err("ledger.migration_changed")
    );
    assert_eq!(bare.migrate(&[FIRST]), Err("ledger.newer"));
    assert_eq!(std::fs::read(&bare.path).unwrap(), before);
}

#[test]
fn the_whole_schema_passes_its_own_checks() {
    let fixture = Fixture::new();
    fixture.ledger.check().unwrap();
    let fixture = fixture.reopen();
    fixture.ledger.check().unwrap();
    let steps = i64::try_from(MIGRATIONS.len()).unwrap();
    assert_eq!(fixture.count("SELECT count(*) FROM migration"), steps);
    let loose = "SELECT count(*) FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'";
    assert_eq!(fixture.count(loose), 0, "every table is STRICT");
}

/// A merged step is never edited: these are its bytes, and this is what the ledger records of them.
#[test]
fn merged_steps_keep_their_checksums() {
    let fixture = Fixture::new();
    for (number, bytes) in [
        (1, &include_bytes!("../migrations/0001_ledger.sql")[..]),
        (2, &include_bytes!("../migrations/0002_profiles.sql")[..]),
    ] {
        let recorded: String = fixture
            .ledger
            .read(|read| {
                let query = "SELECT sha256 FROM migration WHERE number = ?1";
                Ok(read.0.query_row(query, [number], |row| row.get(0))?)
            })
            .unwrap();
        assert_eq!(recorded, files::sha256(bytes), "step {number}");
    }
}

/// A ledger as a program with only the first `steps` steps left it.
fn as_left_by(steps: usize) -> Bare {
    let bare = Bare::new();
    bare.migrate(&MIGRATIONS[..steps]).unwrap();
    bare.link()
        .execute(
            "INSERT INTO meta (key, value) VALUES ('environment', 'practice'), ('business', 'Jaribio')",
            [],
        )
        .unwrap();
    bare
}

#[test]
fn a_ledger_of_every_earlier_schema_opens_and_holds() {
    for steps in 1..=MIGRATIONS.len() {
        let bare = as_left_by(steps);
        let ledger = Ledger::open(&bare.path, &bare.key, Environment::Practice, by()).unwrap();
        ledger.check().unwrap();
        let business = ledger.read(|read| crate::store::preferences::meta(read, "business"));
        assert_eq!(business.unwrap().as_deref(), Some("Jaribio"));
    }
}
