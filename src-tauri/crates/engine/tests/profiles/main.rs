//! Environments, profiles and their checks through the same methods the window calls: a real ledger file,
//! the in-memory vault that passes the keyring's contract, and a small HTTP server in Safaricom's place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod checks;
mod environments;
mod items;
mod practice;
mod safaricom;
mod secrecy;
mod vaults;
mod world;
