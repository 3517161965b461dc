//! An inbox in memory, for tests: it keeps every promise of [`Inbox`] except the disk's.
//!
//! It can be told to fail, so that what is done about a full disk or an absent store is tested without
//! either.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{
    Answer, Fence, Fenced, Inbox, InboxError, Incoming, Kept, Letter, Position, READ_LEN_MAX,
    Retention, Stored,
};

/// An inbox that forgets when it is dropped.
#[derive(Default)]
pub struct Memory(Mutex<Held>);

#[derive(Default)]
struct Held {
    failing: Option<fn() -> InboxError>,
    last: i64,
    deliveries: BTreeMap<i64, Kept>,
    events: HashMap<[u8; 32], i64>,
    positions: BTreeMap<String, Told>,
    publications: BTreeMap<String, (u64, String)>,
    fences: BTreeMap<(String, String), Fence>,
    last_letter: i64,
    letters: BTreeMap<i64, Letter>,
}

#[derive(Default, Clone, Copy)]
struct Told {
    acknowledged: i64,
    last: i64,
    last_ms: Option<i64>,
}

impl Memory {
    /// An empty inbox.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on everything fails like this; with `None` it works again.
    pub fn fail_with(&self, failing: Option<fn() -> InboxError>) {
        self.held().failing = failing;
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T: Send + 'static>(&self, work: impl FnOnce(&mut Held) -> T) -> Answer<'_, T> {
        let mut held = self.held();
        let answer = match held.failing {
            Some(failing) => Err(failing()),
            None => Ok(work(&mut held)),
        };
        Box::pin(std::future::ready(answer))
    }
}

impl Held {
    fn store(&mut self, incoming: Incoming) -> Stored {
        self.last += 1;
        let cursor = self.last;
        let event = *self.events.entry(incoming.event_key()).or_insert(cursor);
        let told = self.positions.entry(incoming.console.clone()).or_default();
        told.last = cursor;
        told.last_ms = Some(incoming.at_ms);
        let stored = Stored { cursor, event };
        let mut kept = Kept { stored, incoming };
        if cursor != event {
            kept.incoming.body.clear();
        }
        self.deliveries.insert(cursor, kept);
        stored
    }

    fn of(&self, console: &str, cursor: i64) -> impl Iterator<Item = &Kept> {
        self.deliveries
            .range(cursor.saturating_add(1)..)
            .map(|(_, kept)| kept)
            .filter(move |kept| kept.incoming.console == console)
    }

    fn position(&self, console: &str) -> Position {
        let told = self.positions.get(console).copied().unwrap_or_default();
        let waiting = || self.of(console, told.acknowledged);
        Position {
            last: told.last,
            acknowledged: told.acknowledged,
            backlog: i64::try_from(waiting().count()).unwrap_or(i64::MAX),
            oldest_waiting_ms: waiting().next().map(|kept| kept.incoming.at_ms),
            last_delivery_ms: told.last_ms,
        }
    }

    fn retain(&mut self, retention: Retention) -> u64 {
        let stays = |kept: &Kept| {
            let told = self.positions.get(&kept.incoming.console);
            kept.incoming.at_ms >= retention.deliveries_before_ms
                || kept.stored.cursor > told.map_or(0, |told| told.acknowledged)
        };
        let staying: Vec<i64> = self
            .deliveries
            .values()
            .filter(|kept| stays(kept))
            .map(|kept| kept.stored.event)
            .collect();
        let before = self.deliveries.len();
        self.deliveries
            .retain(|_, kept| staying.contains(&kept.stored.event));
        self.events.retain(|_, event| staying.contains(event));
        self.letters
            .retain(|_, letter| letter.at_ms >= retention.letters_before_ms);
        u64::try_from(before - self.deliveries.len()).unwrap_or(u64::MAX)
    }
}

impl Inbox for Memory {
    fn store(&self, batch: Vec<Incoming>) -> Answer<'_, Vec<Stored>> {
        self.with(|held| batch.into_iter().map(|one| held.store(one)).collect())
    }

    fn after<'a>(&'a self, console: &'a str, cursor: i64, limit: usize) -> Answer<'a, Vec<Kept>> {
        self.with(|held| {
            let mut len = 0;
            let fits = |(nth, kept): &(usize, &Kept)| {
                len += kept.incoming.body.len();
                *nth == 0 || len <= READ_LEN_MAX
            };
            let found = held.of(console, cursor).take(limit).enumerate();
            let found = found.take_while(fits);
            found.map(|(_, kept)| kept.clone()).collect()
        })
    }

    fn acknowledge<'a>(&'a self, console: &'a str, cursor: i64) -> Answer<'a, Position> {
        self.with(|held| {
            if let Some(told) = held.positions.get_mut(console)
                && cursor <= told.last
            {
                told.acknowledged = told.acknowledged.max(cursor);
            }
            held.position(console)
        })
    }

    fn position<'a>(&'a self, console: &'a str) -> Answer<'a, Position> {
        self.with(|held| held.position(console))
    }

    fn publish<'a>(&'a self, console: &'a str, version: u64, text: &'a str) -> Answer<'a, u64> {
        self.with(|held| {
            let kept = held.publications.entry(console.to_owned()).or_default();
            if version > kept.0 && i64::try_from(version).is_ok() {
                *kept = (version, text.to_owned());
            }
            kept.0
        })
    }

    fn publications(&self) -> Answer<'_, Vec<(String, u64, String)>> {
        self.with(|held| {
            held.publications
                .iter()
                .filter(|(_, (version, _))| *version > 0)
                .map(|(console, (version, text))| (console.clone(), *version, text.clone()))
                .collect()
        })
    }

    fn fence(&self, told: Fence) -> Answer<'_, Fenced> {
        self.with(|held| {
            let place = (told.environment.clone(), told.short_code.clone());
            let kept = held.fences.entry(place).or_insert_with(|| told.clone());
            let passed = !told.is_behind(kept);
            if passed {
                *kept = told;
            }
            Fenced {
                passed,
                held: kept.clone(),
            }
        })
    }

    fn fences(&self) -> Answer<'_, Vec<Fence>> {
        self.with(|held| held.fences.values().cloned().collect())
    }

    fn put_letter(&self, mut letter: Letter, per_desk: usize) -> Answer<'_, Option<i64>> {
        self.with(|held| {
            let waiting = held.letters.values().filter(|one| one.to == letter.to);
            if waiting.count() >= per_desk {
                return None;
            }
            held.last_letter += 1;
            letter.id = held.last_letter;
            held.letters.insert(letter.id, letter);
            Some(held.last_letter)
        })
    }

    fn letters<'a>(&'a self, to: &'a str, after: i64, limit: usize) -> Answer<'a, Vec<Letter>> {
        self.with(|held| {
            held.letters
                .range(after.saturating_add(1)..)
                .map(|(_, letter)| letter)
                .filter(|letter| letter.to == to)
                .take(limit)
                .cloned()
                .collect()
        })
    }

    fn drop_letter<'a>(&'a self, to: &'a str, id: i64) -> Answer<'a, ()> {
        self.with(|held| {
            if held.letters.get(&id).is_some_and(|letter| letter.to == to) {
                held.letters.remove(&id);
            }
        })
    }

    fn retain(&self, retention: Retention) -> Answer<'_, u64> {
        self.with(|held| held.retain(retention))
    }

    fn ready(&self) -> Answer<'_, ()> {
        self.with(|_| ())
    }
}
