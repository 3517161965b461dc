//! The engine as hosts hold it: one workspace in one environment, and a method per command.
//!
//! Owns: opening the workspace, going from one environment to another, jobs, previews, and turning
//! stored rows into what the page shows. Stays out: windows and terminals; what a row means
//! (`matching`, `reconcile`); queries (`store`); calls to Safaricom (`live`).

mod audit_head;
#[cfg(test)]
mod audit_tests;
mod backups;
mod checklist;
mod clock;
mod commands;
mod door;
mod held;
mod jobs;
#[cfg(test)]
mod keep_tests;
mod kept;
mod lease;
mod lineage;
mod masked;
mod notices;
mod options;
mod position;
mod practice_profile;
mod preview;
mod profile_value;
mod receiver;
mod recovery;
mod restore;
mod rivals;
mod roster;
mod session;
mod show_callback;
mod show_entry;
mod show_event;
mod show_file;
mod show_line;
mod show_people;
mod show_profile;
mod show_receiver;
mod story_steps;
mod tries;
mod workspace;
mod world;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{Environment, Problem};

use crate::api::JobProgress;
use crate::callbacks::Waiters;
use crate::vault::{Keys, OsKeyring};

pub use options::{LentReceiver, Options, PracticeWorld};

use door::Acts;
use jobs::{Job, Jobs};
use world::{Core, World};

/// How long the result of a query to Safaricom is waited for, unless a host says otherwise. Results
/// come within minutes; 85 seconds were seen in the sandbox (`daraja-api.md` section 6.4).
const RESULT_WAIT: Duration = Duration::from_secs(120);

/// The engine. Cheap to share; every command is a method that takes a request and gives a response.
pub struct Engine {
    shared: Arc<Shared>,
    /// The world that commands act in now. A command holds on to the one it began in.
    here: Mutex<Arc<World>>,
}

/// What every world of this program works with.
struct Shared {
    folder: PathBuf,
    keys: Keys,
    operator: String,
    clock: fn() -> i64,
    jobs: Arc<Jobs>,
    waiters: Waiters,
    /// The receiver that the host runs for practice.
    lent: Option<LentReceiver>,
    practice: Option<PracticeWorld>,
    practice_fault: Option<String>,
    result_wait: Duration,
    /// How far this computer's clock was from Safaricom's at its last answer, by environment.
    skews: clock::Skews,
    /// How long nobody may act before the window locks itself.
    idle: Duration,
    /// How long a passphrase that was typed counts.
    step_up: Duration,
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
            lent: options.receiver,
            practice: options.practice,
            practice_fault: options.practice_fault,
            result_wait: options.result_wait.unwrap_or(RESULT_WAIT),
            skews: clock::Skews::default(),
            idle: options.idle.unwrap_or(session::IDLE),
            step_up: options.step_up.unwrap_or(session::STEP_UP),
        });
        let environment = options.environment.unwrap_or(Environment::Practice);
        Ok(Self {
            here: Mutex::new(Arc::new(World::new(Arc::clone(&shared), environment))),
            shared,
        })
    }

    /// Who hears of the progress of jobs from now on.
    pub fn on_progress(&self, sink: impl Fn(JobProgress) + Send + Sync + 'static) {
        self.shared.jobs.listen(sink);
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
