//! What can be said of an item's value without asking Safaricom: the rules of `daraja`'s value types, in
//! words for the person who typed it. A secret is in none of the answers.

use chrono::{DateTime, Utc};
use daraja::{BaseUrl, CallbackUrl, Certificate, Host, ProxyUrl, SecurityCredential, Use};
use domain::Environment;

use super::secret_text;
use crate::vault::Secret;

/// What is added to a callback address per request: two tokens of 64 digits, each with its slash.
const TOKENS_CHARS: usize = 130;

/// A certificate's facts, ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateInfo {
    /// Whose it is.
    pub common_name: String,
    /// Everything else, one line each.
    pub facts: Vec<String>,
    /// SHA-256 of the whole certificate, in hexadecimal.
    pub sha256: String,
    /// The environment that Safaricom issued it for, if its name tells.
    pub environment: Option<Environment>,
    /// Its last moment, if that can be read.
    pub not_after: Option<DateTime<Utc>>,
}

pub(super) const fn purpose(environment: Environment) -> Use {
    match environment {
        Environment::Practice | Environment::Sandbox => Use::Rehearsal,
        Environment::Production => Use::Production,
    }
}

/// Safaricom's own address for an environment; practice has none.
#[must_use]
pub fn safaricom(environment: Environment) -> Option<String> {
    match environment {
        Environment::Practice => None,
        Environment::Sandbox => Some(BaseUrl::sandbox().as_str().to_owned()),
        Environment::Production => Some(BaseUrl::production().as_str().to_owned()),
    }
}

/// Reads a base address. It may not be the other environment's (law 10), and practice stays on this
/// computer.
///
/// # Errors
/// What is wrong with it.
pub fn base_url(text: &str, environment: Environment) -> Result<String, String> {
    let read = BaseUrl::parse(text, purpose(environment)).map_err(|error| error.to_string())?;
    for other in Environment::ALL {
        let host = safaricom(*other).filter(|_| *other != environment);
        if host.is_some_and(|host| same_host(&host, read.as_str())) {
            return Err(format!(
                "that is Safaricom's address for {other}, not for {environment}"
            ));
        }
    }
    if environment == Environment::Practice && !read.as_str().starts_with("http://") {
        return Err("practice stays on this computer: http://127.0.0.1 and a port".to_owned());
    }
    Ok(read.as_str().to_owned())
}

/// Whether an address is on a host, whatever its port.
fn same_host(host: &str, address: &str) -> bool {
    address
        .strip_prefix(host)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// Reads the address that results are posted under.
///
/// # Errors
/// What is wrong with it, by Safaricom's rules for addresses.
pub fn callback_base(text: &str, environment: Environment) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    if text.contains('?') {
        return Err("an address without a ? part; two random parts are added to it".to_owned());
    }
    let read = CallbackUrl::parse(text, purpose(environment))
        .map_err(|error| error.expected().to_owned())?;
    let with_tokens = format!("{text}/{}", "0".repeat(TOKENS_CHARS - 1));
    CallbackUrl::parse(&with_tokens, purpose(environment)).map_err(|_| {
        format!("an address that is shorter: {TOKENS_CHARS} characters are added to it")
    })?;
    Ok(read.as_str().trim_end_matches('/').to_owned())
}

/// Reads the address of an outgoing proxy. One with a user name or password is not taken: the address is
/// shown and kept in the ledger.
///
/// # Errors
/// What is wrong with it.
pub fn proxy(text: &str) -> Result<String, String> {
    let read = ProxyUrl::parse(text).map_err(|error| error.expected().to_owned())?;
    if read.login().is_some() {
        return Err("an address without user name and password in it".to_owned());
    }
    if !read.address().starts_with("https://") {
        return Err("an address that begins with https://".to_owned());
    }
    Ok(read.address().to_owned())
}

/// Reads a certificate, PEM or DER.
///
/// # Errors
/// What is wrong with it.
pub fn certificate(bytes: &[u8]) -> Result<CertificateInfo, String> {
    let read = Certificate::parse(bytes).map_err(|error| error.to_string())?;
    let facts = read.facts();
    let day = |at: &Option<DateTime<Utc>>| {
        at.map_or_else(|| "?".to_owned(), |at| at.format("%-d %b %Y").to_string())
    };
    let mut lines = Vec::new();
    if let Some(organisation) = &facts.organisation {
        lines.push(format!("Organisation: {organisation}"));
    }
    lines.push(format!("Issued by: {}", facts.issuer));
    lines.push(format!("Key: RSA, {} bits", facts.key_bits));
    lines.push(format!("SHA-256: {}", facts.sha256));
    lines.push(format!("Serial: {}", facts.serial));
    lines.push(format!(
        "Valid: {} to {}",
        day(&facts.not_before),
        day(&facts.not_after)
    ));
    Ok(CertificateInfo {
        common_name: facts
            .common_name
            .clone()
            .unwrap_or_else(|| "No common name".to_owned()),
        facts: lines,
        sha256: facts.sha256.clone(),
        environment: read.issued_for().map(|host| match host {
            Host::Sandbox => Environment::Sandbox,
            Host::Production => Environment::Production,
        }),
        not_after: facts.not_after,
    })
}

/// Checks a ready security credential: Base64 of what an RSA key encrypts to.
///
/// # Errors
/// What is wrong with it, with nothing of it.
pub fn ready_credential(text: &Secret) -> Result<(), String> {
    let text = secret_text(text).ok_or("plain text")?;
    SecurityCredential::ready(&text)
        .map(|_| ())
        .map_err(|error| error.to_string())
}
