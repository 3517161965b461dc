//! `patanisha profiles`: the checklist of a short code without a window.

use std::process::ExitCode;

use domain::Problem;
use engine::Engine;
use engine::api::{
    CheckOutcome, Nothing, ProfileAdd, ProfileInfo, ProfileItemRef, ProfileItemSet, ProfileList,
    ProfileRef, ProfileTest,
};

use crate::args::{ProfilesArguments, ProfilesVerb};
use crate::progress::Progress;
use crate::terminal::object;
use crate::{exit, secret_input};

/// The job's id; one runs per program.
const JOB: &str = "profiles-test";

/// Does the job.
///
/// # Errors
/// What the engine says.
pub async fn run(
    of: &ProfilesArguments,
    engine: &Engine,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    match &of.verb {
        ProfilesVerb::List => list(&engine.profiles_list(Nothing {}).await?, as_json),
        ProfilesVerb::Add {
            short_code,
            kind,
            name,
        } => {
            let request = ProfileAdd {
                short_code: short_code.clone(),
                kind: *kind,
                name: name.clone(),
            };
            show(&engine.profile_add(request).await?, as_json);
        }
        ProfilesVerb::Set(set) => {
            // Found first: nobody types a secret for a short code that is not there.
            let profile = find(engine, &set.short_code).await?;
            let request = ProfileItemSet {
                profile,
                item: set.item,
                value: secret_input::value(set)?.to_string(),
            };
            show(&engine.profile_item_set(request).await?, as_json);
        }
        ProfilesVerb::Delete { short_code, item } => {
            let profile = find(engine, short_code).await?;
            let item = *item;
            let request = ProfileItemRef { profile, item };
            show(&engine.profile_item_delete(request).await?, as_json);
        }
        ProfilesVerb::Remove { short_code } => {
            let profile = find(engine, short_code).await?;
            list(
                &engine.profile_remove(ProfileRef { profile }).await?,
                as_json,
            );
        }
        ProfilesVerb::Test { short_code, check } => {
            let profile = find(engine, short_code).await?;
            let bar = std::sync::Mutex::new(Progress::new(as_json));
            engine.on_progress(move |told| {
                let mut bar = bar
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                bar.report(&told.phase, told.done.into(), 10_000);
            });
            let request = ProfileTest {
                job: JOB.to_owned(),
                profile,
                check: *check,
            };
            let info = engine.profile_test(request).await?;
            show(&info, as_json);
            let outcomes: Vec<CheckOutcome> = info
                .checks
                .iter()
                .filter(|run| check.is_none_or(|check| check == run.check))
                .map(|run| run.outcome)
                .collect();
            return Ok(exit::checks(&outcomes, check.is_some()).into());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The number of the profile of a short code.
async fn find(engine: &Engine, short_code: &str) -> Result<i64, Problem> {
    let profiles = engine.profiles_list(Nothing {}).await?.profiles;
    let found = profiles.iter().find(|of| of.short_code == short_code);
    found.map(|of| of.id).ok_or_else(|| {
        Problem::new(
            "state.no_profile",
            format!("Nothing was done: this workspace has no profile for {short_code}."),
        )
        .with_field("short_code")
        .with_remedy("See what there is with: patanisha profiles list")
    })
}

fn list(of: &ProfileList, as_json: bool) {
    if as_json {
        object(of);
        return;
    }
    if of.profiles.is_empty() {
        println!("No profiles yet. Add one with: patanisha profiles add");
    }
    for profile in &of.profiles {
        println!("{}", headline(profile));
    }
}

fn headline(of: &ProfileInfo) -> String {
    let checks: Vec<String> = of
        .checks
        .iter()
        .map(|run| format!("{} {}", run.check.word(), words(run.outcome)))
        .collect();
    format!(
        "{:<8} {:<12} {:<28} {} of {} given · {}",
        of.short_code,
        of.kind.word(),
        of.name,
        of.given,
        of.required,
        checks.join(", ")
    )
}

fn show(of: &ProfileInfo, as_json: bool) {
    if as_json {
        object(of);
        return;
    }
    println!("{}", headline(of));
    println!();
    for item in &of.items {
        let mark = match (item.given, item.required) {
            (true, _) => "given",
            (false, true) => "missing",
            (false, false) => "-",
        };
        let shown = item.shown.as_deref().unwrap_or_default();
        println!("  {:<20} {mark:<8} {shown}", item.item.word());
        if let Some(notice) = &item.notice {
            println!("  {:<20} {:<8} {}", "", "", notice.text);
        }
    }
    println!();
    for run in &of.checks {
        println!(
            "  {:<20} {}: {}",
            run.check.word(),
            words(run.outcome),
            run.text
        );
        for remedy in &run.remedies {
            println!("  {:<20} → {remedy}", "");
        }
    }
}

const fn words(of: CheckOutcome) -> &'static str {
    match of {
        CheckOutcome::NotRun => "not run",
        CheckOutcome::NotPossible => "can't be run yet",
        CheckOutcome::Passed => "works",
        CheckOutcome::Failed => "fails",
        CheckOutcome::Unclear => "unclear",
    }
}
