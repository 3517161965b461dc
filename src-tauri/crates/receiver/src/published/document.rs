//! A publication read and checked: what is wrong in it is said, and none of it is taken.

use std::collections::{HashMap, HashSet};

use domain::{Environment, ShortCode};

use crate::hex;
use crate::http::PaymentRules;
use crate::inbox::Use;
use crate::seal::SealKey;
use crate::wire::{KindPublished, Publication, RulesPublished};

/// Addresses in one document, at most: each is compared with each callback.
pub const KINDS_MAX: usize = 2_000;
/// Open references in one document, at most.
pub const REFERENCES_MAX: usize = 500_000;
/// Highest version, that of the store's integers.
pub const VERSION_MAX: u64 = i64::MAX.unsigned_abs();
/// Longest that a payment's validation may be made to wait, in milliseconds; Safaricom waits about 8 000
/// (`daraja-api.md` section 14).
pub const DEADLINE_MS_MAX: u32 = 7_000;

/// A publication that can be acted on.
#[derive(Debug)]
pub struct Document {
    /// Its version.
    pub version: u64,
    /// The addresses.
    pub kinds: Vec<KindRead>,
    /// The rules, by short code, ready to decide.
    pub rules: HashMap<String, PaymentRules>,
    /// The key that bodies are sealed to.
    pub seal_to: Option<SealKey>,
}

/// An address of it.
#[derive(Debug)]
pub struct KindRead {
    /// SHA-256 of its token.
    pub token_sha256: [u8; 32],
    /// `production/600111`.
    pub profile: String,
    /// What it is for.
    pub use_: Use,
    /// When it stops being taken.
    pub until_ms: Option<i64>,
}

/// What is wrong with a publication. Nothing of it is repeated but short codes and places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not this JSON.
    #[error("it is not a publication: {0}")]
    Json(String),
    /// 0, or beyond what a store can keep.
    #[error("its version must be from 1 to {VERSION_MAX}")]
    Version,
    /// Too many addresses or references.
    #[error("it has {found} {what}, and {most} are taken")]
    TooMany {
        /// Which.
        what: &'static str,
        /// How many.
        found: usize,
        /// How many are taken.
        most: usize,
    },
    /// The hash, the profile, or a token that stands there twice.
    #[error("address {at} is wrong: {why}")]
    Kind {
        /// Its place, from 1.
        at: usize,
        /// Why.
        why: &'static str,
    },
    /// A deadline, an amount, or a short code that stands there twice.
    #[error("rule {at} is wrong: {why}")]
    Rules {
        /// Its place, from 1.
        at: usize,
        /// Why.
        why: &'static str,
    },
    /// No X25519 key.
    #[error("the key to seal to is not an X25519 public key in hex")]
    SealTo,
}

impl Document {
    /// Reads the JSON of a [`Publication`].
    ///
    /// # Errors
    /// [`DocumentError`] names the first thing that is wrong.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let of = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        Self::of(of)
    }

    /// Checks a publication.
    ///
    /// # Errors
    /// [`DocumentError`] names the first thing that is wrong.
    pub fn of(of: Publication) -> Result<Self, DocumentError> {
        if of.version == 0 || of.version > VERSION_MAX {
            return Err(DocumentError::Version);
        }
        at_most("addresses", of.kinds.len(), KINDS_MAX)?;
        let references = of.rules.iter().map(|rules| rules.references.len()).sum();
        at_most("open references", references, REFERENCES_MAX)?;
        let seal_to = match of.seal_to {
            Some(hex) => Some(SealKey::parse(&hex).map_err(|_| DocumentError::SealTo)?),
            None => None,
        };
        Ok(Self {
            version: of.version,
            kinds: kinds(of.kinds)?,
            rules: rules(of.version, of.rules)?,
            seal_to,
        })
    }
}

/// Line and column, without the words that stand there.
pub(crate) fn not_json(error: &serde_json::Error) -> DocumentError {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Data => "a field is missing or of another kind",
        _ => "it is not JSON",
    };
    let (line, column) = (error.line(), error.column());
    DocumentError::Json(format!("{what}, line {line}, column {column}"))
}

const fn at_most(what: &'static str, found: usize, most: usize) -> Result<(), DocumentError> {
    if found > most {
        return Err(DocumentError::TooMany { what, found, most });
    }
    Ok(())
}

fn kinds(of: Vec<KindPublished>) -> Result<Vec<KindRead>, DocumentError> {
    let mut tokens = HashSet::new();
    let read = of.into_iter().zip(1..).map(|(kind, at)| {
        let wrong = |why| DocumentError::Kind { at, why };
        let token_sha256 = hex::read32(&kind.token_sha256)
            .ok_or_else(|| wrong("its hash is not 64 lower-case hex digits"))?;
        if !tokens.insert(token_sha256) {
            return Err(wrong("its token stands here twice"));
        }
        if !is_profile(&kind.profile) {
            return Err(wrong("its profile is not like production/600111"));
        }
        Ok(KindRead {
            token_sha256,
            profile: kind.profile,
            use_: kind.use_,
            until_ms: kind.until_ms,
        })
    });
    read.collect()
}

fn rules(
    version: u64,
    of: Vec<RulesPublished>,
) -> Result<HashMap<String, PaymentRules>, DocumentError> {
    let mut read = HashMap::with_capacity(of.len());
    for (rules, at) in of.into_iter().zip(1..) {
        let wrong = |why| DocumentError::Rules { at, why };
        if !is_short_code(&rules.short_code) {
            return Err(wrong("its short code is not digits"));
        }
        if !(1..=DEADLINE_MS_MAX).contains(&rules.deadline_ms) {
            return Err(wrong("its deadline is not from 1 to 7000 ms"));
        }
        let open = |cents: Option<i64>| cents.is_none_or(|cents| cents >= 0);
        if !rules.references.iter().all(|of| open(of.open_cents)) {
            return Err(wrong("an open amount is below zero"));
        }
        let ready = PaymentRules::of(version, &rules);
        if read.insert(rules.short_code, ready).is_some() {
            return Err(wrong("its short code stands here twice"));
        }
    }
    Ok(read)
}

fn is_profile(text: &str) -> bool {
    text.split_once('/').is_some_and(|(environment, code)| {
        Environment::from_word(environment).is_some() && is_short_code(code)
    })
}

/// Whether a text is a short code as it is kept: digits without blanks.
pub(crate) fn is_short_code(text: &str) -> bool {
    ShortCode::parse(text).is_some_and(|of| of.as_str() == text)
}
