//! Callbacks on this computer: takes what a simulator posts to loopback and hands it over.
//!
//! In memory only. A callback that can't be handed over is answered 503, never 200: what was answered
//! 200 has reached whoever drains the queue.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::task::JoinHandle;

use crate::CallbackPath;
use crate::clock::now_unix_ms;

/// Longest body taken, in bytes. The longest callback seen is a few kilobytes.
pub const BODY_LEN_MAX: usize = 64 * 1024;
/// Callbacks that wait to be drained; more are answered 503. At most 16 MiB with the longest bodies.
pub const QUEUE_LEN_MAX: usize = 256;

/// What Safaricom expects to read once a callback is taken (`daraja-api.md` section 14).
const ACCEPTED: &str = r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#;

/// One callback as it came.
#[derive(Clone)]
pub struct Delivery {
    /// The path it was posted to, `/<kind token>/<request token>`: well-formed, not yet believed.
    pub path: String,
    /// The exact bytes.
    pub body: Bytes,
    /// Who posted it.
    pub source: SocketAddr,
    /// When it was whole, in milliseconds since 1970, UTC.
    pub at_unix_ms: i64,
}

/// Never path or body: the path lets anyone post, the body holds phones.
impl std::fmt::Debug for Delivery {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Delivery")
            .field("bytes", &self.body.len())
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// Takes callbacks on a free port of this computer until it is dropped.
#[derive(Debug)]
pub struct Local {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Local {
    /// Begins to listen on 127.0.0.1; the deliveries come out of the queue in the order they came in.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start() -> io::Result<(Self, mpsc::Receiver<Delivery>)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (queue, deliveries) = mpsc::channel(QUEUE_LEN_MAX);
        let pages = Router::new()
            .fallback(take)
            .layer(DefaultBodyLimit::max(BODY_LEN_MAX))
            .with_state(queue)
            .into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move {
            // An accept loop ends only with the listener; there is nobody to tell.
            let _ = axum::serve(listener, pages).await;
        });
        Ok((Self { address, serving }, deliveries))
    }

    /// What callback addresses begin with: `http://127.0.0.1:PORT`, no closing slash.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(
    State(queue): State<mpsc::Sender<Delivery>>,
    ConnectInfo(source): ConnectInfo<SocketAddr>,
    method: Method,
    uri: Uri,
    body: Body,
) -> Response {
    if CallbackPath::parse(uri.path()).is_err() || uri.query().is_some() {
        return StatusCode::NOT_FOUND.into_response();
    }
    if method != Method::POST {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Ok(body) = axum::body::to_bytes(body, BODY_LEN_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let delivery = Delivery {
        path: uri.path().to_owned(),
        body,
        source,
        at_unix_ms: now_unix_ms(),
    };
    match queue.try_send(delivery) {
        Ok(()) => ([(header::CONTENT_TYPE, "application/json")], ACCEPTED).into_response(),
        Err(TrySendError::Full(_) | TrySendError::Closed(_)) => {
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

#[cfg(test)]
#[path = "local_tests.rs"]
mod tests;
