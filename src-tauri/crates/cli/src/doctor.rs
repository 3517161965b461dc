//! `patanisha receiver doctor`: a receiver looked at from outside.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::Problem;
use engine::api::CheckOutcome;
use receiver::KindToken;
use receiver::doctor::{Asked, Check, Outcome, examine};
use receiver::setup::PublicUrl;
use serde_json::json;

use crate::receiver_args::DoctorArguments;
use crate::{exit, receiver_store, secret_input};

/// Does the job. The status is that of checks: a failed one counts most.
pub fn run(of: &DoctorArguments, as_json: bool) -> Result<ExitCode, Problem> {
    let asked = asked(of)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Problem::new("host.runtime", format!("Nothing was looked at: {error}."))
            .with_remedy("Close other programs, then try again.")
    })?;
    let checks = runtime.block_on(examine(&asked));
    say(&asked.url, &checks, as_json);
    let outcomes: Vec<CheckOutcome> = checks.iter().map(outcome).collect();
    Ok(exit::checks(&outcomes, false).into())
}

fn asked(of: &DoctorArguments) -> Result<Asked, Problem> {
    let text = match (&of.url, &of.config) {
        (Some(url), _) => url.clone(),
        (None, Some(path)) => receiver_store::config(path)?.public_url.ok_or_else(|| {
            Problem::new(
                "file.receiver_config",
                "Nothing was looked at: the configuration has no public_url.",
            )
            .with_field("--config")
            .with_remedy("Add it, or give --url.")
        })?,
        (None, None) => String::new(),
    };
    let url = PublicUrl::parse(&text).map_err(|why| {
        Problem::new(
            "usage.public_url",
            format!("Nothing was looked at at \"{text}\": {why}."),
        )
        .with_field("--url")
        .with_remedy("Give it as in https://pay.example.co.ke.")
    })?;
    let token = match of.token_fd {
        Some(number) => Some(secret_input::token(number, "--token-fd")?.to_string()),
        None => None,
    };
    let test = match of.test_token_fd {
        Some(number) => Some(kind(&secret_input::token(number, "--test-token-fd")?)?),
        None => None,
    };
    Ok(Asked {
        url,
        token,
        test,
        now_ms,
    })
}

fn kind(text: &str) -> Result<KindToken, Problem> {
    KindToken::parse(text).map_err(|error| {
        Problem::new(
            "usage.test_token",
            format!("Nothing was looked at: {error}."),
        )
        .with_field("--test-token-fd")
        .with_remedy("Give the first part of the test address, as the console shows it.")
    })
}

fn say(url: &PublicUrl, checks: &[Check], as_json: bool) {
    if as_json {
        let checks: Vec<_> = checks
            .iter()
            .map(|of| {
                json!({
                    "name": of.name,
                    "outcome": of.outcome.word(),
                    "says": of.says,
                    "remedy": of.remedy,
                })
            })
            .collect();
        println!("{}", json!({"url": url.text, "checks": checks}));
        return;
    }
    println!("{}", url.text);
    for of in checks {
        let mark = match of.outcome {
            Outcome::Passed => "good",
            Outcome::Failed => "BAD",
            Outcome::NotPossible => "–",
        };
        println!("  {mark:<6}{:<14}{}", of.name, of.says);
        if let Some(remedy) = &of.remedy {
            println!("{:22}→ {remedy}", "");
        }
    }
}

fn outcome(of: &Check) -> CheckOutcome {
    match of.outcome {
        Outcome::Passed => CheckOutcome::Passed,
        Outcome::Failed => CheckOutcome::Failed,
        Outcome::NotPossible => CheckOutcome::NotPossible,
    }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}
