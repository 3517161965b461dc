//! Sealed bodies: encrypted by the receiver to the console's X25519 public key, so that the receiver's
//! host stores what it can't read. The private key is in the keyring only.
//!
//! A sealed body is an anonymous box (`crypto_box`'s `seal`: X25519, XSalsa20-Poly1305) of the body after
//! credentials were overwritten.

use crypto_box::SecretKey;
use domain::Problem;
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::audit::{hex, unhex};
use crate::vault::Secret;

/// A console's sealing key.
pub struct SealKey(SecretKey);

impl SealKey {
    /// A new key.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn random() -> Result<Self, Problem> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        SysRng.try_fill_bytes(&mut *bytes).map_err(|error| {
            Problem::new(
                "callbacks.no_randomness",
                format!("No sealing key was made: the system gave no random numbers ({error})."),
            )
            .with_remedy("Try again; if it stays, restart the computer.")
        })?;
        Ok(Self(SecretKey::from_bytes(*bytes)))
    }

    /// The key that the keyring holds; `None` when that is none.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Option<Self> {
        let text = std::str::from_utf8(secret.reveal()).ok()?;
        let bytes = Zeroizing::new(unhex::<32>(text)?);
        Some(Self(SecretKey::from_bytes(*bytes)))
    }

    /// For the keyring.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        let bytes = Zeroizing::new(self.0.to_bytes());
        Secret::new(hex(&*bytes))
    }

    /// The public key in hex, for the receiver.
    #[must_use]
    pub fn public(&self) -> String {
        hex(self.0.public_key().as_bytes())
    }

    /// Opens a sealed body; `None` when it was not sealed to this key, or was changed.
    #[must_use]
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.unseal(sealed).ok()
    }
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SealKey({})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use crypto_box::PublicKey;
    use crypto_box::aead::OsRng;

    use super::*;

    #[test]
    fn only_the_key_opens_and_a_changed_byte_shows() {
        let key = SealKey::random().unwrap();
        let again = SealKey::from_secret(&key.to_secret()).unwrap();
        let public = PublicKey::from_bytes(unhex::<32>(&key.public()).unwrap());
        let mut sealed = public.seal(&mut OsRng, b"{\"Result\":{}}").unwrap();
        assert_eq!(
            again.open(&sealed).as_deref(),
            Some(&b"{\"Result\":{}}"[..])
        );
        assert!(SealKey::random().unwrap().open(&sealed).is_none());
        *sealed.last_mut().unwrap() ^= 1;
        assert!(key.open(&sealed).is_none() && key.open(b"short").is_none());
        assert!(
            !format!("{key:?}").contains(std::str::from_utf8(key.to_secret().reveal()).unwrap())
        );
        assert!(SealKey::from_secret(&Secret::new("no key")).is_none());
    }
}
