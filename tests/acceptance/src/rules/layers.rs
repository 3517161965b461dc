//! Dependencies point one way (design section 2), and the outside has one door each.

use crate::checkout::Package;
use crate::rules::Breach;
use crate::source::{Source, words};

/// What each of our packages may depend on among ours. A package that is not listed fails, so a new
/// crate states its place here and in a decision record.
pub const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("matching", &["domain"]),
    ("statements", &["domain"]),
    ("reports", &["domain"]),
    ("daraja", &[]),
    ("daraja-sim", &[]),
    ("receiver", &["domain"]),
    (
        "engine",
        &["domain", "matching", "statements", "reports", "daraja"],
    ),
    (
        "practice-host",
        &["domain", "engine", "receiver", "daraja-sim"],
    ),
    (
        "cli",
        &[
            "domain",
            "engine",
            "receiver",
            "daraja-sim",
            "practice-host",
        ],
    ),
    (
        "patanisha-desktop",
        &[
            "domain",
            "engine",
            "receiver",
            "daraja-sim",
            "practice-host",
        ],
    ),
    ("xtask", &[]),
];

/// The workspace's test packages, which may use any of ours.
pub const TEST_PACKAGES: &[&str] = &["acceptance", "e2e"];

/// The only shipped packages that may name an outside crate.
pub const DOORS: &[(&str, &[&str])] = &[
    ("tauri", &["patanisha-desktop"]),
    ("tauri-build", &["patanisha-desktop"]),
    ("tauri-plugin-dialog", &["patanisha-desktop"]),
    ("reqwest", &["daraja", "engine"]),
    ("rusqlite", &["engine", "receiver"]),
    ("tokio-postgres", &["receiver"]),
    ("deadpool-postgres", &["receiver"]),
    ("keyring", &["engine"]),
    ("calamine", &["statements"]),
    // reports writes CSV and never reads it; engine's audit pack writes its registers and reads them
    // back to check them: decision 0006.
    ("csv", &["statements", "reports", "engine"]),
];

/// Crates that bring time, chance, threads or the outside with them: not for the pure packages.
pub const IMPURE: &[&str] = &["tokio", "rand", "rand_chacha", "directories", "tempfile"];

/// The pure packages: time and ids are passed in, bytes come and go.
pub const PURE: &[&str] = &["domain", "matching", "statements", "reports"];

/// Words that reach for the clock or the outside from pure code.
const IMPURE_PATHS: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "async fn",
    "thread_rng",
];

/// Modules of a package that alone may name an outside crate.
pub const MODULE_DOORS: &[(&str, &str, &str)] = &[
    ("src-tauri/crates/engine/src/", "rusqlite", "store"),
    ("src-tauri/crates/engine/src/", "keyring", "vault"),
    ("src-tauri/crates/engine/src/", "reqwest", "relay"),
    ("src-tauri/crates/receiver/src/", "rusqlite", "inbox"),
    ("src-tauri/crates/receiver/src/", "tokio_postgres", "inbox"),
];

/// Every dependency among ours is one that the table allows, tests' dependencies too.
#[must_use]
pub fn directions(packages: &[Package]) -> Vec<Breach> {
    let mut found = Vec::new();
    for package in packages.iter().filter(|package| !is_test(&package.name)) {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
            found.push(Breach::of(
                &package.name,
                "has no place in the house: add it to MAY_USE and write a decision record.",
            ));
            continue;
        };
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.ours)
        {
            if !allowed.contains(&dependency.name.as_str()) {
                found.push(Breach::of(
                    &package.name,
                    format!(
                        "depends on {}; dependencies point from hosts to domain (ARCHITECTURE.md).",
                        dependency.name
                    ),
                ));
            }
        }
    }
    found
}

/// Outside crates are named only by the package that owns that door. Tests may read what it wrote.
#[must_use]
pub fn doors(packages: &[Package]) -> Vec<Breach> {
    let mut found = Vec::new();
    for package in packages.iter().filter(|package| !is_test(&package.name)) {
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| !dependency.dev)
        {
            let owners = DOORS.iter().find(|(name, _)| *name == dependency.name);
            let tauri = dependency.name.starts_with("tauri") && package.name != "patanisha-desktop";
            if tauri || owners.is_some_and(|(_, owners)| !owners.contains(&package.name.as_str())) {
                found.push(Breach::of(
                    &package.name,
                    format!("names {}, which is not its door.", dependency.name),
                ));
            }
            if PURE.contains(&package.name.as_str()) && IMPURE.contains(&dependency.name.as_str()) {
                found.push(Breach::of(
                    &package.name,
                    format!("is pure and names {}.", dependency.name),
                ));
            }
        }
    }
    found
}

/// Pure packages reach for neither clock nor disk, and inside a package each door is in one module.
#[must_use]
pub fn reaches(source: &Source) -> Vec<Breach> {
    let pure = PURE.iter().any(|name| {
        source
            .path
            .starts_with(&format!("src-tauri/crates/{name}/src/"))
    });
    let mut found = Vec::new();
    if source.is_test() {
        return found;
    }
    for (line, code) in source.code_lines() {
        if let Some(path) = IMPURE_PATHS
            .iter()
            .find(|path| pure && code.contains(**path))
        {
            found.push(Breach::at(
                &source.path,
                line,
                format!("is pure and reaches for {path}: let the engine pass it in."),
            ));
        }
        for (folder, name, module) in MODULE_DOORS {
            let inside = source.path.strip_prefix(folder);
            let elsewhere = inside.is_some_and(|rest| {
                rest != format!("{module}.rs") && !rest.starts_with(&format!("{module}/"))
            });
            if elsewhere
                && words(&code).any(|word| word == *name)
                && code.contains(&format!("{name}::"))
            {
                found.push(Breach::at(
                    &source.path,
                    line,
                    format!("names {name}, which only the module `{module}` may."),
                ));
            }
        }
    }
    found
}

fn is_test(name: &str) -> bool {
    TEST_PACKAGES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::Dependency;

    fn package(name: &str, dependency: &str, dev: bool, ours: bool) -> Package {
        let dependencies = vec![Dependency {
            name: dependency.into(),
            dev,
            ours,
        }];
        Package {
            name: name.into(),
            folder: String::new(),
            dependencies,
        }
    }

    #[test]
    fn a_dependency_upwards_is_found() {
        assert_eq!(directions(&[package("engine", "domain", false, true)]), []);
        for (name, on) in [
            ("domain", "engine"),
            ("matching", "statements"),
            ("daraja-sim", "daraja"),
            ("receiver", "engine"),
            ("engine", "cli"),
        ] {
            let found = directions(&[package(name, on, true, true)]);
            assert_eq!(found.len(), 1, "{name} on {on}");
        }
        assert_eq!(
            directions(&[package("newcomer", "serde", false, false)]).len(),
            1
        );
        assert_eq!(
            directions(&[package("acceptance", "engine", false, true)]),
            []
        );
    }

    #[test]
    fn a_second_door_is_found() {
        for (name, on) in [
            ("engine", "tauri"),
            ("cli", "tauri-plugin-store"),
            ("cli", "rusqlite"),
            ("engine", "tokio-postgres"),
            ("matching", "csv"),
            ("reports", "calamine"),
            ("domain", "tokio"),
        ] {
            assert_eq!(
                doors(&[package(name, on, false, false)]).len(),
                1,
                "{name} on {on}"
            );
            assert_eq!(doors(&[package(name, on, true, false)]), [], "tests may");
        }
        assert_eq!(
            doors(&[package("patanisha-desktop", "tauri", false, false)]),
            []
        );
    }

    #[test]
    fn reaching_out_of_pure_code_is_found() {
        let clock = "use std::time;\nfn a() { let now = Instant::now(); }";
        assert_eq!(
            reaches(&Source::new("src-tauri/crates/matching/src/a.rs", clock)).len(),
            1
        );
        assert_eq!(
            reaches(&Source::new("src-tauri/crates/engine/src/a.rs", clock)),
            []
        );
        let store = "use rusqlite::Connection;";
        assert_eq!(
            reaches(&Source::new("src-tauri/crates/engine/src/api/a.rs", store)).len(),
            1
        );
        assert_eq!(
            reaches(&Source::new(
                "src-tauri/crates/engine/src/store/a.rs",
                store
            )),
            []
        );
        for (path, breaches) in [("http/a.rs", 1), ("inbox/a.rs", 0), ("inbox.rs", 0)] {
            let path = format!("src-tauri/crates/receiver/src/{path}");
            assert_eq!(
                reaches(&Source::new(&path, store)).len(),
                breaches,
                "{path}"
            );
        }
        assert_eq!(
            reaches(&Source::new("src-tauri/crates/engine/src/store.rs", store)),
            []
        );
        assert_eq!(
            reaches(&Source::new(
                "src-tauri/crates/matching/src/a.rs",
                "// std::fs"
            )),
            []
        );
    }
}
