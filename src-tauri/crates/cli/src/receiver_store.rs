//! A receiver's configuration from its file, and its store from there or from an argument.

use std::path::{Path, PathBuf};

use domain::Problem;
use receiver::config::Config;
use receiver::setup;

/// Reads a configuration. Files that it names are looked for from its folder.
///
/// # Errors
/// `file.*` when the file can't be read; `file.receiver_config` when what stands in it can't.
pub fn config(path: &Path) -> Result<Config, Problem> {
    let read = engine::files::read_input(path)?;
    let text = String::from_utf8_lossy(&read.bytes);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut config = setup::read(&name, &text)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = config.store.strip_prefix("sqlite:");
    // A variable stands for a whole path.
    if let Some(file) = file.filter(|file| !file.starts_with("${")) {
        config.store = format!("sqlite:{}", folder.join(file).display());
    }
    if let Some(tls) = &mut config.tls {
        let from = |file: &PathBuf| folder.join(file);
        (tls.certificate, tls.key) = (from(&tls.certificate), from(&tls.key));
    }
    Ok(config)
}

/// A store given as an argument.
///
/// # Errors
/// `usage.secret_argument` for one with a password in it: other programs see arguments.
pub fn argument(store: &str) -> Result<String, Problem> {
    if has_password(store) {
        return Err(Problem::new(
            "usage.secret_argument",
            "Nothing was done: there is a password in the store's address, and arguments are seen by other \
             programs and kept by the shell. Consider it known, and make a new one.",
        )
        .with_field("--store")
        .with_remedy("Write ${NAME} in its place, in single quotes, and give it by the environment."));
    }
    Ok(store.to_owned())
}

/// Whether a password stands in an address, and not a variable's name.
fn has_password(store: &str) -> bool {
    let Some((_, rest)) = store.split_once("://") else {
        return false;
    };
    let is_variable = |text: &str| text.starts_with("${") && text.ends_with('}');
    let given = |text: &str| !(text.is_empty() || is_variable(text));
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let of_user = before
        .rsplit_once('@')
        .and_then(|(user, _)| user.split_once(':'))
        .is_some_and(|(_, password)| given(password));
    let of_query = query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("password="))
        .any(given);
    of_user || of_query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_no_argument() {
        for store in [
            "sqlite:inbox.db",
            "sqlite:a:b@c",
            "postgres://db/inbox",
            "postgres://receiver@db:5432/inbox?sslmode=require",
            "postgres://receiver:${PG}@db/inbox",
            "postgres://db/inbox?password=${PG}",
        ] {
            assert_eq!(argument(store).unwrap(), store);
        }
        for store in [
            "postgres://receiver:hunter2@db/inbox",
            "postgresql://receiver:a@b@db/inbox",
            "postgres://db/inbox?user=a&password=hunter2",
        ] {
            let problem = argument(store).unwrap_err();
            assert_eq!(problem.code.0, "usage.secret_argument");
            assert!(!problem.to_string().contains("hunter2"));
        }
    }
}
