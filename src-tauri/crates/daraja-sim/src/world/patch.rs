//! The world as a row of changes, for the state file.
//!
//! What grows (money, transactions, posts, requests, ids, what is due) is written change by change; the
//! rest, which is small, field by field.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::World;
use super::deliveries::Delivery;
use super::kept::Changes;
use super::ledger::Entry;
use super::schedule::Event;
use super::transaction::Transaction;
use crate::gateway::log::RequestRecord;

/// Changes of everything that grows.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Patch {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<Entry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transactions: Changes<String, Transaction>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deliveries: Changes<u64, Delivery>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    requests: Changes<u64, RequestRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Changes<(u64, u64), Event>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    originators: Changes<String, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    once: Changes<String, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    days: Changes<String, (u64, i64)>,
}

/// What is to be written.
pub(crate) struct Written {
    /// Everything, not only what changed.
    pub(crate) whole: bool,
    /// The small fields, all of them.
    pub(crate) head: Map<String, Value>,
    pub(crate) patch: Patch,
}

impl World {
    /// What changed since this was asked last, or everything.
    ///
    /// # Errors
    /// When a field can't be written as JSON.
    pub(crate) fn written(&mut self, whole: bool) -> serde_json::Result<Written> {
        let head = match serde_json::to_value(&*self)? {
            Value::Object(head) => head,
            _ => Map::new(),
        };
        let whole = whole || self.began_anew;
        self.began_anew = false;
        let patch = Patch {
            entries: self.ledger.changes(whole),
            transactions: self.transactions.all.changes(whole),
            deliveries: self.deliveries.all.changes(whole),
            requests: self.requests.records.changes(whole),
            events: self.schedule.events.changes(whole),
            originators: self.originators.changes(whole),
            once: self.once.changes(whole),
            days: self.customers.today.changes(whole),
        };
        Ok(Written { whole, head, patch })
    }

    /// Forgets what changed: there is no file.
    pub(crate) fn forget_changes(&mut self) {
        self.transactions.all.forget_changes();
        self.deliveries.all.forget_changes();
        self.requests.records.forget_changes();
        self.schedule.events.forget_changes();
        self.originators.forget_changes();
        self.once.forget_changes();
        self.customers.today.forget_changes();
    }

    /// The world of these small fields after these changes.
    ///
    /// # Errors
    /// What doesn't fit.
    pub(crate) fn rebuilt(
        head: Map<String, Value>,
        patches: impl IntoIterator<Item = Patch>,
    ) -> serde_json::Result<Self> {
        let mut world: Self = serde_json::from_value(Value::Object(head))?;
        for patch in patches {
            world.ledger.apply(patch.entries);
            world.transactions.apply(patch.transactions);
            world.deliveries.all.apply(patch.deliveries);
            world.requests.records.apply(patch.requests);
            world.schedule.events.apply(patch.events);
            world.originators.apply(patch.originators);
            world.once.apply(patch.once);
            world.customers.today.apply(patch.days);
        }
        Ok(world)
    }
}
