//! The vault for async code: each call runs on a blocking thread and is waited for only so long.

use std::sync::Arc;
use std::time::Duration;

use domain::Problem;

use super::problems::{Act, locked, unavailable};
use super::{Secret, SecretName, Vault};

/// How long a keyring call is waited for. A locked keyring shows a prompt and blocks until it is
/// answered; the caller is told so instead of hanging with it.
pub const KEYRING_TIMEOUT: Duration = Duration::from_secs(10);

/// A vault that async code may call.
#[derive(Debug, Clone)]
pub struct Keys {
    vault: Arc<dyn Vault>,
    timeout: Duration,
    /// One call at a time, also past its time-out: a call that still waits at a prompt would otherwise
    /// land after later ones, and a key set then would lock out the ledger that was made meanwhile.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Keys {
    /// Calls go to `vault`, each for at most [`KEYRING_TIMEOUT`].
    #[must_use]
    pub fn new(vault: Arc<dyn Vault>) -> Self {
        Self {
            vault,
            timeout: KEYRING_TIMEOUT,
            turn: Arc::default(),
        }
    }

    /// The same with another patience, for tests.
    #[must_use]
    pub fn with_timeout(vault: Arc<dyn Vault>, timeout: Duration) -> Self {
        Self {
            vault,
            timeout,
            turn: Arc::default(),
        }
    }

    /// [`Vault::get`].
    ///
    /// # Errors
    /// As there; `keyring.locked` when the answer does not come in time.
    pub async fn get(&self, name: SecretName) -> Result<Option<Secret>, Problem> {
        self.call(Act::Read, name, |vault, name| vault.get(name))
            .await
    }

    /// [`Vault::set`].
    ///
    /// # Errors
    /// As [`Keys::get`]. After a timeout the secret may still be kept later, once the prompt is
    /// answered.
    pub async fn set(&self, name: SecretName, secret: Secret) -> Result<(), Problem> {
        self.call(Act::Keep, name, move |vault, name| vault.set(name, &secret))
            .await
    }

    /// [`Vault::delete`].
    ///
    /// # Errors
    /// As [`Keys::get`].
    pub async fn delete(&self, name: SecretName) -> Result<(), Problem> {
        self.call(Act::Forget, name, |vault, name| vault.delete(name))
            .await
    }

    async fn call<T: Send + 'static>(
        &self,
        kind: Act,
        name: SecretName,
        act: impl FnOnce(&dyn Vault, &SecretName) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let vault = Arc::clone(&self.vault);
        let of = name.clone();
        // A call that waits at a prompt keeps its turn: what is asked meanwhile is told that it is locked.
        let turn = Arc::clone(&self.turn).lock_owned();
        let Ok(turn) = tokio::time::timeout(self.timeout, turn).await else {
            return Err(locked(kind, &of));
        };
        // The thread is left behind when the time is up: it belongs to the prompt, and ends with it.
        let (answer, waiting) = tokio::sync::oneshot::channel();
        let spawned = std::thread::Builder::new()
            .name("keyring".into())
            .spawn(move || {
                let done = act(&*vault, &name);
                drop(turn);
                let _ = answer.send(done);
            });
        if let Err(error) = spawned {
            return Err(unavailable(kind, &of, &error.to_string()));
        }
        match tokio::time::timeout(self.timeout, waiting).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(unavailable(kind, &of, "its call was cut off")),
            Err(_) => Err(locked(kind, &of)),
        }
    }
}
