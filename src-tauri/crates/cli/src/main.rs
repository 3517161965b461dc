//! `patanisha`: every job without a window, for automation, servers and tests.
//!
//! Owns: arguments, what a terminal shows, exit status. Stays out: the jobs themselves (`engine`).

mod args;
mod exit;
mod progress;
mod reconcile;
mod sample;
mod simulator;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Verb};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.verb {
        Verb::Reconcile(of) => reconcile::run(of, arguments.json),
        Verb::Sample(of) => sample::run(of, arguments.json),
        Verb::Simulator(of) => simulator::run(of, arguments.json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            terminal::problem(&problem, arguments.json);
            exit::status(&problem).into()
        }
    }
}
