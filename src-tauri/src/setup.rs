//! What the window starts with: the data folder, what practice runs, and the engine. And how it ends.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use engine::{Engine, Options, default_data_folder};
use practice_host::Practice;
use tauri::async_runtime::block_on;
use tauri::{App, AppHandle, Manager as _, RunEvent};

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

/// Hears how the program goes. At its end the audit chain's head goes to the keyring, also when the window
/// was closed without being locked; a keyring that does not answer holds the end up for ten seconds at most.
pub fn heard(app: &AppHandle, event: &RunEvent) {
    if let (RunEvent::Exit, Some(engine)) = (event, app.try_state::<Arc<Engine>>()) {
        block_on(engine.keep_audit_head());
    }
}
