//! How each story is told in rows: the payment, what came before and after it, and what is true.

use domain::{Eat, LineClass, Status};

use super::SHILLING;
use super::book::{Book, PayIn};
use super::calendar::{Period, busy_moment, plus};
use super::dice::Dice;
use super::entries::{Books, Entry};
use super::legs::Truth;
use super::oddity::Oddity;
use super::people::Person;
use super::typed;

/// Days of the period that stories with a second act leave after the first.
const ROOM_DAYS: i64 = 4;
const DAY_SECONDS: i64 = 86_400;

/// Where the sample is made: the ledger, the statement's book, and chance.
pub(super) struct Desk {
    pub(super) books: Books,
    pub(super) book: Book,
    pub(super) dice: Dice,
    pub(super) period: Period,
}

impl Desk {
    pub(super) fn entry(&self, at: usize) -> &Entry {
        self.books
            .entries
            .get(at)
            .expect("positions come from the ledger itself")
    }

    pub(super) fn entry_mut(&mut self, at: usize) -> &mut Entry {
        self.books
            .entries
            .get_mut(at)
            .expect("positions come from the ledger itself")
    }

    /// Whether a story is dealt to an entry; those of the last days stay unpaid.
    pub(super) fn is_dealt(&mut self, at: usize, last_days: i64) -> bool {
        let early_enough = self.entry(at).date <= plus(self.period.last, -last_days);
        if !early_enough {
            self.entry_mut(at).oddity = Oddity::NotYetDue;
        }
        early_enough
    }

    pub(super) fn payer(&self, at: usize) -> Person {
        let party = self.entry(at).party;
        self.books
            .customers
            .get(party)
            .expect("invoices have customers")
            .person
    }

    /// A busy moment about the entry's due date, with some days left in the period.
    pub(super) fn moment(&mut self, at: usize, room: i64) -> Eat {
        let (due, issued) = (self.entry(at).due, self.entry(at).date);
        let day = self.period.pay_day(due, issued, room, &mut self.dice);
        busy_moment(day, &mut self.dice)
    }

    /// A payment by the customer with the reference as printed.
    pub(super) fn by_reference(&mut self, at: usize, when: Eat, cents: i64, truth: Truth) -> PayIn {
        let typed = typed::reference(self.entry(at).number);
        PayIn {
            at: when,
            payer: self.payer(at),
            typed,
            cents,
            truth,
        }
    }

    /// Tells the story of one invoice.
    pub(super) fn story(&mut self, at: usize, card: Oddity) {
        self.entry_mut(at).oddity = card;
        match card {
            Oddity::Overdue => self.unpaid(at),
            Oddity::Loose => self.loose(at),
            Oddity::Relative => self.relative(at),
            Oddity::Instalments => self.instalments(at),
            Oddity::OverPaid => self.over_paid(at),
            Oddity::UnderPaid => self.under_paid(at),
            Oddity::PaidTwice => self.paid_twice(at),
            Oddity::Typo => self.typo(at),
            Oddity::PrefixLeftOut => self.prefix_left_out(at),
            Oddity::Reversed => self.reversed(at),
            Oddity::ReversedNextDay => self.reversed_next_day(at),
            Oddity::PartlyReversed => self.partly_reversed(at),
            Oddity::FailedFirst => self.failed_first(at),
            Oddity::Booked => self.booked(at),
            Oddity::BookedOtherAmount => self.booked_other_amount(at),
            Oddity::BookedMissing => self.booked_missing(at),
            _ => self.exact(at),
        }
    }

    pub(super) fn exact(&mut self, at: usize) {
        // One in forty was paid in part before, in cash: only the rest is open.
        if self.dice.chance(25) {
            let entry = self.entry_mut(at);
            entry.paid = entry.amount / (300 * SHILLING) * 100 * SHILLING;
        }
        let payment = self.whole(at, Oddity::Exact);
        self.book.pay_in_any(payment);
    }

    /// A payment of all that is open.
    pub(super) fn whole(&mut self, at: usize, oddity: Oddity) -> PayIn {
        let when = self.moment(at, 0);
        let open = self.entry(at).open();
        let truth = Truth::pays(oddity, LineClass::Matched, vec![(at, open)]);
        self.by_reference(at, when, open, truth)
    }

    fn unpaid(&mut self, at: usize) {
        if self.entry(at).due > self.period.last {
            self.entry_mut(at).oddity = Oddity::NotYetDue;
        }
    }

    fn loose(&mut self, at: usize) {
        let number = self.entry(at).number;
        let typed = typed::loose_reference(number, &mut self.dice);
        let payment = PayIn {
            typed,
            ..self.whole(at, Oddity::Loose)
        };
        self.book.pay_in_any(payment);
    }

    fn relative(&mut self, at: usize) {
        let payer = Person::invent(&mut self.dice);
        let payment = PayIn {
            payer,
            ..self.whole(at, Oddity::Relative)
        };
        self.book.pay_in(payment);
    }

    /// Two to four parts, in whole hundreds but for the last.
    fn instalments(&mut self, at: usize) {
        let parts = self.dice.between(2, 4);
        let mut when = self.moment(at, ROOM_DAYS);
        let mut open = self.entry(at).open();
        for left in (1..=parts).rev() {
            let cents = if left == 1 {
                open
            } else {
                (open / left / (100 * SHILLING)).max(1) * 100 * SHILLING
            };
            open -= cents;
            let truth = Truth::pays(Oddity::Instalments, LineClass::Matched, vec![(at, cents)]);
            let payment = self.by_reference(at, when, cents, truth);
            self.book.pay_in(payment);
            let pause = self.dice.between(DAY_SECONDS, 6 * DAY_SECONDS);
            when = self.period.later(when, pause);
        }
    }

    fn over_paid(&mut self, at: usize) {
        let extra = self.dice.pick(&[
            50 * SHILLING,
            100 * SHILLING,
            200 * SHILLING,
            500 * SHILLING,
            1_000 * SHILLING,
        ]);
        let mut payment = self.whole(at, Oddity::OverPaid);
        payment.cents += extra;
        payment.truth.class = LineClass::Part;
        payment.truth.credit_for = Some(at);
        self.book.pay_in(payment);
    }

    /// Short by a charge, a coin, or what was not in the purse.
    fn under_paid(&mut self, at: usize) {
        let short = self.dice.pick(&[
            SHILLING,
            34 * SHILLING,
            50 * SHILLING,
            57 * SHILLING,
            200 * SHILLING,
            500 * SHILLING,
            1_000 * SHILLING,
        ]);
        let mut payment = self.whole(at, Oddity::UnderPaid);
        payment.cents -= short;
        payment.truth.pays = vec![(at, payment.cents)];
        self.book.pay_in(payment);
    }

    fn paid_twice(&mut self, at: usize) {
        let when = self.moment(at, ROOM_DAYS);
        let open = self.entry(at).open();
        let truth = Truth::pays(Oddity::PaidTwice, LineClass::Matched, vec![(at, open)]);
        let payment = self.by_reference(at, when, open, truth);
        let first = self.book.pay_in(payment);
        let pause = match self.dice.chance(500) {
            true => self.dice.between(18, 55),
            false => self.dice.between(DAY_SECONDS, 3 * DAY_SECONDS),
        };
        let mut truth = Truth::new(Oddity::PaidTwice, LineClass::Duplicate);
        truth.credit_for = Some(at);
        truth.related = Some(first);
        let again = self.period.later(when, pause);
        let payment = self.by_reference(at, again, open, truth);
        self.book.pay_in(payment);
    }

    fn typo(&mut self, at: usize) {
        let typed = typed::slip(self.entry(at).number, self.books.numbers, &mut self.dice);
        let mut payment = PayIn {
            typed,
            ..self.whole(at, Oddity::Typo)
        };
        payment.truth.class = LineClass::Suggested;
        self.book.pay_in(payment);
    }

    fn prefix_left_out(&mut self, at: usize) {
        let typed = typed::digits_only(self.entry(at).number, &mut self.dice);
        let mut payment = PayIn {
            typed,
            ..self.whole(at, Oddity::PrefixLeftOut)
        };
        payment.truth.class = LineClass::Suggested;
        self.book.pay_in(payment);
    }

    fn failed_first(&mut self, at: usize) {
        let payment = self.whole(at, Oddity::FailedFirst);
        let truth = Truth::new(Oddity::FailedFirst, LineClass::NotCompleted);
        let failed = self.by_reference(at, payment.at, payment.cents, truth);
        let pause = self.dice.between(40, 300);
        let when = self.period.later(payment.at, pause);
        self.failed(failed);
        self.book.pay_in(PayIn {
            at: when,
            ..payment
        });
    }

    /// A payment that did not come about, in one of the words for it.
    pub(super) fn failed(&mut self, payment: PayIn) {
        self.book.pay_in(payment);
        let status = self.dice.weighted(&[
            (Status::Failed, 4),
            (Status::Declined, 3),
            (Status::Cancelled, 2),
            (Status::Expired, 1),
        ]);
        self.book
            .legs
            .last_mut()
            .expect("one was just added")
            .status = status;
    }
}
