//! Secrets, kept in the operating system's keyring and nowhere else.
//!
//! Owns: the [`Vault`] port, the keyring behind it, its in-memory fake, and [`Keys`], the way async
//! code reaches it. Stays out: what a secret is used for.
//!
//! A missing or locked keyring is a [`Problem`] with its remedy; nothing runs unprotected instead.

mod keys;
mod ledger_key;
mod memory;
mod os_keyring;
mod secret;

use std::fmt;

use domain::{Environment, Problem, Retry};

pub use keys::{KEYRING_TIMEOUT, Keys};
pub use ledger_key::LedgerKey;
pub use memory::MemoryVault;
pub use os_keyring::OsKeyring;
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

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// Opens the ledger file.
    LedgerKey,
}

/// Names one secret. Environments never share a name (law 10).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretName {
    environment: Environment,
    workspace: String,
    kind: SecretKind,
}

impl SecretName {
    /// The key of a workspace's ledger in one environment.
    #[must_use]
    pub fn ledger_key(environment: Environment, workspace: &str) -> Self {
        Self {
            environment,
            workspace: workspace.to_owned(),
            kind: SecretKind::LedgerKey,
        }
    }

    /// The keyring's word for the program and its world: `patanisha.practice`.
    #[must_use]
    pub fn service(&self) -> String {
        format!("patanisha.{}", self.environment)
    }

    /// The keyring's word for the secret: `jaribio/ledger-key`.
    #[must_use]
    pub fn user(&self) -> String {
        match self.kind {
            SecretKind::LedgerKey => format!("{}/ledger-key", self.workspace),
        }
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.service(), self.user())
    }
}

pub(crate) fn unavailable(why: &str) -> Problem {
    Problem::new(
        "keyring.unavailable",
        format!(
            "Nothing was opened: the system keyring does not answer ({why}). The ledger's key is kept \
             there, and nothing runs without it."
        ),
    )
    .with_remedy("Start the keyring of your desktop: GNOME Keyring (gnome-keyring) or KWallet.")
    .with_remedy("Then try again; Patanisha need not be restarted.")
    .with_retry(Retry::Now)
}

pub(crate) fn locked() -> Problem {
    Problem::new(
        "keyring.locked",
        "Nothing was opened: the system keyring is locked and waits for its password prompt to be \
         answered.",
    )
    .with_remedy("Answer the keyring's password prompt, or unlock the keyring in your desktop's password program.")
    .with_remedy("Then try again; Patanisha need not be restarted.")
    .with_retry(Retry::Now)
}

pub(crate) fn denied(why: &str) -> Problem {
    Problem::new(
        "keyring.denied",
        format!("Nothing was opened: the system keyring refused access ({why})."),
    )
    .with_remedy("Allow Patanisha in the keyring's prompt or in your desktop's password program, then try again.")
    .with_retry(Retry::Now)
}

/// A ledger is there, its key is not.
pub(crate) fn missing_key(name: &SecretName) -> Problem {
    Problem::new(
        "keyring.missing_key",
        format!(
            "The ledger was not opened and nothing was created over it: the keyring holds no key \
             named {name} for it."
        ),
    )
    .with_remedy(
        "If you use several keyrings or accounts, sign in with the one that made the ledger.",
    )
    .with_remedy(
        "If the file came from another computer or keyring, restore it with its recovery key.",
    )
}
