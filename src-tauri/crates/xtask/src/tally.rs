//! Counting tests from what the test programs print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Tally {
    /// Adds up the closing lines of nextest, of `cargo test --doc` and of vitest.
    pub fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let line = without_colour(line);
            if let Some(counts) = counts_in(line.trim_start()) {
                sum += counts;
            }
        }
        sum
    }

    /// Whether anything was counted at all.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The counts in one line, when it is a closing line.
fn counts_in(line: &str) -> Option<Tally> {
    let nextest = line
        .starts_with("Summary [")
        .then(|| line.split_once(" run: "))
        .flatten();
    let doctest = line.strip_prefix("test result: ");
    let vitest = line.strip_prefix("Tests ");
    let counts = nextest.map(|(_, counts)| counts).or(doctest).or(vitest)?;
    Some(Tally {
        passed: count_before("passed", counts),
        // nextest counts a test that hung or could not start apart from one that failed.
        failed: count_before("failed", counts)
            .saturating_add(count_before("timed", counts))
            .saturating_add(count_before("exec", counts)),
    })
}

/// The number before a word: `19 passed (1 slow), 1 failed` has 19 before `passed`.
fn count_before(word: &str, text: &str) -> u64 {
    let words: Vec<&str> = text
        .split([' ', ',', ';', '|', '(', ')'])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, name] if *name == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

fn without_colour(line: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            clean.push(c);
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn reads_each_programs_closing_line() {
        for (line, counts) in [
            (
                "     Summary [   0.512s] 321 tests run: 321 passed, 0 skipped",
                tally(321, 0),
            ),
            (
                "     Summary [   9.2s] 40 tests run: 37 passed (2 slow), 2 failed, 1 timed out, 3 skipped",
                tally(37, 3),
            ),
            (
                "\u{1b}[32;1m     Summary\u{1b}[0m [ 1s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m",
                tally(2, 0),
            ),
            (
                "test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured",
                tally(7, 0),
            ),
            ("      Tests  1 failed | 11 passed (12)", tally(11, 1)),
            (" Test Files  3 passed (3)", tally(0, 0)),
            ("the Tests 5 passed in another sentence", tally(0, 0)),
        ] {
            assert_eq!(Tally::read(line), counts, "{line}");
        }
    }

    #[test]
    fn adds_up_a_whole_output() {
        let text = "test result: ok. 2 passed; 0 failed;\nnoise\ntest result: FAILED. 1 passed; 1 failed;\n";
        assert_eq!(Tally::read(text), tally(3, 1));
        assert_eq!(tally(3, 1).to_string(), "3 passed, 1 failed");
        assert!(Tally::read("").is_empty());
    }
}
