//! Reads the configuration file: what is wrong is named by line, and no value is repeated.

use std::ops::Range;

use domain::{Place, Problem};

use crate::config::Config;
use crate::console::Keys;

/// Reads the text of a configuration. The store's `${NAME}`s are put in by [`with_variables`].
///
/// # Errors
/// `file.receiver_config`: nothing was started.
pub fn read(name: &str, text: &str) -> Result<Config, Problem> {
    let config: Config = toml::from_str(text).map_err(|error| {
        // Its whole message repeats the line, and a password may stand there.
        wrong(error.message()).with_place(place(name, text, error.span()))
    })?;
    Keys::of(&config.console)
        .map_err(|error| wrong(&error.to_string()).with_place(Place::file(name)))?;
    Ok(config)
}

/// Puts variables of the environment in the place of `${NAME}`.
///
/// # Errors
/// `usage.receiver_variable` for one that is not there or not closed: nothing was started.
pub fn with_variables(
    text: &str,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<String, Problem> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else {
            return Err(missing(
                "A ${ in the store's address has no closing }.".to_owned(),
            ));
        };
        let Some(value) = variable(name) else {
            return Err(missing(format!(
                "The store's address names the variable {name}, which is not in the environment."
            )));
        };
        out.push_str(before);
        out.push_str(&value);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn wrong(why: &str) -> Problem {
    let why = why.trim().trim_end_matches('.');
    Problem::new(
        "file.receiver_config",
        format!("No receiver was started: its configuration can't be read: {why}."),
    )
    .with_field("--config")
    .with_remedy("Correct the file. `patanisha receiver init` writes one that names every key.")
}

fn missing(why: String) -> Problem {
    Problem::new(
        "usage.receiver_variable",
        format!("No receiver was started. {why}"),
    )
    .with_field("store")
    .with_remedy("Set the variable, for systemd in /etc/patanisha/receiver.env.")
}

fn place(name: &str, text: &str, span: Option<Range<usize>>) -> Place {
    let row = span.map(|span| {
        let before = text.as_bytes().iter().take(span.start);
        let lines = before.filter(|byte| **byte == b'\n').count();
        u64::try_from(lines).unwrap_or(0).saturating_add(1)
    });
    Place {
        row,
        ..Place::file(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_by_line_and_not_repeated() {
        for (text, line, part) in [
            ("listen = \"127.0.0.1:1\"\nlistem = 1\n", 2, "listem"),
            ("\n\nstore = \"postgres://u:hunter2@h/d\" x\n", 3, ""),
            ("[limits]\nbody_len = \"hunter2\"\n", 2, "invalid type"),
            ("listen = \"hunter2\"\n", 1, "socket address"),
        ] {
            let problem = read("receiver.toml", text).unwrap_err();
            let said = problem.to_string();
            assert_eq!(problem.place.unwrap().row, Some(line), "{said}");
            assert!(said.contains(part), "{said}");
            assert!(!said.contains("postgres"), "{said}");
        }
        assert_eq!(read("receiver.toml", "").unwrap(), Config::default());
        let bad = "[[console]]\nname = \"till\"\ntoken_sha256 = \"00\"\n";
        let said = read("receiver.toml", bad).unwrap_err().to_string();
        assert!(said.contains("console till"), "{said}");
    }

    #[test]
    fn variables_are_put_in_and_missed() {
        let variable = |name: &str| (name == "PASS").then(|| "s3".to_owned());
        let put = |text| with_variables(text, variable);
        assert_eq!(put("sqlite:a.db").unwrap(), "sqlite:a.db");
        assert_eq!(put("${PASS}:${PASS}@h$1}").unwrap(), "s3:s3@h$1}");
        for bad in ["${NONE}", "${PASS", "${}"] {
            assert_eq!(put(bad).unwrap_err().code.0, "usage.receiver_variable");
        }
    }
}
