//! Tries at a passphrase, a one-time code or the recovery key: counted before they are made, so that a
//! crash forgets none. Stays out: how long the wait is (`people::delay`).

use domain::Problem;

use super::Core;
use super::roster::subject;
use crate::people::{Person, delay};
use crate::store::{By, Done, Ledger, deeds};

/// Under which number tries of the recovery key are counted: nobody's.
pub(super) const RECOVERY: u32 = 0;

/// What is tried.
pub(super) struct Tried<'a> {
    /// Under which number it is counted.
    of: u32,
    /// As whom: nobody has proved it yet.
    operator: &'a str,
    action: &'static str,
    subject: String,
    field: &'static str,
    /// What to do instead of waiting.
    remedy: &'static str,
}

impl<'a> Tried<'a> {
    /// A person's passphrase or one-time code.
    pub(super) fn passphrase(person: &'a Person) -> Self {
        Self {
            of: person.id,
            operator: &person.name,
            action: "session.try",
            subject: subject(person.id),
            field: "passphrase",
            remedy: "If the passphrase is forgotten, an administrator and another person can give you a \
                     one-time code.",
        }
    }

    /// The recovery key, typed to give two people new keys.
    pub(super) fn recovery_key(administrator: &'a Person) -> Self {
        Self {
            of: RECOVERY,
            operator: &administrator.name,
            action: "recovery.try",
            subject: "recovery key".to_owned(),
            field: "recovery_key",
            remedy: "Compare what you type with what was written down, group by group.",
        }
    }
}

impl Core {
    /// Counts a try, unless it has to wait.
    ///
    /// # Errors
    /// `session.wait`.
    pub(super) fn try_now(&self, ledger: &Ledger, tried: &Tried<'_>) -> Result<(), Problem> {
        let (failed, last) = ledger.read(|read| deeds::tries(read, tried.of))?;
        let wait = i64::from(delay::seconds_after(failed));
        let left = last
            .saturating_add(wait)
            .saturating_sub(self.now().unix())
            .min(wait);
        if left > 0 {
            return Err(Problem::new(
                "session.wait",
                format!(
                    "Not tried: after {failed} tries that went wrong the next one waits. {}.",
                    seconds(left)
                ),
            )
            .with_field(tried.field)
            .with_remedy("Wait, then try again.")
            .with_remedy(tried.remedy));
        }
        let by = By {
            operator: tried.operator,
            at: self.now(),
        };
        ledger.write(by, tried.action, |write| {
            deeds::count_try(write, tried.of)?;
            Ok(Done::to(tried.subject.clone(), ()))
        })
    }

    /// A sentence about how long the next try waits, with a blank before it; empty when it need not.
    pub(super) fn next_try(&self, ledger: &Ledger, of: u32) -> String {
        let failed = ledger
            .read(|read| deeds::tries(read, of))
            .map_or(0, |(failed, _)| failed);
        match i64::from(delay::seconds_after(failed)) {
            0 => String::new(),
            wait => format!(" The next try waits. {}.", seconds(wait)),
        }
    }
}

fn seconds(of: i64) -> String {
    match of {
        1 => "1 second to go".to_owned(),
        2..=119 => format!("{of} seconds to go"),
        _ => format!("{} minutes to go", of.saturating_add(59) / 60),
    }
}
