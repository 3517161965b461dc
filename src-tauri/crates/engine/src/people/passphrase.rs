//! Passphrases: which are strong enough. Stays out: what they unlock (`wrapped_key`).

use domain::Problem;
use zxcvbn::Score;

/// Shortest, in characters.
const CHARS_MIN: usize = 10;
/// Longest, in characters.
const CHARS_MAX: usize = 200;

/// How strong a passphrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// 0 to 4, by the estimated number of guesses.
    pub score: u8,
    /// Whether it is long enough, and its score at least 3 (over 100 million guesses).
    pub enough: bool,
}

/// Estimates a passphrase. `known` are words an attacker would try first: the person's name, the
/// business.
#[must_use]
pub fn strength(passphrase: &str, known: &[&str]) -> Strength {
    let chars = passphrase.chars().count();
    // The estimator's time grows fast with length, and more than this adds nothing to the answer.
    let tried: String = passphrase.chars().take(72).collect();
    let score = match zxcvbn::zxcvbn(&tried, known).score() {
        Score::Zero => 0,
        Score::One => 1,
        Score::Two => 2,
        Score::Three => 3,
        _ => 4,
    };
    Strength {
        score,
        enough: score >= 3 && (CHARS_MIN..=CHARS_MAX).contains(&chars),
    }
}

/// Refuses a passphrase that is not strong enough.
///
/// # Errors
/// `people.passphrase_weak`.
pub fn check(passphrase: &str, known: &[&str]) -> Result<(), Problem> {
    if strength(passphrase, known).enough {
        return Ok(());
    }
    let mut problem = Problem::new(
        "people.passphrase_weak",
        format!(
            "Nothing was changed: the passphrase is too easy to guess. It needs {CHARS_MIN} to \
             {CHARS_MAX} characters that stand on no list of common words and names."
        ),
    )
    .with_field("passphrase");
    for advice in ADVICE {
        problem = problem.with_remedy(advice);
    }
    Err(problem)
}

/// What makes a passphrase better.
pub const ADVICE: [&str; 2] = [
    "Take four or more words that have nothing to do with each other.",
    "Leave out names, dates, phone numbers and the name of the business.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_known_words_are_refused() {
        for weak in [
            "",
            "password12",
            "mfano traders",
            "1234567890",
            "Otieno2026",
        ] {
            assert!(check(weak, &["Mfano Traders", "Otieno"]).is_err(), "{weak}");
        }
        assert!(check("short k9", &[]).is_err());
        assert!(check("mto-taa-embe-saba-kofia", &["Mfano"]).is_ok());
        assert!(check(&"mto taa embe ".repeat(40), &[]).is_err(), "too long");
    }
}
