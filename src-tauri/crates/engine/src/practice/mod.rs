//! The sample business: Soko Mtaani Ltd, a market with stalls and houses to let, three months of it.
//! Made from a seed and a [`Scale`], pure: the same seed gives the same bytes on every machine.
//!
//! Owns: the statement of its utility account (paybill 600111), its ledger, the true answer for every
//! row of both, and ways to damage its files for tests.
//!
//! Stays out: disk, clock, the engine itself. All names, numbers and receipts are invented.
//!
//! Stories are dealt from decks with fixed numbers of cards, so every sample holds every oddity:
//!
//! | Oddity | How many | What a reader sees |
//! |---|---|---|
//! | `exact` | the rest, about half | `INV-20433`, the open amount; one in forty had paid part in cash |
//! | `loose` | 15 % of R | `inv 20433`, `INV20433`, `Inv. 20433` |
//! | `relative` | 8 % of R | right reference, somebody else's phone and name |
//! | `account_typed`, `zeros_lost` | customers: 1 in 6 and 1 in 10 | `HSE-014` or `stall 27`; `42` for `0042` |
//! | `months_at_once` | 1 in 12 of those customers | one payment, two or three months |
//! | `instalments` | 3.5 % of R, 6 % by account | two to four payments |
//! | `over_paid`, `under_paid`, `paid_twice` | 2 %, 3 %, 1.5 % of R | surplus, shortage, second payment |
//! | `typo`, `prefix_left_out` | 35 % and 15 % of S | `INV-2O433`; `20433` |
//! | `several_references` | 6 % of S | `INV20433/20434` |
//! | `payer_known`, `word_typed` | 30 % of S together | nothing or `rent` typed; phone, name, amount tell |
//! | `two_fit` | 4 % of S | two units of one person, equal rents, nothing typed |
//! | `payee_known` | 10 % of S | a payout the ledger has no receipt for |
//! | `reversed`, `reversed_next_day`, `partly_reversed` | 0.6 %, 0.4 %, 0.4 % of R | sent back |
//! | `failed_first`, `never_completed` | 1 % of R, 0.4 % of L | failed, declined, cancelled, expired |
//! | `booked`, `booked_other_amount`, `booked_missing` | 6 %, 0.6 %, 0.7 % of R | the ledger has a receipt |
//! | `overdue` | 7 % of R, the last of 1 in 10 others | nothing paid |
//! | `not_yet_due` | entries of the last six days | nothing paid |
//! | `payout_booked`, `payable_unpaid` | 9 % of entries are payable; 10 % of these unpaid | Fridays |
//! | `stranger`, `unknown_wording` | 1.2 %, 0.3 % of L | harambee, adjustments |
//! | `sweep`, `top_up` | nightly but Sundays; Fridays | own money |
//! | `advance`, `repayment` | a pair in 800 lines | overdraft |
//! | `charge`, `orphan_charge` | up to L lines; 1 | tariff of the largest payments; one of the day before |
//!
//! L is the lines asked for, R the invoices of customers who type references, S the lines that need a
//! score ([`Scale::share_needing_score`] of L). At least two of each are dealt. The main files are clean but for one
//! totals row below the statement; [`damage`] makes the rest.

mod book;
mod calendar;
mod cells;
mod customers;
mod damage;
mod deal;
mod dice;
mod entries;
mod f1;
mod f2;
mod inputs;
mod labels;
mod ledger;
mod legs;
mod oddity;
mod operators;
mod people;
mod sheets;
mod stories;
mod stories_booked;
mod stories_unnamed;
mod tariff;
mod treasury;
mod typed;
mod wording;

use domain::{Day, Direction, Eat, Problem};

pub use damage::{Damage, broken_row, damage};
pub use labels::{EntryLabel, Labels, LineLabel, Share};
pub use oddity::Oddity;
pub use operators::{OPERATORS, PracticeOperator};

use calendar::Period;
use customers::Party;
use dice::{Dice, Topic};
use legs::Text;

/// The seed of the sample business that first start makes.
pub const SAMPLE_SEED: u64 = 600_111;
/// The business.
pub const BUSINESS: &str = "Soko Mtaani Ltd";
/// Its paybill.
pub const SHORT_CODE: &str = "600111";

/// Cents in a shilling.
const SHILLING: i64 = 100;
/// Cents in the utility account before the first row, and what a sweep leaves there.
const FLOAT: i64 = 50_000 * SHILLING;
/// The first row's odd cents, so that balances are not round.
const OPENING_ODD: i64 = 1_285 * SHILLING + 35;
/// Of how many runs of rows in one second one is listed in another order than it was posted.
const FLIPPED_EVERY: u64 = 12;

/// How large a sample is, and how hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Statement rows, about; fewer where the entries do not call for so many.
    pub lines: u32,
    /// Ledger entries, exactly; at least 100 make sense.
    pub entries: u32,
    /// The first day of the period, before the end of 2031.
    pub first_day: Day,
    /// Days of the period; at least 30 make sense.
    pub days: u32,
    /// Of a hundred lines, how many only a score or a person can place; at most 40.
    pub share_needing_score: u32,
}

impl Default for Scale {
    /// The sample business: 2,400 lines, 1,800 entries, August to October 2026.
    fn default() -> Self {
        Self {
            lines: 2_400,
            entries: 1_800,
            first_day: Day::from_ymd_opt(2026, 8, 1).expect("a day of the calendar"),
            days: 92,
            share_needing_score: 8,
        }
    }
}

impl Scale {
    /// As many entries as lines, a tenth of them needing a score: what the bench measures.
    #[must_use]
    pub fn load(lines: u32) -> Self {
        Self {
            lines,
            entries: lines,
            share_needing_score: 10,
            ..Self::default()
        }
    }

    fn period(&self) -> Period {
        Period::new(self.first_day, self.days)
    }
}

/// The sample as files, with the true answers.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The statement, layout F1.
    pub statement_csv: Vec<u8>,
    /// The same rows as a workbook; empty where they do not fit a sheet (1,048,576 rows).
    pub statement_xlsx: Vec<u8>,
    /// The ledger, canonical columns.
    pub ledger_csv: Vec<u8>,
    /// The same entries as a workbook; empty where they do not fit a sheet.
    pub ledger_xlsx: Vec<u8>,
    /// The statement as the newer export, layout F2.
    pub f2_csv: Vec<u8>,
    /// The name that such an export has; F2 says short code and period nowhere else.
    pub f2_name: String,
    /// The true answers.
    pub expected: Labels,
}

/// Makes the sample with all its files. For large scales make a [`Business`] and write only what is
/// needed.
#[must_use]
pub fn sample(seed: u64, scale: &Scale) -> Sample {
    let business = Business::new(seed, scale);
    Sample {
        statement_csv: business.statement_csv(),
        statement_xlsx: business.statement_xlsx().unwrap_or_default(),
        ledger_csv: business.ledger_csv(),
        ledger_xlsx: business.ledger_xlsx().unwrap_or_default(),
        f2_csv: business.f2_csv(),
        f2_name: business.f2_name(),
        expected: business.labels(),
    }
}

/// The sample before it is written to any file.
pub struct Business {
    period: Period,
    customers: Vec<Party>,
    payees: Vec<Party>,
    entries: Vec<entries::Entry>,
    /// Newest first, as the statement lists them.
    posted: book::Posted,
}

impl Business {
    /// Makes the business from a seed. The same seed and scale always make the same.
    #[must_use]
    pub fn new(seed: u64, scale: &Scale) -> Self {
        let mut desk = stories::Desk {
            books: entries::write(seed, scale),
            book: book::Book::new(seed),
            dice: Dice::new(seed, Topic::Payments),
            period: scale.period(),
        };
        treasury::post(&mut desk, seed, scale);
        deal::deal(&mut desk, seed, scale);
        desk.book
            .charge(usize::try_from(scale.lines).unwrap_or(usize::MAX));
        // A larger business keeps a larger float.
        let floor = FLOAT * i64::from(scale.lines / 2_400).max(1);
        let mut posted = desk.book.posted(floor + OPENING_ODD, floor);
        posted.legs.reverse();
        flip_within_seconds(&mut posted.legs, seed);
        let entries::Books {
            customers,
            payees,
            entries,
            ..
        } = desk.books;
        Self {
            period: desk.period,
            customers,
            payees,
            entries,
            posted,
        }
    }

    /// Statement rows.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.posted.legs.len()
    }

    /// The statement, layout F1, newest first.
    #[must_use]
    pub fn statement_csv(&self) -> Vec<u8> {
        f1::csv(self)
    }

    /// The same rows as a workbook.
    ///
    /// # Errors
    /// When there are more rows than a sheet holds.
    pub fn statement_xlsx(&self) -> Result<Vec<u8>, Problem> {
        sheets::statement(self)
    }

    /// The ledger, canonical columns.
    #[must_use]
    pub fn ledger_csv(&self) -> Vec<u8> {
        ledger::csv(self)
    }

    /// The same entries as a workbook.
    ///
    /// # Errors
    /// When there are more rows than a sheet holds.
    pub fn ledger_xlsx(&self) -> Result<Vec<u8>, Problem> {
        sheets::ledger(self)
    }

    /// The statement as the newer export, layout F2: every wallet, moves between them as pairs.
    #[must_use]
    pub fn f2_csv(&self) -> Vec<u8> {
        f2::csv(self)
    }

    /// The name that such an export has.
    #[must_use]
    pub fn f2_name(&self) -> String {
        f2::name(self)
    }

    /// The name that the portal gives the F1 file.
    #[must_use]
    pub fn f1_name(&self) -> String {
        let stamp = self.reported().civil().format("%Y%m%d%H%M%S");
        format!("ORG_{SHORT_CODE}_Utility Account_All_{stamp}.csv")
    }

    /// The true answers, in the order of the files' rows.
    #[must_use]
    pub fn labels(&self) -> Labels {
        labels::write(&self.posted.legs, &self.entries)
    }

    /// The statement's rows for matching, in file order, as a right reading of the file gives them.
    #[must_use]
    pub fn lines(&self) -> Vec<matching::model::Line> {
        inputs::lines(self)
    }

    /// The ledger's rows for matching, in file order, as a right reading of the file gives them.
    #[must_use]
    pub fn entries(&self) -> Vec<matching::model::Entry> {
        inputs::entries(self)
    }

    /// First and last day of the statement.
    #[must_use]
    pub fn period(&self) -> (Day, Day) {
        (self.period.first, self.period.last)
    }

    /// Whose an entry is.
    fn party(&self, entry: &entries::Entry) -> Option<&Party> {
        match entry.direction {
            Direction::Receivable => self.customers.get(entry.party),
            Direction::Payable => self.payees.get(entry.party),
        }
    }

    /// When the portal made the file: the morning after.
    fn reported(&self) -> Eat {
        calendar::at(calendar::plus(self.period.last, 1), 7, 311)
    }

    /// What the working account keeps back for the next Fridays' float.
    fn float_most(&self) -> i64 {
        let float = |leg: &legs::Leg| {
            if leg.text == Text::TopUp {
                leg.amount
            } else {
                0
            }
        };
        3 * self.posted.legs.iter().map(float).max().unwrap_or(0)
    }
}

/// Lists some runs of rows of one second in another order than they were posted, as portals do.
fn flip_within_seconds(legs: &mut [legs::Leg], seed: u64) {
    let mut dice = Dice::new(seed, Topic::Listing);
    for run in legs.chunk_by_mut(|a, b| a.completed == b.completed) {
        if run.len() > 1 && dice.below(FLIPPED_EVERY) == 0 {
            run.reverse();
        }
    }
}

#[cfg(test)]
#[path = "practice_tests.rs"]
mod tests;
