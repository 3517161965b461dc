//! Dropping what is past its time, again and again.
//!
//! Owns: when, and what is due by [`Keep`]. Stays out: how a store drops it, and that it never drops what no
//! console acknowledged ([`Inbox::retain`]).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::config::Keep;
use crate::inbox::{Inbox, Retention};

/// Between two looks.
const EVERY: Duration = Duration::from_secs(60 * 60);
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// The time, and waiting for it to pass.
pub trait Clock: Send + Sync + 'static {
    /// Milliseconds since 1970, UTC.
    fn now_ms(&self) -> i64;

    /// Until the next look; `false` when there is none.
    fn wait(&self) -> Pin<Box<dyn Future<Output = bool> + Send + '_>>;
}

/// This machine's clock: a look every hour, without end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hourly;

impl Clock for Hourly {
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or_default()
    }

    fn wait(&self) -> Pin<Box<dyn Future<Output = bool> + Send + '_>> {
        Box::pin(async {
            tokio::time::sleep(EVERY).await;
            true
        })
    }
}

/// What is past its time now.
#[must_use]
pub fn due(keep: Keep, now_ms: i64) -> Retention {
    let before = |days: u32| now_ms.saturating_sub(i64::from(days).saturating_mul(DAY_MS));
    Retention {
        deliveries_before_ms: before(keep.deliveries_days),
        letters_before_ms: before(keep.letters_days),
    }
}

/// Drops what is due, at once and after each wait. A store that fails is asked again the next time.
pub async fn run(inbox: Arc<dyn Inbox>, keep: Keep, clock: impl Clock) {
    loop {
        match inbox.retain(due(keep, clock.now_ms())).await {
            Ok(0) => {}
            Ok(deliveries) => tracing::info!(deliveries, "dropped what was kept long enough"),
            Err(error) => tracing::warn!(%error, "nothing was dropped; tried again in an hour"),
        }
        if !clock.wait().await {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::inbox::contract_tests::delivery;
    use crate::inbox::memory::Memory;
    use crate::inbox::{InboxError, Letter};

    const KEEP: Keep = Keep {
        deliveries_days: 90,
        letters_days: 30,
    };

    type Deed = Box<dyn FnOnce(&mut i64) + Send>;

    /// Does the next of its deeds at each wait, and ends after the last.
    struct Told {
        now_ms: Mutex<i64>,
        deeds: Mutex<Vec<Deed>>,
    }

    impl Clock for Told {
        fn now_ms(&self) -> i64 {
            *self.now_ms.lock().unwrap()
        }

        fn wait(&self) -> Pin<Box<dyn Future<Output = bool> + Send + '_>> {
            let deed = self.deeds.lock().unwrap().pop();
            let more = deed.is_some();
            if let Some(deed) = deed {
                deed(&mut self.now_ms.lock().unwrap());
            }
            Box::pin(std::future::ready(more))
        }
    }

    #[test]
    fn days_are_counted_back_from_now() {
        let now_ms = 100 * DAY_MS;
        let due = due(KEEP, now_ms);
        assert_eq!(due.deliveries_before_ms, 10 * DAY_MS);
        assert_eq!(due.letters_before_ms, 70 * DAY_MS);
        let long = Keep {
            deliveries_days: u32::MAX,
            letters_days: 0,
        };
        assert!(super::due(long, i64::MIN).deliveries_before_ms == i64::MIN);
    }

    #[tokio::test]
    async fn a_day_later_a_day_more_is_dropped_and_a_failure_is_outlived() {
        let memory = Arc::new(Memory::new());
        let batch = (0..3).map(|day| delivery("a", &format!("{day}"), b"{}", day * DAY_MS));
        let stored = memory.store(batch.collect()).await.unwrap();
        memory.acknowledge("a", stored[2].cursor).await.unwrap();
        let letter = Letter {
            id: 0,
            to: "x".to_owned(),
            body: vec![],
            at_ms: 0,
        };
        memory.put_letter(letter, 1).await.unwrap();
        let (failing, mended) = (Arc::clone(&memory), Arc::clone(&memory));
        let clock = Told {
            now_ms: Mutex::new(90 * DAY_MS),
            deeds: Mutex::new(vec![
                Box::new(move |_| mended.fail_with(None)),
                Box::new(move |now_ms| {
                    failing.fail_with(Some(|| InboxError::Full));
                    *now_ms += DAY_MS + 1;
                }),
            ]),
        };
        run(Arc::clone(&memory) as Arc<dyn Inbox>, KEEP, clock).await;
        let left = memory.after("a", 0, 9).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].stored, stored[2]);
        assert!(memory.letters("x", 0, 9).await.unwrap().is_empty());
    }
}
