//! Which day a printed date means (N20–N26).
//!
//! Day and month can be swapped when a spreadsheet of another locale saved the file. The receipt's own
//! date decides where it can; then the order that the rest of the file shows; then the neighbours;
//! then the period; else a person is asked.

use chrono::NaiveTime;
use domain::{Day, Eat, Problem, Receipt};

use crate::model::{Civil, Note, Precision, Source, StatementRow, Warning};
use crate::table::Kind;
use crate::time::{Printed, Shape};

/// What a row's print and receipt settle.
#[derive(Debug)]
pub(super) enum Decision {
    /// This moment, perhaps with a warning.
    At(Civil, Option<Warning>),
    /// Undecided; read day first for now.
    Pending(Civil),
    /// A clock without a day.
    NoDay,
}

/// Day first or month first, as far as the rows show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Some rows can only be read day first.
    DayFirst,
    /// Some can only be read month first.
    MonthFirst,
    /// No row tells, or they contradict each other.
    Unknown,
}

impl Order {
    pub(super) fn month_first(self) -> bool {
        self == Self::MonthFirst
    }
}

/// A row whose day is still open.
#[derive(Debug)]
pub(super) struct Pending {
    /// Its index among the rows read.
    pub index: usize,
    pub printed: Printed,
    pub raw: Vec<String>,
}

/// What the rows so far show about the file's dates.
#[derive(Debug)]
pub(super) struct Times {
    /// The portal's own separator in this layout.
    slashes: bool,
    day_first: u64,
    month_first: u64,
    by_receipt: u64,
    date_cells: u64,
    date_cells_with_clock: u64,
    /// The last receipt's first three characters and length, and the day they name.
    coded: ([u8; 3], usize, Option<Day>),
}

impl Times {
    pub(super) fn new(slashes: bool) -> Self {
        Self {
            slashes,
            day_first: 0,
            month_first: 0,
            by_receipt: 0,
            date_cells: 0,
            date_cells_with_clock: 0,
            coded: ([0; 3], 0, None),
        }
    }

    /// The day a receipt names; neighbouring rows nearly always name the same.
    fn coded(&mut self, receipt: &Receipt) -> Option<Day> {
        let text = receipt.as_str().as_bytes();
        let head = *text.first_chunk::<3>()?;
        if (head, text.len()) != (self.coded.0, self.coded.1) {
            self.coded = (head, text.len(), receipt.date_code());
        }
        self.coded.2
    }

    pub(super) fn order(&self) -> Order {
        match (self.day_first, self.month_first) {
            (1.., 0) => Order::DayFirst,
            (0, 1..) => Order::MonthFirst,
            _ => Order::Unknown,
        }
    }

    /// Settles a row's moment as far as the row itself can.
    pub(super) fn decide(&mut self, printed: &Printed, receipt: &Receipt, kind: Kind) -> Decision {
        if kind == Kind::Date {
            self.date_cells += 1;
            self.date_cells_with_clock += u64::from(printed.clock != NaiveTime::MIN);
        }
        let coded = self.coded(receipt);
        let own = match printed.shape {
            Shape::ClockOnly => {
                return coded.map_or(Decision::NoDay, |day| {
                    Decision::At(printed.on(day), Some(Warning::DateFromReceipt))
                });
            }
            Shape::Portal { slashes } => slashes == self.slashes,
            Shape::Plain => true,
            Shape::Local => false,
        };
        match coded {
            Some(coded) => self.by_code(printed, coded, own),
            None => self.by_shape(printed, own),
        }
    }

    fn by_code(&mut self, printed: &Printed, coded: Day, own: bool) -> Decision {
        let near = |day: Option<Day>| {
            day.filter(|day| *day == coded || (*day - coded).num_days().abs() <= 1)
        };
        if let Some(day) = near(printed.day) {
            if own {
                return Decision::At(printed.on(day), None);
            }
            self.day_first += 1;
            let unsure = printed.swapped.is_some() || printed.year_first.is_some();
            return self.resolved(printed, day, unsure);
        }
        if let Some(day) = near(printed.swapped) {
            self.month_first += u64::from(printed.shape != Shape::Plain);
            let unsure = printed.day.is_some();
            return self.resolved(printed, day, unsure);
        }
        if let Some(day) = near(printed.year_first) {
            return self.resolved(printed, day, true);
        }
        match self.by_shape(printed, own) {
            Decision::At(civil, _) => Decision::At(civil, Some(Warning::DateCode { coded })),
            other => other,
        }
    }

    fn resolved(&mut self, printed: &Printed, day: Day, unsure: bool) -> Decision {
        self.by_receipt += u64::from(unsure);
        Decision::At(printed.on(day), unsure.then_some(Warning::DateResolved))
    }

    fn by_shape(&mut self, printed: &Printed, own: bool) -> Decision {
        match (printed.day, printed.swapped, printed.year_first) {
            (Some(day), _, _) if own => Decision::At(printed.on(day), None),
            (Some(day), None, None) => {
                self.day_first += 1;
                Decision::At(printed.on(day), None)
            }
            (None, Some(day), None) => {
                self.month_first += 1;
                Decision::At(printed.on(day), None)
            }
            (None, None, Some(day)) => Decision::At(printed.on(day), None),
            (Some(day), _, _) | (None, Some(day), _) => Decision::Pending(printed.on(day)),
            (None, None, None) => Decision::NoDay,
        }
    }

    /// A workbook whose date cells all say midnight holds days, not moments (N26).
    pub(super) fn midnights(&self, rows: &mut [StatementRow]) {
        if self.date_cells == 0 || self.date_cells_with_clock > 0 {
            return;
        }
        for row in rows {
            if row.completed.civil().time() == NaiveTime::MIN {
                row.precision = Precision::Day;
            }
        }
    }

    /// Settles the open rows by the whole file. Answers those that nothing tells.
    pub(super) fn settle(
        &self,
        rows: &mut [StatementRow],
        pending: Vec<Pending>,
        period: Option<(Eat, Eat)>,
    ) -> Vec<Pending> {
        if pending.is_empty() {
            return pending;
        }
        let open: Vec<usize> = pending.iter().map(|it| it.index).collect();
        let newest_first = runs_newest_first(rows, &open);
        let mut left = Vec::new();
        for one in pending {
            let readings = [one.printed.day, one.printed.swapped]
                .map(|day| day.map(|day| (day, Eat::from_civil(one.printed.on(day).at))));
            let by_order = match self.order() {
                Order::DayFirst => readings.first().copied().flatten(),
                Order::MonthFirst => readings.last().copied().flatten(),
                Order::Unknown => None,
            };
            let found = by_order
                .or_else(|| between(rows, &open, one.index, newest_first?, readings))
                .or_else(|| {
                    let (from, to) = period?;
                    only(readings, |at| from <= at && at <= to)
                });
            match (found, rows.get_mut(one.index)) {
                (Some((day, at)), Some(row)) => {
                    row.completed = at;
                    // Whatever a receipt says against both readings stands.
                    if let domain::DateCodeCheck::Differs { coded } = row.receipt.check_day(day) {
                        row.warnings.push(Warning::DateCode { coded });
                    }
                }
                _ => left.push(one),
            }
        }
        left
    }

    /// Tells that dates were read by their receipts.
    pub(super) fn notes(&self, notes: &mut Vec<Note>) {
        let order = match self.order() {
            Order::DayFirst => "day first",
            Order::MonthFirst => "month first",
            Order::Unknown => "partly day first, partly month first",
        };
        let mixed = self.day_first > 0 && self.month_first > 0;
        if self.by_receipt > 0 || self.month_first > 0 || mixed {
            notes.push(Note {
                code: "date_order",
                text: format!(
                    "A spreadsheet has rewritten the dates of this file; they are {order}. {} were \
                     told apart by their receipt numbers.",
                    self.by_receipt
                ),
            });
        }
    }

    /// Nothing in the file tells day from month.
    pub(super) fn ask(&self, source: Source<'_>) -> Problem {
        Problem::new(
            "statement.date_order",
            "Nothing was imported. In every date of this file day and month can be swapped, and \
             nothing tells which is which.",
        )
        .with_place(domain::Place::file(source.name))
        .with_remedy("Export the statement again from the portal and import it unchanged.")
        .with_remedy("Or write the dates as yyyy-mm-dd before saving.")
    }
}

/// Whether the rows that are settled run newest first; `None` when they run both ways.
fn runs_newest_first(rows: &[StatementRow], open: &[usize]) -> Option<bool> {
    let settled = rows
        .iter()
        .enumerate()
        .filter(|(index, _)| open.binary_search(index).is_err())
        .map(|(_, row)| row.completed);
    let (mut up, mut down, mut before) = (0_u64, 0_u64, None);
    for at in settled {
        if let Some(before) = before {
            up += u64::from(at > before);
            down += u64::from(at < before);
        }
        before = Some(at);
    }
    match (up, down) {
        (0, 1..) => Some(true),
        (1.., 0) => Some(false),
        _ => None,
    }
}

type Readings = [Option<(Day, Eat)>; 2];

/// The one reading that lies between the settled neighbours.
fn between(
    rows: &[StatementRow],
    open: &[usize],
    index: usize,
    newest_first: bool,
    readings: Readings,
) -> Option<(Day, Eat)> {
    let settled = |at: &usize| open.binary_search(at).is_err();
    let before = (0..index).rev().find(settled).and_then(|at| rows.get(at));
    let after = (index + 1..rows.len())
        .find(settled)
        .and_then(|at| rows.get(at));
    let (earlier, later) = if newest_first {
        (after, before)
    } else {
        (before, after)
    };
    only(readings, |at| {
        earlier.is_none_or(|row| row.completed <= at) && later.is_none_or(|row| at <= row.completed)
    })
}

/// The one reading that fits.
fn only(readings: Readings, fits: impl Fn(Eat) -> bool) -> Option<(Day, Eat)> {
    let mut fitting = readings.into_iter().flatten().filter(|(_, at)| fits(*at));
    match (fitting.next(), fitting.next()) {
        (found, None) => found,
        _ => None,
    }
}

/// The reading of a second time that lies nearest the day already settled.
pub(super) fn nearest(printed: &Printed, day: Day) -> Option<chrono::NaiveDateTime> {
    if printed.day == Some(day) {
        return Some(printed.on(day).at);
    }
    if printed.shape == Shape::ClockOnly {
        return Some(printed.on(day).at);
    }
    [printed.day, printed.swapped, printed.year_first]
        .into_iter()
        .flatten()
        .min_by_key(|reading| (*reading - day).num_days().abs())
        .map(|reading| printed.on(reading).at)
}
