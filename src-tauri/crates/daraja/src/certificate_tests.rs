use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256,
    RsaKeySize, date_time_ymd,
};
use std::process::Command;
use std::sync::LazyLock;

/// An RSA key and a certificate of it, made once.
static MADE: LazyLock<(KeyPair, rcgen::Certificate)> = LazyLock::new(|| {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = params("apicrypt.safaricom.co.ke")
        .self_signed(&key)
        .unwrap();
    (key, certificate)
});

fn params(common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Mfano Limited");
    params.not_before = date_time_ymd(2014, 11, 12);
    params.not_after = date_time_ymd(2016, 11, 11);
    params.serial_number = Some(vec![0xf2, 0xfa, 0x00, 0x44].into());
    params
}

fn why(file: impl AsRef<[u8]>) -> CertificateError {
    Certificate::parse(file.as_ref()).unwrap_err()
}

#[test]
fn pem_and_der_are_the_same_certificate() {
    let (pem, der) = (MADE.1.pem(), MADE.1.der());
    let facts = Certificate::parse(der).unwrap().facts().clone();
    let crlf = pem.replace('\n', "\r\n");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(crlf.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for file in [
        pem.clone().into_bytes(),
        crlf.clone().into_bytes(),
        format!("\u{feff}{crlf}").into_bytes(),
        format!("Bag Attributes\n  friendlyName: müster\n{pem}\nthe end\n").into_bytes(),
        [b"latin-1: \xe9\n", pem.as_bytes()].concat(),
        format!("{pem}{pem}").into_bytes(),
        pem.replace("BEGIN CERT", "BEGIN X509 CERT").into_bytes(),
        STANDARD.encode(der).into_bytes(),
        utf16,
    ] {
        let read = Certificate::parse(&file).unwrap();
        assert_eq!(read.facts(), &facts, "{}", String::from_utf8_lossy(&file));
    }
}

#[test]
fn facts_are_what_people_compare() {
    let facts = Certificate::parse(MADE.1.der()).unwrap().facts().clone();
    assert_eq!(
        facts.common_name.as_deref(),
        Some("apicrypt.safaricom.co.ke")
    );
    assert_eq!(facts.organisation.as_deref(), Some("Mfano Limited"));
    assert!(
        facts.issuer.contains("CN=apicrypt.safaricom.co.ke"),
        "{}",
        facts.issuer
    );
    assert_eq!(facts.key_bits, 2_048);
    assert_eq!(facts.serial, "F2FA0044");
    assert_eq!(facts.sha256.len(), 64);
    assert!(
        facts
            .sha256
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    );
    assert_eq!(
        facts.not_before.unwrap().to_rfc3339(),
        "2014-11-12T00:00:00+00:00"
    );
    assert_eq!(
        facts.not_after.unwrap().to_rfc3339(),
        "2016-11-11T00:00:00+00:00"
    );
}

#[test]
fn the_environment_is_known_by_name_only() {
    for (name, host) in [
        ("apicrypt.safaricom.co.ke", Some(Host::Sandbox)),
        ("APIGEE.apicaller.safaricom.co.ke", Some(Host::Production)),
        ("simulator.example", None),
    ] {
        let made = params(name).self_signed(&MADE.0).unwrap();
        assert_eq!(Certificate::parse(made.der()).unwrap().issued_for(), host);
    }
}

#[test]
fn a_web_page_saved_as_certificate_is_named() {
    let pem = MADE.1.pem();
    for page in [
        "<!DOCTYPE html>\n<html><body>Sign in</body></html>".to_owned(),
        "\u{feff}  <HTML>".to_owned(),
        format!("<html><pre>{pem}</pre></html>"),
    ] {
        assert_eq!(why(&page), CertificateError::WebPage, "{page}");
    }
}

#[test]
fn keys_requests_and_bundles_are_named() {
    let (key, made) = &*MADE;
    assert_eq!(why(key.serialize_pem()), CertificateError::PrivateKey);
    assert_eq!(why(key.serialize_der()), CertificateError::PrivateKey);
    let beside = format!("{}{}", made.pem(), key.serialize_pem());
    assert_eq!(why(&beside), CertificateError::PrivateKey);
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----";
    assert_eq!(why(encrypted), CertificateError::PrivateKey);

    let request = CertificateParams::default().serialize_request(key).unwrap();
    assert_eq!(why(request.pem().unwrap()), CertificateError::Request);
    assert_eq!(why(request.der()), CertificateError::Request);
    let old = request
        .pem()
        .unwrap()
        .replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
    assert_eq!(why(&old), CertificateError::Request);

    assert_eq!(why(key.public_key_pem()), CertificateError::PublicKey);
    let p7b = "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----";
    assert_eq!(why(p7b), CertificateError::Bundle);
    assert_eq!(
        why([0x30, 0x82, 0x01, 0x00, 0x06, 0x09, 0xff]),
        CertificateError::Bundle
    );
    assert_eq!(
        why([0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0xff]),
        CertificateError::Bundle
    );
}

#[test]
fn other_keys_are_named() {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let made = params("a.example").self_signed(&key).unwrap();
    assert_eq!(why(made.pem()), CertificateError::NotRsa("EC".to_owned()));
}

#[test]
fn empty_large_cut_and_foreign_files_are_named() {
    let (pem, der) = (MADE.1.pem(), MADE.1.der());
    assert_eq!(why(""), CertificateError::Empty);
    assert_eq!(why(" \r\n\t"), CertificateError::Empty);
    let large = vec![b'a'; CERTIFICATE_LEN_MAX + 1];
    assert_eq!(
        why(&large),
        CertificateError::TooLarge(CERTIFICATE_LEN_MAX + 1)
    );
    let half = pem.get(..pem.len() / 2).unwrap();
    assert_eq!(why(half), CertificateError::Damaged);
    assert_eq!(why(der.get(..400).unwrap()), CertificateError::Damaged);
    assert_eq!(why(pem.replacen('M', "*", 1)), CertificateError::Damaged);
    let tail = [der.as_ref(), b"tail"].concat();
    assert_eq!(why(&tail), CertificateError::Damaged);
    for foreign in [
        &b"Dear customer, please find attached"[..],
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04\xff",
        b"0",
        b"0123456789",
        b"-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----",
    ] {
        assert_eq!(why(foreign), CertificateError::NotCertificate);
    }
}

/// Files as another program makes them; passes over where there is no `openssl`.
#[test]
fn files_made_by_openssl_are_named() {
    if Command::new("openssl").arg("version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let make = |line: &str, file: &str| {
        let done = Command::new("openssl")
            .args(line.split(' '))
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{line}: {done:?}");
        Certificate::parse(&std::fs::read(folder.path().join(file)).unwrap())
    };
    let self_signed = "req -x509 -nodes -newkey rsa:2048 -keyout k.pem -subj /CN=a.example -days 1";
    let made = make(&format!("{self_signed} -out c.pem"), "c.pem").unwrap();
    assert_eq!(made.facts().common_name.as_deref(), Some("a.example"));
    let as_text = make("x509 -in c.pem -text -out t.pem", "t.pem").unwrap();
    assert_eq!(as_text.facts(), made.facts());
    let as_bytes = make("x509 -in c.pem -outform der -out c.cer", "c.cer").unwrap();
    assert_eq!(as_bytes.facts(), made.facts());
    let printed = Command::new("openssl")
        .args([
            "x509",
            "-in",
            "c.pem",
            "-noout",
            "-fingerprint",
            "-sha256",
            "-serial",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap().replace(':', "");
    assert!(printed.contains(&made.facts().sha256), "{printed}");
    assert!(printed.contains(&made.facts().serial), "{printed}");

    let weak = self_signed
        .replace("rsa:2048", "rsa:1024")
        .replace("k.pem", "w.pem");
    let weak = make(&format!("{weak} -out weak.pem"), "weak.pem");
    assert_eq!(weak.unwrap_err(), CertificateError::KeySize(1_024));
    for (line, file, is) in [
        (
            "rsa -in k.pem -traditional -out a",
            "a",
            CertificateError::PrivateKey,
        ),
        (
            "rsa -in k.pem -traditional -outform der -out b",
            "b",
            CertificateError::PrivateKey,
        ),
        (
            "pkcs8 -topk8 -in k.pem -passout pass:x -outform der -out d",
            "d",
            CertificateError::PrivateKey,
        ),
        (
            "pkcs8 -topk8 -in k.pem -passout pass:x -out e",
            "e",
            CertificateError::PrivateKey,
        ),
        (
            "rsa -in k.pem -pubout -outform der -out f",
            "f",
            CertificateError::PublicKey,
        ),
        (
            "crl2pkcs7 -nocrl -certfile c.pem -out g",
            "g",
            CertificateError::Bundle,
        ),
        (
            "crl2pkcs7 -nocrl -certfile c.pem -outform der -out h",
            "h",
            CertificateError::Bundle,
        ),
        (
            "pkcs12 -export -in c.pem -inkey k.pem -passout pass:x -out i",
            "i",
            CertificateError::Bundle,
        ),
    ] {
        assert_eq!(make(line, file).unwrap_err(), is, "{line}");
    }
}

#[test]
fn errors_speak_to_people() {
    for error in [
        CertificateError::WebPage,
        CertificateError::PrivateKey,
        CertificateError::NotRsa("EC".to_owned()),
        CertificateError::KeySize(1_024),
    ] {
        assert!(error.to_string().len() > 30, "{error}");
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(file in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Certificate::parse(&file);
        let _ = Certificate::parse(&[&[0x30, 0x82], file.as_slice()].concat());
    }

    #[test]
    fn a_damaged_certificate_is_an_error_or_another(
        at in 0_usize..800,
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut der = MADE.1.der().to_vec();
        if let Some(place) = der.get_mut(at) {
            *place = byte;
        }
        let _ = Certificate::parse(&der);
        der.truncate(cut.index(der.len()));
        prop_assert!(Certificate::parse(&der).is_err());
    }
}
