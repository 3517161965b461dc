//! The check of a chain of a million events, beside hashing the same events held in memory: what no
//! check can do without.

use std::path::Path;
use std::time::Duration;

use domain::Environment;
use engine::audit::{Event, GENESIS, Hash};
use engine::audit_check::{KnownHead, check};
use engine::store::Ledger;
use engine::vault::LedgerKey;
use rusqlite::Connection;

use crate::figure::Figure;
use crate::ledger_file::by;
use crate::timing::{grouped, in_turns, ratio, timed, words};

const EVENTS: u32 = 1_000_000;
const TURNS: usize = 3;

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder for the ledger");
    let path = folder.path().join("ledger.db");
    let key = LedgerKey::random().expect("random numbers");
    let ledger = Ledger::create(&path, &key, Environment::Practice, by()).expect("an empty ledger");
    drop(ledger);
    let events = write(&path, &key, i64::from(EVENTS / smaller));
    let ledger = Ledger::open(&path, &key, Environment::Practice, by()).expect("the ledger opens");
    let (ours, baseline) = in_turns(
        TURNS,
        || {
            let read = || ledger.read(|read| check(read, &KnownHead::Missing, &mut |_| Ok(())));
            let (found, time) = timed(read);
            let found = found.expect("the chain can be read");
            assert!(found.first_bad.is_none(), "{:?}", found.told);
            time
        },
        || {
            timed(|| {
                events.iter().map(Event::hash).for_each(|hash| {
                    std::hint::black_box(hash);
                })
            })
            .1
        },
    );
    let bar = Duration::from_secs(2) / smaller;
    let figure = Figure::new(
        "Audit chain checked",
        format!("{} events", grouped(events.len())),
        words(ours),
    )
    .beside(
        format!("{} (hashed in memory)", words(baseline)),
        ratio(ours, baseline),
    )
    .bar("1M in ≤ 2 s", ours <= bar);
    vec![figure]
}

/// Adds events up to `count`, in one transaction of a program that knows the key. Through the store, each
/// would be a transaction of its own.
fn write(path: &Path, key: &LedgerKey, count: i64) -> Vec<Event> {
    let secret = key.to_secret();
    let text = std::str::from_utf8(secret.reveal()).expect("hexadecimal digits");
    let mut file = Connection::open(path).expect("the file opens");
    file.pragma_update(None, "key", format!("x'{text}'"))
        .expect("the key is taken");
    let write = file.transaction().expect("a transaction");
    let (last, mut previous): (i64, Hash) = write
        .query_row(
            "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap_or((0, GENESIS));
    let mut events = Vec::new();
    let mut insert = write
        .prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .expect("the table is there");
    for seq in last + 1..=count {
        let event = Event {
            seq,
            at: by().at.unix() + seq,
            operator: "bench".to_owned(),
            action: "match.confirm".to_owned(),
            subject: format!("decision {seq}"),
            before: "null".to_owned(),
            after: format!("{{\"what\":\"Confirmed UH{seq:08} to INV-{seq}\"}}"),
            previous,
        };
        previous = event.hash();
        let stored = (
            event.seq,
            event.at,
            &event.operator,
            &event.action,
            &event.subject,
            &event.before,
            &event.after,
            event.previous,
            previous,
        );
        insert.execute(stored).expect("an event can be added");
        events.push(event);
    }
    drop(insert);
    write.commit().expect("the events are kept");
    events
}
