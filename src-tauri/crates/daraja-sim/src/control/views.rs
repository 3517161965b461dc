//! What the control API shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::gateway::log::RequestRecord;
use crate::world::World;
use crate::world::transaction::Transaction;

/// The book.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LedgerView {
    /// Cents by account: `600222/utility`, `254712000111`, `safaricom/fees`, `outside`.
    pub balances: BTreeMap<String, i64>,
    /// Every movement, oldest first.
    pub entries: Vec<EntryView>,
    /// `balanced`, or what doesn't agree.
    pub check: String,
}

/// One movement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EntryView {
    /// Virtual Unix milliseconds.
    pub at_ms: u64,
    /// Empty for opening balances.
    pub receipt: String,
    /// What moved it.
    pub what: String,
    /// Account and cents; together nothing.
    pub postings: Vec<(String, i64)>,
}

impl LedgerView {
    pub(crate) fn of(world: &World) -> Self {
        let name = |account: &crate::world::ledger::Account| account.name().to_owned();
        let ledger = &world.ledger;
        Self {
            balances: ledger
                .balances()
                .iter()
                .map(|(a, cents)| (name(a), *cents))
                .collect(),
            entries: ledger
                .entries()
                .iter()
                .map(|entry| EntryView {
                    at_ms: entry.at_ms,
                    receipt: entry.receipt.clone(),
                    what: entry.what.clone(),
                    postings: entry
                        .postings
                        .iter()
                        .map(|(a, cents)| (name(a), *cents))
                        .collect(),
                })
                .collect(),
            check: world.check().err().unwrap_or_else(|| "balanced".to_owned()),
        }
    }

    /// Cents on an account; nothing on one that was never used.
    #[must_use]
    pub fn cents(&self, account: &str) -> i64 {
        self.balances.get(account).copied().unwrap_or(0)
    }
}

/// One accepted request or payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionView {
    /// Given with the acknowledgement.
    pub conversation_id: String,
    /// The caller's id, or the one the gateway gave.
    pub originator_id: String,
    /// Name of the API.
    pub api: String,
    /// Empty until money moved.
    pub receipt: String,
    /// Of the movement, without fee.
    pub cents: i64,
    /// Fee, in cents.
    pub fee_cents: i64,
    /// Who paid.
    pub debit: String,
    /// Who was paid.
    pub credit: String,
    /// `Initiated`, `Completed`, `Declined`, `Expired`.
    pub status: String,
    /// Whether it is a movement of money, not a query.
    pub moves_money: bool,
    /// Whether it was reversed later.
    pub reversed: bool,
    /// What execution found; empty before.
    pub result_code: String,
}

impl TransactionView {
    pub(crate) fn of(one: &Transaction) -> Self {
        Self {
            conversation_id: one.conversation_id.clone(),
            originator_id: one.originator_id.clone(),
            api: one.api.clone(),
            receipt: one.receipt.clone(),
            cents: one.cents,
            fee_cents: one.fee_cents,
            debit: one.debit.clone(),
            credit: one.credit.clone(),
            status: one.status.word().to_owned(),
            moves_money: one.moves_money,
            reversed: one.reversed,
            result_code: one
                .result
                .as_ref()
                .map(|code| code.code.clone())
                .unwrap_or_default(),
        }
    }
}

/// Every request, and how many connections brought them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RequestsView {
    /// Connections accepted since the world began.
    pub connections: u64,
    /// Oldest first; the newest 20 000.
    pub requests: Vec<RequestRecord>,
}
