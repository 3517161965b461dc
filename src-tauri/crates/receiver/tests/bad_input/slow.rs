//! Those who are slow, many, or too often.

use std::time::Duration;

use receiver::inbox::Use;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::world::{World, path, post, start, status};

/// Sends a beginning, then a byte now and then until the other end closes; answers what was read.
async fn drip(world: &World, beginning: &str) -> String {
    let stream = TcpStream::connect(world.receiver.address()).await.unwrap();
    let (mut from, mut to) = stream.into_split();
    to.write_all(beginning.as_bytes()).await.unwrap();
    let dripping = tokio::spawn(async move {
        while to.write_all(b"a").await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    });
    let begun = Instant::now();
    let mut answer = Vec::new();
    let _ = from.read_to_end(&mut answer).await;
    dripping.abort();
    assert!(begun.elapsed() < Duration::from_secs(5), "it was given up");
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let world = start(|config| config.limits.header_ms = 200).await;
    for beginning in ["", "PO", "POST / HTTP/1.1\r\nX-Slow: "] {
        assert_eq!(drip(&world, beginning).await, "");
    }
    assert_eq!(status(&world.post(b"{}").await), "200");
}

#[tokio::test]
async fn a_body_that_never_ends_is_408() {
    let world = start(|config| config.limits.body_ms = 200).await;
    let head = format!("POST {} HTTP/1.1\r\nHost: x\r\n", path(Use::Result));
    let answer = drip(&world, &format!("{head}Content-Length: 60000\r\n\r\n")).await;
    assert_eq!(status(&answer), "408", "{answer}");
    assert!(world.inbox.kept().is_empty());
}

#[tokio::test]
async fn a_connection_that_asks_nothing_more_is_closed_and_may_pause_before() {
    let world = start(|config| {
        config.limits.header_ms = 100;
        config.limits.idle_ms = 1_000;
    })
    .await;
    let mut stream = TcpStream::connect(world.receiver.address()).await.unwrap();
    let request = post(&path(Use::Result), "", b"{}");
    let request = String::from_utf8(request)
        .unwrap()
        .replace("Connection: close\r\n", "");
    let mut answer = vec![0; 4096];
    for _ in 0..2 {
        stream.write_all(request.as_bytes()).await.unwrap();
        assert!(stream.read(&mut answer).await.unwrap() > 0);
        sleep(Duration::from_millis(300)).await;
    }
    assert_eq!(stream.read(&mut answer).await.unwrap(), 0, "closed");
    assert_eq!(world.inbox.kept().len(), 2);
}

#[tokio::test]
async fn one_address_gets_no_more_connections_than_it_may() {
    let world = start(|config| config.limits.connections_per_address = 4).await;
    let mut open = Vec::new();
    for _ in 0..4 {
        let mut stream = TcpStream::connect(world.receiver.address()).await.unwrap();
        stream.write_all(b"P").await.unwrap();
        open.push(stream);
    }
    for _ in 0..20 {
        let mut past = TcpStream::connect(world.receiver.address()).await.unwrap();
        let _ = past.write_all(b"P").await;
        let mut answer = Vec::new();
        let _ = past.read_to_end(&mut answer).await;
        assert!(answer.is_empty());
    }
    assert_eq!(world.metric("connections_refused_total").await, 20);
    drop(open);
    while world.metric("connections").await > 0 {
        sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(status(&world.post(b"{}").await), "200");
}

/// Two connections that ask nothing, once both are counted.
async fn two_open(world: &World) -> [TcpStream; 2] {
    let mut open = [
        TcpStream::connect(world.receiver.address()).await.unwrap(),
        TcpStream::connect(world.receiver.address()).await.unwrap(),
    ];
    for stream in &mut open {
        stream.write_all(b"P").await.unwrap();
    }
    while world.metric("connections").await < 2 {
        sleep(Duration::from_millis(10)).await;
    }
    open
}

#[tokio::test]
async fn past_all_connections_strangers_are_closed() {
    let world = start(|config| {
        config.limits.connections = 2;
        config.sources.clear();
    })
    .await;
    let open = two_open(&world).await;
    assert_eq!(status(&world.post(b"{}").await), "none");
    drop(open);
    while world.metric("connections").await > 0 {
        sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(status(&world.post(b"{}").await), "200");
}

#[tokio::test]
async fn past_all_connections_listed_addresses_come_in() {
    let world = start(|config| config.limits.connections = 2).await;
    let _open = two_open(&world).await;
    let _more = two_open(&world).await;
    assert_eq!(status(&world.post(b"{}").await), "200");
}

#[tokio::test]
async fn past_all_connections_a_proxy_waits() {
    let world = start(|config| {
        config.limits.connections = 2;
        config.proxies = vec!["127.0.0.1".to_owned()];
    })
    .await;
    let open = two_open(&world).await;
    let waits = tokio::spawn({
        let address = world.receiver.address();
        async move { crate::world::send(address, &post(&path(Use::Result), "", b"{}")).await }
    });
    sleep(Duration::from_millis(100)).await;
    assert!(world.inbox.kept().is_empty() && !waits.is_finished());
    drop(open);
    assert_eq!(status(&waits.await.unwrap()), "200");
}

#[tokio::test]
async fn who_guesses_keeps_no_connection() {
    let world = start(|_| ()).await;
    let asks_to_stay = "POST /guess HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".repeat(3);
    let answer = world.send(asks_to_stay.as_bytes()).await;
    assert_eq!(crate::world::statuses(&answer), ["404"]);
}

#[tokio::test]
async fn callbacks_past_a_rate_are_429_and_say_when_to_come_again() {
    let world = start(|config| {
        config.sources.clear();
        config.limits.rate_per_address = 3;
    })
    .await;
    let mut seen = Vec::new();
    for _ in 0..8 {
        seen.push(world.post(b"{}").await);
    }
    let past: Vec<_> = seen
        .iter()
        .filter(|answer| status(answer) == "429")
        .collect();
    assert!(!past.is_empty());
    assert!(
        past.iter().all(|answer| answer.contains("retry-after: 1")),
        "{past:?}"
    );
    assert_eq!(world.inbox.kept().len() + past.len(), 8);
}

#[tokio::test]
async fn guesses_are_429_and_callbacks_of_the_same_address_still_come_in() {
    let world = start(|config| config.limits.unknown_per_address = 2).await;
    let mut seen = Vec::new();
    for guess in 0..8 {
        let answer = world.send(&post(&format!("/{guess}"), "", b"{}")).await;
        seen.push(status(&answer).to_owned());
    }
    assert_eq!(seen[..2], ["404", "404"]);
    assert!(seen.iter().any(|status| status == "429"), "{seen:?}");
    assert_eq!(status(&world.post(b"{}").await), "200");
}
