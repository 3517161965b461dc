//! Who may do what, through the same methods the hosts call.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod door;
mod records;
mod secrecy;
mod signing_in;
mod world;
