//! Whether this ledger is the one that was here last, or a copy of it.
//!
//! At each opening the ledger gets a new mark. The keyring keeps the mark the ledger has and, while it is
//! being changed, the one it is to get: a crash between the two never looks like a copy. A ledger with any
//! other mark was restored, copied or brought from elsewhere. It can be read and worked on, and may not
//! send until two people claim the lease (`lease`).

use std::sync::Arc;

use domain::Problem;
use serde_json::json;

use super::{Core, lock};
use crate::store::{Done, Ledger, lineage};
use crate::vault::{Secret, SecretName};

/// What the ledger that is open here is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lineage {
    /// The one that was open here last.
    Own,
    /// Restored, copied, or brought from elsewhere.
    Copied {
        /// In words.
        why: String,
    },
    /// The keyring would not tell, or would not keep the new mark.
    Unproved {
        /// What it said.
        why: Problem,
    },
}

/// What the keyring holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Marks {
    current: Option<String>,
    next: Option<String>,
}

impl Marks {
    /// `current next`, a hyphen for none.
    fn read(secret: &Secret) -> Self {
        let text = std::str::from_utf8(secret.reveal()).unwrap_or_default();
        let mut words = text
            .split(' ')
            .map(|word| (word != "-" && !word.is_empty()).then(|| word.to_owned()));
        Self {
            current: words.next().flatten(),
            next: words.next().flatten(),
        }
    }

    fn secret(&self) -> Secret {
        let word = |mark: &Option<String>| mark.clone().unwrap_or_else(|| "-".to_owned());
        Secret::new(format!("{} {}", word(&self.current), word(&self.next)))
    }

    fn has(&self, mark: &str) -> bool {
        [&self.current, &self.next]
            .into_iter()
            .any(|held| held.as_deref() == Some(mark))
    }
}

/// Why this ledger is not the one that was here last; `None` when it is.
fn copied(held: Option<&Marks>, found: Option<&str>) -> Option<&'static str> {
    match (held, found) {
        // Made just now, or by a program that kept no marks.
        (None, None) => None,
        (Some(held), Some(found)) if held.has(found) => None,
        (None, Some(_)) => Some("it was brought from another computer or keyring"),
        (_, Some(lineage::COPY)) => Some("a backup of it was put in its place"),
        (Some(_), _) => Some("another copy of it was open here since"),
    }
}

impl Core {
    /// Finds out what the ledger is that was opened just now, and gives it its next mark.
    pub(super) async fn settle_lineage(self: &Arc<Self>, ledger: &Arc<Ledger>) {
        let found = match self.roll(ledger).await {
            Ok(found) => found,
            Err(why) => Lineage::Unproved { why },
        };
        *lock(&self.lineage) = Some(found);
    }

    async fn roll(self: &Arc<Self>, ledger: &Arc<Ledger>) -> Result<Lineage, Problem> {
        let keys = &self.shared.keys;
        let name = self.lineage_name()?;
        let held = keys.get(name.clone()).await?.map(|held| Marks::read(&held));
        let open = Arc::clone(ledger);
        let (found, why) = self
            .blocking(move |core| {
                lineage::ensure_workspace_id(&open, core.by())?;
                let found = open.read(lineage::mark)?;
                let why = copied(held.as_ref(), found.as_deref());
                if let Some(why) = why {
                    record_copy(core, &open, why)?;
                }
                Ok((found, why))
            })
            .await?;
        let next = lineage::random_mark()?;
        // What the file has now is a mark of its own until the new one is in it. One that was found to be a
        // copy has been recorded as such by now.
        let moving = Marks {
            current: found.filter(|found| found != lineage::COPY),
            next: Some(next.clone()),
        };
        keys.set(name.clone(), moving.secret()).await?;
        let (open, mark) = (Arc::clone(ledger), next.clone());
        self.blocking(move |core| open.set_lineage_mark(&mark, core.by()))
            .await?;
        let moved = Marks {
            current: Some(next),
            next: None,
        };
        keys.set(name, moved.secret()).await?;
        let copies = ledger.read(lineage::copies)?;
        Ok(match why {
            Some(why) => Lineage::Copied {
                why: why.to_owned(),
            },
            None if copies > 0 => Lineage::Copied {
                why: "it was restored, copied or brought from elsewhere before".to_owned(),
            },
            None => Lineage::Own,
        })
    }

    /// Has the keyring forget the ledger that was here, before a new one is made.
    pub(super) async fn forget_lineage(&self) -> Result<(), Problem> {
        self.shared.keys.delete(self.lineage_name()?).await
    }

    fn lineage_name(&self) -> Result<SecretName, Problem> {
        Ok(SecretName::lineage(
            self.environment,
            self.own_place()?.workspace(),
        ))
    }
}

/// That a ledger is a copy is recorded before it gets a mark of its own. The mark goes with the record:
/// cut off in between, it is found to be a copy again, which only costs another claim.
fn record_copy(core: &Core, ledger: &Ledger, why: &str) -> Result<(), Problem> {
    ledger.write(core.by(), "ledger.copied", |write| {
        let copies = lineage::count_copy(write)?;
        Ok(Done::to("ledger", ()).after(json!({"copies": copies, "why": why})))
    })
}

#[cfg(test)]
#[path = "lineage_tests.rs"]
mod tests;
