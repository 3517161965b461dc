//! What a dropped file is, from its headers.

use domain::Problem;

use crate::layouts::Column;
use crate::model::{Limits, Source};
use crate::{ledger, refusal, statement, table};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Guess {
    /// An M-Pesa statement.
    Statement,
    /// A ledger.
    Ledger,
}

const WANTED: &str = "No row names the columns of an M-Pesa statement or of a ledger.";

/// Tells a statement from a ledger by their headers, without reading the rows.
///
/// # Errors
/// A [`Problem`] when the file can't be read, or is neither; it lists the headers seen.
pub fn guess(source: Source<'_>, limits: &Limits) -> Result<Guess, Problem> {
    let mut opened = table::open(source, limits, &mut Vec::new())?;
    let heads = opened.heads(source, limits)?;
    let statement = statement::find_header(&heads)
        .into_iter()
        .any(|found| found.columns.has(Column::PaidIn) || found.columns.has(Column::Withdrawn));
    let ledgers = ledger::find_header(&heads);
    if ledgers.iter().any(ledger::has_direction) && !statement {
        return Ok(Guess::Ledger);
    }
    if statement {
        return Ok(Guess::Statement);
    }
    if !ledgers.is_empty() {
        return Ok(Guess::Ledger);
    }
    let likeliest = statement::no_header(source, &heads);
    let (row, headers) = crate::header::likeliest(&heads, crate::layouts::column);
    let mut problem = refusal::no_header(source, "import.unknown_content", row, &headers, WANTED);
    problem.remedies = likeliest.remedies;
    Err(problem)
}
