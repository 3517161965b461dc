//! Running the matching over everything that is open.

use domain::{LineClass, Problem};
use serde_json::json;

use crate::api::{JobRequest, MatchSummary};
use crate::app::show_file::small64;
use crate::app::{Core, Engine};
use crate::reconcile::{Names, cancelled, matching_options};
use crate::store::{Done, Ledger, entries, line_counts, lines, matching_input, runs};

impl Engine {
    /// Runs the matching over everything that is open.
    ///
    /// # Errors
    /// When the job is cancelled, or an import changed the ledger meanwhile. Then nothing is changed.
    pub async fn match_run(&self, request: JobRequest) -> Result<MatchSummary, Problem> {
        self.with_job(&request.job, |core, ledger, job| {
            run(core, ledger, &|phase, done, of| {
                job.report(phase, (0, 10_000), done, of)
            })
        })
        .await
    }
}

/// Matches and keeps the answer.
pub fn run(
    core: &Core,
    ledger: &Ledger,
    progress: &dyn Fn(&str, u64, u64) -> bool,
) -> Result<MatchSummary, Problem> {
    let position = core.position(ledger)?;
    let input = ledger.read(matching_input::gather)?;
    let options = matching_options(
        &position.certificates,
        position.period.unwrap_or_default(),
        position.as_of(),
    );
    let mut solution = matching::solve(
        &input.lines,
        &input.entries,
        &input.decided,
        &options,
        &mut |done, of| progress("Matching", done, of),
    )
    .map_err(|_| cancelled())?;
    speak(ledger, &mut solution)?;
    if !progress("Keeping the matches", 99, 100) {
        return Err(cancelled());
    }
    ledger.write(core.by(), "matching.run", |write| {
        let done = runs::replace(write, &input.line_ids, &input.entry_ids, &solution)?;
        let after = json!({
            "auto": done.auto,
            "suggested": done.suggested,
            "made": done.made,
            "ended": done.ended,
            "findings": done.findings,
            "answer_sha256": done.digest,
        });
        let subject = format!("run {}", done.id);
        Ok(Done::to(subject, done).after(after))
    })?;
    summary(ledger)
}

/// The answer's sentences with references as they are written.
fn speak(ledger: &Ledger, solution: &mut matching::Solution) -> Result<(), Problem> {
    ledger.read(|read| {
        let mut names = Names::default();
        entries::for_each(read, |entry| {
            entry
                .reference
                .iter()
                .chain(&entry.account)
                .for_each(|written| names.add(written));
            Ok(())
        })?;
        let mut typed = Vec::with_capacity(solution.lines.len());
        lines::for_each(read, |line| {
            typed.push(line.typed_account);
            Ok(())
        })?;
        names.speak(solution, typed.iter().map(Option::as_deref));
        Ok(())
    })
}

fn summary(ledger: &Ledger) -> Result<MatchSummary, Problem> {
    let counts = ledger.read(line_counts)?;
    let of = |class| {
        let count = counts.iter().find(|count| count.class == class);
        small64(count.map_or(0, |count| count.lines))
    };
    Ok(MatchSummary {
        auto: of(LineClass::Matched).saturating_add(of(LineClass::Part)),
        suggested: of(LineClass::Suggested),
        ambiguous: of(LineClass::Ambiguous),
        unmatched: of(LineClass::Unmatched),
    })
}
