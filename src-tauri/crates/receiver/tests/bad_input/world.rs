//! A receiver on loopback with a notebook for an inbox, and ways to ask it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use receiver::config::{Config, Limits};
use receiver::http::{KindInfo, PaymentRules, Publications};
use receiver::inbox::Use;
use receiver::seal::SealKey;
use receiver::wire::{ReferencePublished, RulesPublished};
use receiver::{KindToken, Receiver};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::notebook::Notebook;

/// A request's token.
pub const REQUEST: &str = "ffeeddccbbaa99887766554433221100";
/// What a taken callback is answered with.
pub const ACCEPTED: &str = r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#;

pub struct World {
    pub receiver: Receiver,
    pub inbox: Arc<Notebook>,
}

/// The kinds of one short code, whose tokens are made of their words.
pub struct Fixed {
    kinds: Vec<(KindToken, Arc<KindInfo>)>,
    rules: PaymentRules,
}

impl Publications for Fixed {
    fn find(&self, token: &KindToken, _now_ms: i64) -> Option<Arc<KindInfo>> {
        let found = self.kinds.iter().find(|(known, _)| known.is(token));
        found.map(|(_, kind)| Arc::clone(kind))
    }

    fn rules(&self, kind: &KindInfo) -> Option<PaymentRules> {
        (kind.profile == "production/600111").then(|| self.rules.clone())
    }
}

/// The token of a kind.
pub fn token(use_: Use) -> String {
    let digit = match use_ {
        Use::Result => "1",
        Use::Timeout => "2",
        Use::Prompt => "3",
        Use::Confirmation => "4",
        Use::Validation => "5",
        Use::Test => "6",
    };
    digit.repeat(64)
}

/// The path of a callback.
pub fn path(use_: Use) -> String {
    format!("/{}/{REQUEST}", token(use_))
}

pub fn published(seal_to: Option<SealKey>) -> Fixed {
    let kind = |use_| {
        let kind = KindInfo {
            console: "office".to_owned(),
            profile: "production/600111".to_owned(),
            use_,
            seal_to: seal_to.clone(),
        };
        (KindToken::parse(&token(use_)).unwrap(), Arc::new(kind))
    };
    let rules = RulesPublished {
        short_code: "600111".to_owned(),
        accept_by_default: true,
        accept_unknown: false,
        accept_over: false,
        accept_under: true,
        deadline_ms: 400,
        references: vec![ReferencePublished {
            reference: "INV-0091".to_owned(),
            open_cents: Some(250_000),
        }],
    };
    Fixed {
        kinds: Use::ALL.into_iter().map(kind).collect(),
        rules: PaymentRules::of(3, &rules),
    }
}

/// Starts a receiver; rates are out of the way unless a test sets them.
pub async fn start(change: impl FnOnce(&mut Config)) -> World {
    start_as(change, None, None).await
}

/// The same, with a key that bodies are sealed to, and with what answers consoles.
pub async fn start_as(
    change: impl FnOnce(&mut Config),
    seal_to: Option<SealKey>,
    console: Option<axum::Router>,
) -> World {
    let mut config = Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        sources: vec!["127.0.0.1".to_owned()],
        limits: Limits {
            unknown_per_address: 1_000,
            rate_per_address: 10_000,
            rate_per_listed_address: 10_000,
            rate: 10_000,
            ..Limits::default()
        },
        ..Config::default()
    };
    change(&mut config);
    let inbox = Arc::new(Notebook::new());
    let published = Arc::new(published(seal_to));
    let receiver = Receiver::start(&config, inbox.clone(), published, console)
        .await
        .unwrap();
    World { receiver, inbox }
}

/// A whole request that ends its connection.
pub fn post(path: &str, extra: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{extra}Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Sends bytes and reads all that is answered until the other end closes.
pub async fn send(address: SocketAddr, bytes: &[u8]) -> String {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut from, mut to) = stream.into_split();
    let bytes = bytes.to_vec();
    // What is refused early may be cut off before it is all written.
    let writing = tokio::spawn(async move {
        let _ = to.write_all(&bytes).await;
        to
    });
    let mut answer = Vec::new();
    let reading = from.read_to_end(&mut answer);
    let _ = timeout(Duration::from_secs(20), reading)
        .await
        .expect("the connection ends");
    let _ = writing.await;
    String::from_utf8(answer).unwrap()
}

/// The status of each answer in what was read.
pub fn statuses(answers: &str) -> Vec<&str> {
    answers
        .match_indices("HTTP/1.1 ")
        .filter_map(|(at, _)| answers.get(at + 9..at + 12))
        .collect()
}

/// The status of the only answer.
pub fn status(answer: &str) -> &str {
    statuses(answer).first().copied().unwrap_or("none")
}

impl World {
    pub async fn send(&self, bytes: &[u8]) -> String {
        send(self.receiver.address(), bytes).await
    }

    /// Posts a result with this body.
    pub async fn post(&self, body: &[u8]) -> String {
        self.send(&post(&path(Use::Result), "", body)).await
    }

    /// Reads a page of the metrics address.
    pub async fn watch(&self, page: &str) -> String {
        let request = format!("GET {page} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        send(self.receiver.metrics_address().unwrap(), request.as_bytes()).await
    }

    /// A metric's value.
    pub async fn metric(&self, name: &str) -> i64 {
        let text = self.watch("/metrics").await;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(&format!("patanisha_receiver_{name} ")));
        line.unwrap_or("0").parse().unwrap()
    }
}
