//! The real client against the real simulator, over HTTP, with time moved by hand.
//!
//! What one API promises is in the module of its name; `rows` holds what answers prove (section 6.3 of the
//! API's description), `plays` every magic number and the cases that must never pay twice, `drift` the shapes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

#[path = "daraja/business.rs"]
mod business;
#[path = "daraja/customers.rs"]
mod customers;
#[path = "daraja/doubles.rs"]
mod doubles;
#[path = "daraja/drift.rs"]
mod drift;
#[path = "daraja/examples.rs"]
mod examples;
#[path = "daraja/leaks.rs"]
mod leaks;
#[path = "daraja/operator.rs"]
mod operator;
#[path = "daraja/orders.rs"]
mod orders;
#[path = "daraja/payouts.rs"]
mod payouts;
#[path = "daraja/plays.rs"]
mod plays;
#[path = "daraja/prompts.rs"]
mod prompts;
#[path = "daraja/round_trip.rs"]
mod round_trip;
#[path = "daraja/rows.rs"]
mod rows;
#[path = "daraja/sent_once.rs"]
mod sent_once;
#[path = "daraja/spoken.rs"]
mod spoken;
#[path = "daraja/stage.rs"]
mod stage;
#[path = "daraja/tap.rs"]
mod tap;
#[path = "daraja/tokens.rs"]
mod tokens;
