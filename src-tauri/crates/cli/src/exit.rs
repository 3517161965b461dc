//! A problem's exit status, for scripts.

use domain::Problem;
use engine::api::CheckOutcome;

/// Something is wrong with how the program was called.
const USAGE: u8 = 2;
/// A file could not be taken.
pub const INPUT_REFUSED: u8 = 3;
/// A rule or the present state forbids it.
const REFUSED: u8 = 4;
/// Nobody knows how it ended.
const UNKNOWN: u8 = 5;
/// Anything else.
const OTHER: u8 = 1;

/// The status that the contract gives a problem.
pub fn status(problem: &Problem) -> u8 {
    let area = problem.code.0.split('.').next().unwrap_or_default();
    match area {
        "usage" => USAGE,
        "statement" | "ledger" | "import" | "file" | "reconcile" | "profile" | "business"
        | "people" | "pack" | "audit" | "reveal" | "story" | "backup" | "recovery" => INPUT_REFUSED,
        "policy" | "state" | "match" | "workspace" | "environment" | "lease" | "session"
        | "access" | "clock" | "receiver" => REFUSED,
        _ => OTHER,
    }
}

/// The status of checks that were run: a failed one counts most, then one without a verdict. Checks that
/// can't be run yet count only when they were asked for by name, or when none could be run.
pub fn checks(of: &[CheckOutcome], by_name: bool) -> u8 {
    let any = |outcome| of.contains(&outcome);
    let open = any(CheckOutcome::NotPossible) || any(CheckOutcome::NotRun);
    if any(CheckOutcome::Failed) {
        REFUSED
    } else if any(CheckOutcome::Unclear) {
        UNKNOWN
    } else if open && (by_name || !any(CheckOutcome::Passed)) {
        REFUSED
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_have_their_status() {
        for (code, expected) in [
            ("statement.no_header", 3),
            ("file.not_found", 3),
            ("usage.short_code", 2),
            ("match.over_claim", 4),
            ("profile.value", 3),
            ("state.initiator_refused", 4),
            ("backup.damaged", 3),
            ("recovery.wrong", 3),
            ("lease.not_held", 4),
            ("clock.differs", 4),
            ("session.none", 4),
            ("workspace.none", 4),
            ("session.wrong", 4),
            ("access.refused", 4),
            ("people.passphrase_weak", 3),
            ("pack.does_not_hold", 3),
            ("receiver.plain_http", 4),
            ("keyring.locked", 1),
            ("export.disk_full", 1),
        ] {
            assert_eq!(status(&Problem::new(code, "")), expected, "{code}");
        }
    }

    #[test]
    fn checks_have_their_status() {
        use CheckOutcome::*;
        for (of, by_name, expected) in [
            (&[Passed, Passed][..], false, 0),
            (&[Passed, NotPossible], false, 0),
            (&[NotPossible, NotPossible], false, 4),
            (&[NotPossible], true, 4),
            (&[Passed, Failed], false, 4),
            (&[Passed, Unclear], false, 5),
            (&[Failed, NotRun], false, 4),
        ] {
            assert_eq!(checks(of, by_name), expected, "{of:?}");
        }
    }
}
