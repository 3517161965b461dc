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

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::{
    Day, Direction, Eat, EntryState, Environment, Kes, LineClass, LineId, MaskedName, MaskedText,
    PartyId, Receipt, ShortCode, Status, SubAccount, Wallet, Wording,
};
use engine::store::entries::{self, NewEntry};
use engine::store::entries_page::{self, EntryList};
use engine::store::files::{self, PackedFile};
use engine::store::imports::{self, Counts, NewImport, Role};
use engine::store::lines::{self, NewLine};
use engine::store::lines_page::{self, LineList, LineOrder};
use engine::store::outcomes::{self, LineOutcomeRow};
use engine::store::search::Wanted;
use engine::store::{
    By, Done, Ledger, StoreError, Write, audit_log, import_undo, line_counts, matching_input, runs,
    wallets,
};
use engine::vault::LedgerKey;
use matching::model::{Allocation, EntryOutcome, LineOutcome, Match, MatchState, Rule, Solution};
use rusqlite::{Connection, params};
use statements::model::{LedgerRow, Precision, StatementRow};

fn by() -> By<'static> {
    By {
        operator: "jaribio",
        at: Eat::parse_iso("2026-11-20T12:00:00").unwrap(),
    }
}

/// A number that looks random and is the same every time.
fn mixed(n: u32) -> u32 {
    let mut x = n.wrapping_mul(0x9e37_79b9) ^ 0x5bd1_e995;
    x ^= x >> 15;
    x = x.wrapping_mul(0x85eb_ca6b);
    x ^ (x >> 13)
}

const NAMES: [&str; 12] = [
    "AMANI", "MFANO", "JARIBIO", "NURU", "BARAKA", "ZAWADI", "IMANI", "REHEMA", "TUMAINI",
    "FARAJA", "NEEMA", "PENDO",
];

/// Receipts in the order of time within a day, spread over 90 days, as statements have them.
fn row(n: u32, of: u32) -> StatementRow {
    let start = Eat::parse_iso("2026-08-01T00:00:00").unwrap();
    let seconds = i64::from(n) * 90 * 86_400 / i64::from(of);
    let completed = Eat::from_civil(start.civil() + TimeDelta::seconds(seconds));
    let prefix = Receipt::date_prefix(completed.day()).unwrap();
    let random = mixed(n);
    let charge = random.is_multiple_of(10);
    let phone = format!("2547{:08}", mixed(n / 3) % 100_000_000);
    let name = format!(
        "{} {}",
        NAMES[(random % 12) as usize],
        NAMES[(random / 12 % 12) as usize]
    );
    let typed = format!("INV-{}", random % of);
    let cents = i64::from(random % 500_000 + 1_000);
    StatementRow {
        row: u64::from(n) + 8,
        account: SubAccount::Utility,
        receipt: format!("{prefix}{n:07}").parse().unwrap(),
        leg: if charge {
            Wording::Charge
        } else {
            Wording::PayIn
        },
        completed,
        precision: Precision::Second,
        initiated: Some(completed),
        status: if random % 50 == 1 {
            Status::Failed
        } else {
            Status::Completed
        },
        amount: Kes::from_cents(if charge { -cents / 100 } else { cents }),
        balance: Some(Kes::from_cents(i64::from(n) * 1_000)),
        details: MaskedText::new(format!("Pay Bill from {phone} - {name} Acc. {typed}")),
        party: PartyId::parse(&phone),
        party_name: Some(MaskedName::new(name)),
        typed_account: Some(typed),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

fn entry(n: u32) -> LedgerRow {
    let random = mixed(n);
    let cents = i64::from(random % 500_000 + 1_000);
    LedgerRow {
        row: u64::from(n) + 2,
        reference: Some(format!("INV-{n}")),
        account: Some(format!("CUST-{}", random % 20_000)),
        direction: Direction::Receivable,
        party: Some(MaskedName::new(format!(
            "{} {}",
            NAMES[(random % 12) as usize],
            NAMES[(random / 12 % 12) as usize]
        ))),
        phone: None,
        amount: Kes::from_cents(cents),
        paid: Kes::ZERO,
        open: Kes::from_cents(cents),
        date: Day::from_num_days_from_ce_opt(739_800 + i32::try_from(random % 90).unwrap()),
        due: Day::from_num_days_from_ce_opt(739_830 + i32::try_from(random % 90).unwrap()),
        description: None,
        receipt: None,
        warnings: Vec::new(),
    }
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let value = act();
    (value, begun.elapsed())
}

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

/// The same rows, columns and indexes, without checks, references, triggers, audit or the file.
fn bare(path: &Path, key: &LedgerKey, indexes: &[String], rows: &[StatementRow]) -> Duration {
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

fn raw(path: &Path, key: &LedgerKey) -> Connection {
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

fn indexes(path: &Path, key: &LedgerKey) -> Vec<String> {
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

/// Slowest of the fastest 99 in a hundred.
fn p99(label: &str, bar_ms: f64, mut act: impl FnMut(u32)) {
    let mut times: Vec<f64> = (0..100)
        .map(|n| timed(|| act(n)).1.as_secs_f64() * 1_000.0)
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{label:<58} p50 {:7.1}  p99 {:7.1}  max {:7.1} ms  (bar {bar_ms})",
        times[49], times[98], times[99]
    );
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
        let indexes = indexes(&path, &key);
        let bare = bare(&folder.join("bare.ledger"), &key, &indexes, &rows);
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
    let solution = solution(&input);
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
    lists(&ledger, count);
    entry_lists(&ledger, count);
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
    chain(&folder, &key);
}

/// Every line that names an invoice is matched to it as far as it fits; every class occurs.
fn solution(input: &matching_input::MatchingInput) -> Solution {
    let mut left: Vec<i64> = input
        .entries
        .iter()
        .map(|entry| entry.open.cents())
        .collect();
    let mut solution = Solution::default();
    for (number, line) in (0_u32..).zip(&input.lines) {
        let named = line
            .typed
            .as_ref()
            .and_then(|key| key.as_str().strip_prefix("INV")?.parse::<u32>().ok());
        let entry = named
            .filter(|_| line.moved_money && line.amount.is_positive())
            .unwrap_or(u32::MAX);
        let room = left.get_mut(entry as usize);
        let amount = room
            .as_ref()
            .map_or(0, |room| (**room).min(line.amount.cents()));
        let class = if !line.moved_money {
            LineClass::NotCompleted
        } else if line.amount.is_negative() {
            LineClass::Fee
        } else if amount == line.amount.cents() {
            LineClass::Matched
        } else if amount > 0 {
            LineClass::Part
        } else if mixed(number).is_multiple_of(3) {
            LineClass::Suggested
        } else {
            LineClass::Unmatched
        };
        if amount > 0 {
            *room.unwrap() -= amount;
            solution.matches.push(Match {
                rule: Rule::Reference,
                state: MatchState::Auto,
                confidence: 9_900,
                margin: 10_000,
                runner_up: None,
                features: Vec::new(),
                allocations: vec![Allocation {
                    line: number,
                    entry,
                    amount: Kes::from_cents(amount),
                }],
                explanation: format!("The typed account is the reference INV-{entry}."),
            });
        }
        solution.lines.push(LineOutcome {
            class,
            allocated: Kes::from_cents(amount),
            open: Kes::ZERO,
            why: "The typed account equals the reference of one open entry.".into(),
            related: None,
            credit_for: None,
        });
    }
    solution.entries = input
        .entries
        .iter()
        .zip(&left)
        .map(|(entry, left)| EntryOutcome {
            allocated: Kes::from_cents(entry.open.cents() - left),
            booked_met: Kes::ZERO,
            open: Kes::from_cents(*left),
            state: EntryState::of(
                Kes::from_cents(entry.open.cents() - left),
                Kes::from_cents(*left),
                false,
            ),
        })
        .collect();
    solution
}

fn lists(ledger: &Ledger, count: u32) {
    let counts = ledger.read(line_counts).unwrap();
    println!(
        "classes: {}",
        counts
            .iter()
            .map(|c| format!("{} {}", c.class, c.lines))
            .collect::<Vec<_>>()
            .join(", ")
    );
    p99("counts per class", 500.0, |_| {
        ledger.read(line_counts).unwrap();
    });
    let orders = [LineOrder::Newest, LineOrder::Largest];
    let lists = [
        LineList::All,
        LineList::Class(LineClass::Matched),
        LineList::ToDecide,
        LineList::Class(LineClass::Unmatched),
        LineList::OwnMoney,
    ];
    for list in lists {
        for order in orders {
            let total = ledger.read(|read| lines_page::total(read, list)).unwrap();
            p99(
                &format!("{list:?} {order:?}, first page of 100"),
                50.0,
                |_| {
                    ledger
                        .read(|read| lines_page::page(read, list, order, None, 0, 100))
                        .unwrap();
                },
            );
            p99(&format!("{list:?} {order:?}, any page"), 50.0, |n| {
                let offset = u64::from(mixed(n)) % total.max(1);
                ledger
                    .read(|read| lines_page::page(read, list, order, None, offset, 100))
                    .unwrap();
            });
        }
    }
    p99("All Newest, page at nine tenths", 50.0, |n| {
        let offset = u64::from(count) * 9 / 10 + u64::from(n);
        ledger
            .read(|read| {
                lines_page::page(read, LineList::All, LineOrder::Newest, None, offset, 100)
            })
            .unwrap();
    });
    for order in orders {
        p99(&format!("place of a line, {order:?}"), 50.0, |n| {
            let id = LineId::new(i64::from(mixed(n) % count) + 1);
            ledger
                .read(|read| lines_page::position(read, LineList::All, order, None, id))
                .unwrap();
        });
    }
    for (what, text) in [
        ("a whole receipt", "UH10000077"),
        ("a receipt's beginning (too many)", "UH1"),
        ("a typed account", "INV-77123"),
        ("a typed account's beginning (too many)", "INV-7"),
        ("an amount", "3,210.55"),
        ("one name (too many)", "amani"),
        ("two names", "pendo nur"),
        ("two letters of a name", "ze"),
    ] {
        let wanted = Wanted::parse(text).unwrap();
        p99(&format!("search for {what}"), 50.0, |_| {
            ledger
                .read(|read| {
                    lines_page::page(
                        read,
                        LineList::All,
                        LineOrder::Newest,
                        Some(&wanted),
                        0,
                        100,
                    )
                })
                .unwrap();
        });
    }
    p99("one decision's outcome written", 50.0, |n| {
        let row = LineOutcomeRow {
            class: LineClass::ALL[(n % 9) as usize],
            why: "By hand.".into(),
            confidence: None,
            related: None,
            credit_for: None,
        };
        let id = LineId::new(i64::from(mixed(n) % count) + 1);
        ledger
            .write(by(), "test", |write| {
                outcomes::set_lines(write, [(id, &row)])?;
                Ok(Done::to("line", ()))
            })
            .unwrap();
    });
}

fn entry_lists(ledger: &Ledger, count: u32) {
    let today = Day::from_num_days_from_ce_opt(739_880).unwrap();
    p99("entry counts per state", 500.0, |_| {
        ledger.read(entries_page::counts).unwrap();
    });
    p99("overdue entries counted", 500.0, |_| {
        ledger
            .read(|read| entries_page::count_of(read, EntryList::Overdue(today)))
            .unwrap();
    });
    for list in [
        EntryList::All,
        EntryList::State(EntryState::Open),
        EntryList::Overdue(today),
    ] {
        p99(&format!("entries {list:?}, first page"), 50.0, |_| {
            ledger
                .read(|read| entries_page::page(read, list, None, 0, 100))
                .unwrap();
        });
        p99(&format!("entries {list:?}, any page"), 50.0, |n| {
            let offset = u64::from(mixed(n) % count);
            ledger
                .read(|read| entries_page::page(read, list, None, offset, 100))
                .unwrap();
        });
    }
    p99("candidates nearest in amount", 50.0, |n| {
        let amount = Kes::from_cents(i64::from(mixed(n) % 500_000));
        ledger
            .read(|read| entries_page::candidates(read, Direction::Receivable, amount, None, 50))
            .unwrap();
    });
    let wanted = Wanted::parse("amani nur").unwrap();
    p99("candidates by name", 50.0, |_| {
        let amount = Kes::from_cents(5_000);
        ledger
            .read(|read| {
                entries_page::candidates(read, Direction::Receivable, amount, Some(&wanted), 50)
            })
            .unwrap();
    });
}

/// A chain of a million events, walked as `audit verify` does.
fn chain(folder: &Path, key: &LedgerKey) {
    let path = folder.join("chain.ledger");
    let ledger = Ledger::create(&path, key, Environment::Practice, by()).unwrap();
    drop(ledger);
    let mut link = raw(&path, key);
    let mut previous: [u8; 32] = link
        .query_row("SELECT hash FROM audit WHERE seq = 1", [], |row| row.get(0))
        .unwrap();
    let tx = link.transaction().unwrap();
    for seq in 2..=1_000_000_i64 {
        let event = engine::audit::Event {
            seq,
            at: 1_795_000_000 + seq,
            operator: "jaribio".into(),
            action: "match.confirm".into(),
            subject: format!("match {seq}"),
            before: "{\"state\":\"suggested\"}".into(),
            after:
                "{\"line\":123456,\"entry\":654321,\"amount_cents\":150000,\"state\":\"confirmed\"}"
                    .into(),
            previous,
        };
        previous = event.hash();
        tx.prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .unwrap()
            .execute(params![
                event.seq,
                event.at,
                event.operator,
                event.action,
                event.subject,
                event.before,
                event.after,
                event.previous,
                previous
            ])
            .unwrap();
    }
    tx.commit().unwrap();
    drop(link);
    let ledger = Ledger::open(&path, key, Environment::Practice, by()).unwrap();
    let (verified, took) = timed(|| ledger.read(audit_log::verify).unwrap());
    println!(
        "chain of {} events verified in {took:.2?} (bar 2 s); broken: {:?}",
        verified.events, verified.broken
    );
}
