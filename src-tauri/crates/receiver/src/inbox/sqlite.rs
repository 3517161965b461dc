//! The inbox in one file of this machine: SQLite, for one receiver.
//!
//! One connection writes, on a thread of its own; each batch is one transaction, and a commit returns when
//! the disk has it. A few connections read beside it. The file is its owner's only (`0600` on Unix), and
//! a lock beside it (`….lock`) keeps a second receiver out. `rusqlite` is named below this module only.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    Answer, Fence, Fenced, Inbox, InboxError, Incoming, Kept, Letter, Position, Retention, Stored,
};
use file::{Lock, of};
use lane::Lane;

mod deliveries;
mod file;
mod lane;
mod retain;
#[cfg(test)]
mod sqlite_tests;
mod told;

/// Connections that read.
const READERS: usize = 2;

/// An inbox in a file.
pub struct Sqlite {
    // Dropped in this order: the lock is free once the file is closed.
    writer: Lane,
    readers: [Lane; READERS],
    next: AtomicUsize,
    _lock: Lock,
}

impl Sqlite {
    /// Opens the file, or makes it. Waits for the disk.
    ///
    /// # Errors
    /// [`InboxError::Away`] when another receiver has it, or it can't be opened; [`InboxError::Newer`] and
    /// [`InboxError::Damaged`] with the file as it was.
    pub fn open(path: &Path) -> Result<Self, InboxError> {
        let lock = Lock::take(path)?;
        file::make(path)?;
        let mut writing = file::writing(path)?;
        file::check_ours(&writing)?;
        file::migrate(&mut writing, file::STEPS)?;
        let reader = || Lane::start(file::reading(path)?);
        Ok(Self {
            writer: Lane::start(writing)?,
            readers: [reader()?, reader()?],
            next: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, InboxError> + Send + 'static,
    ) -> Answer<'_, T> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % READERS;
        let lane = self.readers.get(turn).unwrap_or(&self.writer);
        lane.run(|link| work(link))
    }
}

/// One transaction: whole, or not at all.
fn write<T>(
    link: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> Result<T, InboxError> {
    let tx = link
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(of)?;
    let done = work(&tx).map_err(of)?;
    tx.commit().map_err(of)?;
    Ok(done)
}

impl Inbox for Sqlite {
    fn store(&self, batch: Vec<Incoming>) -> Answer<'_, Vec<Stored>> {
        self.writer.run(move |link| deliveries::store(link, &batch))
    }

    fn after<'a>(&'a self, console: &'a str, cursor: i64, limit: usize) -> Answer<'a, Vec<Kept>> {
        let console = console.to_owned();
        self.read(move |link| deliveries::after(link, &console, cursor, limit))
    }

    fn acknowledge<'a>(&'a self, console: &'a str, cursor: i64) -> Answer<'a, Position> {
        Box::pin(async move {
            let whose = console.to_owned();
            self.writer
                .run(move |link| deliveries::acknowledge(link, &whose, cursor))
                .await?;
            self.position(console).await
        })
    }

    fn position<'a>(&'a self, console: &'a str) -> Answer<'a, Position> {
        let console = console.to_owned();
        self.read(move |link| deliveries::position(link, &console))
    }

    fn publish<'a>(&'a self, console: &'a str, version: u64, text: &'a str) -> Answer<'a, u64> {
        let (console, text) = (console.to_owned(), text.to_owned());
        self.writer
            .run(move |link| told::publish(link, &console, version, &text))
    }

    fn publications(&self) -> Answer<'_, Vec<(String, u64, String)>> {
        self.read(told::publications)
    }

    fn published_versions(&self) -> Answer<'_, Vec<(String, u64)>> {
        self.read(told::published_versions)
    }

    fn fence(&self, told: Fence) -> Answer<'_, Fenced> {
        self.writer.run(move |link| told::fence(link, told))
    }

    fn fences(&self) -> Answer<'_, Vec<Fence>> {
        self.read(told::fences)
    }

    fn put_letter(&self, letter: Letter, per_desk: usize) -> Answer<'_, Option<i64>> {
        self.writer
            .run(move |link| told::put_letter(link, &letter, per_desk))
    }

    fn letters<'a>(&'a self, to: &'a str, after: i64, limit: usize) -> Answer<'a, Vec<Letter>> {
        let to = to.to_owned();
        self.read(move |link| told::letters(link, &to, after, limit))
    }

    fn drop_letter<'a>(&'a self, to: &'a str, id: i64) -> Answer<'a, ()> {
        let to = to.to_owned();
        self.writer
            .run(move |link| told::drop_letter(link, &to, id))
    }

    fn retain(&self, retention: Retention) -> Answer<'_, u64> {
        Box::pin(retain::retain(&self.writer, retention))
    }

    fn ready(&self) -> Answer<'_, ()> {
        self.writer.run(|link| {
            write(link, |tx| {
                tx.execute("UPDATE probe SET times = times + 1", [])
            })
            .map(|_| ())
        })
    }
}
