//! An inbox that rings for whom it took something in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Woken;
use crate::inbox::{
    Answer, Fence, Fenced, Inbox, Incoming, Kept, Letter, Position, Retention, Stored,
};

/// The inbox that the listener stores into: another one, and the bells of those who wait.
pub struct Ringing {
    inbox: Arc<dyn Inbox>,
    woken: Arc<Woken>,
}

impl Ringing {
    /// Rings these bells for what is stored in that inbox.
    #[must_use]
    pub fn new(inbox: Arc<dyn Inbox>, woken: Arc<Woken>) -> Self {
        Self { inbox, woken }
    }
}

impl Inbox for Ringing {
    /// Rings once per console, when all of it is stored.
    fn store(&self, batch: Vec<Incoming>) -> Answer<'_, Vec<Stored>> {
        let consoles: BTreeSet<&str> = batch.iter().map(|of| of.console.as_str()).collect();
        let consoles: Vec<String> = consoles.into_iter().map(str::to_owned).collect();
        Box::pin(async move {
            let stored = self.inbox.store(batch).await?;
            for console in &consoles {
                self.woken.ring(console);
            }
            Ok(stored)
        })
    }

    fn after<'a>(&'a self, console: &'a str, cursor: i64, limit: usize) -> Answer<'a, Vec<Kept>> {
        self.inbox.after(console, cursor, limit)
    }

    fn acknowledge<'a>(&'a self, console: &'a str, cursor: i64) -> Answer<'a, Position> {
        self.inbox.acknowledge(console, cursor)
    }

    fn position<'a>(&'a self, console: &'a str) -> Answer<'a, Position> {
        self.inbox.position(console)
    }

    fn publish<'a>(&'a self, console: &'a str, version: u64, text: &'a str) -> Answer<'a, u64> {
        self.inbox.publish(console, version, text)
    }

    fn publications(&self) -> Answer<'_, Vec<(String, u64, String)>> {
        self.inbox.publications()
    }

    fn published_versions(&self) -> Answer<'_, Vec<(String, u64)>> {
        self.inbox.published_versions()
    }

    fn fence(&self, told: Fence) -> Answer<'_, Fenced> {
        self.inbox.fence(told)
    }

    fn fences(&self) -> Answer<'_, Vec<Fence>> {
        self.inbox.fences()
    }

    fn put_letter(&self, letter: Letter, per_desk: usize) -> Answer<'_, Option<i64>> {
        self.inbox.put_letter(letter, per_desk)
    }

    fn letters<'a>(&'a self, to: &'a str, after: i64, limit: usize) -> Answer<'a, Vec<Letter>> {
        self.inbox.letters(to, after, limit)
    }

    fn drop_letter<'a>(&'a self, to: &'a str, id: i64) -> Answer<'a, ()> {
        self.inbox.drop_letter(to, id)
    }

    fn retain(&self, retention: Retention) -> Answer<'_, u64> {
        self.inbox.retain(retention)
    }

    fn ready(&self) -> Answer<'_, ()> {
        self.inbox.ready()
    }
}
