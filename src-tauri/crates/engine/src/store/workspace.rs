//! A workspace on this computer: where its ledger is, and opening it with the key from the keyring.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Eat, Environment, Problem};

use super::ledger::exists;
use super::{By, Ledger};
use crate::vault::{Keys, LedgerKey, SecretName, missing_key};

/// Where a workspace's ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    data: PathBuf,
    environment: Environment,
    workspace: String,
}

/// Longest workspace name.
const NAME_CHARS_MAX: usize = 64;

impl Place {
    /// A workspace in a host's data folder.
    ///
    /// # Errors
    /// `workspace.name` unless the name is 1 to 64 small letters, digits and hyphens.
    pub fn new(data: &Path, environment: Environment, workspace: &str) -> Result<Self, Problem> {
        let fits = (1..=NAME_CHARS_MAX).contains(&workspace.len())
            && workspace
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !fits {
            return Err(Problem::new(
                "workspace.name",
                "No workspace was opened: a workspace's name has 1 to 64 small letters, digits and hyphens.",
            )
            .with_field("workspace")
            .with_remedy("Choose a name such as jaribio-traders."));
        }
        Ok(Self {
            data: data.to_owned(),
            environment,
            workspace: workspace.to_owned(),
        })
    }

    /// The environment.
    #[must_use]
    pub const fn environment(&self) -> Environment {
        self.environment
    }

    /// The workspace's name.
    #[must_use]
    pub fn workspace(&self) -> &str {
        &self.workspace
    }

    /// The ledger file: `<data>/<environment>/<workspace>.ledger`.
    #[must_use]
    pub fn ledger(&self) -> PathBuf {
        self.data
            .join(self.environment.word())
            .join(format!("{}.ledger", self.workspace))
    }

    /// Whether the ledger is there.
    ///
    /// # Errors
    /// `ledger.unreadable` when the folder can't be read.
    pub fn exists(&self) -> Result<bool, Problem> {
        exists(&self.ledger())
    }

    /// The name of its key in the keyring.
    #[must_use]
    pub fn key_name(&self) -> SecretName {
        SecretName::ledger_key(self.environment, &self.workspace)
    }
}

/// Opens a workspace's ledger, or makes it with a new key when neither file nor key is there.
///
/// # Errors
/// `keyring.missing_key` when there is a file without its key: nothing is created over it. What the
/// keyring and the file say.
pub async fn open_workspace(
    place: &Place,
    keys: &Keys,
    operator: &str,
    at: Eat,
) -> Result<Arc<Ledger>, Problem> {
    let exists = place.exists()?;
    let held = keys.get(place.key_name()).await?;
    let key = match (&held, exists) {
        (Some(secret), _) => {
            LedgerKey::from_secret(secret).ok_or_else(|| missing_key(&place.key_name()))?
        }
        (None, true) => return Err(missing_key(&place.key_name())),
        (None, false) => {
            // The key is kept before the file is made: a file without a key could never be opened.
            let key = LedgerKey::random()?;
            keys.set(place.key_name(), key.to_secret()).await?;
            key
        }
    };
    let (place, operator) = (place.clone(), operator.to_owned());
    let opening = tokio::task::spawn_blocking(move || {
        let by = By {
            operator: &operator,
            at,
        };
        if exists {
            Ledger::open(&place.ledger(), &key, place.environment(), by)
        } else {
            Ledger::create(&place.ledger(), &key, place.environment(), by)
        }
    });
    match opening.await {
        Ok(ledger) => ledger.map(Arc::new),
        Err(_) => Err(Problem::new(
            "ledger.failed",
            "The ledger was not opened: the opening was cut off.",
        )
        .with_remedy("Try again.")),
    }
}
