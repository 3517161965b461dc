//! Running the matching over everything that is open.

use domain::{Code, LineClass, Problem};
use serde_json::json;

use crate::api::{JobRequest, MatchSummary};
use crate::app::position::last_event;
use crate::app::show_file::small64;
use crate::app::{Acts, Core};
use crate::reconcile::{Names, cancelled, matching_options};
use crate::store::{Done, Ledger, entries, line_counts, lines, matching_input, runs};

impl Acts<'_> {
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

/// How often a run is begun again when a decision or an import came in between.
const TRIES: u32 = 3;

/// Matches and keeps the answer. An answer to a ledger that has changed meanwhile is thrown away and
/// the run begun again: a person's decision is never overwritten by an older answer.
pub fn run(
    core: &Core,
    ledger: &Ledger,
    progress: &dyn Fn(&str, u64, u64) -> bool,
) -> Result<MatchSummary, Problem> {
    for _ in 1..TRIES {
        match attempt(core, ledger, progress) {
            Err(problem) if problem.code == STALE => {}
            done => return done,
        }
    }
    attempt(core, ledger, progress)
}

/// The problem of an answer that came too late.
const STALE: Code = Code("matching.stale");

fn attempt(
    core: &Core,
    ledger: &Ledger,
    progress: &dyn Fn(&str, u64, u64) -> bool,
) -> Result<MatchSummary, Problem> {
    let position = core.position(ledger)?;
    let (events, input) =
        ledger.read(|read| Ok((last_event(read)?, matching_input::gather(read)?)))?;
    if events != position.events {
        return Err(stale());
    }
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
        if last_event(write)? != events {
            return Err(stale().into());
        }
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

fn stale() -> Problem {
    Problem::new(
        STALE.0,
        "The matching was not kept: a decision or an import came while it ran. Nothing was changed.",
    )
    .with_remedy("Run the matching again.")
    .with_retry(domain::Retry::Now)
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
