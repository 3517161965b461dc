//! Deliveries on their way to the disk: many share one transaction.
//!
//! Owns: the bounded queue before [`Inbox::store`], and what is said to those who wait. All that wait when
//! the store is free go down together; nothing is held back for company. A delivery answered 200 is on the
//! disk. One answered 503 because its time was over may be stored all the same: Safaricom does not repeat
//! most callbacks, so what was received is kept where it can be.
//!
//! Stays out: HTTP. What a validation is answered at its deadline is settled in [`ruling`].

mod ruling;
mod writer;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

use crate::config::Limits;
use crate::http::metrics::Metrics;
use crate::inbox::{Decision, Inbox, InboxError, Incoming, Stored};
use ruling::Ruling;
use writer::Writer;

/// Why a delivery was not stored in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotStored {
    /// As many wait as may.
    Busy,
    /// The store did not answer in time.
    Slow,
    /// The disk is full.
    Full,
    /// The store refused, or the receiver is going down.
    Away,
}

/// What a validation is answered, and where it was stored; `None` while it is not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ruled {
    pub decision: Option<Decision>,
    pub stored: Option<Stored>,
}

/// A delivery in the queue.
struct Waiting {
    incoming: Incoming,
    ruling: Option<Arc<Ruling>>,
    done: oneshot::Sender<Result<Stored, NotStored>>,
}

/// Where deliveries are handed in.
#[derive(Clone)]
pub(crate) struct Queue {
    waiting: mpsc::Sender<Waiting>,
    store: Duration,
    metrics: Arc<Metrics>,
}

/// The task that stores them.
pub(crate) struct Writing {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Queue {
    /// Begins to store what is handed in.
    pub(crate) fn start(
        inbox: Arc<dyn Inbox>,
        limits: &Limits,
        metrics: Arc<Metrics>,
    ) -> (Self, Writing) {
        let (sender, receiver) = mpsc::channel(limits.waiting.max(1));
        let (stop, stopped) = oneshot::channel();
        let store = Duration::from_millis(limits.store_ms);
        let writer = Writer::new(inbox, store, limits.waiting, Arc::clone(&metrics));
        let task = tokio::spawn(writer.run(receiver, stopped));
        let queue = Self {
            waiting: sender,
            store,
            metrics,
        };
        (queue, Writing { stop, task })
    }

    /// Stores a delivery; answers when it is on the disk.
    ///
    /// # Errors
    /// When that can't be said in time. It may be stored all the same after [`NotStored::Slow`].
    pub(crate) async fn put(&self, incoming: Incoming) -> Result<Stored, NotStored> {
        let done = self.hand_in(incoming, None)?;
        match timeout(self.store, done).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(NotStored::Away),
            Err(_) => Err(NotStored::Slow),
        }
    }

    /// Stores a validation, and answers it by `deadline` at the latest: what it says is what is stored.
    /// While the delivery still waits at that moment, its decision becomes `late`.
    ///
    /// # Errors
    /// As for [`Queue::put`]; then nothing was decided.
    pub(crate) async fn put_validation(
        &self,
        incoming: Incoming,
        late: Decision,
        deadline: Instant,
    ) -> Result<Ruled, NotStored> {
        let ruling = Arc::new(Ruling::new(incoming.decision.clone()));
        let done = self.hand_in(incoming, Some(Arc::clone(&ruling)))?;
        match timeout_at(deadline, done).await {
            Ok(Ok(stored)) => stored.map(|stored| Ruled {
                decision: ruling.decision(),
                stored: Some(stored),
            }),
            Ok(Err(_)) => Err(NotStored::Away),
            Err(_) => ruling.answer_now(late).map(|decision| Ruled {
                decision,
                stored: None,
            }),
        }
    }

    fn hand_in(
        &self,
        incoming: Incoming,
        ruling: Option<Arc<Ruling>>,
    ) -> Result<oneshot::Receiver<Result<Stored, NotStored>>, NotStored> {
        // Who is not on the list can't fill the queue for those who are.
        if !incoming.verified && self.waiting.capacity() <= self.waiting.max_capacity() / 2 {
            return Err(NotStored::Busy);
        }
        let (done, answer) = oneshot::channel();
        let waiting = Waiting {
            incoming,
            ruling,
            done,
        };
        // Counted before it can be taken out, so that the gauge is never below nothing.
        self.metrics.waiting.inc();
        self.waiting.try_send(waiting).map_err(|error| {
            self.metrics.waiting.dec();
            match error {
                TrySendError::Full(_) => NotStored::Busy,
                TrySendError::Closed(_) => NotStored::Away,
            }
        })?;
        Ok(answer)
    }
}

impl Writing {
    /// Takes nothing more in, stores what waits, and ends; answers whether that took no longer than
    /// `most`.
    pub(crate) async fn finish(self, most: Duration) -> bool {
        let Self { stop, mut task } = self;
        // A writer that is gone already has nothing to be told.
        let _ = stop.send(());
        let ended = timeout(most, &mut task).await.is_ok();
        if !ended {
            task.abort();
        }
        ended
    }
}

impl From<&InboxError> for NotStored {
    fn from(error: &InboxError) -> Self {
        match error {
            InboxError::Full => Self::Full,
            InboxError::Away(_) | InboxError::Damaged(_) | InboxError::Newer { .. } => Self::Away,
        }
    }
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
