//! The outgoing proxy of a profile: a way out with a fixed address (section 20, row 6).
//!
//! Owns: which proxy addresses are taken, and the user name and password for it. Stays out: using it,
//! which is the transport's. TLS runs end to end through it: the proxy sees where to, never what.

use std::fmt;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::values::ValueError;

/// Longest proxy address, in characters.
const PROXY_URL_LEN_MAX: usize = 512;

/// The address of a proxy that tunnels (`CONNECT`): `https://host:port` or `http://host:port`, with
/// `user:password@` if it asks for them. A password is only taken where it travels encrypted, or to
/// this computer.
///
/// `Debug` and `Display` show neither user nor password.
///
/// ```
/// use daraja::ProxyUrl;
///
/// let proxy = ProxyUrl::parse("https://desk:open-sesame@proxy.example.com:3128")?;
/// assert_eq!(proxy.to_string(), "https://proxy.example.com:3128");
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone)]
pub struct ProxyUrl {
    shown: String,
    login: Option<(String, SecretString)>,
}

impl ProxyUrl {
    /// Reads a proxy's address; spaces around it are taken off.
    ///
    /// # Errors
    /// When it is no such address; the error repeats nothing of it.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let refused = |expected: &str| ValueError::hidden("proxy address", text, expected);
        if text.chars().count() > PROXY_URL_LEN_MAX {
            return Err(refused("at most 512 characters"));
        }
        let form = "an address such as https://proxy.example.com:3128";
        let url = Url::parse(text).map_err(|_| refused(form))?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let bare = matches!(url.path(), "" | "/") && url.query().is_none();
        let (Some(host), true, true, None) = (
            host,
            matches!(url.scheme(), "https" | "http"),
            bare,
            url.fragment(),
        ) else {
            return Err(refused(form));
        };
        let port = url.port_or_known_default().unwrap_or(443);
        let shown = format!("{}://{host}:{port}", url.scheme());
        let user = decoded(url.username()).ok_or_else(|| refused(form))?;
        let password = decoded(url.password().unwrap_or_default()).ok_or_else(|| refused(form))?;
        if user.is_empty() && password.is_empty() {
            return Ok(Self { shown, login: None });
        }
        let loopback = matches!(host, "127.0.0.1" | "[::1]" | "localhost");
        if url.scheme() == "http" && !loopback {
            return Err(refused("https:// where a password is given"));
        }
        let login = Some((user, SecretString::from(password)));
        Ok(Self { shown, login })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.shown
    }

    /// User name and password, where the proxy asks for them.
    #[must_use]
    pub fn login(&self) -> Option<(&str, &SecretString)> {
        self.login
            .as_ref()
            .map(|(user, password)| (user.as_str(), password))
    }
}

/// A part of an address with its `%41` read; `None` when that is not text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

impl PartialEq for ProxyUrl {
    fn eq(&self, other: &Self) -> bool {
        let login = |proxy: &Self| {
            proxy
                .login()
                .map(|(user, password)| (user.to_owned(), password.expose_secret().to_owned()))
        };
        self.shown == other.shown && login(self) == login(other)
    }
}

impl Eq for ProxyUrl {}

impl fmt::Display for ProxyUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.shown)
    }
}

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_host_and_port() {
        let of = |text| ProxyUrl::parse(text).unwrap().address().to_owned();
        assert_eq!(
            of("https://proxy.example.com:3128/"),
            "https://proxy.example.com:3128"
        );
        assert_eq!(of("http://10.0.0.9:3128"), "http://10.0.0.9:3128");
        assert_eq!(
            of("https://proxy.example.com"),
            "https://proxy.example.com:443"
        );
        for bad in [
            "",
            "proxy:3128",
            "socks5://a:1",
            "https://a/b",
            "https://a?b",
            "https://a#b",
        ] {
            assert!(ProxyUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_kept_and_never_shown() {
        let proxy = ProxyUrl::parse("https://desk:p%40ss-word@proxy.example.com:8443").unwrap();
        let (user, password) = proxy.login().unwrap();
        assert_eq!((user, password.expose_secret()), ("desk", "p@ss-word"));
        assert!(!format!("{proxy:?} {proxy}").contains("ss-word"));
        let error = ProxyUrl::parse("http://desk:p@ss-word@proxy.example.com:3128").unwrap_err();
        assert!(!format!("{error:?}").contains("ss-word"));
        assert!(ProxyUrl::parse("http://desk:x@127.0.0.1:3128").is_ok());
        assert!(ProxyUrl::parse("https://desk:%zz@proxy.example.com").is_err());
    }
}
