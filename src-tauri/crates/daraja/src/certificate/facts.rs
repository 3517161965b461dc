//! What a certificate says of itself, for people to compare.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use x509_cert::Certificate;
use x509_cert::der::asn1::Any;
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::{Tag, Tagged};
use x509_cert::name::Name;
use x509_cert::time::Time;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// How much of a name is kept, in characters.
const NAME_LEN_MAX: usize = 256;

/// The environments that Safaricom has certificates for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Host {
    /// `apicrypt.safaricom.co.ke`
    Sandbox,
    /// `apigee.apicaller.safaricom.co.ke`
    Production,
}

impl Host {
    /// By the common name of the certificate (section 3).
    pub(crate) fn named(common_name: &str) -> Option<Self> {
        let is = |name: &str| common_name.eq_ignore_ascii_case(name);
        if is("apicrypt.safaricom.co.ke") {
            Some(Self::Sandbox)
        } else if is("apigee.apicaller.safaricom.co.ke") {
            Some(Self::Production)
        } else {
            None
        }
    }
}

/// What a certificate says of itself. Nothing here is a judgement: Safaricom's own certificates are
/// long past their last day and are still the right ones (section 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// `CN` of the subject.
    pub common_name: Option<String>,
    /// `O` of the subject.
    pub organisation: Option<String>,
    /// Who issued it, as `CN=…,DC=…`.
    pub issuer: String,
    /// Size of the RSA key.
    pub key_bits: usize,
    /// SHA-256 of the whole certificate: 64 upper-case hexadecimal digits.
    pub sha256: String,
    /// Serial number: upper-case hexadecimal digits.
    pub serial: String,
    /// The first moment it is meant for.
    pub not_before: Option<DateTime<Utc>>,
    /// The last moment it is meant for.
    pub not_after: Option<DateTime<Utc>>,
}

impl CertificateFacts {
    pub(super) fn of(certificate: &Certificate, der: &[u8], key_bits: usize) -> Self {
        let of = &certificate.tbs_certificate;
        let serial = hex(of.serial_number.as_bytes());
        Self {
            common_name: part(&of.subject, COMMON_NAME),
            organisation: part(&of.subject, ORGANISATION),
            issuer: clean(&of.issuer.to_string()),
            key_bits,
            sha256: hex(digest(&SHA256, der).as_ref()),
            serial: serial.strip_prefix("00").unwrap_or(&serial).to_owned(),
            not_before: moment(of.validity.not_before),
            not_after: moment(of.validity.not_after),
        }
    }
}

fn moment(time: Time) -> Option<DateTime<Utc>> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// The first part of a name of that kind.
fn part(name: &Name, kind: ObjectIdentifier) -> Option<String> {
    name.0
        .iter()
        .flat_map(|set| set.0.iter())
        .find(|part| part.oid == kind)
        .map(|part| clean(&text(&part.value)))
}

/// A string of a name, whichever of the string types it has.
fn text(value: &Any) -> String {
    if value.tag() == Tag::BmpString {
        let units = value.value().chunks_exact(2).map(|pair| match pair {
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    String::from_utf8_lossy(value.value()).into_owned()
}

/// Cut, and without characters that would disturb a screen.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(NAME_LEN_MAX)
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
