//! The words and rules of the business, as types.
//!
//! Owns: money in cents, M-Pesa's terms (receipts, phone numbers, typed accounts, line kinds and
//! classes), East Africa Time, the identity of a statement line, which payments are taken ([`c2b`]), masks,
//! ids and [`Problem`].
//!
//! Stays out: files, clocks, randomness, databases, JSON. Time and ids are passed in. Nothing here
//! can fail for a reason that is not in its arguments.

pub mod account;
pub mod c2b;
pub mod eat;
pub mod ids;
pub mod ledger;
pub mod line;
pub mod mask;
pub mod money;
pub mod phone;
pub mod problem;
pub mod receipt;
pub mod terms;

pub use account::AccountKey;
pub use eat::{Day, Eat};
pub use ids::{EntryId, FileId, ImportId, LineId, MatchId, ShortCode};
pub use ledger::{Direction, EntryState};
pub use line::{LineIdentity, LineKey, Wallet};
pub use mask::{MaskedName, MaskedText};
pub use money::{AmountError, Kes};
pub use phone::{PartyId, Phone, PhoneError, PhoneMask};
pub use problem::{Code, Place, Problem, Retry};
pub use receipt::{DateCodeCheck, Receipt, ReceiptError};
pub use terms::{Bucket, Environment, LineClass, LineKind, Status, SubAccount, Wording};
