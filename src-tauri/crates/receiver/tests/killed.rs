//! A receiver's store that is killed while it works: what it answered is on the disk.
//!
//! The test runs this binary again as the process that is killed: 20 times, or `PATANISHA_KILLS`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use receiver::inbox::Inbox as _;
use receiver::inbox::sqlite::Sqlite;
use rounds::{Answering, Found};

// Each test uses its part of these.
#[allow(dead_code)]
#[path = "common/rounds.rs"]
mod rounds;

const NAME: &str = "what_a_killed_store_answered_is_there_exactly_once";
const FILE: &str = "PATANISHA_TEST_INBOX";
const FROM: &str = "PATANISHA_TEST_FROM";
const KILLS: u64 = 20;
/// Longest time until the kill, in milliseconds.
const LIFE_MS: u64 = 400;
/// Writers at once.
const WRITERS: u64 = 4;
/// Deliveries from before the kill that come once more after it.
const AGAIN: u64 = 40;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_store_answered_is_there_exactly_once() {
    if let Ok(file) = std::env::var(FILE) {
        let from = std::env::var(FROM).unwrap().parse().unwrap();
        return store_without_end(&PathBuf::from(file), from).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("inbox.db");
    let (kills, seed) = (rounds::kills(KILLS), rounds::seed());
    println!("PATANISHA_SEED={seed}");
    let (mut all, mut from) = (BTreeSet::new(), 0);
    let mut found = Found::default();
    for round in 0..kills {
        let mut command = rounds::again(NAME);
        command.env(FILE, &file).env(FROM, from.to_string());
        let mut process = Answering::start(&mut command);
        // Some die while they open the file, most while they store.
        if round % 5 != 0 {
            process.wait_for(1);
        }
        let life = rounds::chance(seed, round, LIFE_MS);
        tokio::time::sleep(Duration::from_millis(life)).await;
        let answered: BTreeSet<u64> = process.kill().into_iter().collect();
        if let Some(last) = answered.last() {
            from = last.saturating_sub(AGAIN);
        }
        let new = look_at(&file, &mut found).await;
        println!("round {round}: {} answered, {new} new", answered.len());
        found.has(&answered);
        all.extend(answered);
    }
    assert!(all.len() > 100, "there was no load");
    let mut afresh = Found::default();
    look_at(&file, &mut afresh).await;
    afresh.has(&all);
    assert_eq!(afresh.events, found.events);
    let link = rusqlite::Connection::open(file).unwrap();
    let sound: String = link
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
}

/// Opens the file as the next receiver would, and reads on; answers how many deliveries there were.
async fn look_at(file: &Path, found: &mut Found) -> usize {
    found.read_on(&Sqlite::open(file).unwrap()).await
}

async fn store_without_end(file: &Path, from: u64) {
    let inbox = Arc::new(Sqlite::open(file).unwrap());
    let next = Arc::new(AtomicU64::new(from));
    // The runner leaves its own line open.
    println!();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (inbox, next) = (Arc::clone(&inbox), Arc::clone(&next));
        writers.spawn(async move {
            loop {
                let first = next.fetch_add(writer + 1, Ordering::Relaxed);
                let numbers = first..=first + writer;
                let batch = numbers.clone().map(rounds::delivery).collect();
                inbox.store(batch).await.unwrap();
                numbers.for_each(rounds::answered);
            }
        });
    }
    writers.join_all().await;
}
