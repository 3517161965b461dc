//! A client for Safaricom's Daraja API, of use to any Rust program.
//!
//! Owns: the addresses a request may go to ([`BaseUrl`]), the values and requests that are checked
//! before anything is sent, and the credentials that go with them.
//!
//! Stays out: this product. Nothing here knows of statements, ledgers, operators or approvals, and
//! nothing here decides whether a payout may be sent.

mod api;
mod base_url;
mod credentials;
pub mod inbound;
pub mod loose;
mod masks;
mod proxy;
mod raw_body;
mod requests;
mod security_credential;
mod times;
mod values;

pub use secrecy::{ExposeSecret, SecretString};

pub use api::{Api, Method, TokenRefusal};
pub use base_url::{BaseUrl, BaseUrlError, Use};
pub use credentials::{AppCredentials, Initiator, Passkey};
pub use masks::{Verbatim, glimpse, mask_phones};
pub use proxy::ProxyUrl;
pub use raw_body::RawBody;
pub use requests::{
    B2bCommand, B2bExpress, B2bPayment, B2cCommand, B2cPayment, BalanceQuery, C2bRegistration,
    C2bSimulation, DefaultAction, IdentifierType, NameCheck, PochiPayment, PullQuery,
    PullRegistration, QrPayee, QrRequest, ReceiverType, RequestBody, Reversal, SimulatedPayment,
    StatusQuery, StatusSubject, StkPayee, StkPush, StkQuery, TAX_SHORT_CODE, TaxRemittance,
};
pub use security_credential::{CredentialError, SecurityCredential};
pub use times::WireTime;
pub use values::{
    AccountReference, B2bReference, B2cAmount, BillReference, CALLBACK_URL_LEN_MAX, CallbackUrl,
    CheckoutRequestId, ConversationId, Msisdn, Network, Occasion, OriginatorId, PULL_HOURS_MAX,
    Prn, PullWindow, Receipt, Remarks, Shillings, ShortCode, StkAmount, StkReference, TradeName,
    TransactionDescription, ValueError,
};
