//! Deals the stories out: which invoice is paid how. Stories are dealt from decks with fixed numbers
//! of cards, not drawn one by one, so that every sample of any seed holds every oddity.

use super::Scale;
use super::customers::{Habit, Mix};
use super::dice::{Dice, Topic, size};
use super::entries::LAST_DAYS;
use super::oddity::Oddity;
use super::stories::Desk;

/// Cards in a thousand invoices of customers who type references, and rows that each card makes.
/// What is left is [`Oddity::Exact`].
const SHARES: &[(Oddity, u64, u64)] = &[
    (Oddity::Loose, 150, 1),
    (Oddity::Relative, 80, 1),
    (Oddity::Instalments, 35, 3),
    (Oddity::OverPaid, 20, 1),
    (Oddity::UnderPaid, 30, 1),
    (Oddity::PaidTwice, 15, 2),
    (Oddity::Reversed, 6, 3),
    (Oddity::ReversedNextDay, 4, 2),
    (Oddity::PartlyReversed, 4, 2),
    (Oddity::FailedFirst, 10, 2),
    (Oddity::Booked, 60, 1),
    (Oddity::BookedOtherAmount, 6, 1),
    (Oddity::BookedMissing, 7, 0),
    (Oddity::Overdue, 70, 0),
];

/// Every this many customers who type their unit, one pays two or three months at once.
const MONTHS_AT_ONCE_EVERY: usize = 12;
/// Rows kept free for the charges of payments in, of a hundred.
const CHARGE_ROWS_PERCENT: u64 = 4;

/// Makes the payments of every customer.
pub(super) fn deal(desk: &mut Desk, seed: u64, scale: &Scale) {
    let mut dice = Dice::new(seed, Topic::Deal);
    let mix = Mix::of(scale);
    let mut by_reference = Vec::new();
    let (mut accounts, mut several, mut twin) = (0, 0, None);
    for party in 0..desk.books.customers.len() {
        let Some(customer) = desk.books.customers.get(party) else {
            continue;
        };
        let habit = customer.habit;
        let mut entries = customer.entries.clone();
        entries.retain(|at| desk.is_dealt(*at, LAST_DAYS));
        match habit {
            Habit::Reference => {
                if several < mix.several && entries.len() >= 2 {
                    several += 1;
                    let listed: Vec<_> = entries.drain(..2).collect();
                    desk.several(&listed);
                }
                by_reference.append(&mut entries);
            }
            Habit::Account | Habit::Number => {
                accounts += 1;
                let together = accounts % MONTHS_AT_ONCE_EVERY == 1;
                desk.by_account(party, &entries, together, &mut dice);
            }
            Habit::Nameless => desk.nameless(&entries, &mut dice),
            Habit::Twin => match twin.take() {
                None => twin = Some(entries),
                Some(first) => desk.twins(&first, &entries, &mut dice),
            },
        }
    }
    let mut cards = deck(size(&by_reference), &mix, scale, size(&desk.book.legs));
    dice.shuffle(&mut cards);
    for (entry, card) in by_reference.into_iter().zip(cards) {
        desk.story(entry, card);
    }
}

/// One card for each invoice. `rows` are in the book already; where the rest would make more rows
/// than the scale asks for, plain payments are left out and stay overdue.
fn deck(invoices: u64, mix: &Mix, scale: &Scale, rows: u64) -> Vec<Oddity> {
    let mut cards = Vec::new();
    let mut expected = 0;
    let mut put = |card, count: u64, rows: u64| {
        expected += count * rows;
        cards.extend((0..count).map(|_| card));
    };
    put(Oddity::Typo, u64::from(mix.typos), 1);
    put(Oddity::PrefixLeftOut, u64::from(mix.prefix_left_out), 1);
    for (card, per_mille, rows) in SHARES {
        put(*card, (invoices * per_mille / 1_000).max(2), *rows);
    }
    let left = invoices.saturating_sub(size(&cards));
    let budget = u64::from(scale.lines) * (100 - CHARGE_ROWS_PERCENT) / 100;
    let plain = left.min(budget.saturating_sub(rows + expected));
    cards.extend((0..plain).map(|_| Oddity::Exact));
    cards.extend((plain..left).map(|_| Oddity::Overdue));
    cards
}
