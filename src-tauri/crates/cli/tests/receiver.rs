//! `patanisha receiver`: set up, served, killed and examined as a person would.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

// What the receiver's own tests of kills use, too.
#[cfg(unix)]
#[path = "../../receiver/tests/common/cluster.rs"]
mod cluster;
mod common;
mod receiving;
#[path = "../../receiver/tests/common/rounds.rs"]
mod rounds;
