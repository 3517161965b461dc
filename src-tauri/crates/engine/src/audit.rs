//! The audit chain: every change is an event, and each event's hash covers the one before.
//!
//! Owns: what an event is, its canonical form, its hash, and checking a chain. Stays out: the table
//! (`store::audit_log`), which appends an event in the same transaction as the change it tells of.
//!
//! An event never holds a name, a phone number or a secret; records are named by their numbers,
//! receipts and references.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The first byte that is hashed; raised when the canonical form changes.
pub const CHAIN_VERSION: u8 = 1;

/// A SHA-256.
pub type Hash = [u8; 32];

/// What the first event has for a previous hash.
pub const GENESIS: Hash = [0; 32];

/// One event of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// From 1, without gaps.
    pub seq: i64,
    /// Seconds since 1970 in UTC.
    pub at: i64,
    /// Who.
    pub operator: String,
    /// What was done: `import.commit`.
    pub action: String,
    /// To what: `import 3`.
    pub subject: String,
    /// What was there before, as canonical JSON.
    pub before: String,
    /// What is there now, as canonical JSON.
    pub after: String,
    /// The hash of the event before; [`GENESIS`] for the first.
    pub previous: Hash,
}

/// Where and why a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {seq}: {fault}")]
pub struct BrokenChain {
    /// The first event that does not fit.
    pub seq: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its number does not follow: an event was taken out or put in.
    #[error("its number does not follow the one before")]
    Sequence,
    /// Its previous hash is not the hash of the event before.
    #[error("it does not follow from the event before")]
    Previous,
    /// Its content is not what was hashed.
    #[error("its content was changed")]
    Content,
}

impl Event {
    /// The bytes that are hashed: [`CHAIN_VERSION`], then a JSON object with sorted keys and no blanks.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256 + self.before.len() + self.after.len());
        out.push(CHAIN_VERSION);
        out.extend_from_slice(b"{\"action\":");
        quote(&mut out, &self.action);
        out.extend_from_slice(b",\"after\":");
        out.extend_from_slice(self.after.as_bytes());
        out.extend_from_slice(b",\"at\":");
        out.extend_from_slice(self.at.to_string().as_bytes());
        out.extend_from_slice(b",\"before\":");
        out.extend_from_slice(self.before.as_bytes());
        out.extend_from_slice(b",\"operator\":");
        quote(&mut out, &self.operator);
        out.extend_from_slice(b",\"previous\":\"");
        out.extend_from_slice(hex(&self.previous).as_bytes());
        out.extend_from_slice(b"\",\"seq\":");
        out.extend_from_slice(self.seq.to_string().as_bytes());
        out.extend_from_slice(b",\"subject\":");
        quote(&mut out, &self.subject);
        out.push(b'}');
        out
    }

    /// The event's hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Sha256::digest(self.canonical()).into()
    }
}

/// Walks a chain, one event at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    seq: i64,
    head: Hash,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            seq: 0,
            head: GENESIS,
        }
    }
}

impl Walk {
    /// Takes the next event and the hash stored with it.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn step(&mut self, event: &Event, stored: &Hash) -> Result<(), BrokenChain> {
        let broken = |fault| BrokenChain {
            seq: event.seq,
            fault,
        };
        if event.seq != self.seq.saturating_add(1) {
            return Err(broken(Fault::Sequence));
        }
        if event.previous != self.head {
            return Err(broken(Fault::Previous));
        }
        // Well-formed parts can't shift text across their borders and keep the same bytes.
        if !is_json(&event.before) || !is_json(&event.after) || event.hash() != *stored {
            return Err(broken(Fault::Content));
        }
        self.seq = event.seq;
        self.head = *stored;
        Ok(())
    }

    /// Events so far.
    #[must_use]
    pub const fn events(&self) -> i64 {
        self.seq
    }

    /// The hash of the last event.
    #[must_use]
    pub const fn head(&self) -> Hash {
        self.head
    }
}

/// A JSON value with sorted keys, without blanks. Numbers must be whole.
#[must_use]
pub fn canonical_json(value: &Value) -> String {
    let mut out = Vec::new();
    write_canonical(&mut out, value);
    String::from_utf8(out).expect("JSON of UTF-8 parts is UTF-8")
}

fn write_canonical(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_canonical(out, item);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
            out.push(b'{');
            for (index, (key, field)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                quote(out, key);
                out.push(b':');
                write_canonical(out, field);
            }
            out.push(b'}');
        }
        Value::String(text) => quote(out, text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            debug_assert!(!value.is_f64(), "an event holds whole numbers only");
            out.extend_from_slice(value.to_string().as_bytes());
        }
    }
}

/// A JSON string, escaped as RFC 8785 wants it.
fn quote(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(&mut *out, text).expect("a string always becomes JSON");
}

/// Bytes from hexadecimal; `None` when it is not exactly `N` of them.
#[must_use]
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut out = [0; N];
    for (place, at) in out.iter_mut().zip((0..text.len()).step_by(2)) {
        *place = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(out)
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
