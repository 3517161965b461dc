//! A body as it came, fit to be kept and shown: bounded, with its secrets struck out.
//!
//! Owns: [`RawBody`]. What counts as a secret and how it is found is in [`strike`].
//!
//! Stays out: meaning. A raw body is evidence; reading it is for [`crate::inbound`] and
//! for the answers to calls.

mod names;
mod plain;
mod strike;
mod units;

use crate::loose::BODY_LEN_MAX;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;

/// The bytes of a body with every secret in it replaced at equal length, so that lengths and places stay
/// those of the original. A queue-timeout echo carries our `SecurityCredential` back to us
/// (`daraja-api.md` section 6.5) and error texts can repeat a token (section 2): neither survives here.
///
/// `Debug` shows length and hash only; the bytes may hold names and phone numbers.
///
/// ```
/// use daraja::RawBody;
///
/// let body = RawBody::keep(br#"{"SecurityCredential":"c2VjcmV0","Amount":"10"}"#);
/// assert_eq!(body.bytes(), br#"{"SecurityCredential":"********","Amount":"10"}"#);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RawBody {
    bytes: Box<[u8]>,
    struck: usize,
    cut: usize,
}

impl RawBody {
    /// Keeps at most [`BODY_LEN_MAX`] bytes of `bytes`, secrets struck out by name and by shape.
    #[must_use]
    pub fn keep(bytes: &[u8]) -> Self {
        Self::keep_without(bytes, &[])
    }

    /// As [`RawBody::keep`], and strikes out every occurrence of texts known to be secret (the token that
    /// was sent, for one). Texts shorter than eight bytes are ignored: they would strike out everything.
    #[must_use]
    pub fn keep_without(bytes: &[u8], secrets: &[&str]) -> Self {
        let kept = bytes.get(..BODY_LEN_MAX).unwrap_or(bytes);
        let mut out = kept.to_vec();
        strike::strike(&mut out, secrets);
        let struck = out.iter().zip(kept).filter(|(now, was)| now != was).count();
        Self {
            bytes: out.into_boxed_slice(),
            struck,
            cut: bytes.len().saturating_sub(kept.len()),
        }
    }

    /// The bytes, secrets struck out. They may hold names and phone numbers.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes as text; what is not UTF-8 shows as U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// How many bytes are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there was no body.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How many bytes were struck out.
    #[must_use]
    pub fn struck(&self) -> usize {
        self.struck
    }

    /// How many bytes beyond the bound were not kept.
    #[must_use]
    pub fn cut(&self) -> usize {
        self.cut
    }

    /// SHA-256 of the kept bytes.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.sha256();
        write!(
            out,
            "RawBody({} bytes, sha256 {a:02x}{b:02x}{c:02x}{d:02x}…)",
            self.bytes.len()
        )
    }
}

#[cfg(test)]
#[path = "raw_body_tests.rs"]
mod tests;
