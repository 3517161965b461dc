//! A client for Safaricom's Daraja API (M-Pesa, Kenya), of use to any Rust program that is paid by, or
//! pays out through, M-Pesa.
//!
//! It sends requests that were checked before they are sent, says of every answer what it proves, and
//! reads everything that is called back. It remembers nothing but a token: which payment is which, how
//! fast to send and what to do next is the caller's. Facts about Daraja are marked in the documentation by
//! the section of `daraja-api.md`, the reference this crate was written from.
//!
//! # Five minutes
//!
//! The app's key and secret, the operator's name, its password and the certificate come from the Daraja
//! portal. Plain http is taken for this computer only, which is where a simulator runs.
//!
//! ```no_run
//! # async fn pay() -> Result<(), Box<dyn std::error::Error>> {
//! use daraja::*;
//!
//! let app = AppCredentials::new(&SecretString::from("key"), &SecretString::from("secret"))?;
//! let client = Client::new(Settings::new(BaseUrl::sandbox(), app))?;
//!
//! let certificate = Certificate::parse(&std::fs::read("SandboxCertificate.cer")?)?;
//! let credential = SecurityCredential::encrypt(&SecretString::from("password"), &certificate)?;
//! let operator = Initiator::new("testapi", credential)?;
//!
//! let payment = B2cPayment {
//!     originator_id: OriginatorId::parse("PAYRUN-0042-000017")?, // stored before it is sent
//!     command: B2cCommand::BusinessPayment,
//!     amount: B2cAmount::parse("1200")?,
//!     from: ShortCode::parse("600111")?,
//!     to: Msisdn::read("0712 000 111")?,
//!     remarks: Remarks::parse("Wages of week 10")?,
//!     occasion: None,
//!     result_url: CallbackUrl::parse("https://pay.example.com/5f2c/91ab", Use::Rehearsal)?,
//!     timeout_url: CallbackUrl::parse("https://pay.example.com/77d0/91ab", Use::Rehearsal)?,
//! };
//! match client.b2c(&operator, &payment).await {
//!     Submission::Accepted(taken) => println!("queued as {}", taken.conversation_id),
//!     Submission::Refused(refusal) => println!("not queued: {refusal}. {}", refusal.explanation()),
//!     Submission::Unclear(unclear) => println!("nobody knows: {unclear}. Ask; do not pay again."),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The folder `examples` has this as a program, one that asks for balances, and one that reads a
//! callback; each takes its settings from the environment and runs against a simulator as well.
//!
//! # Answers to calls that move money
//!
//! A [`Submission`] is one of three, and the difference is money:
//!
//! | Answer | Means | Do |
//! |---|---|---|
//! | [`Accepted`](Submission::Accepted) | in M-Pesa's queue; not yet paid, and the operator's password not yet checked | wait for the result |
//! | [`Refused`](Submission::Refused) | [`Proof`] that it is not in the queue | what [`Refusal::again`] says: the same id later, the same id after something is fixed, or a new request |
//! | [`Unclear`](Submission::Unclear) | it may be in the queue: [`Uncertainty`] says why | ask with [`Client::status`], or look into the statement; never send it under another id |
//!
//! Only the rows of section 6.3 are proofs. Whatever no documentation connects with a call is unclear: a
//! wrong "refused" pays twice, a wrong "unclear" costs a question. "Duplicate OriginatorConversationID" is
//! never a failure, whatever the status it comes under; it says that an earlier attempt arrived.
//!
//! B2C and Pochi take an id of the caller's and refuse a repeat, so the same id may be offered again. B2B,
//! tax, reversal and the queries take none: of those, only what is `Refused` may be sent again.
//!
//! This crate sends a request once. There is one exception, and it is proven harmless: when an API refuses
//! the token, the token is dropped and the same body goes out once more with a new one. HTTP/1.1, no
//! retries, no redirects, and a new connection for each call that moves money or names an operator: a
//! kept connection may close under a request, and then nobody can say whether it was read. A connection
//! that never opened (name, TCP, proxy, TLS) is told apart from an answer that never came.
//!
//! A future that is dropped before it ends may have sent its request. Limits on waiting are in
//! [`Timeouts`]; there is no call without.
//!
//! # Questions that are answered at once
//!
//! [`Client::stk_query`], [`Client::pull`], [`Client::c2b_register`], [`Client::qr`] and
//! [`Client::name_check`] answer or fail with a [`CallError`]. What sounds like a failure and is an answer
//! is an answer: a prompt "still being processed", "no records", "already registered", "the customer does
//! not exist".
//!
//! # Tokens
//!
//! Nobody needs to ask for one. All clients of a process with the same base address and consumer key
//! share a token; however many tasks need one, one request is made and all wait for it. It is renewed
//! five minutes early and after a refusal, and a refusal drops only the token it was made with, so a
//! thousand calls in flight cost one renewal. [`Client::check_token`] fetches one now, to test a key and
//! secret. Let one program use an app: a new token may put those of others out of use (section 2).
//!
//! # Callbacks
//!
//! [`inbound::read`] takes the bytes of any callback and never fails: numbers or texts, objects or lists,
//! missing values, three ways to write a time. What could not be read is listed, the raw bytes are kept,
//! and a security credential in them is struck out. Amounts are exact decimals.
//!
//! ```
//! use daraja::inbound::{self, Body};
//!
//! let bytes = br#"{"Result":{"ResultType":"0","ResultCode":2001,
//!     "ResultDesc":"The initiator information is invalid.",
//!     "OriginatorConversationID":"PAYRUN-0042-000018","ConversationID":"AG_20260310_0100abcd",
//!     "TransactionID":"UCA0000000"}}"#;
//! let Body::Result(notice) = inbound::read(None, bytes).body else { panic!("a result") };
//! let meaning = daraja::result_code(daraja::Api::B2c, notice.code.as_str());
//! assert!(meaning.class.stops_a_batch()); // the next four would lock the operator
//! assert_eq!(notice.transaction_id, None); // a placeholder is no receipt
//! ```
//!
//! Callbacks are unsigned. Give every request an address of its own with a long random path, match ids,
//! amounts and parties, and confirm with a status query before anything that cannot be undone: a forged
//! failure makes a person pay twice.
//!
//! # What the codes mean
//!
//! [`result_code`] and [`error_code`] know every code of the reference: its meaning, what it says about
//! the money, what to do, and how well that is known. A code that is not listed is
//! [`Class::Unknown`], never a failure.
//!
//! # What is refused
//!
//! Shillings with cents, amounts beyond the limits, phone numbers that are not clearly one Kenyan mobile
//! number, ids and texts with characters that get lost, callback addresses with words that Safaricom
//! refuses, certificates that are web pages, plain http to anywhere but this computer and never with
//! real money, certificates of strangers, redirects, answers over 256 KiB. B2C v1 is not offered: it has
//! no guard against paying twice. Proxies found in the environment are not used; name one with
//! [`Settings::proxy`].
//!
//! # Secrets
//!
//! No `Debug`, `Display`, error or log has a secret, a token, a whole phone number or a person's name. Logs
//! go through `tracing`: the API's name, the status, the time it took. What is kept of an answer
//! ([`Reply`]) has its secrets struck out at equal length; it may hold phone numbers and names, which
//! [`RawBody::bytes`] reveals and nothing prints.

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
pub use base_url::{ADDRESS_LEN_MAX, BaseUrl, BaseUrlError, Use};
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

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
