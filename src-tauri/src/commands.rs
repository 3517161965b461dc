//! The engine's command table as tauri commands: exactly those, one line each.

use std::sync::Arc;

use engine::Engine;
use engine::api::*;
use tauri::State;
use tauri::ipc::Invoke;

/// What every command answers.
type Answer<T> = Result<T, ProblemDto>;

macro_rules! register {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $response:ident;)*) => {
        $($(#[$doc])*
        #[tauri::command]
        async fn $name(engine: State<'_, Arc<Engine>>, request: $request) -> Answer<$response> {
            engine.$name(request).await.map_err(ProblemDto::from)
        })*

        /// Answers every command of the table and no other.
        pub fn handler() -> impl Fn(Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}

engine::for_each_command!(register);
