//! Takes Safaricom's callbacks in.
//!
//! Owns: how a callback's address is built and recognised ([`CallbackPath`]), and [`Local`], which takes
//! callbacks on this computer for the practice environment and hands them over in memory.
//!
//! Stays out: what a callback means, and whether it settles anything (`engine`). The receiver believes
//! nothing it is sent; callbacks are unsigned.

mod callback_path;
mod local;

pub use callback_path::{CallbackPath, CallbackPathError, KindToken, RequestToken};
pub use local::{BODY_LEN_MAX, Delivery, Local, QUEUE_LEN_MAX};
