//! A person's Ed25519 key. Owns making, signing and checking; stays out: how the seed is kept.

use std::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use domain::Problem;
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::audit::hex;

/// Letters of a fingerprint: base32 of RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A private key, as its 32-byte seed. Never prints; wiped when dropped.
#[derive(Clone)]
pub struct SigningKey {
    seed: Zeroizing<[u8; 32]>,
    public: PublicKey,
}

/// A public key, 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(pub [u8; 32]);

/// A signature, 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl SigningKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// `people.no_randomness` when the system gives none; as [`SigningKey::from_seed`] otherwise.
    pub fn random() -> Result<Self, Problem> {
        let mut seed = Zeroizing::new([0_u8; 32]);
        SysRng.try_fill_bytes(&mut *seed).map_err(|error| {
            Problem::new(
                "people.no_randomness",
                format!("No key was made: the system gave no random numbers ({error})."),
            )
        })?;
        Self::from_seed(seed)
    }

    /// The key of a seed.
    ///
    /// # Errors
    /// `people.key_refused` when the cryptographic library refuses the seed.
    pub fn from_seed(seed: Zeroizing<[u8; 32]>) -> Result<Self, Problem> {
        let pair = pair(&seed)?;
        let public = <[u8; 32]>::try_from(pair.public_key().as_ref()).map_err(|_| refused())?;
        Ok(Self {
            seed,
            public: PublicKey(public),
        })
    }

    /// The seed, for the one place that wraps it.
    #[must_use]
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs bytes. The same bytes give the same signature.
    ///
    /// # Errors
    /// `people.key_refused` when the cryptographic library refuses.
    pub fn sign(&self, bytes: &[u8]) -> Result<Signature, Problem> {
        let signature = pair(&self.seed)?.sign(bytes);
        <[u8; 64]>::try_from(signature.as_ref())
            .map(Signature)
            .map_err(|_| refused())
    }
}

fn pair(seed: &[u8; 32]) -> Result<Ed25519KeyPair, Problem> {
    Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| refused())
}

fn refused() -> Problem {
    Problem::new(
        "people.key_refused",
        "Nothing was signed: the cryptographic library refused the key.",
    )
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SigningKey(••••••••)")
    }
}

impl PublicKey {
    /// Whether the signature is this key's over exactly these bytes.
    #[must_use]
    pub fn verify(&self, bytes: &[u8], signature: &Signature) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(bytes, &signature.0)
            .is_ok()
    }

    /// 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0)
    }

    /// The first 80 bits of the key's SHA-256 as four groups of four letters, to compare by phone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.0);
        let bits = digest
            .iter()
            .take(10)
            .fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let letters = (0..16_u32).rev().filter_map(|place| {
            let index = usize::try_from((bits >> (5 * place)) & 31).ok()?;
            BASE32.get(index).copied().map(char::from)
        });
        let mut out = String::with_capacity(19);
        for (index, letter) in letters.enumerate() {
            if index > 0 && index % 4 == 0 {
                out.push(' ');
            }
            out.push(letter);
        }
        out
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PublicKey({})", self.fingerprint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_refuses_a_changed_byte() {
        let key = SigningKey::random().unwrap();
        let signature = key.sign(b"hati").unwrap();
        assert!(key.public().verify(b"hati", &signature));
        assert!(!key.public().verify(b"hatj", &signature));
        for at in 0..64 {
            let mut bent = signature;
            bent.0[at] ^= 1;
            assert!(!key.public().verify(b"hati", &bent));
        }
    }

    #[test]
    fn the_first_vector_of_rfc_8032() {
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let mut bytes = [0_u8; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(seed.get(2 * at..2 * at + 2).unwrap(), 16).unwrap();
        }
        let key = SigningKey::from_seed(Zeroizing::new(bytes)).unwrap();
        assert_eq!(
            key.public().hex(),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }

    #[test]
    fn prints_nothing_of_itself_and_a_fingerprint_of_four_groups() {
        let key = SigningKey::random().unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey(••••••••)");
        let print = key.public().fingerprint();
        assert_eq!(print.split(' ').map(str::len).collect::<Vec<_>>(), [4; 4]);
        assert_ne!(print, SigningKey::random().unwrap().public().fingerprint());
    }
}
