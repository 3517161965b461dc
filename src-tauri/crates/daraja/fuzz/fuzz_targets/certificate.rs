//! Files loaded as certificates, PEM or DER; and that whatever is taken encrypts.
#![no_main]

use daraja::{Certificate, SecretString, SecurityCredential};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Certificate::parse(bytes) {
        Ok(certificate) => {
            let facts = certificate.facts();
            assert!((2048..=4096).contains(&facts.key_bits));
            assert_eq!(facts.sha256.len(), 64);
            let _ = (format!("{facts:?}"), certificate.issued_for());
            let password = SecretString::from("Mfano#2026");
            if let Ok(credential) = SecurityCredential::encrypt(&password, &certificate) {
                assert!(!format!("{credential:?}").contains("Mfano"));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
