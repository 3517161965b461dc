//! A ledger's dates. Nothing in a row tells day from month, so the whole file decides: one date that
//! can be read only one way settles the rest.

use chrono::Datelike;
use domain::{Day, Problem};

use super::date_note;
use crate::model::{LedgerRow, Note, Source};
use crate::table::Kind;
use crate::time::{self, Printed, Shape};

/// A date that can be read two ways.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// The due date rather than the document's.
    pub due: bool,
    pub text: String,
    pub raw: Vec<String>,
    day_first: Day,
    month_first: Day,
    /// Written `dd-mm-yyyy`, the portal's own way, which locales that put the month first don't use.
    hyphens: bool,
}

/// What the dates so far show.
#[derive(Debug)]
pub(super) struct Dates {
    since_1904: bool,
    day_first: u64,
    month_first: u64,
    slashes_open: u64,
}

/// What a cell says.
pub(super) enum Found {
    /// Nothing.
    Empty,
    /// This day.
    Day(Day),
    /// One of two.
    Either(Open),
    /// No date.
    NoDate,
}

impl Dates {
    pub(super) fn new(since_1904: bool) -> Self {
        Self {
            since_1904,
            day_first: 0,
            month_first: 0,
            slashes_open: 0,
        }
    }

    /// Reads a cell.
    pub(super) fn read(&mut self, text: &str, kind: Kind, due: bool) -> Found {
        let text = text.trim();
        if text.is_empty() || text == "-" {
            return Found::Empty;
        }
        let Some(printed) = time::read(text, self.since_1904) else {
            return Found::NoDate;
        };
        let Printed { day, swapped, .. } = printed;
        match (day, swapped) {
            (Some(day), _) if kind == Kind::Date || printed.shape == Shape::Plain => {
                Found::Day(day)
            }
            (Some(day), None) => {
                // 05/05 fits both orders and tells nothing.
                self.day_first += u64::from(day.day() > 12);
                Found::Day(day)
            }
            (None, Some(day)) => {
                self.month_first += 1;
                Found::Day(day)
            }
            (Some(day_first), Some(month_first)) => {
                let hyphens = text.contains('-');
                self.slashes_open += u64::from(!hyphens);
                Found::Either(Open {
                    due,
                    text: text.to_owned(),
                    raw: Vec::new(),
                    day_first,
                    month_first,
                    hyphens,
                })
            }
            (None, None) => Found::NoDate,
        }
    }

    /// A due date is not before its document's date: where only one order has it so, that is a sign.
    pub(super) fn compare(&mut self, date: &Found, due: &Found) {
        let readings = |found: &Found| match found {
            Found::Either(open) => Some((open.day_first, open.month_first)),
            Found::Day(day) => Some((*day, *day)),
            Found::Empty | Found::NoDate => None,
        };
        let either = matches!(date, Found::Either(_)) || matches!(due, Found::Either(_));
        if let (true, Some(date), Some(due)) = (either, readings(date), readings(due)) {
            match (date.0 <= due.0, date.1 <= due.1) {
                (true, false) => self.day_first += 1,
                (false, true) => self.month_first += 1,
                _ => {}
            }
        }
    }

    /// Whether every open date can be settled.
    pub(super) fn is_settled(&self) -> bool {
        self.slashes_open == 0 || (self.day_first > 0) != (self.month_first > 0)
    }

    /// Settles a row's open dates, or answers with the one that stays open.
    pub(super) fn settle(&self, row: &mut LedgerRow, open: &[Open]) -> Result<(), Open> {
        for one in open {
            let day = match (self.day_first > 0, self.month_first > 0) {
                (true, false) => one.day_first,
                (false, true) => one.month_first,
                (false, false) if one.hyphens => one.day_first,
                _ => return Err(one.clone()),
            };
            if one.due {
                row.due = Some(day);
            } else {
                row.date = Some(day);
            }
        }
        Ok(())
    }

    /// Tells when the month was taken to come first.
    pub(super) fn note(&self) -> Option<Note> {
        (self.month_first > 0 && self.day_first == 0).then(|| {
            date_note(
                "Dates were read month first, because some of them can be read only so.".into(),
            )
        })
    }

    /// Nothing in the file tells day from month.
    pub(super) fn ask(&self, source: Source<'_>) -> Problem {
        Problem::new(
            "ledger.date_order",
            "Nothing was imported. In every date of this ledger day and month can be swapped, and \
             nothing tells which is which.",
        )
        .with_place(domain::Place::file(source.name))
        .with_field("date")
        .with_remedy(
            "Write the dates as yyyy-mm-dd, or as real dates in a workbook, and import again.",
        )
    }
}
