//! What is handed in: the key that bodies are sealed to, and what answers consoles.

use axum::routing::get;
use axum::{Extension, Router};
use receiver::http::Source;
use receiver::inbox::Use;
use receiver::seal::OpenKey;

use crate::world::{ACCEPTED, path, post, start_as, status};

#[tokio::test]
async fn a_body_is_scrubbed_and_then_sealed() {
    let key = OpenKey::generate();
    let world = start_as(|_| (), Some(key.public()), None).await;
    let body = br#"{"SecurityCredential":"abc","PartyB":"254700000001"}"#;
    let answer = world.send(&post(&path(Use::Timeout), "", body)).await;
    assert!(answer.ends_with(ACCEPTED), "{answer}");
    let kept = world.inbox.kept();
    assert!(kept[0].sealed && kept[0].scrubbed);
    let open = key.open(&kept[0].body).unwrap();
    assert_eq!(
        open,
        br#"{"SecurityCredential":"***","PartyB":"254700000001"}"#
    );
}

#[tokio::test]
async fn consoles_are_answered_under_their_prefix_and_know_who_asks() {
    let whose = async |Extension(source): Extension<Source>| source.address.to_string();
    let console = Router::new().route("/console/v1/status", get(whose));
    let world = start_as(
        |config| {
            config.limits.unknown_per_address = 2;
            config.proxies = vec!["127.0.0.1".to_owned()];
        },
        None,
        Some(console),
    )
    .await;
    let ask = |path: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 41.90.0.1\r\nConnection: close\r\n\r\n"
        )
    };
    let answer = world.send(ask("/console/v1/status").as_bytes()).await;
    assert!(answer.ends_with("41.90.0.1"), "{answer}");
    assert!(answer.contains("cache-control: no-store"), "{answer}");
    // What the console's side does not know is counted as a guess, like any other.
    for (path, expected) in [
        ("/console/v1/other", "404"),
        ("/console/v1status", "404"),
        ("/console/v1/more", "429"),
    ] {
        let answer = world.send(ask(path).as_bytes()).await;
        assert_eq!(status(&answer), expected, "{path}: {answer}");
    }
}
