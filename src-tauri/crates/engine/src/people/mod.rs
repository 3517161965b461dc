//! People of a workspace: roles, keys, passphrases, the deeds that two of them sign, and what each
//! command needs. Stays out: the ledger, the clock, sign-in itself (`app::commands::session`).

pub mod deed;
pub mod delay;
pub mod key_history;
pub mod lease;
pub mod one_time_code;
pub mod passphrase;
pub mod permissions;
pub mod role;
pub mod roster;
pub mod signing_key;
pub mod wrapped_key;

pub use deed::{Act, Deed, Founder, NewKey, SignedDeed};
pub use lease::{Lease, SignedLease};
pub use one_time_code::OneTimeCode;
pub use role::{Role, Roles};
pub use roster::{Person, Roster};
pub use signing_key::{PublicKey, Signature, SigningKey};
pub use wrapped_key::{Cost, Owner, WrappedKey};
