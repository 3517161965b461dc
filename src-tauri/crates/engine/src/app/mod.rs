//! The engine as hosts hold it: one workspace in one environment, and a method per command.
//!
//! Owns: opening the workspace, jobs, previews, and turning stored rows into what the page shows.
//! Stays out: windows and terminals; what a row means (`matching`, `reconcile`); queries (`store`).

mod commands;
mod held;
mod jobs;
mod kept;
mod position;
mod preview;
mod rivals;
mod show_entry;
mod show_file;
mod show_line;
mod workspace;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Eat, Environment, Problem};

use crate::api::JobProgress;
use crate::store::{By, Ledger};
use crate::vault::{Keys, OsKeyring, Vault};

use jobs::{Job, Jobs};
use position::Position;
use preview::Previews;

/// What a host may choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where everything is kept; none for the user's own data folder.
    pub data_folder: Option<PathBuf>,
    /// Which world; practice unless said otherwise.
    pub environment: Option<Environment>,
    /// Where secrets are kept; none for the system keyring.
    pub vault: Option<Arc<dyn Vault>>,
    /// Who acts; none for the name the system knows the user by.
    pub operator: Option<String>,
    /// A clock that tells seconds since 1970 in UTC; none for the system's.
    pub clock: Option<fn() -> i64>,
}

/// The engine. Cheap to share; every command is a method that takes a request and gives a response.
pub struct Engine {
    core: Arc<Core>,
}

/// What commands work with, on whichever thread they run.
struct Core {
    folder: PathBuf,
    environment: Environment,
    keys: Keys,
    operator: String,
    clock: fn() -> i64,
    jobs: Arc<Jobs>,
    previews: Previews,
    opening: tokio::sync::Mutex<()>,
    ledger: Mutex<Option<Arc<Ledger>>>,
    position: Mutex<Option<Arc<Position>>>,
}

impl Engine {
    /// An engine with nothing open yet.
    ///
    /// # Errors
    /// When no data folder is given and the system knows none for the user.
    pub fn new(options: Options) -> Result<Self, Problem> {
        let folder = options
            .data_folder
            .or_else(user_data_folder)
            .ok_or_else(|| {
                Problem::new(
                    "workspace.no_folder",
                    "Nothing was opened: the system knows no data folder for this user.",
                )
                .with_remedy("Start with --data and a folder.")
            })?;
        let vault = options.vault.unwrap_or_else(|| Arc::new(OsKeyring));
        Ok(Self {
            core: Arc::new(Core {
                folder,
                environment: options.environment.unwrap_or(Environment::Practice),
                keys: Keys::new(vault),
                operator: options.operator.unwrap_or_else(user_name),
                clock: options.clock.unwrap_or(system_clock),
                jobs: Arc::default(),
                previews: Previews::default(),
                opening: tokio::sync::Mutex::default(),
                ledger: Mutex::new(None),
                position: Mutex::new(None),
            }),
        })
    }

    /// Who hears of the progress of jobs from now on.
    pub fn on_progress(&self, sink: impl Fn(JobProgress) + Send + Sync + 'static) {
        self.core.jobs.listen(sink);
    }

    /// Runs `act` with the open ledger on a thread that may block.
    async fn with_ledger<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Core, &Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let ledger = self.open_ledger().await?.ok_or_else(no_workspace)?;
        self.blocking(move |core| act(core, &ledger)).await
    }

    /// Runs a job with the open ledger on a thread that may block.
    async fn with_job<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&Core, &Ledger, &Job) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let job = self.core.jobs.start(name)?;
        self.with_ledger(move |core, ledger| act(core, ledger, &job))
            .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Core) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let core = Arc::clone(&self.core);
        tokio::task::spawn_blocking(move || act(&core)).await.unwrap_or_else(|error| {
            Err(Problem::new(
                "engine.fault",
                format!("The act was cut off by a fault in the program; nothing half-done was kept. {error}"),
            )
            .with_remedy("Try again; if it comes back, report it with the time it happened."))
        })
    }
}

impl Core {
    /// Who changes the ledger now.
    fn by(&self) -> By<'_> {
        By {
            operator: &self.operator,
            at: self.now(),
        }
    }

    fn now(&self) -> Eat {
        Eat::from_unix((self.clock)()).unwrap_or_else(|| Eat::start_of(domain::Day::default()))
    }

    /// Where the books stand now.
    fn position(&self, ledger: &Ledger) -> Result<Arc<Position>, Problem> {
        Position::of(ledger, &self.position)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Ledger>>> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn no_workspace() -> Problem {
    Problem::new("workspace.none", "There is no workspace yet.")
        .with_remedy("Open the sample business first.")
}

fn user_data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("ke", "Patanisha", "Patanisha")
        .map(|found| found.data_dir().to_owned())
}

fn user_name() -> String {
    let known = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    known
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "operator".to_owned())
}

fn system_clock() -> i64 {
    chrono::Utc::now().timestamp()
}
