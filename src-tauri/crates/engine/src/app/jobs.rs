//! Long work: progress with time left, and a way to stop it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::Problem;

use crate::api::JobProgress;

/// The least time between two reports of one job.
const REPORT_EVERY: Duration = Duration::from_millis(80);
/// Before this much time a guess of the time left is no better than a coin.
const GUESS_AFTER: Duration = Duration::from_millis(600);

type Sink = Arc<dyn Fn(JobProgress) + Send + Sync>;

/// The running jobs and who hears of them.
#[derive(Default)]
pub struct Jobs {
    sink: Mutex<Option<Sink>>,
    running: Mutex<HashMap<String, Arc<AtomicBool>>>,
}

impl Jobs {
    /// Who hears of progress from now on.
    pub fn listen(&self, sink: impl Fn(JobProgress) + Send + Sync + 'static) {
        *lock(&self.sink) = Some(Arc::new(sink));
    }

    /// Starts a job. Dropping it ends it.
    ///
    /// # Errors
    /// When a job of that name runs already.
    pub fn start(self: &Arc<Self>, name: &str) -> Result<Job, Problem> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = lock(&self.running);
        if running.contains_key(name) {
            return Err(Problem::new("job.running", "This job runs already.")
                .with_remedy("Wait for it, or cancel it."));
        }
        running.insert(name.to_owned(), Arc::clone(&stop));
        Ok(Job {
            name: name.to_owned(),
            jobs: Arc::clone(self),
            stop,
            clock: Mutex::new(Clock {
                begun: Instant::now(),
                reported: None,
            }),
        })
    }

    /// Whether any job runs.
    #[must_use]
    pub fn any(&self) -> bool {
        !lock(&self.running).is_empty()
    }

    /// Asks a job to stop. One that is not running is no error: it may just have ended.
    pub fn cancel(&self, name: &str) {
        if let Some(stop) = lock(&self.running).get(name) {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

/// A running job.
pub struct Job {
    name: String,
    jobs: Arc<Jobs>,
    stop: Arc<AtomicBool>,
    clock: Mutex<Clock>,
}

struct Clock {
    begun: Instant,
    reported: Option<Instant>,
}

impl Job {
    /// Reports that `done` of `total` of the part of the whole job between `from` and `to` (0–10 000)
    /// is done. Answers whether to go on.
    pub fn report(&self, phase: &str, span: (u32, u32), done: u64, total: u64) -> bool {
        let go_on = !self.stop.load(Ordering::Relaxed);
        let mut clock = lock(&self.clock);
        let now = Instant::now();
        let due = clock
            .reported
            .is_none_or(|at| now.duration_since(at) >= REPORT_EVERY);
        let sink = lock(&self.jobs.sink).clone();
        if let (true, true, Some(sink)) = (go_on, due, sink) {
            clock.reported = Some(now);
            let share = share_of(span, done, total);
            sink(JobProgress {
                job: self.name.clone(),
                phase: phase.to_owned(),
                done: share,
                seconds_left: seconds_left(now.duration_since(clock.begun), share),
            });
        }
        go_on
    }

    /// Whether the job was asked to stop.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        lock(&self.jobs.running).remove(&self.name);
    }
}

fn share_of((from, to): (u32, u32), done: u64, total: u64) -> u32 {
    let width = u64::from(to.saturating_sub(from));
    let part = done
        .min(total)
        .saturating_mul(width)
        .checked_div(total)
        .unwrap_or(0);
    from + u32::try_from(part).unwrap_or(0)
}

/// Time left by simple proportion, rounded up; `None` while it would be a guess.
fn seconds_left(elapsed: Duration, share: u32) -> Option<u32> {
    if elapsed < GUESS_AFTER || share < 300 {
        return None;
    }
    let left = elapsed.as_millis() * u128::from(10_000 - share.min(10_000)) / u128::from(share);
    u32::try_from(left.div_ceil(1_000)).ok()
}

/// A lock whose holder panicked holds nothing half-done here: flags and names only.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_reports_stops_and_ends() {
        let jobs = Arc::new(Jobs::default());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Arc::clone(&heard);
        jobs.listen(move |progress| lock(&ear).push(progress));
        let job = jobs.start("a").unwrap();
        assert_eq!(jobs.start("a").err().unwrap().code.0, "job.running");
        assert!(job.report("Reading", (0, 5_000), 1, 2));
        assert_eq!(lock(&heard).first().unwrap().done, 2_500);
        jobs.cancel("a");
        assert!(!job.report("Reading", (0, 5_000), 2, 2));
        drop(job);
        assert!(jobs.start("a").is_ok());
    }

    #[test]
    fn time_left_is_a_proportion() {
        assert_eq!(seconds_left(Duration::from_millis(100), 5_000), None);
        assert_eq!(seconds_left(Duration::from_secs(10), 5_000), Some(10));
        assert_eq!(seconds_left(Duration::from_secs(9), 9_000), Some(1));
        assert_eq!(share_of((0, 100), 5, 0), 0);
    }
}
