//! `patanisha backup`, `restore` and `recovery`.

use std::io::IsTerminal as _;

use domain::Problem;
use engine::Engine;
use engine::api::{
    AppStatus, BackupKind, BackupList, JobRequest, Nothing, RecoveryConfirm, RecoveryText,
};

use crate::args::{BackupArguments, BackupVerb, RecoveryVerb, RestoreArguments};
use crate::secret_input;
use crate::terminal::object;

/// Makes a backup, or lists them.
///
/// # Errors
/// What the engine says.
pub async fn backup(of: &BackupArguments, engine: &Engine, as_json: bool) -> Result<(), Problem> {
    let list = match of.verb {
        None => {
            let job = "backup".to_owned();
            engine.backup_make(JobRequest { job }).await?
        }
        Some(BackupVerb::List) => engine.backups_list(Nothing {}).await?,
    };
    if as_json {
        object(&list);
    } else if of.verb.is_none() {
        if let Some(made) = list.backups.first() {
            println!("Made and checked: {} ({})", made.file, made.size);
        }
    } else {
        shown(&list);
    }
    Ok(())
}

fn shown(list: &BackupList) {
    for of in &list.backups {
        let kind = match of.kind {
            BackupKind::Manual => "asked for",
            BackupKind::Daily => "daily",
            BackupKind::BeforeMigration => "before a newer form",
            BackupKind::BeforeRestore => "set aside by a restore",
        };
        let verified = if of.verified {
            "checked"
        } else {
            "not checked"
        };
        println!(
            "{}  {:>9}  {verified:<11}  {kind:<22}  {}",
            of.at, of.size, of.file
        );
    }
    println!("In {}", list.folder);
    println!("{}", list.rule);
    if let Some(failed) = &list.failed {
        println!("{}", failed.message);
        for remedy in &failed.remedies {
            println!("  {remedy}");
        }
    }
    if !list.recovery_confirmed {
        println!("The recovery key was not written down yet: patanisha recovery show");
    }
}

/// Puts a backup in place of the ledger.
///
/// # Errors
/// What the engine says.
pub async fn restore(of: &RestoreArguments, engine: &Engine, as_json: bool) -> Result<(), Problem> {
    let status = engine.restore_blocked(&of.file).await?;
    told(
        &status,
        as_json,
        "Restored. What stood there before is kept among the backups.",
    );
    Ok(())
}

/// Shows, tests or uses the recovery key.
///
/// # Errors
/// What the engine says; when no key was given.
pub async fn recovery(of: &RecoveryVerb, engine: &Engine, as_json: bool) -> Result<(), Problem> {
    match of {
        RecoveryVerb::Show => show(engine, as_json).await,
        RecoveryVerb::Test(from) => {
            let text = secret_input::recovery_key(from)?.to_string();
            let done = engine.recovery_key_test(RecoveryText { text }).await?;
            if as_json {
                object(&done);
            } else {
                println!("It is this ledger's recovery key.");
            }
            Ok(())
        }
        RecoveryVerb::Recover(from) => {
            let text = secret_input::recovery_key(from)?.to_string();
            let status = engine.workspace_recover(RecoveryText { text }).await?;
            told(
                &status,
                as_json,
                "Recovered: the keyring of this computer holds the ledger's key now.",
            );
            Ok(())
        }
    }
}

async fn show(engine: &Engine, as_json: bool) -> Result<(), Problem> {
    let shown = engine.recovery_key_show(Nothing {}).await?;
    if as_json {
        object(&shown);
        return Ok(());
    }
    for row in shown.groups.chunks(7) {
        println!("{}", row.join("  "));
    }
    println!(
        "Whoever has this and the ledger file can read everything in it. Write it down on paper."
    );
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Ok(());
    }
    let mut groups = Vec::new();
    for number in &shown.confirm {
        groups.push(secret_input::group(*number)?.to_string());
    }
    engine
        .recovery_key_confirm(RecoveryConfirm { groups })
        .await?;
    println!("Confirmed.");
    Ok(())
}

fn told(status: &AppStatus, as_json: bool, done: &str) {
    if as_json {
        object(status);
        return;
    }
    println!("{done}");
    println!(
        "It may not send until two people claim it: patanisha lease claim SHORTCODE --second NAME"
    );
    if let Some(blocked) = &status.blocked {
        println!("It does not open yet: {}", blocked.message);
    }
}
