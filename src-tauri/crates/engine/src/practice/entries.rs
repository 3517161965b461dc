//! The ledger of the sample before anybody has paid: who owes what, from when, until when.

use chrono::Datelike;
use domain::{Day, Direction, Receipt};

use super::Scale;
use super::calendar::{Period, plus};
use super::customers::{Habit, Party, customers, payees};
use super::dice::{Dice, Topic};
use super::oddity::Oddity;

/// An entry: what the ledger holds of it.
pub(super) struct Entry {
    pub(super) direction: Direction,
    /// Position among the customers, or among the payees.
    pub(super) party: usize,
    /// `INV-20433` from 20433.
    pub(super) number: u32,
    /// Cents.
    pub(super) amount: i64,
    /// Cents that the ledger holds as paid.
    pub(super) paid: i64,
    pub(super) date: Day,
    pub(super) due: Day,
    pub(super) what: What,
    pub(super) receipt: Option<Receipt>,
    pub(super) oddity: Oddity,
}

/// What an entry is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Rent,
    Order,
    Delivery,
}

impl Entry {
    /// Cents still open by the ledger's own account.
    pub(super) fn open(&self) -> i64 {
        self.amount - self.paid
    }
}

/// Customers, payees, and the entries of both in the order of their dates.
pub(super) struct Books {
    pub(super) customers: Vec<Party>,
    pub(super) payees: Vec<Party>,
    pub(super) entries: Vec<Entry>,
    pub(super) numbers: super::typed::Numbers,
}

/// Nine of a hundred entries are owed by the business.
const PAYABLE_PERCENT: u32 = 9;
/// The day of the month by which rents are due.
pub(super) const RENT_DUE: u32 = 5;
/// Entries dated in the last days of the period are left unpaid.
pub(super) const LAST_DAYS: i64 = 6;

/// Writes every entry.
pub(super) fn write(seed: u64, scale: &Scale) -> Books {
    let period = scale.period();
    let payables = (scale.entries * PAYABLE_PERCENT / 100).max(6);
    let receivables = scale.entries.saturating_sub(payables);
    let mut customers = customers(seed, scale, receivables);
    let mut payees = payees(seed, payables);
    let mut dice = Dice::new(seed, Topic::Invoices);
    let mut entries = invoices(&customers, period, receivables, &mut dice);
    entries.extend(bills(&payees, period, payables, &mut dice));
    entries.sort_by_key(|entry| (entry.date, entry.due, entry.direction, entry.party));
    let numbers = super::typed::Numbers::of(scale.entries);
    let mut next = [numbers.first, 3_001];
    for (position, entry) in entries.iter_mut().enumerate() {
        let [invoice, bill] = &mut next;
        let (owner, counter) = match entry.direction {
            Direction::Receivable => (customers.get_mut(entry.party), invoice),
            Direction::Payable => (payees.get_mut(entry.party), bill),
        };
        entry.number = *counter;
        *counter += 1;
        owner
            .expect("every entry has its party")
            .entries
            .push(position);
    }
    for party in customers.iter_mut().chain(&mut payees) {
        party
            .entries
            .sort_by_key(|at| entries.get(*at).map(|entry| (entry.due, entry.number)));
    }
    Books {
        customers,
        payees,
        entries,
        numbers,
    }
}

/// Rents by month first, customer by customer; then orders and early bills until there are enough.
fn invoices(customers: &[Party], period: Period, count: u32, dice: &mut Dice) -> Vec<Entry> {
    let count = usize::try_from(count).unwrap_or(0);
    let mut out = Vec::with_capacity(count);
    let mut seen: Vec<Vec<i64>> = customers.iter().map(|_| Vec::new()).collect();
    for ((party, customer), seen) in customers.iter().enumerate().zip(&mut seen) {
        for due in period.each_month(RENT_DUE) {
            let amount = distinct(seen, || month(customer, dice));
            out.push(entry(
                Direction::Receivable,
                party,
                amount,
                plus(due, -10),
                due,
                What::Rent,
            ));
        }
    }
    out.truncate(count);
    let next = (period.last.day() >= 10).then(|| plus(period.last, i64::from(RENT_DUE)));
    let buyers: Vec<_> = customers
        .iter()
        .enumerate()
        .filter(|(_, party)| matches!(party.habit, Habit::Reference | Habit::Nameless))
        .collect();
    // An eighth of what is left are next month's rents, sent early.
    let early = count.saturating_sub(out.len()) / 8;
    for (party, customer) in customers.iter().enumerate().take(early) {
        let Some(next) = next else { break };
        let date = plus(period.last, -dice.between(0, LAST_DAYS - 1));
        out.push(entry(
            Direction::Receivable,
            party,
            customer.rent,
            date,
            next,
            What::Rent,
        ));
    }
    let mut turn = 0;
    while out.len() < count && !buyers.is_empty() {
        let (party, customer) = *buyers.get(turn % buyers.len()).expect("below its length");
        turn += 1;
        let date = period.any_day(dice);
        let mut none = Vec::new();
        let seen = seen.get_mut(party).unwrap_or(&mut none);
        let amount = distinct(seen, || order(customer, turn, dice));
        let due = plus(date, 14);
        out.push(entry(
            Direction::Receivable,
            party,
            amount,
            date,
            due,
            What::Order,
        ));
    }
    out
}

/// Owed to riders and suppliers, due on a Friday of the period.
fn bills(payees: &[Party], period: Period, count: u32, dice: &mut Dice) -> Vec<Entry> {
    let fridays = period.fridays();
    let mut out = Vec::new();
    let mut seen: Vec<Vec<i64>> = payees.iter().map(|_| Vec::new()).collect();
    for n in 0..usize::try_from(count).unwrap_or(0) {
        let party = n % payees.len().max(1);
        let round = n / payees.len().max(1);
        let Some(due) = fridays.get((round * 2 + party) % fridays.len().max(1)) else {
            break;
        };
        let mut none = Vec::new();
        let amounts = seen.get_mut(party).unwrap_or(&mut none);
        let amount = distinct(amounts, || dice.between(450, 9_500) * 100);
        let date = plus(*due, -dice.between(1, 4));
        out.push(entry(
            Direction::Payable,
            party,
            amount,
            date,
            *due,
            What::Delivery,
        ));
    }
    out
}

fn entry(
    direction: Direction,
    party: usize,
    amount: i64,
    date: Day,
    due: Day,
    what: What,
) -> Entry {
    Entry {
        direction,
        party,
        number: 0,
        amount,
        paid: 0,
        date,
        due,
        what,
        receipt: None,
        oddity: Oddity::Overdue,
    }
}

/// A month's rent; with a water bill, which differs by month, unless the account alone must tell.
fn month(customer: &Party, dice: &mut Dice) -> i64 {
    match customer.habit {
        Habit::Reference | Habit::Nameless => {
            let cents = if dice.chance(60) { 50 } else { 0 };
            customer.rent + dice.between(18, 240) * 1_000 + cents
        }
        Habit::Account | Habit::Number | Habit::Twin => customer.rent,
    }
}

/// An order from the market. Its last digits tell it from the customer's other amounts.
fn order(customer: &Party, turn: usize, dice: &mut Dice) -> i64 {
    let tail = i64::try_from(turn % 9).unwrap_or(0) + 1;
    let amount = dice.between(15, 280) * 10_000 + tail * 100;
    if amount == customer.rent {
        amount + 100
    } else {
        amount
    }
}

/// Draws until the amount is not among those seen, a bounded number of times.
fn distinct(seen: &mut Vec<i64>, mut draw: impl FnMut() -> i64) -> i64 {
    let mut amount = draw();
    for _ in 0..20 {
        if !seen.contains(&amount) {
            break;
        }
        amount = draw();
    }
    seen.push(amount);
    amount
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_has_the_size_asked_for_and_dates_in_order() {
        let books = write(1, &Scale::default());
        assert_eq!(books.entries.len(), 1_800);
        assert!(books.entries.is_sorted_by_key(|entry| entry.date));
        assert!(
            books
                .entries
                .iter()
                .all(|entry| entry.amount > 0 && entry.due >= entry.date)
        );
        let payable = |entry: &&Entry| entry.direction == Direction::Payable;
        assert_eq!(books.entries.iter().filter(payable).count(), 162);
    }

    #[test]
    fn amounts_of_a_customer_who_types_nothing_differ() {
        let books = write(1, &Scale::default());
        for party in books
            .customers
            .iter()
            .filter(|party| party.habit == Habit::Nameless)
        {
            let mut amounts: Vec<_> = party
                .entries
                .iter()
                .map(|at| books.entries[*at].amount)
                .collect();
            let all = amounts.len();
            amounts.sort_unstable();
            amounts.dedup();
            assert_eq!(amounts.len(), all, "{}", party.code);
        }
    }
}
