//! `cargo xtask run`: the console on a practice business, in a window or in the terminal.

use std::path::Path;
use std::process::Command;

use crate::process::{self, announce};
use crate::stop::{Outcome, Stop};
use crate::tree::Tree;
use crate::{keyring, page, setup};

/// Sets up, builds, and opens the console; without a display does the main job here.
pub fn run(tree: &Tree, args: &[String]) -> Outcome {
    let headless = match args {
        [] => false,
        [only] if only == "--headless" => true,
        _ => {
            return Err(
                Stop::new(format!("`run` does not know {:?}.", args.join(" ")))
                    .remedy("It takes nothing, or --headless."),
            );
        }
    };
    setup::to_build()?;
    page::build(tree)?;
    announce("Building the console and the command line (some minutes the first time)");
    process::run(process::cargo().current_dir(&tree.root).args([
        "build",
        "-p",
        "patanisha-desktop",
        "-p",
        "cli",
    ]))?;
    if headless || !has_display() {
        in_terminal(tree, headless)
    } else {
        in_window(tree)
    }
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    std::env::consts::OS != "linux" || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn in_window(tree: &Tree) -> Outcome {
    let program = tree.program("patanisha-desktop");
    if keyring::is_reachable() {
        announce("Opening the console (practice environment)");
        return process::run(&mut Command::new(program));
    }
    setup::for_keyring()?;
    let folder = keyring::private_folder()?;
    announce("No Secret Service answers on this computer");
    println!(
        "A private keyring is started for practice only; its data is in\n  {}\n\
         It is guarded by that folder's permissions alone. Do not put real credentials into it.",
        folder.display()
    );
    announce("Opening the console (practice environment)");
    process::run(&mut keyring::with_private_keyring(&folder, &program))
}

fn in_terminal(tree: &Tree, asked: bool) -> Outcome {
    if !asked {
        announce("No display here, so the same job is done in the terminal");
    }
    let program = tree.program("patanisha");
    let sample = tree.target.join("sample");
    let results = sample.join("result");
    announce("A sample business: three months of statement and its ledger");
    process::run(
        Command::new(&program)
            .arg("sample")
            .arg("--out")
            .arg(&sample),
    )?;
    announce("Reconciling the two");
    process::run(
        Command::new(&program)
            .arg("reconcile")
            .arg("--statement")
            .arg(sample.join("statement.csv"))
            .arg("--ledger")
            .arg(sample.join("ledger.csv"))
            .arg("--out")
            .arg(&results),
    )?;
    announce("Done");
    println!("{}", where_to_look(&sample, &results));
    Ok(())
}

fn where_to_look(sample: &Path, results: &Path) -> String {
    format!(
        "Results: {}\n  \
         open first  reconciliation.pdf    the page an accountant signs\n  \
         then        reconciliation.xlsx   every match, what is left on both sides, exceptions\n  \
         for programs: summary.json, matches.csv, lines.csv, entries.csv, exceptions.csv\n\
         The files they came from: {} (statement.csv, ledger.csv)",
        results.display(),
        sample.display()
    )
}
