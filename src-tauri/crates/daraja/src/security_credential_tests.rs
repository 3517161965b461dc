use super::*;
use aws_lc_rs::rsa::{Pkcs1PrivateDecryptingKey, PrivateDecryptingKey};
use proptest::prelude::*;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

static KEY: LazyLock<KeyPair> =
    LazyLock::new(|| KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap());

fn certificate(key: &KeyPair) -> Certificate {
    let made = CertificateParams::default().self_signed(key).unwrap();
    Certificate::parse(made.pem().as_bytes()).unwrap()
}

fn encrypt(password: &str) -> Result<SecurityCredential, CredentialError> {
    SecurityCredential::encrypt(&SecretString::from(password), &certificate(&KEY))
}

fn ready(text: &str) -> Result<SecurityCredential, CredentialError> {
    SecurityCredential::ready(&SecretString::from(text))
}

/// The password inside, by the private key.
fn opened(key: &KeyPair, credential: &SecurityCredential) -> String {
    let private = PrivateDecryptingKey::from_pkcs8(&key.serialize_der()).unwrap();
    let private = Pkcs1PrivateDecryptingKey::new(private).unwrap();
    let mut room = vec![0; private.min_output_size()];
    let cipher = STANDARD.decode(credential.expose()).unwrap();
    let clear = private.decrypt(&cipher, &mut room).unwrap();
    String::from_utf8(clear.to_vec()).unwrap()
}

#[test]
fn a_password_comes_out_as_it_went_in() {
    for password in ["Mfano#2026&", " spaces kept ", "pässwörd", "x"] {
        let credential = encrypt(password).unwrap();
        assert_eq!(opened(&KEY, &credential), password);
        assert_eq!(credential.expose().len(), 344);
        assert!(SecurityCredential::ready(&SecretString::from(credential.expose())).is_ok());
    }
}

#[test]
fn two_runs_differ() {
    let (one, other) = (
        encrypt("Mfano#2026").unwrap(),
        encrypt("Mfano#2026").unwrap(),
    );
    assert_ne!(one.expose(), other.expose());
}

#[test]
fn a_key_takes_what_its_block_has_room_for() {
    let longest = "a".repeat(245);
    assert_eq!(opened(&KEY, &encrypt(&longest).unwrap()), longest);
    let refused = encrypt(&"a".repeat(246)).unwrap_err();
    assert_eq!(refused, CredentialError::LongPassword(245));
    assert_eq!(encrypt("").unwrap_err(), CredentialError::EmptyPassword);
}

#[test]
fn a_longer_key_makes_a_longer_credential() {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_4096).unwrap();
    let password = SecretString::from("Mfano#2026");
    let credential = SecurityCredential::encrypt(&password, &certificate(&key)).unwrap();
    assert_eq!(credential.expose().len(), 684);
    assert_eq!(opened(&key, &credential), "Mfano#2026");
}

/// The padding is PKCS#1 v1.5 and not OAEP, as another program reads it; passes over where there is
/// no `openssl`.
#[test]
fn openssl_reads_it_too() {
    if Command::new("openssl").arg("version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let key_file = folder.path().join("key.pem");
    std::fs::write(&key_file, KEY.serialize_pem()).unwrap();
    let mut openssl = Command::new("openssl")
        .args([
            "pkeyutl",
            "-decrypt",
            "-pkeyopt",
            "rsa_padding_mode:pkcs1",
            "-inkey",
        ])
        .arg(&key_file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let cipher = STANDARD
        .decode(encrypt("Mfano#2026&").unwrap().expose())
        .unwrap();
    openssl.stdin.take().unwrap().write_all(&cipher).unwrap();
    let answer = openssl.wait_with_output().unwrap();
    assert!(answer.status.success());
    assert_eq!(String::from_utf8(answer.stdout).unwrap(), "Mfano#2026&");
}

#[test]
fn a_ready_credential_is_base64_of_an_rsa_block() {
    for length in CIPHER_LENS {
        let text = STANDARD.encode(vec![9_u8; length]);
        assert_eq!(ready(&text).unwrap().expose(), text);
    }
    let text = STANDARD.encode([9_u8; 256]);
    assert_eq!(text.len(), 344);
    let (head, tail) = text.split_at(76);
    let wrapped = format!(" {head}\r\n{tail}\n");
    assert_eq!(ready(&wrapped).unwrap().expose(), text);
}

#[test]
fn what_is_none_is_refused_by_its_kind() {
    assert_eq!(ready(" \n").unwrap_err(), CredentialError::Empty);
    assert_eq!(ready("Hunter2#").unwrap_err(), CredentialError::NotBase64);
    assert_eq!(
        ready("aHVudGVyMg==").unwrap_err(),
        CredentialError::Length(7)
    );
    let cut = STANDARD.encode([9_u8; 255]);
    assert_eq!(ready(&cut).unwrap_err(), CredentialError::Length(255));
    assert_eq!(
        ready(&"A".repeat(5_000)).unwrap_err(),
        CredentialError::NotBase64
    );
}

#[test]
fn nothing_of_it_is_printed() {
    let credential = encrypt("Mfano#2026").unwrap();
    assert_eq!(format!("{credential:?}"), "SecurityCredential(hidden)");
    assert!(!format!("{:?}", ready("Mfano#2026").unwrap_err()).contains("Mfano"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_password_survives(password in "[ -~]{1,60}") {
        prop_assert_eq!(opened(&KEY, &encrypt(&password).unwrap()), password);
    }
}
