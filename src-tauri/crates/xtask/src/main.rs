//! `cargo xtask`: set-up, run, test, bench.
//!
//! Owns: what a newcomer and the build machine type. Each command is a module; all of them go through
//! [`setup`] first, so that a cold clone needs nothing but Rust and Node.
//!
//! Stays out: anything the product does. This crate uses the standard library only, because it must
//! compile before a single system package is installed.

mod bench;
mod bindings;
mod keyring;
mod lint;
mod page;
mod process;
mod run;
mod setup;
mod soak;
mod steps;
mod stop;
mod tally;
mod test;
mod tree;

use std::process::ExitCode;

use stop::{Outcome, Stop};
use tree::Tree;

const HELP: &str = "\
cargo xtask <command>

  run [--headless]   set up, build, and open the console on a practice business; without a display
                     (or with --headless) do the same reconciliation in the terminal
  test               set up, then everything that must pass; the last line counts the tests
  lint               formatting, clippy, the page's lint, the architecture tests
  bench [ARGS]       the figures of src-tauri/docs/benchmarks.md, each beside its baseline
  soak [CASES]       the property tests on many more cases, in release (default 20000)
  page               build the page into ui/dist, if it is out of date
  bindings           write ui/src/bindings again from the Rust types
  setup              only look at what is installed, and install what is missing
  help               this text

CARGO_TARGET_DIR is respected. Nothing is written outside it, ui/node_modules and ui/dist.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match perform(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            if !stop.is_told() {
                eprintln!("\n{stop}");
            }
            ExitCode::FAILURE
        }
    }
}

fn perform(args: &[String]) -> Outcome {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", args),
    };
    if matches!(command, "help" | "--help" | "-h") {
        println!("{HELP}");
        return Ok(());
    }
    let tree = Tree::find()?;
    match command {
        "setup" => setup::everything(),
        "run" => run::run(&tree, rest),
        "test" => test::test(&tree),
        "lint" => lint::lint(&tree),
        "bench" => bench::bench(&tree, rest),
        "soak" => soak::soak(&tree, rest),
        "page" => setup::to_build().and_then(|()| page::build(&tree)),
        "bindings" => bindings::write(&tree),
        other => Err(Stop::new(format!("There is no command {other:?}."))
            .remedy("`cargo xtask help` lists them.")),
    }
}
