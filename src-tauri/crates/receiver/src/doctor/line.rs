//! One request to the receiver, over a connection of its own.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{Method, Request, Response, header};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ALL_VERSIONS, ClientConfig, RootCertStore, SupportedProtocolVersion};

use crate::setup::PublicUrl;

/// Until a connection stands, and until an answer is whole.
const MOST: Duration = Duration::from_secs(30);
/// Longest answer read, in bytes. Deliveries come in answers of about 6 MiB at most.
const ANSWER_LEN_MAX: usize = 16 * 1024 * 1024;

/// What is asked.
pub struct Ask<'a> {
    /// How.
    pub method: Method,
    /// Path and query, after the address' own.
    pub path: &'a str,
    /// A console's token.
    pub token: Option<&'a str>,
    /// The body.
    pub body: Bytes,
}

/// A connection over TCP.
pub async fn connect(url: &PublicUrl) -> io::Result<TcpStream> {
    within(TcpStream::connect((url.host.as_str(), url.port))).await
}

/// The addresses of a name.
pub async fn resolve(url: &PublicUrl) -> io::Result<Vec<SocketAddr>> {
    let found = within(tokio::net::lookup_host((url.host.as_str(), url.port))).await?;
    Ok(found.collect())
}

/// A connection over TLS, the certificate checked against this system's authorities.
pub async fn secure(
    url: &PublicUrl,
    versions: &[&'static SupportedProtocolVersion],
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .map_err(io::Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(url.host.clone()).map_err(io::Error::other)?;
    let plain = connect(url).await?;
    within(TlsConnector::from(Arc::new(config)).connect(name, plain)).await
}

/// Asks, and reads the whole answer.
pub async fn ask(url: &PublicUrl, of: Ask<'_>) -> io::Result<Response<Bytes>> {
    if url.tls {
        over(secure(url, ALL_VERSIONS).await?, url, of).await
    } else {
        over(connect(url).await?, url, of).await
    }
}

async fn over(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    url: &PublicUrl,
    of: Ask<'_>,
) -> io::Result<Response<Bytes>> {
    let mut request = Request::builder()
        .method(of.method)
        .uri(format!("{}{}", url.path, of.path))
        .header(header::HOST, url.authority())
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(token) = of.token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request
        .body(Full::new(of.body))
        .map_err(|_| io::Error::other("the token has characters that no token has"))?;
    within(async {
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(io::Error::other)?;
        let driving = tokio::spawn(connection);
        let answer = sender
            .send_request(request)
            .await
            .map_err(io::Error::other)?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, ANSWER_LEN_MAX)
            .collect()
            .await
            .map_err(io::Error::other)?;
        driving.abort();
        Ok(Response::from_parts(head, body.to_bytes()))
    })
    .await
}

async fn within<T>(work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timeout(MOST, work)
        .await
        .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "no answer in 30 seconds"))?
}
