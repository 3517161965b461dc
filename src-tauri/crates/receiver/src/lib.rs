//! Takes Safaricom's callbacks in.
//!
//! Owns: how a callback's address is built and recognised ([`CallbackPath`]); the [`Receiver`] that takes
//! callbacks in over [`http`], stores them durably (`commit`) and only then answers; the [`inbox`] they lie
//! in; what consoles ask of it ([`wire`]).
//!
//! Stays out: what a callback means, and whether it settles anything (`engine`). The receiver believes
//! nothing it is sent; callbacks are unsigned.

// A stand-in inbox is shared by unit tests and those over sockets.
#[cfg(test)]
extern crate self as receiver;

mod callback_path;
mod clock;
mod commit;
pub mod config;
pub mod console;
pub mod doctor;
mod hex;
pub mod http;
pub mod inbox;
mod local;
pub mod published;
pub mod retention;
pub mod seal;
mod server;
mod serving;
pub mod setup;
pub mod wire;

pub use callback_path::{CallbackPath, CallbackPathError, KindToken, RequestToken};
pub use local::{BODY_LEN_MAX, Delivery, Local, QUEUE_LEN_MAX};
pub use server::Receiver;
pub use serving::Serving;
