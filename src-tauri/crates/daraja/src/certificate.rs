//! Safaricom's certificate, as the user loads it: the key that initiator passwords are encrypted with.
//!
//! Owns: reading PEM or DER, saying what else a file is when it is no certificate, and the facts people
//! compare (section 3). Stays out: encrypting (`security_credential`), and any judgement of expiry:
//! both certificates in use ran out years ago and still work, so dates are information.

mod armour;
mod facts;

use std::fmt;

use aws_lc_rs::rsa::PublicEncryptingKey;
use x509_cert::der::asn1::UintRef;
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::{Decode, Encode, Reader, SliceReader};

pub use facts::{CertificateFacts, Host};

/// Largest file looked at, in bytes. Safaricom's have under 3,000.
pub const CERTIFICATE_LEN_MAX: usize = 64 * 1_024;
/// RSA keys that are taken, in bits; Safaricom's have 2048.
const KEY_BITS: std::ops::RangeInclusive<usize> = 2_048..=4_096;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const ELLIPTIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// An X.509 certificate with an RSA key.
///
/// ```no_run
/// use daraja::{Certificate, Host, SecretString, SecurityCredential};
///
/// let certificate = Certificate::parse(&std::fs::read("ProductionCertificate.cer")?)?;
/// if certificate.issued_for() != Some(Host::Production) {
///     println!("this is not the production certificate: {:?}", certificate.facts());
/// }
/// let password = SecretString::from("the API operator's password");
/// let credential = SecurityCredential::encrypt(&password, &certificate)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Certificate {
    key: PublicEncryptingKey,
    facts: CertificateFacts,
}

/// What a file is, when it is not a certificate that passwords can be encrypted with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`CERTIFICATE_LEN_MAX`].
    #[error("the file is too large for a certificate: {0} bytes, and 65536 are the limit")]
    TooLarge(usize),
    /// A page saved under the certificate's name.
    #[error(
        "this is a web page, not a certificate: the download was saved before signing in, or the page itself was saved"
    )]
    WebPage,
    /// A private key, alone or beside a certificate.
    #[error(
        "this file holds a private key, which Safaricom never sends: load the certificate (.cer) from the Daraja portal, and keep that key to yourself"
    )]
    PrivateKey,
    /// A request for a certificate.
    #[error("this is a request for a certificate (CSR), not the certificate itself")]
    Request,
    /// A public key without a certificate around it.
    #[error("this is a bare public key: load the whole certificate (.cer) from the Daraja portal")]
    PublicKey,
    /// PKCS#7 or PKCS#12.
    #[error(
        "this is a bundle of certificates (.p7b, .p12 or .pfx): export the one certificate as .cer or .pem"
    )]
    Bundle,
    /// A certificate with another kind of key.
    #[error("this certificate has a key of kind {0}; Safaricom's have RSA keys")]
    NotRsa(String),
    /// An RSA key of another size.
    #[error(
        "this certificate's RSA key has {0} bits; 2048 to 4096 are taken, and Safaricom's have 2048"
    )]
    KeySize(usize),
    /// Begins like a certificate, and is damaged or cut.
    #[error("this certificate is damaged or cut off: download it again")]
    Damaged,
    /// Anything else.
    #[error("this is not an X.509 certificate, neither as text (PEM) nor as bytes (DER)")]
    NotCertificate,
}

impl Certificate {
    /// Reads a file: PEM with any text around it, or DER. Of several certificates the first is taken.
    ///
    /// # Errors
    /// Says what the file is instead.
    pub fn parse(file: &[u8]) -> Result<Self, CertificateError> {
        if file.len() > CERTIFICATE_LEN_MAX {
            return Err(CertificateError::TooLarge(file.len()));
        }
        let der = armour::der_of(file)?;
        let certificate =
            x509_cert::Certificate::from_der(&der).map_err(|_| armour::kind_of(&der))?;
        let public = &certificate.tbs_certificate.subject_public_key_info;
        if public.algorithm.oid != RSA {
            let kind = match public.algorithm.oid {
                ELLIPTIC => "EC".to_owned(),
                other => other.to_string(),
            };
            return Err(CertificateError::NotRsa(kind));
        }
        let modulus = public.subject_public_key.as_bytes().and_then(modulus_bits);
        let bits = modulus.ok_or(CertificateError::Damaged)?;
        if !KEY_BITS.contains(&bits) {
            return Err(CertificateError::KeySize(bits));
        }
        let spki = public.to_der().map_err(|_| CertificateError::Damaged)?;
        let key = PublicEncryptingKey::from_der(&spki).map_err(|_| CertificateError::Damaged)?;
        let facts = CertificateFacts::of(&certificate, &der, bits);
        Ok(Self { key, facts })
    }

    /// What people compare before they trust it.
    #[must_use]
    pub fn facts(&self) -> &CertificateFacts {
        &self.facts
    }

    /// The environment it was issued for, by the name in it; `None` for any other name, as a
    /// simulator's.
    #[must_use]
    pub fn issued_for(&self) -> Option<Host> {
        self.facts.common_name.as_deref().and_then(Host::named)
    }

    pub(crate) fn key(&self) -> &PublicEncryptingKey {
        &self.key
    }
}

/// Bits of the modulus of an `RSAPublicKey`.
fn modulus_bits(key: &[u8]) -> Option<usize> {
    let mut reader = SliceReader::new(key).ok()?;
    let modulus = reader
        .sequence(|inner| {
            let modulus = UintRef::decode(inner)?;
            UintRef::decode(inner)?;
            Ok(modulus)
        })
        .ok()?;
    let bytes = modulus.as_bytes();
    let unused = bytes.first()?.leading_zeros();
    Some(bytes.len() * 8 - usize::try_from(unused).ok()?)
}

impl fmt::Debug for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Certificate").field(&self.facts).finish()
    }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
