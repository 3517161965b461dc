//! What must be installed before anything is built, and installing it.
//!
//! On Debian and Ubuntu missing packages are installed by apt. Elsewhere their names are printed and
//! nothing is guessed. A second run finds nothing missing and takes a moment.

mod apt;
mod needs;
mod system;
mod tools;

use crate::stop::{Outcome, Stop};
use needs::{BENCH, BUILD, KEYRING, Need, TEST};
use system::System;

/// What building the console takes.
pub fn to_build() -> Outcome {
    tools::rust()?;
    let system = System::here();
    provide(system, BUILD)?;
    tools::node(system)
}

/// What building and measuring take.
pub fn to_bench() -> Outcome {
    to_build()?;
    provide(System::here(), BENCH)
}

/// What the practice keyring takes, on a machine without one.
pub fn for_keyring() -> Outcome {
    provide(System::here(), KEYRING)
}

/// What building and every test take.
pub fn everything() -> Outcome {
    tools::rust()?;
    let system = System::here();
    let needs: Vec<Need> = BUILD.iter().chain(TEST).copied().collect();
    provide(system, &needs)?;
    tools::node(system)?;
    tools::nextest()?;
    println!("Set-up: everything is here.");
    Ok(())
}

/// Sees that the needs are met, or says by what.
fn provide(system: System, needs: &[Need]) -> Outcome {
    if system == System::Debian {
        return apt::provide(needs);
    }
    let wanted: Vec<&Need> = needs.iter().filter(|need| need.applies(system)).collect();
    let missing: Vec<&&Need> = wanted.iter().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut stop = Stop::new(format!(
        "Not found on this computer: {}.",
        missing
            .iter()
            .map(|need| need.what)
            .collect::<Vec<_>>()
            .join(", ")
    ));
    let names: Vec<&str> = missing
        .iter()
        .filter_map(|need| need.package(system))
        .collect();
    if !names.is_empty() {
        stop = stop.remedy(format!("{} {}", system.install_words(), names.join(" ")));
    }
    Err(stop.remedy("Then run the same command again; this program installs by itself on Debian and Ubuntu only."))
}
