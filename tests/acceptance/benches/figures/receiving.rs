//! Callbacks a second on loopback, posted by wrk: the receiver, beside a handler that only commits the
//! same bytes in groups, and one that stores nothing. Each is a process of its own.

mod plain;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use receiver::config::{Config, ConsoleKey, Limits};
use receiver::inbox::{self, Use};
use receiver::wire::{KindPublished, Publication};
use sha2::{Digest as _, Sha256};

use crate::figure::Figure;
use crate::timing::{ratio, words};

/// The first part of the address that is posted to.
const KIND: &str = "00112233445566778899aabbccddeeff";
/// A callback as long as the longest seen.
const SCRIPT: &str = include_str!("receiving/post.lua");
const CONNECTIONS: &str = "64";
const TURNS: usize = 3;
const P99_MAX: Duration = Duration::from_millis(50);

/// Which handler a process is.
#[derive(Debug, Clone, Copy)]
pub enum Handler {
    /// The receiver.
    Receiver,
    /// Commits the bytes in groups, and nothing else.
    Commits,
    /// Reads the bytes and forgets them.
    Nothing,
}

impl Handler {
    const ALL: [Self; 3] = [Self::Receiver, Self::Commits, Self::Nothing];

    /// Its word among the arguments.
    fn word(self) -> &'static str {
        match self {
            Self::Receiver => "receiver",
            Self::Commits => "commits",
            Self::Nothing => "nothing",
        }
    }

    /// Reads a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What wrk saw.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    answered: f64,
    failed: u64,
    p50: Duration,
    p99: Duration,
}

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let long = Duration::from_secs(60) / smaller;
    let short = Duration::from_secs(10) / smaller.min(5);
    let (mut ours, mut commits, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(Serving::start(Handler::Receiver).load(short));
        commits.push(Serving::start(Handler::Commits).load(short));
        nothing.push(Serving::start(Handler::Nothing).load(short));
    }
    let minute = Serving::start(Handler::Receiver);
    let warm = minute.load(short);
    let before = minute.resident();
    let seen = minute.load(long);
    let after = minute.resident();
    // One answer that was no 200 in any turn is one too many.
    let failed: u64 = ours
        .iter()
        .chain([&warm, &seen])
        .map(|one| one.failed)
        .sum();
    let (ours, commits, nothing) = (middle(ours), middle(commits), middle(nothing));
    let size = format!("{CONNECTIONS} connections");
    let over = |other: Seen| ours.answered / other.answered.max(1.0);
    vec![
        Figure::new(
            "Callbacks taken in durably",
            size.clone(),
            rate(ours.answered),
        )
        .beside(
            format!("{} (commits the same bytes)", rate(commits.answered)),
            over(commits),
        )
        .bar("≥ 0.5 × the rate", failed == 0 && over(commits) >= 0.5),
        Figure::new("The same", size.clone(), rate(ours.answered)).beside(
            format!("{} (stores nothing)", rate(nothing.answered)),
            over(nothing),
        ),
        Figure::new(
            "Callback answered",
            size,
            format!("p50 {}, p99 {}", words(ours.p50), words(ours.p99)),
        )
        .beside(
            format!("p99 {} (commits the same bytes)", words(commits.p99)),
            ratio(ours.p99, commits.p99),
        )
        .bar("p99 ≤ 50 ms", failed == 0 && ours.p99 <= P99_MAX),
        Figure::new(
            "Receiver's memory over the time",
            format!("{} s, {}", long.as_secs(), rate(seen.answered)),
            format!("{} MiB", after / 1024),
        )
        .beside(
            format!("{} MiB before", before / 1024),
            after as f64 / before.max(1) as f64,
        )
        .bar("≤ 1.25 × that before", after <= before + before / 4),
    ]
}

/// The turn with the median rate.
fn middle(mut seen: Vec<Seen>) -> Seen {
    seen.sort_by(|one, other| one.answered.total_cmp(&other.answered));
    seen.get(seen.len() / 2).copied().unwrap_or_default()
}

fn rate(answered: f64) -> String {
    format!("{answered:.0} a second")
}

/// A process that serves until it is dropped.
struct Serving {
    process: Child,
    _holds: ChildStdin,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Serving {
    fn start(handler: Handler) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the inbox");
        let mut process = Command::new(std::env::current_exe().expect("this program"))
            .arg("--child-receive")
            .arg(handler.word())
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program starts once more");
        let holds = process.stdin.take().expect("its input");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("its output"))
            .read_line(&mut line)
            .expect("it says where it listens");
        Self {
            process,
            _holds: holds,
            address: line.trim().parse().expect("an address"),
            folder,
        }
    }

    fn load(&self, time: Duration) -> Seen {
        let script = self.folder.path().join("post.lua");
        std::fs::write(&script, SCRIPT).expect("the script is written");
        let out = Command::new("wrk")
            .args([
                "-t1",
                "-c",
                CONNECTIONS,
                "-d",
                &format!("{}s", time.as_secs().max(1)),
                "--timeout",
                "10s",
                "-s",
            ])
            .arg(&script)
            .arg(format!("http://{}/{KIND}", self.address))
            .output()
            .expect("wrk is installed (Debian: wrk)");
        let text = String::from_utf8_lossy(&out.stdout);
        let told = text.lines().find_map(|line| line.strip_prefix("seen "));
        assert!(
            told.is_some(),
            "wrk said:\n{text}{}",
            String::from_utf8_lossy(&out.stderr)
        );
        let numbers: Vec<u64> = told
            .into_iter()
            .flat_map(|told| told.split(' '))
            .map(|number| number.parse().expect("a number"))
            .collect();
        let [answered, micros, failed, p50, p99] = numbers.try_into().expect("five numbers");
        Seen {
            answered: (answered - failed) as f64 * 1e6 / micros as f64,
            failed,
            p50: Duration::from_micros(p50),
            p99: Duration::from_micros(p99),
        }
    }

    /// Resident memory, in KiB.
    fn resident(&self) -> u64 {
        let path = format!("/proc/{}/status", self.process.id());
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
            .unwrap_or(0)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves until its input ends.
pub fn child(handler: Handler, folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let say = |address: SocketAddr| {
        println!("{address}");
        std::io::stdout().flush().expect("it can be said");
        let _ = std::io::stdin().read_line(&mut String::new());
    };
    match handler {
        Handler::Receiver => {
            let serving = runtime.block_on(ours(folder));
            say(serving.address());
        }
        Handler::Commits => say(runtime.block_on(plain::commits(folder))),
        Handler::Nothing => say(runtime.block_on(plain::nothing())),
    }
}

async fn ours(folder: &Path) -> receiver::Serving {
    let store = format!("sqlite:{}", folder.join("inbox.db").display());
    let opened = inbox::open(&store).await.expect("an inbox");
    let publication = Publication {
        version: 1,
        kinds: vec![KindPublished {
            token_sha256: hex(&Sha256::digest(KIND)),
            profile: "practice/600111".to_owned(),
            use_: Use::Result,
            until_ms: None,
        }],
        rules: Vec::new(),
        seal_to: None,
    };
    let text = serde_json::to_string(&publication).expect("it is JSON");
    let published = opened.inbox.publish("bench", 1, &text).await;
    published.expect("it is published");
    let config = Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics: None,
        sources: vec!["127.0.0.1".to_owned()],
        console: vec![ConsoleKey {
            name: "bench".to_owned(),
            token_sha256: hex(&Sha256::digest("bench")),
        }],
        limits: Limits {
            rate: 1_000_000,
            rate_per_listed_address: 1_000_000,
            ..Limits::default()
        },
        ..Config::default()
    };
    let serving = receiver::Serving::over(&config, opened).await;
    serving.expect("it starts")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
