//! What consoles published, in memory: which callback addresses there are, and how payments are answered.
//!
//! Owns: finding a kind by its token without telling by time how near a guess was; following what other
//! receivers on the same store were told. Stays out: keeping it ([`Inbox`]), and deciding
//! about a payment (`domain::c2b`).
//!
//! A document that can't be read never takes a good one's place: callbacks go on coming in under the last
//! one that could.

mod document;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use tokio::sync::Mutex;

use crate::KindToken;
use crate::http::{KindInfo, PaymentRules, Publications};
use crate::inbox::{Inbox, InboxError};

pub use document::{
    DEADLINE_MS_MAX, Document, DocumentError, KINDS_MAX, KindRead, REFERENCES_MAX, VERSION_MAX,
};
pub(crate) use document::{is_short_code, not_json};

/// How often a receiver asks its store what others were told.
pub const FOLLOW_EVERY: Duration = Duration::from_secs(1);

/// Everything that consoles published to a store.
pub struct Published {
    inbox: Arc<dyn Inbox>,
    index: RwLock<Arc<Index>>,
    refreshing: Mutex<()>,
}

#[derive(Default)]
struct Index {
    /// The versions the store had, readable or not: what need not be read again.
    seen: BTreeMap<String, u64>,
    documents: BTreeMap<String, Arc<Document>>,
    kinds: Vec<Entry>,
}

struct Entry {
    token_sha256: [u8; 32],
    until_ms: i64,
    kind: Arc<KindInfo>,
}

impl Published {
    /// Reads what is in the store.
    ///
    /// # Errors
    /// When the store does not answer: without it no address is known.
    pub async fn load(inbox: Arc<dyn Inbox>) -> Result<Self, InboxError> {
        let published = Self {
            inbox,
            index: RwLock::default(),
            refreshing: Mutex::new(()),
        };
        published.refresh().await?;
        Ok(published)
    }

    /// The version of a console's document that is in force; 0 when it published none.
    #[must_use]
    pub fn version(&self, console: &str) -> u64 {
        let index = self.index();
        index
            .documents
            .get(console)
            .map_or(0, |document| document.version)
    }

    /// Whether a console's bodies are sealed.
    #[must_use]
    pub fn sealed(&self, console: &str) -> bool {
        let index = self.index();
        let document = index.documents.get(console);
        document.is_some_and(|document| document.seal_to.is_some())
    }

    /// Takes over what changed in the store. Nothing is read when no version did.
    ///
    /// # Errors
    /// When the store does not answer; what was known stays in force.
    pub async fn refresh(&self) -> Result<(), InboxError> {
        let _one_at_a_time = self.refreshing.lock().await;
        let versions: BTreeMap<String, u64> =
            self.inbox.published_versions().await?.into_iter().collect();
        let known = self.index();
        if versions == known.seen {
            return Ok(());
        }
        let texts = self.inbox.publications().await?;
        // A large document takes a while to read, and callbacks wait for nobody.
        let read = tokio::task::spawn_blocking(move || Index::read(texts, &known)).await;
        let index = read.map_err(|_| InboxError::Away("the receiver is ending".to_owned()))?;
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(index);
        Ok(())
    }

    /// Refreshes again and again; ends when it is dropped. A store that does not answer is told once, and
    /// once more when it answers again.
    pub async fn follow(&self, every: Duration) {
        let mut turn = tokio::time::interval(every);
        turn.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut away = false;
        loop {
            turn.tick().await;
            match self.refresh().await {
                Err(error) if !away => {
                    away = true;
                    tracing::warn!(%error, "what consoles published could not be read again; the last is in force");
                }
                Ok(()) if away => {
                    away = false;
                    tracing::info!("what consoles published is read again");
                }
                _ => {}
            }
        }
    }

    fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Publications for Published {
    /// Every token is compared, to its last byte.
    fn find(&self, token: &KindToken, now_ms: i64) -> Option<Arc<KindInfo>> {
        let asked = token.sha256();
        let index = self.index();
        let mut found = u64::MAX;
        for (at, entry) in (0_u64..).zip(&index.kinds) {
            let live = Choice::from(u8::from(now_ms < entry.until_ms));
            // The first of two, were a token published by two consoles.
            let hit = asked.ct_eq(&entry.token_sha256) & live & found.ct_eq(&u64::MAX);
            found.conditional_assign(&at, hit);
        }
        let entry = index.kinds.get(usize::try_from(found).ok()?)?;
        Some(Arc::clone(&entry.kind))
    }

    fn rules(&self, kind: &KindInfo) -> Option<PaymentRules> {
        let index = self.index();
        let document = index.documents.get(&kind.console)?;
        let (_, short_code) = kind.profile.split_once('/')?;
        document.rules.get(short_code).cloned()
    }
}

impl Index {
    fn read(texts: Vec<(String, u64, String)>, known: &Self) -> Self {
        let mut index = Self::default();
        for (console, version, text) in texts {
            let former = known.documents.get(&console).map(Arc::clone);
            let current = former.as_ref().is_some_and(|of| of.version == version);
            let document = if current {
                former
            } else {
                match Document::read(&text) {
                    Ok(document) => Some(Arc::new(document)),
                    Err(error) => {
                        tracing::error!(console, version, %error, "a published document can't be read; the last good one is in force");
                        former
                    }
                }
            };
            index.seen.insert(console.clone(), version);
            if let Some(document) = document {
                index.kinds.extend(entries(&console, &document));
                index.documents.insert(console, document);
            }
        }
        index
    }
}

fn entries(console: &str, document: &Document) -> impl Iterator<Item = Entry> {
    document.kinds.iter().map(move |kind| Entry {
        token_sha256: kind.token_sha256,
        until_ms: kind.until_ms.unwrap_or(i64::MAX),
        kind: Arc::new(KindInfo {
            console: console.to_owned(),
            profile: kind.profile.clone(),
            use_: kind.use_,
            seal_to: document.seal_to.clone(),
        }),
    })
}

/// Neither tokens nor references.
impl std::fmt::Debug for Published {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Published")
            .field("kinds", &self.index().kinds.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "published_tests.rs"]
mod tests;
