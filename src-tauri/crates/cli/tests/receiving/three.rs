//! Three `serve` processes share one PostgreSQL, and one is killed under load.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use super::drain::Drain;
use super::load::{Load, publish};
use super::*;
use crate::cluster::Cluster;
use crate::rounds::{CONSOLE, Found};

const CONNECTIONS: usize = 9;
/// Answers before the kill, and after it.
const LOAD: usize = 600;

#[test]
fn nothing_is_lost_or_doubled_when_one_of_three_receivers_is_killed() {
    let cluster = Cluster::start(&[]);
    let address = cluster.database("shared");
    let set_up = SetUp::with(&["--console", CONSOLE, "--store", &address]);
    let first = set_up.serve(&[]);
    assert_eq!(first.said["store"], "postgres");
    publish(first.address(), &set_up.token);
    let others = [set_up.serve(&[]), set_up.serve(&[])];
    let left: Vec<String> = others.iter().map(|of| of.address().to_owned()).collect();
    let mut all = left.clone();
    all.push(first.address().to_owned());

    let over = Arc::new(AtomicBool::new(false));
    let (drain, told) = (Drain::new(all.clone(), &set_up.token), Arc::clone(&over));
    let draining = std::thread::spawn(move || drain.follow(&told));
    let load = Load::start(CONNECTIONS);
    load.go_to(&all);
    load.wait_for(LOAD);
    load.go_to(&left);
    first.kill();
    load.wait_for(LOAD);
    let answered = load.end();
    // A transaction of the killed one may be on its way still.
    let active = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'";
    while cluster.sql("shared", active) != "1" {
        sleep(Duration::from_millis(50));
    }
    over.store(true, Ordering::SeqCst);
    let followed = draining.join().unwrap();

    let kept = Drain::new(left, &set_up.token).everything();
    let mut found = Found::default();
    found.add(&kept);
    found.has(&answered);
    assert_eq!(found.in_order(), CONNECTIONS);
    println!(
        "{} answered, {} events, {} deliveries",
        answered.len(),
        found.events.len(),
        kept.len()
    );
    let cursors: Vec<i64> = kept.iter().map(|kept| kept.stored.cursor).collect();
    assert!(
        followed == cursors,
        "the console missed some, or saw others"
    );
}
