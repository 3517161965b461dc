//! Stories of customers who do not type an invoice: by unit, by numeric account, several at once,
//! by nothing at all.

use domain::LineClass;

use super::SHILLING;
use super::book::PayIn;
use super::customers::Habit;
use super::dice::Dice;
use super::legs::Truth;
use super::oddity::Oddity;
use super::stories::Desk;
use super::typed;

/// Who types the unit splits a rent this often in a thousand.
const SPLIT_PER_MILLE: u64 = 60;
/// Who types no reference leaves the last invoice unpaid this often in a thousand.
const UNPAID_PER_MILLE: u64 = 100;

impl Desk {
    /// One payment that lists two invoices.
    pub(super) fn several(&mut self, entries: &[usize]) {
        let &[first, second] = entries else { return };
        let typed = typed::list(
            self.entry(first).number,
            self.entry(second).number,
            &mut self.dice,
        );
        let when = self.moment(first, 0).max(self.moment(second, 0));
        let pays: Vec<_> = entries
            .iter()
            .map(|at| (*at, self.entry(*at).open()))
            .collect();
        let cents = pays.iter().map(|(_, cents)| cents).sum();
        for at in entries {
            self.entry_mut(*at).oddity = Oddity::SeveralReferences;
        }
        let truth = Truth::pays(Oddity::SeveralReferences, LineClass::Suggested, pays);
        let payer = self.payer(first);
        self.book.pay_in(PayIn {
            at: when,
            payer,
            typed,
            cents,
            truth,
        });
    }

    /// A customer who types the unit or account. Pays in the order of due dates, in full, so that
    /// "oldest due first" is what was meant.
    pub(super) fn by_account(
        &mut self,
        party: usize,
        entries: &[usize],
        together: bool,
        dice: &mut Dice,
    ) {
        let Some(customer) = self.books.customers.get(party) else {
            return;
        };
        let (person, code, habit) = (customer.person, customer.code.clone(), customer.habit);
        let mut entries = entries.to_vec();
        if !together && entries.len() > 1 && dice.chance(UNPAID_PER_MILLE) {
            entries.pop();
        }
        // Always with the zeros or always without, so that each payment is looked up the same way.
        let zeros_lost = habit == Habit::Number && dice.chance(500);
        let mut left = entries.as_slice();
        let mut payments: Vec<(Oddity, Vec<(usize, i64)>)> = Vec::new();
        if together && left.len() >= 2 {
            let count = if dice.chance(500) {
                left.len().min(3)
            } else {
                2
            };
            let (at_once, rest) = left.split_at(count);
            let pays = at_once
                .iter()
                .map(|at| (*at, self.entry(*at).open()))
                .collect();
            payments.push((Oddity::MonthsAtOnce, pays));
            left = rest;
        }
        for at in left {
            let open = self.entry(*at).open();
            if dice.chance(SPLIT_PER_MILLE) {
                let part = open / (200 * SHILLING) * 100 * SHILLING;
                payments.push((Oddity::Instalments, vec![(*at, part)]));
                payments.push((Oddity::Instalments, vec![(*at, open - part)]));
            } else {
                payments.push((Oddity::AccountTyped, vec![(*at, open)]));
            }
        }
        let last = |pays: &Vec<(usize, i64)>| pays.last().map_or(0, |(at, _)| *at);
        let mut moments: Vec<_> = payments
            .iter()
            .map(|(_, pays)| self.moment(last(pays), 0))
            .collect();
        moments.sort_unstable();
        for ((oddity, pays), when) in payments.into_iter().zip(moments) {
            let (typed, oddity) = match oddity {
                Oddity::AccountTyped if zeros_lost => {
                    (code.trim_start_matches('0').to_owned(), Oddity::ZerosLost)
                }
                other if zeros_lost => (code.trim_start_matches('0').to_owned(), other),
                other if habit == Habit::Account && dice.chance(350) => {
                    (typed::loose_code(&code, dice), other)
                }
                other => (code.clone(), other),
            };
            for (at, _) in &pays {
                self.entry_mut(*at).oddity = oddity;
            }
            let cents = pays.iter().map(|(_, cents)| cents).sum();
            let truth = Truth::pays(oddity, LineClass::Matched, pays);
            let payment = PayIn {
                at: when,
                payer: person,
                typed,
                cents,
                truth,
            };
            self.book.pay_in_any(payment);
        }
    }

    /// A customer who types nothing, or a word; phone, name and amount tell.
    pub(super) fn nameless(&mut self, entries: &[usize], dice: &mut Dice) {
        for at in entries {
            if dice.chance(UNPAID_PER_MILLE) {
                self.story(*at, Oddity::Overdue);
                continue;
            }
            let oddity = if dice.chance(260) {
                Oddity::WordTyped
            } else {
                Oddity::PayerKnown
            };
            self.entry_mut(*at).oddity = oddity;
            let typed = match oddity {
                Oddity::WordTyped => typed::word(self.payer(*at), dice),
                _ => String::new(),
            };
            let mut payment = PayIn {
                typed,
                ..self.whole(*at, oddity)
            };
            payment.truth.class = LineClass::Suggested;
            self.book.pay_in(payment);
        }
    }

    /// Two units of one person with equal rents: in one month a single payment names neither, the
    /// other months name both.
    pub(super) fn twins(&mut self, first: &[usize], second: &[usize], dice: &mut Dice) {
        let months = first.len().min(second.len());
        let silent = usize::try_from(dice.below(u64::try_from(months).unwrap_or(1)));
        for (month, (one, other)) in first.iter().zip(second).enumerate() {
            if silent == Ok(month) {
                self.entry_mut(*one).oddity = Oddity::TwoFit;
                self.entry_mut(*other).oddity = Oddity::TwoFit;
                let mut payment = PayIn {
                    typed: String::new(),
                    ..self.whole(*one, Oddity::TwoFit)
                };
                payment.truth.class = LineClass::Ambiguous;
                self.book.pay_in(payment);
            } else {
                for at in [*one, *other] {
                    self.entry_mut(at).oddity = Oddity::Exact;
                    let payment = self.whole(at, Oddity::Exact);
                    self.book.pay_in(payment);
                }
            }
        }
    }
}
