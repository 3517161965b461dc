//! Who holds how much: a double-entry book in integer cents.
//!
//! Money is only ever moved, never made: each entry's postings add up to nothing, and so do all accounts
//! together. What comes from outside (opening balances, what customers had before) is a debt of the
//! account [`Account::outside`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The name of one account, such as `600111/utility` or `254712000111`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Account(String);

impl Account {
    /// Receives customers' payments and is spent by B2C.
    pub(crate) fn utility(short_code: &str) -> Self {
        Self(format!("{short_code}/utility"))
    }
    /// Working (MMF): spent by B2B.
    pub(crate) fn working(short_code: &str) -> Self {
        Self(format!("{short_code}/working"))
    }
    /// Fees gather here, below zero.
    pub(crate) fn charges(short_code: &str) -> Self {
        Self(format!("{short_code}/charges"))
    }
    /// Organization Settlement.
    pub(crate) fn settlement(short_code: &str) -> Self {
        Self(format!("{short_code}/settlement"))
    }
    /// A till's money.
    pub(crate) fn merchant(short_code: &str) -> Self {
        Self(format!("{short_code}/merchant"))
    }
    /// A customer's wallet.
    pub(crate) fn wallet(msisdn: &str) -> Self {
        Self(msisdn.to_owned())
    }
    /// Its written name.
    pub(crate) fn name(&self) -> &str {
        &self.0
    }
    /// An account by its written name.
    pub(crate) fn named(name: &str) -> Self {
        Self(name.to_owned())
    }
    /// What Safaricom took in fees.
    pub(crate) fn fees() -> Self {
        Self("safaricom/fees".to_owned())
    }
    /// Where all money first came from.
    pub(crate) fn outside() -> Self {
        Self("outside".to_owned())
    }
}

/// One balanced movement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Unix milliseconds.
    pub(crate) at_ms: u64,
    /// The receipt it belongs to; empty for opening balances.
    pub(crate) receipt: String,
    /// What moved it.
    pub(crate) what: String,
    /// Account and cents; together nothing.
    pub(crate) postings: Vec<(Account, i64)>,
}

/// The book.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ledger {
    balances: BTreeMap<Account, i64>,
    entries: Vec<Entry>,
    /// How many of them the state file has.
    written: usize,
}

impl Ledger {
    /// What the account holds, in cents.
    pub(crate) fn balance(&self, account: &Account) -> i64 {
        self.balances.get(account).copied().unwrap_or(0)
    }

    /// Whether the account was ever used.
    pub(crate) fn knows(&self, account: &Account) -> bool {
        self.balances.contains_key(account)
    }

    /// Books one movement.
    ///
    /// # Errors
    /// The sum, when the postings don't add up to nothing; then nothing is booked.
    pub(crate) fn book(&mut self, entry: Entry) -> Result<(), i64> {
        let sum: i64 = entry.postings.iter().map(|(_, cents)| cents).sum();
        if sum != 0 {
            return Err(sum);
        }
        self.enter(entry);
        Ok(())
    }

    fn enter(&mut self, entry: Entry) {
        for (account, cents) in &entry.postings {
            *self.balances.entry(account.clone()).or_insert(0) += cents;
        }
        self.entries.push(entry);
    }

    /// The entries since this was asked last, or all of them.
    pub(crate) fn changes(&mut self, whole: bool) -> Vec<Entry> {
        let from = if whole { 0 } else { self.written };
        self.written = self.entries.len();
        self.entries.get(from..).unwrap_or_default().to_vec()
    }

    /// Enters again what was written.
    pub(crate) fn apply(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            self.enter(entry);
        }
        self.written = self.entries.len();
    }

    /// Moves cents from one account to another.
    pub(crate) fn transfer(
        &mut self,
        at_ms: u64,
        receipt: &str,
        what: &str,
        (from, to, cents): (Account, Account, i64),
    ) {
        self.book(Entry {
            at_ms,
            receipt: receipt.to_owned(),
            what: what.to_owned(),
            postings: vec![(from, -cents), (to, cents)],
        })
        .expect("a transfer takes what it gives");
    }

    /// Every movement, oldest first.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every account with its cents.
    pub(crate) fn balances(&self) -> &BTreeMap<Account, i64> {
        &self.balances
    }

    /// Adds everything up again.
    ///
    /// # Errors
    /// A sentence that says what doesn't agree.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut again: BTreeMap<&Account, i64> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let sum: i64 = entry.postings.iter().map(|(_, cents)| cents).sum();
            if sum != 0 {
                return Err(format!("entry {at} ({}) leaves {sum} cents", entry.what));
            }
            for (account, cents) in &entry.postings {
                *again.entry(account).or_insert(0) += cents;
            }
        }
        for (account, cents) in &self.balances {
            let booked = again.get(account).copied().unwrap_or(0);
            if booked != *cents {
                return Err(format!("{} holds {cents}, booked {booked}", account.0));
            }
        }
        match self.balances.values().sum::<i64>() {
            0 => Ok(()),
            rest => Err(format!("all accounts together hold {rest} cents")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_makes_money_is_refused_and_not_booked() {
        let mut ledger = Ledger::default();
        ledger.transfer(
            1,
            "",
            "opening",
            (Account::outside(), Account::utility("600111"), 500),
        );
        let unfair = Entry {
            at_ms: 2,
            receipt: String::new(),
            what: "unfair".to_owned(),
            postings: vec![(Account::utility("600111"), 1)],
        };
        assert_eq!(ledger.book(unfair), Err(1));
        assert_eq!(ledger.balance(&Account::utility("600111")), 500);
        assert_eq!(ledger.balance(&Account::outside()), -500);
        assert_eq!(ledger.check(), Ok(()));
    }

    #[test]
    fn a_balance_that_was_changed_behind_the_entries_is_found() {
        let mut ledger = Ledger::default();
        ledger.transfer(1, "", "opening", (Account::outside(), Account::fees(), 5));
        ledger.balances.insert(Account::fees(), 6);
        assert!(ledger.check().unwrap_err().contains("safaricom/fees"));
    }
}
