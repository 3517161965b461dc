//! An encrypted ledger in a folder of its own, and the sample imported into it through the store, as
//! the import use case does.

use std::time::Duration;

use domain::{Eat, Environment, ImportId, ShortCode, SubAccount, Wallet};
use engine::intake::{self, HeldEntries, HeldLines, Verdict};
use engine::practice::{Business, SAMPLE_SEED, SHORT_CODE, Scale};
use engine::store::entries::{self, NewEntry};
use engine::store::files::{self, PackedFile};
use engine::store::imports::{self, Counts, NewImport, Role};
use engine::store::lines::{self, NewLine};
use engine::store::{By, Done, Ledger, wallets};
use engine::vault::LedgerKey;
use statements::{Flow, LedgerFile, Limits, Source, StatementFile, Told};
use tempfile::TempDir;

use crate::timing::timed;

/// The sample's files, read.
pub struct Read {
    pub statement: StatementFile,
    pub statement_bytes: Vec<u8>,
    pub ledger: LedgerFile,
    pub ledger_bytes: Vec<u8>,
}

/// An open ledger; its folder goes with it.
pub struct Open {
    pub ledger: Ledger,
    pub key: LedgerKey,
    _folder: TempDir,
}

/// How long the parts of an import took.
pub struct Taken {
    /// Compressing the file's bytes, before the transaction.
    pub packed: Duration,
    /// Telling new from known, and the transaction with its commit.
    pub committed: Duration,
}

/// Makes the sample and reads it back.
pub fn read_sample(lines: u32) -> Read {
    let business = Business::new(SAMPLE_SEED, &Scale::load(lines));
    let (statement_bytes, ledger_bytes) = (business.statement_csv(), business.ledger_csv());
    drop(business);
    let limits = Limits::default();
    let source = |name, bytes| Source { name, bytes };
    let statement = statements::read_statement(
        source("statement.csv", &statement_bytes),
        &Told::default(),
        &limits,
        &mut |_| Flow::Continue,
    );
    let ledger = statements::read_ledger(source("ledger.csv", &ledger_bytes), &limits, &mut |_| {
        Flow::Continue
    });
    Read {
        statement: statement.expect("the sample is a statement"),
        ledger: ledger.expect("the sample is a ledger"),
        statement_bytes,
        ledger_bytes,
    }
}

/// Makes an empty ledger.
pub fn open() -> Open {
    let folder = tempfile::tempdir().expect("a folder for the ledger");
    let key = LedgerKey::random().expect("random numbers");
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::create(&path, &key, Environment::Practice, by()).expect("an empty ledger");
    Open {
        ledger,
        key,
        _folder: folder,
    }
}

/// Who imports, and when: a fixed moment.
pub fn by() -> By<'static> {
    By {
        operator: "bench",
        at: Eat::from_unix(1_793_500_000).expect("a moment of the calendar"),
    }
}

/// Imports the statement.
pub fn import_statement(open: &Open, read: &Read) -> Taken {
    let (packed, packing) = timed(|| PackedFile::pack("statement.csv", &read.statement_bytes));
    let code = ShortCode::parse(SHORT_CODE).expect("a short code");
    let rows = &read.statement.rows;
    let ((), committed) = timed(|| {
        let verdicts = intake::sort_lines(rows, &code, &mut HeldLines::default());
        let wallet = Wallet {
            short_code: code.clone(),
            account: SubAccount::Utility,
        };
        let written = open.ledger.write(by(), "import.commit", |write| {
            let import = imports::insert(
                write,
                &new(Role::Statement, files::keep(write, &packed)?, rows.len()),
            )?;
            let wallet = wallets::ensure(write, &wallet)?;
            let fresh = rows
                .iter()
                .zip(&verdicts)
                .filter_map(|(row, verdict)| match verdict {
                    Verdict::New { occurrence } => Some(NewLine {
                        wallet,
                        row,
                        occurrence: *occurrence,
                        provisional: false,
                        supersedes: None,
                    }),
                    _ => None,
                });
            let added = lines::insert_all(write, import, fresh)?;
            imports::seal(write, import, &added.digest)?;
            Ok(done(import))
        });
        written.expect("the sample can be imported");
    });
    Taken {
        packed: packing,
        committed,
    }
}

/// Imports the ledger.
pub fn import_ledger(open: &Open, read: &Read) -> Taken {
    let (packed, packing) = timed(|| PackedFile::pack("ledger.csv", &read.ledger_bytes));
    let rows = &read.ledger.rows;
    let ((), committed) = timed(|| {
        let verdicts = intake::sort_entries(rows, &mut HeldEntries::default());
        let written = open.ledger.write(by(), "import.commit", |write| {
            let import = imports::insert(
                write,
                &new(Role::Ledger, files::keep(write, &packed)?, rows.len()),
            )?;
            let fresh = rows
                .iter()
                .zip(&verdicts)
                .filter_map(|(row, verdict)| match verdict {
                    Verdict::New { occurrence } => Some(NewEntry {
                        row,
                        occurrence: *occurrence,
                        supersedes: None,
                    }),
                    _ => None,
                });
            let added = entries::insert_all(write, import, fresh)?;
            imports::seal(write, import, &added.digest)?;
            Ok(done(import))
        });
        written.expect("the sample can be imported");
    });
    Taken {
        packed: packing,
        committed,
    }
}

fn done(import: ImportId) -> Done<()> {
    Done::to(format!("import {import}"), ())
}

fn new(role: Role, file: domain::FileId, rows: usize) -> NewImport {
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    NewImport {
        file,
        file_name: "sample.csv".to_owned(),
        role,
        layout: "F1, CSV".to_owned(),
        wallet: String::new(),
        period: None,
        counts: Counts {
            new: rows,
            data_rows: rows,
            ..Counts::default()
        },
        certificates: "[]".to_owned(),
        notes: "[]".to_owned(),
        mapping: "[]".to_owned(),
        facts: "{}".to_owned(),
    }
}
