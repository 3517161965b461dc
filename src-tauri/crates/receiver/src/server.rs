//! The receiver as a whole: started from its configuration, stopped without losing anything.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use domain::Problem;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::interval;

use crate::commit::{Queue, Writing};
use crate::config::{Config, Limits};
use crate::http::listener::{Listener, told};
use crate::http::tls::{self, Certificates};
use crate::http::{
    Health, Looked, Metrics, Pages, Publications, Rates, SWEEP_EVERY, Sources, serve_health,
};
use crate::inbox::Inbox;

/// Added to the configured times when the receiver stops.
const STOP_SPARE: Duration = Duration::from_secs(1);

/// A receiver that serves. Dropped, it stops in the background; [`Receiver::stop`] says when it has.
pub struct Receiver {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    /// What is done now and then, and the answers about health.
    beside: Vec<JoinHandle<()>>,
    writing: Writing,
    write_most: Duration,
    certificates: Option<Arc<Certificates>>,
}

impl Receiver {
    /// Begins to serve. `published` says which addresses there are; `console` answers what consoles ask
    /// under [`wire::PREFIX`](crate::wire::PREFIX).
    ///
    /// # Errors
    /// Nothing was taken in when this fails: `receiver.plain_http` for an address that others can reach
    /// without TLS; `receiver.address` for one that can't be opened; `receiver.certificate`;
    /// `receiver.sources`; `receiver.limits`.
    pub async fn start(
        config: &Config,
        inbox: Arc<dyn Inbox>,
        published: Arc<dyn Publications>,
        console: Option<Router>,
    ) -> Result<Self, Problem> {
        check(config)?;
        let metrics = Arc::new(Metrics::default());
        let certificates = match &config.tls {
            Some(files) => Some(Arc::new(Certificates::load(files, Arc::clone(&metrics))?)),
            None => None,
        };
        let rates = Rates::new(&config.limits)?;
        let sources = Sources::new(&config.sources, &config.proxies)?;
        let (socket, address) = open(config.listen).await?;
        let watched = match config.metrics {
            Some(address) => Some(open(address).await?),
            None => None,
        };

        let limits = &config.limits;
        let (queue, writing) = Queue::start(Arc::clone(&inbox), limits, Arc::clone(&metrics));
        let pages = Arc::new(Pages {
            published,
            queue,
            rates,
            sources,
            limits: limits.clone(),
            metrics: Arc::clone(&metrics),
            tls: certificates.is_some(),
            console,
        });
        let (stop, stopping) = watch::channel(false);
        let mut beside = vec![tokio::spawn(tend(
            Arc::clone(&pages),
            certificates.clone(),
            stopping.clone(),
        ))];
        let metrics_address = watched.as_ref().map(|(_, address)| *address);
        if let Some((socket, _)) = watched {
            let health = Health {
                inbox,
                metrics,
                consoles: config.console.iter().map(|key| key.name.clone()).collect(),
                looked: Arc::new(Looked::default()),
            };
            beside.push(tokio::spawn(serve_health(health, socket, stopping.clone())));
        }
        let listener = Listener {
            pages,
            certificates: certificates.clone(),
        };
        let accepting = tokio::spawn(listener.run(socket, stopping, answer_most(limits)));
        tracing::info!(%address, tls = certificates.is_some(), "the receiver serves");
        Ok(Self {
            address,
            metrics_address,
            stop,
            accepting,
            beside,
            writing,
            write_most: Duration::from_millis(limits.store_ms) * 2 + STOP_SPARE,
            certificates,
        })
    }

    /// Where it serves: the configured address, with the port that was given for 0.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where metrics are read.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// Looks at the certificate's files at once; answers whether a new pair is in use.
    pub async fn reload_certificate(&self) -> bool {
        match &self.certificates {
            Some(certificates) => look(certificates).await,
            None => false,
        }
    }

    /// Stops: takes no more connections, answers what was asked, stores what waits. Answers whether all
    /// of that ended in its time; nothing that was answered 200 is lost either way.
    pub async fn stop(self) -> bool {
        self.stop.send_replace(true);
        let answered = self.accepting.await.is_ok();
        let stored = self.writing.finish(self.write_most).await;
        // The store is let go of when this returns: the next receiver may want it at once.
        for task in self.beside {
            task.abort();
            let _ = task.await;
        }
        tracing::info!(answered, stored, "the receiver stopped");
        answered && stored
    }
}

/// How long a request that came in whole may take to be answered, and one that is coming in.
fn answer_most(limits: &Limits) -> Duration {
    let most = limits
        .header_ms
        .saturating_add(limits.body_ms)
        .saturating_add(limits.store_ms);
    Duration::from_millis(most) + STOP_SPARE
}

/// What is done now and then, until the receiver stops.
async fn tend(
    pages: Arc<Pages>,
    certificates: Option<Arc<Certificates>>,
    mut stop: watch::Receiver<bool>,
) {
    let mut sweep = interval(SWEEP_EVERY);
    let mut files = interval(tls::LOOK_EVERY);
    loop {
        tokio::select! {
            () = told(&mut stop) => return,
            _ = sweep.tick() => pages.rates.sweep(),
            _ = files.tick() => {
                if let Some(certificates) = &certificates {
                    look(certificates).await;
                }
            }
        }
    }
}

async fn look(certificates: &Arc<Certificates>) -> bool {
    let certificates = Arc::clone(certificates);
    tokio::task::spawn_blocking(move || certificates.look())
        .await
        .unwrap_or_default()
}

fn check(config: &Config) -> Result<(), Problem> {
    if config.tls.is_none() && !config.listen.ip().to_canonical().is_loopback() {
        return Err(Problem::new(
            "receiver.plain_http",
            format!(
                "The receiver did not start: {} can be reached from outside, and without TLS anybody on the way reads and changes what is posted.",
                config.listen
            ),
        )
        .with_remedy("Give a certificate and its key under [tls].")
        .with_remedy("Or listen on 127.0.0.1 behind a proxy that has the certificate.")
        .with_field("listen"));
    }
    let limits = &config.limits;
    for (name, value) in [
        ("body_len", limits.body_len),
        ("header_len", limits.header_len),
        ("connections", limits.connections),
        ("connections_per_address", limits.connections_per_address),
        ("waiting", limits.waiting),
    ] {
        if value == 0 {
            return Err(Problem::new(
                "receiver.limits",
                format!(
                    "The receiver did not start: the limit {name} is 0, and nothing could come in."
                ),
            )
            .with_remedy("Give the limit a number above 0, or leave it out.")
            .with_field(name));
        }
    }
    Ok(())
}

async fn open(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Problem> {
    let failed = |error: std::io::Error| {
        Problem::new(
            "receiver.address",
            format!("The receiver did not start: {address} could not be opened ({error})."),
        )
        .with_remedy("Stop the program that has the port, or name another.")
        .with_remedy("Ports below 1024 need the right to bind them; the systemd unit gives it.")
        .with_field("listen")
    };
    let socket = TcpListener::bind(address).await.map_err(failed)?;
    let bound = socket.local_addr().map_err(failed)?;
    Ok((socket, bound))
}
