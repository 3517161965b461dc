//! Everything in the statement that is no customer's payment: payouts on Fridays and the float for
//! them, nightly sweeps, overdraft, strangers, failed tries, wording nobody knows.

use chrono::{Datelike, Weekday};
use domain::{Direction, Eat, LineClass};

use super::SHILLING;
use super::Scale;
use super::book::PayIn;
use super::calendar::{at, busy_moment, plus};
use super::customers::Mix;
use super::dice::{Dice, Topic, size};
use super::legs::{Channel, Text, Truth};
use super::oddity::Oddity;
use super::people::Person;
use super::stories::Desk;
use super::tariff;
use super::typed;

/// Payouts of a Friday start at four in the afternoon, some seconds apart, and end within four hours.
const PAYOUT_STEP_SECONDS: i64 = 7;
const PAYOUT_SECONDS: i64 = 4 * 3_600;
/// Payables in a hundred that stay unpaid.
const PAYABLE_UNPAID_PERCENT: u64 = 10;
/// Lines in ten thousand that come from strangers, never complete, or have wording nobody knows.
const STRANGERS: u64 = 120;
const NEVER_COMPLETED: u64 = 40;
const UNKNOWN: u64 = 30;
/// Lines for each pair of overdraft rows.
const LINES_PER_ADVANCE: u32 = 800;
/// Wordings that no grammar knows, and whether money comes in.
pub(super) const UNKNOWN_WORDINGS: &[(&str, bool)] = &[
    ("Loyalty Points Conversion", true),
    ("Paybill Migration Adjustment", true),
    ("Merchant Recognition Award", true),
    ("Tariff Review Correction", false),
];

/// Posts all of it.
pub(super) fn post(desk: &mut Desk, seed: u64, scale: &Scale) {
    let mut dice = Dice::new(seed, Topic::Treasury);
    orphan_charge(desk);
    payouts(desk, scale, &mut dice);
    strangers(desk, scale, &mut dice);
    borrowing(desk, scale, &mut dice);
    for day in desk.period.days() {
        if day.weekday() != Weekday::Sun {
            let truth = Truth::new(Oddity::Sweep, LineClass::Transfer);
            desk.book.post(at(day, 23, 547), Text::Sweep, 0, truth);
        }
    }
}

/// The first row: the charge of a payment that completed before the statement begins.
fn orphan_charge(desk: &mut Desk) {
    let first = Eat::start_of(desk.period.first);
    let begun = super::calendar::before(first, 2);
    let text = Text::PayInCharge(Channel::Menu);
    let truth = Truth::new(Oddity::OrphanCharge, LineClass::Fee);
    desk.book.post_begun(
        first,
        begun,
        text,
        -tariff::pay_in_charge(6_500 * SHILLING),
        truth,
    );
}

fn payouts(desk: &mut Desk, scale: &Scale, dice: &mut Dice) {
    let payable = |at: &usize| desk.entry(*at).direction == Direction::Payable;
    let bills: Vec<usize> = (0..desk.books.entries.len()).filter(payable).collect();
    let mut cards = vec![Oddity::PayoutBooked; bills.len()];
    let unpaid = size(&bills) * PAYABLE_UNPAID_PERCENT / 100;
    let known = u64::from(Mix::of(scale).payees_known);
    let special = (0..unpaid.max(1)).map(|_| Oddity::PayableUnpaid);
    let special = special.chain((0..known).map(|_| Oddity::PayeeKnown));
    for (card, oddity) in cards.iter_mut().zip(special) {
        *card = oddity;
    }
    dice.shuffle(&mut cards);
    let mut fridays: Vec<(domain::Day, Vec<(usize, Oddity)>)> = desk
        .period
        .fridays()
        .into_iter()
        .map(|day| (day, Vec::new()))
        .collect();
    for (bill, card) in bills.into_iter().zip(cards) {
        desk.entry_mut(bill).oddity = card;
        let due = desk.entry(bill).due;
        if let Some((_, list)) = fridays.iter_mut().find(|(day, _)| *day == due) {
            list.push((bill, card));
        }
    }
    for (day, list) in fridays {
        let paid: Vec<_> = list
            .into_iter()
            .filter(|(_, card)| *card != Oddity::PayableUnpaid)
            .collect();
        if !paid.is_empty() {
            top_up(desk, day, &paid, dice);
            pay_out(desk, day, &paid);
        }
    }
}

/// Float from the working account, in whole thousands, for a Friday's payouts and their charges.
fn top_up(desk: &mut Desk, day: domain::Day, paid: &[(usize, Oddity)], dice: &mut Dice) {
    let need: i64 = paid
        .iter()
        .map(|(bill, _)| desk.entry(*bill).amount)
        .map(|cents| cents + tariff::payout_charge(cents))
        .sum();
    let whole = (need / (1_000 * SHILLING) + 1) * 1_000 * SHILLING;
    let truth = Truth::new(Oddity::TopUp, LineClass::Transfer);
    let when = at(day, 9, dice.between(0, 6_000));
    desk.book.post(when, Text::TopUp, whole, truth);
}

fn pay_out(desk: &mut Desk, day: domain::Day, paid: &[(usize, Oddity)]) {
    let count = i64::try_from(paid.len()).unwrap_or(i64::MAX);
    for ((bill, card), turn) in paid.iter().zip(0_i64..) {
        let (cents, party) = (desk.entry(*bill).amount, desk.entry(*bill).party);
        let class = match card {
            Oddity::PayeeKnown => LineClass::Suggested,
            _ => LineClass::Matched,
        };
        let when = at(
            day,
            16,
            (turn * PAYOUT_STEP_SECONDS).min(turn * PAYOUT_SECONDS / count),
        );
        let truth = Truth::pays(*card, class, vec![(*bill, cents)]);
        let payee = desk.books.payees.get(party).map(|party| party.person);
        let leg = desk.book.post(when, Text::Payout, -cents, truth);
        leg.party = payee;
        let receipt = leg.receipt.clone();
        desk.book.charge_payout();
        if *card == Oddity::PayoutBooked {
            desk.hold(*bill, receipt);
        }
    }
}

/// Money from people in no book, tries that never complete, and wording that nobody knows.
fn strangers(desk: &mut Desk, scale: &Scale, dice: &mut Dice) {
    let share = |per_ten_thousand: u64| (u64::from(scale.lines) * per_ten_thousand / 10_000).max(4);
    for _ in 0..share(STRANGERS) {
        let truth = Truth::new(Oddity::Stranger, LineClass::Unmatched);
        let payment = stranger(desk, truth, dice);
        desk.book.pay_in(payment);
    }
    for _ in 0..share(NEVER_COMPLETED) {
        let truth = Truth::new(Oddity::NeverCompleted, LineClass::NotCompleted);
        let payment = stranger(desk, truth, dice);
        desk.failed(payment);
    }
    for turn in 0..share(UNKNOWN) {
        let which = usize::try_from(turn).unwrap_or(0) % UNKNOWN_WORDINGS.len();
        let comes_in = UNKNOWN_WORDINGS
            .get(which)
            .is_some_and(|(_, comes_in)| *comes_in);
        let cents = dice.between(3, 900) * 100 + dice.between(0, 9) * 5;
        let when = busy_moment(desk.period.any_day(dice), dice);
        let truth = Truth::new(Oddity::UnknownWording, LineClass::Unmatched);
        let signed = if comes_in { cents } else { -cents };
        desk.book.post(when, Text::Unknown(which), signed, truth);
    }
}

fn stranger(desk: &Desk, truth: Truth, dice: &mut Dice) -> PayIn {
    PayIn {
        at: busy_moment(desk.period.any_day(dice), dice),
        payer: Person::invent(dice),
        typed: typed::strange(dice).to_owned(),
        cents: dice.between(1, 28) * 50 * SHILLING,
        truth,
    }
}

/// Overdraft lent on one day and paid back with a fee some days later.
fn borrowing(desk: &mut Desk, scale: &Scale, dice: &mut Dice) {
    for _ in 0..(scale.lines / LINES_PER_ADVANCE).max(2) {
        let cents = dice.between(4, 20) * 1_000 * SHILLING;
        let lent = desk
            .period
            .any_day(dice)
            .min(plus(desk.period.last, -8))
            .max(desk.period.first);
        let back = plus(lent, dice.between(2, 7)).min(desk.period.last);
        let truth = Truth::new(Oddity::Advance, LineClass::Transfer);
        desk.book.post(
            at(lent, 11, dice.between(0, 3_000)),
            Text::Advance,
            cents,
            truth,
        );
        let truth = Truth::new(Oddity::Repayment, LineClass::Transfer);
        let owed = cents + cents / 100;
        desk.book.post(
            at(back, 16, dice.between(0, 3_000)),
            Text::Repayment,
            -owed,
            truth,
        );
    }
}
