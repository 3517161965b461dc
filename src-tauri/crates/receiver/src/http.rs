//! The public side over HTTP/1.1: one address for callbacks and consoles, another for metrics.
//!
//! Owns: connections and their bounds ([`listener`]), TLS ([`tls`]), who posts ([`sources`]), how often
//! ([`rates`]), what is overwritten ([`scrub`]), how a payment's validation is answered ([`validation`]).
//! Stays out: what consoles ask (their router is handed in), and the disk (`commit`, `inbox`).

mod callback;
mod health;
pub(crate) mod listener;
pub(crate) mod metrics;
mod pace;
mod pages;
mod publications;
mod rates;
mod scrub;
mod sources;
pub(crate) mod tls;
mod validation;

pub(crate) use health::{Health, Looked, serve as serve_health};
pub use metrics::Metrics;
pub(crate) use pages::Pages;
pub use publications::{KindInfo, PaymentRules, Publications};
pub(crate) use rates::{Rates, SWEEP_EVERY};
pub use scrub::scrub;
pub use sources::{Source, Sources};
