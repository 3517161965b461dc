//! The desktop shell: the only crate that names tauri.

fn main() {}
