use super::*;
use crate::SystemClock;
use crate::clock::Moment;
use crate::tokens::TokenFacts;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// A source of tokens that counts, and that answers when it is let.
#[derive(Default)]
struct Mint {
    asked: AtomicUsize,
    gate: Notify,
    fails: std::sync::atomic::AtomicBool,
}

impl Mint {
    fn fetch(self: &Arc<Self>) -> impl Future<Output = Result<Grant, CallError>> + Send + 'static {
        let mint = Arc::clone(self);
        async move {
            let number = mint.asked.fetch_add(1, Ordering::SeqCst) + 1;
            mint.gate.notified().await;
            if mint.fails.load(Ordering::SeqCst) {
                return Err(vanished());
            }
            Ok(Grant {
                token: format!("token-{number}").into(),
                asked_at: Moment::now(&SystemClock::new()),
                usable: Duration::from_secs(60),
                facts: TokenFacts {
                    expires_in: None,
                    date: None,
                },
            })
        }
    }
}

struct World {
    slot: Arc<Slot>,
    mint: Arc<Mint>,
}

impl World {
    fn new() -> Self {
        Self {
            slot: Arc::default(),
            mint: Arc::default(),
        }
    }

    fn get(&self) -> tokio::task::JoinHandle<Outcome> {
        let (slot, mint) = (Arc::clone(&self.slot), Arc::clone(&self.mint));
        tokio::spawn(async move { slot.get(&SystemClock::new(), || mint.fetch()).await })
    }

    fn asked(&self) -> usize {
        self.mint.asked.load(Ordering::SeqCst)
    }
}

/// Lets every task run until it waits.
async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn many_wait_for_one_fetch() {
    let world = World::new();
    let waiting: Vec<_> = (0..500).map(|_| world.get()).collect();
    settle().await;
    assert_eq!(world.asked(), 1);
    world.mint.gate.notify_one();
    for task in waiting {
        assert_eq!(task.await.unwrap().unwrap().text(), "token-1");
    }
    assert_eq!(world.get().await.unwrap().unwrap().text(), "token-1");
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn one_who_goes_away_does_not_take_the_fetch_along() {
    let world = World::new();
    let first = world.get();
    settle().await;
    let second = world.get();
    settle().await;
    first.abort();
    settle().await;
    world.mint.gate.notify_one();
    assert_eq!(second.await.unwrap().unwrap().text(), "token-1");
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn a_failure_is_told_to_all_and_kept_by_none() {
    let world = World::new();
    world.mint.fails.store(true, Ordering::SeqCst);
    let waiting: Vec<_> = (0..9).map(|_| world.get()).collect();
    settle().await;
    world.mint.gate.notify_one();
    for task in waiting {
        assert!(task.await.unwrap().is_err());
    }
    world.mint.fails.store(false, Ordering::SeqCst);
    world.mint.gate.notify_one();
    assert_eq!(world.get().await.unwrap().unwrap().text(), "token-2");
}

#[tokio::test]
async fn a_refusal_drops_its_own_token_only() {
    let world = World::new();
    world.mint.gate.notify_one();
    let first = world.get().await.unwrap().unwrap();
    world.slot.drop_generation(first.generation);
    world.mint.gate.notify_one();
    let second = world.get().await.unwrap().unwrap();
    assert_eq!(second.text(), "token-2");
    world.slot.drop_generation(first.generation);
    assert_eq!(world.get().await.unwrap().unwrap().text(), "token-2");
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn renewing_waits_for_a_fetch_under_way_and_then_fetches() {
    let world = World::new();
    let waiting = world.get();
    settle().await;
    let (slot, fetch) = (Arc::clone(&world.slot), world.mint.fetch());
    let renewing = tokio::spawn(async move { slot.renew(fetch).await });
    settle().await;
    assert_eq!(world.asked(), 1, "one at a time");
    world.mint.gate.notify_one();
    assert_eq!(waiting.await.unwrap().unwrap().text(), "token-1");
    settle().await;
    world.mint.gate.notify_one();
    assert_eq!(renewing.await.unwrap().unwrap().text(), "token-2");
    assert_eq!(world.get().await.unwrap().unwrap().text(), "token-2");
}

#[test]
fn a_fetch_that_dies_with_its_runtime_is_begun_again_elsewhere() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
    };
    let world = World::new();
    let first = runtime();
    first.block_on(async {
        world.get();
        settle().await;
    });
    drop(first);
    assert_eq!(world.asked(), 1);
    world.mint.gate.notify_one();
    let token = runtime().block_on(async { world.get().await.unwrap().unwrap() });
    assert_eq!(token.text(), "token-2");
}
