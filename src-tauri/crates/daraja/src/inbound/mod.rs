//! Everything that Daraja calls back, read without trusting its shape.
//!
//! Owns: [`read`], which takes any bytes and always answers; the notices it can answer with; the typed
//! views of results; and the list of what could not be read. A message is never refused for one bad
//! field, and nothing is guessed: what is not certain is none, and said.
//!
//! Stays out: whether the message is genuine. Callbacks are unsigned (`daraja-api.md` section 14); match
//! addresses, ids, amounts and parties before acting on one. What a code means is in the catalogue.
//!
//! ```
//! use daraja::inbound::{self, Body, Kind};
//!
//! let body = br#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"Done.",
//!     "ConversationID":"AG_20260310_010010203abcd4efgh5i","TransactionID":"UCA3P0W8RD",
//!     "ResultParameters":{"ResultParameter":[
//!         {"Key":"TransactionAmount","Value":1200},
//!         {"Key":"ReceiverPartyPublicName","Value":"254712000111 - AMANI MFANO"},
//!         {"Key":"TransactionCompletedDateTime","Value":"10.03.2026 15:04:09"}]}}}"#;
//! let inbound = inbound::read(Some(Kind::Result), body);
//! let Body::Result(notice) = &inbound.body else { panic!("a result") };
//! let payment = notice.payment();
//! assert_eq!(payment.amount.unwrap().to_string(), "1200");
//! assert_eq!(payment.receipt.unwrap().as_str(), "UCA3P0W8RD");
//! assert!(inbound.losses.is_empty() && payment.losses.is_empty());
//! ```

mod accounts;
mod given;
mod loss;
mod parameters;
mod prompts;
mod read;
mod reader;
mod result;
mod status;
mod timeout;
mod views;

pub use accounts::{AccountBalance, BalanceText, BracedAmount, Fee};
pub use given::{GivenPhone, Party, PartyId, Personal};
pub use loss::{LOSSES_MAX, Loss};
pub use parameters::{Form, Parameter, Parameters};
pub use prompts::{B2bExpressNotice, C2bNotice, C2bStage, RatibaNotice, StkNotice};
pub use read::{Body, Inbound, Kind, Unreadable, read};
pub use reader::Code;
pub use result::{Finality, ResultNotice};
pub use status::{StatusResult, TransactionStatus};
pub use timeout::TimeoutEcho;
pub use views::{B2bResult, BalanceResult, PaymentResult, ReversalResult};
