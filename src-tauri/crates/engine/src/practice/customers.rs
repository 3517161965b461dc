//! Who the business deals with: tenants, stall holders, members and riders, and how each pays.

use super::Scale;
use super::dice::{Dice, Topic, size};
use super::people::Person;

/// How a customer tells what a payment is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Habit {
    /// Types the invoice's reference.
    Reference,
    /// Types the unit.
    Account,
    /// Types a numeric account, often without its leading zeros.
    Number,
    /// Types nothing, or a word.
    Nameless,
    /// Rents two units of equal rent, and once types nothing. Both units are customers; they follow
    /// each other.
    Twin,
}

/// A customer, or a payee.
pub(super) struct Party {
    pub(super) person: Person,
    /// Unit or account, as the ledger prints it.
    pub(super) code: String,
    pub(super) habit: Habit,
    /// Cents a month.
    pub(super) rent: i64,
    /// Position of each of its entries, oldest due first.
    pub(super) entries: Vec<usize>,
}

/// How many customers of each habit there are, and how many payments go without a name.
pub(super) struct Mix {
    pub(super) nameless: u32,
    pub(super) pairs: u32,
    pub(super) several: u32,
    pub(super) typos: u32,
    pub(super) prefix_left_out: u32,
    pub(super) payees_known: u32,
}

impl Mix {
    /// Shares out the lines that need a score among their oddities; at least two of each.
    pub(super) fn of(scale: &Scale) -> Self {
        let wanted = u64::from(scale.lines) * u64::from(scale.share_needing_score.min(40));
        let share = |percent: u64| u32::try_from((wanted * percent / 10_000).max(2)).unwrap_or(2);
        Self {
            nameless: (share(30) / 3).max(2),
            pairs: share(4),
            several: share(6),
            typos: share(35),
            prefix_left_out: share(15),
            payees_known: share(10),
        }
    }
}

/// Entries that a customer has on average: three months, an order now and then, next month early.
const ENTRIES_EACH_TENTHS: u32 = 36;

/// The customers of a sample, in the order of their codes' numbers.
pub(super) fn customers(seed: u64, scale: &Scale, receivables: u32) -> Vec<Party> {
    let mut dice = Dice::new(seed, Topic::Customers);
    let mix = Mix::of(scale);
    let count = (receivables * 10 / ENTRIES_EACH_TENTHS).max(40);
    let mut habits = Vec::new();
    let mut add = |habit, times: u32| {
        for _ in 0..times {
            habits.push(habit);
        }
    };
    add(Habit::Nameless, mix.nameless.min(count / 3));
    add(Habit::Number, (count / 10).max(3));
    add(Habit::Account, count / 6);
    let pairs = mix.pairs.min(count / 10);
    let others = size(&habits) + 2 * u64::from(pairs);
    for _ in others..u64::from(count) {
        habits.push(Habit::Reference);
    }
    dice.shuffle(&mut habits);
    let total = size(&habits) + 2 * u64::from(pairs);
    let width = total.to_string().len().max(3);
    let mut found: Vec<Party> = Vec::with_capacity(habits.len());
    for habit in habits {
        let (person, rent) = (Person::invent(&mut dice), rent(habit, &mut dice));
        found.push(party(found.len() + 1, width, habit, person, rent));
    }
    for _ in 0..pairs {
        let (person, rent) = (Person::invent(&mut dice), rent(Habit::Twin, &mut dice));
        found.push(party(found.len() + 1, width, Habit::Twin, person, rent));
        found.push(party(found.len() + 1, width, Habit::Twin, person, rent));
    }
    found
}

fn party(number: usize, width: usize, habit: Habit, person: Person, rent: i64) -> Party {
    let code = match (habit, rent) {
        (Habit::Number, _) => format!("{number:0wide$}", wide = width + 1),
        (_, ..1_000_000) => format!("STALL-{number:0width$}"),
        _ => format!("HSE-{number:0width$}"),
    };
    Party {
        person,
        code,
        habit,
        rent,
        entries: Vec::new(),
    }
}

/// Cents a month: stalls below ten thousand shillings, houses from there.
fn rent(habit: Habit, dice: &mut Dice) -> i64 {
    if habit == Habit::Number || dice.chance(400) {
        dice.between(5, 19) * 50_000
    } else {
        dice.between(20, 90) * 50_000
    }
}

/// Suppliers and riders.
pub(super) fn payees(seed: u64, payables: u32) -> Vec<Party> {
    let mut dice = Dice::new(seed ^ 0x7061_7965, Topic::Customers);
    (0..(payables / 6).max(4))
        .map(|index| Party {
            person: Person::invent(&mut dice),
            code: format!("RDR-{:03}", index + 1),
            habit: Habit::Nameless,
            rent: 0,
            entries: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_pairs_are_one_person() {
        let parties = customers(1, &Scale::default(), 1_640);
        let codes: BTreeSet<_> = parties.iter().map(|party| &party.code).collect();
        assert_eq!(codes.len(), parties.len());
        let twins: Vec<_> = parties.iter().filter(|p| p.habit == Habit::Twin).collect();
        assert!(twins.len() >= 4 && twins.len() % 2 == 0);
        for pair in twins.chunks(2) {
            assert!(pair[0].person == pair[1].person && pair[0].rent == pair[1].rent);
        }
        for number in parties.iter().filter(|p| p.habit == Habit::Number) {
            assert!(
                number.code.starts_with('0') && !number.code.contains('-'),
                "{}",
                number.code
            );
        }
    }
}
