//! The manifest: what is in the pack and what it comes to, in one canonical form; and its signature.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::FORMAT;
use super::chain::End;
use super::totals::Totals;
use crate::audit::{canonical_json, hex, unhex};
use crate::people::{PublicKey, Signature, SigningKey};

/// What the pack is of, who made it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// `practice`
    pub environment: String,
    /// The business' name.
    pub business: String,
    /// Moment with offset.
    pub made_at: String,
    /// Who.
    pub by: String,
    /// Why, numbers masked.
    pub reason: String,
}

/// The manifest's bytes.
pub fn write<'a>(
    facts: &Facts,
    members: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    totals: &Totals,
    end: End,
    checkpoints: u64,
) -> Vec<u8> {
    let members: Vec<Value> = members
        .into_iter()
        .map(|(name, bytes)| {
            json!({
                "name": name,
                "sha256": hex(&Sha256::digest(bytes)),
                "size": u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            })
        })
        .collect();
    canonical_json(&json!({
        "format": FORMAT,
        "contains": "full phone numbers and names",
        "time_zone": "East Africa Time, UTC+03:00",
        "environment": facts.environment,
        "business": facts.business,
        "made_at": facts.made_at,
        "by": facts.by,
        "reason": facts.reason,
        "members": members,
        "totals": totals.json(),
        "chain": {
            "events": end.events,
            "head": hex(&end.head),
            "checkpoints": checkpoints,
        },
    }))
    .into_bytes()
}

/// What a manifest says of whom it is from. The rest of it is compared by writing it again.
pub fn facts(bytes: &[u8]) -> Option<Facts> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let said = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    if said("format")? != FORMAT {
        return None;
    }
    Some(Facts {
        environment: said("environment")?,
        business: said("business")?,
        made_at: said("made_at")?,
        by: said("by")?,
        reason: said("reason")?,
    })
}

/// The signature's file: two lines.
///
/// # Errors
/// When the key refuses.
pub fn sign(manifest: &[u8], key: &SigningKey) -> Result<Vec<u8>, domain::Problem> {
    let signature = key.sign(manifest)?;
    Ok(signature_text(key.public(), &signature).into_bytes())
}

/// The key whose signature over the manifest it is; `None` when it is none, or not written so.
pub fn signer(manifest: &[u8], file: &[u8]) -> Option<PublicKey> {
    let text = std::str::from_utf8(file).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (_, key, _, signature) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let (key, signature) = (PublicKey(unhex(key)?), Signature(unhex(signature)?));
    let holds = text == signature_text(key, &signature) && key.verify(manifest, &signature);
    holds.then_some(key)
}

fn signature_text(key: PublicKey, signature: &Signature) -> String {
    format!(
        "public_key {}\nsignature {}\n",
        key.hex(),
        hex(&signature.0)
    )
}
