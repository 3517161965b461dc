//! What proves who asks: the app's key and secret, the STK passkey, and the API operator.
//!
//! Owns: the forms these secrets have, and the two encodings made of them (section 2: HTTP Basic;
//! section 4.1: the STK password). Stays out: where they are kept, and the certificate
//! (`certificate`). Nothing here prints a secret.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, Utc};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::security_credential::SecurityCredential;
use crate::values::{ShortCode, ValueError};

/// Longest secret that is taken, in bytes. Those seen have at most 64 characters.
const SECRET_LEN_MAX: usize = 256;
/// East Africa Time is UTC+3 all year (section 15).
const EAT_SECONDS: i32 = 3 * 3_600;

/// The text without spaces around it, if it is 1 to 256 visible ASCII characters.
fn checked(field: &'static str, secret: &SecretString) -> Result<SecretString, ValueError> {
    let text = secret.expose_secret().trim();
    if !text.is_empty()
        && text.len() <= SECRET_LEN_MAX
        && text.bytes().all(|b| b.is_ascii_graphic())
    {
        Ok(SecretString::from(text))
    } else {
        let expected = "1 to 256 letters, digits and signs, without spaces";
        Err(ValueError::hidden(field, text, expected))
    }
}

/// The consumer key and secret of an app on the Daraja portal.
///
/// ```
/// use daraja::{AppCredentials, SecretString};
///
/// let app = AppCredentials::new(&SecretString::from("key"), &SecretString::from("secret"))?;
/// assert_eq!(format!("{app:?}"), "AppCredentials(hidden)");
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone)]
pub struct AppCredentials {
    consumer_key: SecretString,
    consumer_secret: SecretString,
}

impl AppCredentials {
    /// Takes both; spaces around them are taken off.
    ///
    /// # Errors
    /// When one is empty, too long, has spaces in it, or the key has a colon.
    pub fn new(
        consumer_key: &SecretString,
        consumer_secret: &SecretString,
    ) -> Result<Self, ValueError> {
        let key = checked("consumer key", consumer_key)?;
        if key.expose_secret().contains(':') {
            let read = key.expose_secret();
            return Err(ValueError::hidden("consumer key", read, "no colon"));
        }
        Ok(Self {
            consumer_key: key,
            consumer_secret: checked("consumer secret", consumer_secret)?,
        })
    }

    /// The consumer key, which tells one app's tokens from another's.
    #[must_use]
    pub fn consumer_key(&self) -> &SecretString {
        &self.consumer_key
    }

    /// The value of the `Authorization` header of the token call (section 2): `Basic` and the Base64
    /// text of `key:secret`.
    #[must_use]
    pub fn basic_authorization(&self) -> SecretString {
        let (key, secret) = (
            self.consumer_key.expose_secret(),
            self.consumer_secret.expose_secret(),
        );
        let pair = Zeroizing::new([key, ":", secret].concat());
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        SecretString::from(["Basic ", encoded.as_str()].concat())
    }
}

impl fmt::Debug for AppCredentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("AppCredentials(hidden)")
    }
}

/// The passkey of an STK short code, mailed by Safaricom at go-live.
#[derive(Clone)]
pub struct Passkey(SecretString);

impl Passkey {
    /// Takes a passkey; spaces around it are taken off.
    ///
    /// # Errors
    /// When it is empty, too long or has spaces in it.
    pub fn new(passkey: &SecretString) -> Result<Self, ValueError> {
        checked("passkey", passkey).map(Self)
    }

    /// The password of one STK request and the timestamp inside it (section 4.1): the Base64 text of
    /// short code, passkey and time, and the time as `YYYYMMDDHHmmss` in East Africa Time.
    #[must_use]
    pub fn password(&self, short_code: &ShortCode, at: DateTime<Utc>) -> (SecretString, String) {
        let timestamp = eat_digits(at);
        let clear =
            Zeroizing::new([short_code.as_str(), self.0.expose_secret(), &timestamp].concat());
        (
            SecretString::from(STANDARD.encode(clear.as_bytes())),
            timestamp,
        )
    }
}

/// `YYYYMMDDHHmmss`, East Africa Time.
fn eat_digits(at: DateTime<Utc>) -> String {
    let zone = FixedOffset::east_opt(EAT_SECONDS).expect("three hours are less than a day");
    at.with_timezone(&zone).format("%Y%m%d%H%M%S").to_string()
}

impl fmt::Debug for Passkey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Passkey(hidden)")
    }
}

/// An API operator of a short code: its name, and its password encrypted for Safaricom.
#[derive(Clone)]
pub struct Initiator {
    name: String,
    credential: SecurityCredential,
}

impl Initiator {
    /// Takes an operator's user name, 1 to 64 visible characters, and its credential.
    ///
    /// # Errors
    /// When the name is empty, too long or has spaces in it.
    pub fn new(name: &str, credential: SecurityCredential) -> Result<Self, ValueError> {
        let name = name.trim();
        let fits = (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic());
        if fits {
            Ok(Self {
                name: name.to_owned(),
                credential,
            })
        } else {
            let expected = "1 to 64 letters, digits and signs, without spaces";
            Err(ValueError::new("initiator name", name, expected))
        }
    }

    /// The user name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The encrypted password.
    #[must_use]
    pub fn credential(&self) -> &SecurityCredential {
        &self.credential
    }
}

impl fmt::Debug for Initiator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Initiator({}, credential hidden)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    #[test]
    fn the_token_call_carries_key_and_secret() {
        let app = AppCredentials::new(&secret(" key\n"), &secret("secret")).unwrap();
        assert_eq!(
            app.basic_authorization().expose_secret(),
            "Basic a2V5OnNlY3JldA=="
        );
        assert!(AppCredentials::new(&secret("k:y"), &secret("s")).is_err());
        assert!(AppCredentials::new(&secret(""), &secret("s")).is_err());
        assert!(AppCredentials::new(&secret("k"), &secret("s s")).is_err());
    }

    #[test]
    fn the_stk_password_is_made_in_east_africa_time() {
        let passkey = Passkey::new(&secret("pass123")).unwrap();
        let at = Utc.with_ymd_and_hms(2026, 3, 10, 22, 30, 12).unwrap();
        let (password, timestamp) = passkey.password(&ShortCode::parse("174379").unwrap(), at);
        assert_eq!(timestamp, "20260311013012");
        let clear = STANDARD.decode(password.expose_secret()).unwrap();
        assert_eq!(clear, b"174379pass12320260311013012");
    }

    #[test]
    fn nothing_secret_is_printed() {
        let app = AppCredentials::new(&secret("the-key"), &secret("hunter2")).unwrap();
        let passkey = Passkey::new(&secret("hunter2")).unwrap();
        let refused = Passkey::new(&secret("hunter2 hunter2")).unwrap_err();
        let shown = format!("{app:?} {passkey:?} {refused} {refused:?}");
        assert!(
            !shown.contains("hunter2") && !shown.contains("the-key"),
            "{shown}"
        );
    }

    #[test]
    fn an_operator_has_a_name() {
        let credential = SecurityCredential::ready(&secret(&STANDARD.encode([7_u8; 256]))).unwrap();
        let operator = Initiator::new(" testapi ", credential.clone()).unwrap();
        assert_eq!(operator.name(), "testapi");
        assert_eq!(
            format!("{operator:?}"),
            "Initiator(testapi, credential hidden)"
        );
        for bad in ["", "two words", &"a".repeat(65)] {
            assert!(Initiator::new(bad, credential.clone()).is_err(), "{bad}");
        }
    }
}
