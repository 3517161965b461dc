//! Law 11: time is suspect. What the computer's clock shows is held against the last audit event.
//!
//! Owns: saying that the clock runs behind. Stays out: holding recorded time at the last event, which the
//! store does in every change (`store::audit_log`).

use domain::{Eat, Problem, Retry};

use crate::store::{Ledger, audit_log};

/// What is wrong with the clock, if it shows a moment before the last recorded event. Either it was set
/// back, or it ran ahead when that event was recorded.
///
/// # Errors
/// When the ledger can't be read.
pub fn behind(ledger: &Ledger, now: Eat) -> Result<Option<Problem>, Problem> {
    let last = ledger.read(audit_log::last_at)?;
    Ok(last
        .filter(|last| now < *last)
        .map(|last| problem(now, last)))
}

fn problem(now: Eat, last: Eat) -> Problem {
    Problem::new(
        "clock.behind",
        format!(
            "This computer's clock shows {now}, and the last recorded event was at {last}. Until the \
             clock has passed that moment, changes are recorded under it, so that the audit chain never \
             goes back in time.",
        ),
    )
    .with_remedy("Set the clock of this computer right, or let the system set it from the network.")
    .with_remedy(
        "If the clock is right now, it was ahead when that event was recorded: the times of the last \
         events are too late.",
    )
    .with_retry(Retry::Now)
}
