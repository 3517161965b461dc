//! The key that security credentials are encrypted to, and its certificate.
//!
//! Made once per process, because making an RSA key takes a good part of a second and a test starts many
//! simulators; a state file keeps its own. It protects nothing: the world it belongs to is invented.

use std::sync::{Arc, OnceLock};

use aws_lc_rs::rsa::{Pkcs1PrivateDecryptingKey, PrivateDecryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde::{Deserialize, Serialize};

/// What the state file keeps of the key.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredKeys {
    private_pkcs8: String,
    certificate_pem: String,
}

/// The private key, ready to decrypt, and the certificate for callers.
pub(crate) struct Keys {
    private: Pkcs1PrivateDecryptingKey,
    stored: StoredKeys,
}

impl Keys {
    /// The key of this process, made on the first call.
    ///
    /// # Errors
    /// What the cryptography library said.
    pub(crate) fn shared() -> Result<Arc<Self>, String> {
        static SHARED: OnceLock<Result<Arc<Keys>, String>> = OnceLock::new();
        SHARED
            .get_or_init(|| Self::make().and_then(|stored| Self::load(stored).map(Arc::new)))
            .clone()
    }

    fn make() -> Result<StoredKeys, String> {
        let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)
            .map_err(|error| format!("no RSA key could be made: {error}"))?;
        let mut params = CertificateParams::default();
        let mut name = DistinguishedName::new();
        // Neither environment's name: a client that knows those sees that this is another one.
        name.push(DnType::CommonName, "daraja-sim.invalid");
        name.push(DnType::OrganizationName, "Practice");
        name.push(DnType::CountryName, "KE");
        params.distinguished_name = name;
        let certificate = params
            .self_signed(&pair)
            .map_err(|error| format!("no certificate could be made: {error}"))?;
        Ok(StoredKeys {
            private_pkcs8: STANDARD.encode(pair.serialized_der()),
            certificate_pem: certificate.pem(),
        })
    }

    /// A key that a state file kept.
    ///
    /// # Errors
    /// A sentence, when the file's key can't be read.
    pub(crate) fn load(stored: StoredKeys) -> Result<Self, String> {
        let der = STANDARD
            .decode(&stored.private_pkcs8)
            .map_err(|error| format!("the kept key isn't base64: {error}"))?;
        let private = PrivateDecryptingKey::from_pkcs8(&der)
            .map_err(|error| format!("the kept key isn't an RSA key: {error}"))
            .and_then(|key| {
                Pkcs1PrivateDecryptingKey::new(key)
                    .map_err(|_| "the kept key can't decrypt".to_owned())
            })?;
        Ok(Self { private, stored })
    }

    /// What the state file keeps.
    pub(crate) fn stored(&self) -> &StoredKeys {
        &self.stored
    }

    /// The certificate, as PEM.
    pub(crate) fn certificate_pem(&self) -> &str {
        &self.stored.certificate_pem
    }

    /// The password inside a security credential; `None` when it wasn't encrypted to this key with
    /// PKCS#1 v1.5, or isn't base64.
    pub(crate) fn open(&self, credential: &str) -> Option<Vec<u8>> {
        let sealed = STANDARD.decode(credential.trim()).ok()?;
        let mut room = vec![0; self.private.min_output_size()];
        let opened = self.private.decrypt(&sealed, &mut room).ok()?;
        Some(opened.to_vec())
    }
}
