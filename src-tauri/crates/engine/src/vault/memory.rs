//! A vault in memory, for tests and for hosts that have been told to keep nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::Problem;

use super::{Secret, SecretName, Vault};

/// Keeps secrets until it is dropped.
#[derive(Debug, Default)]
pub struct MemoryVault {
    secrets: Mutex<BTreeMap<SecretName, Secret>>,
}

impl MemoryVault {
    /// An empty vault.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<SecretName, Secret>) -> T) -> T {
        act(&mut self.secrets.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Vault for MemoryVault {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, Problem> {
        Ok(self.with(|secrets| secrets.get(name).cloned()))
    }

    fn set(&self, name: &SecretName, secret: &Secret) -> Result<(), Problem> {
        self.with(|secrets| secrets.insert(name.clone(), secret.clone()));
        Ok(())
    }

    fn delete(&self, name: &SecretName) -> Result<(), Problem> {
        self.with(|secrets| secrets.remove(name));
        Ok(())
    }
}
