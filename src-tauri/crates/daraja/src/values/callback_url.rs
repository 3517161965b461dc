//! Addresses that Daraja calls with an outcome, and the words that must not be in them.
//!
//! Rules: section 14, documented by Safaricom for C2B and applied here to every address.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use crate::Use;
use crate::values::ValueError;

/// Longest callback address, in characters. No limit is documented; this one is ours.
pub const CALLBACK_URL_LEN_MAX: usize = 255;

/// Words that Safaricom refuses anywhere in an address, whatever their case. `exec` is one, and `exe`
/// finds it.
const BANNED: [&str; 7] = ["m-pesa", "mpesa", "safaricom", "exe", "cmd", "sql", "query"];

/// Public tunnels and request testers, which production usually blocks.
const TUNNELS: [&str; 10] = [
    "ngrok",
    "mockbin",
    "requestbin",
    "webhook.site",
    "localtunnel",
    "loca.lt",
    "trycloudflare",
    "serveo",
    "localhost.run",
    "beeceptor",
];

/// An address that Daraja can be asked to call: `https`, or plain `http` to this computer for a
/// rehearsal.
///
/// The path usually holds a secret token that tells our requests apart, so `Debug` and `Display` show
/// scheme and host only; [`CallbackUrl::as_str`] is the whole address.
///
/// ```
/// use daraja::{CallbackUrl, Use};
///
/// let url = CallbackUrl::parse("https://pay.example.com/5f2c/91ab", Use::Production)?;
/// assert_eq!(url.to_string(), "https://pay.example.com/…");
/// assert!(CallbackUrl::parse("https://pay.example.com/query", Use::Production).is_err());
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CallbackUrl {
    text: Box<str>,
    shown: Box<str>,
}

impl CallbackUrl {
    /// Reads an address; spaces around it are taken off.
    ///
    /// # Errors
    /// Says which rule the address breaks. The error shows no path.
    pub fn parse(text: &str, purpose: Use) -> Result<Self, ValueError> {
        let text = text.trim();
        let url = Url::parse(text).ok();
        let shown = url.as_ref().and_then(origin);
        let refused = |expected: &str| match &shown {
            Some(shown) => ValueError::showing(FIELD, shown, expected),
            None => ValueError::hidden(FIELD, text, expected),
        };
        if text.chars().count() > CALLBACK_URL_LEN_MAX {
            return Err(refused("at most 255 characters"));
        }
        let (Some(url), Some(shown)) = (&url, &shown) else {
            return Err(refused("an address such as https://pay.example.com/path"));
        };
        let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'%' | b'\\' | b'"' | b'<' | b'>');
        if !text.bytes().all(plain) {
            return Err(refused("plain letters, digits and punctuation, without %"));
        }
        if !url.username().is_empty() || url.password().is_some() || text.contains('@') {
            return Err(refused("no user name or password in the address"));
        }
        if url.fragment().is_some() {
            return Err(refused("no # part"));
        }
        let lower = text.to_ascii_lowercase();
        if let Some(word) = BANNED.iter().find(|word| lower.contains(**word)) {
            return Err(refused(&format!(
                "an address without the word {word}, which Safaricom refuses anywhere in it"
            )));
        }
        if let Some(tunnel) = TUNNELS.iter().find(|word| lower.contains(**word)) {
            return Err(refused(&format!(
                "an address of your own, not of the public tunnel or tester {tunnel}"
            )));
        }
        let place = place(url.host_str().unwrap_or_default());
        match (url.scheme(), purpose, place) {
            ("https", Use::Production, Place::Public)
            | ("https", Use::Rehearsal, _)
            | ("http", Use::Rehearsal, Place::ThisComputer) => Ok(Self {
                text: url.as_str().into(),
                shown: shown.as_str().into(),
            }),
            ("https", Use::Production, _) => Err(refused("an address that the internet can reach")),
            ("http", Use::Rehearsal, _) => Err(refused(
                "https, or plain http to this computer only (127.0.0.1, [::1], localhost)",
            )),
            _ => Err(refused("an address that begins with https://")),
        }
    }

    /// The whole address, path and all.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

const FIELD: &str = "callback address";

/// Where a host is, as far as its name tells.
#[derive(PartialEq, Eq)]
enum Place {
    ThisComputer,
    Nearby,
    Public,
}

fn place(host: &str) -> Place {
    let bare = host.trim_matches(['[', ']']);
    match bare.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => Place::ThisComputer,
        Ok(IpAddr::V4(v4))
            if v4.is_private()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast() =>
        {
            Place::Nearby
        }
        Ok(IpAddr::V6(v6))
            if v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified() =>
        {
            Place::Nearby
        }
        Ok(_) => Place::Public,
        Err(_) if bare == "localhost" => Place::ThisComputer,
        Err(_) if bare.contains('.') && !bare.ends_with(".local") => Place::Public,
        Err(_) => Place::Nearby,
    }
}

/// Scheme and host, as errors and logs may show them.
fn origin(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|host| !host.is_empty())?;
    let port = url.port().map(|port| format!(":{port}"));
    let scheme = url.scheme();
    Some(format!("{scheme}://{host}{}/…", port.unwrap_or_default()))
}

impl fmt::Display for CallbackUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.shown)
    }
}

impl fmt::Debug for CallbackUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.shown)
    }
}

#[cfg(test)]
#[path = "callback_url_tests.rs"]
mod tests;
