//! Files in, a reconciliation out; no workspace needed.
//!
//! Owns: the main job of the command line, and the parts of it that a workspace's report shares: the
//! [`bridge`], rows for matching ([`books`]), the report's rows ([`report`]).
//!
//! Stays out: the disk (a host reads and writes the files), the clock (phases are timed by it).

pub mod books;
pub mod bridge;
mod collect;
mod names;
mod read_file;
pub mod report;
pub mod write;

use std::time::Instant;

pub(crate) use collect::in_file;
pub use collect::{Collected, InputFile, matching_options};
use domain::{Day, Environment, Problem, ShortCode};
use matching::model::Decided;
pub use names::Names;
pub use reports::model::Reconciliation;
pub use reports::summary::Phase;

/// What to reconcile.
#[derive(Debug, Default)]
pub struct Request {
    /// Statements, in any order.
    pub statements: Vec<InputFile>,
    /// Ledgers, in any order.
    pub ledgers: Vec<InputFile>,
    /// The day ages are counted to; none for the statement's last day.
    pub as_of: Option<Day>,
    /// The short code, for files that name none.
    pub short_code: Option<ShortCode>,
}

/// A finished reconciliation.
#[derive(Debug)]
pub struct Outcome {
    /// The report's data.
    pub reconciliation: Reconciliation,
    /// How long each phase took.
    pub phases: Vec<Phase>,
    /// Rows of any file that were set aside, a sentence each: file, row, column, reason.
    pub set_aside: Vec<String>,
}

impl Outcome {
    /// What `summary.json` holds.
    #[must_use]
    pub fn summary_json(&self) -> String {
        reports::summary::summary_json(&self.reconciliation, &self.phases)
    }
}

/// Told what is being done, how much of it is done and of how much; answers whether to go on.
pub type OnProgress<'a> = &'a mut dyn FnMut(&str, u64, u64) -> bool;

/// The problem of a job that was stopped.
#[must_use]
pub fn cancelled() -> Problem {
    Problem::new("job.cancelled", "Stopped as asked. Nothing was changed.")
}

/// Reads, matches and reports.
///
/// # Errors
/// When a file can't be read at all, or the statements belong to different short codes. A broken row
/// is no error: it is refused with its reason and counted.
pub fn reconcile(request: &Request, progress: OnProgress<'_>) -> Result<Outcome, Problem> {
    let mut phases = Vec::new();
    let mut timed = |name: &'static str, from: Instant| {
        let milliseconds = u64::try_from(from.elapsed().as_millis()).unwrap_or(u64::MAX);
        phases.push(Phase {
            name: name.to_owned(),
            milliseconds,
        });
    };

    let start = Instant::now();
    let collected = collect::collect(request, progress)?;
    timed("read", start);

    let start = Instant::now();
    let lines: Vec<_> = collected
        .lines
        .iter()
        .map(|of| books::line(&of.row))
        .collect();
    let entries: Vec<_> = collected
        .entries
        .iter()
        .map(|of| books::entry(&of.row))
        .collect();
    let as_of = request.as_of.unwrap_or(collected.period.1);
    let options = collected.matching_options(as_of);
    let mut solution = matching::solve(
        &lines,
        &entries,
        &Decided::default(),
        &options,
        &mut |done, of| progress("Matching", done, of),
    )
    .map_err(|_| cancelled())?;
    let mut names = Names::default();
    for of in &collected.entries {
        of.row
            .reference
            .iter()
            .chain(&of.row.account)
            .for_each(|written| names.add(written));
    }
    let typed = collected
        .lines
        .iter()
        .map(|of| of.row.typed_account.as_deref());
    names.speak(&mut solution, typed);
    timed("match", start);

    let set_aside = collected
        .files
        .iter()
        .flat_map(|file| file.told.iter().cloned())
        .collect();
    let start = Instant::now();
    let reconciliation = report::assemble(&collected, &solution, as_of, Environment::Production);
    timed("report", start);
    Ok(Outcome {
        reconciliation,
        phases,
        set_aside,
    })
}
