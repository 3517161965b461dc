//! Time as the client needs it: one clock that never goes back, and the time of day.
//!
//! Owns: [`Clock`], so that tests and simulated worlds can hold the hands; [`SystemClock`]. Stays out:
//! timeouts, which follow real time whatever the clock says.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// Where the client takes its time from. Tokens expire by it and STK timestamps are written from it.
pub trait Clock: Send + Sync + 'static {
    /// Time since a fixed point; never goes back.
    fn elapsed(&self) -> Duration;

    /// The time of day.
    fn utc(&self) -> DateTime<Utc>;
}

/// The clock of this computer.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    since: Instant,
}

impl SystemClock {
    /// A clock that starts now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            since: Instant::now(),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.since.elapsed()
    }

    fn utc(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A moment read from both hands of a clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    elapsed: Duration,
    utc: DateTime<Utc>,
}

impl Moment {
    pub(crate) fn now(clock: &dyn Clock) -> Self {
        Self {
            elapsed: clock.elapsed(),
            utc: clock.utc(),
        }
    }

    /// Whether `span` has passed since this moment, by either hand. A laptop that slept stops the first
    /// one; a corrected clock moves the second. A time of day that went back counts as passed: nothing
    /// is known of how much really did.
    pub(crate) fn is_past(&self, span: Duration, clock: &dyn Clock) -> bool {
        let now = Self::now(clock);
        let by_day = (now.utc - self.utc).to_std();
        now.elapsed.saturating_sub(self.elapsed) >= span || by_day.map_or(true, |day| day >= span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    struct Hands(Mutex<(Duration, DateTime<Utc>)>);

    impl Clock for Hands {
        fn elapsed(&self) -> Duration {
            self.0.lock().unwrap().0
        }

        fn utc(&self) -> DateTime<Utc> {
            self.0.lock().unwrap().1
        }
    }

    #[test]
    fn either_hand_can_make_a_moment_pass() {
        let start = DateTime::from_timestamp(1_773_000_000, 0).unwrap();
        let hands = Hands(Mutex::new((Duration::from_secs(5), start)));
        let moment = Moment::now(&hands);
        let minute = Duration::from_secs(60);
        assert!(!moment.is_past(minute, &hands));
        hands.0.lock().unwrap().0 += minute;
        assert!(moment.is_past(minute, &hands), "by the steady hand");
        hands.0.lock().unwrap().0 -= minute;
        hands.0.lock().unwrap().1 = start + minute;
        assert!(moment.is_past(minute, &hands), "the computer slept");
        hands.0.lock().unwrap().1 = start - Duration::from_secs(1);
        assert!(moment.is_past(minute, &hands), "the clock was set back");
    }
}
