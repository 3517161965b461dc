//! What the HTTP side needs to know of what consoles published.

use std::sync::Arc;

use domain::Kes;
use domain::c2b::{Policy, Rules};

use crate::KindToken;
use crate::inbox::Use;
use crate::seal::SealKey;
use crate::wire::RulesPublished;

/// What the first part of an address stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindInfo {
    /// Whose it is.
    pub console: String,
    /// `production/600111`.
    pub profile: String,
    /// What it is for.
    pub use_: Use,
    /// The key that bodies are sealed to.
    pub seal_to: Option<SealKey>,
}

/// How payments to a short code are answered, ready to decide.
#[derive(Debug, Clone)]
pub struct PaymentRules {
    /// The version they were published with.
    pub version: u64,
    /// When the default is answered at the latest, in milliseconds after the request was whole.
    pub deadline_ms: u32,
    /// The rules.
    pub rules: Arc<Rules>,
}

/// What consoles published, in memory: asked for every callback, so it may not wait for anything.
pub trait Publications: Send + Sync + 'static {
    /// What a token stands for at a moment in milliseconds since 1970. The time it takes tells nothing
    /// about how near a guess was.
    fn find(&self, token: &KindToken, now_ms: i64) -> Option<Arc<KindInfo>>;

    /// The rules of a kind's console for the kind's short code.
    fn rules(&self, kind: &KindInfo) -> Option<PaymentRules>;
}

impl PaymentRules {
    /// Makes published rules ready. Takes time with the number of references: done when they are
    /// published, not when a payment asks.
    #[must_use]
    pub fn of(version: u64, published: &RulesPublished) -> Self {
        let policy = Policy {
            accept_by_default: published.accept_by_default,
            accept_unknown: published.accept_unknown,
            accept_over: published.accept_over,
            accept_under: published.accept_under,
        };
        let references = published.references.iter().map(|open| {
            (
                open.reference.as_str(),
                open.open_cents.map(Kes::from_cents),
            )
        });
        Self {
            version,
            deadline_ms: published.deadline_ms,
            rules: Arc::new(Rules::new(policy, references)),
        }
    }
}
