//! The page: `ui/` built into `ui/dist`, which the window embeds.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::process::{self, announce};
use crate::stop::{Outcome, Stop};
use crate::tree::Tree;

/// What the built page depends on, beside everything under `src` and `public`.
const SOURCES: &[&str] = &[
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
];

/// Fetches the page's packages and builds it, each only when out of date.
pub fn build(tree: &Tree) -> Outcome {
    packages(tree)?;
    let ui = tree.ui();
    if !is_stale(modified(&ui.join("dist/index.html")), newest_source(&ui)) {
        return Ok(());
    }
    announce("Page: building ui/dist");
    process::run(
        process::npm()
            .arg("--prefix")
            .arg(&ui)
            .args(["run", "build"]),
    )
    .map_err(|stop| {
        stop.remedy("The lines above name the file; `npm --prefix ui run check` says more.")
    })
}

/// Installs the page's packages from the lock file when they are missing or older than it.
pub fn packages(tree: &Tree) -> Outcome {
    let ui = tree.ui();
    let lock = modified(&ui.join("package-lock.json"));
    if lock.is_none() {
        return Err(Stop::new("ui/package-lock.json is missing.")
            .remedy("Restore it: git checkout ui/package-lock.json"));
    }
    if !is_stale(modified(&ui.join("node_modules/.package-lock.json")), lock) {
        return Ok(());
    }
    announce("Page: npm installs its packages");
    process::run(process::npm().arg("--prefix").arg(&ui).args(["ci", "--no-audit", "--no-fund"])).map_err(|stop| {
        stop.remedy("Read npm's lines above: usually no network or a full disk; then run the same command again.")
    })
}

/// Whether what was made is missing or older than what it is made from.
fn is_stale(made: Option<SystemTime>, newest_source: Option<SystemTime>) -> bool {
    match (made, newest_source) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(made), Some(source)) => source > made,
    }
}

fn newest_source(ui: &Path) -> Option<SystemTime> {
    let single = SOURCES.iter().map(|name| ui.join(name));
    let folders = ["src", "public"]
        .iter()
        .flat_map(|name| files_below(&ui.join(name)));
    single
        .chain(folders)
        .filter_map(|file| modified(&file))
        .max()
}

/// Every file and folder below, folders too: a deleted file leaves its mark on its folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_path_buf()];
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path)
        .and_then(|data| data.modified())
        .ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn built_again_only_when_a_source_is_newer() {
        let then = SystemTime::UNIX_EPOCH;
        let later = then + Duration::from_secs(5);
        assert!(is_stale(None, Some(then)), "never built");
        assert!(is_stale(Some(then), Some(later)), "source changed");
        assert!(!is_stale(Some(later), Some(then)), "up to date");
        assert!(
            !is_stale(Some(then), Some(then)),
            "made in the same instant"
        );
        assert!(!is_stale(Some(then), None), "nothing to build from");
    }

    #[test]
    fn looks_into_folders() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = files_below(&here.join("src"));
        assert!(files.iter().any(|file| file.ends_with("setup/apt.rs")));
        assert!(files.iter().any(|file| file.ends_with("src/setup")));
        assert_eq!(files_below(&here.join("no-such-folder")).len(), 1);
    }
}
