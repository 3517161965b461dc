//! How quick the ledger file is: a committed import against bare inserts of the same rows with the
//! same indexes into the same kind of file, and the lists at that size.
//!
//! `cargo run --release -p engine --example store_speed -- [ROWS] [FOLDER] [ROUNDS]`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    missing_docs
)]

mod bare;
mod chain;
mod clock;
mod lists;
mod rows;
mod solution;

use domain::{Environment, Receipt, ShortCode, SubAccount, Wallet};
use engine::store::entries::{self, NewEntry};
use engine::store::files::{self, PackedFile};
use engine::store::imports::{self, Counts, NewImport, Role};
use engine::store::lines::{self, NewLine};
use engine::store::{Done, Ledger, StoreError, Write, import_undo, matching_input, runs, wallets};
use engine::vault::LedgerKey;
use statements::model::{LedgerRow, StatementRow};

use clock::timed;
use rows::{by, entry, row};

fn new_import(
    write: &Write<'_>,
    packed: &PackedFile,
    role: Role,
    rows: usize,
) -> Result<domain::ImportId, StoreError> {
    let count = rows as u64;
    imports::insert(
        write,
        &NewImport {
            file: files::keep(write, packed)?,
            file_name: "s.csv".into(),
            role,
            layout: "F1".into(),
            wallet: "600111 Utility".into(),
            period: None,
            counts: Counts {
                new: count,
                data_rows: count,
                ..Counts::default()
            },
            certificates: "[]".into(),
            notes: "[]".into(),
            mapping: "[]".into(),
            facts: "[]".into(),
        },
    )
}

fn import(ledger: &Ledger, packed: &PackedFile, rows: &[StatementRow]) {
    ledger
        .write(by(), "import.commit", |write| {
            let id = new_import(write, packed, Role::Statement, rows.len())?;
            let short_code = ShortCode::parse("600111").unwrap();
            let wallet = wallets::ensure(
                write,
                &Wallet {
                    short_code,
                    account: SubAccount::Utility,
                },
            )?;
            let new = rows.iter().map(|row| NewLine {
                wallet,
                row,
                occurrence: 0,
                provisional: false,
                supersedes: None,
            });
            let added = lines::insert_all(write, id, new)?;
            imports::seal(write, id, &added.digest)?;
            Ok(Done::to(format!("import {id}"), ()).after(added.digest.into()))
        })
        .unwrap();
}

fn main() {
    let mut args = std::env::args().skip(1);
    let count: u32 = args.next().map_or(1_000_000, |text| text.parse().unwrap());
    let folder = args
        .next()
        .map_or_else(|| tempfile::tempdir().unwrap().keep(), Into::into);
    let rounds: u32 = args.next().map_or(3, |text| text.parse().unwrap());
    let key = LedgerKey::random().unwrap();
    let rows: Vec<StatementRow> = (0..count).map(|n| row(n, count)).collect();
    let text: Vec<u8> = rows
        .iter()
        .flat_map(|row| {
            format!("{},{},{}\n", row.receipt, row.amount, row.details.reveal()).into_bytes()
        })
        .collect();

    let mut ratios = Vec::new();
    let path = folder.join("speed.ledger");
    let (packed, pack) = timed(|| PackedFile::pack("s.csv", &text));
    for round in 0..rounds {
        for ending in ["ledger", "ledger-wal", "ledger-shm", "ledger.lock"] {
            let _ = std::fs::remove_file(folder.join(format!("speed.{ending}")));
            let _ = std::fs::remove_file(folder.join(format!("bare.{ending}")));
        }
        drop(Ledger::create(&path, &key, Environment::Practice, by()).unwrap());
        let indexes = bare::indexes(&path, &key);
        let bare = bare::bare(&folder.join("bare.ledger"), &key, &indexes, &rows);
        let ledger = Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
        let (_, ours) = timed(|| import(&ledger, &packed, &rows));
        let ratio = ours.as_secs_f64() / bare.as_secs_f64();
        println!("round {round}: bare {bare:.2?}, committed import {ours:.2?}, ratio {ratio:.2}");
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "import / bare insert, {count} rows: {:.2} (bar 2.0); packing the file apart: {pack:.2?}",
        ratios[ratios.len() / 2]
    );

    let ledger = Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
    let (added, took) = timed(|| ledger.refresh_search(by()).unwrap());
    println!("names indexed: {added} in {took:.2?}");
    let entry_rows: Vec<LedgerRow> = (0..count).map(entry).collect();
    let (_, took) = timed(|| {
        ledger.write(by(), "import.commit", |write| {
            let id = new_import(write, &packed, Role::Ledger, entry_rows.len())?;
            let new = entry_rows.iter().map(|row| NewEntry {
                row,
                occurrence: 0,
                supersedes: None,
            });
            let added = entries::insert_all(write, id, new)?;
            Ok(Done::to(format!("import {id}"), ()).after(added.digest.into()))
        })
    });
    println!("entries imported in {took:.2?}");
    ledger.refresh_search(by()).unwrap();
    let (input, took) = timed(|| ledger.read(matching_input::gather).unwrap());
    println!("matching input gathered in {took:.2?}");
    let solution = solution::solution(&input);
    let (done, took) = timed(|| {
        ledger
            .write(by(), "match.run", |write| {
                let done = runs::replace(write, &input.line_ids, &input.entry_ids, &solution)?;
                Ok(Done::to(format!("run {}", done.id), done.clone()).after(done.digest.into()))
            })
            .unwrap()
    });
    println!(
        "run written in {took:.2?}: {} auto, {} lines changed",
        done.auto, done.lines_changed
    );
    let (again, took) = timed(|| {
        ledger
            .write(by(), "match.run", |write| {
                let done = runs::replace(write, &input.line_ids, &input.entry_ids, &solution)?;
                Ok(Done::to(format!("run {}", done.id), done))
            })
            .unwrap()
    });
    println!(
        "same run again in {took:.2?}: {} made, {} ended",
        again.made, again.ended
    );
    drop((input, solution));
    lists::lists(&ledger, count);
    lists::entry_lists(&ledger, count);
    let receipts: Vec<Receipt> = rows.iter().map(|row| row.receipt.clone()).collect();
    let (known, took) = timed(|| {
        ledger
            .read(|read| lines::known(read, &receipts))
            .unwrap()
            .len()
    });
    println!("known lines of {known} receipts in {took:.2?}");
    let few = &receipts[..receipts.len() / 20];
    let (known, took) = timed(|| ledger.read(|read| lines::known(read, few)).unwrap().len());
    println!("known lines of {known} receipts in {took:.2?}");
    let (_, took) = timed(|| {
        ledger
            .read(|read| import_undo::blocked(read, domain::ImportId::new(1)))
            .unwrap()
    });
    println!("whether an import can be taken back: {took:.2?}");
    let (_, took) = timed(|| ledger.check().unwrap());
    println!("whole file checked in {took:.2?}");
    let (done, took) = timed(|| {
        ledger.write(by(), "import.undo", |write| {
            let done = import_undo::take_back(write, domain::ImportId::new(1))?;
            Ok(Done::to("import 1", done.lines))
        })
    });
    println!("import of {:?} lines taken back in {took:.2?}", done);
    chain::chain(&folder, &key);
}
