//! What a receiver is told at its start: one TOML file.
//!
//! Owns: the names of every limit and their defaults. Stays out: reading the file, which the program that
//! serves does.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The whole file. Unknown names are refused: a limit with a typing mistake must not be ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where callbacks and consoles come in.
    pub listen: SocketAddr,
    /// Where metrics are read; `None`, written `"off"`: nowhere. Never the public address.
    #[serde(with = "address_or_off")]
    pub metrics: Option<SocketAddr>,
    /// `sqlite:PATH` or `postgres://…`. A password in it is better given as `${NAME}` of the environment.
    pub store: String,
    /// Certificate chain and key, in PEM; looked at again when the files change. Without, plain HTTP, and
    /// `listen` must be loopback.
    pub tls: Option<Tls>,
    /// What the world calls this receiver: `https://pay.example.co.ke`. Printed by `init`, checked by
    /// `doctor`.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed: addresses or networks (`10.0.0.0/8`).
    pub proxies: Vec<String>,
    /// Where callbacks come from: addresses or networks. Others are kept as unverified.
    pub sources: Vec<String>,
    /// The consoles that may drain.
    pub console: Vec<ConsoleKey>,
    /// Every bound.
    pub limits: Limits,
    /// How long things are kept.
    pub keep: Keep,
}

/// An address, or the word `off`: a key that is left out has its default.
mod address_or_off {
    use std::net::SocketAddr;

    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    const OFF: &str = "off";

    pub fn serialize<S: Serializer>(of: &Option<SocketAddr>, out: S) -> Result<S::Ok, S::Error> {
        match of {
            Some(address) => out.collect_str(address),
            None => out.serialize_str(OFF),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
        let text = String::deserialize(from)?;
        if text == OFF {
            return Ok(None);
        }
        let address = text
            .parse()
            .map_err(|_| D::Error::custom("neither an address with a port nor off"))?;
        Ok(Some(address))
    }
}

/// Where certificate and key are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The chain, leaf first.
    pub certificate: PathBuf,
    /// The key.
    pub key: PathBuf,
}

/// A console's right to drain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsoleKey {
    /// What it is called here.
    pub name: String,
    /// SHA-256 of its bearer token, in hex.
    pub token_sha256: String,
}

/// Every bound. Times are milliseconds, lengths bytes, rates per second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// A callback's body: 413 beyond. The longest seen is a few kilobytes.
    pub body_len: usize,
    /// A console's body (a publication): 413 beyond.
    pub console_body_len: usize,
    /// All headers together: 431 beyond.
    pub header_len: usize,
    /// Until the headers are whole: the connection is closed beyond.
    pub header_ms: u64,
    /// Until the body is whole: 408 beyond.
    pub body_ms: u64,
    /// Until a console's body is whole: 408 beyond. Longer than a callback's: the desktop may be on a slow line.
    pub console_body_ms: u64,
    /// Between requests of one connection.
    pub idle_ms: u64,
    /// Connections at once, those of listed addresses apart; more are closed at once, a proxy's wait.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_per_address: usize,
    /// Callbacks of one listed address: 429 beyond.
    pub rate_per_listed_address: u32,
    /// Callbacks of any other address: 429 beyond.
    pub rate_per_address: u32,
    /// Unknown paths of one address: 429 beyond, whatever the path.
    pub unknown_per_address: u32,
    /// Callbacks of all addresses that are not listed: 429 beyond.
    pub rate: u32,
    /// Deliveries waiting for the disk: 503 beyond. Half of it is for verified ones alone.
    pub waiting: usize,
    /// Until a delivery is on the disk: 503 beyond. It may be stored all the same, and come once more.
    pub store_ms: u64,
    /// Until a payment's validation is answered by the default.
    pub validation_ms: u64,
    /// A letter: 413 beyond.
    pub letter_len: usize,
    /// Letters that wait for one desktop.
    pub letters_per_desk: usize,
}

/// How long things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// Acknowledged deliveries, in days.
    pub deliveries_days: u32,
    /// Letters, in days.
    pub letters_days: u32,
}

/// Where Safaricom's callbacks come from, as commonly published (`daraja-api.md` section 14, grade P). A
/// variant list has .212.128 and .212.132.
pub const SOURCES: [&str; 12] = [
    "196.201.214.200",
    "196.201.214.206",
    "196.201.214.207",
    "196.201.214.208",
    "196.201.213.114",
    "196.201.213.44",
    "196.201.212.127",
    "196.201.212.138",
    "196.201.212.129",
    "196.201.212.136",
    "196.201.212.74",
    "196.201.212.69",
];

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8140)),
            metrics: Some(SocketAddr::from(([127, 0, 0, 1], 8141))),
            store: "sqlite:inbox.db".to_owned(),
            tls: None,
            public_url: None,
            proxies: Vec::new(),
            sources: SOURCES.map(str::to_owned).to_vec(),
            console: Vec::new(),
            limits: Limits::default(),
            keep: Keep::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_len: 64 * 1024,
            console_body_len: 32 * 1024 * 1024,
            header_len: 16 * 1024,
            header_ms: 5_000,
            body_ms: 5_000,
            console_body_ms: 120_000,
            idle_ms: 60_000,
            connections: 1_024,
            connections_per_address: 128,
            rate_per_listed_address: 2_000,
            rate_per_address: 50,
            unknown_per_address: 5,
            rate: 5_000,
            waiting: 4_096,
            store_ms: 4_000,
            validation_ms: 3_000,
            letter_len: 16 * 1024 * 1024,
            letters_per_desk: 200,
        }
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            deliveries_days: 90,
            letters_days: 30,
        }
    }
}
