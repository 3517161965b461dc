//! `cargo xtask soak`: the property tests on many more cases, and the kills many more times, than `test` has
//! time for.

use crate::process::{self, announce};
use crate::stop::{Outcome, Stop};
use crate::tally::Tally;
use crate::tree::Tree;
use crate::{setup, test};

/// How many cases each property gets when none are asked for.
const CASES_DEFAULT: u32 = 20_000;

/// How often the receiver's store is killed.
const KILLS: u32 = 200;

/// The crates whose laws are held by properties, and by kills.
const CRATES: &[&str] = &["domain", "statements", "matching", "engine", "receiver"];

/// Runs them in release and reports how many cases held.
pub fn soak(tree: &Tree, args: &[String]) -> Outcome {
    let cases = cases(args)?;
    setup::everything()?;
    announce(&format!(
        "Soak: {cases} cases for each property, {KILLS} kills, in release"
    ));
    let mut command = test::cargo(tree, &["nextest", "run", "--release", "--no-fail-fast"]);
    for name in CRATES {
        command.args(["-p", name]);
    }
    command
        .env("PROPTEST_CASES", cases.to_string())
        .env("PATANISHA_SOAK_CASES", cases.to_string())
        .env("PATANISHA_KILLS", KILLS.to_string());
    let (ok, output) = process::run_and_read(&mut test::on_private_bus(command))?;
    let tally = Tally::read(&output);
    println!(
        "\nSoak of {}: {cases} cases for each property\n{tally}",
        CRATES.join(", ")
    );
    if ok {
        return Ok(());
    }
    Err(Stop::new("a property does not hold.").remedy(
        "proptest wrote the smallest failing case beside the test (proptest-regressions); keep it, and mend the code.",
    ))
}

fn cases(args: &[String]) -> Outcome<u32> {
    match args {
        [] => Ok(CASES_DEFAULT),
        [text] => text.parse().ok().filter(|cases| *cases > 0).ok_or_else(|| {
            Stop::new(format!("{text:?} is not a number of cases."))
                .remedy("For example: cargo xtask soak 50000")
        }),
        _ => {
            Err(Stop::new("`soak` takes one number.").remedy("For example: cargo xtask soak 50000"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_one_positive_number_or_none() {
        assert_eq!(cases(&[]), Ok(CASES_DEFAULT));
        assert_eq!(cases(&["7".into()]), Ok(7));
        for bad in ["0", "-1", "many"] {
            assert!(cases(&[bad.into()]).is_err(), "{bad}");
        }
        assert!(cases(&["1".into(), "2".into()]).is_err());
    }
}
