//! Bytes to rows: M-Pesa statements and ledgers.
//!
//! Owns: telling what a file is from its bytes, decoding, layouts (one file each), the details
//! grammar, per-row verdicts, and the completeness certificate.
//!
//! Stays out: the database, the disk, the clock, and deciding whether a row is new.

mod amount;
mod archive;
pub mod certificate;
mod chain;
mod decode;
mod details;
mod guess;
mod header;
mod layouts;
mod ledger;
pub mod model;
mod preamble;
mod raw_row;
mod refusal;
mod sniff;
mod statement;
mod table;
mod time;
mod walk;

use domain::Problem;

pub use chain::certify;
pub use guess::{Guess, guess};
pub use model::{Flow, LedgerFile, Limits, Progress, Source, StatementFile, Told};
pub use raw_row::{RawRow, raw_row};

/// Reads a statement from its bytes, whatever its name ends in.
///
/// A row that can't be read is set aside with its reason and the rest is read; every physical row is
/// accounted for once. `told` is what a person has answered to an earlier problem.
///
/// # Errors
/// A [`Problem`] when the file as a whole can't be read or must not be (`import.…`), or is not the
/// statement it should be (`statement.…`); `import.cancelled` when `progress` answers
/// [`Flow::Cancel`].
pub fn read_statement(
    source: Source<'_>,
    told: &Told,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<StatementFile, Problem> {
    statement::read(source, told, limits, progress)
}

/// Reads a ledger from its bytes, whatever its name ends in.
///
/// # Errors
/// A [`Problem`] when the file as a whole can't be read (`import.…`), or lacks the columns that a
/// ledger needs (`ledger.…`, listing the headers seen); `import.cancelled` when `progress` answers
/// [`Flow::Cancel`].
pub fn read_ledger(
    source: Source<'_>,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<LedgerFile, Problem> {
    ledger::read(source, limits, progress)
}
