//! The address for those who watch: never the public one.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};
use tokio::time::{Instant, timeout};

use super::listener::told;
use super::metrics::Metrics;
use crate::inbox::Inbox;

/// How long the store is waited for; a watcher asks again.
const STORE_MOST: Duration = Duration::from_secs(1);
/// How long an answer of the store is good for: each look writes to the disk.
const READY_FOR: Duration = Duration::from_secs(1);
/// What Prometheus reads (`prometheus-client` writes OpenMetrics).
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is watched.
#[derive(Clone)]
pub(crate) struct Health {
    pub(crate) inbox: Arc<dyn Inbox>,
    pub(crate) metrics: Arc<Metrics>,
    /// The consoles' names.
    pub(crate) consoles: Arc<[String]>,
    /// What the store answered last.
    pub(crate) looked: Arc<Looked>,
}

/// An answer of the store, and when it came. Those who ask meanwhile wait for the same one.
#[derive(Default)]
pub(crate) struct Looked(Mutex<Option<(Instant, StatusCode, String)>>);

/// Answers until it is told to stop.
pub(crate) async fn serve(health: Health, socket: TcpListener, mut stop: watch::Receiver<bool>) {
    let pages = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health);
    let stopped = async move { told(&mut stop).await };
    // It ends only with the listener; there is nobody to tell.
    let _ = axum::serve(socket, pages)
        .with_graceful_shutdown(stopped)
        .await;
}

/// Whether a callback could be stored, now or a moment ago.
async fn ready(State(health): State<Health>) -> Response {
    let mut looked = health.looked.0.lock().await;
    let (status, text) = match &*looked {
        Some((at, status, text)) if at.elapsed() < READY_FOR => (*status, text.clone()),
        _ => {
            let (status, text) = look(&*health.inbox).await;
            *looked = Some((Instant::now(), status, text.clone()));
            (status, text)
        }
    };
    (status, text).into_response()
}

async fn look(inbox: &dyn Inbox) -> (StatusCode, String) {
    let not_ready = |why: String| (StatusCode::SERVICE_UNAVAILABLE, why);
    match timeout(STORE_MOST, inbox.ready()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n".to_owned()),
        Ok(Err(error)) => not_ready(format!("{error}\n")),
        Err(_) => not_ready("the inbox does not answer\n".to_owned()),
    }
}

async fn metrics(State(health): State<Health>) -> Response {
    let positions = async {
        for console in health.consoles.iter() {
            if let Ok(position) = health.inbox.position(console).await {
                health.metrics.console(console, &position);
            }
        }
    };
    // Where the store does not answer, its last figures stand; the time of its transactions tells why.
    let _ = timeout(STORE_MOST, positions).await;
    (
        [(header::CONTENT_TYPE, OPEN_METRICS)],
        health.metrics.text(),
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::InboxError;
    use crate::inbox::memory::Memory;

    #[tokio::test(start_paused = true)]
    async fn the_store_is_asked_once_a_second_at_most() {
        let memory = Arc::new(Memory::new());
        let health = Health {
            inbox: Arc::clone(&memory) as Arc<dyn Inbox>,
            metrics: Arc::default(),
            consoles: Arc::new([]),
            looked: Arc::default(),
        };
        let status = || async { ready(State(health.clone())).await.status().as_u16() };
        assert_eq!(status().await, 200);
        memory.fail_with(Some(|| InboxError::Full));
        assert_eq!(status().await, 200);
        tokio::time::advance(READY_FOR).await;
        assert_eq!(status().await, 503);
        memory.fail_with(None);
        assert_eq!(status().await, 503);
        tokio::time::advance(READY_FOR).await;
        assert_eq!(status().await, 200);
    }
}
