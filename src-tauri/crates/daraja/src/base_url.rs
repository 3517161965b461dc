//! Where requests go: TLS everywhere, plain text only to this computer and never with real money.

use std::fmt;
use std::net::IpAddr;

/// Longest address accepted, in bytes.
pub const ADDRESS_LEN_MAX: usize = 255;

/// What a base address is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Real money.
    Production,
    /// Safaricom's sandbox, or a simulator on this computer.
    Rehearsal,
}

/// The address that every request's path is added to: scheme, host and perhaps a port, without a path
/// and without a closing slash.
///
/// ```
/// use daraja::{BaseUrl, Use};
///
/// let simulator = BaseUrl::parse("http://127.0.0.1:8080/", Use::Rehearsal)?;
/// assert_eq!(simulator.join("/oauth/v1/generate"), "http://127.0.0.1:8080/oauth/v1/generate");
/// assert!(BaseUrl::parse("http://127.0.0.1:8080", Use::Production).is_err());
/// # Ok::<(), daraja::BaseUrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

/// Why an address is not one that requests may go to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Neither `https://` nor `http://`.
    #[error("an address begins with https://")]
    Scheme,
    /// Plain http with real money.
    #[error("production is reached over https only")]
    PlainInProduction,
    /// Plain http to another computer.
    #[error("plain http is for this computer only (127.0.0.1, [::1], localhost)")]
    PlainToElsewhere,
    /// No host, or one with characters that hosts do not have.
    #[error("the address names no host")]
    Host,
    /// A port that is not 1 to 65535.
    #[error("the port is a number from 1 to 65535")]
    Port,
    /// A path, query, fragment or user name.
    #[error("the address ends after the host and port")]
    MoreThanHost,
    /// Longer than [`ADDRESS_LEN_MAX`].
    #[error("the address is too long")]
    Length,
}

impl BaseUrl {
    /// Safaricom's sandbox (Daraja portal, "Hosts"; `daraja-api.md` section 1).
    #[must_use]
    pub fn sandbox() -> Self {
        Self("https://sandbox.safaricom.co.ke".to_owned())
    }

    /// Safaricom's production host (same source).
    #[must_use]
    pub fn production() -> Self {
        Self("https://api.safaricom.co.ke".to_owned())
    }

    /// Reads an address, for instance of a simulator or of a gateway of the business's own.
    ///
    /// # Errors
    /// When requests must not go there; the error says why.
    pub fn parse(text: &str, purpose: Use) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        if text.len() > ADDRESS_LEN_MAX {
            return Err(BaseUrlError::Length);
        }
        let lower = text.to_ascii_lowercase();
        let (plain, rest) = match (
            lower.strip_prefix("https://"),
            lower.strip_prefix("http://"),
        ) {
            (Some(rest), _) => (false, rest),
            (None, Some(rest)) => (true, rest),
            (None, None) => return Err(BaseUrlError::Scheme),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '\\', '?', '#', '@']) {
            return Err(BaseUrlError::MoreThanHost);
        }
        let host = checked_host(authority)?;
        if plain && purpose == Use::Production {
            return Err(BaseUrlError::PlainInProduction);
        }
        if plain && !is_loopback(host) {
            return Err(BaseUrlError::PlainToElsewhere);
        }
        let scheme = if plain { "http" } else { "https" };
        Ok(Self(format!("{scheme}://{authority}")))
    }

    /// The address without a closing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with a path, whether or not the path begins with a slash.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}/{}", self.0, path.trim_start_matches('/'))
    }
}

/// The host of `host[:port]`, brackets of IPv6 taken off.
fn checked_host(authority: &str) -> Result<&str, BaseUrlError> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']').ok_or(BaseUrlError::Host)?,
        None => authority
            .find(':')
            .map_or((authority, ""), |at| authority.split_at(at)),
    };
    let known = if authority.starts_with('[') {
        host.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        is_host_name(host)
    };
    if !known {
        return Err(BaseUrlError::Host);
    }
    if !port.is_empty() {
        let number = port.strip_prefix(':').ok_or(BaseUrlError::Host)?;
        let valid = number.bytes().all(|b| b.is_ascii_digit())
            && number.parse::<u16>().is_ok_and(|port| port > 0);
        valid.then_some(()).ok_or(BaseUrlError::Port)?;
    }
    Ok(host)
}

fn is_host_name(host: &str) -> bool {
    host.split('.').all(|label| {
        let edges = !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty()
            && edges
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BaseUrlError::*;
    use Use::{Production, Rehearsal};

    #[test]
    fn safaricoms_own_addresses_are_ones_we_would_accept() {
        assert_eq!(
            BaseUrl::parse(BaseUrl::production().as_str(), Production),
            Ok(BaseUrl::production())
        );
        assert_eq!(
            BaseUrl::parse(BaseUrl::sandbox().as_str(), Rehearsal),
            Ok(BaseUrl::sandbox())
        );
    }

    #[test]
    fn plain_text_stays_on_this_computer_and_away_from_real_money() {
        for local in [
            "http://127.0.0.1:8080",
            "http://127.9.9.9",
            "http://[::1]:9",
            "HTTP://LocalHost:1/",
        ] {
            assert!(BaseUrl::parse(local, Rehearsal).is_ok(), "{local}");
            assert_eq!(
                BaseUrl::parse(local, Production),
                Err(PlainInProduction),
                "{local}"
            );
        }
        for elsewhere in [
            "http://sandbox.safaricom.co.ke",
            "http://192.168.0.9",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://[::2]",
        ] {
            assert_eq!(
                BaseUrl::parse(elsewhere, Rehearsal),
                Err(PlainToElsewhere),
                "{elsewhere}"
            );
        }
    }

    #[test]
    fn anything_but_scheme_host_and_port_is_refused() {
        for (text, error) in [
            ("", Scheme),
            ("ftp://a", Scheme),
            ("api.safaricom.co.ke", Scheme),
            ("https://", Host),
            ("https://a..b", Host),
            ("https://-a.b", Host),
            ("https://a b", Host),
            ("https://[::1", Host),
            ("https://[::1]9", Host),
            ("https://a:", Port),
            ("https://a:0", Port),
            ("https://a:65536", Port),
            ("https://a:+1", Port),
            ("https://a/mpesa", MoreThanHost),
            ("https://user@a", MoreThanHost),
            ("https://a?b", MoreThanHost),
            ("https://127.0.0.1\\@a", MoreThanHost),
        ] {
            assert_eq!(BaseUrl::parse(text, Production), Err(error), "{text}");
        }
        assert_eq!(
            BaseUrl::parse(&format!("https://{}", "a".repeat(300)), Production),
            Err(Length)
        );
    }

    #[test]
    fn a_path_joins_with_one_slash() {
        let base = BaseUrl::parse("https://API.example:8443/", Production).unwrap();
        assert_eq!(base.join("mpesa/x"), "https://api.example:8443/mpesa/x");
        assert_eq!(base.join("/mpesa/x"), "https://api.example:8443/mpesa/x");
    }
}
