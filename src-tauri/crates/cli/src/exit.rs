//! A problem's exit status, for scripts.

use domain::Problem;

/// Something is wrong with how the program was called.
const USAGE: u8 = 2;
/// A file could not be taken.
const INPUT_REFUSED: u8 = 3;
/// A rule or the present state forbids it.
const REFUSED: u8 = 4;
/// Anything else.
const OTHER: u8 = 1;

/// The status that the contract gives a problem.
pub fn status(problem: &Problem) -> u8 {
    let area = problem.code.0.split('.').next().unwrap_or_default();
    match area {
        "usage" => USAGE,
        "statement" | "ledger" | "import" | "file" | "reconcile" => INPUT_REFUSED,
        "policy" | "state" | "match" => REFUSED,
        _ => OTHER,
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
            ("export.disk_full", 1),
        ] {
            assert_eq!(status(&Problem::new(code, "")), expected, "{code}");
        }
    }
}
