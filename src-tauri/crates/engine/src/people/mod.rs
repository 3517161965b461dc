//! Who may do what: people, their keys and roles.
//!
//! Owns: roles, signing keys, the wait after failed tries, what each command needs. Stays out: the ledger, the clock,
//! sign-in itself. Nothing here is wired to a command yet.

pub mod delay;
pub mod permissions;
pub mod role;
pub mod signing_key;

pub use role::{Role, Roles};
pub use signing_key::{PublicKey, Signature, SigningKey};
