//! `patanisha`: every job without a window, for automation, servers and tests.
//!
//! Owns: arguments, what a terminal shows, exit status. Stays out: the jobs themselves (`engine`).

mod args;
mod audit;
mod audit_args;
mod callbacks;
mod doctor;
mod end;
mod exit;
mod hosts;
mod keep;
mod keep_args;
mod lease;
mod lease_args;
mod operator_args;
mod operators;
mod profile_args;
mod profiles;
mod progress;
mod receiver_args;
mod receiver_console;
mod receiver_console_args;
mod receiver_init;
mod receiver_serve;
mod receiver_store;
mod reconcile;
mod sample;
mod secret_input;
mod sign_in;
mod simulator;
mod terminal;
mod usage;
mod workspace;

use std::process::ExitCode;

use clap::Parser;
use domain::{Environment, Problem};

use args::{Arguments, AuditVerb, ReceiverVerb, RecoveryVerb, Verb};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::told(&error),
    };
    let done = match &arguments.verb {
        Verb::Reconcile(of) => reconcile::run(of, arguments.json).map(|()| ExitCode::SUCCESS),
        Verb::Sample(of) => sample::run(of, arguments.json).map(|()| ExitCode::SUCCESS),
        Verb::Simulator(of) => simulator::run(of, arguments.json).map(|()| ExitCode::SUCCESS),
        Verb::Receiver(ReceiverVerb::Serve(of)) => {
            receiver_serve::run(of, arguments.json).map(|()| ExitCode::SUCCESS)
        }
        Verb::Receiver(ReceiverVerb::Init(of)) => {
            receiver_init::run(of, arguments.json).map(|()| ExitCode::SUCCESS)
        }
        Verb::Receiver(ReceiverVerb::Doctor(of)) => doctor::run(of, arguments.json),
        Verb::Init(_)
        | Verb::Environments
        | Verb::Profiles(_)
        | Verb::Receiver(ReceiverVerb::Console(_))
        | Verb::Callbacks(_)
        | Verb::Operators(_)
        | Verb::Backup(_)
        | Verb::Restore(_)
        | Verb::Lease(_)
        | Verb::Recovery(_) => with_engine(&arguments),
        Verb::Audit(of) => match &of.verb {
            AuditVerb::Verify { pack } => Ok(audit::verify(pack, arguments.json)),
            _ => with_engine(&arguments),
        },
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
        let engine = &host.engine;
        let done = act(arguments, engine).await;
        engine.keep_audit_head().await;
        done
    })
}

/// Does the job, signed in where it needs somebody.
async fn act(arguments: &Arguments, engine: &engine::Engine) -> Result<ExitCode, Problem> {
    let json = arguments.json;
    match &arguments.verb {
        Verb::Profiles(of) => {
            sign_in::sign_in(arguments, engine).await?;
            return profiles::run(of, engine, json).await;
        }
        Verb::Receiver(ReceiverVerb::Console(of)) => {
            sign_in::sign_in(arguments, engine).await?;
            return receiver_console::run(of, engine, json).await;
        }
        Verb::Callbacks(of) => {
            sign_in::sign_in(arguments, engine).await?;
            callbacks::run(of, engine, json).await?;
        }
        Verb::Audit(of) => {
            sign_in::sign_in(arguments, engine).await?;
            return audit::run(&of.verb, engine, json).await;
        }
        Verb::Backup(of) => {
            sign_in::sign_in(arguments, engine).await?;
            keep::backup(of, engine, json).await?;
        }
        Verb::Restore(of) => {
            sign_in::sign_in(arguments, engine).await?;
            keep::restore(of, engine, json).await?;
        }
        Verb::Recovery(of) => {
            if !matches!(of, RecoveryVerb::Recover(_)) {
                sign_in::sign_in(arguments, engine).await?;
            }
            keep::recovery(of, engine, json).await?;
        }
        Verb::Lease(of) => {
            sign_in::sign_in(arguments, engine).await?;
            lease::run(of, engine, json).await?;
        }
        Verb::Operators(of) => operators::run(of, arguments, engine).await?,
        Verb::Environments => workspace::environments(engine, json).await?,
        Verb::Init(of) => {
            let environment = arguments.environment.unwrap_or(Environment::Practice);
            workspace::init(of, environment, engine, json).await?;
        }
        Verb::Reconcile(_) | Verb::Sample(_) | Verb::Simulator(_) | Verb::Receiver(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}
