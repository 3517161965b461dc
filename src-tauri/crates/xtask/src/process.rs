//! Running other programs: shown to the reader as they run, or asked quietly.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::stop::{Outcome, Stop};

/// Says what is being done, in a line that stands out.
pub fn announce(what: &str) {
    println!("\n── {what}");
}

/// The command as a reader would type it.
pub fn typed(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        text.push(' ');
        if arg.is_empty() || arg.contains([' ', '(', '\n', '$', '"']) {
            text.push_str(&format!("'{arg}'"));
        } else {
            text.push_str(&arg);
        }
    }
    text
}

/// Runs a command to its end with this terminal.
pub fn run(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Stop::new(format!(
        "`{}` failed ({status}).",
        typed(command)
    )))
}

/// Runs a command, shows its output as it comes, and also returns it. The flag says whether it succeeded.
pub fn run_and_read(command: &mut Command) -> Outcome<(bool, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let out = child
        .stdout
        .take()
        .map(|pipe| show(pipe, std::io::stdout()));
    let err = child
        .stderr
        .take()
        .map(|pipe| show(pipe, std::io::stderr()));
    let status = child
        .wait()
        .map_err(|error| Stop::new(format!("`{}` was lost: {error}.", typed(command))))?;
    let text = [out, err]
        .into_iter()
        .flatten()
        .filter_map(|reader| reader.join().ok())
        .collect();
    Ok((status.success(), text))
}

/// Asks a program something; `None` when it is missing or fails.
pub fn ask<S: AsRef<OsStr>>(program: &str, args: &[S]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program is on the path.
pub fn exists(program: &str) -> bool {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(&name).is_file()))
}

/// `npm` as this system spells it.
pub fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Cargo, the one that started us where there is one.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn not_started(command: &Command, error: &std::io::Error) -> Stop {
    Stop::new(format!("`{}` did not start: {error}.", typed(command)))
}

/// Copies a pipe to a terminal line by line and keeps what passed.
fn show(
    pipe: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut text = String::new();
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while lines
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            // A closed terminal must not stop the step: the exit status decides.
            let _ = to.write_all(&line).and_then(|()| to.flush());
            text.push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_command_as_it_would_be_typed() {
        let mut command = Command::new("cargo");
        command.args(["nextest", "-E", "not package(e2e)", ""]);
        assert_eq!(typed(&command), "cargo nextest -E 'not package(e2e)' ''");
    }

    #[cfg(unix)]
    #[test]
    fn reads_both_streams_and_the_status() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; exit 3"]);
        let (ok, text) = run_and_read(&mut command).unwrap();
        assert!(!ok);
        assert!(text.contains("one\n") && text.contains("two\n"));
        assert!(run(Command::new("sh").args(["-c", "exit 1"])).is_err());
        assert_eq!(ask("sh", &["-c", "exit 1"]), None);
        assert!(exists("sh") && !exists("no-such-program-anywhere"));
    }
}
