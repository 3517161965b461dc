//! Manifests: one place for versions, and the workspace's lints in every package.

use crate::checkout::Package;
use crate::rules::Breach;
use crate::source::{Source, words};

/// A package's manifest takes the workspace's lints, and every version from the workspace.
#[must_use]
pub fn manifest(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    if !source.text.contains("[lints]\nworkspace = true") {
        found.push(Breach::of(
            &source.path,
            "does not take the workspace's lints: add `[lints]` with `workspace = true`.",
        ));
    }
    let mut in_dependencies = false;
    for (index, line) in source.text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            in_dependencies = line.trim_matches(['[', ']']).ends_with("dependencies");
            continue;
        }
        let names_one = in_dependencies && !line.is_empty() && !line.starts_with('#');
        if names_one && !line.contains("workspace = true") {
            found.push(Breach::at(
                &source.path,
                index + 1,
                "names a version; versions stand in the root Cargo.toml only.",
            ));
        }
    }
    found
}

/// A dependency that a package names and never uses, and one that the workspace offers and no package
/// names.
#[must_use]
pub fn unused(packages: &[Package], rust: &[Source], offered: &[String]) -> Vec<Breach> {
    let mut found = Vec::new();
    for package in packages {
        let below = |source: &&Source| is_of(source, package, packages);
        let sources: Vec<&Source> = rust.iter().filter(below).collect();
        for dependency in &package.dependencies {
            let name = dependency.name.replace('-', "_");
            let used = sources
                .iter()
                .any(|source| words(&source.text).any(|word| word == name));
            if !used {
                found.push(Breach::of(
                    &package.name,
                    format!("names {} and never uses it.", dependency.name),
                ));
            }
        }
    }
    for name in offered {
        let named = packages
            .iter()
            .any(|package| package.dependencies.iter().any(|one| one.name == *name));
        if !named {
            found.push(Breach::of(
                "Cargo.toml",
                format!("offers {name}, which no package names."),
            ));
        }
    }
    found
}

/// Whether a source is the package's own: below its folder and below no folder of another one inside.
fn is_of(source: &Source, package: &Package, packages: &[Package]) -> bool {
    let below = |folder: &str| {
        source
            .path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let inner = packages
        .iter()
        .any(|other| other.folder.len() > package.folder.len() && below(&other.folder));
    below(&package.folder) && !inner
}

/// Every dependency of the workspace and of the page is explained in the decision record.
#[must_use]
pub fn unexplained(names: &[String], record: &Source) -> Vec<Breach> {
    names
        .iter()
        .filter(|name| !record.text.contains(&format!("`{name}`")))
        .map(|name| {
            Breach::of(
                &record.path,
                format!("does not explain `{name}`: name, licence, what for, why."),
            )
        })
        .collect()
}

/// The outside crates that the root manifest names: those with a version.
#[must_use]
pub fn workspace_dependencies(root: &str) -> Vec<String> {
    let section = root
        .split_once("[workspace.dependencies]")
        .map_or("", |(_, rest)| rest);
    let section = section
        .split_once("\n[")
        .map_or(section, |(inside, _)| inside);
    section
        .lines()
        .filter(|line| !line.contains("path = ") && !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

/// The packages that the page's manifest names, for use and for development.
///
/// # Errors
/// When the text is not a JSON object.
pub fn page_dependencies(manifest: &str) -> Result<Vec<String>, serde_json::Error> {
    let manifest: serde_json::Value = serde_json::from_str(manifest)?;
    let names = ["dependencies", "devDependencies"]
        .into_iter()
        .filter_map(|section| manifest.get(section)?.as_object().cloned())
        .flat_map(|section| section.into_iter().map(|(name, _)| name));
    Ok(names.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::Dependency;

    #[test]
    fn a_version_of_its_own_and_missing_lints_are_found() {
        let good = "[package]\nname = \"a\"\n\n[dependencies]\ncsv.workspace = true\n# why\ntokio = { workspace = true, features = [] }\n\n[lints]\nworkspace = true\n";
        assert_eq!(manifest(&Source::new("a", good)), []);
        let bad = good.replace("csv.workspace = true", "csv = \"1\"");
        assert_eq!(
            manifest(&Source::new("a", &bad))
                .first()
                .and_then(|breach| breach.line),
            Some(5)
        );
        let bad = good.replace("[lints]\nworkspace = true\n", "");
        assert_eq!(manifest(&Source::new("a", &bad)).len(), 1);
    }

    #[test]
    fn an_unused_dependency_is_found() {
        let package = |name: &str, folder: &str, on: &str| Package {
            name: name.into(),
            folder: folder.into(),
            dependencies: vec![Dependency {
                name: on.into(),
                dev: false,
                ours: false,
            }],
        };
        let packages = [
            package("shell", "a", "tauri-build"),
            package("b", "a/crates/b", "csv"),
        ];
        let uses = |path: &str, text: &str| Source::new(path, text);
        let good = [
            uses("a/build.rs", "tauri_build::build()"),
            uses("a/crates/b/src/lib.rs", "use csv::Reader;"),
        ];
        let offered = ["tauri-build".to_owned(), "csv".to_owned()];
        assert_eq!(unused(&packages, &good, &offered), []);
        let misplaced = [
            uses("a/crates/b/build.rs", "tauri_build::build()"),
            uses("a/crates/b/src/lib.rs", "use csv::Reader;"),
        ];
        assert_eq!(
            unused(&packages, &misplaced, &offered).len(),
            1,
            "another package's use does not count"
        );
        assert_eq!(unused(&packages, &good, &["zip".to_owned()]).len(), 1);
    }

    #[test]
    fn an_unexplained_dependency_is_found() {
        let root = "[workspace.dependencies]\ndomain = { path = \"x\" }\n\ncsv = \"1.4\"\nserde = { version = \"1\" }\n\n[profile.dev]\nopt = 1\n";
        let names = workspace_dependencies(root);
        assert_eq!(names, ["csv", "serde"]);
        let page =
            page_dependencies(r#"{"dependencies":{"react":"19"},"devDependencies":{"vite":"8"}}"#)
                .unwrap();
        assert_eq!(page, ["react", "vite"]);
        let record = Source::new("0006.md", "`csv` reads CSV.");
        assert_eq!(unexplained(&names, &record).len(), 1);
    }
}
