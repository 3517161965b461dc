//! Finding the certificate's bytes in what a user loads, and naming what was found instead.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use x509_cert::der::Decode;
use x509_cert::request::CertReq;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use crate::certificate::CertificateError;

/// `SEQUENCE`, the first byte of every file of this family.
const SEQUENCE: u8 = 0x30;
/// Content of the object identifier of PBES2, which password-protected private keys name.
const PBES2: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

/// The DER bytes of the first certificate in a file.
pub(super) fn der_of(file: &[u8]) -> Result<Cow<'_, [u8]>, CertificateError> {
    if file.iter().all(u8::is_ascii_whitespace) {
        return Err(CertificateError::Empty);
    }
    let text = text_of(file);
    if let Some(text) = &text {
        if is_web_page(text) {
            return Err(CertificateError::WebPage);
        }
        if text.contains("-----BEGIN ") {
            return from_pem(text).map(Cow::Owned);
        }
        if let Some(der) = base64(text).filter(|der| der.first() == Some(&SEQUENCE)) {
            return Ok(Cow::Owned(der));
        }
    }
    if file.first() == Some(&SEQUENCE) && text.is_none() {
        return Ok(Cow::Borrowed(file));
    }
    Err(CertificateError::NotCertificate)
}

/// The file as text, its byte order mark taken off; `None` when it is not text.
fn text_of(file: &[u8]) -> Option<String> {
    let units = |rest: &[u8], order: fn([u8; 2]) -> u16| {
        let units = rest.chunks(2).map(|pair| match pair {
            [a, b] => order([*a, *b]),
            _ => 0,
        });
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .ok()
    };
    match file {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => {
            // PEM is ASCII, and the text around it may be of any old encoding.
            let text = String::from_utf8_lossy(file);
            let armoured = text.contains("-----BEGIN ");
            (armoured || std::str::from_utf8(file).is_ok()).then(|| text.into_owned())
        }
    }
}

fn is_web_page(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.trim_start().starts_with('<')
        && ["<html", "<!doctype", "<head", "<body", "<script"]
            .iter()
            .any(|tag| lower.contains(tag))
}

/// The first certificate among the blocks of a PEM text.
fn from_pem(text: &str) -> Result<Vec<u8>, CertificateError> {
    let mut labels = Vec::new();
    let mut found = None;
    for block in text.split("-----BEGIN ").skip(1) {
        let Some((label, rest)) = block.split_once("-----") else {
            continue;
        };
        let label = label.trim();
        if label.contains("PRIVATE KEY") {
            return Err(CertificateError::PrivateKey);
        }
        let is_certificate = matches!(label, "CERTIFICATE" | "X509 CERTIFICATE");
        if is_certificate && found.is_none() {
            let content = rest.split_once("-----END ").map(|(content, _)| content);
            found = Some(content.and_then(base64).ok_or(CertificateError::Damaged));
        }
        labels.push(label);
    }
    let has = |word: &str| labels.iter().any(|label| label.contains(word));
    match found {
        Some(found) => found,
        None if has("CERTIFICATE REQUEST") => Err(CertificateError::Request),
        None if has("PUBLIC KEY") => Err(CertificateError::PublicKey),
        None if has("PKCS7") || has("CMS") => Err(CertificateError::Bundle),
        None => Err(CertificateError::NotCertificate),
    }
}

/// Base64 over any number of lines.
fn base64(text: &str) -> Option<Vec<u8>> {
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(solid).ok().filter(|der| !der.is_empty())
}

/// What bytes are that are no certificate.
pub(super) fn kind_of(der: &[u8]) -> CertificateError {
    let inside = content(der).unwrap_or_default();
    match inside {
        // PKCS#12 says version 3; private keys say 0 or 1.
        [0x02, 0x01, 0x03, ..] => CertificateError::Bundle,
        [0x02, ..] => CertificateError::PrivateKey,
        [0x06, ..] => CertificateError::Bundle,
        _ if CertReq::from_der(der).is_ok() => CertificateError::Request,
        _ if SubjectPublicKeyInfoOwned::from_der(der).is_ok() => CertificateError::PublicKey,
        _ if inside.windows(PBES2.len()).take(16).any(|run| run == PBES2) => {
            CertificateError::PrivateKey
        }
        [SEQUENCE, ..] => CertificateError::Damaged,
        _ => CertificateError::NotCertificate,
    }
}

/// What is inside the outermost sequence, as far as it goes.
fn content(der: &[u8]) -> Option<&[u8]> {
    let [SEQUENCE, length, rest @ ..] = der else {
        return None;
    };
    let long = length.checked_sub(0x80).map_or(0, usize::from);
    rest.get(long..)
}
