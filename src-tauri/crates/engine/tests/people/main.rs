//! Who may do what, through the same methods the hosts call.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod door;
mod leases;
mod names;
mod records;
mod recovering;
mod secrecy;
mod signing_in;
mod world;
