//! The window's frame: what is open, first start, preferences.

use std::sync::Arc;

use domain::{Environment, Problem};

use crate::api::{
    AppStatus, GateDto, JobRequest, Nothing, OperatorName, Preference, ProblemDto, SessionInfo,
    WorkspaceInfo,
};
use crate::app::commands::session::own_passphrase;
use crate::app::commands::{import_commit, matching_run, people};
use crate::app::preview::{Content, WaitingFile};
use crate::app::show_file::small64;
use crate::app::{Acts, Core, Job, show_people};
use crate::people::Roster;
use crate::people::permissions::{Command, need};
use crate::practice::{OPERATORS, SAMPLE_SEED, Scale, sample};
use crate::reconcile::cancelled;
use crate::store::lines_page::{LineList, total};
use crate::store::{Ledger, entries_page, imports, preferences};

/// Preferences that are kept; the page may not fill the ledger with others.
const PREFERENCES: [&str; 3] = ["theme", "language", "desk"];

impl Acts<'_> {
    /// What the window needs to draw its frame. A workspace that can't be opened is told in `blocked`.
    ///
    /// # Errors
    /// Never: whatever is wrong is shown in the frame.
    pub async fn app_status(&self, _: Nothing) -> Result<AppStatus, Problem> {
        Ok(self.here().status().await)
    }

    /// Makes the practice workspace with the sample business.
    ///
    /// # Errors
    /// When there is a workspace already, the keyring refuses, or the disk does. Then there is none.
    pub async fn practice_create(&self, request: JobRequest) -> Result<AppStatus, Problem> {
        let here = self.here();
        if here.environment != domain::Environment::Practice {
            return Err(Problem::new(
                "environment.not_practice",
                format!(
                    "Nothing was made: the sample business belongs in practice, and this is {}.",
                    here.environment
                ),
            )
            .with_remedy("Go to practice first."));
        }
        let job = self.shared.jobs.start(&request.job)?;
        here.make_ledger(move |core, ledger| fill_practice(core, ledger, &job))
            .await?;
        // The workspace stands whether or not this works; the profiles' page tries again and tells.
        let _ = here.supply_practice().await;
        Ok(here.status().await)
    }

    /// Stops a job at its next safe point.
    ///
    /// # Errors
    /// Never: a job that is not running has just ended.
    pub async fn job_cancel(&self, request: JobRequest) -> Result<Nothing, Problem> {
        self.shared.jobs.cancel(&request.job);
        Ok(Nothing {})
    }

    /// Keeps a preference.
    ///
    /// # Errors
    /// When it is none that is kept, or too long.
    pub async fn preference_set(&self, request: Preference) -> Result<Nothing, Problem> {
        if !PREFERENCES.contains(&request.key.as_str()) {
            return Err(Problem::new(
                "preference.unknown",
                format!("Nothing was kept: {:?} is no preference.", request.key),
            ));
        }
        self.with_ledger(move |core, ledger| {
            ledger.set_preference(&request.key, &request.value, core.by())?;
            Ok(Nothing {})
        })
        .await
    }
}

/// What is seen of an open ledger.
struct Seen {
    gate: GateDto,
    business: Option<String>,
    operators: Vec<OperatorName>,
    session: Option<SessionInfo>,
    workspace: Option<WorkspaceInfo>,
    clock: Option<ProblemDto>,
}

impl Core {
    /// What the window's frame shows of this world.
    pub(super) async fn status(self: &Arc<Self>) -> AppStatus {
        let opened = match self.open_ledger().await {
            Ok(None) => Ok(None),
            Ok(Some(_)) => self.with_ledger(Self::seen).await.map(Some),
            Err(problem) => Err(problem),
        };
        let (seen, blocked) = match opened {
            Ok(seen) => (seen, None),
            Err(problem) => (None, Some(ProblemDto::from(problem))),
        };
        let seen = seen.unwrap_or(Seen {
            gate: GateDto::Start,
            business: None,
            operators: Vec::new(),
            session: None,
            workspace: None,
            clock: None,
        });
        AppStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            environment: self.environment.into(),
            gate: seen.gate,
            business: seen.business,
            operators: seen.operators,
            session: seen.session,
            blocked,
            workspace: seen.workspace,
            clock: seen.clock,
        }
    }

    fn seen(&self, ledger: &Ledger) -> Result<Seen, Problem> {
        let roster = self.roster(ledger)?;
        let session = self.world.live_session(self.shared.idle);
        let gate = match &session {
            Some(_) => GateDto::Open,
            None if roster.people().is_empty() => GateDto::People,
            None => GateDto::SignIn,
        };
        let workspace = match &session {
            Some(_) => Some(workspace_info(self, ledger)?),
            None => None,
        };
        Ok(Seen {
            gate,
            business: self.position(ledger)?.business.clone(),
            operators: match &session {
                Some(_) => Vec::new(),
                None => self.operators(ledger, &roster)?,
            },
            session: session.map(|session| SessionInfo {
                id: session.id,
                name: session.name.clone(),
                roles: show_people::roles(&session.roles),
                may: Command::ALL
                    .iter()
                    .filter(|command| need(**command).admits(Some(&session.roles)))
                    .map(|command| command.name().to_owned())
                    .collect(),
                notices: session.notices.clone(),
                idle_seconds: u32::try_from(self.shared.idle.as_secs()).unwrap_or(u32::MAX),
            }),
            workspace,
            clock: self.clock_fault(ledger)?.map(ProblemDto::from),
        })
    }

    /// Who can sign in; in practice with the passphrases that stand on the screen.
    fn operators(&self, ledger: &Ledger, roster: &Roster) -> Result<Vec<OperatorName>, Problem> {
        let shown = |id: u32, name: &str| -> Result<Option<String>, Problem> {
            let known = OPERATORS.iter().find(|one| one.name == name);
            let Some(known) = known.filter(|_| self.environment == Environment::Practice) else {
                return Ok(None);
            };
            let own = ledger.read(|read| preferences::meta(read, &own_passphrase(id)))?;
            Ok(own.is_none().then(|| known.passphrase.to_owned()))
        };
        let here = roster.people().iter().filter(|person| !person.retired);
        here.map(|person| {
            Ok(OperatorName {
                name: person.name.clone(),
                roles: show_people::roles(&person.roles),
                enrolled: person.key.is_some(),
                practice_passphrase: shown(person.id, &person.name)?,
            })
        })
        .collect()
    }
}

fn workspace_info(core: &Core, ledger: &Ledger) -> Result<WorkspaceInfo, Problem> {
    let position = core.position(ledger)?;
    let short_code = position
        .short_code
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    ledger.read(|read| {
        let imports = imports::all(read)?;
        let statements = imports.iter().filter(|row| row.undone.is_none()).count();
        let entries: u64 = entries_page::counts(read)?
            .iter()
            .map(|count| count.entries)
            .sum();
        let kept = preferences::all(read)?;
        Ok(WorkspaceInfo {
            business: position
                .business
                .clone()
                .unwrap_or_else(|| "New workspace".to_owned()),
            short_code: if short_code.is_empty() {
                String::new()
            } else {
                format!("Short code {short_code}")
            },
            statements: crate::app::show_file::small(statements),
            to_decide: small64(total(read, LineList::ToDecide)?),
            entries: small64(entries),
            preferences: kept
                .into_iter()
                .map(|row| Preference {
                    key: row.key,
                    value: row.value,
                })
                .collect(),
            export_folder: core.export_folder().display().to_string(),
        })
    })
}

/// The sample business goes through the same import and matching as anybody's files.
fn fill_practice(core: &Core, ledger: &Ledger, job: &Job) -> Result<(), Problem> {
    let go_on = |phase: &str, done| {
        if job.report(phase, (0, 3_000), done, 3) {
            Ok(())
        } else {
            Err(cancelled())
        }
    };
    go_on("Making the sample business", 0)?;
    let made = sample(SAMPLE_SEED, &Scale::default());
    go_on("Reading its statement and ledger", 1)?;
    let code = domain::ShortCode::parse("600111");
    let files = [
        ("sample-statement.csv", made.statement_csv),
        ("sample-ledger.csv", made.ledger_csv),
    ];
    let mut waiting = Vec::new();
    for (name, bytes) in files {
        let read = super::import_preview::read_any(name, &bytes, code.clone(), &mut |_, _| {
            !job.stopped()
        })?;
        waiting.push(WaitingFile::new(name.to_owned(), bytes, read));
    }
    debug_assert!(matches!(
        waiting.first().map(|file| &file.content),
        Some(Content::Statement(_))
    ));
    go_on("Importing", 2)?;
    import_commit::commit(core, ledger, &waiting, false, &|done, of| {
        job.report("Importing", (3_000, 7_000), done, of)
    })?;
    matching_run::run(core, ledger, &|phase, done, of| {
        job.report(phase, (7_000, 10_000), done, of)
    })?;
    people::found_practice(core, ledger)
}
