//! The engine as hosts hold it: one workspace in one environment, and a method per command.
//!
//! Owns: opening the workspace, going from one environment to another, jobs, previews, and turning
//! stored rows into what the page shows. Stays out: windows and terminals; what a row means
//! (`matching`, `reconcile`); queries (`store`); calls to Safaricom (`live`).

mod checklist;
mod clock;
mod commands;
mod held;
mod jobs;
mod kept;
mod options;
mod position;
mod practice_profile;
mod preview;
mod profile_value;
mod rivals;
mod show_entry;
mod show_file;
mod show_line;
mod show_profile;
mod workspace;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{Eat, Environment, Problem};

use crate::api::JobProgress;
use crate::callbacks::Waiters;
use crate::store::{By, Ledger};
use crate::vault::{Keys, OsKeyring};

pub use options::{Options, PracticeWorld};

use jobs::{Job, Jobs};
use position::Position;
use preview::Previews;

/// How long the result of a query to Safaricom is waited for, unless a host says otherwise. Results
/// come within minutes; 85 seconds were seen in the sandbox (`daraja-api.md` section 6.4).
const RESULT_WAIT: Duration = Duration::from_secs(120);

/// The engine. Cheap to share; every command is a method that takes a request and gives a response.
pub struct Engine {
    shared: Arc<Shared>,
    /// The world that commands act in now. A command holds on to the one it began in.
    here: Mutex<Arc<Core>>,
}

/// What every world of this program works with.
struct Shared {
    folder: PathBuf,
    keys: Keys,
    operator: String,
    clock: fn() -> i64,
    jobs: Arc<Jobs>,
    waiters: Waiters,
    practice: Option<PracticeWorld>,
    practice_fault: Option<String>,
    result_wait: Duration,
}

/// One world: an environment with all that is held of it. Nothing of it is ever seen by another
/// (law 10), so going to another makes a new one.
struct Core {
    shared: Arc<Shared>,
    environment: Environment,
    previews: Previews,
    opening: tokio::sync::Mutex<()>,
    ledger: Mutex<Option<Arc<Ledger>>>,
    position: Mutex<Option<Arc<Position>>>,
    /// Whether the practice profile was brought up to date since this world was entered.
    supplied: AtomicBool,
    /// One change of a profile's items at a time: keyring and ledger change together.
    profiles: tokio::sync::Mutex<()>,
    /// Profiles being tested now.
    testing: Mutex<BTreeSet<i64>>,
}

impl Engine {
    /// An engine with nothing open yet.
    ///
    /// # Errors
    /// When no data folder is given and the system knows none for the user.
    pub fn new(options: Options) -> Result<Self, Problem> {
        let folder = options
            .data_folder
            .or_else(default_data_folder)
            .ok_or_else(|| {
                Problem::new(
                    "workspace.no_folder",
                    "Nothing was opened: the system knows no data folder for this user.",
                )
                .with_remedy("Start with --data and a folder.")
            })?;
        let vault = options.vault.unwrap_or_else(|| Arc::new(OsKeyring));
        let shared = Arc::new(Shared {
            folder,
            keys: Keys::new(vault),
            operator: options.operator.unwrap_or_else(user_name),
            clock: options.clock.unwrap_or(system_clock),
            jobs: Arc::default(),
            waiters: Waiters::new(options.callbacks),
            practice: options.practice,
            practice_fault: options.practice_fault,
            result_wait: options.result_wait.unwrap_or(RESULT_WAIT),
        });
        let environment = options.environment.unwrap_or(Environment::Practice);
        Ok(Self {
            here: Mutex::new(Arc::new(Core::new(Arc::clone(&shared), environment))),
            shared,
        })
    }

    /// Who hears of the progress of jobs from now on.
    pub fn on_progress(&self, sink: impl Fn(JobProgress) + Send + Sync + 'static) {
        self.shared.jobs.listen(sink);
    }

    /// The world to act in. Whoever holds it keeps it from being left.
    fn here(&self) -> Arc<Core> {
        Arc::clone(&lock(&self.here))
    }

    /// Runs `act` with the open ledger on a thread that may block.
    async fn with_ledger<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Core, &Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.here().with_ledger(act).await
    }

    /// Runs a job with the open ledger on a thread that may block.
    async fn with_job<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&Core, &Ledger, &Job) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let here = self.here();
        let job = self.shared.jobs.start(name)?;
        here.with_ledger(move |core, ledger| act(core, ledger, &job))
            .await
    }
}

impl Core {
    fn new(shared: Arc<Shared>, environment: Environment) -> Self {
        Self {
            shared,
            environment,
            previews: Previews::default(),
            opening: tokio::sync::Mutex::default(),
            ledger: Mutex::new(None),
            position: Mutex::new(None),
            supplied: AtomicBool::new(false),
            profiles: tokio::sync::Mutex::default(),
            testing: Mutex::default(),
        }
    }

    /// Runs `act` with the open ledger on a thread that may block.
    async fn with_ledger<T: Send + 'static>(
        self: &Arc<Self>,
        act: impl FnOnce(&Self, &Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let ledger = self.open_ledger().await?.ok_or_else(no_workspace)?;
        self.blocking(move |core| act(core, &ledger)).await
    }

    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        act: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let core = Arc::clone(self);
        tokio::task::spawn_blocking(move || act(&core)).await.unwrap_or_else(|error| {
            Err(Problem::new(
                "engine.fault",
                format!("The act was cut off by a fault in the program; nothing half-done was kept. {error}"),
            )
            .with_remedy("Try again; if it comes back, report it with the time it happened."))
        })
    }

    /// Who changes the ledger now.
    fn by(&self) -> By<'_> {
        By {
            operator: &self.shared.operator,
            at: self.now(),
        }
    }

    fn now(&self) -> Eat {
        Eat::from_unix((self.shared.clock)())
            .unwrap_or_else(|| Eat::start_of(domain::Day::default()))
    }

    /// Where the books stand now.
    fn position(&self, ledger: &Ledger) -> Result<Arc<Position>, Problem> {
        Position::of(ledger, &self.position)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Ledger>>> {
        lock(&self.ledger)
    }
}

/// A lock whose holder panicked holds nothing half-done here.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn no_workspace() -> Problem {
    Problem::new("workspace.none", "There is no workspace yet.")
        .with_remedy("In practice: open the sample business first.")
        .with_remedy("In the sandbox or production: make a workspace first.")
}

/// The folder that the system keeps for this user's data of this program; `None` when it knows none.
#[must_use]
pub fn default_data_folder() -> Option<PathBuf> {
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
