//! The engine, with what it needs beside it: in practice, the simulator and the receiver of its results.

use domain::{Environment, Problem};
use engine::{Engine, Options, default_data_folder};
use practice_host::Practice;

use crate::args::Arguments;

/// An engine with what it needs beside it.
pub struct Host {
    /// The engine.
    pub engine: Engine,
    _running: Option<Practice>,
}

impl Host {
    /// Starts the engine for these arguments.
    ///
    /// # Errors
    /// When the system knows no data folder.
    pub async fn start(of: &Arguments) -> Result<Self, Problem> {
        let environment = of.environment.unwrap_or(Environment::Practice);
        let mut options = Options {
            data_folder: of.workspace.clone().or_else(default_data_folder),
            environment: Some(environment),
            ..Options::default()
        };
        let running = match (environment, options.data_folder.clone()) {
            (Environment::Practice, Some(folder)) => {
                Some(Practice::start(&folder, &mut options).await)
            }
            _ => None,
        };
        Ok(Self {
            engine: Engine::new(options)?,
            _running: running,
        })
    }
}
