//! Who does it: signing in for one call of the program.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use domain::Problem;
use engine::Engine;
use engine::api::{GateDto, Nothing, SignIn};
use zeroize::Zeroizing;

use crate::args::Arguments;

/// Longest passphrase or code that is read, in bytes.
const BYTES_MAX: u64 = 4_096;

/// Signs in as `--operator`. In practice the passphrases stand on the screen, so none is asked for.
///
/// # Errors
/// `usage.operator` when nobody is named; what the engine says of name and passphrase.
pub async fn sign_in(arguments: &Arguments, engine: &Engine) -> Result<(), Problem> {
    let status = engine.app_status(Nothing {}).await?;
    match status.gate {
        // The job itself says what is missing.
        GateDto::Start | GateDto::Open => return Ok(()),
        GateDto::People => {
            return Err(Problem::new(
                "session.no_people",
                "Nothing was done: this workspace has no people yet.",
            )
            .with_remedy(
                "Name the first two with: patanisha operators found --operator NAME --second NAME --other-roles maker",
            ));
        }
        GateDto::SignIn => {}
    }
    let Some(name) = &arguments.operator else {
        let names: Vec<&str> = status
            .operators
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        return Err(Problem::new(
            "usage.operator",
            "Nothing was done: it must be known who does it.",
        )
        .with_field("operator")
        .with_remedy(format!("Add --operator with one of: {}.", names.join(", "))));
    };
    let shown = status
        .operators
        .iter()
        .find(|one| one.name.eq_ignore_ascii_case(name))
        .and_then(|one| one.practice_passphrase.clone());
    let passphrase = match shown {
        Some(shown) if arguments.passphrase_file.is_none() && arguments.passphrase_fd.is_none() => {
            Zeroizing::new(shown)
        }
        _ => own(arguments, name)?,
    };
    let request = SignIn {
        name: name.clone(),
        passphrase: passphrase.to_string(),
    };
    let status = engine.sign_in(request).await?;
    for notice in status.session.iter().flat_map(|session| &session.notices) {
        eprintln!("{notice}");
    }
    Ok(())
}

/// The operator's own passphrase.
///
/// # Errors
/// As [`secret`].
pub fn own(arguments: &Arguments, name: &str) -> Result<Zeroizing<String>, Problem> {
    secret(
        &format!("passphrase of {name}"),
        arguments.passphrase_file.as_deref(),
        arguments.passphrase_fd,
    )
}

/// A secret from a file, a descriptor, or a prompt that shows nothing. A line's end at the end is no
/// part of it.
///
/// # Errors
/// `usage.no_value` without a source and a terminal; `file.not_read`.
pub fn secret(
    called: &str,
    file: Option<&Path>,
    fd: Option<u16>,
) -> Result<Zeroizing<String>, Problem> {
    let not_read = || {
        Problem::new(
            "file.not_read",
            format!("Nothing was done: the {called} could not be read from there."),
        )
        .with_remedy("Check that the file or descriptor is open for reading and holds plain text.")
    };
    let path = fd.map(|fd| std::path::PathBuf::from(format!("/dev/fd/{fd}")));
    if let Some(path) = path.as_deref().or(file) {
        let mut text = Zeroizing::new(String::new());
        let file = std::fs::File::open(path).map_err(|_| not_read())?;
        file.take(BYTES_MAX)
            .read_to_string(&mut text)
            .map_err(|_| not_read())?;
        return Ok(Zeroizing::new(
            text.trim_end_matches(['\n', '\r']).to_owned(),
        ));
    }
    if std::io::stderr().is_terminal() {
        return rpassword::prompt_password(format!("The {called} (not shown): "))
            .map(Zeroizing::new)
            .map_err(|_| not_read());
    }
    Err(Problem::new(
        "usage.no_value",
        format!("Nothing was done: no {called} was given."),
    )
    .with_remedy("Run this on a terminal to be asked for it, or give a file or a file descriptor."))
}
