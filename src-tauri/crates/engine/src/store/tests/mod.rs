//! The ledger file's laws, each shown to hold; raw SQL where Rust would not let one try.

mod audit_chain;
mod audit_mutations;
mod audit_packs;
mod audit_packs_people;
mod backups;
mod callbacks;
mod claims_law;
mod clock;
mod decisions_way_back;
mod faults;
mod imports_taken_back;
mod imports_whole;
mod lists;
mod migrations;
mod migrations_killed;
mod profiles;
mod runs_exchange;
mod workspaces;

use std::path::PathBuf;

use chrono::TimeDelta;
use domain::{
    Day, Direction, Eat, EntryId, Environment, ImportId, Kes, LineId, MaskedName, MaskedText,
    PartyId, ShortCode, Status, SubAccount, Wallet, Wording,
};
use statements::model::{LedgerRow, Precision, StatementRow};

use super::entries::{self, NewEntry};
use super::files::{self, PackedFile};
use super::imports::{self, Counts, NewImport, Role};
use super::lines::{self, NewLine};
use super::{By, Done, Ledger, StoreError, Write, wallets};
use crate::vault::LedgerKey;

pub(super) const OPERATOR: &str = "jaribio";

/// A ledger in a folder of its own, gone with it.
pub(super) struct Fixture {
    pub(super) folder: tempfile::TempDir,
    pub(super) key: LedgerKey,
    pub(super) ledger: Ledger,
}

pub(super) fn now() -> Eat {
    Eat::parse_iso("2026-11-20T12:00:00").unwrap()
}

pub(super) fn by() -> By<'static> {
    By {
        operator: OPERATOR,
        at: now(),
    }
}

impl Fixture {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = LedgerKey::random().unwrap();
        let path = folder.path().join("jaribio.ledger");
        let ledger = Ledger::create(&path, &key, Environment::Practice, by()).unwrap();
        Self {
            folder,
            key,
            ledger,
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("jaribio.ledger")
    }

    /// Closes the ledger and opens it again.
    pub(super) fn reopen(self) -> Self {
        let path = self.path();
        let Self {
            folder,
            key,
            ledger,
        } = self;
        drop(ledger);
        let ledger = Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
        Self {
            folder,
            key,
            ledger,
        }
    }

    pub(super) fn write<T>(&self, act: impl FnOnce(&Write<'_>) -> Result<T, StoreError>) -> T {
        self.try_write(act).unwrap()
    }

    pub(super) fn try_write<T>(
        &self,
        act: impl FnOnce(&Write<'_>) -> Result<T, StoreError>,
    ) -> Result<T, domain::Problem> {
        self.ledger.write(by(), "test.change", |write| {
            Ok(Done::to("test", act(write)?))
        })
    }

    /// Imports these rows as one statement.
    pub(super) fn statement(&self, name: &str, rows: &[StatementRow]) -> ImportId {
        self.write(|write| import_statement(write, name, rows))
    }

    /// Imports these rows as one ledger.
    pub(super) fn entries(&self, name: &str, rows: &[LedgerRow]) -> ImportId {
        self.write(|write| import_ledger(write, name, rows))
    }

    pub(super) fn count(&self, sql: &str) -> i64 {
        self.ledger
            .read(|read| Ok(read.0.query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }

    pub(super) fn line(&self, id: i64) -> lines::LineRow {
        self.ledger
            .read(|read| lines::by_id(read, LineId::new(id)))
            .unwrap()
    }

    pub(super) fn entry(&self, id: i64) -> entries::EntryRow {
        self.ledger
            .read(|read| entries::by_id(read, EntryId::new(id)))
            .unwrap()
    }
}

pub(super) fn new_import(
    write: &Write<'_>,
    name: &str,
    role: Role,
    rows: usize,
) -> Result<ImportId, StoreError> {
    let file = files::keep(
        write,
        &PackedFile::pack(name, format!("bytes of {name}").as_bytes()),
    )?;
    let rows = u64::try_from(rows).unwrap();
    imports::insert(
        write,
        &NewImport {
            file,
            file_name: name.into(),
            role,
            layout: "F1".into(),
            wallet: "600111 Utility".into(),
            period: Some((now(), now())),
            counts: Counts {
                new: rows,
                data_rows: rows,
                ..Counts::default()
            },
            certificates: "[]".into(),
            notes: "[]".into(),
            mapping: "[]".into(),
            facts: "[]".into(),
        },
    )
}

pub(super) fn import_statement(
    write: &Write<'_>,
    name: &str,
    rows: &[StatementRow],
) -> Result<ImportId, StoreError> {
    let import = new_import(write, name, Role::Statement, rows.len())?;
    let wallet = wallets::ensure(write, &wallet())?;
    let new = rows.iter().map(|row| NewLine {
        wallet,
        row,
        occurrence: 0,
        provisional: false,
        supersedes: None,
    });
    let added = lines::insert_all(write, import, new)?;
    imports::seal(write, import, &added.digest)?;
    Ok(import)
}

pub(super) fn import_ledger(
    write: &Write<'_>,
    name: &str,
    rows: &[LedgerRow],
) -> Result<ImportId, StoreError> {
    let import = new_import(write, name, Role::Ledger, rows.len())?;
    let new = rows.iter().map(|row| NewEntry {
        row,
        occurrence: 0,
        supersedes: None,
    });
    let added = entries::insert_all(write, import, new)?;
    imports::seal(write, import, &added.digest)?;
    Ok(import)
}

pub(super) fn wallet() -> Wallet {
    Wallet {
        short_code: ShortCode::parse("600111").unwrap(),
        account: SubAccount::Utility,
    }
}

/// The `n`th payment of an invented day: receipt and time follow from `n`.
pub(super) fn payment(n: u32, cents: i64) -> StatementRow {
    let start = Eat::parse_iso("2026-11-03T08:00:00").unwrap();
    StatementRow {
        row: u64::from(n) + 1,
        account: SubAccount::Utility,
        receipt: format!("UK3{n:07}").parse().unwrap(),
        leg: Wording::PayIn,
        completed: Eat::from_civil(start.civil() + TimeDelta::seconds(i64::from(n))),
        precision: Precision::Second,
        initiated: None,
        status: Status::Completed,
        amount: Kes::from_cents(cents),
        balance: Some(Kes::from_cents(cents)),
        party: PartyId::parse("254711000222"),
        party_name: Some(MaskedName::new("AMANI MFANO")),
        typed_account: Some(format!("inv-{n}")),
        details: MaskedText::new(format!(
            "Pay Bill from 254711000222 - AMANI MFANO Acc. inv-{n}"
        )),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

/// The invoice that payment `n` names.
pub(super) fn invoice(n: u32, cents: i64) -> LedgerRow {
    LedgerRow {
        row: u64::from(n) + 1,
        reference: Some(format!("INV-{n}")),
        account: Some("HSE-014".into()),
        direction: Direction::Receivable,
        party: Some(MaskedName::new("Amani Mfano")),
        phone: None,
        amount: Kes::from_cents(cents),
        paid: Kes::ZERO,
        open: Kes::from_cents(cents),
        date: None,
        due: Day::from_ymd_opt(2026, 11, 5),
        description: None,
        receipt: None,
        warnings: Vec::new(),
    }
}

pub(super) fn code(problem: &domain::Problem) -> &'static str {
    problem.code.0
}
