//! A client for Safaricom's Daraja API, of use to any Rust program.
//!
//! Owns: the addresses a request may go to ([`BaseUrl`]). The requests, their validation, tokens and
//! result codes come here with the payouts.
//!
//! Stays out: this product. Nothing here knows of statements, ledgers, operators or approvals, and
//! nothing here decides whether a payout may be sent.

mod base_url;
pub mod loose;
mod masks;
mod raw_body;

pub use base_url::{BaseUrl, BaseUrlError, Use};
pub use masks::{Verbatim, glimpse, mask_phones};
pub use raw_body::RawBody;
