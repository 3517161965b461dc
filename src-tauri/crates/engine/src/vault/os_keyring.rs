//! The operating system's keyring: Secret Service, Keychain, Credential Manager.
//!
//! Every call opens its own connection, so a service that starts late works without a restart.

use domain::Problem;
use keyring::{Entry, Error};

use super::problems::{Act, denied, locked, unavailable};
use super::{Secret, SecretName, Vault};

/// The keyring of the signed-in user.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsKeyring;

impl OsKeyring {
    /// The keyring; nothing is asked of it yet.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

fn entry(act: Act, name: &SecretName) -> Result<Entry, Problem> {
    Entry::new(&name.service(), &name.user()).map_err(|error| problem(act, name, &error))
}

impl Vault for OsKeyring {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, Problem> {
        match entry(Act::Read, name)?.get_secret() {
            Ok(bytes) => Ok(Some(Secret::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(problem(Act::Read, name, &error)),
        }
    }

    fn set(&self, name: &SecretName, secret: &Secret) -> Result<(), Problem> {
        entry(Act::Keep, name)?
            .set_secret(secret.reveal())
            .map_err(|error| problem(Act::Keep, name, &error))
    }

    fn delete(&self, name: &SecretName) -> Result<(), Problem> {
        match entry(Act::Forget, name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(problem(Act::Forget, name, &error)),
        }
    }
}

/// What a keyring error means. Only the error's kind and the service's own words are used; a secret
/// is in neither (`BadEncoding` carries one and is not printed).
fn problem(act: Act, name: &SecretName, error: &Error) -> Problem {
    let denied = |why: &str| denied(act, name, why);
    match error {
        Error::NoStorageAccess(why) => no_access(act, name, &why.to_string()),
        Error::PlatformFailure(why) => platform(act, name, &why.to_string()),
        Error::Ambiguous(_) => denied("it holds several secrets of this name"),
        Error::TooLong(what, _) | Error::Invalid(what, _) => {
            denied(&format!("it does not take this {what}"))
        }
        Error::BadEncoding(_) => denied("the secret there is not text"),
        other => unavailable(act, name, &kind(other)),
    }
}

fn kind(error: &Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

/// The Secret Service says "no result" when there is no default keyring or it stays locked.
fn no_access(act: Act, name: &SecretName, why: &str) -> Problem {
    let why_lower = why.to_lowercase();
    if why_lower.contains("locked")
        || why_lower.contains("dismissed")
        || why_lower.contains("interaction")
    {
        locked(act, name)
    } else if why_lower.contains("no result") {
        unavailable(act, name, "it has no default collection")
    } else {
        denied(act, name, why)
    }
}

fn platform(act: Act, name: &SecretName, why: &str) -> Problem {
    let why_lower = why.to_lowercase();
    if why_lower.contains("islocked")
        || why_lower.contains("is locked")
        || why_lower.contains("dismissed")
    {
        locked(act, name)
    } else if ["denied", "rejected send"]
        .iter()
        .any(|said| why_lower.contains(said))
    {
        denied(act, name, why)
    } else {
        unavailable(act, name, why)
    }
}
