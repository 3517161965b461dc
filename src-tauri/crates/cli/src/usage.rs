//! What is said of arguments that can't be read. Where a secret may stand among them, no value is repeated.

use std::process::ExitCode;

use clap::error::ErrorKind;

/// Exit status of usage errors (design section 14).
const USAGE: u8 = 2;

/// Says what is wrong, or shows the help that was asked for.
pub fn told(error: &clap::Error) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if !asked && takes_secrets(std::env::args_os().map(|word| word.to_string_lossy().into_owned()))
    {
        eprintln!(
            "error: {}. What was given is not repeated here: a secret may be in it. Secrets are asked for, or read \
             with --from-fd or --from-file.\n\nFor more information, add --help.",
            error.kind()
        );
        return ExitCode::from(USAGE);
    }
    // Nobody reads it when this fails.
    let _ = error.print();
    if asked {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(USAGE)
    }
}

/// Whether the words ask for `profiles set`, `recovery`, `operators recover` or `operators enrol`, the verbs
/// that secrets are given to, or for `receiver`, whose store's address may have a password in it.
fn takes_secrets(mut words: impl Iterator<Item = String>) -> bool {
    let takes = ["profiles", "recovery", "operators", "receiver"];
    let verb = words.find(|word| takes.contains(&word.as_str()));
    match verb.as_deref() {
        Some("profiles") => words.any(|word| word == "set"),
        Some("operators") => words.any(|word| matches!(&*word, "recover" | "enrol")),
        found => found.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_that_takes_secrets_is_known() {
        let of = |line: &str| takes_secrets(line.split(' ').map(str::to_owned));
        assert!(of(
            "patanisha --json profiles --wrong set 600111 passkey oops"
        ));
        assert!(of("patanisha recovery test 000G-40R4"));
        assert!(of("patanisha operators recover 000G-40R4"));
        assert!(of("patanisha operators --wrong enrol 7KQ2-M9FD-X0AB"));
        assert!(!of("patanisha operators list"));
        assert!(of("patanisha receiver serve --stor postgres://u:oops@h/d"));
        assert!(!of("patanisha profiles list"));
        assert!(!of("patanisha sample --out set"));
    }
}
