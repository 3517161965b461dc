//! Where things are in the checkout.

use std::path::{Path, PathBuf};

use crate::stop::{Outcome, Stop};

/// The checkout and its build folder.
#[derive(Debug)]
pub struct Tree {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Where cargo builds: `CARGO_TARGET_DIR`, or `target` in the checkout.
    pub target: PathBuf,
}

impl Tree {
    /// Finds the checkout: cargo names this crate's folder when it runs it; else walks up from here.
    pub fn find() -> Outcome<Self> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().map_err(|error| {
                Stop::new(format!("The current folder can't be read: {error}."))
            })?,
        };
        let root = root_above(&start).ok_or_else(|| {
            Stop::new("This is not inside a Patanisha checkout.")
                .remedy("Run `cargo xtask` from the folder you cloned.")
        })?;
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The page's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program that `cargo build` made.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

fn root_above(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("src-tauri").is_dir())
        .map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_checkout_from_inside_and_not_from_outside() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = root_above(here).unwrap();
        assert!(root.join("Cargo.toml").is_file());
        assert_eq!(root_above(Path::new("/")), None);
    }
}
