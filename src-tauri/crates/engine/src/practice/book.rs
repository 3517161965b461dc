//! The utility account's book: mints receipts, takes rows in, puts them into posting order, adds
//! charges and sweeps, and keeps the running balance.

use std::collections::BTreeMap;

use domain::{Eat, LineClass, Receipt, Status};

use super::calendar::before;
use super::dice::{Dice, Topic};
use super::legs::{Channel, Leg, Text, Truth};
use super::oddity::Oddity;
use super::people::Person;
use super::tariff;

/// How many receipts one day's prefix can carry: seven characters in base 36.
const OPAQUE_COUNT: u128 = 78_364_164_096;
/// Scatters consecutive numbers over the opaque part; no factor in common with 36.
const SCATTER: u128 = 30_517_578_125;

/// Rows and receipts while the sample is being made.
pub(super) struct Book {
    pub(super) legs: Vec<Leg>,
    minted: u64,
    offset: u128,
    dice: Dice,
}

/// A payment in, before it is a row.
pub(super) struct PayIn {
    pub(super) at: Eat,
    pub(super) payer: Person,
    pub(super) typed: String,
    pub(super) cents: i64,
    pub(super) truth: Truth,
}

/// A book with its balances, oldest row first.
pub(super) struct Posted {
    pub(super) legs: Vec<Leg>,
    pub(super) opening: i64,
    pub(super) closing: i64,
    pub(super) paid_in: i64,
    pub(super) withdrawn: i64,
    /// For each sweep, the receipts of its way on: to the working account, to the bank.
    pub(super) hops: BTreeMap<Receipt, [Receipt; 2]>,
}

impl Book {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            legs: Vec::new(),
            minted: 0,
            offset: u128::from(seed) * 1_000_003,
            dice: Dice::new(seed, Topic::Listing),
        }
    }

    /// A receipt of that moment's day, never given twice.
    pub(super) fn mint(&mut self, initiated: Eat) -> Receipt {
        self.minted += 1;
        let mut left = (u128::from(self.minted) * SCATTER + self.offset) % OPAQUE_COUNT;
        let mut opaque = [0_u8; 7];
        for place in opaque.iter_mut().rev() {
            let digit = u8::try_from(left % 36).unwrap_or(0);
            *place = if digit < 10 {
                b'0' + digit
            } else {
                b'A' + (digit - 10)
            };
            left /= 36;
        }
        let prefix = Receipt::date_prefix(initiated.day()).expect("samples lie before 2032");
        let text: String = prefix.chars().chain(opaque.map(char::from)).collect();
        text.parse().expect("ten letters and digits are a receipt")
    }

    /// Rows so far; also the rank of the next one.
    fn rank(&self) -> u64 {
        // Even, so that a charge fits behind its payment.
        2 * super::dice::size(&self.legs)
    }

    /// Takes a row in.
    pub(super) fn post(&mut self, at: Eat, text: Text, cents: i64, truth: Truth) -> &mut Leg {
        let initiated = before(at, self.dice.between(0, 3));
        self.post_begun(at, initiated, text, cents, truth)
    }

    /// Takes a row in that was begun at another moment.
    pub(super) fn post_begun(
        &mut self,
        at: Eat,
        initiated: Eat,
        text: Text,
        cents: i64,
        truth: Truth,
    ) -> &mut Leg {
        let receipt = self.mint(initiated);
        let rank = self.rank();
        self.legs.push(Leg {
            completed: at,
            initiated,
            rank,
            receipt,
            text,
            status: Status::Completed,
            amount: cents,
            balance: 0,
            party: None,
            typed: None,
            linked: None,
            truth,
        });
        self.legs.last_mut().expect("one was just added")
    }

    /// Takes a payment in by the channels a person uses, phone and name visible.
    pub(super) fn pay_in(&mut self, payment: PayIn) -> Receipt {
        let channel = self.dice.weighted(&[
            (Channel::Menu, 46),
            (Channel::App, 42),
            (Channel::MenuOverdraft, 4),
            (Channel::AppOverdraft, 4),
            (Channel::Standing, 2),
            (Channel::SmallBusiness, 2),
        ]);
        self.pay_in_by(channel, payment)
    }

    /// The same by any channel, a bank's paybill among them.
    pub(super) fn pay_in_any(&mut self, payment: PayIn) -> Receipt {
        match self.dice.below(40) {
            0 => self.pay_in_by(Channel::Bank, payment),
            1 => self.pay_in_by(Channel::Web, payment),
            _ => self.pay_in(payment),
        }
    }

    fn pay_in_by(&mut self, channel: Channel, payment: PayIn) -> Receipt {
        let leg = self.post(
            payment.at,
            Text::PayIn(channel),
            payment.cents,
            payment.truth,
        );
        leg.party = Some(payment.payer);
        leg.typed = Some(payment.typed.into_boxed_str());
        leg.receipt.clone()
    }

    /// Adds charge rows to the largest payments until the book has about `wanted` rows: the business
    /// bears the charge from an amount on, smaller payers bear their own.
    pub(super) fn charge(&mut self, wanted: usize) {
        let bears = |leg: &Leg| matches!(leg.text, Text::PayIn(_)) && leg.moved_money();
        let mut sizes: Vec<i64> = self
            .legs
            .iter()
            .filter(|leg| bears(leg))
            .map(|leg| leg.amount)
            .collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let missing = wanted.saturating_sub(self.legs.len());
        let Some(last) = missing
            .checked_sub(1)
            .map(|n| n.min(sizes.len().saturating_sub(1)))
        else {
            return;
        };
        let Some(from) = sizes.get(last).copied() else {
            return;
        };
        let mut left = missing;
        let mut charges = Vec::with_capacity(missing);
        for leg in self
            .legs
            .iter()
            .filter(|leg| bears(leg) && leg.amount >= from)
        {
            let Text::PayIn(channel) = leg.text else {
                continue;
            };
            if left == 0 {
                break;
            }
            left -= 1;
            let cents = -tariff::pay_in_charge(leg.amount);
            charges.push(charge_of(
                leg,
                Text::PayInCharge(channel),
                cents,
                Oddity::Charge,
            ));
        }
        self.legs.append(&mut charges);
    }

    /// Adds the charge of the row taken in last, a payout.
    pub(super) fn charge_payout(&mut self) {
        let Some(payout) = self.legs.last() else {
            return;
        };
        let cents = -tariff::payout_charge(-payout.amount);
        let charge = charge_of(payout, Text::PayoutCharge, cents, Oddity::PayoutCharge);
        self.legs.push(charge);
    }

    /// Puts the rows into order and works out sweeps and balances. A sweep leaves `floor` behind;
    /// where there is less, it does not happen.
    pub(super) fn posted(mut self, opening: i64, floor: i64) -> Posted {
        self.legs.sort_by_key(|leg| (leg.completed, leg.rank));
        let (mut balance, mut paid_in, mut withdrawn) = (opening, 0, 0);
        let mut hops = BTreeMap::new();
        let mut legs = Vec::with_capacity(self.legs.len());
        for mut leg in std::mem::take(&mut self.legs) {
            if leg.text == Text::Sweep {
                leg.amount = (floor - balance).min(0);
                if leg.amount == 0 {
                    continue;
                }
                let on = [self.mint(leg.completed), self.mint(leg.completed)];
                hops.insert(leg.receipt.clone(), on);
            }
            if leg.moved_money() {
                balance += leg.amount;
                paid_in += leg.amount.max(0);
                withdrawn += leg.amount.min(0);
            }
            leg.balance = balance;
            legs.push(leg);
        }
        Posted {
            legs,
            opening,
            closing: balance,
            paid_in,
            withdrawn,
            hops,
        }
    }
}

fn charge_of(leg: &Leg, text: Text, cents: i64, oddity: Oddity) -> Leg {
    let mut truth = Truth::new(oddity, LineClass::Fee);
    truth.related = Some(leg.receipt.clone());
    Leg {
        completed: leg.completed,
        initiated: leg.initiated,
        rank: leg.rank + 1,
        receipt: leg.receipt.clone(),
        text,
        status: Status::Completed,
        amount: cents,
        balance: 0,
        party: None,
        typed: None,
        linked: None,
        truth,
    }
}
