//! One request out, one bounded answer in.

use std::time::Duration;

use chrono::DateTime;
use reqwest::header::DATE;
use reqwest::{Certificate, Client, RequestBuilder, Url};

use super::RelayError;

/// Until the connection is open.
const CONNECT_MAX: Duration = Duration::from_secs(10);
/// Until an answer is whole, on top of what the receiver was asked to wait.
pub(super) const ANSWER_MAX: Duration = Duration::from_secs(20);
/// Longest answer read, in bytes. A full page of the longest bodies is two thirds of it.
const ANSWER_LEN_MAX: usize = 16 * 1024 * 1024;
/// How long a connection may lie idle.
const IDLE_MAX: Duration = Duration::from_secs(60);

/// An answer as it came.
pub(super) struct Received {
    pub(super) status: u16,
    /// The other side's clock, in seconds since 1970 in UTC.
    pub(super) date: Option<i64>,
    pub(super) bytes: Vec<u8>,
}

/// A client that goes to this address only: no redirects, no proxy, no retries.
///
/// # Errors
/// When the certificate is none, or TLS can't be set up.
pub(super) fn client(certificate: Option<&str>) -> Result<Client, RelayError> {
    let mut builder = Client::builder()
        .user_agent(concat!("Patanisha/", env!("CARGO_PKG_VERSION")))
        .http1_only()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(CONNECT_MAX)
        .pool_max_idle_per_host(2)
        .pool_idle_timeout(IDLE_MAX);
    if let Some(pem) = certificate {
        let given = Certificate::from_pem_bundle(pem.as_bytes())
            .map_err(|_| RelayError::Settings("the certificate is no PEM".to_owned()))?;
        if given.is_empty() {
            return Err(RelayError::Settings(
                "the certificate's file holds none".to_owned(),
            ));
        }
        builder = builder.tls_certs_only(given);
    }
    builder.build().map_err(|error| RelayError::of(&error))
}

/// The address of a receiver: https, or plain http to this computer.
///
/// # Errors
/// When it is none.
pub(super) fn address(text: &str) -> Result<Url, RelayError> {
    let bad = |why: &str| RelayError::Settings(why.to_owned());
    let url = Url::parse(text.trim()).map_err(|_| bad("the address is none"))?;
    let here = url.host_str().is_some_and(|host| {
        let host = host.trim_matches(['[', ']']);
        host == "localhost"
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    });
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        "http" => {
            return Err(bad(
                "the address is not https, and the token would be read on the way",
            ));
        }
        _ => return Err(bad("the address is not https")),
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(bad("the address has more to it than host, port and path"));
    }
    Ok(url)
}

/// Sends a request and reads its answer. Never sends twice.
pub(super) async fn exchange(
    request: RequestBuilder,
    within: Duration,
) -> Result<Received, RelayError> {
    let mut response = request
        .timeout(within)
        .send()
        .await
        .map_err(|error| RelayError::of(&error))?;
    let date = response
        .headers()
        .get(DATE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| DateTime::parse_from_rfc2822(text.trim()).ok())
        .map(|date| date.timestamp());
    let mut received = Received {
        status: response.status().as_u16(),
        date,
        bytes: Vec::new(),
    };
    while let Some(piece) = response
        .chunk()
        .await
        .map_err(|error| RelayError::of(&error))?
    {
        if received.bytes.len().saturating_add(piece.len()) > ANSWER_LEN_MAX {
            return Err(RelayError::Stranger(
                "its answer is longer than 16 MiB".to_owned(),
            ));
        }
        received.bytes.extend_from_slice(&piece);
    }
    Ok(received)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_never_goes_out_in_the_open() {
        for good in [
            "https://pay.mfano.example",
            "https://pay.mfano.example:8443/in",
            "http://127.0.0.1:8140",
            "http://[::1]:8140",
            "http://localhost:1",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "http://pay.mfano.example",
            "ftp://pay.mfano.example",
            "pay.mfano.example",
            "",
            "https://u:p@pay.mfano.example",
            "https://pay.mfano.example/?a=b",
            "http://192.168.1.7:8140",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
        assert!(client(Some("no certificate")).is_err());
        assert!(client(None).is_ok());
    }
}
