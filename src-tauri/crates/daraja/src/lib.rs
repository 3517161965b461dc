//! A client for Safaricom's Daraja API, of use to any Rust program.
//!
//! Owns: the addresses a request may go to ([`BaseUrl`]), the values and requests that are checked
//! before anything is sent, and the credentials that go with them.
//!
//! Stays out: this product. Nothing here knows of statements, ledgers, operators or approvals, and
//! nothing here decides whether a payout may be sent.

mod api;
mod base_url;
mod catalogue;
mod certificate;
mod credentials;
mod proxy;
mod requests;
mod security_credential;
mod values;

pub use secrecy::{ExposeSecret, SecretString};

pub use api::{Api, Method, TokenRefusal};
pub use base_url::{ADDRESS_LEN_MAX, BaseUrl, BaseUrlError, Use};
pub use catalogue::{
    Class, ErrorKind, ErrorMeaning, Grade, Meaning, Queued, error_code, result_code, result_codes,
};
pub use certificate::{CERTIFICATE_LEN_MAX, Certificate, CertificateError, CertificateFacts, Host};
pub use credentials::{AppCredentials, Initiator, Passkey};
pub use proxy::ProxyUrl;
pub use requests::{
    B2bCommand, B2bExpress, B2bPayment, B2cCommand, B2cPayment, BalanceQuery, C2bRegistration,
    C2bSimulation, DefaultAction, IdentifierType, NameCheck, PochiPayment, PullQuery,
    PullRegistration, QrPayee, QrRequest, ReceiverType, RequestBody, Reversal, SimulatedPayment,
    StatusQuery, StatusSubject, StkPayee, StkPush, StkQuery, TAX_SHORT_CODE, TaxRemittance,
};
pub use security_credential::{CredentialError, SecurityCredential};
pub use values::{
    AccountReference, B2bReference, B2cAmount, BillReference, CALLBACK_URL_LEN_MAX, CallbackUrl,
    CheckoutRequestId, ConversationId, Msisdn, Network, Occasion, OriginatorId, PULL_HOURS_MAX,
    Prn, PullWindow, Receipt, Remarks, Shillings, ShortCode, StkAmount, StkReference, TradeName,
    TransactionDescription, ValueError,
};

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
