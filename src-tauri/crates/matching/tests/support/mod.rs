//! Rows in one line of code each, for the tests.
#![allow(dead_code)]

use domain::{
    AccountKey, Day, Direction, Eat, EntryState, Kes, LineClass, PartyId, Receipt, SubAccount,
    Wording,
};
use matching::{
    Allocation, Decided, Entry, Finding, FindingKind, Line, Match, MatchState, Options, Rule,
    Solution, solve,
};

pub fn kes(shillings: i64) -> Kes {
    Kes::from_cents(shillings * 100)
}

/// A day in February 2026.
pub fn day(day: u32) -> Day {
    Day::from_ymd_opt(2026, 2, day).unwrap()
}

/// The receipt of 3 February 2026 with a number.
pub fn receipt(number: u32) -> Receipt {
    format!("UB3K{number:06}").parse().unwrap()
}

fn tokens(name: &str) -> Vec<Box<str>> {
    name.split_whitespace().map(Into::into).collect()
}

/// A customer's payment: receipt number and shillings; each a minute after the one before.
pub fn paid(number: u32, shillings: i64) -> Line {
    Line {
        account: SubAccount::Utility,
        receipt: receipt(number),
        leg: if shillings < 0 {
            Wording::PayOut
        } else {
            Wording::PayIn
        },
        completed: Eat::from_unix(1_770_100_000 + 60 * i64::from(number)).unwrap(),
        amount: kes(shillings),
        moved_money: true,
        typed: None,
        party: None,
        name: Vec::new(),
        linked: None,
    }
}

/// An invoice with an open amount.
pub fn invoice(reference: &str, open: i64) -> Entry {
    Entry {
        direction: Direction::Receivable,
        reference: AccountKey::fold(reference),
        account: None,
        open: kes(open),
        booked: Kes::ZERO,
        date: Some(day(1)),
        due: Some(day(2)),
        receipt: None,
        party: None,
        name: Vec::new(),
    }
}

pub fn bill(reference: &str, open: i64) -> Entry {
    Entry {
        direction: Direction::Payable,
        ..invoice(reference, open)
    }
}

pub trait LineIs: Sized {
    fn typed(self, account: &str) -> Self;
    fn leg(self, leg: Wording) -> Self;
    fn on(self, number: u32) -> Self;
    fn undoing(self, number: u32) -> Self;
    fn failed(self) -> Self;
    fn by(self, party: &str, name: &str) -> Self;
}

impl LineIs for Line {
    fn typed(mut self, account: &str) -> Self {
        self.typed = AccountKey::fold(account);
        self
    }
    fn leg(mut self, leg: Wording) -> Self {
        self.leg = leg;
        self
    }
    /// Puts the row on another row's receipt.
    fn on(mut self, number: u32) -> Self {
        self.receipt = receipt(number);
        self
    }
    fn undoing(mut self, number: u32) -> Self {
        self.leg = Wording::Reversal;
        self.linked = Some(receipt(number));
        self
    }
    fn failed(mut self) -> Self {
        self.moved_money = false;
        self
    }
    fn by(mut self, party: &str, name: &str) -> Self {
        self.party = PartyId::parse(party);
        self.name = tokens(name);
        self
    }
}

pub trait EntryIs: Sized {
    fn account(self, account: &str) -> Self;
    fn booked(self, number: u32, shillings: i64) -> Self;
    fn due(self, due: u32) -> Self;
    fn of(self, party: &str, name: &str) -> Self;
}

impl EntryIs for Entry {
    fn account(mut self, account: &str) -> Self {
        self.account = AccountKey::fold(account);
        self
    }
    fn booked(mut self, number: u32, shillings: i64) -> Self {
        self.receipt = Some(receipt(number));
        self.booked = kes(shillings);
        self
    }
    fn due(mut self, due: u32) -> Self {
        self.due = Some(day(due));
        self
    }
    fn of(mut self, party: &str, name: &str) -> Self {
        self.party = PartyId::parse(party);
        self.name = tokens(name);
        self
    }
}

/// A small case and its answer.
pub struct Case {
    pub lines: Vec<Line>,
    pub entries: Vec<Entry>,
    pub decided: Decided,
    pub complete: Option<(Day, Day)>,
}

pub fn case(lines: Vec<Line>, entries: Vec<Entry>) -> Case {
    Case {
        lines,
        entries,
        decided: Decided::default(),
        complete: None,
    }
}

impl Case {
    pub fn decided(mut self, line: u32, entry: u32, shillings: i64) -> Self {
        self.decided.allocations.push(Allocation {
            line,
            entry,
            amount: kes(shillings),
        });
        self
    }

    pub fn declined(mut self, line: u32, entry: u32) -> Self {
        self.decided.declined.push((line, entry));
        self
    }

    pub fn complete(mut self, from: u32, to: u32) -> Self {
        self.complete = Some((day(from), day(to)));
        self
    }

    pub fn solve(&self) -> Answer {
        let options = Options {
            as_of: day(20),
            statement_complete: self.complete,
        };
        let run = solve(
            &self.lines,
            &self.entries,
            &self.decided,
            &options,
            &mut |_, _| true,
        );
        Answer(run.unwrap())
    }
}

/// The answer in the terms tests ask for.
pub struct Answer(pub Solution);

impl Answer {
    pub fn classes(&self) -> Vec<LineClass> {
        self.0.lines.iter().map(|line| line.class).collect()
    }

    /// Open shillings per line.
    pub fn open(&self) -> Vec<i64> {
        self.0
            .lines
            .iter()
            .map(|line| line.open.cents() / 100)
            .collect()
    }

    /// Open shillings and state per entry.
    pub fn entries(&self) -> Vec<(i64, EntryState)> {
        self.0
            .entries
            .iter()
            .map(|entry| (entry.open.cents() / 100, entry.state))
            .collect()
    }

    /// Rule, line, entry, shillings of every allocation of one state.
    pub fn allocations(&self, state: MatchState) -> Vec<(Rule, u32, u32, i64)> {
        let of = |found: &Match| {
            let rule = found.rule;
            found
                .allocations
                .iter()
                .map(move |made| (rule, made.line, made.entry, made.amount.cents() / 100))
                .collect::<Vec<_>>()
        };
        self.0
            .matches
            .iter()
            .filter(|found| found.state == state)
            .flat_map(of)
            .collect()
    }

    pub fn auto(&self) -> Vec<(Rule, u32, u32, i64)> {
        self.allocations(MatchState::Auto)
    }

    pub fn suggested(&self) -> Vec<(Rule, u32, u32, i64)> {
        self.allocations(MatchState::Suggested)
    }

    /// Kind, line, entry and shillings of every finding but unmatched entries.
    pub fn findings(&self) -> Vec<(FindingKind, Option<u32>, Option<u32>, i64)> {
        let kept = |found: &&Finding| found.kind != FindingKind::UnmatchedEntry;
        let of = |found: &Finding| {
            (
                found.kind,
                found.line,
                found.entry,
                found.amount.cents() / 100,
            )
        };
        self.0.findings.iter().filter(kept).map(of).collect()
    }

    pub fn why(&self, line: usize) -> &str {
        &self.0.lines[line].why
    }
}
