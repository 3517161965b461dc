//! One type per call, made of checked values: a request that can be built is one Daraja can read.
//!
//! Owns: which fields each call has, and their fixed parts. Every request gives its [`Api`] and its
//! body as bytes. Stays out: sending (`client`), and the limits of a value (`values`).
//!
//! The fields are public and the values cannot be wrong, so there are no builders: a request is a
//! struct literal.
//!
//! [`Api`]: crate::Api

mod b2b;
mod b2c;
mod c2b;
mod name_check;
mod pull;
mod qr;
mod queries;
mod reversal;
mod stk;
mod wire;

pub use b2b::{B2bCommand, B2bExpress, B2bPayment, ReceiverType, TAX_SHORT_CODE, TaxRemittance};
pub use b2c::{B2cCommand, B2cPayment, PochiPayment};
pub use c2b::{C2bRegistration, C2bSimulation, DefaultAction, SimulatedPayment};
pub use name_check::NameCheck;
pub use pull::{PullQuery, PullRegistration};
pub use qr::{QrPayee, QrRequest};
pub use queries::{BalanceQuery, IdentifierType, StatusQuery, StatusSubject};
pub use reversal::Reversal;
pub use stk::{StkPayee, StkPush, StkQuery};
pub use wire::RequestBody;

#[cfg(test)]
mod sample;
