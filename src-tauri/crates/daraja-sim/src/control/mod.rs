//! The strings behind the stage: what a test or an operator of the practice world may see and do.
//!
//! The engine never calls this: it would be asking the world for the answer.

pub(crate) mod http;
pub(crate) mod views;

use std::sync::Arc;

use crate::api::c2b::{self, C2bSettings, CustomerPayment, PaymentState};
use crate::gateway::fault::Fault;
use crate::options::Setup;
use crate::outcome::Script;
use crate::runner::Runner;
use crate::world::World;
use crate::world::deliveries::Delivery;
use views::{LedgerView, RequestsView, TransactionView};

/// The acts of the control API.
#[derive(Clone)]
pub struct Control {
    runner: Arc<Runner>,
}

impl Control {
    pub(crate) fn new(runner: Arc<Runner>) -> Self {
        Self { runner }
    }

    /// Scripts the outcomes of the next requests that fit.
    pub fn script(&self, script: Script) {
        self.runner.with(|world| world.scripts.push(script));
    }

    /// Puts a fault in the way.
    pub fn fault(&self, fault: Fault) {
        self.runner.with(|world| {
            let now = world.now_ms;
            world.faults.add(fault, now);
        });
    }

    /// Takes all faults and scripts away.
    pub fn clear(&self) {
        self.runner.with(|world| {
            world.faults.clear();
            world.scripts.clear();
        });
    }

    /// Moves the time by so many milliseconds; returns when everything that came due is done.
    pub async fn advance(&self, ms: u64) {
        self.runner.advance(ms).await;
    }

    /// The virtual time, in Unix milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> u64 {
        self.runner.with(|world| world.now_ms)
    }

    /// Balances and entries, and whether they add up.
    #[must_use]
    pub fn ledger(&self) -> LedgerView {
        self.runner.with(|world| LedgerView::of(world))
    }

    /// Adds everything up.
    ///
    /// # Errors
    /// A sentence that says what doesn't agree.
    pub fn check(&self) -> Result<(), String> {
        self.runner.with(|world| world.check())
    }

    /// Every accepted request and payment, and where it stands.
    #[must_use]
    pub fn transactions(&self) -> Vec<TransactionView> {
        self.runner
            .with(|world| world.transactions.iter().map(TransactionView::of).collect())
    }

    /// Every request that was received.
    #[must_use]
    pub fn requests(&self) -> RequestsView {
        self.runner.with(|world| RequestsView {
            connections: world.requests.connections,
            requests: world.requests.records(),
        })
    }

    /// Every post to a callback address.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.runner.with(|world| world.deliveries.all())
    }

    /// Locks the API operator for so long, or takes the lock off.
    pub fn lock_operator(&self, for_ms: Option<u64>) {
        self.runner.with(|world| match for_ms {
            Some(ms) => world.operator.lock(world.now_ms.saturating_add(ms)),
            None => world.operator.unlock(),
        });
    }

    /// A customer pays a paybill or a till. What is posted because of it is posted when time moves.
    ///
    /// # Errors
    /// What is wrong with the payment; then it never was.
    pub fn customer_pays(&self, payment: &CustomerPayment) -> Result<PaymentState, String> {
        self.runner.with(|world| c2b::begin(world, payment))
    }

    /// Changes how customers' payments behave.
    pub fn set_c2b(&self, settings: C2bSettings) {
        self.runner.with(|world| world.scenario.c2b = settings);
    }

    /// What a client puts where.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.runner.with(|world| world.setup.clone())
    }

    /// Begins the world anew, at the time it is now. Keys and credentials stay.
    pub fn reset(&self) {
        self.runner.with(World::begin_anew);
    }

    pub(crate) fn runner(&self) -> &Arc<Runner> {
        &self.runner
    }
}
