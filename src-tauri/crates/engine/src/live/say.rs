//! What an answer to a request means for the person who tests a profile.

use std::time::Duration;

use daraja::{Again, CallError, Refusal, Unclear};
use domain::Environment;

use super::Verdict;

/// Said wherever a request with the initiator's password may have got through.
pub const LOCK_REMEDY: &str = "Check the initiator's name, password and certificate before you try again: \
     a wrong password can be silent, and five wrong tries lock the operator.";

/// Who answers.
pub const fn who(environment: Environment) -> &'static str {
    match environment {
        Environment::Practice => "The simulator",
        Environment::Sandbox | Environment::Production => "Safaricom",
    }
}

/// The verdict of a call without an answer.
pub fn call_error(of: &CallError, now: i64) -> Verdict {
    match of {
        CallError::Refused(refusal) => self::refusal(refusal, now),
        CallError::Unclear(unclear) => self::unclear(unclear, now),
    }
}

/// The verdict of a request that was proven not to be taken. What may pass by itself is no fault of the
/// profile's items.
pub fn refusal(of: &Refusal, now: i64) -> Verdict {
    let text = sentence(&of.to_string());
    let verdict = match of.again() {
        Again::SameIdAfter(_) => Verdict::unclear(text),
        Again::AfterFixing | Again::NewIdAfterFixing => Verdict::failed(text),
    };
    with_reply(
        verdict.with_remedy(of.explanation()),
        of.reply.as_ref(),
        now,
    )
}

/// The verdict of a request of which nobody knows whether it was taken.
pub fn unclear(of: &Unclear, now: i64) -> Verdict {
    let verdict = Verdict::unclear(sentence(&of.to_string())).with_remedy(
        "Try again in a few minutes; Safaricom's systems have quiet hours and outages.",
    );
    with_reply(verdict, of.reply.as_ref(), now)
}

fn with_reply(verdict: Verdict, reply: Option<&daraja::Reply>, now: i64) -> Verdict {
    match reply {
        None => verdict,
        Some(reply) => verdict
            .with_code(format!("http {}", reply.status))
            .with_clock(reply.date, now),
    }
}

/// The verdict of a question that was taken and then met with silence.
pub fn silent(environment: Environment, waited: Duration, timed_out: bool) -> Verdict {
    let who = who(environment);
    let how = if timed_out {
        "it reported that the question waited too long in its queue, and no result followed"
    } else {
        "no result came"
    };
    Verdict::unclear(format!(
        "{who} took the question for the balance; {how} within {}. That proves nothing either way: a \
         wrong password can be silent.",
        duration(waited)
    ))
    .with_remedy(
        "Check that the callback address leads to the receiver from outside: Safaricom does not try twice.",
    )
    .with_remedy(LOCK_REMEDY)
}

fn duration(of: Duration) -> String {
    match of.as_secs() {
        60 => "1 minute".to_owned(),
        seconds if seconds > 60 && seconds.is_multiple_of(60) => {
            format!("{} minutes", seconds / 60)
        }
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

/// A phrase as a sentence: a capital letter first, a stop last.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.trim().chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let rest = chars.as_str().trim_end_matches('.');
    format!("{first}{rest}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::CheckOutcome;

    #[test]
    fn silence_is_no_verdict_and_says_why() {
        let told = silent(Environment::Sandbox, Duration::from_secs(120), false);
        assert_eq!(told.outcome, CheckOutcome::Unclear);
        assert!(told.text.contains("within 2 minutes"), "{}", told.text);
        assert!(told.text.contains("a wrong password can be silent"));
        let told = silent(Environment::Practice, Duration::from_secs(1), true);
        assert!(told.text.starts_with("The simulator took"), "{}", told.text);
        assert!(told.text.contains("waited too long") && told.text.contains("1 second"));
    }

    #[test]
    fn phrases_become_sentences() {
        assert_eq!(
            sentence("refused: by a firewall"),
            "Refused: by a firewall."
        );
        assert_eq!(sentence("Ends well."), "Ends well.");
        assert_eq!(sentence(""), ".");
    }
}
