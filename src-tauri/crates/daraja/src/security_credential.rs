//! The initiator's password, encrypted for Safaricom.
//!
//! Owns: the two ways to one: a text the operator already has, and a password encrypted here with a
//! certificate (section 3: PKCS#1 v1.5, then Base64). Stays out: reading the certificate.

use std::fmt;

use aws_lc_rs::rsa::Pkcs1PublicEncryptingKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::Certificate;

/// Bytes of an encrypted password, for RSA keys of 2048, 3072 and 4096 bits.
const CIPHER_LENS: [usize; 3] = [256, 384, 512];
/// Longest text looked at for a ready credential, in bytes; 512 bytes make 684 characters.
const READY_LEN_MAX: usize = 4_096;

/// The `SecurityCredential` of a request. It is worth as much as the password until that changes, so
/// nothing prints it.
#[derive(Clone)]
pub struct SecurityCredential(SecretString);

/// Why there is no security credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// Nothing there.
    #[error("the security credential is empty")]
    Empty,
    /// Not Base64 at all: most likely the password itself.
    #[error(
        "this is not an encrypted password: a security credential is one long line of Base64 text, 344 characters for Safaricom's keys"
    )]
    NotBase64,
    /// Base64, of a length that no RSA key makes.
    #[error(
        "this is not a whole security credential: it decodes to {0} bytes, and 256 (344 characters) are expected"
    )]
    Length(usize),
    /// A password of no characters.
    #[error("the initiator password is empty")]
    EmptyPassword,
    /// A password that does not fit into one RSA block.
    #[error(
        "the initiator password is too long: this certificate's key encrypts {0} bytes at most"
    )]
    LongPassword(usize),
    /// The key refused to work.
    #[error("the certificate's key did not encrypt the password")]
    Key,
}

impl SecurityCredential {
    /// Takes a credential that was encrypted elsewhere, for instance on the Daraja portal. Line breaks
    /// and spaces from copying are taken off.
    ///
    /// # Errors
    /// When it is not the Base64 text of 256, 384 or 512 bytes.
    pub fn ready(text: &SecretString) -> Result<Self, CredentialError> {
        let text = text.expose_secret();
        if text.len() > READY_LEN_MAX {
            return Err(CredentialError::NotBase64);
        }
        let mut clean = Zeroizing::new(String::with_capacity(text.len()));
        clean.extend(text.chars().filter(|c| !c.is_ascii_whitespace()));
        if clean.is_empty() {
            return Err(CredentialError::Empty);
        }
        let bytes = STANDARD
            .decode(clean.as_bytes())
            .map_err(|_| CredentialError::NotBase64)?;
        if !CIPHER_LENS.contains(&bytes.len()) {
            return Err(CredentialError::Length(bytes.len()));
        }
        Ok(Self(SecretString::from(clean.as_str())))
    }

    /// Encrypts an initiator's password with Safaricom's certificate. Two runs never give the same
    /// text; one credential serves any number of requests.
    ///
    /// # Errors
    /// When the password is empty or longer than the key can take.
    pub fn encrypt(
        password: &SecretString,
        certificate: &Certificate,
    ) -> Result<Self, CredentialError> {
        let clear = password.expose_secret().as_bytes();
        if clear.is_empty() {
            return Err(CredentialError::EmptyPassword);
        }
        let key = Pkcs1PublicEncryptingKey::new(certificate.key().clone())
            .map_err(|_| CredentialError::Key)?;
        if clear.len() > key.max_plaintext_size() {
            return Err(CredentialError::LongPassword(key.max_plaintext_size()));
        }
        let mut room = vec![0; key.ciphertext_size()];
        let cipher = key
            .encrypt(clear, &mut room)
            .map_err(|_| CredentialError::Key)?;
        Ok(Self(SecretString::from(STANDARD.encode(cipher))))
    }

    /// The Base64 text that goes into requests.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SecurityCredential {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SecurityCredential(hidden)")
    }
}

#[cfg(test)]
#[path = "security_credential_tests.rs"]
mod tests;
