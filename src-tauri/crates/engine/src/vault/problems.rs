//! What a keyring's refusal means for the act that was under way: what became of the ledger or of the
//! secret, why, and what to do. A secret is in none of these texts.

use domain::{Problem, Retry};

use super::{SecretKind, SecretName};

/// What was asked of the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A secret was to be read.
    Read,
    /// A secret was to be kept.
    Keep,
    /// A secret was to be forgotten.
    Forget,
}

/// What became of it, as the first words of a problem.
fn outcome(act: Act, of: SecretKind) -> String {
    match (of, act) {
        (SecretKind::LedgerKey, Act::Read) => "Nothing was opened".to_owned(),
        (SecretKind::LedgerKey, Act::Keep) => "No ledger was made".to_owned(),
        (SecretKind::LedgerKey, Act::Forget) => "The ledger's key was not deleted".to_owned(),
        (SecretKind::AuditHead, Act::Read) => {
            "The last known audit event was not compared".to_owned()
        }
        (SecretKind::AuditHead, Act::Keep) => "The last audit event was not kept".to_owned(),
        (SecretKind::AuditHead, Act::Forget) => "The last audit event was not forgotten".to_owned(),
        (SecretKind::EarlierLedgerKeys, _) => "The ledger's key was not replaced".to_owned(),
        (SecretKind::Lineage | SecretKind::Lease, _) => {
            "Whether this ledger may send could not be settled, and nothing was sent".to_owned()
        }
        (SecretKind::ReceiverToken | SecretKind::ReceiverSeal, Act::Read) => {
            "The receiver was not asked; callbacks that come meanwhile are kept there".to_owned()
        }
        (SecretKind::ReceiverToken | SecretKind::ReceiverSeal, Act::Keep) => {
            "The receiver was not connected".to_owned()
        }
        (SecretKind::ReceiverToken | SecretKind::ReceiverSeal, Act::Forget) => {
            "The receiver's token was not deleted".to_owned()
        }
        (SecretKind::Profile(_, secret), Act::Read) => {
            format!("The {} was not read and nothing was sent", secret.called())
        }
        (SecretKind::Profile(_, secret), Act::Keep) => {
            format!("The {} was not kept", secret.called())
        }
        (SecretKind::Profile(_, secret), Act::Forget) => {
            format!("The {} was not deleted", secret.called())
        }
    }
}

/// Why nothing runs without the keyring.
const fn because(of: SecretKind) -> &'static str {
    match of {
        SecretKind::LedgerKey => "The ledger's key is kept there, and nothing runs without it.",
        SecretKind::AuditHead => "It is kept there, away from the file it watches over.",
        SecretKind::EarlierLedgerKeys | SecretKind::Lineage | SecretKind::Lease => {
            "What tells a ledger from its copies is kept there."
        }
        SecretKind::ReceiverToken | SecretKind::ReceiverSeal | SecretKind::Profile(..) => {
            "Secrets are kept there and nowhere else."
        }
    }
}

/// The keyring does not answer.
pub fn unavailable(act: Act, of: &SecretName, why: &str) -> Problem {
    Problem::new(
        "keyring.unavailable",
        format!(
            "{}: the system keyring does not answer ({why}). {}",
            outcome(act, of.kind()),
            because(of.kind())
        ),
    )
    .with_remedy("Start the keyring of your desktop: GNOME Keyring (gnome-keyring) or KWallet.")
    .with_remedy("Then try again; Patanisha need not be restarted.")
    .with_retry(Retry::Now)
}

/// The keyring is locked, or its prompt was not answered in time. The act may still happen later,
/// when somebody answers the prompt.
pub fn locked(act: Act, of: &SecretName) -> Problem {
    let later = match act {
        Act::Read => "",
        Act::Keep | Act::Forget => " Answering the prompt late may still do it.",
    };
    Problem::new(
        "keyring.locked",
        format!(
            "{}: the system keyring is locked and waits for its password prompt to be answered.{later}",
            outcome(act, of.kind())
        ),
    )
    .with_remedy("Answer the keyring's password prompt, or unlock the keyring in your desktop's password program.")
    .with_remedy("Then try again; Patanisha need not be restarted.")
    .with_retry(Retry::Now)
}

/// The keyring answers and says no.
pub fn denied(act: Act, of: &SecretName, why: &str) -> Problem {
    Problem::new(
        "keyring.denied",
        format!(
            "{}: the system keyring refused access ({why}).",
            outcome(act, of.kind())
        ),
    )
    .with_remedy("Allow Patanisha in the keyring's prompt or in your desktop's password program, then try again.")
    .with_retry(Retry::Now)
}

/// A ledger is there, its key is not.
pub fn missing_key(name: &SecretName) -> Problem {
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

#[cfg(test)]
mod tests {
    use domain::Environment;

    use super::*;
    use crate::vault::ProfileSecret;

    #[test]
    fn each_act_says_what_became_of_what() {
        let key = SecretName::ledger_key(Environment::Sandbox, "main");
        let secret = SecretName::of_profile(
            Environment::Sandbox,
            "main",
            3,
            ProfileSecret::ConsumerSecret,
        );
        for (act, name, begins) in [
            (Act::Read, &key, "Nothing was opened"),
            (Act::Keep, &key, "No ledger was made"),
            (Act::Forget, &key, "The ledger's key was not deleted"),
            (Act::Read, &secret, "The consumer secret was not read"),
            (Act::Keep, &secret, "The consumer secret was not kept"),
            (Act::Forget, &secret, "The consumer secret was not deleted"),
        ] {
            for told in [
                unavailable(act, name, "no bus"),
                locked(act, name),
                denied(act, name, "no"),
            ] {
                assert!(told.message.starts_with(begins), "{act:?}: {told}");
                assert_eq!(told.retry, Retry::Now);
                assert!(!told.remedies.is_empty());
            }
        }
        assert!(
            unavailable(Act::Keep, &secret, "x")
                .message
                .ends_with("nowhere else.")
        );
    }
}
