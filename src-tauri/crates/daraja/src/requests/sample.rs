//! Invented values for the tests of the requests beside it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeZone, Utc};
use secrecy::SecretString;

use crate::requests::RequestBody;
use crate::values::{CallbackUrl, Msisdn, Receipt, Remarks, ShortCode};
use crate::{Initiator, Passkey, SecurityCredential, Use};

/// The Base64 text of 256 sevens.
pub fn credential() -> String {
    STANDARD.encode([7_u8; 256])
}

pub fn initiator() -> Initiator {
    let credential = SecurityCredential::ready(&SecretString::from(credential())).unwrap();
    Initiator::new("testapi", credential).unwrap()
}

pub fn passkey() -> Passkey {
    Passkey::new(&SecretString::from("passkey-of-the-till")).unwrap()
}

/// 10 March 2026, 14:30:12 in Nairobi.
pub fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 10, 11, 30, 12).unwrap()
}

pub fn short_code() -> ShortCode {
    ShortCode::parse("600111").unwrap()
}

pub fn other_short_code() -> ShortCode {
    ShortCode::parse("600222").unwrap()
}

pub fn phone() -> Msisdn {
    Msisdn::parse("254712000111").unwrap()
}

pub fn receipt() -> Receipt {
    Receipt::parse("UCA3P0W8RD").unwrap()
}

pub fn remarks() -> Remarks {
    Remarks::parse("Wages of week 10").unwrap()
}

pub fn url(path: &str) -> CallbackUrl {
    CallbackUrl::parse(&format!("https://pay.example.com/{path}"), Use::Production).unwrap()
}

/// The body as JSON, keys in any order.
pub fn json(body: &RequestBody) -> serde_json::Value {
    serde_json::from_slice(body.as_bytes()).unwrap()
}

/// Fails when what is printed of a request tells a phone number, an address's path or a credential.
pub fn tells_nothing(shown: &str) {
    for secret in ["712000111", "12000111", "token-of", &credential()] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
