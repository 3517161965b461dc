//! `patanisha`: every job without a window, for automation, servers and tests.
//!
//! Owns: arguments, what a terminal shows, exit status. Stays out: the jobs themselves (`engine`).

mod args;
mod exit;
mod hosts;
mod profile_args;
mod profiles;
mod progress;
mod reconcile;
mod sample;
mod secret_input;
mod simulator;
mod terminal;
mod workspace;

use std::process::ExitCode;

use clap::Parser;
use domain::{Environment, Problem};

use args::{Arguments, Verb};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.verb {
        Verb::Reconcile(of) => reconcile::run(of, arguments.json).map(|()| ExitCode::SUCCESS),
        Verb::Sample(of) => sample::run(of, arguments.json).map(|()| ExitCode::SUCCESS),
        Verb::Simulator(of) => simulator::run(of, arguments.json).map(|()| ExitCode::SUCCESS),
        Verb::Init(_) | Verb::Environments | Verb::Profiles(_) => with_engine(&arguments),
    };
    done.unwrap_or_else(|problem| {
        terminal::problem(&problem, arguments.json);
        exit::status(&problem).into()
    })
}

/// Runs a job that needs a workspace.
fn with_engine(arguments: &Arguments) -> Result<ExitCode, Problem> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            Problem::new("host.runtime", format!("Nothing was done: {error}."))
                .with_remedy("Close other programs, then try again.")
        })?;
    runtime.block_on(async {
        let host = hosts::Host::start(arguments).await?;
        let (engine, json) = (&host.engine, arguments.json);
        match &arguments.verb {
            Verb::Profiles(of) => profiles::run(of, engine, json).await,
            Verb::Environments => {
                workspace::environments(engine, json).await?;
                Ok(ExitCode::SUCCESS)
            }
            Verb::Init(of) => {
                let environment = arguments.environment.unwrap_or(Environment::Practice);
                workspace::init(of, environment, engine, json).await?;
                Ok(ExitCode::SUCCESS)
            }
            Verb::Reconcile(_) | Verb::Sample(_) | Verb::Simulator(_) => Ok(ExitCode::SUCCESS),
        }
    })
}
