//! A list of steps run in order, each announced and timed, with a table and the count at the end.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::process;
use crate::stop::{Outcome, Stop};
use crate::tally::Tally;

/// One thing to run.
pub struct Step {
    /// What it shows, in a few words.
    pub name: &'static str,
    /// The program.
    pub command: Command,
    /// What to do when it fails.
    pub remedy: &'static str,
}

/// A step that ran.
struct Done {
    name: &'static str,
    took: Duration,
    tally: Tally,
    ok: bool,
}

/// Runs the steps until one fails, prints the table, and as the last line the count of tests.
pub fn run(steps: Vec<Step>) -> Outcome {
    let planned = steps.len();
    let mut done = Vec::with_capacity(planned);
    let mut stop = None;
    for (index, mut step) in steps.into_iter().enumerate() {
        process::announce(&format!(
            "[{}/{planned}] {}: {}",
            index + 1,
            step.name,
            process::typed(&step.command)
        ));
        let started = Instant::now();
        let (ok, output) = match process::run_and_read(&mut step.command) {
            Ok(ran) => ran,
            Err(error) => {
                eprintln!("{error}");
                (false, String::new())
            }
        };
        let ran = Done {
            name: step.name,
            took: started.elapsed(),
            tally: Tally::read(&output),
            ok,
        };
        println!("{} {} in {}", ran.name, word(ran.ok), clock(ran.took));
        done.push(ran);
        if !ok {
            let left = planned - done.len();
            stop = Some(
                Stop::new(format!(
                    "{} failed; {left} steps after it were not run.",
                    step.name
                ))
                .remedy(step.remedy),
            );
            break;
        }
    }
    let (table, tally) = closing(&done);
    println!("\n{table}");
    if let Some(stop) = stop {
        println!("{stop}\n\n{tally}");
        return Err(Stop::told());
    }
    println!("{tally}");
    Ok(())
}

/// The table of steps, and the sum of tests. A step that failed without a failing test of its own
/// (formatting, a compiler error) counts as one failure.
fn closing(done: &[Done]) -> (String, Tally) {
    let width = done
        .iter()
        .map(|step| step.name.chars().count())
        .max()
        .unwrap_or(0);
    let mut table = String::new();
    let mut sum = Tally::default();
    for step in done {
        let mut tally = step.tally;
        if !step.ok && tally.failed == 0 {
            tally.failed = 1;
        }
        sum += tally;
        let tests = if step.tally.is_empty() {
            String::new()
        } else {
            step.tally.to_string()
        };
        let line = format!(
            "{:width$}  {:>7}  {:6}  {tests}",
            step.name,
            clock(step.took),
            word(step.ok)
        );
        table.push_str(line.trim_end());
        table.push('\n');
    }
    (table, sum)
}

fn word(ok: bool) -> &'static str {
    if ok { "passed" } else { "FAILED" }
}

/// Minutes and seconds: `4:07`.
fn clock(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(name: &'static str, seconds: u64, output: &str, ok: bool) -> Done {
        Done {
            name,
            took: Duration::from_secs(seconds),
            tally: Tally::read(output),
            ok,
        }
    }

    #[test]
    fn the_table_adds_up() {
        let (table, sum) = closing(&[
            done("formatting", 2, "", true),
            done(
                "Rust tests",
                247,
                "Summary [ 1s] 9 tests run: 8 passed, 1 failed",
                false,
            ),
        ]);
        assert_eq!(
            table,
            "formatting     0:02  passed\n\
             Rust tests     4:07  FAILED  8 passed, 1 failed\n"
        );
        assert_eq!(sum.to_string(), "8 passed, 1 failed");
    }

    #[test]
    fn a_failure_without_tests_still_counts() {
        let (_, sum) = closing(&[done("clippy", 1, "error: unused", false)]);
        assert_eq!(sum.to_string(), "0 passed, 1 failed");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_runs_after_a_failure() {
        let folder = std::env::temp_dir().join(format!("xtask-steps-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]).current_dir(&folder);
            Step {
                name: "step",
                command,
                remedy: "none",
            }
        };
        assert!(run(vec![shell("exit 1"), shell("touch reached")]).is_err());
        assert!(!folder.join("reached").exists());
        assert!(run(vec![shell("true"), shell("touch reached")]).is_ok());
        assert!(folder.join("reached").exists());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
