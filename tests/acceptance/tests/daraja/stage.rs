//! One world to test in: a simulator on free ports, the client that talks to it, and the receiver that
//! takes what it calls back. Time is the simulator's, for both, and moves only by [`Stage::advance`].

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use daraja::inbound::{self, Inbound, Kind, ResultNotice};
use daraja::{
    AppCredentials, BaseUrl, CallbackUrl, Certificate, Client, Clock, Initiator, Passkey,
    SecretString, SecurityCredential, Settings, ShortCode, Timeouts, Use,
};
use daraja_sim::{Control, Options, RequestRecord, Scenario, Simulator, TransactionView};
use receiver::{Delivery, Local};
use tokio::sync::mpsc;

/// The kinds of address, each with a kind token of its own: its place in this list.
const KINDS: [Kind; 6] = [
    Kind::Result,
    Kind::QueueTimeout,
    Kind::Stk,
    Kind::C2bValidation,
    Kind::C2bConfirmation,
    Kind::B2bExpress,
];

/// Everything one test needs.
pub struct Stage {
    pub sim: Simulator,
    pub control: Control,
    pub client: Client,
    pub initiator: Initiator,
    pub passkey: Passkey,
    local: Local,
    inbox: Mutex<mpsc::Receiver<Delivery>>,
    minted: Mutex<u64>,
}

/// One callback: where it came to, and what was read.
pub struct Told {
    pub kind: Kind,
    /// The request token of the address.
    pub token: u64,
    pub inbound: Inbound,
    /// As it came, before anything was struck out.
    pub body: Vec<u8>,
}

/// The simulator's time, as the client's clock.
struct Hand(Control);

impl Clock for Hand {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.0.now_ms())
    }

    fn utc(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0.now_ms().try_into().unwrap()).unwrap()
    }
}

pub fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

/// Long enough for a busy machine; nothing waits for it unless something is wrong.
pub fn patient() -> Timeouts {
    let s = Duration::from_secs;
    Timeouts::new(s(10), s(50), s(60)).unwrap()
}

/// For calls that are never answered: what they must cost, and no more.
pub fn impatient() -> Timeouts {
    let ms = Duration::from_millis;
    Timeouts::new(ms(300), ms(600), ms(600)).unwrap()
}

impl Stage {
    pub async fn open(seed: u64) -> Self {
        Self::with(seed, Scenario::default()).await
    }

    pub async fn with(seed: u64, scenario: Scenario) -> Self {
        let options = Options {
            scenario: Some(scenario),
            ..Options::for_tests(seed)
        };
        Self::of(Simulator::start(options).unwrap()).await
    }

    pub async fn of(sim: Simulator) -> Self {
        let (local, inbox) = Local::start().await.unwrap();
        let setup = sim.setup();
        let initiator = initiator(&sim, &setup.initiator_password);
        Self {
            client: client(&sim, patient()),
            passkey: Passkey::new(&secret(&setup.passkey)).unwrap(),
            initiator,
            control: sim.control(),
            sim,
            local,
            inbox: Mutex::new(inbox),
            minted: Mutex::new(0),
        }
    }

    /// A client that does not wait long.
    pub fn hasty(&self) -> Client {
        client(&self.sim, impatient())
    }

    /// An operator of the right name with this password.
    pub fn operator(&self, password: &str) -> Initiator {
        initiator(&self.sim, password)
    }

    /// A request token nobody had before.
    pub fn mint(&self) -> u64 {
        let mut minted = self.minted.lock().unwrap();
        *minted += 1;
        *minted
    }

    /// The address for one kind of callback about one request.
    pub fn address(&self, kind: Kind, token: u64) -> CallbackUrl {
        let at = KINDS.iter().position(|one| *one == kind).unwrap();
        let text = format!("{}/{at:064x}/{token:064x}", self.local.base());
        CallbackUrl::parse(&text, Use::Rehearsal).unwrap()
    }

    /// Result and timeout address of a new request.
    pub fn addresses(&self) -> (CallbackUrl, CallbackUrl) {
        let token = self.mint();
        (
            self.address(Kind::Result, token),
            self.address(Kind::QueueTimeout, token),
        )
    }

    /// The simulator's time in UTC.
    pub fn client_time(&self) -> NaiveDateTime {
        Hand(self.control.clone()).utc().naive_utc()
    }

    pub async fn advance(&self, seconds: u64) {
        self.control.advance(seconds * 1_000).await;
    }

    /// Every callback since the last call, in the order they came.
    pub fn told(&self) -> Vec<Told> {
        let mut inbox = self.inbox.lock().unwrap();
        std::iter::from_fn(|| inbox.try_recv().ok())
            .map(|delivery| {
                let mut parts = delivery.path.split('/').skip(1);
                let mut number = || u64::from_str_radix(parts.next().unwrap(), 16).unwrap();
                let kind = KINDS[usize::try_from(number()).unwrap()];
                Told {
                    kind,
                    token: number(),
                    inbound: inbound::read(Some(kind), &delivery.body),
                    body: delivery.body.to_vec(),
                }
            })
            .collect()
    }

    /// The results among the callbacks since the last call.
    pub fn results(&self) -> Vec<ResultNotice> {
        let told = self.told().into_iter();
        told.filter_map(|told| match told.inbound.body {
            inbound::Body::Result(notice) => {
                assert_eq!(told.inbound.losses, [], "something was not read");
                Some(notice)
            }
            _ => None,
        })
        .collect()
    }

    /// The one result since the last call.
    pub fn result(&self) -> ResultNotice {
        let mut results = self.results();
        assert_eq!(results.len(), 1, "{results:?}");
        results.remove(0)
    }

    /// The requests that named this API, oldest first.
    pub fn requests(&self, api: &str) -> Vec<RequestRecord> {
        let all = self.control.requests().requests;
        all.into_iter().filter(|one| one.api == api).collect()
    }

    /// The simulator's own record of a conversation.
    pub fn transaction(&self, conversation_id: &str) -> TransactionView {
        let mut all = self.control.transactions().into_iter();
        all.rfind(|one| one.conversation_id == conversation_id)
            .expect("the simulator knows the conversation")
    }

    /// The postings of the entry with this receipt, sorted; the book is balanced.
    pub fn postings(&self, receipt: &str) -> Vec<(String, i64)> {
        let ledger = self.control.ledger();
        assert_eq!(ledger.check, "balanced");
        let mut entries = ledger.entries.into_iter();
        let mut postings = entries
            .find(|entry| entry.receipt == receipt)
            .expect("an entry with the receipt")
            .postings;
        postings.sort();
        postings
    }

    /// How often money came to this account, opening and deposits apart, and how many cents.
    pub fn received(&self, account: &str) -> (usize, i64) {
        let ledger = self.control.ledger();
        assert_eq!(ledger.check, "balanced");
        let entries = ledger.entries.iter().filter(|one| !one.receipt.is_empty());
        let came = entries
            .flat_map(|entry| &entry.postings)
            .filter(|(name, cents)| name == account && *cents > 0);
        came.fold((0, 0), |(times, sum), (_, cents)| (times + 1, sum + cents))
    }

    pub fn cents(&self, account: &str) -> i64 {
        self.control.ledger().cents(account)
    }

    pub fn payout_code(&self) -> ShortCode {
        ShortCode::parse(&self.sim.setup().payout_short_code).unwrap()
    }

    pub fn paybill(&self) -> ShortCode {
        ShortCode::parse(&self.sim.setup().paybill).unwrap()
    }

    pub fn till(&self) -> ShortCode {
        ShortCode::parse(&self.sim.setup().till).unwrap()
    }
}

/// A client of this simulator.
pub fn client(sim: &Simulator, timeouts: Timeouts) -> Client {
    let setup = sim.setup();
    let app = AppCredentials::new(
        &secret(&setup.consumer_key),
        &secret(&setup.consumer_secret),
    );
    let base = BaseUrl::parse(&sim.base_url(), Use::Rehearsal).unwrap();
    let settings = Settings::new(base, app.unwrap())
        .timeouts(timeouts)
        .clock(Arc::new(Hand(sim.control())));
    Client::new(settings).unwrap()
}

fn initiator(sim: &Simulator, password: &str) -> Initiator {
    let certificate = Certificate::parse(sim.setup().certificate_pem.as_bytes()).unwrap();
    let credential = SecurityCredential::encrypt(&secret(password), &certificate).unwrap();
    Initiator::new(&sim.setup().initiator_name, credential).unwrap()
}
