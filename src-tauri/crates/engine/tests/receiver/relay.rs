//! What the client makes of every answer.

use std::time::Duration;

use engine::relay::wire::*;
use engine::relay::{PAGE, Relay, RelayAddress, RelayError};
use engine::vault::Secret;
use rcgen::{CertificateParams, KeyPair};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::standin::{Receiver, TOKEN};

fn relay(url: &str, token: &str) -> Relay {
    Relay::new(&address(url, token)).unwrap()
}

fn address(url: &str, token: &str) -> RelayAddress {
    RelayAddress {
        url: url.to_owned(),
        certificate: None,
        token: Secret::new(token),
    }
}

#[tokio::test]
async fn everything_a_console_asks_is_answered() {
    let receiver = Receiver::start().await;
    let relay = relay(&receiver.base, TOKEN);
    let status = relay.status().await.unwrap();
    assert_eq!(
        (&*status.value.store, status.date),
        ("sqlite", Some(1_793_000_000))
    );
    for body in ["one", "two", "one"] {
        receiver.deliver("sandbox/600111", Use::Result, "ab", body.as_bytes());
    }
    let page = relay.deliveries(0, Duration::ZERO).await.unwrap().value;
    let places: Vec<(i64, i64)> = page
        .deliveries
        .iter()
        .map(|of| (of.cursor, of.event))
        .collect();
    assert_eq!(
        (places, page.next, page.backlog),
        (vec![(1, 1), (2, 2), (3, 1)], 3, 0)
    );
    assert_eq!(relay.acknowledge(3).await.unwrap().backlog, 0);
    assert!(
        relay
            .deliveries(3, Duration::from_millis(20))
            .await
            .unwrap()
            .value
            .deliveries
            .is_empty()
    );

    let publication = |version, seal_to: Option<&str>| Publication {
        version,
        kinds: Vec::new(),
        rules: Vec::new(),
        seal_to: seal_to.map(str::to_owned),
    };
    assert_eq!(
        relay.publish(&publication(2, None)).await.unwrap().version,
        2
    );
    assert!(
        relay.publish(&publication(2, None)).await.is_ok(),
        "the same again"
    );
    let told = relay
        .publish(&publication(2, Some("00")))
        .await
        .unwrap_err();
    assert_eq!(told, RelayError::Version(2));

    let fence = |generation| Fence {
        environment: "sandbox".into(),
        short_code: "600111".into(),
        generation,
        sequence: 0,
    };
    assert!(relay.fence(&fence(2)).await.unwrap().passed);
    let held = relay.fence(&fence(1)).await.unwrap();
    assert_eq!((held.passed, held.held.generation), (false, 2));
}

#[tokio::test]
async fn a_refused_token_a_wrong_program_and_an_absent_one_are_told_apart() {
    let receiver = Receiver::start().await;
    let wrong = relay(&receiver.base, "wrong").status().await.unwrap_err();
    assert_eq!(wrong, RelayError::Refused);
    assert!(!wrong.passes());
    assert_eq!(wrong.problem().code.0, "receiver.refused");

    let relay = relay(&receiver.base, TOKEN);
    receiver.with(|inner| inner.away = true);
    assert_eq!(relay.status().await.unwrap_err(), RelayError::Busy(503));
    for (status, text) in [
        (200, "<html>Welcome</html>".to_owned()),
        (200, json!({ "version": "1" }).to_string()),
        (302, String::new()),
        (500, "oops".to_owned()),
    ] {
        receiver.with(|inner| inner.instead = Some((status, text.clone())));
        let told = relay.status().await.unwrap_err();
        assert!(
            matches!(told, RelayError::Stranger(_)),
            "{status} {text}: {told:?}"
        );
    }
    let full = json!({ "code": "full", "text": "The disk is full" }).to_string();
    receiver.with(|inner| inner.instead = Some((507, full)));
    let told = relay.status().await.unwrap_err().problem();
    assert!(
        told.message.ends_with("The disk is full."),
        "{}",
        told.message
    );

    receiver.stop();
    let gone = self::relay("http://127.0.0.1:9", TOKEN)
        .status()
        .await
        .unwrap_err();
    assert!(
        matches!(gone, RelayError::Unreachable(_)) && gone.passes(),
        "{gone:?}"
    );
    let shown = format!("{gone:?} {} {relay:?}", gone.problem());
    assert!(!shown.contains(TOKEN));
}

#[tokio::test]
async fn deliveries_that_make_no_sense_are_not_taken() {
    let receiver = Receiver::start().await;
    let relay = relay(&receiver.base, TOKEN);
    let one = |cursor: i64, event: i64, sha: &str, body: Option<&str>| {
        json!({ "cursor": cursor, "event": event, "profile": "sandbox/600111", "use": "result",
            "request": "ab", "body": body, "sha256": sha, "scrubbed": false, "sealed": false,
            "source": "127.0.0.1", "verified": true, "at_ms": 1, "decision": null })
    };
    let sha = "0".repeat(64);
    let page = |deliveries: Vec<serde_json::Value>, next: i64| {
        json!({ "deliveries": deliveries, "next": next, "backlog": 0 }).to_string()
    };
    let many = (1..=101).map(|at| one(at, at, &sha, Some(""))).collect();
    assert_eq!(PAGE, 100);
    for (why, text) in [
        (
            "out of order",
            page(
                vec![one(2, 2, &sha, Some("")), one(1, 1, &sha, Some(""))],
                2,
            ),
        ),
        (
            "twice",
            page(
                vec![one(1, 1, &sha, Some("")), one(1, 1, &sha, Some(""))],
                1,
            ),
        ),
        (
            "before what was asked",
            page(vec![one(0, 0, &sha, Some(""))], 0),
        ),
        (
            "an event after itself",
            page(vec![one(1, 2, &sha, Some(""))], 1),
        ),
        ("no hash", page(vec![one(1, 1, "zz", Some(""))], 1)),
        ("no body", page(vec![one(1, 1, &sha, None)], 1)),
        ("next goes back", page(vec![one(3, 3, &sha, Some(""))], 2)),
        ("too many", page(many, 101)),
        (
            "another use",
            page(vec![one(1, 1, &sha, Some(""))], 1).replace("result", "guess"),
        ),
    ] {
        receiver.with(|inner| inner.instead = Some((200, text)));
        let told = relay.deliveries(0, Duration::ZERO).await.unwrap_err();
        assert!(matches!(told, RelayError::Stranger(_)), "{why}: {told:?}");
    }
}

/// A server with a certificate of its own that answers everything with a status.
async fn with_tls() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let chain = vec![certificate.der().clone()];
    let private =
        tokio_rustls::rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = tokio_rustls::rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut seen = [0_u8; 4_096];
            let _ = stream.read(&mut seen).await;
            let body = json!({ "version": "0.1.0", "console": "office", "now_ms": 1,
                "position": { "last": 0, "acknowledged": 0, "backlog": 0,
                    "oldest_waiting_ms": null, "last_delivery_ms": null },
                "published": 0, "store": "sqlite", "sealed": false })
            .to_string();
            let text = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (url, certificate.pem())
}

#[tokio::test]
async fn only_the_given_certificate_is_trusted() {
    let (url, pem) = with_tls().await;
    let told = relay(&url, TOKEN).status().await.unwrap_err();
    assert!(matches!(told, RelayError::Untrusted(_)), "{told:?}");
    let trusting = |certificate: &str| RelayAddress {
        certificate: Some(certificate.to_owned()),
        ..address(&url, TOKEN)
    };
    Relay::new(&trusting(&pem)).unwrap().status().await.unwrap();
    let (_, other) = with_tls().await;
    let told = Relay::new(&trusting(&other))
        .unwrap()
        .status()
        .await
        .unwrap_err();
    assert!(matches!(told, RelayError::Untrusted(_)), "{told:?}");
}
