//! How the receiver in use is reached: lent by the host, or connected by an administrator.

use std::sync::Arc;

use domain::{Environment, Problem};

use crate::app::Core;
use crate::relay::seal::SealKey;
use crate::relay::{Relay, RelayAddress, RelayError};
use crate::store::receivers::{self, BUILTIN, NewReceiver, ReceiverRow};
use crate::store::{Done, Ledger};
use crate::vault::{Secret, SecretName};

/// A receiver, ready to be asked.
pub(in crate::app) struct Reach {
    /// The client.
    pub(in crate::app) relay: Relay,
    /// What the ledger holds of it.
    pub(in crate::app) row: ReceiverRow,
    /// What opens sealed bodies.
    pub(in crate::app) seal: Option<Arc<SealKey>>,
}

/// The name of the bearer token in the keyring.
pub(in crate::app) fn token_name(core: &Core) -> Result<SecretName, Problem> {
    let place = core.own_place()?;
    Ok(SecretName::receiver_token(
        core.environment,
        place.workspace(),
    ))
}

/// The name of the sealing key in the keyring.
pub(in crate::app) fn seal_name(core: &Core) -> Result<SecretName, Problem> {
    let place = core.own_place()?;
    Ok(SecretName::receiver_seal(
        core.environment,
        place.workspace(),
    ))
}

impl Core {
    /// The receiver that the host lends to this world.
    fn lent(&self) -> Option<&crate::LentReceiver> {
        let lent = self.shared.lent.as_ref();
        lent.filter(|_| self.environment == Environment::Practice)
    }

    /// Where public addresses begin.
    pub(super) fn receiver_base(&self, ledger: &Ledger) -> Result<Option<String>, Problem> {
        if let Some(lent) = self.lent() {
            return Ok(Some(lent.base_url.clone()));
        }
        let row = ledger.read(receivers::in_use)?;
        Ok(row.map(|row| row.url).filter(|url| url != BUILTIN))
    }

    /// The receiver in use; `None` when none is connected, or no ledger is open.
    ///
    /// # Errors
    /// `receiver.no_token`, `receiver.no_seal`, `receiver.settings`; what the keyring says.
    pub(in crate::app) async fn reach(self: &Arc<Self>) -> Result<Option<Reach>, Problem> {
        let Some(ledger) = self.held().clone() else {
            return Ok(None);
        };
        let (address, row) = match self.lent() {
            Some(lent) => {
                let address = RelayAddress {
                    url: lent.base_url.clone(),
                    certificate: None,
                    token: Secret::new(lent.console_token.as_bytes()),
                };
                let row = self.blocking(move |core| core.builtin(&ledger)).await?;
                (address, row)
            }
            None => {
                let row = self
                    .blocking(move |_| ledger.read(receivers::in_use))
                    .await?;
                let Some(row) = row.filter(|row| row.url != BUILTIN) else {
                    return Ok(None);
                };
                let token = self.shared.keys.get(token_name(self)?).await?;
                let address = RelayAddress {
                    url: row.url.clone(),
                    certificate: row.certificate.clone(),
                    token: token.ok_or_else(no_token)?,
                };
                (address, row)
            }
        };
        let seal = if row.sealed {
            Some(Arc::new(self.seal_key().await?))
        } else {
            None
        };
        Ok(Some(Reach {
            relay: Relay::new(&address).map_err(|error: RelayError| error.problem())?,
            row,
            seal,
        }))
    }

    async fn seal_key(&self) -> Result<SealKey, Problem> {
        let held = self.shared.keys.get(seal_name(self)?).await?;
        held.as_ref().and_then(SealKey::from_secret).ok_or_else(|| {
            Problem::new(
                "receiver.no_seal",
                "Nothing is taken from the receiver: the keyring no longer holds the key that opens what is \
                 sealed there.",
            )
            .with_remedy("If you use several keyrings or accounts, sign in with the one it was connected in.")
            .with_remedy("Else connect the receiver again; what was sealed to the old key stays closed.")
        })
    }

    /// What the ledger holds of practice's own receiver, made at its first use.
    fn builtin(&self, ledger: &Ledger) -> Result<ReceiverRow, Problem> {
        if let Some(row) = ledger
            .read(receivers::in_use)?
            .filter(|row| row.url == BUILTIN)
        {
            return Ok(row);
        }
        self.builtin_anew(ledger, true)
    }

    /// Drains practice's own receiver from where it was, or, when its inbox is another, from its start.
    pub(super) fn builtin_anew(
        &self,
        ledger: &Ledger,
        go_on: bool,
    ) -> Result<ReceiverRow, Problem> {
        let new = NewReceiver {
            url: BUILTIN.to_owned(),
            certificate: None,
            sealed: false,
        };
        ledger.write(self.by(), "receiver.connect", |write| {
            let before = receivers::last_at(write, BUILTIN)?.filter(|_| go_on);
            let id = receivers::connect(write, &new, before.map(|row| row.id))?;
            let row = receivers::in_use(write)?;
            let row = row.ok_or(crate::store::StoreError::Missing("receiver"))?;
            Ok(Done::to(format!("receiver {id}"), row))
        })
    }
}

/// Why practice's receiver is not changed.
pub(in crate::app) fn builtin_refused() -> Problem {
    Problem::new(
        "receiver.builtin",
        "Nothing was changed: practice has a receiver of its own, which runs in this program.",
    )
    .with_remedy("Go to the sandbox or to production to connect the receiver of your business.")
}

/// Why something that needs a receiver was not done.
pub(in crate::app) fn none_connected() -> Problem {
    Problem::new(
        "receiver.none",
        "Nothing was done: no receiver is connected, so nothing that Safaricom answers would come here.",
    )
    .with_remedy("Connect the receiver of your business in the settings.")
}

fn no_token() -> Problem {
    Problem::new(
        "receiver.no_token",
        "The receiver is not asked: the keyring no longer holds this console's token for it. Callbacks that \
         come meanwhile are kept there.",
    )
    .with_remedy("If you use several keyrings or accounts, sign in with the one it was connected in.")
    .with_remedy("Else connect the receiver again with its token.")
}
