//! What the receiver is told: the hashes of addresses, and how payments are answered while they can still
//! be refused.

use domain::Problem;
use sha2::{Digest as _, Sha256};

use crate::api::{ProfileKind, ReceiverRules};
use crate::audit::{Hash, hex};
use crate::relay::wire::{KindPublished, Publication, ReferencePublished, RulesPublished};
use crate::store::{
    Read, StoreError, Write, callback_addresses, entries_open, preferences, profiles,
};

/// Where the rules are kept.
const RULES: &str = "receiver_rules";
/// When the default is answered at the latest, in milliseconds. Safaricom waits about 8 seconds.
const DEADLINE_MS: u32 = 3_000;
/// Open references that are published, for all short codes together.
const REFERENCES_MAX: usize = 200_000;

/// The rules as the ledger keeps them.
pub(in crate::app) struct Rules;

impl Rules {
    /// The rules; every payment is taken until an administrator says otherwise.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub(in crate::app) fn kept(read: &Read<'_>) -> Result<ReceiverRules, StoreError> {
        let kept = preferences::meta(read, RULES)?;
        let read = kept
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        Ok(read.unwrap_or(ReceiverRules {
            accept_by_default: true,
            accept_unknown: true,
            accept_over: true,
            accept_under: true,
        }))
    }

    /// Keeps rules.
    ///
    /// # Errors
    /// When the ledger can't be written.
    pub(in crate::app) fn keep(write: &Write<'_>, rules: &ReceiverRules) -> Result<(), StoreError> {
        let text = serde_json::to_string(rules).expect("four answers are JSON");
        preferences::set_meta(write, RULES, &text)
    }
}

/// A publication that has no version yet.
pub(super) struct Draft {
    pub(super) text: Publication,
    pub(super) sha256: Hash,
    pub(super) references: usize,
    /// What is to be known of it.
    pub(super) notice: Option<Problem>,
}

/// What the ledger has to publish now.
///
/// # Errors
/// When the ledger can't be read.
pub(super) fn draft(
    read: &Read<'_>,
    now: i64,
    seal_to: Option<String>,
) -> Result<Draft, StoreError> {
    let kinds = callback_addresses::taken_at(read, now)?
        .into_iter()
        .map(|kind| KindPublished {
            token_sha256: hex(&Sha256::digest(kind.token.as_bytes())),
            profile: kind.profile,
            use_: kind.use_,
            until_ms: kind.until.map(|until| until.saturating_mul(1_000)),
        })
        .collect();
    let kept = Rules::kept(read)?;
    let paid_into: Vec<String> = profiles::all(read)?
        .into_iter()
        .filter(|of| of.profile.kind != ProfileKind::Payout)
        .map(|of| of.profile.short_code)
        .collect();
    let room = REFERENCES_MAX.checked_div(paid_into.len()).unwrap_or(0);
    let mut open = if paid_into.is_empty() {
        Vec::new()
    } else {
        entries_open::references(read)?
    };
    let cut = open.len() > room;
    open.truncate(room);
    let references: Vec<ReferencePublished> = open
        .into_iter()
        .map(|of| ReferencePublished {
            reference: of.reference,
            open_cents: Some(of.open.cents()),
        })
        .collect();
    let count = references.len();
    let rules = paid_into
        .into_iter()
        .map(|short_code| RulesPublished {
            short_code,
            accept_by_default: kept.accept_by_default,
            // A reference that there was no room for may be open.
            accept_unknown: kept.accept_unknown || cut,
            accept_over: kept.accept_over,
            accept_under: kept.accept_under,
            deadline_ms: DEADLINE_MS,
            references: references.clone(),
        })
        .collect();
    let text = Publication {
        version: 0,
        kinds,
        rules,
        seal_to,
    };
    let bytes = serde_json::to_vec(&text).expect("texts and numbers are JSON");
    Ok(Draft {
        sha256: Sha256::digest(&bytes).into(),
        text,
        references: count,
        notice: cut.then(|| too_many(room)),
    })
}

fn too_many(room: usize) -> Problem {
    Problem::new(
        "receiver.references",
        format!(
            "More references are open than the receiver is told ({room}). No payment is refused for an unknown \
             reference meanwhile."
        ),
    )
    .with_remedy("Close what was paid long ago, so that fewer are open.")
}
