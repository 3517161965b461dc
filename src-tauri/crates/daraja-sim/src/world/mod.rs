//! Everything the simulated Safaricom knows: money, customers, operator, transactions, and what is due.
//!
//! All of it changes under one lock and without waiting, so that a run can be repeated. Stays out:
//! sockets and real time (`server`, `runner`).

pub(crate) mod customers;
pub(crate) mod deliveries;
pub(crate) mod dice;
pub(crate) mod ids;
pub(crate) mod kept;
pub(crate) mod keys;
pub(crate) mod ledger;
pub(crate) mod operator;
pub(crate) mod patch;
pub(crate) mod people;
pub(crate) mod schedule;
pub(crate) mod tariff;
pub(crate) mod times;
pub(crate) mod transaction;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ReceiptMint;
use crate::api::desks::Desks;
use crate::gateway::fault::Faults;
use crate::gateway::log::RequestLog;
use crate::gateway::token::Tokens;
use crate::options::Setup;
use crate::outcome::plan::Plan;
use crate::outcome::{Outcome, Script, magic};
use crate::scenario::Scenario;
use customers::Customers;
use deliveries::{Deliveries, Delivery, Parcel};
use dice::Dice;
use kept::Kept;
use keys::Keys;
use ledger::{Account, Ledger};
use operator::{Operator, Presented};
use schedule::{Schedule, Work};
use transaction::Transactions;

/// The world. Its parts are open to the API handlers, each of which changes what its API changes.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) seed: u64,
    serial: u64,
    /// Virtual Unix milliseconds.
    pub(crate) now_ms: u64,
    /// How far time was pushed ahead of the real one.
    pub(crate) advanced_ms: u64,
    pub(crate) setup: Setup,
    pub(crate) scenario: Scenario,
    #[serde(skip)]
    keys: Option<Arc<Keys>>,
    #[serde(skip)]
    pub(crate) tokens: Tokens,
    pub(crate) operator: Operator,
    #[serde(skip)]
    pub(crate) ledger: Ledger,
    #[serde(skip)]
    pub(crate) customers: Customers,
    #[serde(skip)]
    pub(crate) transactions: Transactions,
    /// Short code and id of every payment that named itself, and when.
    #[serde(skip)]
    originators: Kept<String, u64>,
    /// What the customer side keeps: prompts, registered addresses.
    pub(crate) desks: Desks,
    pub(crate) schedule: Schedule,
    pub(crate) deliveries: Deliveries,
    pub(crate) requests: RequestLog,
    pub(crate) faults: Faults,
    pub(crate) scripts: Vec<Script>,
    /// What met an outcome that comes only once, and when.
    #[serde(skip)]
    once: Kept<String, u64>,
    mint: ReceiptMint,
    /// Second and how many calls came in it, for the scenario's rate limit.
    pub(crate) pace: (u64, u32),
    /// The state file has to be written whole.
    #[serde(skip)]
    began_anew: bool,
}

impl World {
    /// A world at its beginning.
    pub(crate) fn new(seed: u64, now_ms: u64, scenario: Scenario, keys: Arc<Keys>) -> Self {
        let setup = Setup::of(seed, keys.certificate_pem());
        let mut world = Self {
            seed,
            serial: 0,
            now_ms,
            advanced_ms: 0,
            setup,
            scenario: Scenario::default(),
            keys: Some(keys),
            tokens: Tokens::default(),
            operator: Operator::default(),
            ledger: Ledger::default(),
            customers: Customers::default(),
            transactions: Transactions::default(),
            originators: Kept::default(),
            desks: Desks::default(),
            schedule: Schedule::default(),
            deliveries: Deliveries::default(),
            requests: RequestLog::default(),
            faults: Faults::default(),
            scripts: Vec::new(),
            once: Kept::default(),
            mint: ReceiptMint::new(seed),
            pace: (0, 0),
            began_anew: true,
        };
        world.play(scenario);
        world
    }

    /// The same world with the key that a state file kept.
    pub(crate) fn woken(mut self, keys: Arc<Keys>) -> Self {
        self.keys = Some(keys);
        self.schedule.release_all();
        self
    }

    /// The world at its beginning again, with the same key and the time it is now.
    pub(crate) fn begin_anew(&mut self) {
        let Some(keys) = self.keys.clone() else {
            return;
        };
        let mut anew = Self::new(self.seed, self.now_ms, self.scenario.clone(), keys);
        anew.setup = self.setup.clone();
        anew.advanced_ms = self.advanced_ms;
        *self = anew;
    }

    fn play(&mut self, scenario: Scenario) {
        for fault in &scenario.faults {
            self.faults.add(fault.clone(), self.now_ms);
        }
        self.scripts.extend(scenario.scripts.iter().cloned());
        for (account, cents) in scenario.opening(&self.setup) {
            self.ledger.transfer(
                self.now_ms,
                "",
                "opening",
                (Account::outside(), account, cents),
            );
        }
        self.scenario = scenario;
    }

    /// Dice that no one drew from before.
    pub(crate) fn fresh_dice(&mut self, label: &str) -> Dice {
        self.serial += 1;
        Dice::of(self.seed, &format!("{label} {}", self.serial))
    }

    /// A receipt of today.
    pub(crate) fn receipt(&mut self) -> String {
        self.mint
            .mint(times::calendar_day(self.now_ms))
            .unwrap_or_else(|| "ZZZ0000001".to_owned())
    }

    /// A `requestId`, or any id that the gateway gives.
    pub(crate) fn gateway_id(&mut self) -> String {
        ids::gateway(&mut self.fresh_dice("gateway id"))
    }

    /// What a name and a credential prove.
    pub(crate) fn presented(&self, name: &str, credential: &str) -> Presented {
        if name != self.setup.initiator_name {
            return Presented::WrongName;
        }
        let opened = self.keys.as_ref().and_then(|keys| keys.open(credential));
        match opened {
            Some(password) if password == self.setup.initiator_password.as_bytes() => {
                Presented::Right
            }
            _ => Presented::WrongPassword,
        }
    }

    /// Remembers a payment's id; false when it was remembered before.
    pub(crate) fn remember(&mut self, short_code: &str, id: &str) -> bool {
        let key = format!("{short_code} {id}");
        let now = self.now_ms;
        let memory = self.scenario.originator_memory_ms;
        match self.originators.map().get(&key) {
            Some(at) if memory.is_none_or(|ms| now < at.saturating_add(ms)) => false,
            _ => {
                self.originators.insert(key, now);
                true
            }
        }
    }

    /// Whether a payment's id is remembered.
    pub(crate) fn remembers(&self, short_code: &str, id: &str) -> bool {
        let memory = self.scenario.originator_memory_ms;
        self.originators
            .map()
            .get(&format!("{short_code} {id}"))
            .is_some_and(|at| memory.is_none_or(|ms| self.now_ms < at.saturating_add(ms)))
    }

    /// What becomes of a request: script, then scenario, then magic number, then an ordinary payment.
    ///
    /// `subject` names the request for the seed and for outcomes that come only once.
    pub(crate) fn plan(
        &mut self,
        api: &str,
        recipient: &str,
        shillings: i64,
        subject: &str,
    ) -> Plan {
        let (low, high) = self.scenario.delay_ms;
        let mut dice = Dice::of(self.seed, &format!("delay {api} {subject}"));
        let delay = dice.between(low, high);
        let mut outcome = self.outcome(api, recipient, shillings);
        if outcome.only_once() {
            let key = format!("{api} {subject}");
            if self.once.map().contains_key(&key) {
                outcome = Outcome::Paid;
            }
            self.once.insert(key, self.now_ms);
        }
        outcome.plan(delay)
    }

    fn outcome(&mut self, api: &str, recipient: &str, shillings: i64) -> Outcome {
        let scripted = self
            .scripts
            .iter_mut()
            .find(|script| script.fits(api, recipient))
            .and_then(|script| script.outcomes.pop_front());
        self.scripts.retain(|script| !script.outcomes.is_empty());
        scripted
            .or_else(|| self.scenario.outcomes.get(recipient).cloned())
            .or_else(|| {
                magic::number(recipient, shillings).and_then(|nn| magic::outcome_for(api, nn))
            })
            .unwrap_or(Outcome::Paid)
    }

    /// Puts a step of an API into the schedule. `group` holds it for the exchange that runs it itself.
    pub(crate) fn later(
        &mut self,
        due_ms: u64,
        group: Option<&str>,
        api: &str,
        step: serde_json::Value,
    ) {
        let api = api.to_owned();
        self.schedule.push(due_ms, group, Work::Step { api, step });
    }

    /// Puts a post into the schedule.
    pub(crate) fn post(&mut self, due_ms: u64, group: Option<&str>, parcel: Parcel) -> u64 {
        let id = self
            .deliveries
            .add(Delivery::new(parcel, self.now_ms, due_ms));
        self.schedule
            .push(due_ms, group, Work::Post { delivery: id });
        id
    }

    /// Dice for the shape of one body; `None` when the scenario asks for tidy ones.
    pub(crate) fn drift(&self, subject: &str) -> crate::wire::drift::Drift {
        let dice = (!self.scenario.tidy).then(|| Dice::of(self.seed, &format!("drift {subject}")));
        crate::wire::drift::Drift::new(dice)
    }

    /// Adds everything up.
    ///
    /// # Errors
    /// A sentence that says what doesn't agree.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.ledger.check()?;
        self.transactions.check(&self.ledger)
    }
}
