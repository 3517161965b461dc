//! Checkpoints: signed points of the audit chain. A chain that was written anew from before one does
//! not fit its signature any more.

use domain::Eat;
use serde_json::json;

use super::error::StoreError;
use super::sql::moment;
use super::{Read, Write, audit_log, preferences};
use crate::audit::{Hash, canonical_json, hex};
use crate::people::{PublicKey, Signature, SigningKey};

/// What the signature is for; no other record begins so.
pub const PURPOSE: &str = "patanisha checkpoint 1";

/// Why a checkpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A person signed out, or took a new key with the recovery key.
    SignOut,
    /// A backup was made.
    Backup,
    /// An audit pack was made.
    Export,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::SignOut, Self::Backup, Self::Export];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignOut => "sign_out",
            Self::Backup => "backup",
            Self::Export => "export",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// A checkpoint as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// From 1, without gaps.
    pub number: i64,
    /// When it was signed.
    pub at: Eat,
    /// The event it names.
    pub event_seq: i64,
    /// That event's hash.
    pub event_hash: Hash,
    /// Why it was made.
    pub reason: Reason,
    /// Whose signature it is.
    pub operator: String,
    /// Their key then.
    pub public_key: PublicKey,
    /// Over [`Checkpoint::signed`].
    pub signature: Signature,
}

impl Checkpoint {
    /// The bytes that are signed.
    #[must_use]
    pub fn signed(&self, environment: &str) -> Vec<u8> {
        canonical_json(&json!({
            "purpose": PURPOSE,
            "environment": environment,
            "event_hash": hex(&self.event_hash),
            "event_seq": self.event_seq,
            "at": self.at.unix(),
            "operator": self.operator,
            "reason": self.reason.word(),
        }))
        .into_bytes()
    }

    /// What the audit event of its making says, so that the chain holds the checkpoint too.
    #[must_use]
    pub fn told(&self) -> serde_json::Value {
        json!({
            "event": self.event_seq,
            "public_key": self.public_key.hex(),
            "reason": self.reason.word(),
            "signature": hex(&self.signature.0),
        })
    }

    /// Whether the signature is its key's.
    #[must_use]
    pub fn holds(&self, environment: &str) -> bool {
        self.public_key
            .verify(&self.signed(environment), &self.signature)
    }
}

/// Signs the last event there is, for whom it concerns later. Its own event comes after it.
///
/// # Errors
/// When there is no event yet, the key refuses, or the disk does.
pub fn add(
    write: &Write<'_>,
    signer: &SigningKey,
    operator: &str,
    reason: Reason,
) -> Result<Checkpoint, StoreError> {
    let (event_seq, event_hash) = audit_log::head(write)?.ok_or(StoreError::Missing("event"))?;
    let environment = environment(write)?;
    let last: Option<i64> = write
        .0
        .query_row("SELECT max(number) FROM checkpoint", [], |row| row.get(0))?;
    let mut new = Checkpoint {
        number: last.unwrap_or(0) + 1,
        at: moment(write.at)?,
        event_seq,
        event_hash,
        reason,
        operator: operator.to_owned(),
        public_key: signer.public(),
        signature: Signature([0; 64]),
    };
    new.signature = signer.sign(&new.signed(&environment))?;
    write.0.execute(
        "INSERT INTO checkpoint (number, at, event_seq, event_hash, reason, operator, public_key,
             signature)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            new.number,
            write.at,
            new.event_seq,
            new.event_hash,
            new.reason.word(),
            &new.operator,
            new.public_key.0,
            new.signature.0,
        ),
    )?;
    Ok(new)
}

/// The environment that the file belongs to, as signatures name it.
///
/// # Errors
/// When it can't be read.
pub fn environment(read: &Read<'_>) -> Result<String, StoreError> {
    preferences::meta(read, "environment")?.ok_or(StoreError::Damaged("the environment"))
}

/// Every checkpoint, oldest first.
///
/// # Errors
/// When they can't be read.
pub fn all(read: &Read<'_>) -> Result<Vec<Checkpoint>, StoreError> {
    let damaged = || StoreError::Damaged("a checkpoint");
    let mut query = read.0.prepare_cached(
        "SELECT number, at, event_seq, event_hash, reason, operator, public_key, signature
         FROM checkpoint ORDER BY number",
    )?;
    let mut rows = query.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Checkpoint {
            number: row.get(0)?,
            at: moment(row.get(1)?)?,
            event_seq: row.get(2)?,
            event_hash: row.get(3)?,
            reason: Reason::from_word(row.get_ref(4)?.as_str().unwrap_or_default())
                .ok_or_else(damaged)?,
            operator: row.get(5)?,
            public_key: PublicKey(row.get(6)?),
            signature: Signature(row.get(7)?),
        });
    }
    Ok(all)
}
