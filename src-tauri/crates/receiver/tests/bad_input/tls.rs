//! TLS: who is served, and certificates that change while serving.

use std::path::Path;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use receiver::config::Tls;
use receiver::inbox::Use;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::world::{World, path, post, start, status};

/// Writes a new certificate and key; answers the certificate, for who is to trust it.
fn issue(folder: &Path) -> CertificateDer<'static> {
    let names = vec!["pay.example.co.ke".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).unwrap();
    std::fs::write(folder.join("chain.pem"), cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

async fn start_with(folder: &Path) -> World {
    start(|config| {
        config.limits.header_ms = 300;
        config.tls = Some(Tls {
            certificate: folder.join("chain.pem"),
            key: folder.join("key.pem"),
        });
    })
    .await
}

/// Posts over TLS, trusting one certificate; an error when the handshake fails.
async fn ask(world: &World, trusted: &CertificateDer<'static>) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("pay.example.co.ke").unwrap();
    let stream = TcpStream::connect(world.receiver.address()).await?;
    let mut stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await?;
    stream
        .write_all(&post(&path(Use::Result), "", b"{}"))
        .await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn callbacks_come_in_over_tls_and_only_so() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = issue(folder.path());
    let world = start_with(folder.path()).await;
    let answer = ask(&world, &certificate).await.unwrap();
    assert_eq!(status(&answer), "200");
    assert!(
        answer.contains("strict-transport-security: max-age="),
        "{answer}"
    );
    let plain = world.post(b"{}").await;
    assert!(!plain.contains("200"), "{plain}");
    assert_eq!(world.inbox.kept().len(), 1);
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    issue(folder.path());
    let world = start_with(folder.path()).await;
    let mut stream = TcpStream::connect(world.receiver.address()).await.unwrap();
    stream.write_all(b"\x16\x03\x01").await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.is_empty());
}

#[tokio::test]
async fn a_new_certificate_is_taken_while_serving_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = issue(folder.path());
    let world = start_with(folder.path()).await;
    assert!(
        !world.receiver.reload_certificate().await,
        "nothing changed"
    );

    let second = issue(folder.path());
    assert!(world.receiver.reload_certificate().await);
    assert!(ask(&world, &second).await.is_ok());
    assert!(ask(&world, &first).await.is_err());

    // One file of a new pair, then a file that is none: the pair in use stays.
    let key = std::fs::read(folder.path().join("key.pem")).unwrap();
    let third = issue(folder.path());
    let new_key = std::fs::read(folder.path().join("key.pem")).unwrap();
    for broken in [&key[..], b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"] {
        std::fs::write(folder.path().join("key.pem"), broken).unwrap();
        assert!(!world.receiver.reload_certificate().await);
        assert!(ask(&world, &second).await.is_ok());
    }
    std::fs::remove_file(folder.path().join("key.pem")).unwrap();
    assert!(!world.receiver.reload_certificate().await);
    assert!(ask(&world, &second).await.is_ok());
    assert_eq!(world.metric("certificate_failures_total").await, 4);

    std::fs::write(folder.path().join("key.pem"), new_key).unwrap();
    assert!(world.receiver.reload_certificate().await);
    assert!(ask(&world, &third).await.is_ok());
}
