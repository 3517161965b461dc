//! A local Daraja with a world of its own, for practice and for tests.
//!
//! [`Simulator::start`] listens on this machine, answers the APIs of M-Pesa as the reference describes
//! them, moves invented money in a ledger of its own, and posts results to callback addresses when they are
//! due. Magic numbers, a [`Scenario`] or the [`Control`] choose what goes wrong. The crate's README has the
//! tables.
//!
//! Stays out: every other crate of this workspace. It is written from the API's description, so that a
//! mistake in our client can't hide behind the same mistake here.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod api;
mod control;
mod gateway;
mod options;
mod outcome;
mod poster;
mod receipt_mint;
mod runner;
mod scenario;
mod server;
mod simulator;
mod state_file;
mod wire;
mod world;

/// The crate's README: magic numbers, control API, scenarios. The control API serves it at `/manual`.
pub const MANUAL: &str = include_str!("../README.md");

pub use api::c2b::{C2bSettings, CustomerPayment, NumberForm, PaymentState};
pub use control::Control;
pub use control::views::{EntryView, LedgerView, RequestsView, TransactionView};
pub use gateway::fault::{Act, Fault};
pub use gateway::hand::{Hand, Reply};
pub use gateway::log::RequestRecord;
pub use options::{Options, Setup, Time};
pub use outcome::{Outcome, ResultCode, Script};
pub use receipt_mint::{CalendarDay, ReceiptMint};
pub use scenario::Scenario;
pub use simulator::Simulator;
pub use world::deliveries::{Delivery, DeliveryState};
