//! `patanisha audit`: the record of who did what, and packs of it.

use std::path::Path;
use std::process::ExitCode;

use domain::Problem;
use engine::Engine;
use engine::api::{
    AuditEventsPage, AuditEventsRequest, AuditPackRequest, JobRequest, Story, StoryFind, StoryHits,
    StoryKind, StoryRef,
};
use serde_json::json;

use crate::args::AuditVerb;
use crate::exit;
use crate::terminal::{self, object};

/// The job's id; one runs per program.
const JOB: &str = "audit";

/// Checks a pack without a workspace.
pub fn verify(pack: &Path, as_json: bool) -> ExitCode {
    let report = engine::pack::verify(pack);
    let fault = report.fault.as_ref();
    if as_json {
        let fault = fault
            .map(|of| json!({"code": of.code.0, "message": of.message, "remedies": of.remedies}));
        object(&json!({
            "holds": fault.is_none(),
            "checked": report.checked,
            "fault": fault,
        }));
    } else {
        report.checked.iter().for_each(|told| println!("{told}"));
        match fault {
            Some(of) => terminal::problem(of, false),
            None => println!("The pack holds."),
        }
    }
    fault.map_or(ExitCode::SUCCESS, |of| exit::status(of).into())
}

/// Does a job that needs a workspace.
///
/// # Errors
/// What the engine says.
pub async fn run(of: &AuditVerb, engine: &Engine, as_json: bool) -> Result<ExitCode, Problem> {
    match of {
        AuditVerb::Verify { pack } => return Ok(verify(pack, as_json)),
        AuditVerb::Check => return check(engine, as_json).await,
        AuditVerb::Events(of) => {
            let request = AuditEventsRequest {
                before: of.before,
                limit: of.limit,
                operator: of.by.clone(),
                action: of.action.clone(),
            };
            show(&engine.audit_events(request).await?, as_json, events);
        }
        AuditVerb::Find { text } => {
            let request = StoryFind { text: text.clone() };
            show(&engine.story_find(request).await?, as_json, hits);
        }
        AuditVerb::Story { kind, id } => {
            let story = engine.story(story_ref(*kind, id)?).await?;
            show(&story, as_json, tell);
        }
        AuditVerb::Pack { reason, out } => {
            let request = AuditPackRequest {
                job: JOB.to_owned(),
                folder: out.as_ref().map(|folder| folder.display().to_string()),
                reason: reason.clone(),
            };
            show(&engine.audit_pack(request).await?, as_json, |done| {
                println!("{}", done.path);
                println!(
                    "{} files, {} events, {} bytes, SHA-256 {}",
                    done.members, done.events, done.bytes, done.sha256
                );
                println!("It carries full phone numbers and names.");
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show<T: serde::Serialize>(of: &T, as_json: bool, words: impl FnOnce(&T)) {
    if as_json {
        object(of);
    } else {
        words(of);
    }
}

async fn check(engine: &Engine, as_json: bool) -> Result<ExitCode, Problem> {
    let job = JOB.to_owned();
    let verdict = engine.audit_verify(JobRequest { job }).await?;
    show(&verdict, as_json, |of| {
        of.checked.iter().for_each(|told| println!("{told}"));
        match &of.fault {
            Some(fault) => {
                eprintln!("patanisha: {}", fault.message);
                fault.remedies.iter().for_each(|told| eprintln!("  {told}"));
            }
            None => println!("The record holds."),
        }
    });
    Ok(if verdict.holds {
        ExitCode::SUCCESS
    } else {
        exit::INPUT_REFUSED.into()
    })
}

fn story_ref(kind: StoryKind, id: &str) -> Result<StoryRef, Problem> {
    if kind == StoryKind::Operator {
        return Ok(StoryRef {
            kind,
            id: 0,
            name: id.to_owned(),
        });
    }
    let id = id.parse().map_err(|_| {
        Problem::new(
            "usage.id",
            format!("Nothing was shown: {id:?} is no number of a line, an entry or an import."),
        )
        .with_field("id")
        .with_remedy("Find it first: patanisha audit find TEXT.")
    })?;
    Ok(StoryRef {
        kind,
        id,
        name: String::new(),
    })
}

fn events(of: &AuditEventsPage) {
    for event in &of.events {
        println!(
            "{:>8}  {}  {:<16} {} ({})",
            event.seq, event.at, event.operator, event.what, event.subject
        );
    }
    println!("{} events in all", of.total);
}

fn hits(of: &StoryHits) {
    for hit in &of.hits {
        let kind = match hit.kind {
            StoryKind::Line => "line",
            StoryKind::Entry => "entry",
            StoryKind::Import => "import",
            StoryKind::Operator => "operator",
        };
        let amount = hit.amount.as_deref().unwrap_or_default();
        let at = hit.at.as_deref().unwrap_or_default();
        println!(
            "{kind:<8} {:>8}  {}  {amount}  {at}  {}  (by {})",
            hit.id, hit.title, hit.detail, hit.by
        );
    }
    if of.more {
        println!("There are more; type more of it.");
    } else if of.hits.is_empty() {
        println!("Nothing found.");
    }
}

fn tell(of: &Story) {
    println!("{}  {}", of.title, of.subtitle);
    for step in &of.steps {
        println!(
            "{}  {:<24} {:<16} {}",
            step.at, step.what, step.who, step.detail
        );
        for field in step.evidence.iter().flat_map(|of| &of.fields) {
            println!("    {}: {}", field.name, field.value);
        }
    }
}
