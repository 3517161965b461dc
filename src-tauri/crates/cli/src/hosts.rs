//! What this program runs beside the engine: in practice, the simulator and the receiver of its results.

use std::any::Any;
use std::path::Path;

use domain::{Environment, Problem};
use engine::callbacks::Callbacks;
use engine::{Engine, Options, PracticeWorld, default_data_folder};

use crate::args::Arguments;

/// What practice has to itself.
#[derive(Default)]
pub struct Practice {
    /// The simulator; none when it could not be started.
    pub world: Option<PracticeWorld>,
    /// Why it could not.
    pub fault: Option<String>,
    /// The receiver of its results.
    pub callbacks: Option<Callbacks>,
    /// What keeps both running until the engine is done.
    pub running: Option<Box<dyn Any + Send>>,
}

/// Starts what practice needs; what it keeps goes under the data folder.
pub async fn practice(_data_folder: &Path) -> Practice {
    Practice::default()
}

/// An engine with what it needs beside it.
pub struct Host {
    /// The engine.
    pub engine: Engine,
    _running: Option<Box<dyn Any + Send>>,
}

impl Host {
    /// Starts the engine for these arguments.
    ///
    /// # Errors
    /// When the system knows no data folder.
    pub async fn start(of: &Arguments) -> Result<Self, Problem> {
        let environment = of.environment.unwrap_or(Environment::Practice);
        let data_folder = of.workspace.clone().or_else(default_data_folder);
        let beside = match (environment, &data_folder) {
            (Environment::Practice, Some(folder)) => practice(folder).await,
            (Environment::Practice | Environment::Sandbox | Environment::Production, _) => {
                Practice::default()
            }
        };
        let engine = Engine::new(Options {
            data_folder,
            environment: Some(environment),
            practice: beside.world,
            practice_fault: beside.fault,
            callbacks: beside.callbacks,
            ..Options::default()
        })?;
        Ok(Self {
            engine,
            _running: beside.running,
        })
    }
}
