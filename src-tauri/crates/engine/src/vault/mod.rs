//! Secrets, kept in the operating system's keyring and nowhere else.
//!
//! Owns: the [`Vault`] port, the keyring behind it, its in-memory fake, and [`Keys`], the way async
//! code reaches it. Stays out: what a secret is used for.
//!
//! A missing or locked keyring is a [`Problem`] with its remedy; nothing runs unprotected instead.

mod keys;
mod ledger_key;
mod memory;
mod name;
mod os_keyring;
mod problems;
mod recovery_key;
mod secret;

use std::fmt;

use domain::Problem;

pub use keys::{KEYRING_TIMEOUT, Keys};
pub use ledger_key::LedgerKey;
pub use memory::MemoryVault;
pub use name::{ProfileSecret, SecretKind, SecretName};
pub use os_keyring::OsKeyring;
pub(crate) use problems::missing_key;
pub use recovery_key::{RECOVERY_GROUPS, RecoveryKey};
pub use secret::Secret;

/// Where secrets are kept. Calls block, and may wait for a person at a password prompt.
pub trait Vault: Send + Sync + fmt::Debug {
    /// The secret of that name; `None` when it was never set or was deleted.
    ///
    /// # Errors
    /// `keyring.unavailable`, `keyring.locked`, `keyring.denied`.
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, Problem>;

    /// Keeps a secret, in the place of an earlier one of that name.
    ///
    /// # Errors
    /// As [`Vault::get`].
    fn set(&self, name: &SecretName, secret: &Secret) -> Result<(), Problem>;

    /// Forgets a secret. Forgetting one that is not there is no error.
    ///
    /// # Errors
    /// As [`Vault::get`].
    fn delete(&self, name: &SecretName) -> Result<(), Problem>;
}
