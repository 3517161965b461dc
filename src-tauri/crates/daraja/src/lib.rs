//! A client for Safaricom's Daraja API, of use to any Rust program.
//!
//! Owns: the addresses a request may go to ([`BaseUrl`]), the values and requests that are checked
//! before anything is sent, and the credentials that go with them.
//!
//! Stays out: this product. Nothing here knows of statements, ledgers, operators or approvals, and
//! nothing here decides whether a payout may be sent.

mod api;
mod base_url;
mod calls;
mod catalogue;
mod certificate;
mod client;
mod clock;
mod credentials;
pub mod inbound;
pub mod loose;
mod masks;
mod outcome;
mod proxy;
mod raw_body;
mod reply;
mod requests;
mod security_credential;
mod settings;
mod times;
mod tokens;
mod transport;
mod values;

pub use secrecy::{ExposeSecret, SecretString};

pub use api::{Api, Method, TokenRefusal};
pub use base_url::{BaseUrl, BaseUrlError, Use};
pub use calls::{
    Acknowledgement, C2bRegistered, C2bRegistrationState, C2bSimulated, NameAnswer,
    PromptAcknowledgement, PullPage, PullRegistered, PullRegistrationState, PullRow, QrCode,
    StkState, StkStatus, UssdAcknowledgement,
};
pub use catalogue::{
    Class, ErrorKind, ErrorMeaning, Grade, Meaning, Queued, error_code, result_code, result_codes,
};
pub use certificate::{CERTIFICATE_LEN_MAX, Certificate, CertificateError, CertificateFacts, Host};
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use credentials::{AppCredentials, Initiator, Passkey};
pub use masks::{Verbatim, glimpse, mask_phones};
pub use outcome::{
    Again, CallError, PromptRefusal, Proof, Refusal, Submission, TokenTrouble, Uncertainty, Unclear,
};
pub use proxy::ProxyUrl;
pub use raw_body::RawBody;
pub use reply::{GatewayPage, Reply};
pub use requests::{
    B2bCommand, B2bExpress, B2bPayment, B2cCommand, B2cPayment, BalanceQuery, C2bRegistration,
    C2bSimulation, DefaultAction, IdentifierType, NameCheck, PochiPayment, PullQuery,
    PullRegistration, QrPayee, QrRequest, ReceiverType, RequestBody, Reversal, SimulatedPayment,
    StatusQuery, StatusSubject, StkPayee, StkPush, StkQuery, TAX_SHORT_CODE, TaxRemittance,
};
pub use security_credential::{CredentialError, SecurityCredential};
pub use settings::{Settings, SettingsError, Timeouts};
pub use times::WireTime;
pub use tokens::TokenFacts;
pub use transport::{ANSWER_LEN_MAX, NotSent, Step};
pub use values::{
    AccountReference, B2bReference, B2cAmount, BillReference, CALLBACK_URL_LEN_MAX, CallbackUrl,
    CheckoutRequestId, ConversationId, Msisdn, Network, Occasion, OriginatorId, PULL_HOURS_MAX,
    Prn, PullWindow, Receipt, Remarks, Shillings, ShortCode, StkAmount, StkReference, TradeName,
    TransactionDescription, ValueError,
};
