//! `cargo xtask test`: everything that must pass, in the order that finds faults soonest.
//!
//! Every cargo step names the whole workspace, so that features resolve the same way each time and no
//! crate is compiled twice for a different set of them.

use std::process::Command;

use crate::process;
use crate::steps::{self, Step};
use crate::stop::Outcome;
use crate::tree::Tree;
use crate::{page, setup};

/// The virtual display the window tests run on; wide enough for the console's own layout.
const SCREEN: &str = "-screen 0 1440x900x24";

/// Sets up, builds the page, and runs every step.
pub fn test(tree: &Tree) -> Outcome {
    setup::everything()?;
    page::build(tree)?;
    let mut plan = checks(tree);
    plan.extend(rust_tests(tree));
    plan.extend(page_tests(tree));
    if cfg!(target_os = "linux") {
        plan.push(window_tests(tree));
    } else {
        println!(
            "The real-window tests need WebKitWebDriver and run on Linux only: left out here."
        );
    }
    steps::run(plan)
}

/// Formatting and clippy.
pub fn checks(tree: &Tree) -> Vec<Step> {
    vec![
        Step {
            name: "formatting",
            command: cargo(tree, &["fmt", "--all", "--check"]),
            remedy: "Run `cargo fmt --all`.",
        },
        Step {
            name: "clippy",
            command: cargo(
                tree,
                &[
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--",
                    "-D",
                    "warnings",
                ],
            ),
            remedy: "Mend what the first error names; `cargo clippy -p CRATE --all-targets` repeats it quickly.",
        },
    ]
}

fn rust_tests(tree: &Tree) -> Vec<Step> {
    vec![
        Step {
            name: "build",
            command: cargo(tree, &["build", "--workspace", "--all-targets"]),
            remedy: "Mend what the first error names.",
        },
        Step {
            name: "Rust tests",
            command: on_private_bus(cargo(
                tree,
                &[
                    "nextest",
                    "run",
                    "--workspace",
                    "--no-fail-fast",
                    "-E",
                    "not package(e2e)",
                ],
            )),
            remedy: "Repeat one with `dbus-run-session -- cargo nextest run -p CRATE NAME`.",
        },
        Step {
            name: "doc tests",
            command: cargo(tree, &["test", "--doc", "--workspace"]),
            remedy: "The example named above no longer holds: mend it or the code.",
        },
    ]
}

/// The page's type check, lint and unit tests.
fn page_tests(tree: &Tree) -> Vec<Step> {
    vec![
        Step {
            name: "page types",
            command: npm(tree, "check"),
            remedy: "If Rust types changed: `cargo xtask bindings`. Else mend what is named above.",
        },
        page_lint(tree),
        Step {
            name: "page tests",
            command: npm(tree, "test"),
            remedy: "Repeat with `npm --prefix ui run test`.",
        },
    ]
}

/// The page's lint.
pub fn page_lint(tree: &Tree) -> Step {
    Step {
        name: "page lint",
        command: npm(tree, "lint"),
        remedy: "Mend what is named above.",
    }
}

fn window_tests(tree: &Tree) -> Step {
    let mut on_display = Command::new("xvfb-run");
    on_display.args(["-a", "-s", SCREEN]);
    let tests = cargo(
        tree,
        &[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "-E",
            "package(e2e)",
        ],
    );
    Step {
        name: "window tests",
        command: on_private_bus(before(on_display, &tests)),
        remedy: "Look at the pictures in tests/e2e/shots; repeat one under `xvfb-run -a`.",
    }
}

/// A session bus of its own, so that keyring tests neither see nor touch this user's keyring.
pub fn on_private_bus(command: Command) -> Command {
    if cfg!(target_os = "linux") {
        let mut session = Command::new("dbus-run-session");
        session.arg("--");
        before(session, &command)
    } else {
        command
    }
}

/// Puts one command in front of another, which it will start.
fn before(mut outer: Command, inner: &Command) -> Command {
    outer.arg(inner.get_program()).args(inner.get_args());
    if let Some(folder) = inner.get_current_dir() {
        outer.current_dir(folder);
    }
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    outer
}

/// Cargo in the checkout, in colour when a person watches.
pub fn cargo(tree: &Tree, args: &[&str]) -> Command {
    use std::io::IsTerminal;
    let mut command = process::cargo();
    command.current_dir(&tree.root).args(args);
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

fn npm(tree: &Tree, script: &str) -> Command {
    let mut command = process::npm();
    command
        .current_dir(&tree.root)
        .args(["--prefix", "ui", "run", script]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_command_keeps_its_words_folder_and_settings() {
        let mut inner = Command::new("cargo");
        inner
            .args(["test", "-q"])
            .current_dir("/")
            .env("A", "1")
            .env_remove("B");
        let mut outer = Command::new("xvfb-run");
        outer.arg("-a");
        let wrapped = before(outer, &inner);
        assert_eq!(process::typed(&wrapped), "xvfb-run -a cargo test -q");
        assert_eq!(wrapped.get_current_dir(), Some(std::path::Path::new("/")));
        assert_eq!(wrapped.get_envs().count(), 2);
    }

    #[test]
    fn every_cargo_step_that_compiles_names_the_whole_workspace() {
        let tree = Tree {
            root: "/".into(),
            target: "/".into(),
        };
        let steps = checks(&tree)
            .into_iter()
            .chain(rust_tests(&tree))
            .chain([window_tests(&tree)]);
        for step in steps.filter(|step| step.name != "formatting") {
            let words = process::typed(&step.command);
            assert!(words.contains("--workspace"), "{words}");
        }
    }
}
