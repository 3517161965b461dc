//! Three receivers' stores in three processes share one PostgreSQL; one is killed, then the server is.
//!
//! The test runs this binary again as each of the three.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cluster::Cluster;
use receiver::inbox::postgres::Postgres;
use receiver::inbox::{Inbox as _, InboxError, Kept};
use rounds::{Answering, CONSOLE, Found, OWN};

// Each test uses its part of these.
#[allow(dead_code)]
#[path = "common/cluster.rs"]
mod cluster;
#[allow(dead_code)]
#[path = "common/rounds.rs"]
mod rounds;

const NAME: &str = "nothing_is_lost_or_doubled_when_one_of_three_and_the_server_are_killed";
const ADDRESS: &str = "PATANISHA_TEST_INBOX";
const RECEIVER: &str = "PATANISHA_TEST_RECEIVER";
/// Answers between two events of the story.
const LOAD: usize = 1_000;
const BATCH: u64 = 8;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_when_one_of_three_and_the_server_are_killed() {
    if let Ok(address) = std::env::var(ADDRESS) {
        let receiver: u64 = std::env::var(RECEIVER).unwrap().parse().unwrap();
        return store_without_end(&address, receiver * OWN).await;
    }
    let mut cluster = Cluster::start(&[]);
    let address = cluster.database("shared");
    let mut receivers: Vec<Answering> = (0..3)
        .map(|receiver| {
            let mut command = rounds::again(NAME);
            command
                .env(ADDRESS, &address)
                .env(RECEIVER, receiver.to_string());
            Answering::start(&mut command)
        })
        .collect();
    let over = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn(follow(address.clone(), Arc::clone(&over)));

    for receiver in &mut receivers {
        receiver.wait_for(LOAD);
    }
    let mut answered: BTreeSet<u64> = receivers.remove(0).kill().into_iter().collect();
    for receiver in &mut receivers {
        receiver.wait_for(LOAD);
    }
    cluster.kill();
    tokio::time::sleep(Duration::from_millis(200)).await;
    cluster.start_again();
    for receiver in &mut receivers {
        receiver.wait_for(LOAD);
    }
    for receiver in receivers {
        answered.extend(receiver.kill());
    }
    // A transaction of a killed receiver may be on its way still.
    while cluster.sql(
        "shared",
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'",
    ) != "1"
    {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    over.store(true, Ordering::SeqCst);
    let followed = reader.await.unwrap();

    let inbox = Postgres::open(&address).await.unwrap();
    let kept = everything(&inbox).await;
    let mut found = Found::default();
    found.add(&kept);
    found.has(&answered);
    println!(
        "{} answered, {} events, {} deliveries",
        answered.len(),
        found.events.len(),
        kept.len()
    );
    let cursors: Vec<i64> = kept.iter().map(|kept| kept.stored.cursor).collect();
    assert!(followed == cursors, "the reader missed some, or saw others");
    assert_eq!(found.in_order(), 3);
}

async fn everything(inbox: &Postgres) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    loop {
        let cursor = kept.last().map_or(0, |kept| kept.stored.cursor);
        let some = inbox.after(CONSOLE, cursor, 1_000).await.unwrap();
        if some.is_empty() {
            return kept;
        }
        kept.extend(some);
    }
}

/// Reads by cursor while it is written, as a console does, and outlives the server.
async fn follow(address: String, over: Arc<AtomicBool>) -> Vec<i64> {
    let inbox = Postgres::open(&address).await.unwrap();
    let mut seen: Vec<i64> = Vec::new();
    loop {
        let last_look = over.load(Ordering::SeqCst);
        let cursor = seen.last().copied().unwrap_or(0);
        match inbox.after(CONSOLE, cursor, 100).await {
            Ok(some) if some.is_empty() && last_look => return seen,
            Ok(some) => seen.extend(some.iter().map(|kept| kept.stored.cursor)),
            Err(InboxError::Away(_)) => {}
            Err(other) => panic!("{other}"),
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// One batch after the other; one that was not answered is sent again, as Safaricom does.
async fn store_without_end(address: &str, from: u64) {
    let inbox = Postgres::open(address).await.unwrap();
    // The runner leaves its own line open.
    println!();
    let mut first = from;
    loop {
        let numbers = first..first + BATCH;
        match inbox
            .store(numbers.clone().map(rounds::delivery).collect())
            .await
        {
            Ok(_) => {
                numbers.for_each(rounds::answered);
                first += BATCH;
            }
            Err(InboxError::Away(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(other) => panic!("{other}"),
        }
    }
}
