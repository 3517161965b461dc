//! The key of a ledger file: 32 random bytes, kept and handed to SQLCipher as hexadecimal.

use std::fmt;

use domain::Problem;
use rand::TryRng;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use super::Secret;
use crate::audit::hex;

/// Bytes of the key (AES-256).
const KEY_BYTES: usize = 32;

/// A ledger's key. Never prints.
#[derive(Clone)]
pub struct LedgerKey(Zeroizing<String>);

impl LedgerKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// `keyring.no_randomness` when the system gives none.
    pub fn random() -> Result<Self, Problem> {
        let mut bytes = Zeroizing::new([0_u8; KEY_BYTES]);
        SysRng.try_fill_bytes(&mut *bytes).map_err(|error| {
            Problem::new(
                "keyring.no_randomness",
                format!("No ledger was made: the system gave no random numbers ({error})."),
            )
        })?;
        Ok(Self(Zeroizing::new(hex(&*bytes))))
    }

    /// From what the keyring holds; `None` when it is not 64 hexadecimal digits.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Option<Self> {
        let text = std::str::from_utf8(secret.reveal()).ok()?.trim();
        let fits = text.len() == 2 * KEY_BYTES && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(Zeroizing::new(text.to_ascii_lowercase())))
    }

    /// As the keyring keeps it.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        Secret::new(self.0.as_bytes())
    }

    /// From its 32 bytes; `None` when there are more or fewer.
    #[must_use]
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (bytes.len() == KEY_BYTES).then(|| Self(Zeroizing::new(hex(bytes))))
    }

    /// Its 32 bytes.
    pub(super) fn bytes(&self) -> Zeroizing<[u8; KEY_BYTES]> {
        let mut bytes = Zeroizing::new([0_u8; KEY_BYTES]);
        for (at, digit) in self.0.chars().enumerate() {
            let value = digit
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok());
            if let Some(byte) = bytes.get_mut(at / 2) {
                *byte = (*byte << 4) | value.unwrap_or(0);
            }
        }
        bytes
    }

    /// Whether this is the same key, told in the same time whatever differs.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        let differing = self
            .bytes()
            .iter()
            .zip(other.bytes().iter())
            .fold(0, |differing, (one, two)| differing | (one ^ two));
        differing == 0
    }

    /// As SQLCipher takes a raw key, so that no passphrase derivation runs: `x'…'`.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", *self.0))
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("LedgerKey(••••••••)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_random_and_read_back() {
        let (one, two) = (LedgerKey::random().unwrap(), LedgerKey::random().unwrap());
        assert_ne!(*one.0, *two.0);
        let back = LedgerKey::from_secret(&one.to_secret()).unwrap();
        assert_eq!(*back.0, *one.0);
        assert_eq!(one.pragma().len(), 2 * KEY_BYTES + 3);
        assert!(LedgerKey::from_secret(&Secret::new("short")).is_none());
        assert!(!format!("{one:?}").contains(&**one.0));
    }
}
