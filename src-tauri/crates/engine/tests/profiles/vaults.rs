//! A vault that can be made to refuse.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::Problem;
use engine::vault::{MemoryVault, Secret, SecretName, Vault};

/// A vault that keeps and forgets until it is told not to.
#[derive(Debug, Default)]
pub struct Moody {
    inner: MemoryVault,
    refuses: AtomicBool,
}

impl Moody {
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    fn willing(&self) -> Result<(), Problem> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(Problem::new("keyring.denied", "The keyring is in a mood."));
        }
        Ok(())
    }
}

impl Vault for Moody {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, Problem> {
        self.inner.get(name)
    }

    fn set(&self, name: &SecretName, secret: &Secret) -> Result<(), Problem> {
        self.willing()?;
        self.inner.set(name, secret)
    }

    fn delete(&self, name: &SecretName) -> Result<(), Problem> {
        self.willing()?;
        self.inner.delete(name)
    }
}
