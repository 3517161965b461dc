//! Consoles over real sockets, on an inbox in memory.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::config::ConsoleKey;
use crate::hex;
use crate::inbox::memory::Memory;
use crate::inbox::{InboxError, Incoming, Use};

mod draining;
mod in_a_file;
mod telling;

const TILL: &str = "till-token-of-invented-letters";
const OFFICE: &str = "office-token-of-invented-letters";

/// A console's door on a free port.
struct Door {
    address: SocketAddr,
    /// What it stands on, when that is in memory; else unused.
    inbox: Arc<Memory>,
    store: Arc<dyn Inbox>,
    woken: Arc<Woken>,
    published: Arc<Published>,
}

impl Door {
    async fn open() -> Self {
        Self::with(Limits::default()).await
    }

    async fn with(limits: Limits) -> Self {
        let inbox = Arc::new(Memory::new());
        Self {
            inbox: inbox.clone(),
            ..Self::over(inbox, limits).await
        }
    }

    async fn over(store: Arc<dyn Inbox>, limits: Limits) -> Self {
        let key = |name: &str, token: &str| ConsoleKey {
            name: name.into(),
            token_sha256: hex::write(&Sha256::digest(token.as_bytes())),
        };
        let keys = Keys::of(&[key("till", TILL), key("office", OFFICE)]).unwrap();
        let woken = Arc::new(Woken::of(&keys));
        let published = Arc::new(Published::load(Arc::clone(&store)).await.unwrap());
        let pages = router(Console {
            inbox: Arc::clone(&store),
            published: Arc::clone(&published),
            keys: Arc::new(keys),
            woken: Arc::clone(&woken),
            limits: Arc::new(limits),
            now_ms: Arc::new(|| 1_700_000_000_000),
            store: "memory",
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, pages).await });
        Self {
            address,
            inbox: Arc::default(),
            store,
            woken,
            published,
        }
    }

    /// The status and the body, as JSON where there is one.
    async fn ask(&self, token: &str, head: &str, body: &str) -> (u16, Value) {
        let (status, text) = self
            .raw(&format!("Authorization: Bearer {token}\r\n"), head, body)
            .await;
        let value = serde_json::from_str(&text).unwrap_or(Value::Null);
        (status, value)
    }

    async fn raw(&self, headers: &str, head: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let (method, path) = head.split_once(' ').unwrap();
        let request = format!(
            "{method} {PREFIX}{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        // A body that is too long may be cut off before it is all written.
        let _ = stream.write_all(body.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8(answer).unwrap();
        let status = answer.get(9..12).unwrap().parse().unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(
            head.to_lowercase().contains("cache-control: no-store"),
            "{head}"
        );
        (status, body.to_owned())
    }

    /// Takes deliveries in, as the listener would.
    async fn take_in(&self, console: &str, bodies: &[&[u8]]) {
        let batch = bodies.iter().map(|body| incoming(console, body)).collect();
        let inbox = Ringing::new(Arc::clone(&self.store), Arc::clone(&self.woken));
        inbox.store(batch).await.unwrap();
    }
}

fn incoming(console: &str, body: &[u8]) -> Incoming {
    Incoming {
        console: console.into(),
        profile: "production/600111".into(),
        use_: Use::Result,
        request: "ffeeddccbbaa99887766554433221100".into(),
        body: body.into(),
        sha256: Sha256::digest(body).into(),
        scrubbed: false,
        sealed: false,
        source: IpAddr::from([196, 201, 214, 200]),
        verified: true,
        at_ms: 1_700_000_000_000,
        decision: None,
    }
}

fn cursors(of: &Value) -> Vec<i64> {
    let list = of["deliveries"].as_array().unwrap();
    list.iter()
        .map(|of| of["cursor"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn a_stranger_is_answered_without_a_word_whatever_is_asked() {
    let door = Door::open().await;
    for headers in [
        "",
        "Authorization: Bearer wrong\r\n",
        "Authorization: Basic dGlsbA==\r\n",
    ] {
        for head in [
            "GET /status",
            "PUT /status",
            "POST /fence",
            "GET /nothing",
            "GET /",
        ] {
            assert_eq!(
                door.raw(headers, head, "").await,
                (404, String::new()),
                "{head}"
            );
        }
    }
    assert_eq!(door.ask(TILL, "GET /nothing", "").await, (404, Value::Null));
}

#[tokio::test]
async fn the_status_tells_what_a_console_needs() {
    let door = Door::open().await;
    door.take_in("till", &[b"one", b"two"]).await;
    let (status, said) = door.ask(TILL, "GET /status", "").await;
    assert_eq!(status, 200);
    let position = json!({
        "last": 2, "acknowledged": 0, "backlog": 2,
        "oldest_waiting_ms": 1_700_000_000_000_i64, "last_delivery_ms": 1_700_000_000_000_i64,
    });
    assert_eq!(
        said,
        json!({
            "version": env!("CARGO_PKG_VERSION"), "console": "till", "now_ms": 1_700_000_000_000_i64,
            "position": position, "published": 0, "store": "memory", "sealed": false,
        })
    );
}

#[tokio::test]
async fn a_store_that_cannot_is_told_with_its_status_and_not_its_words() {
    let door = Door::open().await;
    for (failing, status, code) in [
        ((|| InboxError::Full) as fn() -> InboxError, 507, "full"),
        (|| InboxError::Away("db.internal:5432".into()), 503, "away"),
        (|| InboxError::Damaged("page 7".into()), 500, "away"),
        (|| InboxError::Newer { found: 9, known: 1 }, 500, "away"),
    ] {
        door.inbox.fail_with(Some(failing));
        for head in [
            "GET /status",
            "GET /deliveries",
            "GET /fences",
            "GET /mail?to=a",
        ] {
            let (found, said) = door.ask(TILL, head, "").await;
            assert_eq!((found, &said["code"]), (status, &json!(code)), "{head}");
            let text = said["text"].as_str().unwrap();
            assert!(text.starts_with("Nothing was changed"), "{text}");
            assert!(
                !text.contains("internal") && !text.contains("page 7"),
                "{text}"
            );
        }
    }
}
