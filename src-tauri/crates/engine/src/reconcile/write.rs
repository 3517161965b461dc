//! The files of a reconciliation, as bytes under their contracted names (design section 14).

use domain::Problem;
use reports::model::Reconciliation;
use reports::summary::Phase;

/// A file to be written.
#[derive(Debug)]
pub struct OutputFile {
    /// Its contracted name.
    pub name: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Makes every file, the workbook and the page first. The same reconciliation gives the same bytes.
///
/// # Errors
/// When the workbook or the page can't be made (too many rows for a sheet).
pub fn files(of: &Reconciliation, phases: &[Phase]) -> Result<Vec<OutputFile>, Problem> {
    type Writer = fn(&Reconciliation, &mut dyn std::io::Write) -> std::io::Result<()>;
    let csv = |name: &'static str, write: Writer| {
        let mut bytes = Vec::new();
        write(of, &mut bytes).expect("memory takes every byte");
        OutputFile { name, bytes }
    };
    Ok(vec![
        OutputFile {
            name: "reconciliation.xlsx",
            bytes: reports::workbook::reconciliation_xlsx(of)?,
        },
        OutputFile {
            name: "reconciliation.pdf",
            bytes: reports::pdf::reconciliation_pdf(of)?,
        },
        csv("matches.csv", reports::csv_files::matches_csv),
        csv("lines.csv", reports::csv_files::lines_csv),
        csv("entries.csv", reports::csv_files::entries_csv),
        csv("exceptions.csv", reports::csv_files::exceptions_csv),
        OutputFile {
            name: "summary.json",
            bytes: reports::summary::summary_json(of, phases).into_bytes(),
        },
    ])
}

/// Writes the files into a folder that exists, each under a temporary name first, so that a full disk
/// leaves no half file under a real name.
///
/// # Errors
/// Says which file could not be written and why; files written before it stay.
pub fn write_all(folder: &std::path::Path, files: &[OutputFile]) -> Result<(), Problem> {
    for file in files {
        write_one(folder, file.name, &file.bytes)?;
    }
    Ok(())
}

/// Writes one file as [`write_all`] does.
///
/// # Errors
/// When it could not be written, and why.
pub fn write_one(folder: &std::path::Path, name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let target = folder.join(name);
    let draft = folder.join(format!(".{name}.part"));
    let done = std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, &target));
    if let Err(error) = done {
        let _ = std::fs::remove_file(&draft);
        return Err(unwritable(name, folder, &error));
    }
    Ok(())
}

/// The problem of a file that can't be written.
#[must_use]
pub fn unwritable(name: &str, folder: &std::path::Path, error: &std::io::Error) -> Problem {
    let folder = folder.display();
    let (code, why, remedy) = match error.kind() {
        std::io::ErrorKind::StorageFull => (
            "export.disk_full",
            "the disk is full".to_owned(),
            "Free some space, or choose a folder on another disk, and export again.",
        ),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => (
            "export.not_allowed",
            "you may not write there".to_owned(),
            "Choose a folder of your own and export again.",
        ),
        _ => (
            "export.failed",
            error.to_string(),
            "Choose another folder and export again.",
        ),
    };
    Problem::new(
        code,
        format!("The reconciliation is safe, but {name} was not written to {folder}: {why}."),
    )
    .with_remedy(remedy)
}
