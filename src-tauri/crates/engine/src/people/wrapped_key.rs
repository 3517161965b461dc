//! A signing key at rest: sealed under a passphrase.
//!
//! Argon2id (RFC 9106) makes a key of the passphrase; AES-256-GCM seals the seed with it, bound to
//! person, workspace and public key, so that a sealed key can't be passed off as another's.

use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use domain::Problem;
use rand::TryRng;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use super::signing_key::{PublicKey, SigningKey};

/// What one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// RFC 9106's second recommendation.
    pub const FULL: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// For practice, whose passphrases stand on the screen.
    pub const PRACTICE: Self = Self {
        memory_kib: 8 * 1024,
        passes: 1,
        lanes: 1,
    };
}

/// A sealed key as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// What a guess costs.
    pub cost: Cost,
    /// Of Argon2id.
    pub salt: [u8; 16],
    /// Of AES-GCM.
    pub nonce: [u8; NONCE_LEN],
    /// The sealed seed: 32 bytes and a tag of 16.
    pub sealed: Vec<u8>,
}

/// Whose key it is.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// The person's number.
    pub id: u32,
    /// The workspace's id.
    pub workspace: &'a str,
    /// The key's public half.
    pub public: PublicKey,
}

impl Owner<'_> {
    fn bound(&self) -> Vec<u8> {
        let Self {
            id,
            workspace,
            public,
        } = self;
        format!("patanisha key 1 {workspace} {id} {}", public.hex()).into_bytes()
    }
}

impl WrappedKey {
    /// Seals a key.
    ///
    /// # Errors
    /// When the system gives no random numbers, or not the memory.
    pub fn seal(
        key: &SigningKey,
        id: u32,
        workspace: &str,
        passphrase: &str,
        cost: Cost,
    ) -> Result<Self, Problem> {
        let (mut salt, mut nonce) = ([0_u8; 16], [0_u8; NONCE_LEN]);
        SysRng
            .try_fill_bytes(&mut salt)
            .and_then(|()| SysRng.try_fill_bytes(&mut nonce))
            .map_err(|_| failed())?;
        let mut sealed = Zeroizing::new(key.seed().to_vec());
        let owner = Owner {
            id,
            workspace,
            public: key.public(),
        };
        cipher(passphrase, &salt, cost)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(owner.bound()),
                &mut *sealed,
            )
            .map_err(|_| failed())?;
        Ok(Self {
            cost,
            salt,
            nonce,
            sealed: sealed.to_vec(),
        })
    }

    /// Opens a key; none when the passphrase is another one, or the sealed key was changed.
    ///
    /// # Errors
    /// When the system has not the memory.
    pub fn open(&self, owner: Owner<'_>, passphrase: &str) -> Result<Option<SigningKey>, Problem> {
        let cipher = cipher(passphrase, &self.salt, self.cost)?;
        let mut sealed = Zeroizing::new(self.sealed.clone());
        let nonce = Nonce::assume_unique_for_key(self.nonce);
        let Ok(seed) = cipher.open_in_place(nonce, Aad::from(owner.bound()), &mut sealed) else {
            return Ok(None);
        };
        let Ok(seed) = <[u8; 32]>::try_from(&*seed) else {
            return Ok(None);
        };
        let key = SigningKey::from_seed(Zeroizing::new(seed))?;
        Ok(Some(key).filter(|key| key.public() == owner.public))
    }
}

fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Result<LessSafeKey, Problem> {
    let key = stretch(passphrase.as_bytes(), salt, cost)?;
    UnboundKey::new(&AES_256_GCM, &*key)
        .map(LessSafeKey::new)
        .map_err(|_| failed())
}

/// Argon2id over a secret.
///
/// # Errors
/// `people.no_memory` when the system has not the memory that it takes.
pub(super) fn stretch(
    secret: &[u8],
    salt: &[u8],
    cost: Cost,
) -> Result<Zeroizing<[u8; 32]>, Problem> {
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| failed())?;
    let mut out = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, &mut *out)
        .map_err(|error| {
            Problem::new(
                "people.no_memory",
                format!("The passphrase could not be checked ({error})."),
            )
            .with_remedy("Close other programs, then try again.")
        })?;
    Ok(out)
}

fn failed() -> Problem {
    Problem::new(
        "people.key_refused",
        "Nothing was changed: the cryptographic library refused the key.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_for_its_passphrase_and_owner_only() {
        let key = SigningKey::random().unwrap();
        let wrapped = WrappedKey::seal(&key, 2, "w", "mto taa embe", Cost::PRACTICE).unwrap();
        let owner = Owner {
            id: 2,
            workspace: "w",
            public: key.public(),
        };
        let open = |owner, passphrase: &str| wrapped.open(owner, passphrase).unwrap();
        assert_eq!(open(owner, "mto taa embe").unwrap().seed(), key.seed());
        assert!(open(owner, "mto taa embf").is_none());
        assert!(open(Owner { id: 3, ..owner }, "mto taa embe").is_none());
        let elsewhere = Owner {
            workspace: "v",
            ..owner
        };
        assert!(open(elsewhere, "mto taa embe").is_none());
        let mut bent = wrapped.clone();
        bent.sealed[5] ^= 1;
        assert!(bent.open(owner, "mto taa embe").unwrap().is_none());
        assert!(!format!("{wrapped:?}").contains(&format!("{:?}", key.seed())));
    }
}
