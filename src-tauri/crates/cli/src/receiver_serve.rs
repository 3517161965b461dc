//! `patanisha receiver serve`: takes callbacks in until it is asked to end.
//!
//! Owns: its configuration, its log, its signals. Stays out: serving (`receiver`).

use std::io::{self, Write as _};

use domain::Problem;
use receiver::Serving;
use receiver::config::Config;
use receiver::setup;
use serde_json::json;

use crate::end::{End, Hangup};
use crate::receiver_args::ServeReceiverArguments;
use crate::receiver_store;

/// Does the job.
pub fn run(of: &ServeReceiverArguments, as_json: bool) -> Result<(), Problem> {
    let config = config(of)?;
    log();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| not_started(&error))?;
    runtime.block_on(async {
        // Before anything is said: whoever reads it may end the program at once.
        let end = End::new().map_err(|error| not_started(&error))?;
        let mut hangup = Hangup::new().map_err(|error| not_started(&error))?;
        let serving = Serving::start(&config).await?;
        say(&serving, &config, as_json);
        let ended = end.wait();
        tokio::pin!(ended);
        loop {
            tokio::select! {
                () = &mut ended => break,
                () = hangup.wait() => {
                    let changed = serving.reload_certificate().await;
                    tracing::info!(changed, "asked to look at the certificate again");
                }
            }
        }
        if !serving.stop().await {
            tracing::warn!("some requests were not answered; what was answered is stored");
        }
        if !as_json {
            println!("Stopped.");
        }
        Ok(())
    })
}

fn config(of: &ServeReceiverArguments) -> Result<Config, Problem> {
    let mut config = receiver_store::config(&of.config)?;
    if let Some(listen) = of.listen {
        config.listen = listen;
    }
    if let Some(store) = &of.store {
        config.store = receiver_store::argument(store)?;
    }
    config.store = setup::with_variables(&config.store, |name| std::env::var(name).ok())?;
    Ok(config)
}

/// Lines of `key=value` on standard error, where systemd and containers look for them. No line holds a
/// path, a token, a phone or a body: what is logged is named field by field.
fn log() {
    // Already set up when this fails.
    let _ = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .try_init();
}

fn say(serving: &Serving, config: &Config, as_json: bool) {
    let address = serving.address().to_string();
    let metrics = serving.metrics_address().map(|at| at.to_string());
    if as_json {
        println!(
            "{}",
            json!({
                "address": address,
                "metrics": metrics,
                "store": serving.store(),
                "tls": config.tls.is_some(),
                "public_url": config.public_url,
            })
        );
    } else {
        let tls = if config.tls.is_some() {
            "TLS"
        } else {
            "plain HTTP for a proxy"
        };
        println!(
            "Callbacks are taken in at {address} ({tls}) and kept in {}.",
            serving.store()
        );
        if let Some(metrics) = metrics {
            println!("Metrics and health: http://{metrics}/metrics, /healthz, /readyz");
        }
        if config.console.is_empty() {
            println!("No console may drain: add one under [[console]].");
        }
        println!("Ctrl-C ends it.");
    }
    // A reader of a pipe waits for this. If nobody reads, the receiver serves all the same.
    let _ = io::stdout().flush();
}

fn not_started(error: &io::Error) -> Problem {
    Problem::new("host.runtime", format!("Nothing was started: {error}."))
        .with_remedy("Close other programs, then try again.")
}
