//! Nothing of one machine or one registry stands in what is committed.

use crate::rules::Breach;
use crate::source::Source;

/// Folders of build machines and root's home, put together here so that this file does not name them.
const FOLDERS: &[&str] = &[
    concat!("/", "work/"),
    concat!("/", "root/"),
    concat!("/", "farm/"),
];

/// Hosts of package registries: clients know them, sources need not.
const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs.org"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
    concat!("deb.", "debian.org"),
];

/// Lines that name a machine's folder or a registry's host.
#[must_use]
pub fn traces(source: &Source) -> Vec<Breach> {
    source
        .text
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let folder = FOLDERS.iter().find(|folder| begins_a_path(line, folder));
            let host = HOSTS.iter().find(|host| line.contains(**host));
            let what = folder.or(host)?;
            Some(Breach::at(
                &source.path,
                index + 1,
                format!("names {what}; write what holds on every computer."),
            ))
        })
        .collect()
}

/// Whether the folder stands at the start of a path, and not inside a longer one.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | '}' | ')'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machines_folder_is_found() {
        for (folder, host) in FOLDERS.iter().zip(HOSTS) {
            assert_eq!(
                traces(&Source::new("a.md", &format!("see {folder}x"))).len(),
                1
            );
            assert_eq!(
                traces(&Source::new("a.json", &format!("\"https://{host}/a\""))).len(),
                1
            );
            assert_eq!(traces(&Source::new("a.rs", &format!("src{folder}x"))), []);
        }
    }
}
