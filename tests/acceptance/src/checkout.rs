//! Reading the checkout: its source files, and its packages as cargo sees them.

use std::path::{Path, PathBuf};

use crate::source::Source;

/// Folders that are made, fetched or generated, not written.
const NOT_WRITTEN: &[&str] = &["target", "node_modules", "dist", ".git", "gen"];

/// One package of the workspace and what it depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder, from the checkout's root.
    pub folder: String,
    /// What it names in its manifest, in the manifest's order.
    pub dependencies: Vec<Dependency>,
}

/// One dependency that a manifest names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The package depended on.
    pub name: String,
    /// Whether only tests and benchmarks use it.
    pub dev: bool,
    /// Whether it is in this workspace.
    pub ours: bool,
}

/// The folder with the workspace's Cargo.toml.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The workspace's packages.
///
/// # Errors
/// When cargo can't read the workspace; the text is cargo's.
pub fn packages() -> Result<Vec<Package>, String> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .map_err(|error| error.to_string())?;
    let packages = metadata
        .workspace_packages()
        .into_iter()
        .map(|package| Package {
            name: package.name.to_string(),
            folder: folder_of(
                package.manifest_path.as_str(),
                metadata.workspace_root.as_str(),
            ),
            dependencies: package
                .dependencies
                .iter()
                .map(|dependency| Dependency {
                    name: dependency.name.clone(),
                    dev: dependency.kind == cargo_metadata::DependencyKind::Development,
                    ours: dependency.path.is_some(),
                })
                .collect(),
        });
    Ok(packages.collect())
}

/// A manifest's folder from the checkout's root: `src-tauri/crates/domain`.
fn folder_of(manifest: &str, root: &str) -> String {
    let manifest = manifest.replace('\\', "/");
    let inside = manifest
        .strip_prefix(&root.replace('\\', "/"))
        .unwrap_or(&manifest);
    inside
        .trim_start_matches('/')
        .trim_end_matches("/Cargo.toml")
        .to_owned()
}

/// Every written file below a folder of the checkout whose name ends in one of the endings, sorted by
/// path. A file that is not UTF-8 is left out.
#[must_use]
pub fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths);
    let mut sources: Vec<Source> = paths
        .into_iter()
        .filter(|path| {
            endings
                .iter()
                .any(|end| path.to_string_lossy().ends_with(end))
        })
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).ok()?;
            let path = path
                .strip_prefix(&root)
                .ok()?
                .to_string_lossy()
                .replace('\\', "/");
            Some(Source { path, text })
        })
        .collect();
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        found.extend(path.is_file().then(|| path.to_path_buf()));
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !NOT_WRITTEN.iter().any(|skip| name.to_str() == Some(skip)) {
            collect(&entry.path(), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_has_a_folder() {
        assert_eq!(folder_of("/a/b/crates/c/Cargo.toml", "/a/b"), "crates/c");
        assert_eq!(
            folder_of("C:\\a\\src-tauri\\Cargo.toml", "C:\\a"),
            "src-tauri"
        );
    }
}
