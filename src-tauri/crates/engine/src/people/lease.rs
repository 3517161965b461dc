//! A claim of the right to send for a short code, signed by two people.
//!
//! Owns: what a claim says, its canonical bytes, and whether it holds against the records about people of
//! its time. Stays out: where it is kept (`store::leases`), and whether ledger and keyring bear it out
//! (`app::lease`).

use domain::Environment;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::deed::SignedDeed;
use super::roster::Roster;
use super::signing_key::{Signature, SigningKey};
use crate::audit::{Hash, canonical_json, hex, unhex};

/// What every claim begins with, so that its signature is good for nothing else.
const PURPOSE: &str = "patanisha lease 1";

/// A claim of the right to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Which world it holds in.
    pub environment: Environment,
    /// Which workspace it holds in.
    pub workspace: String,
    /// For whose money. Five to seven digits.
    pub short_code: String,
    /// Rises with each claim; from 1.
    pub generation: i64,
    /// How often the ledger had been found to be a copy then.
    pub copies: i64,
    /// Seconds since 1970 in UTC.
    pub at: i64,
    /// The last record about people then: its number and its hash.
    pub people: (u32, Hash),
}

/// A claim and who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedLease {
    /// What was signed.
    pub lease: Lease,
    /// Two signatures, each under the number of its person.
    pub signatures: Vec<(u32, Signature)>,
}

impl Lease {
    /// The bytes that are signed: canonical JSON.
    #[must_use]
    pub fn canonical(&self) -> String {
        let (record, hash) = &self.people;
        canonical_json(&json!({
            "at": self.at,
            "copies": self.copies,
            "environment": self.environment.word(),
            "generation": self.generation,
            "people": { "hash": hex(hash), "record": record },
            "purpose": PURPOSE,
            "short_code": self.short_code,
            "workspace": self.workspace,
        }))
    }

    /// Signs with these keys, each under the number of its person.
    ///
    /// # Errors
    /// What the cryptographic library says.
    pub fn signed(self, keys: [(u32, &SigningKey); 2]) -> Result<SignedLease, domain::Problem> {
        let bytes = self.canonical();
        let signatures = keys
            .into_iter()
            .map(|(id, key)| Ok((id, key.sign(bytes.as_bytes())?)))
            .collect::<Result<_, domain::Problem>>()?;
        Ok(SignedLease {
            lease: self,
            signatures,
        })
    }

    /// Reads a claim from its canonical bytes; none when they are not what this program writes.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let word = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let number = |name: &str| value.get(name)?.as_i64();
        let people = value.get("people")?;
        let lease = Self {
            environment: Environment::from_word(&word("environment")?)?,
            workspace: word("workspace")?,
            short_code: word("short_code")?,
            generation: number("generation")?,
            copies: number("copies")?,
            at: number("at")?,
            people: (
                u32::try_from(people.get("record")?.as_u64()?).ok()?,
                unhex(people.get("hash")?.as_str()?)?,
            ),
        };
        Some(lease).filter(|lease| lease.canonical() == text)
    }
}

impl SignedLease {
    /// The claim's hash, its signatures included.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut hash = Sha256::new();
        hash.update(self.lease.canonical().as_bytes());
        for (id, signature) in &self.signatures {
            hash.update(id.to_be_bytes());
            hash.update(signature.0);
        }
        hash.finalize().into()
    }

    /// The names of the two people who signed, if the claim holds in this workspace: both had a key when it
    /// was made, and one of them was an administrator. Who they are follows from the records up to the one
    /// that the claim names.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn holds(
        &self,
        environment: Environment,
        workspace: &str,
        deeds: &[SignedDeed],
    ) -> Result<[String; 2], &'static str> {
        let lease = &self.lease;
        if lease.environment != environment || lease.workspace != workspace {
            return Err("it belongs to another workspace");
        }
        let mut then = Roster::empty(environment, workspace.to_owned());
        for signed in deeds
            .iter()
            .take_while(|signed| signed.deed.number <= lease.people.0)
        {
            then.take(signed)
                .map_err(|_| "the records about people do not hold")?;
        }
        if then.position() != lease.people {
            return Err("it names a record about people that is not here");
        }
        let [one, other] = then.two(lease.canonical().as_bytes(), &self.signatures)?;
        Ok([one.name.clone(), other.name.clone()])
    }
}

#[cfg(test)]
#[path = "lease_tests.rs"]
mod tests;
