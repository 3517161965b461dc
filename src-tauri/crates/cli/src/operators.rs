//! `patanisha operators`: the people of a workspace without a window.

use domain::Problem;
use engine::Engine;
use engine::api::{
    Enrol, Founder, NewPassphrase, Nothing, PassphraseOnly, PeopleFound, PeopleList, PeopleRecover,
    PersonAdd, PersonChange, PersonCode, PersonInfo, PersonRoles, PersonState, RoleDto,
    SecondPerson,
};

use crate::args::{Arguments, OperatorsVerb, SecondArguments};
use crate::keep_args::KeyArguments;
use crate::secret_input;
use crate::sign_in::{own, secret, sign_in};
use crate::terminal::object;

/// Does the job.
///
/// # Errors
/// What the engine says.
pub async fn run(
    of: &OperatorsVerb,
    arguments: &Arguments,
    engine: &Engine,
) -> Result<(), Problem> {
    let json = arguments.json;
    match of {
        OperatorsVerb::Found {
            other_roles,
            second,
        } => return found(other_roles, second, arguments, engine).await,
        OperatorsVerb::Recover { key, second } => {
            return recover(key, second, arguments, engine).await;
        }
        OperatorsVerb::Enrol { code_file, code_fd } => {
            let name = operator(arguments)?;
            let code = secret("one-time code", code_file.as_deref(), *code_fd)?;
            let request = Enrol {
                code: code.to_string(),
                passphrase: own(arguments, &name)?.to_string(),
                name,
            };
            let status = engine.enrol(request).await?;
            if json {
                object(&status);
            } else {
                println!("The passphrase is set.");
            }
            return Ok(());
        }
        _ => sign_in(arguments, engine).await?,
    }
    match of {
        OperatorsVerb::List => list(&engine.people_list(Nothing {}).await?, json),
        OperatorsVerb::Add {
            name,
            roles,
            second,
        } => {
            let request = PersonAdd {
                name: name.clone(),
                roles: roles.clone(),
                second: other(second)?,
            };
            code(&engine.person_add(request).await?, json);
        }
        OperatorsVerb::Roles {
            name,
            roles,
            second,
        } => {
            let request = PersonRoles {
                id: find(engine, name).await?.id,
                roles: roles.clone(),
                second: other(second)?,
            };
            list(&engine.person_roles(request).await?, json);
        }
        OperatorsVerb::Rekey { name, second } => {
            let id = find(engine, name).await?.id;
            let second = other(second)?;
            code(
                &engine.person_rekey(PersonChange { id, second }).await?,
                json,
            );
        }
        OperatorsVerb::Retire { name, second } => {
            let id = find(engine, name).await?.id;
            let second = other(second)?;
            list(
                &engine.person_retire(PersonChange { id, second }).await?,
                json,
            );
        }
        OperatorsVerb::Found { .. }
        | OperatorsVerb::Enrol { .. }
        | OperatorsVerb::Recover { .. } => {}
    }
    Ok(())
}

async fn found(
    other_roles: &[RoleDto],
    second: &SecondArguments,
    arguments: &Arguments,
    engine: &Engine,
) -> Result<(), Problem> {
    let name = operator(arguments)?;
    let administrator = Founder {
        passphrase: own(arguments, &name)?.to_string(),
        name,
        roles: vec![RoleDto::Administrator],
    };
    let other = other(second)?;
    for text in [&administrator.passphrase, &other.passphrase] {
        let passphrase = text.clone();
        let found = engine
            .passphrase_strength(PassphraseOnly { passphrase })
            .await?;
        if let (false, Some(advice)) = (found.enough, found.advice.first()) {
            return Err(Problem::new(
                "people.passphrase_weak",
                "Nothing was changed: a passphrase is too easy to guess.",
            )
            .with_remedy(advice.clone()));
        }
    }
    let request = PeopleFound {
        administrator,
        other: Founder {
            name: other.name,
            roles: other_roles.to_vec(),
            passphrase: other.passphrase,
        },
    };
    let status = engine.people_found(request).await?;
    if arguments.json {
        object(&status);
    } else {
        let names: Vec<&str> = status
            .operators
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        println!("The first two people: {}.", names.join(" and "));
    }
    Ok(())
}

async fn recover(
    key: &KeyArguments,
    second: &SecondArguments,
    arguments: &Arguments,
    engine: &Engine,
) -> Result<(), Problem> {
    let name = operator(arguments)?;
    let recovery_key = secret_input::recovery_key(key)?.to_string();
    let administrator = NewPassphrase {
        passphrase: own(arguments, &name)?.to_string(),
        name,
    };
    let SecondPerson { name, passphrase } = other(second)?;
    let request = PeopleRecover {
        recovery_key,
        administrator,
        other: NewPassphrase { name, passphrase },
    };
    let told = format!(
        "{} and {} have new keys. Everybody is told of it when they next sign in.",
        request.administrator.name, request.other.name
    );
    let status = engine.people_recover(request).await?;
    if arguments.json {
        object(&status);
    } else {
        println!("{told}");
    }
    Ok(())
}

fn operator(arguments: &Arguments) -> Result<String, Problem> {
    arguments.operator.clone().ok_or_else(|| {
        Problem::new("usage.operator", "Nothing was done: nobody was named.")
            .with_field("operator")
            .with_remedy("Add --operator with the person's name.")
    })
}

/// The second person under a record.
///
/// # Errors
/// As [`secret`].
pub fn other(of: &SecondArguments) -> Result<SecondPerson, Problem> {
    let passphrase = secret(
        &format!("passphrase of {}", of.second),
        of.second_passphrase_file.as_deref(),
        of.second_passphrase_fd,
    )?;
    Ok(SecondPerson {
        name: of.second.clone(),
        passphrase: passphrase.to_string(),
    })
}

async fn find(engine: &Engine, name: &str) -> Result<PersonInfo, Problem> {
    let people = engine.people_list(Nothing {}).await?.people;
    let wanted = name.to_lowercase();
    let found = people
        .into_iter()
        .find(|one| one.name.to_lowercase() == wanted);
    found.ok_or_else(|| {
        Problem::new(
            "state.no_operator",
            format!("Nothing was changed: nobody here is called {name}."),
        )
        .with_remedy("See who there is with: patanisha operators list")
    })
}

fn code(of: &PersonCode, as_json: bool) {
    if as_json {
        object(of);
        return;
    }
    println!("One-time code of {}: {}", of.name, of.code);
    println!("It is shown once and good for seven days. Give it to nobody else.");
}

fn list(of: &PeopleList, as_json: bool) {
    if as_json {
        object(of);
        return;
    }
    for one in &of.people {
        let state = match one.state {
            PersonState::Invited => "invited",
            PersonState::Active => "active",
            PersonState::Retired => "retired",
        };
        let roles: Vec<&str> = one.roles.iter().map(|role| word(*role)).collect();
        let print = one.fingerprint.as_deref().unwrap_or("-");
        println!(
            "{:<20} {:<8} {:<24} {print}",
            one.name,
            state,
            roles.join(", ")
        );
    }
    println!();
    for record in &of.records {
        println!(
            "{:>4}  {:<18} {} (signed by {})",
            record.number,
            record.at,
            record.what,
            record.signed_by.join(" and ")
        );
    }
}

const fn word(role: RoleDto) -> &'static str {
    match role {
        RoleDto::Administrator => "administrator",
        RoleDto::Maker => "maker",
        RoleDto::Checker => "checker",
        RoleDto::Auditor => "auditor",
    }
}
