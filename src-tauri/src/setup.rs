//! What the window starts with: the data folder, what practice runs, and the engine.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use engine::{Engine, Options, default_data_folder};
use practice_host::Practice;
use tauri::async_runtime::block_on;
use tauri::{App, Manager as _};

use crate::events;

/// Reads the arguments: `--data DIR` keeps everything in that folder instead of the user's own data
/// folder. Anything else is left to the window system.
pub fn options() -> Options {
    let mut arguments = std::env::args_os().skip(1);
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        if argument == "--data"
            && let Some(folder) = arguments.next()
        {
            options.data_folder = Some(PathBuf::from(folder));
        }
    }
    options
}

/// Makes the engine and hands it to the commands. An engine that can't open its workspace still
/// starts: the page shows why.
pub fn start(app: &mut App, mut options: Options) -> Result<(), Box<dyn Error>> {
    options.data_folder = options.data_folder.or_else(default_data_folder);
    if let Some(folder) = options.data_folder.clone() {
        app.manage(block_on(Practice::start(&folder, &mut options)));
    }
    let engine = Arc::new(Engine::new(options)?);
    engine.on_progress(events::progress_sink(app.handle().clone()));
    app.manage(engine);
    Ok(())
}
