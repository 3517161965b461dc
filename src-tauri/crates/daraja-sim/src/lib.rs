//! A local Daraja with a world of its own, for practice and for tests.
//!
//! Owns: what Safaricom's side would make up. Today that is receipts ([`ReceiptMint`]); the ledger of
//! the simulated accounts, delays and documented outcomes come here with the payouts.
//!
//! Stays out: every other crate of this workspace. It is written from the API's description, so that a
//! mistake in our client can't hide behind the same mistake here.

mod receipt_mint;

pub use receipt_mint::{CalendarDay, ReceiptMint};
