//! What a host may choose, and what it lends the engine.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::Environment;

use crate::callbacks::Callbacks;
use crate::vault::Vault;

/// What a host may choose.
#[derive(Debug, Default)]
pub struct Options {
    /// Where everything is kept; none for the user's own data folder.
    pub data_folder: Option<PathBuf>,
    /// Which world; practice unless said otherwise.
    pub environment: Option<Environment>,
    /// Where secrets are kept; none for the system keyring.
    pub vault: Option<Arc<dyn Vault>>,
    /// Who acts while nobody is signed in; none for the name the system knows the user by.
    pub operator: Option<String>,
    /// A clock that tells seconds since 1970 in UTC; none for the system's.
    pub clock: Option<fn() -> i64>,
    /// A receiver that takes results in; none when the host runs none.
    pub callbacks: Option<Callbacks>,
    /// The receiver that the host runs for practice; none when it runs none. Takes the place of `callbacks`.
    pub receiver: Option<LentReceiver>,
    /// The simulator that the host runs; none when it runs none.
    pub practice: Option<PracticeWorld>,
    /// Why the host runs no simulator though it tried to, in words.
    pub practice_fault: Option<String>,
    /// How long the result of a query to Safaricom is waited for; none for two minutes.
    pub result_wait: Option<Duration>,
    /// How long nobody may act before the window locks itself; none for ten minutes.
    pub idle: Option<Duration>,
    /// How long a passphrase that was typed counts before money moves or people change; none for five
    /// minutes.
    pub step_up: Option<Duration>,
}

/// A running receiver: the one that practice drains, on this computer.
#[derive(Clone, PartialEq, Eq)]
pub struct LentReceiver {
    /// `http://127.0.0.1:8140`
    pub base_url: String,
    /// The token of its one console.
    pub console_token: String,
}

impl fmt::Debug for LentReceiver {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("LentReceiver")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// A running simulator, and what it wants to be called with. All of it is invented, and is kept like
/// the real thing.
#[derive(Clone, PartialEq, Eq)]
pub struct PracticeWorld {
    /// `http://127.0.0.1:8120`
    pub base_url: String,
    /// Of its one app.
    pub consumer_key: String,
    /// Of its one app.
    pub consumer_secret: String,
    /// For STK push.
    pub passkey: String,
    /// Its API operator.
    pub initiator_name: String,
    /// That operator's password.
    pub initiator_password: String,
    /// The certificate that the password is encrypted with, as PEM.
    pub certificate_pem: String,
    /// Its short code, which receives and pays out.
    pub short_code: String,
}

impl fmt::Debug for PracticeWorld {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PracticeWorld")
            .field("base_url", &self.base_url)
            .field("short_code", &self.short_code)
            .finish_non_exhaustive()
    }
}
