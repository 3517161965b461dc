//! The audit chain at that size.

use std::path::Path;

use domain::Environment;
use engine::store::{Ledger, audit_log};
use engine::vault::LedgerKey;
use rusqlite::params;

use crate::bare::raw;
use crate::clock::timed;
use crate::rows::by;

/// A chain of a million events, walked as `audit verify` does.
pub fn chain(folder: &Path, key: &LedgerKey) {
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
