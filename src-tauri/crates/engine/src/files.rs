//! Files that a person names: reading them within limits, and folders to write into.

use std::io::Read as _;
use std::path::Path;

use domain::{Place, Problem, Retry};
use statements::model::Limits;

use crate::reconcile::InputFile;

/// Reads a file that a person named, whole.
///
/// # Errors
/// When it is not there, not readable, a folder, or larger than the limit.
pub fn read_input(path: &Path) -> Result<InputFile, Problem> {
    read_within(path, Limits::default().file_bytes_max)
}

/// Reads a file that a person named, whole, if it has at most `limit` bytes.
///
/// # Errors
/// As [`read_input`].
pub(crate) fn read_within(path: &Path, limit: u64) -> Result<InputFile, Problem> {
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        file.take(limit + 1).read_to_end(&mut bytes)
    });
    match read {
        Err(error) => Err(unreadable(&name, &error)),
        Ok(_) if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit => {
            Err(too_large(&name, limit))
        }
        Ok(_) => Ok(InputFile { name, bytes }),
    }
}

/// Makes a folder to write into, with the folders above it.
///
/// # Errors
/// When it can't be made, or is a file.
pub fn make_folder(folder: &Path) -> Result<(), Problem> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Problem::new(
            "export.no_folder",
            format!(
                "Nothing was written: the folder {} can't be made: {error}.",
                folder.display()
            ),
        )
        .with_remedy("Choose a folder of your own.")
    })
}

fn too_large(name: &str, limit: u64) -> Problem {
    Problem::new(
        "import.file_too_large",
        format!(
            "Nothing was read: the file is larger than {} MB.",
            limit >> 20
        ),
    )
    .with_place(Place::file(name))
    .with_remedy("Export a shorter period, and import the parts one after the other.")
}

fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let (code, message, remedy) = match error.kind() {
        ErrorKind::NotFound => (
            "file.not_found",
            "Nothing was read: there is no such file.".to_owned(),
            "Check the name and the folder; a memory stick may have been taken out.",
        ),
        ErrorKind::PermissionDenied => (
            "file.not_allowed",
            "Nothing was read: you may not read this file or its folder.".to_owned(),
            "Copy it into a folder of your own, or ask its owner for leave to read it.",
        ),
        ErrorKind::IsADirectory => (
            "file.is_folder",
            "Nothing was read: this is a folder, not a file.".to_owned(),
            "Choose the statement or ledger inside it.",
        ),
        _ => (
            "file.unreadable",
            format!("Nothing was read: {error}."),
            "Copy the file to this computer's own disk and try again.",
        ),
    };
    Problem::new(code, message)
        .with_place(Place::file(name))
        .with_remedy(remedy)
        .with_retry(Retry::AfterRemedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_with_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let gone = read_input(&folder.path().join("gone.csv")).unwrap_err();
        assert_eq!(gone.code.0, "file.not_found");
        assert_eq!(gone.place, Some(Place::file("gone.csv")));
        assert_eq!(
            read_input(folder.path()).unwrap_err().code.0,
            "file.is_folder"
        );
        let file = folder.path().join("a.csv");
        std::fs::write(&file, b"x").unwrap();
        assert_eq!(read_input(&file).unwrap().bytes, b"x");
        assert_eq!(
            make_folder(&file.join("b")).unwrap_err().code.0,
            "export.no_folder"
        );
    }
}
