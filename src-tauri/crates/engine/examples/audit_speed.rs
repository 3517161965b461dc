//! How quick the one search box is among many lines, and the check of a long chain.
//!
//! `cargo run --release -p engine --example audit_speed -- [ROWS] [FOLDER]`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::{
    Eat, Environment, Kes, MaskedName, MaskedText, PartyId, ShortCode, Status, SubAccount, Wallet,
    Wording,
};
use engine::audit::{Event, GENESIS};
use engine::audit_check::{KnownHead, check};
use engine::store::files::{self, PackedFile};
use engine::store::imports::{self, Counts, NewImport, Role};
use engine::store::lines::{self, NewLine};
use engine::store::{By, Done, Ledger, story_find, wallets};
use engine::vault::LedgerKey;
use rusqlite::Connection;
use statements::model::{Precision, StatementRow};

fn by() -> By<'static> {
    By {
        operator: "jaribio",
        at: Eat::parse_iso("2026-11-20T12:00:00").unwrap(),
    }
}

fn mixed(n: u32) -> u32 {
    let mut x = n.wrapping_mul(0x9e37_79b9) ^ 0x5bd1_e995;
    x ^= x >> 15;
    x = x.wrapping_mul(0x85eb_ca6b);
    x ^ (x >> 13)
}

const NAMES: [&str; 6] = ["AMANI", "MFANO", "JARIBIO", "NURU", "BARAKA", "ZAWADI"];

/// Every third line shows its whole number, the others a mask of it.
fn phone(n: u32) -> String {
    let digits = format!("{:08}", mixed(n / 3) % 100_000_000);
    if n.is_multiple_of(3) {
        format!("2547{digits}")
    } else {
        format!("2547****{}", &digits[5..])
    }
}

fn row(n: u32) -> StatementRow {
    let start = Eat::parse_iso("2026-08-01T00:00:00").unwrap();
    let cents = i64::from(mixed(n) % 500_000 + 1_000);
    StatementRow {
        row: u64::from(n) + 8,
        account: SubAccount::Utility,
        receipt: format!("UH{n:08}").parse().unwrap(),
        leg: Wording::PayIn,
        completed: Eat::from_civil(start.civil() + TimeDelta::seconds(i64::from(n) * 7)),
        precision: Precision::Second,
        initiated: None,
        status: Status::Completed,
        amount: Kes::from_cents(cents),
        balance: None,
        party: PartyId::parse(&phone(n)),
        party_name: Some(MaskedName::new(format!(
            "{} {}",
            NAMES[(mixed(n) % 6) as usize],
            NAMES[(n % 6) as usize]
        ))),
        typed_account: Some(format!("INV-{}", mixed(n) % 1_000_000)),
        details: MaskedText::new("Pay Bill"),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = act();
    (done, begun.elapsed())
}

fn main() {
    let mut args = std::env::args().skip(1);
    let count: u32 = args.next().map_or(1_000_000, |text| text.parse().unwrap());
    let folder: std::path::PathBuf = args
        .next()
        .map_or_else(|| tempfile::tempdir().unwrap().keep(), Into::into);
    let path = folder.join("audit-speed.ledger");
    let key = LedgerKey::random().unwrap();
    let ledger = Ledger::create(&path, &key, Environment::Practice, by()).unwrap();
    let rows: Vec<StatementRow> = (0..count).map(row).collect();
    import(&ledger, &rows);
    let (names, took) = timed(|| ledger.refresh_search(by()).unwrap());
    println!("names and numbers of {names} lines indexed in {took:.2?}");
    searches(&ledger, count);
    drop(ledger);
    events(&path, &key, i64::from(count));
    let ledger = Ledger::open(&path, &key, Environment::Practice, by()).unwrap();
    let (found, took) = timed(|| {
        ledger
            .read(|read| check(read, &KnownHead::Missing, &mut |_| Ok(())))
            .unwrap()
    });
    assert_eq!(found.first_bad, None, "{:?}", found.told);
    println!("{} events checked in {took:.2?} (bar 2 s)", found.events);
}

fn import(ledger: &Ledger, rows: &[StatementRow]) {
    let packed = PackedFile::pack("s.csv", b"s");
    let new = rows.len() as u64;
    let (_, took) = timed(|| {
        ledger.write(by(), "import.commit", |write| {
            let id = imports::insert(
                write,
                &NewImport {
                    file: files::keep(write, &packed)?,
                    file_name: "s.csv".into(),
                    role: Role::Statement,
                    layout: "F1".into(),
                    wallet: "600111".into(),
                    period: None,
                    counts: Counts {
                        new,
                        data_rows: new,
                        ..Counts::default()
                    },
                    certificates: "[]".into(),
                    notes: "[]".into(),
                    mapping: "[]".into(),
                    facts: "[]".into(),
                },
            )?;
            let wallet = wallets::ensure(
                write,
                &Wallet {
                    short_code: ShortCode::parse("600111").unwrap(),
                    account: SubAccount::Utility,
                },
            )?;
            let lines = rows.iter().map(|row| NewLine {
                wallet,
                row,
                occurrence: 0,
                provisional: false,
                supersedes: None,
            });
            lines::insert_all(write, id, lines)?;
            Ok(Done::to(format!("import {id}"), ()))
        })
    });
    println!("{new} lines imported in {took:.2?}");
}

fn searches(ledger: &Ledger, count: u32) {
    type Typed = fn(u32, u32) -> String;
    let kinds: [(&str, Typed); 9] = [
        ("receipt", |n, of| format!("uh{:08}", mixed(n) % of)),
        ("receipt, two letters", |_, _| "UH".into()),
        ("phone", |n, of| format!("0{}", &full(n, of)[3..])),
        ("phone, last four", |n, of| full(n, of)[8..].into()),
        ("phone, last three", |n, of| full(n, of)[9..].into()),
        ("phone, begins", |n, of| format!("0{}", &full(n, of)[3..7])),
        ("name", |n, _| NAMES[(n % 6) as usize].to_lowercase()),
        ("amount", |n, of| row(mixed(n) % of).amount.plain()),
        ("reference", |n, _| format!("inv-{}", mixed(n) % 1_000_000)),
    ];
    for (what, typed) in kinds {
        let mut times: Vec<Duration> = (0..200)
            .map(|n| {
                let text = typed(n, count);
                let (_, took) = timed(|| {
                    ledger
                        .read(|read| {
                            for hit in story_find::find(read, &text, 51)?.iter().take(51) {
                                lines::by_id(read, domain::LineId::new(hit.id)).ok();
                            }
                            Ok(())
                        })
                        .unwrap()
                });
                took
            })
            .collect();
        times.sort();
        println!(
            "{what}: median {:.2?}, p99 {:.2?} (bar 50 ms)",
            times[100], times[197]
        );
    }
}

fn full(n: u32, of: u32) -> String {
    phone(mixed(n) % of / 3 * 3)
}

/// A long chain, written in one transaction by a program that knows the key.
fn events(path: &std::path::Path, key: &LedgerKey, count: i64) {
    let mut link = Connection::open(path).unwrap();
    let secret = key.to_secret();
    let text = std::str::from_utf8(secret.reveal()).unwrap();
    link.pragma_update(None, "key", format!("x'{text}'"))
        .unwrap();
    let tx = link.transaction().unwrap();
    let last: (i64, [u8; 32]) = tx
        .query_row(
            "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap_or((0, GENESIS));
    let mut insert = tx
        .prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .unwrap();
    let mut previous = last.1;
    for seq in last.0 + 1..=count {
        let event = Event {
            seq,
            at: 1_795_000_000 + seq,
            operator: "jaribio".into(),
            action: "match.confirm".into(),
            subject: format!("decision {seq}"),
            before: "null".into(),
            after: format!("{{\"what\":\"Confirmed UH{seq:08} to INV-{seq}\"}}"),
            previous,
        };
        previous = event.hash();
        insert
            .execute((
                event.seq,
                event.at,
                &event.operator,
                &event.action,
                &event.subject,
                &event.before,
                &event.after,
                event.previous,
                previous,
            ))
            .unwrap();
    }
    drop(insert);
    tx.commit().unwrap();
}
