//! `serve` killed under load: what was answered 200 is in the inbox, exactly once as an event.
//!
//! 20 times, or `PATANISHA_KILLS`.

use std::time::Duration;

use receiver::inbox;

use super::load::{Load, publish};
use super::*;
use crate::rounds::{self, CONSOLE, Found};

const KILLS: u64 = 20;
/// Longest time until the kill, in milliseconds.
const LIFE_MS: u64 = 300;
const CONNECTIONS: usize = 8;

#[tokio::test]
async fn what_a_killed_receiver_answered_is_there_exactly_once() {
    let set_up = SetUp::with(&["--console", CONSOLE]);
    let store = format!("sqlite:{}", set_up.file("inbox.db").display());
    publish(set_up.serve(&[]).address(), &set_up.token);
    let (kills, seed) = (rounds::kills(KILLS), rounds::seed());
    println!("PATANISHA_SEED={seed}");
    let load = Load::start(CONNECTIONS);
    let mut found = Found::default();
    for round in 0..kills {
        let served = set_up.serve(&[]);
        load.go_to(&[served.address().to_owned()]);
        // Some die while the first connections come in, most under load.
        if round % 5 != 0 {
            load.wait_for(CONNECTIONS);
        }
        std::thread::sleep(Duration::from_millis(rounds::chance(seed, round, LIFE_MS)));
        // Its port may be another program's the next moment.
        load.go_to(&[]);
        served.kill();
        let answered = load.answered();
        let opened = inbox::open(&store).await.unwrap();
        let new = found.read_on(&*opened.inbox).await;
        println!("round {round}: {} answered, {new} new", answered.len());
        found.has(&answered);
    }
    let served = set_up.serve(&[]);
    load.go_to(&[served.address().to_owned()]);
    let answered = load.end();
    served.kill();
    assert!(answered.len() > 100, "there was no load");
    let mut afresh = Found::default();
    let opened = inbox::open(&store).await.unwrap();
    afresh.read_on(&*opened.inbox).await;
    afresh.has(&answered);
    assert_eq!(afresh.in_order(), CONNECTIONS);
    assert!(
        found
            .events
            .iter()
            .all(|of| afresh.events.get(of.0) == Some(of.1)),
        "what was there is there still"
    );
}
