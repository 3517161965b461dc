//! How a real call ended, in words for the person who tests a profile.

use chrono::{DateTime, Utc};

use crate::api::CheckOutcome;

/// How far this computer's clock may be from Safaricom's before it is said (law 11), in seconds.
pub const SKEW_SECONDS_MAX: i64 = 120;

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Passed, failed or unclear.
    pub outcome: CheckOutcome,
    /// In plain words.
    pub text: String,
    /// What to do, most promising first.
    pub remedies: Vec<String>,
    /// The code Safaricom answered with, if it did.
    pub code: Option<String>,
    /// Whether Safaricom refused the initiator: nothing more may be sent with it.
    pub initiator_refused: bool,
}

impl Verdict {
    fn new(outcome: CheckOutcome, text: impl Into<String>) -> Self {
        Self {
            outcome,
            text: text.into(),
            remedies: Vec::new(),
            code: None,
            initiator_refused: false,
        }
    }

    /// Proven to work.
    pub fn passed(text: impl Into<String>) -> Self {
        Self::new(CheckOutcome::Passed, text)
    }

    /// Proven not to work.
    pub fn failed(text: impl Into<String>) -> Self {
        Self::new(CheckOutcome::Failed, text)
    }

    /// No verdict.
    pub fn unclear(text: impl Into<String>) -> Self {
        Self::new(CheckOutcome::Unclear, text)
    }

    /// Adds something to do.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedies.push(remedy.into());
        self
    }

    /// Says that a result came all the same, from an address that is not known to be Safaricom's.
    #[must_use]
    pub fn but_unverified(mut self) -> Self {
        self.text =
            "A result came, but from an address that is not on the receiver's list of Safaricom's \
             addresses; it proves nothing."
                .to_owned();
        self.with_remedy("Look at it under Callbacks. If it is Safaricom's, add its address to the receiver's list.")
    }

    /// Names the code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Adds a warning when the clocks of this computer and of the answering one are far apart.
    #[must_use]
    pub fn with_clock(mut self, theirs: Option<DateTime<Utc>>, now: i64) -> Self {
        let Some(skew) = theirs.map(|theirs| now.saturating_sub(theirs.timestamp())) else {
            return self;
        };
        if skew.saturating_abs() <= SKEW_SECONDS_MAX {
            return self;
        }
        let which = if skew > 0 { "ahead of" } else { "behind" };
        let far = span(skew.unsigned_abs());
        self.text.push_str(&format!(
            " Warning: this computer's clock is {far} {which} the one that answered; approving and \
             sending stop while it is more than two minutes off."
        ));
        self.with_remedy("Set this computer's clock, or let it be set from the network.")
    }
}

/// `3 minutes`, `5 hours`, `12 days`
#[must_use]
pub fn span(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..7_200 => (seconds / 60, "minutes"),
        7_200..172_800 => (seconds / 3_600, "hours"),
        _ => (seconds / 86_400, "days"),
    };
    format!("{count} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_a_warning_in_the_verdict() {
        let theirs = DateTime::from_timestamp(1_000_000, 0);
        let text = |now| Verdict::passed("It works.").with_clock(theirs, now).text;
        assert_eq!(text(1_000_120), "It works.");
        assert_eq!(text(999_880), "It works.");
        assert!(text(1_000_181).contains("3 minutes ahead of"));
        assert!(text(999_879).contains("2 minutes behind"));
        assert!(text(1_000_000 + 3 * 86_400).contains("3 days ahead"));
        let verdict = Verdict::passed("It works.").with_clock(theirs, 0);
        assert_eq!(
            (verdict.outcome, verdict.remedies.len()),
            (CheckOutcome::Passed, 1)
        );
        assert_eq!(Verdict::passed("x").with_clock(None, 0).text, "x");
    }
}
