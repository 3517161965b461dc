//! Law 11: time is suspect. What the computer's clock shows is held against the last audit event, and
//! against the clock of whoever answers as Safaricom.
//!
//! Owns: saying that the clock runs behind or differs. Stays out: holding recorded time at the last event,
//! which the store does in every change (`store::audit_log`).

use std::collections::BTreeMap;
use std::sync::Mutex;

use domain::{Eat, Environment, Problem, Retry};

use super::{Core, World, lock};
use crate::live;
use crate::store::{Ledger, audit_log};

/// Seconds by which this computer's clock was ahead of the answering one at the last answer of each
/// environment; below zero when it was behind. In memory: a new start waits for an answer.
#[derive(Debug, Default)]
pub(super) struct Skews(Mutex<BTreeMap<Environment, i64>>);

impl World {
    /// Takes the clock of an answer, in seconds since 1970 in UTC.
    pub(super) fn heard_clock(&self, theirs: i64) {
        let skew = (self.shared.clock)().saturating_sub(theirs);
        lock(&self.shared.skews.0).insert(self.environment, skew);
    }

    /// That the clock was more than two minutes from the answering one at the last answer, if it was.
    fn differs(&self) -> Option<Problem> {
        let skew = lock(&self.shared.skews.0).get(&self.environment).copied()?;
        (skew.saturating_abs() > live::SKEW_SECONDS_MAX).then(|| differs(skew, self.environment))
    }
}

impl Core {
    /// Why the clock is not to be relied on, if so: `clock.behind` or `clock.differs`.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub(super) fn clock_fault(&self, ledger: &Ledger) -> Result<Option<Problem>, Problem> {
        Ok(behind(ledger, self.now())?.or_else(|| self.differs()))
    }
}

fn differs(skew: i64, environment: Environment) -> Problem {
    let which = if skew > 0 { "ahead of" } else { "behind" };
    Problem::new(
        "clock.differs",
        format!(
            "This computer's clock is {} {which} the one that {} answers with. While it is more than two \
             minutes off, nothing is approved or sent.",
            live::span(skew.unsigned_abs()),
            match environment {
                Environment::Practice => "the simulator",
                Environment::Sandbox | Environment::Production => "Safaricom",
            },
        ),
    )
    .with_remedy("Set the clock of this computer right, or let the system set it from the network.")
    .with_remedy("Then test a profile under Settings → Profiles: its answer is compared again.")
    .with_retry(Retry::AfterRemedy)
}

/// What is wrong with the clock, if it shows a moment before the last recorded event. Either it was set
/// back, or it ran ahead when that event was recorded.
///
/// # Errors
/// When the ledger can't be read.
fn behind(ledger: &Ledger, now: Eat) -> Result<Option<Problem>, Problem> {
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
