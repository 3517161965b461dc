//! Simulator → receiver → console, with results lost, late, repeated and out of order: what the console
//! has in its ledger is what the simulator sent, byte for byte and time for time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use daraja::CallbackUrl;
use daraja::Use::Rehearsal;
use daraja_sim::{DeliveryState, Outcome, Script};
use domain::{Eat, Environment};
use engine::api::*;
use engine::relay::wire::Use;
use engine::store::callback_addresses::taken_at;
use engine::store::callbacks_page::{self, CallbackRow, Wanted};
use engine::store::{By, Ledger};
use engine::vault::{LedgerKey, MemoryVault, SecretName, Vault};
use engine::{Engine, Options};
use receiver::Serving;
use receiver::config::Config;
use receiver::setup::Token;
use sha2::{Digest as _, Sha256};

use crate::orders::anyone;
use crate::stage::Stage;

const SEEDS: u64 = 100;
const PAYMENTS: u64 = 5;
/// While these seeds play, no console is there to drain.
const ALONE: [std::ops::Range<u64>; 2] = [20..35, 70..90];
const NOW: i64 = 1_793_000_000;
const ADMINISTRATOR: (&str, &str) = ("Naliaka", "mvua-kiatu-embe-kengele");
const MAKER: (&str, &str) = ("Baraka", "taa-ndizi-mto-pazia");

/// What can happen to a result on its way.
fn outcome(draw: u64) -> Outcome {
    match draw % 11 {
        0 | 1 => Outcome::Paid,
        2 => Outcome::LostCallback,
        3 => Outcome::DuplicateCallback,
        4 => Outcome::LateResult,
        5 => Outcome::TimeoutThenPaid,
        6 => Outcome::TimeoutNever,
        7 => Outcome::FailureThenSuccess,
        8 => Outcome::WaitingThenPaid,
        9 => Outcome::ResultBeforeAck,
        _ => Outcome::ResultAfterMs(1_000 + draw % 90_000),
    }
}

fn mixed(n: u64) -> u64 {
    let mut x = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// By use and hash: what was sent, and how often it was answered 200.
type Sent = BTreeMap<(&'static str, [u8; 32]), (Vec<u8>, u32)>;

struct Console {
    folder: tempfile::TempDir,
    vault: Arc<dyn Vault>,
    engine: Option<Engine>,
}

impl Console {
    async fn connected(serving: &Serving, token: &Token) -> Self {
        let mut console = Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(MemoryVault::new()),
            engine: None,
        };
        let engine = Engine::new(console.options()).unwrap();
        let business = "Mfano Traders".to_owned();
        engine
            .workspace_create(WorkspaceCreate { business })
            .await
            .unwrap();
        let founder = |(name, passphrase): (&str, &str), role| Founder {
            name: name.into(),
            roles: vec![role],
            passphrase: passphrase.into(),
        };
        let people = PeopleFound {
            administrator: founder(ADMINISTRATOR, RoleDto::Administrator),
            other: founder(MAKER, RoleDto::Maker),
        };
        engine.people_found(people).await.unwrap();
        enter(&engine).await;
        let profile = ProfileAdd {
            short_code: "600111".into(),
            kind: ProfileKind::Payout,
            name: "Duka".into(),
        };
        engine.profile_add(profile).await.unwrap();
        let connect = ReceiverConnect {
            url: format!("http://{}", serving.address()),
            token: token.reveal().into(),
            certificate: None,
            seal: true,
        };
        engine.receiver_connect(connect).await.unwrap();
        console.engine = Some(engine);
        console
            .until("published", |info| {
                !info.kinds.is_empty() && info.published.is_some()
            })
            .await;
        console
    }

    fn options(&self) -> Options {
        Options {
            data_folder: Some(self.folder.path().join("data")),
            vault: Some(Arc::clone(&self.vault)),
            operator: Some("tester".into()),
            clock: Some(|| NOW),
            environment: Some(Environment::Sandbox),
            ..Options::default()
        }
    }

    async fn until(&self, what: &str, wanted: impl Fn(&ReceiverInfo) -> bool) {
        let begun = Instant::now();
        loop {
            let engine = self.engine.as_ref().unwrap();
            let info = engine.receiver_show(Nothing {}).await.unwrap();
            if wanted(&info) {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "never {what}: {info:?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn close(&mut self) {
        self.engine = None;
    }

    async fn open(&mut self) {
        for _ in 0..500 {
            let engine = Engine::new(self.options()).unwrap();
            if engine
                .app_status(Nothing {})
                .await
                .unwrap()
                .blocked
                .is_none()
            {
                enter(&engine).await;
                self.engine = Some(engine);
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the ledger is never let go of");
    }

    /// The ledger, while no engine has it.
    async fn ledger(&self) -> Ledger {
        assert!(self.engine.is_none());
        let name = SecretName::ledger_key(Environment::Sandbox, "main");
        let key = LedgerKey::from_secret(&self.vault.get(&name).unwrap().unwrap()).unwrap();
        let path = ledger_file(self.folder.path()).unwrap();
        let by = By {
            operator: "tester",
            at: Eat::from_unix(NOW).unwrap(),
        };
        for _ in 0..500 {
            if let Ok(ledger) = Ledger::open(&path, &key, Environment::Sandbox, by) {
                return ledger;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the ledger never opens");
    }
}

async fn enter(engine: &Engine) {
    let (name, passphrase) = ADMINISTRATOR;
    let request = SignIn {
        name: name.into(),
        passphrase: passphrase.into(),
    };
    engine.sign_in(request).await.unwrap();
}

fn ledger_file(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries.map(|entry| entry.path()).find_map(|path| {
        if path.is_dir() {
            ledger_file(&path)
        } else {
            (path.file_name()? == "main.ledger").then_some(path)
        }
    })
}

/// Result and timeout token of the console's short code.
async fn tokens(console: &Console) -> (String, String) {
    let ledger = console.ledger().await;
    let kinds = ledger.read(|read| taken_at(read, NOW)).unwrap();
    let of = |wanted| {
        kinds
            .iter()
            .find(|kind| kind.use_ == wanted)
            .unwrap()
            .token
            .clone()
    };
    (of(Use::Result), of(Use::Timeout))
}

/// Plays one seed and adds what was answered 200.
async fn play(seed: u64, base: &str, (result, timeout): (&str, &str), sent: &mut Sent) {
    let stage = Stage::open(seed).await;
    let address = |kind: &str, payment: u64| {
        let text = format!("{base}/{kind}/{:064x}", seed << 16 | payment);
        CallbackUrl::parse(&text, Rehearsal).unwrap()
    };
    for payment in 0..PAYMENTS {
        stage.control.script(Script {
            api: Some("b2c".to_owned()),
            recipient: None,
            outcomes: [outcome(mixed(seed * PAYMENTS + payment))].into(),
        });
        let id = format!("TRIP-{seed}-{payment}");
        let mut order = stage.payment(&id, anyone(), 100);
        order.result_url = address(result, payment);
        order.timeout_url = address(timeout, payment);
        let _ = stage.client.b2c(&stage.initiator, &order).await;
    }
    stage.advance(1_500).await;
    for delivery in stage.control.deliveries() {
        match delivery.state {
            DeliveryState::Answered { status: 200 } => {}
            DeliveryState::Lost => continue,
            other => panic!("seed {seed}: {other:?}"),
        }
        let use_ = if delivery.url.contains(result) {
            "result"
        } else {
            "timeout"
        };
        let body = delivery.body.into_bytes();
        let hash: [u8; 32] = Sha256::digest(&body).into();
        sent.entry((use_, hash)).or_insert((body, 0)).1 += 1;
    }
    stage.sim.stop().await;
}

fn kept(ledger: &Ledger) -> Vec<CallbackRow> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let wanted = Wanted {
            filter: CallbackFilter::All,
            use_: None,
            search: String::new(),
            before,
            limit: callbacks_page::LIMIT_MAX,
        };
        let (rows, more) = ledger
            .read(|read| callbacks_page::page(read, &wanted))
            .unwrap();
        before = rows.last().map(|row| row.id);
        all.extend(rows);
        if !more {
            return all;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_has_what_the_simulator_sent() {
    let folder = tempfile::tempdir().unwrap();
    let token = Token::make().unwrap();
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        metrics: None,
        store: format!("sqlite:{}", folder.path().join("inbox.db").display()),
        sources: vec!["127.0.0.1".to_owned()],
        console: vec![token.key("office")],
        ..Config::default()
    };
    let serving = Serving::start(&config).await.unwrap();
    let base = format!("http://{}", serving.address());
    let mut console = Console::connected(&serving, &token).await;
    console.close();
    let (result, timeout) = tokens(&console).await;
    console.open().await;

    let mut sent = Sent::new();
    for seed in 0..SEEDS {
        if ALONE.iter().any(|range| range.start == seed) {
            console.close();
        }
        play(seed, &base, (&result, &timeout), &mut sent).await;
        if ALONE.iter().any(|range| range.end == seed + 1) {
            console.open().await;
        }
    }
    let events = u32::try_from(sent.len()).unwrap();
    console
        .until("drained", |info| info.backlog == 0 && info.kept == events)
        .await;
    console.close();

    let ledger = console.ledger().await;
    let rows = kept(&ledger);
    assert_eq!(rows.len(), sent.len());
    let repeats = sent.values().filter(|(_, times)| *times > 1).count();
    assert!(
        repeats > 10 && sent.len() > 300,
        "{repeats} of {}",
        sent.len()
    );
    for row in rows {
        let (body, times) = sent
            .remove(&(row.use_.word(), row.sha256))
            .expect("it was sent");
        assert_eq!(row.deliveries, times);
        assert!(row.verified && row.sealed && row.fault.is_none());
        // Nobody minted these requests: they are kept, and settle nothing.
        assert!(!row.expected);
        if row.scrubbed {
            assert_eq!(row.body.len(), body.len());
            assert!(!String::from_utf8_lossy(&body).contains("\"***"));
        } else {
            assert_eq!(row.body, body);
        }
    }
    serving.stop().await;
}
