//! What can be seen from outside.

use std::io;

use axum::http::{Method, StatusCode, header};
use bytes::Bytes;
use chrono::DateTime;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ALL_VERSIONS, CertificateError, Error as TlsError};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

use super::Check;
use super::line::{self, Ask};
use crate::hex;
use crate::setup::{PublicUrl, is_inside, look};
use crate::wire::{PREFIX, Status};

/// A certificate that ends sooner is told, in days.
const DAYS_LEFT_MIN: i64 = 14;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// How far two clocks may be apart, in milliseconds. The `Date` header has whole seconds.
const CLOCK_MS_MAX: i64 = 10_000;

/// The address' own rules.
pub fn address(url: &PublicUrl) -> Check {
    let looked = look(url);
    if !looked.faults.is_empty() {
        return Check::failed(
            "address",
            looked.faults.join(" "),
            "Give the receiver a name of your own, as in https://pay.example.co.ke, and port 443.",
        );
    }
    let mut says = vec!["Safaricom's rules for addresses are kept.".to_owned()];
    says.extend(looked.warnings);
    Check::passed("address", says.join(" "))
}

/// What the name stands for.
pub async fn name(url: &PublicUrl) -> Check {
    let found = match line::resolve(url).await {
        Ok(found) if !found.is_empty() => found,
        Ok(_) => return unresolved(url, "it stands for no address"),
        Err(error) => return unresolved(url, &error.to_string()),
    };
    let inside: Vec<String> = found
        .iter()
        .filter(|address| is_inside(address.ip()))
        .map(|address| address.ip().to_string())
        .collect();
    if inside.is_empty() {
        let all: Vec<String> = found.iter().map(|of| of.ip().to_string()).collect();
        return Check::passed(
            "name",
            format!("{} stands for {}.", url.host, all.join(", ")),
        );
    }
    Check::failed(
        "name",
        format!(
            "{} stands for {} here, which can't be reached from outside.",
            url.host,
            inside.join(", ")
        ),
        "Point the name to the public address; if only this network sees it so, run doctor from another.",
    )
}

fn unresolved(url: &PublicUrl, why: &str) -> Check {
    Check::failed(
        "name",
        format!("{} could not be looked up: {why}.", url.host),
        "Add an A or AAAA record for it, or wait until it has spread.",
    )
}

/// Whether anything listens.
pub async fn is_there(url: &PublicUrl) -> bool {
    line::connect(url).await.is_ok()
}

/// The chain, the name in it, and how long it holds.
pub async fn certificate(url: &PublicUrl, now_ms: i64) -> Check {
    let stream = match line::secure(url, ALL_VERSIONS).await {
        Ok(stream) => stream,
        Err(error) => return refused(&error),
    };
    let (_, session) = stream.get_ref();
    let leaf = session.peer_certificates().and_then(<[_]>::first);
    let Some(days) = leaf.and_then(|leaf| days_left(leaf, now_ms)) else {
        return Check::passed(
            "certificate",
            "The chain is whole and of a known authority.",
        );
    };
    if days < DAYS_LEFT_MIN {
        return Check::failed(
            "certificate",
            format!("The chain is good, but the certificate ends in {days} days."),
            "Renew it, and see why that does not happen by itself.",
        );
    }
    Check::passed(
        "certificate",
        format!("The chain is whole and of a known authority; it ends in {days} days."),
    )
}

fn days_left(leaf: &[u8], now_ms: i64) -> Option<i64> {
    let ends = Certificate::from_der(leaf)
        .ok()?
        .tbs_certificate
        .validity
        .not_after;
    let ends_ms = i64::try_from(ends.to_unix_duration().as_millis()).ok()?;
    ends_ms.checked_sub(now_ms)?.checked_div(DAY_MS)
}

fn refused(error: &io::Error) -> Check {
    let tls = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<TlsError>());
    let (says, remedy) = match tls {
        Some(TlsError::InvalidCertificate(why)) => match why {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => (
                "The certificate has ended.".to_owned(),
                "Renew it.",
            ),
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => (
                "The certificate is of another name.".to_owned(),
                "Get one for this name.",
            ),
            CertificateError::UnknownIssuer => (
                "The certificate is self-signed, of no authority this computer knows, or its chain is not whole. \
                 Safaricom would refuse it."
                    .to_owned(),
                "Use one of a public authority, and give the whole chain (fullchain.pem), leaf first.",
            ),
            other => (
                format!("The certificate does not hold: {other}."),
                "Get a new one of a public authority.",
            ),
        },
        _ => (
            format!("No TLS connection came about: {error}."),
            "Check that TLS answers on this port, and what stands in the receiver's or the proxy's log.",
        ),
    };
    Check::failed("certificate", says, remedy)
}

/// Which versions of TLS are spoken: what Safaricom needs is not documented, so both must be.
pub async fn tls_versions(url: &PublicUrl) -> Check {
    let old = line::secure(url, &[&TLS12]).await.is_ok();
    let new = line::secure(url, &[&TLS13]).await.is_ok();
    let says = match (old, new) {
        (true, true) => return Check::passed("tls_versions", "TLS 1.2 and 1.3 are spoken."),
        (true, false) => "TLS 1.3 is not spoken.",
        (false, true) => "TLS 1.2 is not spoken.",
        (false, false) => "Neither TLS 1.2 nor 1.3 came about.",
    };
    Check::failed(
        "tls_versions",
        says,
        "Offer both: which one Safaricom calls with is not documented.",
    )
}

/// Who guesses learns nothing: 404, no body, no program's name.
pub async fn silence(url: &PublicUrl) -> Check {
    let guess = format!("/{}/{}", "0".repeat(64), "0".repeat(64));
    let answer = match line::ask(url, of(Method::POST, &guess, None)).await {
        Ok(answer) => answer,
        Err(error) => return unanswered("silence", &error),
    };
    if answer.status() != StatusCode::NOT_FOUND || !answer.body().is_empty() {
        return Check::failed(
            "silence",
            format!(
                "An address that nobody has was answered {} with {} bytes, where a receiver answers 404 with none.",
                answer.status().as_u16(),
                answer.body().len()
            ),
            "Check that the proxy passes everything to the receiver and adds no pages of its own.",
        );
    }
    if let Some(server) = answer.headers().get(header::SERVER) {
        let server = String::from_utf8_lossy(server.as_bytes());
        return Check::passed(
            "silence",
            format!(
                "A guess is answered 404 without a word, but the proxy names itself: {server}."
            ),
        );
    }
    Check::passed("silence", "A guess is answered 404 without a word.")
}

/// How the receiver is, asked as the console.
pub async fn status(url: &PublicUrl, token: &str) -> Result<(Check, Status), Check> {
    let path = format!("{PREFIX}/status");
    let answer = line::ask(url, of(Method::GET, &path, Some(token)))
        .await
        .map_err(|error| unanswered("status", &error))?;
    if answer.status() == StatusCode::NOT_FOUND {
        return Err(Check::failed(
            "status",
            "The receiver does not know this console's token, or it is not a receiver that answers.",
            "Give the token that `receiver init` printed; its hash stands under [[console]].",
        ));
    }
    let read = serde_json::from_slice::<Status>(answer.body());
    let (true, Ok(status)) = (answer.status().is_success(), read) else {
        return Err(Check::failed(
            "status",
            format!("The receiver answered {}.", answer.status().as_u16()),
            "See its log; its store may be away or full.",
        ));
    };
    let sealed = if status.sealed {
        "sealed"
    } else {
        "not sealed"
    };
    let says = format!(
        "Version {} answers the console \"{}\" from {}: {} waiting, publication {}, bodies {sealed}.",
        status.version, status.console, status.store, status.position.backlog, status.published,
    );
    Ok((Check::passed("status", says), status))
}

/// How far the clocks are apart: by the receiver's own when it told, else by whoever answers.
pub async fn clock(url: &PublicUrl, status: Option<&Status>, now_ms: fn() -> i64) -> Check {
    let (theirs, whose) = match status {
        Some(status) => (status.now_ms, "The receiver's clock"),
        None => match date(url).await {
            Ok(Some(ms)) => (ms, "The clock of whoever answers"),
            Ok(None) => {
                return Check::not_possible("clock", "The answer has no date to compare with.");
            }
            Err(error) => return unanswered("clock", &error),
        },
    };
    let apart = theirs.saturating_sub(now_ms()).saturating_abs();
    let seconds = apart.checked_div(1_000).unwrap_or_default();
    if apart > CLOCK_MS_MAX {
        return Check::failed(
            "clock",
            format!("{whose} and this computer's are {seconds} s apart: one of them is wrong."),
            "Let both set their clocks by network (NTP).",
        );
    }
    Check::passed(
        "clock",
        format!(
            "{whose} and this computer's agree within {} s.",
            seconds + 1
        ),
    )
}

async fn date(url: &PublicUrl) -> io::Result<Option<i64>> {
    let answer = line::ask(url, of(Method::GET, "/", None)).await?;
    let date = answer.headers().get(header::DATE);
    let text = date.and_then(|date| date.to_str().ok());
    let read = text.and_then(|text| DateTime::parse_from_rfc2822(text).ok());
    Ok(read.map(|at| at.timestamp_millis()))
}

/// A request without a body.
pub fn of<'a>(method: Method, path: &'a str, token: Option<&'a str>) -> Ask<'a> {
    Ask {
        method,
        path,
        token,
        body: Bytes::new(),
    }
}

/// What is said when no answer came.
pub fn unanswered(name: &'static str, error: &io::Error) -> Check {
    Check::failed(
        name,
        format!("No answer came: {error}."),
        "Check that the receiver runs and that the proxy passes to it.",
    )
}

/// A token that nobody had before.
pub fn fresh() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    rand::TryRng::try_fill_bytes(&mut rand::rngs::SysRng, &mut bytes).map_err(io::Error::other)?;
    Ok(hex::write(&bytes))
}
