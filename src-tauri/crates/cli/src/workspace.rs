//! `patanisha init` and `patanisha environments`.

use domain::{Environment, Problem};
use engine::Engine;
use engine::api::{EnvironmentDto, GateDto, JobRequest, Nothing, WorkspaceCreate};

use crate::args::InitArguments;
use crate::terminal::object;

/// Makes a workspace: the sample business in practice, an empty one elsewhere.
///
/// # Errors
/// What the engine says; `usage.business` when the name is missing, or given in practice.
pub async fn init(
    of: &InitArguments,
    environment: Environment,
    engine: &Engine,
    as_json: bool,
) -> Result<(), Problem> {
    let status = match (environment, &of.business) {
        (Environment::Practice, None) => {
            let job = "init".to_owned();
            engine.practice_create(JobRequest { job }).await?
        }
        (Environment::Practice, Some(_)) => {
            return Err(usage(
                "Nothing was made: practice has the sample business, and takes no other name.",
                "Leave --business out, or add --environment sandbox.",
            ));
        }
        (Environment::Sandbox | Environment::Production, Some(business)) => {
            let business = business.clone();
            engine
                .workspace_create(WorkspaceCreate { business })
                .await?
        }
        (Environment::Sandbox | Environment::Production, None) => {
            return Err(usage(
                "Nothing was made: a workspace is made for a business.",
                "Add --business with its name as it stands on the M-Pesa statements.",
            ));
        }
    };
    if as_json {
        object(&status);
    } else if let Some(business) = &status.business {
        println!("Made in {environment}: {business}");
        match status.gate {
            GateDto::People => println!(
                "Next, name the first two people: patanisha operators found --operator NAME --second NAME --other-roles maker"
            ),
            GateDto::Start | GateDto::SignIn | GateDto::Open => {
                for one in &status.operators {
                    if let Some(passphrase) = &one.practice_passphrase {
                        println!("  {:<10} {passphrase}", one.name);
                    }
                }
            }
        }
    }
    Ok(())
}

fn usage(message: &str, remedy: &str) -> Problem {
    Problem::new("usage.business", message)
        .with_field("business")
        .with_remedy(remedy)
}

/// Shows the three worlds.
///
/// # Errors
/// When the data folder can't be read.
pub async fn environments(engine: &Engine, as_json: bool) -> Result<(), Problem> {
    let list = engine.environments_list(Nothing {}).await?;
    if as_json {
        object(&list);
        return Ok(());
    }
    for of in &list.environments {
        let word = match of.environment {
            EnvironmentDto::Practice => "practice",
            EnvironmentDto::Sandbox => "sandbox",
            EnvironmentDto::Production => "production",
        };
        let workspace = if of.workspace {
            "has a workspace"
        } else {
            "no workspace yet"
        };
        let why = of.unavailable.as_deref().unwrap_or_default();
        println!("{word:<12} {workspace:<18} {why}");
    }
    Ok(())
}
