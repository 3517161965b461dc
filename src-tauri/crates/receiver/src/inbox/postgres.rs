//! The inbox in a PostgreSQL database, shared by several receivers behind a balancer.
//!
//! Everything lies in the schema `patanisha`, which the first receiver makes: its user must be the
//! database's owner, or may have been given that schema. Each method is one statement, or one call of a
//! function, in a transaction of its own; what was answered is on the server's disk. A server that goes
//! away and comes back is found again; meanwhile every answer is [`InboxError::Away`]. What retention frees
//! is for the server's own vacuum.

use tokio_postgres::types::ToSql;

use super::{
    Answer, Fence, Fenced, Inbox, InboxError, Incoming, Kept, Letter, Position, Retention, Stored,
};
use link::Link;

mod address;
mod deliveries;
mod link;
#[cfg(test)]
#[cfg(unix)]
mod postgres_tests;
mod schema;
mod told;

/// An inbox in a database.
pub struct Postgres(Link);

impl Postgres {
    /// Connects, and brings the schema to this program's.
    ///
    /// # Errors
    /// [`InboxError::Away`] when the database can't be reached, or does not wait for its disk;
    /// [`InboxError::Newer`] and [`InboxError::Damaged`] with nothing changed.
    pub async fn open(url: &str) -> Result<Self, InboxError> {
        let link = Link::to(url)?;
        schema::migrate(&link, schema::STEPS).await?;
        Ok(Self(link))
    }
}

impl Inbox for Postgres {
    fn store(&self, batch: Vec<Incoming>) -> Answer<'_, Vec<Stored>> {
        Box::pin(async move { deliveries::store(&self.0, &batch).await })
    }

    fn after<'a>(&'a self, console: &'a str, cursor: i64, limit: usize) -> Answer<'a, Vec<Kept>> {
        Box::pin(deliveries::after(&self.0, console, cursor, limit))
    }

    fn acknowledge<'a>(&'a self, console: &'a str, cursor: i64) -> Answer<'a, Position> {
        Box::pin(deliveries::acknowledge(&self.0, console, cursor))
    }

    fn position<'a>(&'a self, console: &'a str) -> Answer<'a, Position> {
        Box::pin(deliveries::position(&self.0, console))
    }

    fn publish<'a>(&'a self, console: &'a str, version: u64, text: &'a str) -> Answer<'a, u64> {
        Box::pin(told::publish(&self.0, console, version, text))
    }

    fn publications(&self) -> Answer<'_, Vec<(String, u64, String)>> {
        Box::pin(told::publications(&self.0))
    }

    fn published_versions(&self) -> Answer<'_, Vec<(String, u64)>> {
        Box::pin(told::published_versions(&self.0))
    }

    fn fence(&self, told: Fence) -> Answer<'_, Fenced> {
        Box::pin(told::fence(&self.0, told))
    }

    fn fences(&self) -> Answer<'_, Vec<Fence>> {
        Box::pin(told::fences(&self.0))
    }

    fn put_letter(&self, letter: Letter, per_desk: usize) -> Answer<'_, Option<i64>> {
        Box::pin(async move { told::put_letter(&self.0, &letter, per_desk).await })
    }

    fn letters<'a>(&'a self, to: &'a str, after: i64, limit: usize) -> Answer<'a, Vec<Letter>> {
        Box::pin(told::letters(&self.0, to, after, limit))
    }

    fn drop_letter<'a>(&'a self, to: &'a str, id: i64) -> Answer<'a, ()> {
        Box::pin(told::drop_letter(&self.0, to, id))
    }

    fn retain(&self, retention: Retention) -> Answer<'_, u64> {
        Box::pin(async move {
            let dropped = deliveries::retain(&self.0, retention.deliveries_before_ms).await?;
            told::retain(&self.0, retention.letters_before_ms).await?;
            Ok(dropped)
        })
    }

    fn ready(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            let none: &[&(dyn ToSql + Sync)] = &[];
            self.0
                .rows("UPDATE patanisha.probe SET times = times + 1", none)
                .await
                .map(|_| ())
        })
    }
}
