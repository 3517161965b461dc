//! A store in trouble, and the end of the receiver.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use receiver::Receiver;
use receiver::config::Config;
use receiver::inbox::{InboxError, Use};
use tokio::time::sleep;

use crate::notebook::Mood;
use crate::world::{ACCEPTED, World, path, post, send, start, status};

#[tokio::test]
async fn a_full_disk_is_503_and_seen_by_who_watches() {
    let world = start(|_| ()).await;
    assert_eq!(status(&world.post(b"1").await), "200");
    assert_eq!(status(&world.watch("/readyz").await), "200");
    world.inbox.mood(Mood::Fails(|| InboxError::Full));
    let answer = world.post(b"2").await;
    assert_eq!(status(&answer), "503");
    assert!(!answer.contains("Accepted"));
    assert!(world.metric("disk_full_timestamp_seconds").await > 0);
    assert_eq!(world.metric("callbacks_total{outcome=\"Full\"}").await, 1);
    // Its last answer is good for a second.
    while status(&world.watch("/readyz").await) != "503" {
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(status(&world.watch("/healthz").await), "200");
    world.inbox.mood(Mood::Good);
    assert_eq!(status(&world.post(b"3").await), "200");
    let bodies: [&[u8]; 2] = [b"1", b"3"];
    assert_eq!(world.inbox.bodies(), bodies);
}

#[tokio::test]
async fn a_store_that_hangs_is_503_and_what_waits_is_bounded() {
    let world = start(|config| {
        config.limits.store_ms = 300;
        config.limits.waiting = 4;
    })
    .await;
    world.inbox.mood(Mood::Hangs);
    let address = world.receiver.address();
    let asked: Vec<_> = (0..20)
        .map(|n| {
            let request = post(&path(Use::Result), "", format!("{n}").as_bytes());
            tokio::spawn(async move { send(address, &request).await })
        })
        .collect();
    for one in asked {
        assert_eq!(status(&one.await.unwrap()), "503");
    }
    assert!(world.metric("callbacks_total{outcome=\"Busy\"}").await > 0);
    assert!(world.metric("callbacks_total{outcome=\"Slow\"}").await > 0);
    assert_eq!(status(&world.watch("/readyz").await), "503");
    assert_eq!(status(&world.watch("/metrics").await), "200");
    world.inbox.mood(Mood::Good);
    // The transaction that hangs is given up in its time; then all is well.
    while status(&world.post(b"well").await) != "200" {
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn stopping_under_load_loses_nothing_that_was_answered() {
    let World { receiver, inbox } = start(|_| ()).await;
    let address = receiver.address();
    let taken = Arc::new(AtomicUsize::new(0));
    let posting: Vec<_> = (0..8)
        .map(|client| {
            let taken = Arc::clone(&taken);
            tokio::spawn(async move {
                let mut answered = Vec::new();
                for n in 0..100_000 {
                    let body = format!("{client}-{n}");
                    let request = post(&path(Use::Result), "", body.as_bytes());
                    let Some(answer) = try_send(address, &request).await else {
                        break;
                    };
                    if answer.ends_with(ACCEPTED) {
                        answered.push(body.into_bytes());
                        taken.fetch_add(1, Ordering::Relaxed);
                    }
                }
                answered
            })
        })
        .collect();
    while taken.load(Ordering::Relaxed) < 100 {
        sleep(Duration::from_millis(5)).await;
    }
    assert!(receiver.stop().await, "it ended in its time");
    let kept = inbox.bodies();
    assert!(inbox.batches().len() <= kept.len());
    let mut answered = 0;
    for client in posting {
        for body in client.await.unwrap() {
            assert!(kept.contains(&body), "{}", String::from_utf8_lossy(&body));
            answered += 1;
        }
    }
    assert!(answered >= 100);
}

/// Sends a request; `None` once nobody listens.
async fn try_send(address: std::net::SocketAddr, request: &[u8]) -> Option<String> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(address).await.ok()?;
    stream.write_all(request).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

#[tokio::test]
async fn stopping_answers_what_was_asked_before() {
    let World { receiver, inbox } = start(|_| ()).await;
    inbox.mood(Mood::Waits);
    let address = receiver.address();
    let asked =
        tokio::spawn(async move { send(address, &post(&path(Use::Result), "", b"1")).await });
    inbox.asked().await;
    let stopping = tokio::spawn(receiver.stop());
    sleep(Duration::from_millis(50)).await;
    assert!(!stopping.is_finished());
    inbox.let_pass(1);
    assert!(asked.await.unwrap().ends_with(ACCEPTED));
    assert!(stopping.await.unwrap());
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn who_watches_sees_the_backlog_and_the_times() {
    let world = start(|config| {
        config.console = vec![receiver::config::ConsoleKey {
            name: "office".to_owned(),
            token_sha256: "0".repeat(64),
        }];
    })
    .await;
    world.post(b"1").await;
    world.post(b"2").await;
    assert_eq!(world.metric("backlog{console=\"office\"}").await, 2);
    assert_eq!(world.metric("deliveries_stored_total").await, 2);
    assert_eq!(world.metric("store_seconds_count").await, 2);
    assert_eq!(world.metric("answers_total{status=\"200\"}").await, 2);
    assert_eq!(world.metric("waiting").await, 0);
}

#[tokio::test]
async fn a_receiver_that_would_be_unsafe_or_useless_does_not_start() {
    let refused = |change: fn(&mut Config)| async move {
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            metrics: None,
            ..Config::default()
        };
        change(&mut config);
        let inbox = Arc::new(crate::notebook::Notebook::new());
        let published = Arc::new(crate::world::published(None));
        let started = Receiver::start(&config, inbox, published, None).await;
        started.err().map(|problem| problem.code.0)
    };
    assert_eq!(refused(|_| ()).await, None);
    let plain = refused(|config| config.listen = ([0, 0, 0, 0], 0).into()).await;
    assert_eq!(plain, Some("receiver.plain_http"));
    let sources = refused(|config| config.sources = vec!["safaricom".to_owned()]).await;
    assert_eq!(sources, Some("receiver.sources"));
    let limit = refused(|config| config.limits.waiting = 0).await;
    assert_eq!(limit, Some("receiver.limits"));
    let rate = refused(|config| config.limits.rate = 0).await;
    assert_eq!(rate, Some("receiver.limits"));
    let file = refused(|config| {
        config.tls = Some(receiver::config::Tls {
            certificate: "no-such.pem".into(),
            key: "no-such.key".into(),
        });
    });
    assert_eq!(file.await, Some("receiver.certificate"));
}
