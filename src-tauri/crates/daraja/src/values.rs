//! The values that go into requests: each is checked when it is read, so a request made of them is
//! one that Daraja can take.
//!
//! Owns: short codes, phone numbers, amounts, identifiers, free texts and callback addresses, with the
//! limits Safaricom documents and the place each limit comes from (`daraja-api.md`, by section).
//! Stays out: which fields a request has (`requests`), and how its JSON is spelt (`requests::wire`).

mod amount;
mod callback_url;
mod error;
mod identifiers;
mod phone;
mod receipt;
mod short_code;
mod text;
mod window;

pub use amount::{B2cAmount, Shillings, StkAmount};
pub use callback_url::{CALLBACK_URL_LEN_MAX, CallbackUrl};
pub use error::ValueError;
pub use identifiers::{CheckoutRequestId, ConversationId, OriginatorId};
pub use phone::{Msisdn, Network};
pub use receipt::Receipt;
pub use short_code::ShortCode;
pub use text::{
    AccountReference, B2bReference, BillReference, Occasion, Prn, Remarks, StkReference, TradeName,
    TransactionDescription,
};
pub use window::{PULL_HOURS_MAX, PullWindow};

pub(crate) use error::masked;
