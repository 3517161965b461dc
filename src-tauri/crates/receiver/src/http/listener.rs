//! Connections: how many, from whom, for how long, and how they end.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::pace::Paced;
use super::pages::Pages;
use super::rates::network;
use super::tls::Certificates;

/// After a connection could not be accepted (no file handles, mostly) before the next try.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);
/// hyper's smallest buffer for a head.
const BUFFER_LEN_MIN: usize = 8 * 1024;

/// The public address.
pub(crate) struct Listener {
    pub(crate) pages: Arc<Pages>,
    pub(crate) certificates: Option<Arc<Certificates>>,
}

/// A place among all connections, where one is needed.
type Place = Option<OwnedSemaphorePermit>;

/// How many connections each address has.
#[derive(Clone, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A connection that is counted; not any more once dropped.
struct Counted {
    addresses: Addresses,
    address: IpAddr,
}

impl Listener {
    /// Takes connections until it is told to stop; then lets those that are asked something answer, for
    /// no longer than `most`.
    pub(crate) async fn run(
        self,
        socket: TcpListener,
        mut stop: watch::Receiver<bool>,
        most: Duration,
    ) {
        let listener = Arc::new(self);
        let limits = &listener.pages.limits;
        let places = Arc::new(Semaphore::new(limits.connections));
        let addresses = Addresses::default();
        let mut open = JoinSet::new();
        let stopping = stop.clone();
        let accepting = async {
            loop {
                let (stream, peer) = match socket.accept().await {
                    Ok(accepted) => accepted,
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        sleep(ACCEPT_AGAIN).await;
                        continue;
                    }
                };
                while open.try_join_next().is_some() {}
                let place = listener.place(&places, peer.ip()).await;
                let counted = listener.count(&addresses, peer.ip());
                let (Some(place), Some(counted)) = (place, counted) else {
                    listener.pages.metrics.connections_refused.inc();
                    continue;
                };
                let (listener, stop) = (Arc::clone(&listener), stopping.clone());
                open.spawn(async move {
                    let _counts = (place, counted);
                    listener.pages.metrics.connections.inc();
                    let metrics = Arc::clone(&listener.pages.metrics);
                    let _open = Open(metrics);
                    listener.connection(stream, peer, stop).await;
                });
            }
        };
        tokio::select! {
            () = accepting => {}
            () = told(&mut stop) => {}
        }
        drop(socket);
        let ending = async { while open.join_next().await.is_some() {} };
        if timeout(most, ending).await.is_err() {
            tracing::warn!(connections = open.len(), "connections were cut at the end");
            open.shutdown().await;
        }
    }

    /// Takes a connection's place among all; `None` when there is none. Listed addresses need none, so that
    /// strangers can't keep callbacks out; a proxy's wait for theirs.
    async fn place(&self, places: &Arc<Semaphore>, peer: IpAddr) -> Option<Place> {
        let places = Arc::clone(places);
        if self.pages.sources.is_proxy(peer) {
            places.acquire_owned().await.ok().map(Some)
        } else if self.pages.sources.is_listed(peer) {
            Some(None)
        } else {
            places.try_acquire_owned().ok().map(Some)
        }
    }

    /// Counts a connection; `None` when its address has as many as it may. A proxy's are not counted: they
    /// are everybody's.
    fn count(&self, addresses: &Addresses, peer: IpAddr) -> Option<Option<Counted>> {
        if self.pages.sources.is_proxy(peer) {
            return Some(None);
        }
        let address = network(peer.to_canonical());
        let mut counts = addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= self.pages.limits.connections_per_address {
            return None;
        }
        *count += 1;
        Some(Some(Counted {
            addresses: addresses.clone(),
            address,
        }))
    }

    async fn connection(&self, stream: TcpStream, peer: SocketAddr, stop: watch::Receiver<bool>) {
        // Without it answers are still right, only later.
        let _ = stream.set_nodelay(true);
        let Some(certificates) = &self.certificates else {
            return self.serve(stream, peer, stop).await;
        };
        let most = Duration::from_millis(self.pages.limits.header_ms);
        match timeout(most, certificates.acceptor().accept(stream)).await {
            Ok(Ok(stream)) => self.serve(stream, peer, stop).await,
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        }
    }

    async fn serve<I>(&self, stream: I, peer: SocketAddr, mut stop: watch::Receiver<bool>)
    where
        I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = &self.pages.limits;
        let head = Duration::from_millis(limits.header_ms);
        let idle = Duration::from_millis(limits.idle_ms);
        let (stream, pace) = Paced::new(stream, head, idle);
        let answering = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
            let pace = pace.clone();
            async move {
                pace.serving();
                let response = self.pages.answer(peer.ip(), request.map(Body::new)).await;
                pace.answering();
                Ok::<_, Infallible>(response)
            }
        });
        let mut connection = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                // Bounded by the stream's pace, which tells a head from a pause.
                .header_read_timeout(None)
                .max_header_size(limits.header_len)
                .max_buf_size(limits.header_len.saturating_mul(2).max(BUFFER_LEN_MIN))
                .serve_connection(TokioIo::new(stream), answering)
        );
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = told(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Waits until all is to stop: it was told so, or who could tell it is gone.
pub(crate) async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self
            .addresses
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// A connection on the gauge.
struct Open(Arc<super::metrics::Metrics>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.connections.dec();
    }
}
