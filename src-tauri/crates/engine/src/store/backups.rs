//! The backups of a ledger: where they are, what they are called, which there are.
//!
//! Owns: names and the folder. Making one is [`super::backups_make`]'s, which are kept is
//! [`super::backups_keep`]'s, putting one back is [`super::restore`]'s.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use domain::{Eat, Problem};

use super::error::of_io;

/// The folder beside the ledger.
const FOLDER: &str = "backups";
/// What a whole backup's name ends with.
const ENDING: &str = ".ledger";
/// What the name of one that is still being written ends with.
pub(super) const PART: &str = ".part";
/// How a moment stands in a name, in East Africa Time.
const MOMENT: &str = "%Y%m%d-%H%M%S";
/// Characters of that.
const MOMENT_CHARS: usize = 15;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupKind {
    /// Somebody asked for it.
    Manual,
    /// The day's first opening.
    Daily,
    /// Before the ledger was brought to a newer schema.
    BeforeMigration,
    /// What stood in the ledger's place before a restore.
    BeforeRestore,
}

impl BackupKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Manual,
        Self::Daily,
        Self::BeforeMigration,
        Self::BeforeRestore,
    ];

    /// Its word in a file's name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Daily => "daily",
            Self::BeforeMigration => "before-migration",
            Self::BeforeRestore => "before-restore",
        }
    }
}

/// A backup's name, and what it tells: `main-20261128-091200-daily.ledger`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupName {
    /// When it was made.
    pub at: Eat,
    /// Why it was made.
    pub kind: BackupKind,
    /// From 1; more when several were made in one second.
    pub number: u32,
    /// The file's name.
    pub file: String,
}

impl BackupName {
    /// The name of the `number`th backup of `workspace` made at that second for that reason.
    #[must_use]
    pub fn new(workspace: &str, at: Eat, kind: BackupKind, number: u32) -> Self {
        let moment = at.civil().format(MOMENT);
        let word = kind.word();
        let file = if number > 1 {
            format!("{workspace}-{moment}-{word}-{number}{ENDING}")
        } else {
            format!("{workspace}-{moment}-{word}{ENDING}")
        };
        Self {
            at,
            kind,
            number,
            file,
        }
    }

    /// Reads a name; `None` when it is none that [`BackupName::new`] gives for this workspace.
    #[must_use]
    pub fn parse(workspace: &str, file: &str) -> Option<Self> {
        let rest = file
            .strip_prefix(workspace)?
            .strip_prefix('-')?
            .strip_suffix(ENDING)?;
        let (moment, rest) = rest.split_at_checked(MOMENT_CHARS)?;
        let at = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?;
        let rest = rest.strip_prefix('-')?;
        let kind = BackupKind::ALL
            .into_iter()
            .find(|kind| rest.starts_with(kind.word()))?;
        let number = match rest.strip_prefix(kind.word())? {
            "" => 1,
            number => number.strip_prefix('-')?.parse().ok()?,
        };
        let name = Self::new(workspace, Eat::from_civil(at), kind, number);
        (name.file == file).then_some(name)
    }
}

/// A backup that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// What it is called.
    pub name: BackupName,
    /// How large it is.
    pub size_bytes: u64,
}

/// The folder with the backups of the ledger at `path`.
#[must_use]
pub fn folder(path: &Path) -> PathBuf {
    path.with_file_name(FOLDER)
}

/// The workspace that the ledger at `path` is of, as its file is named.
pub(super) fn workspace(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The backups of the ledger at `path`, newest first. Files of other names are not looked at.
///
/// # Errors
/// When the folder is there and can't be read.
pub fn list(path: &Path) -> Result<Vec<Backup>, Problem> {
    let workspace = workspace(path);
    let entries = match std::fs::read_dir(folder(path)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(of_io(&error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| of_io(&error))?;
        let file = entry.file_name();
        let Some(name) = file
            .to_str()
            .and_then(|file| BackupName::parse(&workspace, file))
        else {
            continue;
        };
        let size_bytes = entry.metadata().map_err(|error| of_io(&error))?.len();
        found.push(Backup { name, size_bytes });
    }
    found.sort_by(|one, two| {
        (two.name.at, two.name.number, &two.name.file).cmp(&(
            one.name.at,
            one.name.number,
            &one.name.file,
        ))
    });
    Ok(found)
}

/// Where a backup of that name is.
///
/// # Errors
/// `backup.unknown` unless it is the name of a backup of this ledger that is there. A name that would
/// lead out of the folder is none.
pub fn find(path: &Path, file: &str) -> Result<PathBuf, Problem> {
    let unknown = || {
        Problem::new(
            "backup.unknown",
            "Nothing was restored: there is no backup of this name here.",
        )
        .with_field("file")
        .with_remedy("Choose one of the list; it may have been removed by the rule for old ones.")
    };
    let name = BackupName::parse(&workspace(path), file).ok_or_else(unknown)?;
    let found = folder(path).join(name.file);
    if found.try_exists().map_err(|error| of_io(&error))? {
        Ok(found)
    } else {
        Err(unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_others_are_none() {
        let at = Eat::parse_iso("2026-11-28T09:12:00").unwrap();
        for kind in BackupKind::ALL {
            for number in [1, 2, 17] {
                let name = BackupName::new("main", at, kind, number);
                assert_eq!(BackupName::parse("main", &name.file), Some(name));
            }
        }
        let name = BackupName::new("main", at, BackupKind::BeforeRestore, 2);
        assert_eq!(name.file, "main-20261128-091200-before-restore-2.ledger");
        for other in [
            "main.ledger",
            "main-20261128-091200-daily.ledger.part",
            "main-20261128-091200-daily.ledger-wal",
            "main-20261128-091200-daily-1.ledger",
            "main-20261128-091200-daily-02.ledger",
            "main-20261328-091200-daily.ledger",
            "main-20261128-091200-weekly.ledger",
            "main-draft-20261128-091200-daily.ledger",
            "../main-20261128-091200-daily.ledger",
            "main-20261128-09120é-daily.ledger",
        ] {
            assert_eq!(BackupName::parse("main", other), None, "{other}");
        }
    }
}
