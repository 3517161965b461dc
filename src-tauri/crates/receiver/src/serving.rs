//! A receiver put together: its store, what was published, the consoles' door, and what it does by itself.

use std::net::SocketAddr;
use std::sync::Arc;

use domain::{Problem, Retry};
use tokio::task::JoinHandle;

use crate::clock::now_unix_ms;
use crate::config::Config;
use crate::console::{self, Console, Keys, Ringing, Woken};
use crate::inbox::{self, Inbox, InboxError, Opened};
use crate::published::{FOLLOW_EVERY, Published};
use crate::retention::{self, Hourly};
use crate::server::Receiver;

/// A receiver that serves from a store until it is stopped. Dropped, it stops in the background.
pub struct Serving {
    receiver: Receiver,
    store: &'static str,
    own: Own,
}

/// Following what was published, and dropping what is past its time.
struct Own([JoinHandle<()>; 2]);

impl Drop for Own {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

impl Serving {
    /// Opens the store and begins to serve.
    ///
    /// # Errors
    /// Nothing was taken in when this fails: as [`Receiver::start`], and `receiver.store` when the store
    /// can't be opened, `receiver.store_newer` when a newer receiver wrote it, `file.receiver_config` when
    /// the consoles can't be told apart.
    pub async fn start(config: &Config) -> Result<Self, Problem> {
        let opened = inbox::open(&config.store)
            .await
            .map_err(|error| not_opened(&error))?;
        Self::over(config, opened).await
    }

    /// Begins to serve from a store that is open.
    ///
    /// # Errors
    /// As [`Serving::start`].
    pub async fn over(config: &Config, store: Opened) -> Result<Self, Problem> {
        let keys = Keys::of(&config.console).map_err(|error| {
            Problem::new(
                "file.receiver_config",
                format!("No receiver was started: {error}."),
            )
            .with_field("console")
            .with_remedy("Correct the consoles in the configuration.")
        })?;
        let published = Published::load(Arc::clone(&store.inbox))
            .await
            .map_err(|error| not_opened(&error))?;
        let (published, woken) = (Arc::new(published), Arc::new(Woken::of(&keys)));
        let pages = console::router(Console {
            inbox: Arc::clone(&store.inbox),
            published: Arc::clone(&published),
            keys: Arc::new(keys),
            woken: Arc::clone(&woken),
            limits: Arc::new(config.limits.clone()),
            now_ms: Arc::new(now_unix_ms),
            store: store.kind,
        });
        let ringing: Arc<dyn Inbox> = Arc::new(Ringing::new(Arc::clone(&store.inbox), woken));
        let publications = Arc::clone(&published);
        let receiver = Receiver::start(config, ringing, publications, Some(pages)).await?;
        let own = Own([
            tokio::spawn(async move { published.follow(FOLLOW_EVERY).await }),
            tokio::spawn(retention::run(store.inbox, config.keep, Hourly)),
        ]);
        Ok(Self {
            receiver,
            store: store.kind,
            own,
        })
    }

    /// Where it serves.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.receiver.address()
    }

    /// Where metrics are read.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.receiver.metrics_address()
    }

    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn store(&self) -> &'static str {
        self.store
    }

    /// Looks at the certificate's files at once; answers whether a new pair is in use.
    pub async fn reload_certificate(&self) -> bool {
        self.receiver.reload_certificate().await
    }

    /// Stops; answers whether everything that was asked was answered in its time. Nothing that was answered
    /// 200 is lost either way.
    pub async fn stop(mut self) -> bool {
        for task in &mut self.own.0 {
            task.abort();
            let _ = task.await;
        }
        self.receiver.stop().await
    }
}

fn not_opened(error: &InboxError) -> Problem {
    let problem = |code, remedy: &str| {
        Problem::new(code, format!("No receiver was started: {error}."))
            .with_field("store")
            .with_remedy(remedy)
    };
    match error {
        InboxError::Full => problem("receiver.store", "Make room on the disk."),
        InboxError::Away(_) => problem(
            "receiver.store",
            "Check the store's address, and that its folder or its database is there and may be used.",
        )
        .with_retry(Retry::Now),
        InboxError::Damaged(_) => problem(
            "receiver.store",
            "Keep the store as it is, and put the last backup in its place; see the receiver's README.",
        ),
        InboxError::Newer { .. } => problem(
            "receiver.store_newer",
            "Start the newer receiver, or name another store.",
        ),
    }
}
