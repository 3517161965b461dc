//! `patanisha receiver status|connect|forget|test|rotate|rules`: the console's side of its receiver.

use std::process::ExitCode;
use std::time::Duration;

use domain::Problem;
use engine::Engine;
use engine::api::{
    JobRequest, Nothing, ReceiverConnect, ReceiverInfo, ReceiverRotate, ReceiverRules,
    ReceiverState, ReceiverTested,
};

use crate::receiver_console_args::{ConnectReceiverArguments, ReceiverConsoleVerb};
use crate::sign_in;
use crate::terminal::object;

/// The job's id; one runs per program.
const JOB: &str = "receiver-test";
/// How often it is looked whether the receiver was heard of, and how many times.
const LOOKS: (Duration, u32) = (Duration::from_millis(100), 50);
/// Longest certificate file that is read.
const CERTIFICATE_BYTES_MAX: u64 = 64 * 1024;

/// Does the job.
///
/// # Errors
/// What the engine says; `file.not_read`.
pub async fn run(
    of: &ReceiverConsoleVerb,
    engine: &Engine,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    let info = match of {
        ReceiverConsoleVerb::Status => settled(engine).await?,
        ReceiverConsoleVerb::Connect(of) => {
            engine.receiver_connect(connect(of)?).await?;
            settled(engine).await?
        }
        ReceiverConsoleVerb::Forget => engine.receiver_forget(Nothing {}).await?,
        ReceiverConsoleVerb::Rotate { overlap_hours } => {
            let overlap_hours = *overlap_hours;
            engine
                .receiver_rotate(ReceiverRotate { overlap_hours })
                .await?
        }
        ReceiverConsoleVerb::Rules(of) => {
            let held = engine.receiver_show(Nothing {}).await?;
            let rules = ReceiverRules {
                accept_by_default: of.by_default.unwrap_or(held.rules.accept_by_default),
                accept_unknown: of.unknown.unwrap_or(held.rules.accept_unknown),
                accept_over: of.over.unwrap_or(held.rules.accept_over),
                accept_under: of.under.unwrap_or(held.rules.accept_under),
            };
            if rules == held.rules {
                held
            } else {
                engine.receiver_rules(rules).await?
            }
        }
        ReceiverConsoleVerb::Test => {
            let job = JOB.to_owned();
            let tested = engine.receiver_test(JobRequest { job }).await?;
            show_test(&tested, as_json);
            return Ok(if tested.ok {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
    };
    show(&info, as_json);
    Ok(ExitCode::SUCCESS)
}

/// How it goes, once the receiver was heard of.
async fn settled(engine: &Engine) -> Result<ReceiverInfo, Problem> {
    let mut info = engine.receiver_show(Nothing {}).await?;
    for _ in 0..LOOKS.1 {
        if info.state != ReceiverState::Connecting {
            break;
        }
        tokio::time::sleep(LOOKS.0).await;
        info = engine.receiver_show(Nothing {}).await?;
    }
    Ok(info)
}

fn connect(of: &ConnectReceiverArguments) -> Result<ReceiverConnect, Problem> {
    let certificate = of.certificate.as_deref().map(read).transpose()?;
    let token = sign_in::secret("console's token", of.token_file.as_deref(), of.token_fd)?;
    Ok(ReceiverConnect {
        url: of.url.clone(),
        token: token.to_string(),
        certificate,
        seal: of.seal,
    })
}

fn read(path: &std::path::Path) -> Result<String, Problem> {
    use std::io::Read as _;
    let mut text = String::new();
    let file = std::fs::File::open(path);
    file.and_then(|file| file.take(CERTIFICATE_BYTES_MAX).read_to_string(&mut text))
        .map_err(|error| {
            Problem::new(
                "file.not_read",
                format!("Nothing was done: the certificate could not be read ({error})."),
            )
            .with_remedy("Check that the file is there and is PEM.")
        })?;
    Ok(text)
}

fn show_test(of: &ReceiverTested, as_json: bool) {
    if as_json {
        object(of);
        return;
    }
    println!("{} ({} ms)", of.text, of.took_ms);
    if let Some(problem) = &of.problem {
        println!("{}", problem.message);
        for remedy in &problem.remedies {
            println!("  → {remedy}");
        }
    }
}

fn show(of: &ReceiverInfo, as_json: bool) {
    if as_json {
        object(of);
        return;
    }
    let url = of.url.as_deref().unwrap_or("none connected");
    println!("{:<16} {url}", word(of.state));
    if let Some(problem) = &of.problem {
        println!("  {}", problem.message);
        for remedy in &problem.remedies {
            println!("  → {remedy}");
        }
    }
    let said = |of: &Option<String>| of.clone().unwrap_or_else(|| "never".to_owned());
    println!("  {:<16} {}", "Waiting there", of.backlog);
    println!("  {:<16} {}", "Kept here", of.kept);
    println!("  {:<16} {}", "Last delivery", said(&of.last_delivery));
    println!("  {:<16} {}", "Published", said(&of.published));
    println!(
        "  {:<16} {}",
        "Sealed",
        if of.sealed { "yes" } else { "no" }
    );
    for kind in &of.kinds {
        let until = kind.until.as_ref();
        let until = until.map_or_else(String::new, |until| format!("  until {until}"));
        let use_ = format!("{:?}", kind.use_).to_lowercase();
        println!(
            "  {:<8} {use_:<14} {}{until}",
            kind.short_code, kind.address
        );
    }
}

const fn word(of: ReceiverState) -> &'static str {
    match of {
        ReceiverState::Off => "Off",
        ReceiverState::Connecting => "Not heard of yet",
        ReceiverState::Listening => "Listening",
        ReceiverState::Behind => "Behind",
        ReceiverState::Away => "Does not answer",
        ReceiverState::Refused => "Stopped",
    }
}
