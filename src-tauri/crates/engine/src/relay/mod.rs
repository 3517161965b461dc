//! The reader of a receiver: what the console asks of one over HTTPS, and what its answers say.
//!
//! Owns: the client and its limits ([`Relay`]), the wire's words ([`wire`]), failures in words
//! ([`RelayError`]), opening what was sealed ([`seal`]). Stays out: what is kept of a delivery (`store`),
//! when anything is asked (`app::receiver`), what a callback means (`live`).
//!
//! The receiver's own crate is never linked here: both sides repeat the wire, and an acceptance test runs
//! them together. Nothing of an answer is believed before it is checked: hashes, places and their order,
//! lengths. The bearer token is in no error and no log.

mod client;
mod error;
mod exchange;
pub mod seal;
pub mod wire;

pub use client::{Answer, PAGE, Relay, RelayAddress};
pub use error::RelayError;
