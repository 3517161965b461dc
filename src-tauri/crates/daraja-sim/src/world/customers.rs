//! Customers' wallets: any valid number has one, with the limits of `daraja-api.md` section 15.

use super::World;
use super::dice::Dice;
use super::kept::Kept;
use super::ledger::Account;
use super::times;
use crate::outcome::code::{self, Known};

/// Most a wallet may hold, in cents.
pub(crate) const WALLET_CENTS_MAX: i64 = 50_000_000;
/// Most a customer may move in a day, in cents.
pub(crate) const DAY_CENTS_MAX: i64 = 50_000_000;
/// Most one transaction may move, in cents.
pub(crate) const TRANSACTION_CENTS_MAX: i64 = 25_000_000;
/// Least a B2C payment may move, in cents.
pub(crate) const B2C_CENTS_MIN: i64 = 1_000;

/// What each customer moved on their last day of use.
#[derive(Debug, Default, Clone)]
pub(crate) struct Customers {
    pub(super) today: Kept<String, (u64, i64)>,
}

impl World {
    /// The customer's wallet; opened with some invented money when it is first touched.
    pub(crate) fn wallet(&mut self, msisdn: &str) -> Account {
        let wallet = Account::wallet(msisdn);
        if !self.ledger.knows(&wallet) {
            let mut dice = Dice::of(self.seed, &format!("wallet {msisdn}"));
            let shillings = i64::try_from(dice.between(500, 60_000)).unwrap_or(500);
            let opening = (Account::outside(), wallet.clone(), shillings * 100);
            self.ledger.transfer(self.now_ms, "", "opening", opening);
        }
        wallet
    }

    /// Whether the customer can take this much now.
    ///
    /// # Errors
    /// The limit that it would break: 3, 8 or 4.
    pub(crate) fn may_receive(&mut self, msisdn: &str, cents: i64) -> Result<(), Known> {
        let wallet = self.wallet(msisdn);
        if cents > TRANSACTION_CENTS_MAX {
            return Err(code::ABOVE_MAXIMUM);
        }
        if self.ledger.balance(&wallet) + cents > WALLET_CENTS_MAX {
            return Err(code::BALANCE_LIMIT);
        }
        if self.moved_today(msisdn) + cents > DAY_CENTS_MAX {
            return Err(code::DAY_LIMIT);
        }
        Ok(())
    }

    /// Counts an amount against the customer's day.
    pub(crate) fn count_for_day(&mut self, msisdn: &str, cents: i64) {
        let moved = self.moved_today(msisdn) + cents;
        let day = times::day_number(self.now_ms);
        self.customers.today.insert(msisdn.to_owned(), (day, moved));
    }

    /// Cents the customer moved today.
    pub(crate) fn moved_today(&self, msisdn: &str) -> i64 {
        let today = times::day_number(self.now_ms);
        match self.customers.today.map().get(msisdn) {
            Some((day, cents)) if *day == today => *cents,
            _ => 0,
        }
    }
}
