//! The console's half of the receiver: the relay's client, draining into the ledger, and the commands,
//! against a small receiver written from the words of the wire.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod checking;
mod draining;
mod killed;
mod relay;
#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../profiles/safaricom.rs"]
mod safaricom;
mod settings;
mod standin;
mod world;
