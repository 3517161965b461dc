//! Every accepted request of an initiator, and every payment a customer made: what status queries, pulls
//! and reversals look up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kept::{Changes, Kept};
use super::ledger::Ledger;
use super::operator::Presented;
use crate::outcome::code::ResultCode;
use crate::outcome::plan::Plan;

/// Where a transaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Accepted, not carried out.
    Initiated,
    /// Money moved.
    Completed,
    /// Refused when it was carried out.
    Failed,
    /// Will never be carried out.
    Expired,
}

impl Status {
    /// As Transaction Status writes it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Initiated => "Initiated",
            Self::Completed => "Completed",
            Self::Failed => "Declined",
            Self::Expired => "Expired",
        }
    }
}

/// One of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Transaction {
    pub(crate) conversation_id: String,
    pub(crate) originator_id: String,
    /// Name of the API that made it; `c2b` and `stk` for customers' payments.
    pub(crate) api: String,
    pub(crate) command: String,
    /// Empty until money moved.
    pub(crate) receipt: String,
    pub(crate) cents: i64,
    /// Phone number or short code that pays.
    pub(crate) debit: String,
    /// Phone number or short code that is paid.
    pub(crate) credit: String,
    /// `Utility Account`, `MMF Account`, or empty for a customer.
    pub(crate) debit_account: String,
    pub(crate) status: Status,
    pub(crate) accepted_ms: u64,
    pub(crate) finalised_ms: Option<u64>,
    pub(crate) fee_cents: i64,
    /// `Fee For B2C Payment`
    pub(crate) fee_name: String,
    /// `Business Payment to Customer via API`
    pub(crate) reason: String,
    /// Whether it is a movement of money, not a query.
    pub(crate) moves_money: bool,
    pub(crate) reversed: bool,
    pub(crate) presented: Presented,
    pub(crate) plan: Plan,
    /// What execution found.
    pub(crate) result: Option<ResultCode>,
    pub(crate) result_url: String,
    /// What else its API keeps of it.
    pub(crate) details: serde_json::Value,
}

/// All of them, by conversation, with the ways to find one.
#[derive(Debug, Default, Clone)]
pub(crate) struct Transactions {
    pub(super) all: Kept<String, Transaction>,
    by_receipt: BTreeMap<String, String>,
    by_originator: BTreeMap<String, String>,
}

impl Transactions {
    /// Keeps one, new or changed.
    pub(crate) fn keep(&mut self, transaction: Transaction) {
        let id = transaction.conversation_id.clone();
        if !transaction.receipt.is_empty() {
            self.by_receipt
                .insert(transaction.receipt.clone(), id.clone());
        }
        // A query may be told under the id of what it asked for: that id stays the payment's.
        if transaction.moves_money {
            self.by_originator
                .insert(transaction.originator_id.clone(), id.clone());
        }
        self.all.insert(id, transaction);
    }

    /// Keeps again what was written.
    pub(crate) fn apply(&mut self, changes: Changes<String, Transaction>) {
        for one in changes.into_iter().filter_map(|(_, one)| one) {
            self.keep(one);
        }
        self.all.forget_changes();
    }

    /// By the conversation's id.
    pub(crate) fn get(&self, conversation_id: &str) -> Option<&Transaction> {
        self.all.map().get(conversation_id)
    }

    /// By the conversation's id, to change it. Ids and receipt go through [`Self::keep`].
    pub(crate) fn get_mut(&mut self, conversation_id: &str) -> Option<&mut Transaction> {
        self.all.get_mut(&conversation_id.to_owned())
    }

    /// By receipt.
    pub(crate) fn by_receipt(&self, receipt: &str) -> Option<&Transaction> {
        self.all.map().get(self.by_receipt.get(receipt)?)
    }

    /// By either id of a conversation.
    pub(crate) fn by_any_id(&self, id: &str) -> Option<&Transaction> {
        self.get(id)
            .or_else(|| self.all.map().get(self.by_originator.get(id)?))
    }

    /// All of them, by conversation.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Transaction> {
        self.all.map().values()
    }

    /// Each completed movement has exactly one entry of its amount under its receipt.
    pub(crate) fn check(&self, ledger: &Ledger) -> Result<(), String> {
        let mut booked: BTreeMap<&str, u32> = BTreeMap::new();
        for entry in ledger
            .entries()
            .iter()
            .filter(|entry| !entry.receipt.is_empty())
        {
            *booked.entry(entry.receipt.as_str()).or_insert(0) += 1;
        }
        for one in self.all.map().values().filter(|one| one.moves_money) {
            let completed = one.status == Status::Completed;
            let entries = booked.remove(one.receipt.as_str()).unwrap_or(0);
            if completed != (entries == 1) || (!completed && entries > 0) {
                return Err(format!("{} has {entries} entries", one.conversation_id));
            }
        }
        match booked.keys().next() {
            Some(receipt) => Err(format!("{receipt} is booked and belongs to nothing")),
            None => Ok(()),
        }
    }
}
