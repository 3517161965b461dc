//! Rust, Node and nextest: their versions, and what to do about a missing one.

use super::apt;
use super::system::System;
use crate::process;
use crate::stop::{Outcome, Stop};

/// The oldest Rust that compiles the workspace (`rust-version` in Cargo.toml).
const RUST_MIN: Version = Version(1, 95);
/// The oldest Node that builds the page (Vite 8).
const NODE_MIN: Version = Version(20, 19);

/// A major and a minor number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Version(u32, u32);

impl Version {
    /// The first word that looks like a version: `rustc 1.95.0 (…)`, `v20.20.2`, `20.19.2+dfsg-1`.
    fn read(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|word| {
            let mut numbers = word.trim_start_matches('v').split(['.', '-', '+', '~']);
            let major = numbers.next()?.parse().ok()?;
            let minor = numbers.next()?.parse().ok()?;
            Some(Self(major, minor))
        })
    }
}

/// Rust is new enough.
pub fn rust() -> Outcome {
    let said = process::ask("rustc", &["--version"]).unwrap_or_default();
    match Version::read(&said) {
        Some(version) if version >= RUST_MIN => Ok(()),
        _ => Err(Stop::new(format!(
            "Rust {}.{} or later is needed; `rustc --version` says {:?}.",
            RUST_MIN.0,
            RUST_MIN.1,
            said.trim()
        ))
        .remedy("Run `rustup update stable`, or install Rust from https://rustup.rs.")),
    }
}

/// Node and npm are there and new enough; from apt where its Node is.
pub fn node(system: System) -> Outcome {
    if node_found() {
        return Ok(());
    }
    let offered = process::ask("apt-cache", &["policy", "nodejs"]).unwrap_or_default();
    let offered = apt::candidate(&offered).and_then(Version::read);
    if system == System::Debian && offered.is_some_and(|version| version >= NODE_MIN) {
        process::announce("Set-up: apt installs nodejs, npm");
        apt::install(&["install", "-y", "--no-install-recommends", "nodejs", "npm"])?;
        if node_found() {
            return Ok(());
        }
    }
    let said = process::ask("node", &["--version"]).unwrap_or_default();
    Err(Stop::new(format!(
        "Node {}.{} or later and npm are needed to build the page; `node --version` says {:?}.",
        NODE_MIN.0,
        NODE_MIN.1,
        said.trim()
    ))
    .remedy("Install Node from https://nodejs.org or with your version manager; this system's own package is too old.")
    .remedy("Then run the same command again."))
}

fn node_found() -> bool {
    let version = process::ask("node", &["--version"]).and_then(|said| Version::read(&said));
    let npm = process::exists("npm") || process::exists("npm.cmd");
    npm && version.is_some_and(|version| version >= NODE_MIN)
}

/// The test runner, built by cargo when it is missing.
pub fn nextest() -> Outcome {
    if process::ask("cargo", &["nextest", "--version"]).is_some() {
        return Ok(());
    }
    process::announce(
        "Set-up: cargo installs cargo-nextest, the test runner (once; takes some minutes)",
    );
    process::run(process::cargo().args(["install", "--locked", "cargo-nextest"])).map_err(|stop| {
        stop.remedy("Install it by hand: https://nexte.st, then run the same command again.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions_as_tools_print_them() {
        assert_eq!(
            Version::read("rustc 1.95.0 (59807616e 2026-04-14)"),
            Some(Version(1, 95))
        );
        assert_eq!(Version::read("v20.20.2\n"), Some(Version(20, 20)));
        assert_eq!(
            Version::read("12.22.12~dfsg-1~deb11u4"),
            Some(Version(12, 22))
        );
        assert_eq!(Version::read("rustc 1.95-nightly"), Some(Version(1, 95)));
        assert_eq!(Version::read(""), None);
        assert!(Version(2, 0) > RUST_MIN && Version(18, 19) < NODE_MIN);
    }
}
