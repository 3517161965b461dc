//! Stories of entries that the ledger believes paid, and of payments that were sent back.

use domain::{Eat, LineClass, Receipt};

use super::SHILLING;
use super::calendar::{at, plus};
use super::legs::{Text, Truth};
use super::oddity::Oddity;
use super::stories::Desk;

const DAY_SECONDS: i64 = 86_400;
/// Days of the period left after a payment that is sent back.
const ROOM_DAYS: i64 = 4;

impl Desk {
    pub(super) fn booked(&mut self, at: usize) {
        let payment = self.whole(at, Oddity::Booked);
        let receipt = self.book.pay_in(payment);
        self.hold(at, receipt);
    }

    /// The ledger's amount and the statement's differ, one way or the other.
    pub(super) fn booked_other_amount(&mut self, at: usize) {
        let amount = self.entry(at).amount;
        let slip = self
            .dice
            .pick(&[9 * SHILLING, 90 * SHILLING, 900 * SHILLING]);
        let less = self.dice.chance(500);
        let mut payment = self.whole(at, Oddity::BookedOtherAmount);
        payment.cents = if less { amount - slip } else { amount + slip };
        payment.truth.pays = vec![(at, payment.cents.min(amount))];
        if !less {
            payment.truth.class = LineClass::Part;
            payment.truth.credit_for = Some(at);
        }
        let receipt = self.book.pay_in(payment);
        self.hold(at, receipt);
    }

    pub(super) fn booked_missing(&mut self, at: usize) {
        let when = self.moment(at, 0);
        let receipt = self.book.mint(when);
        self.hold(at, receipt);
    }

    /// The ledger holds the entry as paid under a receipt.
    pub(super) fn hold(&mut self, at: usize, receipt: Receipt) {
        let entry = self.entry_mut(at);
        entry.paid = entry.amount;
        entry.receipt = Some(receipt);
    }

    /// Sent back within hours, and paid again the next days.
    pub(super) fn reversed(&mut self, at: usize) {
        let (first, when) = self.sent_back(at, Oddity::Reversed);
        let pause = self.dice.between(1_200, 9_000);
        let back = self.period.later(when, pause).min(Eat::end_of(when.day()));
        self.reverse(
            at,
            first,
            (back, back),
            Oddity::Reversed,
            self.entry(at).open(),
        );
        let pause = self.dice.between(DAY_SECONDS, 2 * DAY_SECONDS);
        let again = self.period.later(back, pause);
        let open = self.entry(at).open();
        let truth = Truth::pays(Oddity::Reversed, LineClass::Matched, vec![(at, open)]);
        let payment = self.by_reference(at, again, open, truth);
        self.book.pay_in(payment);
    }

    /// Asked for in the evening, completed after midnight; not paid again.
    pub(super) fn reversed_next_day(&mut self, entry: usize) {
        let (first, when) = self.sent_back(entry, Oddity::ReversedNextDay);
        let asked = at(when.day(), 23, self.dice.between(2_400, 3_599)).max(when);
        let done = at(plus(when.day(), 1), 0, self.dice.between(300, 30_000));
        let open = self.entry(entry).open();
        self.reverse(entry, first, (asked, done), Oddity::ReversedNextDay, open);
    }

    /// Too much was paid; the surplus goes back two days later.
    pub(super) fn partly_reversed(&mut self, at: usize) {
        let extra = self
            .dice
            .pick(&[500 * SHILLING, 1_000 * SHILLING, 1_500 * SHILLING]);
        let when = self.moment(at, ROOM_DAYS);
        let open = self.entry(at).open();
        let oddity = Oddity::PartlyReversed;
        let truth = Truth::pays(oddity, LineClass::Matched, vec![(at, open)]);
        let payment = self.by_reference(at, when, open + extra, truth);
        let first = self.book.pay_in(payment);
        let back = self.period.later(when, 2 * DAY_SECONDS);
        self.reverse(at, first, (back, back), oddity, extra);
    }

    /// A payment in full that does not stay.
    fn sent_back(&mut self, at: usize, oddity: Oddity) -> (Receipt, Eat) {
        let when = self.moment(at, ROOM_DAYS);
        let open = self.entry(at).open();
        let payment = self.by_reference(at, when, open, Truth::new(oddity, LineClass::Reversed));
        (self.book.pay_in(payment), when)
    }

    /// The row that sends it back: a receipt of its own, the original's in its link.
    fn reverse(
        &mut self,
        at: usize,
        original: Receipt,
        (asked, done): (Eat, Eat),
        oddity: Oddity,
        cents: i64,
    ) {
        let payer = self.payer(at);
        let mut truth = Truth::new(oddity, LineClass::Reversed);
        truth.related = Some(original.clone());
        let leg = self
            .book
            .post_begun(done, asked, Text::Reversal, -cents, truth);
        leg.party = Some(payer);
        leg.linked = Some(original);
    }
}
