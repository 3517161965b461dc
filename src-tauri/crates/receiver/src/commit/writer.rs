//! The task that stores: one transaction at a time, with all that waits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

use super::ruling::Ruling;
use super::{NotStored, Waiting};
use crate::clock::now_unix_ms;
use crate::http::metrics::Metrics;
use crate::inbox::{Inbox, InboxError, Incoming, Stored};

/// Deliveries in one transaction, at most.
pub(super) const BATCH_MAX: usize = 1_024;
/// Bytes of bodies in one transaction; the delivery that passes it is the last.
const BATCH_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Between two tries to store validations that were answered already.
const OWED_EVERY: Duration = Duration::from_secs(1);

/// What the task holds.
pub(super) struct Writer {
    inbox: Arc<dyn Inbox>,
    /// How long a transaction may take.
    most: Duration,
    metrics: Arc<Metrics>,
    /// Validations that were answered and not stored.
    owed: Vec<Incoming>,
    owed_max: usize,
    owed_next: Instant,
}

impl Writer {
    pub(super) fn new(
        inbox: Arc<dyn Inbox>,
        most: Duration,
        owed_max: usize,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            inbox,
            most,
            metrics,
            owed: Vec::new(),
            owed_max,
            owed_next: Instant::now(),
        }
    }

    /// Stores until it is told to stop, and then what still waits.
    pub(super) async fn run(
        mut self,
        mut queue: mpsc::Receiver<Waiting>,
        mut stop: oneshot::Receiver<()>,
    ) {
        let mut stopping = false;
        loop {
            let first = tokio::select! {
                biased;
                _ = &mut stop, if !stopping => {
                    stopping = true;
                    queue.close();
                    continue;
                }
                () = sleep_until(self.owed_next), if !self.owed.is_empty() => {
                    self.settle_owed().await;
                    continue;
                }
                first = queue.recv() => first,
            };
            let Some(first) = first else { break };
            let batch = gather(first, &mut queue);
            self.store(batch).await;
        }
        if !self.owed.is_empty() {
            self.settle_owed().await;
        }
        let lost = u64::try_from(self.owed.len()).unwrap_or(u64::MAX);
        if lost > 0 {
            self.metrics.owed_lost.inc_by(lost);
            tracing::error!(lost, "validations were answered and could not be stored");
        }
    }

    async fn store(&mut self, batch: Vec<Waiting>) {
        for _ in &batch {
            self.metrics.waiting.dec();
        }
        let mut answers = Vec::with_capacity(batch.len());
        let mut owed: Vec<(Arc<Ruling>, Incoming)> = Vec::new();
        let mut deliveries = Vec::with_capacity(batch.len());
        for mut waiting in batch {
            if let Some(ruling) = waiting.ruling {
                ruling.fix(&mut waiting.incoming);
                owed.push((ruling, waiting.incoming.clone()));
            }
            deliveries.push(waiting.incoming);
            answers.push(waiting.done);
        }
        match self.write(deliveries).await {
            // Who no longer waits for an answer needs none.
            Ok(places) => {
                for (done, place) in answers.into_iter().zip(places) {
                    let _ = done.send(Ok(place));
                }
            }
            Err(why) => {
                let answered = owed.into_iter().filter(|(ruling, _)| ruling.fail(why));
                self.owe(answered.map(|(_, incoming)| incoming).collect());
                for done in answers {
                    let _ = done.send(Err(why));
                }
            }
        }
    }

    /// One transaction, bounded in time; what is over its time is given up, whether it ends well or not.
    async fn write(&self, deliveries: Vec<Incoming>) -> Result<Vec<Stored>, NotStored> {
        let wanted = deliveries.len();
        let begun = Instant::now();
        let inbox = Arc::clone(&self.inbox);
        // Its own task: a fault in a store must not end the writer.
        let mut storing = tokio::spawn(async move { inbox.store(deliveries).await });
        let answer = timeout(self.most, &mut storing).await;
        self.metrics.store_took(begun.elapsed());
        let failed = match answer {
            Ok(Ok(Ok(places))) if places.len() == wanted => {
                self.metrics
                    .stored
                    .inc_by(u64::try_from(wanted).unwrap_or(u64::MAX));
                return Ok(places);
            }
            Ok(Ok(Ok(_))) => {
                InboxError::Damaged("it answered other places than it was asked".into())
            }
            Ok(Ok(Err(error))) => error,
            Ok(Err(_)) => InboxError::Away("its task ended".into()),
            Err(_) => {
                storing.abort();
                tracing::warn!(deliveries = wanted, "the store did not answer in time");
                return Err(NotStored::Slow);
            }
        };
        if matches!(failed, InboxError::Full) {
            self.metrics.disk_full_at.set(now_unix_ms() / 1_000);
        }
        tracing::error!(deliveries = wanted, %failed, "deliveries were refused: they could not be stored");
        Err(NotStored::from(&failed))
    }

    fn owe(&mut self, incoming: Vec<Incoming>) {
        for incoming in incoming {
            if self.owed.len() < self.owed_max {
                self.owed.push(incoming);
            } else {
                self.metrics.owed_lost.inc();
                tracing::error!("a validation was answered and could not be stored");
            }
        }
        self.owed_next = Instant::now() + OWED_EVERY;
        self.show_owed();
    }

    async fn settle_owed(&mut self) {
        let count = self.owed.len().min(BATCH_MAX);
        let some: Vec<Incoming> = self.owed.iter().take(count).cloned().collect();
        if self.write(some).await.is_ok() {
            self.owed.drain(..count);
        }
        self.owed_next = Instant::now() + OWED_EVERY;
        self.show_owed();
    }

    fn show_owed(&self) {
        let owed = i64::try_from(self.owed.len()).unwrap_or(i64::MAX);
        self.metrics.owed.set(owed);
    }
}

/// All that waits now, up to what one transaction takes.
fn gather(first: Waiting, queue: &mut mpsc::Receiver<Waiting>) -> Vec<Waiting> {
    let mut bytes = first.incoming.body.len();
    let mut batch = vec![first];
    while batch.len() < BATCH_MAX && bytes < BATCH_BYTES_MAX {
        let Ok(next) = queue.try_recv() else { break };
        bytes = bytes.saturating_add(next.incoming.body.len());
        batch.push(next);
    }
    batch
}
