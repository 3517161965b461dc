//! What is counted, in Prometheus's words. Labels come from fixed lists, never from a request.

use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::inbox::Position;

/// Upper bounds of the store's times, in seconds.
const STORE_SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 4.0];

/// Every count and gauge of one receiver.
pub struct Metrics {
    registry: Registry,
    /// Answers on the public address, by status.
    pub(crate) answers: Family<Status, Counter>,
    /// Callbacks whose address was right, by what became of them.
    pub(crate) callbacks: Family<Became, Counter>,
    /// Deliveries that wait for the disk.
    pub(crate) waiting: Gauge,
    /// Connections now.
    pub(crate) connections: Gauge,
    /// Connections closed at once because their address had as many as it may.
    pub(crate) connections_refused: Counter,
    /// How long a transaction of the store took, in seconds.
    pub(crate) store_seconds: Histogram,
    /// Deliveries on the disk.
    pub(crate) stored: Counter,
    /// When the disk was last found full, in seconds since 1970; 0: never.
    pub(crate) disk_full_at: Gauge,
    /// Validations that were answered before they were stored, and still are not.
    pub(crate) owed: Gauge,
    /// Validations that were answered and could never be stored.
    pub(crate) owed_lost: Counter,
    /// Times that changed certificate files could not be used.
    pub(crate) certificate_failures: Counter,
    backlog: Family<Console, Gauge>,
    last_delivery: Family<Console, Gauge>,
    in_flight: Gauge,
    scrubbed: Counter,
}

/// A status.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Status {
    pub status: u16,
}

/// What became of a callback.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Became {
    pub outcome: Outcome,
}

/// What became of a callback whose address was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Outcome {
    /// Stored, the first of its event.
    Stored,
    /// Stored as a repeat.
    Repeated,
    /// A validation answered at its deadline, before it was stored.
    Late,
    /// Past a rate.
    Limited,
    /// Its body was too long.
    TooLong,
    /// Its body took too long.
    TooSlow,
    /// Its body broke off.
    BrokenOff,
    /// Too many waited.
    Busy,
    /// The disk was full.
    Full,
    /// The store did not answer in time.
    Slow,
    /// The store refused.
    Away,
    /// It could not be sealed.
    NotSealed,
}

/// A console, by its name in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Console {
    console: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("patanisha_receiver"),
            answers: Family::default(),
            callbacks: Family::default(),
            waiting: Gauge::default(),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            store_seconds: Histogram::new(STORE_SECONDS),
            stored: Counter::default(),
            disk_full_at: Gauge::default(),
            owed: Gauge::default(),
            owed_lost: Counter::default(),
            certificate_failures: Counter::default(),
            backlog: Family::default(),
            last_delivery: Family::default(),
            in_flight: Gauge::default(),
            scrubbed: Counter::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let all = &mut self.registry;
        let mut gauge = |name, help, gauge: &Gauge| all.register(name, help, gauge.clone());
        gauge(
            "waiting",
            "Deliveries that wait for the disk",
            &self.waiting,
        );
        gauge("connections", "Connections now", &self.connections);
        gauge("in_flight", "Callbacks being answered", &self.in_flight);
        gauge(
            "disk_full_timestamp_seconds",
            "When the disk was last found full; 0: never",
            &self.disk_full_at,
        );
        gauge(
            "validations_owed",
            "Validations answered and not yet stored",
            &self.owed,
        );
        let mut counter = |name, help, counter: &Counter| all.register(name, help, counter.clone());
        counter("deliveries_stored", "Deliveries on the disk", &self.stored);
        counter(
            "credentials_overwritten",
            "Deliveries in which a credential was overwritten",
            &self.scrubbed,
        );
        counter(
            "validations_lost",
            "Validations answered and never stored",
            &self.owed_lost,
        );
        counter(
            "connections_refused",
            "Connections past what one address may have",
            &self.connections_refused,
        );
        counter(
            "certificate_failures",
            "Changed certificate files that could not be used",
            &self.certificate_failures,
        );
        all.register("answers", "Answers by status", self.answers.clone());
        all.register(
            "callbacks",
            "Callbacks by what became of them",
            self.callbacks.clone(),
        );
        all.register(
            "backlog",
            "Deliveries that a console has not acknowledged",
            self.backlog.clone(),
        );
        all.register(
            "last_delivery_timestamp_seconds",
            "When a console's last delivery came; 0: never",
            self.last_delivery.clone(),
        );
        all.register_with_unit(
            "store",
            "Time of the store's transactions",
            Unit::Seconds,
            self.store_seconds.clone(),
        );
    }

    /// Counts what became of a callback.
    pub(crate) fn became(&self, outcome: Outcome) {
        self.callbacks.get_or_create(&Became { outcome }).inc();
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, status: u16) {
        self.answers.get_or_create(&Status { status }).inc();
    }

    /// Notes a transaction of the store.
    pub(crate) fn store_took(&self, time: Duration) {
        self.store_seconds.observe(time.as_secs_f64());
    }

    /// Counts a delivery in which a credential was overwritten.
    pub(crate) fn scrubbed(&self) {
        self.scrubbed.inc();
    }

    /// Counts a callback as being answered until the answer is dropped.
    pub(crate) fn in_flight(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Notes how far a console is.
    pub(crate) fn console(&self, console: &str, position: &Position) {
        let label = Console {
            console: console.to_owned(),
        };
        self.backlog.get_or_create(&label).set(position.backlog);
        let last = position.last_delivery_ms.unwrap_or_default() / 1_000;
        self.last_delivery.get_or_create(&label).set(last);
    }

    /// Everything, as Prometheus reads it. Empty when it can't be written, which a string always can.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        match encode(&mut text, &self.registry) {
            Ok(()) => text,
            Err(_) => String::new(),
        }
    }
}

/// A callback that is being answered.
pub(crate) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}
