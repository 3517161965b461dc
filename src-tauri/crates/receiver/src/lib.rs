//! Takes Safaricom's callbacks in, on a host with a public name.
//!
//! Owns: how a callback's address is built and recognised ([`CallbackPath`]). Accepting, storing the
//! raw bytes and handing them over come here with the payouts.
//!
//! Stays out: what a callback means, and whether it settles anything (`engine`). The receiver believes
//! nothing it is sent; callbacks are unsigned.

mod callback_path;

pub use callback_path::{CallbackPath, CallbackPathError, KindToken, RequestToken};
