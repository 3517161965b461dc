//! Posting to callback addresses: once, bounded, and only to this machine unless it was allowed further.
//!
//! Plain http only. An https address is noted as not delivered: a TLS client here would prove nothing
//! about the receiver's certificate that a real client doesn't.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpStream, lookup_host};

use crate::world::deliveries::DeliveryState;

/// Most bytes of an answer that are read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Posts a body and returns status and answer.
///
/// # Errors
/// How the delivery ended instead.
pub(crate) async fn post(
    url: &str,
    body: &str,
    limit: Duration,
    beyond_loopback: bool,
) -> Result<(u16, Bytes), DeliveryState> {
    let uri: Uri = url
        .parse()
        .map_err(|_| not_delivered("the address can't be read"))?;
    if uri.scheme_str() != Some("http") {
        return Err(not_delivered("this simulator posts to http only"));
    }
    match tokio::time::timeout(limit, send(&uri, body, beyond_loopback)).await {
        Ok(done) => done,
        Err(_) => Err(failed("no answer in time")),
    }
}

async fn send(uri: &Uri, body: &str, beyond_loopback: bool) -> Result<(u16, Bytes), DeliveryState> {
    let host = uri.host().unwrap_or("").trim_matches(['[', ']']);
    let port = uri.port_u16().unwrap_or(80);
    let found = lookup_host((host, port))
        .await
        .map_err(|error| failed(error.to_string()))?;
    let address = found
        .into_iter()
        .find(|address| beyond_loopback || address.ip().is_loopback())
        .ok_or_else(|| not_delivered("this simulator posts to its own machine only"))?;
    let stream = TcpStream::connect(address)
        .await
        .map_err(|error| failed(error.to_string()))?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| failed(error.to_string()))?;
    let request = Request::builder()
        .method(Method::POST)
        .uri(uri.path_and_query().map_or("/", |path| path.as_str()))
        .header(
            HOST,
            uri.authority().map_or("", |authority| authority.as_str()),
        )
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, "daraja-sim")
        .body(Full::new(Bytes::from(body.to_owned())))
        .map_err(|error| failed(error.to_string()))?;
    let exchange = async {
        let response = sender
            .send_request(request)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX)
            .collect()
            .await
            .map_err(|error| failed(error.to_string()))?;
        Ok((status, body.to_bytes()))
    };
    tokio::pin!(exchange);
    tokio::select! {
        done = &mut exchange => done,
        // The connection's end is no reason to stop: the answer may be complete.
        _ = connection => exchange.await,
    }
}

fn failed(why: impl Into<String>) -> DeliveryState {
    DeliveryState::Failed { why: why.into() }
}

fn not_delivered(why: &str) -> DeliveryState {
    DeliveryState::NotDelivered {
        why: why.to_owned(),
    }
}
