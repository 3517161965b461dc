//! Progress of jobs, as the event `progress` to the page.

use engine::api::JobProgress;
use tauri::{AppHandle, Emitter as _};

/// The event's name; the page listens for it.
pub const PROGRESS: &str = "progress";

/// A sink that sends each report to the page. A page that is gone hears nothing; the job goes on.
pub fn progress_sink(app: AppHandle) -> impl Fn(JobProgress) + Send + Sync + 'static {
    move |progress| {
        let _ = app.emit(PROGRESS, progress);
    }
}
