//! TLS with certificates of the tests' own: who is trusted, who is not, and what a proxy sees.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]
// The system's roots are taken from a file that a variable names; other systems keep theirs elsewhere.
#![cfg(target_os = "linux")]

mod world;

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use daraja::{BaseUrl, Client, Proof, ProxyUrl, Settings, Step, Submission, TokenTrouble, Use};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use world::sample;

/// Set in the process that trusts the tests' authority: the folder with its files.
const TRUSTING: &str = "DARAJA_TESTS_TRUST";

struct Issued {
    authority_pem: String,
    certificate: Vec<u8>,
    key: Vec<u8>,
}

/// An authority, and a certificate of it for 127.0.0.1.
fn issued() -> Issued {
    let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let authority_pem = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let names = vec!["127.0.0.1".to_owned()];
    let server = CertificateParams::new(names)
        .unwrap()
        .signed_by(&key, &issuer)
        .unwrap();
    Issued {
        authority_pem,
        certificate: server.der().to_vec(),
        key: key.serialize_der(),
    }
}

/// A server with that certificate; what it read inside TLS is in the list.
async fn server(certificate: Vec<u8>, key: Vec<u8>) -> (String, Arc<Mutex<Vec<String>>>) {
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(certificate)],
            PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key)),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let read = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&read);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = vec![0; 8192];
            let length = stream.read(&mut request).await.unwrap_or_default();
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let body = if request.starts_with("GET /oauth") {
                r#"{"access_token":"token-1-aaaaaaaa","expires_in":"3599"}"#
            } else {
                sample::TAKEN
            };
            kept.lock().unwrap().push(request);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
            let _ = stream.write_all((head + body).as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (address, read)
}

fn settings(address: &str) -> Settings {
    let base = BaseUrl::parse(&format!("https://{address}"), Use::Production).unwrap();
    Settings::new(base, world::app()).timeouts(world::short())
}

#[tokio::test]
async fn a_certificate_of_a_stranger_ends_it_before_anything_is_sent() {
    let issued = issued();
    let (address, read) = server(issued.certificate, issued.key).await;
    let client = Client::new(settings(&address)).unwrap();
    let submission = client.b2c(&sample::initiator(), &sample::b2c()).await;
    match submission {
        Submission::Refused(refusal) => match refusal.proof {
            Proof::NoToken(TokenTrouble::NotSent(unsent)) => {
                assert_eq!(unsent.step, Step::Tls, "{unsent}");
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
    assert_eq!(read.lock().unwrap().len(), 0);
}

/// Runs [`in_the_trusting_process`] in a process that trusts the tests' authority.
#[test]
fn a_trusted_server_is_paid_through_directly_and_through_a_tunnel() {
    let folder = tempfile::tempdir().unwrap();
    let issued = issued();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("authority.pem", issued.authority_pem.as_bytes());
    write("server.der", &issued.certificate);
    write("server.key", &issued.key);
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "in_the_trusting_process", "--nocapture"])
        .env(TRUSTING, folder.path())
        .env("SSL_CERT_FILE", folder.path().join("authority.pem"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let erred = String::from_utf8_lossy(&run.stderr);
    assert!(
        run.status.success() && said.contains("paid twice over TLS"),
        "{said}{erred}"
    );
}

#[tokio::test]
async fn in_the_trusting_process() {
    let Some(folder) = std::env::var_os(TRUSTING) else {
        return; // The test above runs this one in a process of its own.
    };
    let bytes = |name: &str| std::fs::read(Path::new(&folder).join(name)).unwrap();
    let (address, read) = server(bytes("server.der"), bytes("server.key")).await;
    let pay = async |settings: Settings| {
        let client = Client::new(settings).unwrap();
        client.b2c(&sample::initiator(), &sample::b2c()).await
    };
    let direct = pay(settings(&address)).await;
    assert!(matches!(direct, Submission::Accepted(_)), "{direct:?}");

    let (proxy, seen) = tunnel().await;
    let proxy = ProxyUrl::parse(&format!("http://desk:open-sesame@{proxy}")).unwrap();
    let through = pay(settings(&address).proxy(proxy)).await;
    assert!(matches!(through, Submission::Accepted(_)), "{through:?}");
    for asked in seen.lock().unwrap().iter() {
        assert!(
            asked.starts_with(&format!("CONNECT {address} HTTP/1.1")),
            "{asked}"
        );
        assert!(
            !asked.contains("Bearer") && !asked.contains("mpesa"),
            "{asked}"
        );
    }
    let read = read.lock().unwrap();
    let payments = read
        .iter()
        .filter(|request| request.starts_with("POST /mpesa/b2c/v3/"));
    assert_eq!(payments.count(), 2);
    println!("paid twice over TLS");
}

/// A proxy that opens every tunnel, and keeps what it was asked.
async fn tunnel() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = vec![0; 4096];
            let length = stream.read(&mut asked).await.unwrap();
            let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
            let to = asked.split(' ').nth(1).unwrap().to_owned();
            kept.lock().unwrap().push(asked);
            tokio::spawn(async move {
                let mut onward = TcpStream::connect(to).await.unwrap();
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                let _ = copy_bidirectional(&mut stream, &mut onward).await;
            });
        }
    });
    (address, seen)
}
