//! A connection with a thread of its own: SQLite waits for the disk, and nothing else may wait with it.

use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::inbox::{Answer, InboxError};

/// Jobs that wait for the thread; whoever brings more waits too.
const JOBS_MAX: usize = 64;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Does jobs one after the other. Dropped, it finishes those it was given and closes the connection.
pub(super) struct Lane {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Lane {
    /// Starts the thread.
    ///
    /// # Errors
    /// [`InboxError::Away`] when the system gives no thread.
    pub(super) fn start(mut link: Connection) -> Result<Self, InboxError> {
        let (jobs, mut given) = mpsc::channel::<Job>(JOBS_MAX);
        let thread = std::thread::Builder::new()
            .name("inbox".to_owned())
            .spawn(move || {
                while let Some(job) = given.blocking_recv() {
                    job(&mut link);
                }
            })
            .map_err(|error| InboxError::Away(format!("no thread for it: {error}")))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Has a job done. One that was given is done even if nobody waits for its answer any more.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, InboxError> + Send + 'static,
    ) -> Answer<'_, T> {
        Box::pin(async move {
            let (tell, told) = oneshot::channel();
            let jobs = self.jobs.as_ref().ok_or_else(ended)?;
            let job: Job = Box::new(move |link| {
                // Nobody waits any more.
                let _ = tell.send(work(link));
            });
            jobs.send(job).await.map_err(|_| ended())?;
            told.await.map_err(|_| ended())?
        })
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A thread that ended badly has told whoever waited.
            let _ = thread.join();
        }
    }
}

fn ended() -> InboxError {
    InboxError::Away("its thread has ended; start the receiver again".to_owned())
}
