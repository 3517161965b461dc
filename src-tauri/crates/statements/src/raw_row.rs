//! One row of a file as it stands there, for showing as evidence.

use domain::Problem;

use crate::guess::{Guess, guess};
use crate::model::{Flow, Limits, Source};
use crate::table::{self, Row, Sink};
use crate::{ledger, refusal, statement};

/// A row as it stands in the file.
#[derive(Clone, PartialEq, Eq)]
pub struct RawRow {
    /// The columns' headers.
    pub headers: Vec<String>,
    /// The cells, in the file's order.
    pub cells: Vec<String>,
}

impl std::fmt::Debug for RawRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "RawRow({} cells)", self.cells.len())
    }
}

/// The row of this number, from 1; `None` when the file has no such row. Reads no further than it.
///
/// # Errors
/// A [`Problem`] when the file can't be read.
pub fn raw_row(
    source: Source<'_>,
    limits: &Limits,
    number: u64,
) -> Result<Option<RawRow>, Problem> {
    let kind = guess(source, limits)?;
    let mut opened = table::open(source, limits, &mut Vec::new())?;
    let heads = opened.heads(source, limits)?;
    let (head, headers) = match kind {
        Guess::Statement => place(statement::find_header(&heads)),
        Guess::Ledger => place(ledger::find_header(&heads)),
    };
    let Some(head) = head.and_then(|head| heads.get(head)) else {
        return Ok(None);
    };
    let mut one = One {
        wanted: number,
        cells: None,
        stop: refusal::cancelled(source),
    };
    let mut go_on = |_| Flow::Continue;
    let walked = opened.walk(head, headers.len(), source, limits, &mut go_on, &mut one);
    match (one.cells, walked) {
        (Some(cells), _) => Ok(Some(RawRow { headers, cells })),
        (None, Ok(_)) => Ok(None),
        (None, Err(problem)) => Err(problem),
    }
}

fn place<F: crate::header::Field>(
    found: Vec<crate::header::Found<F>>,
) -> (Option<usize>, Vec<String>) {
    found
        .into_iter()
        .next()
        .map_or_else(Default::default, |top| {
            (Some(top.head), top.columns.headers().to_vec())
        })
}

/// Keeps one row and stops the walk there.
struct One {
    wanted: u64,
    cells: Option<Vec<String>>,
    stop: Problem,
}

impl Sink for One {
    fn row<R: Row>(&mut self, number: u64, row: &R) -> Result<(), Problem> {
        if number == self.wanted {
            self.cells = Some(table::cells(row));
        }
        if number >= self.wanted {
            return Err(self.stop.clone());
        }
        Ok(())
    }

    fn blank(&mut self, _: u64, _: u64) {}

    fn broken(&mut self, _: u64, _: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_as_it_stands() {
        let text = "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance\n\
                    UK3A,2026-11-03 08:00:00,Pay Bill,Completed,10.00,,10.00\n\
                    UK3B,2026-11-03 08:01:00,\"Pay, Bill\",Completed,20.00,,30.00\n";
        let source = Source {
            name: "a.csv",
            bytes: text.as_bytes(),
        };
        let row = raw_row(source, &Limits::default(), 3).unwrap().unwrap();
        assert_eq!(row.headers.first().unwrap(), "Receipt No.");
        assert_eq!(row.cells.get(2).unwrap(), "Pay, Bill");
        assert_eq!(raw_row(source, &Limits::default(), 9).unwrap(), None);
    }
}
