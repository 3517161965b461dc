//! What a secret is for, and the words the keyring knows it by.

use std::fmt;

use domain::{Environment, ShortCode};

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// Opens the ledger file.
    LedgerKey,
    /// The last event of the audit chain that this computer saw.
    AuditHead,
    /// Keys that opened earlier ledgers of this name.
    EarlierLedgerKeys,
    /// The mark of the ledger that was open here last.
    Lineage,
    /// The generation of a short code's lease.
    Lease,
    /// This console's bearer token at the receiver.
    ReceiverToken,
    /// Opens what the receiver sealed.
    ReceiverSeal,
    /// Of a profile, by its number in the ledger: a credential for Daraja.
    Profile(i64, ProfileSecret),
}

/// A profile's secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileSecret {
    /// Of the app on the Daraja portal.
    ConsumerKey,
    /// Of the app on the Daraja portal.
    ConsumerSecret,
    /// For STK push.
    Passkey,
    /// The API operator's password.
    InitiatorPassword,
    /// That password, already encrypted.
    SecurityCredential,
}

impl ProfileSecret {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ConsumerKey,
        Self::ConsumerSecret,
        Self::Passkey,
        Self::InitiatorPassword,
        Self::SecurityCredential,
    ];

    /// The keyring's word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ConsumerKey => "consumer-key",
            Self::ConsumerSecret => "consumer-secret",
            Self::Passkey => "passkey",
            Self::InitiatorPassword => "initiator-password",
            Self::SecurityCredential => "security-credential",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::ConsumerKey => "consumer key",
            Self::ConsumerSecret => "consumer secret",
            Self::Passkey => "passkey",
            Self::InitiatorPassword => "initiator password",
            Self::SecurityCredential => "security credential",
        }
    }
}

/// Names one secret. Environments never share a name (law 10).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretName {
    environment: Environment,
    workspace: String,
    kind: SecretKind,
    /// What more there is to the name.
    of: String,
}

impl SecretName {
    /// The key of a workspace's ledger in one environment.
    #[must_use]
    pub fn ledger_key(environment: Environment, workspace: &str) -> Self {
        Self::plain(environment, workspace, SecretKind::LedgerKey)
    }

    /// The keys of ledgers that had this workspace's place before.
    #[must_use]
    pub fn earlier_ledger_keys(environment: Environment, workspace: &str) -> Self {
        Self::plain(environment, workspace, SecretKind::EarlierLedgerKeys)
    }

    /// The mark of the ledger that was open last.
    #[must_use]
    pub fn lineage(environment: Environment, workspace: &str) -> Self {
        Self::plain(environment, workspace, SecretKind::Lineage)
    }

    /// The generation of a short code's lease.
    #[must_use]
    pub fn lease(environment: Environment, workspace: &str, short_code: &ShortCode) -> Self {
        Self {
            of: short_code.as_str().to_owned(),
            ..Self::plain(environment, workspace, SecretKind::Lease)
        }
    }

    /// This console's bearer token at its receiver.
    #[must_use]
    pub fn receiver_token(environment: Environment, workspace: &str) -> Self {
        Self::plain(environment, workspace, SecretKind::ReceiverToken)
    }

    /// The key that opens what the receiver sealed.
    #[must_use]
    pub fn receiver_seal(environment: Environment, workspace: &str) -> Self {
        Self::plain(environment, workspace, SecretKind::ReceiverSeal)
    }

    fn plain(environment: Environment, workspace: &str, kind: SecretKind) -> Self {
        Self {
            environment,
            workspace: workspace.to_owned(),
            kind,
            of: String::new(),
        }
    }

    /// The head of a workspace's audit chain in one environment.
    #[must_use]
    pub fn audit_head(environment: Environment, workspace: &str) -> Self {
        Self::plain(environment, workspace, SecretKind::AuditHead)
    }

    /// A secret of a profile, which goes by its number in that workspace's ledger.
    #[must_use]
    pub fn of_profile(
        environment: Environment,
        workspace: &str,
        profile: i64,
        secret: ProfileSecret,
    ) -> Self {
        Self::plain(environment, workspace, SecretKind::Profile(profile, secret))
    }

    /// What it is for.
    #[must_use]
    pub const fn kind(&self) -> SecretKind {
        self.kind
    }

    /// The keyring's word for the program and its world: `patanisha.practice`.
    #[must_use]
    pub fn service(&self) -> String {
        format!("patanisha.{}", self.environment)
    }

    /// The keyring's word for the secret: `jaribio/ledger-key`, `main/profile-3/consumer-secret`.
    #[must_use]
    pub fn user(&self) -> String {
        match self.kind {
            SecretKind::LedgerKey => format!("{}/ledger-key", self.workspace),
            SecretKind::AuditHead => format!("{}/audit-head", self.workspace),
            SecretKind::EarlierLedgerKeys => format!("{}/earlier-ledger-keys", self.workspace),
            SecretKind::Lineage => format!("{}/lineage", self.workspace),
            SecretKind::ReceiverToken => format!("{}/receiver-token", self.workspace),
            SecretKind::ReceiverSeal => format!("{}/receiver-seal", self.workspace),
            SecretKind::Lease => format!("{}/lease-{}", self.workspace, self.of),
            SecretKind::Profile(profile, secret) => {
                format!("{}/profile-{profile}/{}", self.workspace, secret.word())
            }
        }
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.service(), self.user())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_has_a_name_of_its_own() {
        let name = |environment, profile, secret| {
            SecretName::of_profile(environment, "main", profile, secret).to_string()
        };
        assert_eq!(
            name(Environment::Sandbox, 3, ProfileSecret::ConsumerSecret),
            "patanisha.sandbox/main/profile-3/consumer-secret"
        );
        let mut names = std::collections::BTreeSet::new();
        for environment in Environment::ALL {
            names.insert(SecretName::ledger_key(*environment, "main").to_string());
            names.insert(SecretName::audit_head(*environment, "main").to_string());
            names.insert(SecretName::earlier_ledger_keys(*environment, "main").to_string());
            names.insert(SecretName::lineage(*environment, "main").to_string());
            names.insert(SecretName::receiver_token(*environment, "main").to_string());
            names.insert(SecretName::receiver_seal(*environment, "main").to_string());
            for code in ["600111", "0600111"] {
                let code = ShortCode::parse(code).unwrap();
                names.insert(SecretName::lease(*environment, "main", &code).to_string());
            }
            for secret in ProfileSecret::ALL {
                names.insert(name(*environment, 1, secret));
                names.insert(name(*environment, 11, secret));
            }
        }
        assert_eq!(names.len(), 3 * 18);
    }
}
