//! Bare inserts into the same kind of file, to compare with, and the file opened raw.

use std::path::Path;
use std::time::Duration;

use domain::{Eat, Kes, MaskedName, PartyId};
use engine::vault::LedgerKey;
use rusqlite::{Connection, params};
use statements::model::StatementRow;

use crate::clock::timed;

/// The same rows, columns and indexes, without checks, references, triggers, audit or the file.
pub fn bare(path: &Path, key: &LedgerKey, indexes: &[String], rows: &[StatementRow]) -> Duration {
    let mut link = raw(path, key);
    link.execute_batch(
        "CREATE TABLE line (id INTEGER PRIMARY KEY, wallet_id INTEGER, import_id INTEGER, row_no INTEGER,
         receipt TEXT, leg INTEGER, amount_cents INTEGER, occurrence INTEGER, details_key TEXT,
         completed_at INTEGER, initiated_at INTEGER, precision INTEGER, status INTEGER, balance_cents INTEGER,
         party_kind INTEGER, party TEXT, party_name TEXT, typed_account TEXT, typed_key TEXT, details TEXT,
         reason TEXT, linked_receipt TEXT, warnings TEXT, provisional INTEGER, superseded_at INTEGER,
         superseded_by INTEGER, claimed_cents INTEGER, class INTEGER, why TEXT, confidence INTEGER,
         related_line INTEGER, credit_entry INTEGER, gone INTEGER, size_cents INTEGER, desk INTEGER)",
    )
    .unwrap();
    for sql in indexes {
        link.execute_batch(sql).unwrap();
    }
    // What a bare insert is given: values that are ready to bind.
    let ready: Vec<_> = rows
        .iter()
        .map(|row| {
            let typed = row.typed_account.clone().unwrap();
            let key = typed.replace('-', "");
            let Some(PartyId::Phone(phone)) = &row.party else {
                panic!("a phone")
            };
            (
                row,
                phone.reveal(),
                typed,
                key,
                i64::try_from(row.row).unwrap(),
            )
        })
        .collect();
    let (_, took) = timed(|| {
        let tx = link.transaction().unwrap();
        {
            let mut insert = tx
                .prepare(
                    "INSERT INTO line VALUES (?1, 1, 1, ?2, ?3, 1, ?4, 0, '', ?5, ?6, 1, 1, ?7, 1, ?8, ?9, ?10,
                     ?11, ?12, NULL, NULL, '', 0, NULL, NULL, 0, 6, '', NULL, NULL, NULL, 0, ?13, NULL)",
                )
                .unwrap();
            for (id, (row, phone, typed, key, number)) in (1_i64..).zip(&ready) {
                insert
                    .execute(params![
                        id,
                        number,
                        row.receipt.as_str(),
                        row.amount.cents(),
                        row.completed.unix(),
                        row.initiated.map(Eat::unix),
                        row.balance.map(Kes::cents),
                        phone,
                        row.party_name.as_ref().map(MaskedName::reveal),
                        typed,
                        key,
                        row.details.reveal(),
                        row.amount.magnitude().cents(),
                    ])
                    .unwrap();
            }
        }
        tx.commit().unwrap();
    });
    took
}

pub fn raw(path: &Path, key: &LedgerKey) -> Connection {
    let link = Connection::open(path).unwrap();
    let hex = String::from_utf8(key.to_secret().reveal().to_vec()).unwrap();
    link.pragma_update(None, "key", format!("x'{hex}'"))
        .unwrap();
    link.pragma_update(None, "journal_mode", "WAL").unwrap();
    link.pragma_update(None, "synchronous", "FULL").unwrap();
    link.pragma_update(None, "temp_store", "MEMORY").unwrap();
    link.pragma_update(None, "cache_size", -524_288).unwrap();
    link
}

pub fn indexes(path: &Path, key: &LedgerKey) -> Vec<String> {
    let link = raw(path, key);
    let mut query = link
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'line' AND sql NOT NULL")
        .unwrap();
    query
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}
