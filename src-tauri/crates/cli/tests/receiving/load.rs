//! Callbacks posted over several connections at once, whatever becomes of the receivers.

use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use receiver::config::SOURCES;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::link::Link;
use crate::rounds::{CONSOLE, OWN, PROFILES, delivery, which};

/// The first parts of the addresses, one per profile.
const KINDS: [&str; 3] = [
    "10112233445566778899aabbccddeeff",
    "20112233445566778899aabbccddeeff",
    "30112233445566778899aabbccddeeff",
];
/// One in so many deliveries is posted once more after it was answered.
const TWICE: u64 = 10;
/// Before the next try, after one that was not answered.
const AGAIN: Duration = Duration::from_millis(5);
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Several connections that post until they are told to end. Each posts its own numbers in their order, and
/// each number until it was answered 200, as Safaricom does.
pub struct Load {
    shared: Arc<Shared>,
    connections: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    receivers: Mutex<Vec<String>>,
    answered: Mutex<BTreeSet<u64>>,
    over: AtomicBool,
}

impl Load {
    /// Begins; nothing is posted before [`Load::go_to`].
    pub fn start(connections: usize) -> Self {
        let shared = Arc::new(Shared::default());
        let connections = (0..connections)
            .map(|connection| {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.post(connection))
            })
            .collect();
        Self {
            shared,
            connections,
        }
    }

    /// Where new connections go from now on, in turn. Those that are open stay.
    pub fn go_to(&self, receivers: &[String]) {
        *self.shared.receivers.lock().unwrap() = receivers.to_vec();
    }

    /// What was answered 200 so far.
    pub fn answered(&self) -> BTreeSet<u64> {
        self.shared.answered.lock().unwrap().clone()
    }

    /// Waits until so many more were answered.
    pub fn wait_for(&self, more: usize) {
        let count = || self.shared.answered.lock().unwrap().len();
        let (since, goal) = (Instant::now(), count() + more);
        while count() < goal {
            let broken = self.connections.iter().any(JoinHandle::is_finished);
            assert!(!broken, "a connection was answered what it should not be");
            assert!(since.elapsed() < PATIENCE, "nothing is answered any more");
            sleep(AGAIN);
        }
    }

    /// Ends it when every number that was begun is answered; answers all that were.
    pub fn end(self) -> BTreeSet<u64> {
        self.shared.over.store(true, Ordering::SeqCst);
        for connection in self.connections {
            connection.join().unwrap();
        }
        std::mem::take(&mut *self.shared.answered.lock().unwrap())
    }
}

impl Shared {
    fn post(&self, connection: usize) {
        let first = u64::try_from(connection).unwrap() * OWN;
        let (mut link, mut turn) = (None, connection);
        for number in first.. {
            let times = if number % TWICE == 0 { 2 } else { 1 };
            for _ in 0..times {
                if self.over.load(Ordering::SeqCst) {
                    return;
                }
                self.until_answered(number, connection, &mut link, &mut turn);
            }
        }
    }

    fn until_answered(
        &self,
        number: u64,
        connection: usize,
        link: &mut Option<Link>,
        turn: &mut usize,
    ) {
        let delivery = delivery(number);
        let head = format!(
            "POST /{}/{} HTTP/1.1\r\nX-Forwarded-For: {}",
            KINDS[which(number)],
            delivery.request,
            SOURCES[connection % SOURCES.len()],
        );
        let since = Instant::now();
        loop {
            assert!(since.elapsed() < PATIENCE, "{number} is not answered");
            if link.is_none() {
                *turn += 1;
                *link = self.connect(*turn).ok();
            }
            match link.as_mut().map(|link| link.ask(&head, &delivery.body)) {
                Some(Ok((200, _))) => {
                    self.answered.lock().unwrap().insert(number);
                    return;
                }
                // It says that it did not store it in time: its database is busy with who was killed.
                Some(Ok((503, _))) => {}
                Some(Ok((status, _))) => panic!("{number} was answered {status}"),
                Some(Err(_)) | None => *link = None,
            }
            sleep(AGAIN);
        }
    }

    fn connect(&self, turn: usize) -> io::Result<Link> {
        let receivers = self.receivers.lock().unwrap();
        if receivers.is_empty() {
            return Err(io::ErrorKind::NotConnected.into());
        }
        Link::open(&receivers[turn % receivers.len()])
    }
}

/// Has a receiver know the addresses that are posted to.
pub fn publish(address: &str, token: &str) {
    let kinds: Vec<_> = KINDS
        .iter()
        .zip(PROFILES)
        .map(|(kind, profile)| {
            let hash = Sha256::digest(kind.as_bytes());
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({"token_sha256": hash, "profile": profile, "use": "result", "until_ms": null})
        })
        .collect();
    let body = json!({"version": 1, "rules": [], "seal_to": null, "kinds": kinds}).to_string();
    let head = format!("PUT /console/v1/publication HTTP/1.1\r\nAuthorization: Bearer {token}");
    let (status, answer) = Link::open(address)
        .and_then(|mut link| link.ask(&head, body.as_bytes()))
        .unwrap();
    assert_eq!(
        status,
        200,
        "{CONSOLE}: {}",
        String::from_utf8_lossy(&answer)
    );
}
