//! A server made of a socket and a closure: it does exactly what a test says, byte by byte, and counts.

#![allow(dead_code)]

pub mod sample;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use daraja::{AppCredentials, BaseUrl, Client, SecretString, Settings, Timeouts, Use};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One request as it was read from the socket.
#[derive(Debug, Clone)]
pub struct Seen {
    pub connection: usize,
    /// `POST /path HTTP/1.1`
    pub line: String,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Seen {
    pub fn is_token(&self) -> bool {
        self.line.starts_with("GET /oauth/")
    }

    pub fn bearer(&self) -> &str {
        self.headers
            .get("authorization")
            .and_then(|value| value.strip_prefix("Bearer "))
            .unwrap_or_default()
    }
}

/// What the server does about a request.
#[derive(Debug, Clone)]
pub enum Act {
    /// Answers, and keeps the connection.
    Answer(u16, String),
    /// Answers with headers of its own, and keeps the connection.
    With(u16, Vec<(&'static str, String)>, String),
    /// Answers, then closes the connection although it said nothing of the kind.
    AnswerAndClose(u16, String),
    /// Writes these bytes and closes.
    Raw(Vec<u8>),
    /// Closes without a word.
    Close,
    /// Resets the connection.
    Reset,
    /// Never answers.
    Hang,
}

pub fn answer(status: u16, body: &str) -> Act {
    Act::Answer(status, body.to_owned())
}

type Rule = dyn Fn(&Seen, usize) -> Act + Send + Sync;

/// The server. Tokens are answered by it, `token-1`, `token-2`, …; everything else by the rule.
pub struct Server {
    pub base: BaseUrl,
    pub address: std::net::SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    tokens: Arc<AtomicUsize>,
}

impl Server {
    /// A server whose rule is asked about every request but those for tokens; the number is how many
    /// such requests came before.
    pub async fn start(rule: impl Fn(&Seen, usize) -> Act + Send + Sync + 'static) -> Self {
        let tokens = Arc::new(AtomicUsize::new(0));
        let minted = Arc::clone(&tokens);
        Self::start_raw(tokens, move |seen, earlier| {
            if seen.is_token() {
                let number = minted.fetch_add(1, Ordering::SeqCst) + 1;
                let body =
                    format!(r#"{{"access_token":"token-{number}-aaaaaaaa","expires_in":"3599"}}"#);
                return Act::Answer(200, body);
            }
            rule(seen, earlier)
        })
        .await
    }

    /// A server whose rule is asked about every request, those for tokens too.
    pub async fn start_all(rule: impl Fn(&Seen, usize) -> Act + Send + Sync + 'static) -> Self {
        Self::start_raw(Arc::default(), rule).await
    }

    async fn start_raw(
        tokens: Arc<AtomicUsize>,
        rule: impl Fn(&Seen, usize) -> Act + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self {
            base: BaseUrl::parse(&format!("http://{address}"), Use::Rehearsal).unwrap(),
            address,
            seen: Arc::default(),
            connections: Arc::default(),
            tokens,
        };
        let (seen, connections) = (Arc::clone(&server.seen), Arc::clone(&server.connections));
        let rule: Arc<Rule> = Arc::new(rule);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let number = connections.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::spawn(serve(stream, number, Arc::clone(&seen), Arc::clone(&rule)));
            }
        });
        server
    }

    /// A client of an app of its own.
    pub fn client(&self) -> Client {
        Client::new(self.settings()).unwrap()
    }

    pub fn settings(&self) -> Settings {
        Settings::new(self.base.clone(), app()).timeouts(short())
    }

    /// Requests other than those for tokens.
    pub fn calls(&self) -> Vec<Seen> {
        let seen = self.seen.lock().unwrap();
        seen.iter()
            .filter(|seen| !seen.is_token())
            .cloned()
            .collect()
    }

    pub fn token_calls(&self) -> usize {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|seen| seen.is_token()).count()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The token that is good now.
    pub fn current_token(&self) -> String {
        format!("token-{}-aaaaaaaa", self.tokens.load(Ordering::SeqCst))
    }
}

/// Waits that a test can afford.
pub fn short() -> Timeouts {
    let ms = std::time::Duration::from_millis;
    Timeouts::new(ms(2_000), ms(4_000), ms(5_000)).unwrap()
}

pub fn app() -> AppCredentials {
    AppCredentials::new(
        &SecretString::from("consumer-key-of-the-tests"),
        &SecretString::from("consumer-secret-of-the-tests"),
    )
    .unwrap()
}

async fn serve(mut stream: TcpStream, number: usize, seen: Arc<Mutex<Vec<Seen>>>, rule: Arc<Rule>) {
    let mut buffer = Vec::new();
    while let Some(request) = read(&mut stream, &mut buffer, number).await {
        let earlier = {
            let mut seen = seen.lock().unwrap();
            let earlier = seen.iter().filter(|seen| !seen.is_token()).count();
            seen.push(request.clone());
            earlier
        };
        let (bytes, closes) = match rule(&request, earlier) {
            Act::Answer(status, body) => (written(status, &[], &body), false),
            Act::With(status, headers, body) => (written(status, &headers, &body), false),
            Act::AnswerAndClose(status, body) => (written(status, &[], &body), true),
            Act::Raw(bytes) => (bytes, true),
            Act::Close => (Vec::new(), true),
            Act::Reset => {
                stream.set_zero_linger().unwrap();
                return;
            }
            Act::Hang => {
                std::future::pending::<()>().await;
                return;
            }
        };
        if stream.write_all(&bytes).await.is_err() || closes {
            return;
        }
    }
}

fn written(status: u16, headers: &[(&'static str, String)], body: &str) -> Vec<u8> {
    let mut head = format!(
        "HTTP/1.1 {status} Words\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{head}\r\n{body}").into_bytes()
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>, connection: usize) -> Option<Seen> {
    loop {
        let text = String::from_utf8_lossy(buffer).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut lines = head.lines();
            let line = lines.next()?.to_owned();
            let headers: HashMap<_, _> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect();
            let length = headers
                .get("content-length")
                .map_or(0, |n| n.parse().unwrap());
            if body.len() >= length {
                let body = body[..length].to_owned();
                buffer.drain(..head.len() + 4 + length);
                return Some(Seen {
                    connection,
                    line,
                    headers,
                    body,
                });
            }
        }
        let mut piece = [0; 4096];
        let read = stream
            .read(&mut piece)
            .await
            .ok()
            .filter(|read| *read > 0)?;
        buffer.extend_from_slice(&piece[..read]);
    }
}
