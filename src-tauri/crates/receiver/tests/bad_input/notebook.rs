//! An inbox for tests that keeps what it is given in order, and can fail, hang or wait for a sign.

use std::sync::{Mutex, MutexGuard};

use receiver::inbox::{
    Answer, Fence, Fenced, Inbox, InboxError, Incoming, Kept, Letter, Position, Retention, Stored,
};
use tokio::sync::{Notify, Semaphore};

/// How it answers.
#[derive(Clone, Copy)]
pub enum Mood {
    Good,
    Fails(fn() -> InboxError),
    Hangs,
    /// Each transaction waits for [`Notebook::let_pass`].
    Waits,
}

pub struct Notebook {
    mood: Mutex<Mood>,
    kept: Mutex<Vec<Incoming>>,
    batches: Mutex<Vec<usize>>,
    sign: Semaphore,
    asked: Notify,
}

impl Notebook {
    pub fn new() -> Self {
        Self {
            mood: Mutex::new(Mood::Good),
            kept: Mutex::default(),
            batches: Mutex::default(),
            sign: Semaphore::new(0),
            asked: Notify::new(),
        }
    }

    pub fn mood(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub fn let_pass(&self, transactions: usize) {
        self.sign.add_permits(transactions);
    }

    /// Waits until a transaction begins, or has begun since the last time this was asked.
    pub async fn asked(&self) {
        self.asked.notified().await;
    }

    pub fn kept(&self) -> MutexGuard<'_, Vec<Incoming>> {
        self.kept.lock().unwrap()
    }

    pub fn bodies(&self) -> Vec<Vec<u8>> {
        self.kept().iter().map(|kept| kept.body.clone()).collect()
    }

    /// How many deliveries each transaction had.
    pub fn batches(&self) -> Vec<usize> {
        self.batches.lock().unwrap().clone()
    }

    fn keep(&self, batch: Vec<Incoming>) -> Vec<Stored> {
        self.batches.lock().unwrap().push(batch.len());
        let mut kept = self.kept();
        let place = |at: usize| i64::try_from(at).unwrap() + 1;
        let store = |incoming: Incoming| {
            let key = incoming.event_key();
            let first = kept.iter().position(|one| one.event_key() == key);
            let cursor = place(kept.len());
            kept.push(incoming);
            let event = first.map_or(cursor, place);
            Stored { cursor, event }
        };
        batch.into_iter().map(store).collect()
    }
}

fn not_here<'a, T: Send + 'a>() -> Answer<'a, T> {
    Box::pin(async { Err(InboxError::Away("not in this test".into())) })
}

impl Inbox for Notebook {
    fn store(&self, batch: Vec<Incoming>) -> Answer<'_, Vec<Stored>> {
        Box::pin(async move {
            self.asked.notify_one();
            let mood = *self.mood.lock().unwrap();
            match mood {
                Mood::Good => {}
                Mood::Fails(error) => return Err(error()),
                Mood::Hangs => std::future::pending().await,
                Mood::Waits => self.sign.acquire().await.unwrap().forget(),
            }
            Ok(self.keep(batch))
        })
    }

    fn position<'a>(&'a self, console: &'a str) -> Answer<'a, Position> {
        let kept = self.kept();
        let of: Vec<i64> = (1..)
            .zip(kept.iter())
            .filter(|(_, kept)| kept.console == console)
            .map(|(cursor, _)| cursor)
            .collect();
        let position = Position {
            last: of.last().copied().unwrap_or_default(),
            acknowledged: 0,
            backlog: i64::try_from(of.len()).unwrap(),
            oldest_waiting_ms: None,
            last_delivery_ms: kept.last().map(|kept| kept.at_ms),
        };
        Box::pin(async { Ok(position) })
    }

    fn ready(&self) -> Answer<'_, ()> {
        let mood = *self.mood.lock().unwrap();
        Box::pin(async move {
            match mood {
                Mood::Good | Mood::Waits => Ok(()),
                Mood::Fails(error) => Err(error()),
                Mood::Hangs => std::future::pending().await,
            }
        })
    }

    fn after<'a>(&'a self, _: &'a str, _: i64, _: usize) -> Answer<'a, Vec<Kept>> {
        not_here()
    }
    fn acknowledge<'a>(&'a self, _: &'a str, _: i64) -> Answer<'a, Position> {
        not_here()
    }
    fn publish<'a>(&'a self, _: &'a str, _: u64, _: &'a str) -> Answer<'a, u64> {
        not_here()
    }
    fn publications(&self) -> Answer<'_, Vec<(String, u64, String)>> {
        not_here()
    }
    fn fence(&self, _: Fence) -> Answer<'_, Fenced> {
        not_here()
    }
    fn fences(&self) -> Answer<'_, Vec<Fence>> {
        not_here()
    }
    fn put_letter(&self, _: Letter, _: usize) -> Answer<'_, Option<i64>> {
        not_here()
    }
    fn letters<'a>(&'a self, _: &'a str, _: i64, _: usize) -> Answer<'a, Vec<Letter>> {
        not_here()
    }
    fn drop_letter<'a>(&'a self, _: &'a str, _: i64) -> Answer<'a, ()> {
        not_here()
    }
    fn retain(&self, _: Retention) -> Answer<'_, u64> {
        not_here()
    }
}
