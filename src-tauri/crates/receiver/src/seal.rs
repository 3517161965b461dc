//! Bodies that the receiver's host can't read: sealed to the console's key before they are stored.
//!
//! Sealed boxes of libsodium's kind (X25519, XSalsa20-Poly1305): a fresh key pair for each body, whose
//! secret half is forgotten at once. The console alone holds the key that opens them.
//!
//! What the host still sees: that something came, when, from which address, for which short code and kind,
//! under which request token, and its length. It also keeps the SHA-256 of the body as received, by which
//! a repeat is recognised: who has a body can tell that it came, and who can guess a whole body, word for
//! word, can check the guess. Receipts, conversation ids and times make that hard, not impossible. A host
//! that was broken into sees what comes from then on, before it is sealed; what lies there stays closed.
//! Nothing proves who sealed a body: anyone who knows the public key can.

use crypto_box::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};

use crate::hex;

/// What sealing adds to a body's length, in bytes.
pub const SEAL_LEN: usize = 48;

/// Why a body was not sealed or opened. None says more: it would help only who tries keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not 64 lower-case hex digits, or the key of nobody (all zero).
    #[error("this is no X25519 public key in hex")]
    Key,
    /// The system has no chance to give, or the body is longer than the cipher takes.
    #[error("the body could not be sealed")]
    NotSealed,
    /// Sealed to another key, or altered.
    #[error("this was not sealed to this key, or it was altered")]
    NotOpened,
}

/// The public half: whoever has it can seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealKey(PublicKey);

/// The secret half, which only the console has. Wiped when dropped, never printed.
pub struct OpenKey(SecretKey);

impl SealKey {
    /// Reads a public key: 64 lower-case hex digits.
    ///
    /// # Errors
    /// [`SealError::Key`] for anything else.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let bytes = hex::read32(text).ok_or(SealError::Key)?;
        if bytes == [0; 32] {
            return Err(SealError::Key);
        }
        Ok(Self(PublicKey::from_bytes(bytes)))
    }

    /// The key in hex.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::write(self.0.as_bytes())
    }

    /// Seals bytes to the key; [`SEAL_LEN`] bytes longer.
    ///
    /// # Errors
    /// [`SealError::NotSealed`]; nothing may be stored in its place.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0
            .seal(&mut OsRng, bytes)
            .map_err(|_| SealError::NotSealed)
    }
}

impl OpenKey {
    /// Makes a key pair from the system's generator.
    #[must_use]
    pub fn generate() -> Self {
        Self(SecretKey::generate(&mut OsRng))
    }

    /// The secret half as it was kept.
    #[must_use]
    pub fn from_bytes(secret: [u8; 32]) -> Self {
        Self(SecretKey::from_bytes(secret))
    }

    /// The secret half, to be kept in the keyring.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public half, to be published.
    #[must_use]
    pub fn public(&self) -> SealKey {
        SealKey(self.0.public_key())
    }

    /// Opens what was sealed to the public half.
    ///
    /// # Errors
    /// [`SealError::NotOpened`].
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.unseal(sealed).map_err(|_| SealError::NotOpened)
    }
}

/// Seals bytes to a public key in hex.
///
/// # Errors
/// [`SealError::Key`]; [`SealError::NotSealed`].
pub fn seal(public_hex: &str, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
    SealKey::parse(public_hex)?.seal(bytes)
}

/// Opens what was sealed to this secret key's public half.
///
/// # Errors
/// [`SealError::NotOpened`].
pub fn open(secret: [u8; 32], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    OpenKey::from_bytes(secret).open(sealed)
}

/// Never the key.
impl std::fmt::Debug for OpenKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("OpenKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_again_with_the_secret_half_only() {
        let key = OpenKey::generate();
        let public = key.public().to_hex();
        for body in [&b""[..], b"{\"Result\":{}}", &[7; 65_536]] {
            let sealed = seal(&public, body).unwrap();
            assert_eq!(sealed.len(), body.len() + SEAL_LEN);
            assert_eq!(open(key.to_bytes(), &sealed).unwrap(), body);
            assert_eq!(OpenKey::generate().open(&sealed), Err(SealError::NotOpened));
        }
        let (one, two) = (seal(&public, b"same"), seal(&public, b"same"));
        assert_ne!(one.unwrap(), two.unwrap(), "a fresh key each time");
    }

    #[test]
    fn an_altered_or_cut_body_does_not_open() {
        let key = OpenKey::generate();
        let sealed = key.public().seal(b"450000").unwrap();
        for at in (0..sealed.len()).step_by(3) {
            let mut altered = sealed.clone();
            if let Some(byte) = altered.get_mut(at) {
                *byte ^= 1;
            }
            assert_eq!(key.open(&altered), Err(SealError::NotOpened), "byte {at}");
            let cut = sealed.get(..at).unwrap();
            assert_eq!(key.open(cut), Err(SealError::NotOpened), "cut at {at}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused_and_keys_do_not_print() {
        for text in ["", "00", &"0".repeat(64), &"A".repeat(64), &"g".repeat(64)] {
            assert_eq!(SealKey::parse(text), Err(SealError::Key), "{text}");
        }
        let key = OpenKey::generate();
        assert_eq!(SealKey::parse(&key.public().to_hex()), Ok(key.public()));
        assert_eq!(format!("{key:?}"), "OpenKey(…)");
    }

    /// A box made elsewhere (libsodium's `crypto_box_seal` layout: ephemeral public key first).
    #[test]
    fn the_layout_is_that_of_libsodium() {
        let key = OpenKey::from_bytes([9; 32]);
        let sealed = key.public().seal(b"x").unwrap();
        let (ephemeral, rest) = sealed.split_at(32);
        assert_ne!(ephemeral, &[0; 32]);
        assert_eq!(rest.len(), 17, "tag and one byte");
    }
}
