//! The answers of each API, once they are not errors.
//!
//! Owns: one type per answer, read leniently (numbers or texts, spaced or misspelt keys, lists inside
//! lists), the whole reply kept beside it. Stays out: errors (`outcome`) and what is called back later
//! (`inbound`).

mod acknowledgement;
mod c2b;
mod name;
mod pull;
mod qr;
mod stk;

pub use acknowledgement::{Acknowledgement, PromptAcknowledgement, UssdAcknowledgement};
pub use c2b::{C2bRegistered, C2bRegistrationState, C2bSimulated};
pub use name::NameAnswer;
pub use pull::{PullPage, PullRegistered, PullRegistrationState, PullRow};
pub use qr::QrCode;
pub use stk::{StkState, StkStatus};

use crate::client::Answered;
use crate::loose::{Reading, scan};
use crate::{CallError, Uncertainty};

/// The body as a value, its secrets struck out.
fn reading(answered: &Answered) -> Option<Reading<'_>> {
    scan(answered.reply.body.bytes()).ok()
}

/// An answer that is not one to this call.
fn unreadable(answered: Answered) -> CallError {
    answered.unclear(Uncertainty::Unreadable)
}
