//! Looks at a receiver from outside, as Safaricom and a console do.
//!
//! Owns: the checks, in the order of what they stand on, and what to do about each. Stays out: printing
//! them. Nothing is published, acknowledged or fenced: the console finds everything as it was, but for one
//! test delivery when the token of a test address is given.

mod checks;
mod delivery;
mod line;

use crate::callback_path::KindToken;
use crate::setup::PublicUrl;

/// What to look at, and with which rights.
pub struct Asked {
    /// The receiver's public address.
    pub url: PublicUrl,
    /// The console's bearer token; without it only the outside is looked at.
    pub token: Option<String>,
    /// The token of a published test address; without it nothing is delivered.
    pub test: Option<KindToken>,
    /// This computer's clock, in milliseconds since 1970, UTC.
    pub now_ms: fn() -> i64,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it must be.
    Passed,
    /// It is not.
    Failed,
    /// It could not be looked at; what it says tells why.
    NotPossible,
}

impl Outcome {
    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotPossible => "not_possible",
        }
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its stable name: `address`, `name`, `certificate`, `tls_versions`, `silence`, `clock`, `status`,
    /// `delivery`.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// What was found. Whole sentences.
    pub says: String,
    /// What to do.
    pub remedy: Option<String>,
}

impl Check {
    fn new(name: &'static str, outcome: Outcome, says: impl Into<String>) -> Self {
        Self {
            name,
            outcome,
            says: says.into(),
            remedy: None,
        }
    }

    fn passed(name: &'static str, says: impl Into<String>) -> Self {
        Self::new(name, Outcome::Passed, says)
    }

    fn failed(name: &'static str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        let mut check = Self::new(name, Outcome::Failed, says);
        check.remedy = Some(remedy.into());
        check
    }

    fn not_possible(name: &'static str, says: impl Into<String>) -> Self {
        Self::new(name, Outcome::NotPossible, says)
    }
}

/// Runs every check; those that nothing answers are left out.
pub async fn examine(asked: &Asked) -> Vec<Check> {
    let mut found = vec![checks::address(&asked.url)];
    found.push(checks::name(&asked.url).await);
    let there = checks::is_there(&asked.url).await;
    if there && asked.url.tls {
        found.push(checks::certificate(&asked.url, (asked.now_ms)()).await);
        found.push(checks::tls_versions(&asked.url).await);
    }
    if !there {
        found.push(Check::failed(
            "silence",
            format!("Nothing answers at {}.", asked.url.text),
            "Check that the receiver runs, that the proxy passes to it, and that the firewall lets 443 in.",
        ));
        return found;
    }
    found.push(checks::silence(&asked.url).await);
    let status = match &asked.token {
        Some(token) => checks::status(&asked.url, token).await,
        None => Err(Check::not_possible(
            "status",
            "No console's token was given, so the receiver was not asked how it is.",
        )),
    };
    match status {
        Ok((check, status)) => {
            found.push(checks::clock(&asked.url, Some(&status), asked.now_ms).await);
            found.push(check);
            found.push(delivery::test(asked, &status).await);
        }
        Err(check) => {
            found.push(checks::clock(&asked.url, None, asked.now_ms).await);
            found.push(check);
        }
    }
    found
}

#[cfg(test)]
#[path = "doctor_tests.rs"]
mod tests;
