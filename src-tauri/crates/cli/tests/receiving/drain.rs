//! A console that drains over HTTP, and goes on at another receiver at every page.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use receiver::inbox::{Incoming, Kept, Stored};
use receiver::wire::{Deliveries, Delivery};
use serde_json::json;

use super::link::Link;
use crate::rounds::CONSOLE;

/// Deliveries of one page.
const PAGE: usize = 100;
/// How long a page is waited for, in milliseconds.
const WAIT_MS: u64 = 100;

/// The console.
pub struct Drain {
    receivers: Vec<String>,
    token: String,
    turn: usize,
}

impl Drain {
    /// One that knows these receivers.
    pub fn new(receivers: Vec<String>, token: &str) -> Self {
        Self {
            receivers,
            token: token.to_owned(),
            turn: 0,
        }
    }

    /// Drains and acknowledges until it is told that nothing more comes; answers the cursors in the order
    /// in which they were seen.
    pub fn follow(mut self, over: &AtomicBool) -> Vec<i64> {
        let mut seen: Vec<i64> = Vec::new();
        loop {
            let last_look = over.load(Ordering::SeqCst);
            let cursor = seen.last().copied().unwrap_or(0);
            match self.page(cursor) {
                Ok(page) if page.is_empty() && last_look => return seen,
                Ok(page) => {
                    seen.extend(page.iter().map(|kept| kept.stored.cursor));
                    self.acknowledge(seen.last().copied().unwrap_or(0));
                }
                // That receiver was killed; the next has the same.
                Err(_) => sleep(Duration::from_millis(5)),
            }
        }
    }

    /// All there is, acknowledged or not.
    pub fn everything(mut self) -> Vec<Kept> {
        let mut all: Vec<Kept> = Vec::new();
        loop {
            let cursor = all.last().map_or(0, |kept| kept.stored.cursor);
            let page = self.page(cursor).unwrap();
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }

    fn page(&mut self, after: i64) -> io::Result<Vec<Kept>> {
        let path =
            format!("GET /console/v1/deliveries?after={after}&limit={PAGE}&wait_ms={WAIT_MS}");
        let page: Deliveries = serde_json::from_slice(&self.ask(&path, "")?).unwrap();
        let last = page.deliveries.last().map_or(after, |last| last.cursor);
        assert_eq!(page.next, last);
        Ok(page.deliveries.into_iter().map(kept).collect())
    }

    /// One that is lost is made up for by the next.
    fn acknowledge(&mut self, cursor: i64) {
        let body = json!({ "cursor": cursor }).to_string();
        let _ = self.ask("POST /console/v1/acknowledge", &body);
    }

    fn ask(&mut self, path: &str, body: &str) -> io::Result<Vec<u8>> {
        self.turn += 1;
        let address = &self.receivers[self.turn % self.receivers.len()];
        let head = format!("{path} HTTP/1.1\r\nAuthorization: Bearer {}", self.token);
        let (status, answer) = Link::open(address)?.ask(&head, body.as_bytes())?;
        // Busy for a moment with who was killed.
        if status == 503 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        assert_eq!(status, 200, "{path}");
        Ok(answer)
    }
}

fn kept(of: Delivery) -> Kept {
    Kept {
        stored: Stored {
            cursor: of.cursor,
            event: of.event,
        },
        incoming: Incoming {
            console: CONSOLE.to_owned(),
            profile: of.profile,
            use_: of.use_,
            request: of.request,
            body: of
                .body
                .map_or_else(Vec::new, |body| STANDARD.decode(body).unwrap()),
            sha256: hash(&of.sha256),
            scrubbed: of.scrubbed,
            sealed: of.sealed,
            source: of.source.parse().unwrap(),
            verified: of.verified,
            at_ms: of.at_ms,
            decision: of.decision,
        },
    }
}

fn hash(hex: &str) -> [u8; 32] {
    let digits: Vec<u8> = hex
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap())
        .collect();
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect();
    bytes.try_into().unwrap()
}
