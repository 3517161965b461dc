//! Groups, bounds and failures, on a clock that only the test moves.

use std::sync::Arc;

use tokio::time::{Duration, Instant};

use super::*;
use crate::config::Limits;
use crate::inbox::{InboxError, Incoming, Use};

#[path = "../tests/bad_input/notebook.rs"]
mod notebook;
use notebook::{Mood, Notebook};

struct World {
    inbox: Arc<Notebook>,
    queue: Queue,
    writing: Writing,
    metrics: Arc<Metrics>,
}

fn world(mood: Mood) -> World {
    let limits = Limits {
        waiting: 3,
        store_ms: 4_000,
        ..Limits::default()
    };
    let inbox = Arc::new(Notebook::new());
    inbox.mood(mood);
    let metrics = Arc::new(Metrics::default());
    let (queue, writing) = Queue::start(inbox.clone(), &limits, metrics.clone());
    World {
        inbox,
        queue,
        writing,
        metrics,
    }
}

fn delivery(body: &str) -> Incoming {
    Incoming {
        console: "office".into(),
        profile: "practice/600111".into(),
        use_: Use::Validation,
        request: "ff".into(),
        body: body.into(),
        sha256: [0; 32],
        scrubbed: false,
        sealed: false,
        source: [127, 0, 0, 1].into(),
        verified: true,
        at_ms: 1,
        decision: Some(decision("open_reference")),
    }
}

fn decision(why: &str) -> Decision {
    Decision {
        code: "0".into(),
        why: why.into(),
        rules: 1,
    }
}

impl World {
    fn put(&self, body: &str) -> tokio::task::JoinHandle<Result<Stored, NotStored>> {
        let (queue, incoming) = (self.queue.clone(), delivery(body));
        tokio::spawn(async move { queue.put(incoming).await })
    }

    fn validate(&self, after: u64) -> tokio::task::JoinHandle<Result<Ruled, NotStored>> {
        let queue = self.queue.clone();
        let deadline = Instant::now() + Duration::from_millis(after);
        tokio::spawn(async move {
            let late = decision("late");
            queue
                .put_validation(delivery("asked"), late, deadline)
                .await
        })
    }
}

fn why_kept(inbox: &Notebook) -> Vec<String> {
    let kept = inbox.kept();
    kept.iter()
        .map(|kept| kept.decision.clone().unwrap().why)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn all_that_wait_go_down_together_in_their_order() {
    let world = world(Mood::Waits);
    let first = world.put("1");
    world.inbox.asked().await;
    let mut others = Vec::new();
    for body in ["2", "3", "4"] {
        others.push(world.put(body));
        tokio::task::yield_now().await;
    }
    assert_eq!(world.metrics.waiting.get(), 3);
    world.inbox.let_pass(2);
    assert_eq!(first.await.unwrap().unwrap().cursor, 1);
    for (other, cursor) in others.into_iter().zip(2..) {
        assert_eq!(other.await.unwrap().unwrap().cursor, cursor);
    }
    assert_eq!(world.inbox.batches(), [1, 3]);
    assert_eq!(world.inbox.bodies(), [b"1", b"2", b"3", b"4"]);
    assert_eq!(world.metrics.waiting.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_finds_no_place_is_told_at_once_and_not_stored() {
    let world = world(Mood::Waits);
    let mut taken = vec![world.put("0")];
    world.inbox.asked().await;
    for body in ["1", "2", "3"] {
        taken.push(world.put(body));
        tokio::task::yield_now().await;
    }
    assert_eq!(world.queue.put(delivery("4")).await, Err(NotStored::Busy));
    world.inbox.let_pass(2);
    for one in taken {
        assert!(one.await.unwrap().is_ok());
    }
    assert_eq!(world.inbox.bodies(), [b"0", b"1", b"2", b"3"]);
}

#[tokio::test(start_paused = true)]
async fn who_is_not_on_the_list_leaves_half_of_the_places() {
    let world = world(Mood::Waits);
    let mut taken = vec![world.put("0")];
    world.inbox.asked().await;
    for body in ["1", "2"] {
        taken.push(world.put(body));
        tokio::task::yield_now().await;
    }
    let mut stranger = delivery("3");
    stranger.verified = false;
    assert_eq!(world.queue.put(stranger).await, Err(NotStored::Busy));
    taken.push(world.put("4"));
    tokio::task::yield_now().await;
    world.inbox.let_pass(2);
    for one in taken {
        assert!(one.await.unwrap().is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_fails_is_refused_and_the_next_is_stored() {
    let world = world(Mood::Fails(|| InboxError::Full));
    assert_eq!(world.queue.put(delivery("1")).await, Err(NotStored::Full));
    assert!(world.metrics.disk_full_at.get() > 0);
    world
        .inbox
        .mood(Mood::Fails(|| InboxError::Away(String::new())));
    assert_eq!(world.queue.put(delivery("2")).await, Err(NotStored::Away));
    world.inbox.mood(Mood::Good);
    assert!(world.queue.put(delivery("3")).await.is_ok());
    assert_eq!(world.inbox.bodies(), [b"3"]);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_given_up_and_asked_again() {
    let world = world(Mood::Hangs);
    let begun = Instant::now();
    assert_eq!(world.queue.put(delivery("1")).await, Err(NotStored::Slow));
    assert_eq!(begun.elapsed().as_secs(), 4);
    world.inbox.mood(Mood::Good);
    assert!(world.queue.put(delivery("2")).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn at_the_end_what_waits_is_stored_and_nothing_more_is_taken() {
    let world = world(Mood::Waits);
    let waiting = ["1", "2", "3"].map(|body| world.put(body));
    world.inbox.asked().await;
    let queue = world.queue.clone();
    let finishing = tokio::spawn(world.writing.finish(Duration::from_secs(9)));
    tokio::task::yield_now().await;
    world.inbox.let_pass(9);
    assert!(finishing.await.unwrap());
    for one in waiting {
        assert!(one.await.unwrap().is_ok());
    }
    assert_eq!(world.inbox.kept().len(), 3);
    assert_eq!(queue.put(delivery("4")).await, Err(NotStored::Away));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_to_the_end_does_not_hold_the_end_up() {
    let world = world(Mood::Hangs);
    let waiting = world.put("1");
    world.inbox.asked().await;
    assert!(!world.writing.finish(Duration::from_secs(1)).await);
    assert!(waiting.await.unwrap().is_err());
}

#[tokio::test(start_paused = true)]
async fn a_validation_in_time_is_answered_as_decided() {
    let world = world(Mood::Good);
    let ruled = world.validate(2_000).await.unwrap().unwrap();
    assert_eq!(ruled.decision, Some(decision("open_reference")));
    assert_eq!(ruled.stored.unwrap().cursor, 1);
    assert_eq!(why_kept(&world.inbox), ["open_reference"]);
}

#[tokio::test(start_paused = true)]
async fn a_validation_that_still_waits_at_its_deadline_is_late_and_kept_as_late() {
    let world = world(Mood::Waits);
    let before = world.put("1");
    world.inbox.asked().await;
    let ruled = world.validate(2_000).await.unwrap().unwrap();
    assert_eq!(ruled.decision, Some(decision("late")));
    assert_eq!(ruled.stored, None);
    world.inbox.let_pass(2);
    assert!(before.await.unwrap().is_ok());
    assert!(world.writing.finish(Duration::from_secs(9)).await);
    let kept = world.inbox.kept();
    assert_eq!(kept.last().unwrap().decision, Some(decision("late")));
}

#[tokio::test(start_paused = true)]
async fn a_validation_in_the_stores_hands_is_answered_as_it_was_handed_over() {
    let world = world(Mood::Waits);
    let ruled = world.validate(2_000).await.unwrap().unwrap();
    assert_eq!(ruled.decision, Some(decision("open_reference")));
    assert_eq!(ruled.stored, None);
    world.inbox.let_pass(1);
    assert!(world.writing.finish(Duration::from_secs(9)).await);
    assert_eq!(why_kept(&world.inbox), ["open_reference"]);
    assert_eq!(world.metrics.owed_lost.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_was_answered_and_failed_is_owed_until_it_is_kept() {
    let world = world(Mood::Hangs);
    let ruled = world.validate(2_000).await.unwrap().unwrap();
    assert_eq!(ruled.decision, Some(decision("open_reference")));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(world.metrics.owed.get(), 1);
    world.inbox.mood(Mood::Good);
    tokio::time::sleep(Duration::from_secs(9)).await;
    assert_eq!(why_kept(&world.inbox), ["open_reference"]);
    assert_eq!(world.metrics.owed.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_failed_before_it_was_answered_is_refused_and_not_owed() {
    let world = world(Mood::Fails(|| InboxError::Full));
    assert_eq!(world.validate(2_000).await.unwrap(), Err(NotStored::Full));
    assert_eq!(world.metrics.owed.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_stays_owed_at_the_end_is_counted_as_lost() {
    let world = world(Mood::Hangs);
    assert!(world.validate(100).await.unwrap().is_ok());
    world.writing.finish(Duration::from_secs(60)).await;
    assert_eq!(world.metrics.owed_lost.get(), 1);
}
