//! The desktop shell: the only crate that names tauri.
//!
//! Owns: the window, the registration of commands, events to the page. Stays out: everything else; each
//! command is one line that calls the engine.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod events;
mod setup;

#[allow(
    clippy::exit,
    reason = "tauri's own macro ends the program when the window system does"
)]
fn main() {
    let options = setup::options();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| setup::start(app, options))
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!())
        .expect("the window system starts; without one use the command line: patanisha")
        .run(|app, event| setup::heard(app, &event));
}
