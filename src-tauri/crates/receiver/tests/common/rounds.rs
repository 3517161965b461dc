//! Processes that answer, and are killed at random moments; what was answered is looked for afterwards.
//!
//! The process prints `answered N` for each delivery that it knows to be stored. Nothing here asks how it
//! was stored or answered: the same rounds are good for a store alone and for a receiver over HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use receiver::inbox::{Inbox, Incoming, Kept, Use};
use sha2::{Digest as _, Sha256};

/// The console of every delivery.
pub const CONSOLE: &str = "jaribio";
/// Numbers of one sender, which sends them in their order; the next has those after.
pub const OWN: u64 = 1 << 32;
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many rounds: `PATANISHA_KILLS`, or so many.
pub fn kills(otherwise: u64) -> u64 {
    let said = std::env::var("PATANISHA_KILLS").ok();
    said.map_or(otherwise, |said| said.parse().unwrap())
}

/// Where chance begins: `PATANISHA_SEED`, or the clock. Print it.
pub fn seed() -> u64 {
    let said = std::env::var("PATANISHA_SEED").ok();
    said.map_or_else(
        || u64::from(std::time::UNIX_EPOCH.elapsed().unwrap().subsec_nanos()),
        |said| said.parse().unwrap(),
    )
}

/// A number below `below`, from seed and round.
pub fn chance(seed: u64, round: u64, below: u64) -> u64 {
    let digest = Sha256::digest([seed.to_be_bytes(), round.to_be_bytes()].concat());
    let bytes: [u8; 8] = digest.as_slice()[..8].try_into().unwrap();
    u64::from_be_bytes(bytes) % below
}

/// The short codes, by the remainder of a delivery's number.
pub const PROFILES: [&str; 3] = ["practice/600110", "practice/600111", "practice/600112"];

/// The delivery of a number: always the same bytes, one of three short codes.
pub fn delivery(number: u64) -> Incoming {
    let body = body(number);
    Incoming {
        console: CONSOLE.to_owned(),
        profile: PROFILES[which(number)].to_owned(),
        use_: Use::Result,
        request: format!("{number:032x}"),
        sha256: Sha256::digest(&body).into(),
        body,
        scrubbed: false,
        sealed: false,
        source: std::net::IpAddr::from([196, 201, 214, 200]),
        verified: true,
        at_ms: 1_795_000_000_000,
        decision: None,
    }
}

/// Which of [`PROFILES`] a number's is.
pub fn which(number: u64) -> usize {
    usize::try_from(number % 3).unwrap()
}

fn body(number: u64) -> Vec<u8> {
    let blanks = " ".repeat(usize::try_from(number % 1_500).unwrap());
    format!("{{\"Result\":{{\"ResultCode\":0,\"Number\":{number}}}}}{blanks}").into_bytes()
}

/// Says that a number is stored; what the killed process calls.
pub fn answered(number: u64) {
    println!("answered {number}");
}

/// A process under test, and what it has answered so far.
pub struct Answering {
    child: Child,
    numbers: Arc<Mutex<Vec<u64>>>,
    reading: Option<JoinHandle<()>>,
}

impl Answering {
    /// Starts it and listens to what it prints.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let numbers = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&numbers);
        let reading = std::thread::spawn(move || {
            let mut line = Vec::new();
            // A line that was cut off by the kill says nothing.
            while lines.read_until(b'\n', &mut line).unwrap_or(0) > 0 && line.ends_with(b"\n") {
                let text = String::from_utf8_lossy(&line).into_owned();
                if let Some(number) = text.trim_end().strip_prefix("answered ") {
                    told.lock().unwrap().push(number.parse().unwrap());
                }
                line.clear();
            }
        });
        Self {
            child,
            numbers,
            reading: Some(reading),
        }
    }

    /// How many it has answered.
    pub fn count(&self) -> usize {
        self.numbers.lock().unwrap().len()
    }

    /// Waits until it has answered so many more.
    pub fn wait_for(&mut self, more: usize) {
        let (since, goal) = (Instant::now(), self.count() + more);
        while self.count() < goal {
            let over = self.child.try_wait().unwrap();
            assert!(over.is_none(), "it ended by itself: {over:?}");
            assert!(since.elapsed() < PATIENCE, "it answers no more");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills it; answers all it had answered.
    pub fn kill(mut self) -> Vec<u64> {
        self.end();
        std::mem::take(&mut *self.numbers.lock().unwrap())
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(reading) = self.reading.take() {
            reading.join().unwrap();
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.end();
    }
}

/// This test's own binary, to be run again as the process that is killed.
pub fn again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]);
    command
}

/// What was found in the inbox so far, in cursor order.
#[derive(Default)]
pub struct Found {
    /// The last cursor.
    pub cursor: i64,
    /// Each number's event.
    pub events: BTreeMap<u64, i64>,
}

impl Found {
    /// Adds what came next. Every event is whole and there once; every repeat is of an event before it.
    pub fn add(&mut self, kept: &[Kept]) {
        for kept in kept {
            let (stored, incoming) = (kept.stored, &kept.incoming);
            assert!(stored.cursor > self.cursor, "cursors rise");
            self.cursor = stored.cursor;
            let number = u64::from_str_radix(&incoming.request, 16).unwrap();
            let expected = delivery(number);
            assert_eq!(incoming.sha256, expected.sha256);
            assert_eq!(incoming.profile, expected.profile);
            if stored.event == stored.cursor {
                let before = self.events.insert(number, stored.cursor);
                assert!(before.is_none(), "{number} is two events");
                assert!(incoming.body == expected.body, "{number}: other bytes");
            } else {
                assert_eq!(self.events.get(&number), Some(&stored.event), "{number}");
                assert!(incoming.body.is_empty());
            }
        }
    }

    /// Reads on from where it is, as a console does; answers how many deliveries there were.
    pub async fn read_on(&mut self, inbox: &dyn Inbox) -> usize {
        let mut new = 0;
        loop {
            let some = inbox.after(CONSOLE, self.cursor, 500).await.unwrap();
            if some.is_empty() {
                let position = inbox.position(CONSOLE).await.unwrap();
                assert_eq!(position.last, self.cursor);
                return new;
            }
            new += some.len();
            self.add(&some);
        }
    }

    /// Each sender's events lie in the order in which it sent them; answers how many senders there are.
    pub fn in_order(&self) -> usize {
        let mut lasts = BTreeMap::new();
        for (number, cursor) in &self.events {
            let last = lasts.insert(number / OWN, *cursor);
            assert!(
                last.is_none_or(|last| last < *cursor),
                "{number} came early"
            );
        }
        lasts.len()
    }

    /// All that was answered is here.
    pub fn has(&self, answered: &BTreeSet<u64>) {
        for number in answered {
            let there = self.events.contains_key(number);
            assert!(there, "{number} was answered and is lost");
        }
    }
}
