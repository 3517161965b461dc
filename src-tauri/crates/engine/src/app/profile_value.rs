//! Reading an item's value as a person pastes it: what is tidied, what is refused and how it is told.
//! No text of a problem repeats a secret.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::account::is_invisible;
use domain::{Environment, Problem};
use zeroize::Zeroizing;

use super::commands::given_path;
use crate::api::ProfileItem;
use crate::files::read_within;
use crate::live;
use crate::vault::Secret;

/// Longest consumer key, consumer secret or passkey, in characters. Those seen have 28 to 64.
const KEY_CHARS_MAX: usize = 256;
/// Longest initiator name, in characters.
const INITIATOR_CHARS_MAX: usize = 64;
/// Longest password that a 2048-bit key encrypts (PKCS#1 v1.5), in bytes.
const PASSWORD_BYTES_MAX: usize = 245;
/// Largest certificate file.
const CERTIFICATE_BYTES_MAX: u64 = 64 * 1024;
/// The special characters that Safaricom's pages name as safe (`daraja-api.md` section 3).
const PASSWORD_SPECIALS: &str = "#&%$";

/// A value that can be kept.
pub struct Value {
    /// What to keep.
    pub kept: Kept,
    /// What is to be said of it, with nothing of it.
    pub remark: Option<&'static str>,
}

/// Where a value goes.
pub enum Kept {
    /// Into the keyring.
    Secret(Secret),
    /// Into the ledger.
    Shown(String),
}

/// Reads a value. May read a file.
///
/// # Errors
/// `profile.value` with the item as its field, and what would be taken.
pub fn read(
    item: ProfileItem,
    text: &Zeroizing<String>,
    environment: Environment,
) -> Result<Value, Problem> {
    let secret = |text: Zeroizing<String>| Kept::Secret(Secret::new(text.as_bytes()));
    let mut remark = None;
    let kept = match item {
        ProfileItem::ConsumerKey | ProfileItem::ConsumerSecret | ProfileItem::Passkey => {
            secret(key(item, text)?)
        }
        ProfileItem::InitiatorName => Kept::Shown(initiator_name(text)?),
        ProfileItem::InitiatorPassword => {
            let password = password(text)?;
            remark = password_remark(&password);
            secret(password)
        }
        ProfileItem::SecurityCredential => {
            let tidy = without_blanks(text);
            let credential = Secret::new(tidy.as_bytes());
            live::values::ready_credential(&credential).map_err(|expected| {
                refused(item, &expected).with_remedy(
                    "Copy the whole credential from the Daraja portal's page, or give the password and the certificate instead.",
                )
            })?;
            Kept::Secret(credential)
        }
        ProfileItem::Certificate => Kept::Shown(certificate(text)?),
        ProfileItem::CallbackBase => Kept::Shown(
            live::values::callback_base(text, environment).map_err(|expected| {
                refused(item, &expected).with_remedy(
                    "Give the public address of your receiver, such as https://pay.example.co.ke",
                )
            })?,
        ),
        ProfileItem::BaseUrl => Kept::Shown(live::values::base_url(text, environment).map_err(
            |expected| {
                refused(item, &expected)
                    .with_remedy("Delete this item to use Safaricom's own address.")
            },
        )?),
        ProfileItem::Proxy => Kept::Shown(live::values::proxy(text).map_err(|expected| {
            refused(item, &expected)
                .with_remedy("Give it as https://proxy.example.co.ke:3128, or delete this item.")
        })?),
    };
    Ok(Value { kept, remark })
}

fn refused(item: ProfileItem, expected: &str) -> Problem {
    Problem::new(
        "profile.value",
        format!("The {} was not kept: {expected}.", item.called()),
    )
    .with_field(item.word())
}

/// A key as it was copied: blanks and line ends of the page it came from are taken out.
fn key(item: ProfileItem, text: &str) -> Result<Zeroizing<String>, Problem> {
    let tidy = without_blanks(text);
    let fits = (1..=KEY_CHARS_MAX).contains(&tidy.len())
        && tidy.bytes().all(|b| b.is_ascii_graphic() && b != b':');
    if fits {
        return Ok(tidy);
    }
    let expected = if tidy.is_empty() {
        "nothing was given".to_owned()
    } else {
        format!("it has 1 to {KEY_CHARS_MAX} letters, digits and signs, and no colon")
    };
    let place = match item {
        ProfileItem::Passkey => {
            "Copy it from Safaricom's go-live mail, without the words around it."
        }
        _ => {
            "Copy it from your app's page on developer.safaricom.co.ke, without the words around it."
        }
    };
    Err(refused(item, &expected).with_remedy(place))
}

fn initiator_name(text: &str) -> Result<String, Problem> {
    let tidy = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let fits = (1..=INITIATOR_CHARS_MAX).contains(&tidy.len())
        && tidy.bytes().all(|b| b.is_ascii_graphic());
    if fits {
        return Ok(tidy.to_owned());
    }
    Err(refused(
        ProfileItem::InitiatorName,
        &format!("it has 1 to {INITIATOR_CHARS_MAX} letters, digits and signs, and no blanks"),
    )
    .with_remedy("Copy the API operator's user name from the M-Pesa organisation portal."))
}

/// A password keeps its inner characters; line ends and blanks around it come from copying.
fn password(text: &str) -> Result<Zeroizing<String>, Problem> {
    let tidy = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if (1..=PASSWORD_BYTES_MAX).contains(&tidy.len()) {
        return Ok(Zeroizing::new(tidy.to_owned()));
    }
    let expected = if tidy.is_empty() {
        "nothing was given".to_owned()
    } else {
        format!("a password has at most {PASSWORD_BYTES_MAX} bytes")
    };
    Err(refused(ProfileItem::InitiatorPassword, &expected)
        .with_remedy("Give the API operator's password as it was set in the organisation portal."))
}

/// The portal's rules are told, not enforced: the password exists already.
fn password_remark(password: &str) -> Option<&'static str> {
    let safe = |c: char| c.is_ascii_alphanumeric() || PASSWORD_SPECIALS.contains(c);
    (!password.chars().all(safe)).then_some(
        "It has a character other than letters, digits and # & % $. Safaricom's pages say that others \
         are refused or cause trouble; if the balance check fails, set another password.",
    )
}

fn without_blanks(text: &str) -> Zeroizing<String> {
    Zeroizing::new(
        text.chars()
            .filter(|c| !c.is_whitespace() && !is_invisible(*c))
            .collect(),
    )
}

/// The certificate alone, as PEM, from PEM text or the path of a PEM or DER file.
fn certificate(text: &str) -> Result<String, Problem> {
    const ITEM: ProfileItem = ProfileItem::Certificate;
    const REMEDY: &str = "Download the certificate again from the Daraja portal and choose the file, or paste its text from BEGIN to END.";
    let bytes = if text.contains("-----BEGIN") {
        text.as_bytes().to_vec()
    } else {
        let path = given_path(text)
            .ok_or_else(|| refused(ITEM, "nothing was given").with_remedy(REMEDY))?;
        read_within(&path, CERTIFICATE_BYTES_MAX)
            .map_err(|problem| file_problem(problem).with_remedy(REMEDY))?
            .bytes
    };
    let told = |expected: String| refused(ITEM, &expected).with_remedy(REMEDY);
    let read = live::values::certificate(&bytes).map_err(told)?;
    // What is kept is the certificate and nothing else, and reads as the same one.
    let kept = pem(&bytes).unwrap_or_else(|| to_pem(&bytes));
    let again = live::values::certificate(kept.as_bytes()).map_err(told)?;
    if again.sha256 != read.sha256 {
        return Err(told("it holds more than one certificate".to_owned()));
    }
    Ok(kept)
}

/// A problem with the file, without its name: what was pasted may have been a secret.
fn file_problem(problem: Problem) -> Problem {
    let why = if problem.code.0 == "import.file_too_large" {
        "the file is too large to be a certificate"
    } else {
        "that is neither a certificate's text nor the path of a file that can be read"
    };
    refused(ProfileItem::Certificate, why)
}

/// The first certificate of a PEM text.
fn pem(bytes: &[u8]) -> Option<String> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, rest) = text.split_once(BEGIN)?;
    let (body, _) = rest.split_once(END)?;
    let der = STANDARD.decode(without_blanks(body).as_bytes()).ok()?;
    Some(to_pem(&der))
}

fn to_pem(der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let mut out = String::from("-----BEGIN CERTIFICATE-----\n");
    let mut rest = encoded.as_str();
    while let Some((line, after)) = rest.split_at_checked(64) {
        let _ = writeln!(out, "{line}");
        rest = after;
    }
    if !rest.is_empty() {
        let _ = writeln!(out, "{rest}");
    }
    out.push_str("-----END CERTIFICATE-----\n");
    out
}

#[cfg(test)]
#[path = "profile_value_tests.rs"]
mod tests;
