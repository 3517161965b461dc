//! Reading files and showing what an import would do. Changes nothing.

use std::path::PathBuf;

use domain::{Code, Place, Problem, ShortCode};
use statements::Guess;
use statements::model::{Flow, Limits, Source, Told};

use crate::api::{
    FilePreview, ImportPreview, ImportPreviewRequest, ImportToken, Nothing, ProblemDto,
};
use crate::app::preview::{Content, WaitingFile};
use crate::app::show_file::{self, FileHead};
use crate::app::{Acts, Core, Job, held};
use crate::files::read_input;
use crate::intake::{self, HeldEntries, HeldLines};
use crate::reconcile::{InputFile, cancelled};
use crate::store::{Ledger, imports};
use crate::words;

/// Files of one preview.
const FILES_MAX: usize = 50;

impl Acts<'_> {
    /// Reads files and shows what an import would do.
    ///
    /// # Errors
    /// When there is nothing to read, or the job is cancelled. A file that can't be read is told in its
    /// own preview; the others are read.
    pub async fn import_preview(
        &self,
        request: ImportPreviewRequest,
    ) -> Result<ImportPreview, Problem> {
        let job = request.job.clone();
        self.with_job(&job, move |core, ledger, job| {
            preview(core, ledger, job, &request)
        })
        .await
    }

    /// Forgets a preview.
    ///
    /// # Errors
    /// Never: one that is gone is as good as forgotten.
    pub async fn import_discard(&self, request: ImportToken) -> Result<Nothing, Problem> {
        self.here().previews.forget(&request.token);
        Ok(Nothing {})
    }
}

fn preview(
    core: &Core,
    ledger: &Ledger,
    job: &Job,
    request: &ImportPreviewRequest,
) -> Result<ImportPreview, Problem> {
    let paths: Vec<PathBuf> = request.paths.iter().filter_map(|text| path(text)).collect();
    if paths.is_empty() || paths.len() > FILES_MAX {
        return Err(Problem::new(
            "import.no_files",
            format!("Nothing was read: name between 1 and {FILES_MAX} files."),
        )
        .with_field("paths")
        .with_remedy("Drop the files on the window, choose them, or paste their paths."));
    }
    let told = request
        .short_code
        .as_deref()
        .map(told_short_code)
        .transpose()?;
    let mut reading = Reading {
        own: core.position(ledger)?.short_code.clone(),
        told,
        lines: HeldLines::default(),
        entries: held::entries(ledger)?,
        waiting: Vec::new(),
    };
    let total = u32::try_from(paths.len()).unwrap_or(u32::MAX);
    let mut files = Vec::new();
    for (index, path) in (0_u32..).zip(&paths) {
        let span = (index * 10_000 / total, (index + 1) * 10_000 / total);
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let phase = format!("Reading {name}");
        if !job.report(&phase, span, 0, 1) {
            return Err(cancelled());
        }
        let mut progress = |done, of| job.report(&phase, span, done, of);
        match read_input(path) {
            Ok(file) => files.push(reading.file(ledger, file, &mut progress)?),
            Err(problem) => files.push(show_file::unreadable(
                head(&name, &[], None),
                problem.into(),
            )),
        }
    }
    let can_commit = reading.waiting.iter().any(|_| true);
    let token = core.previews.keep(reading.waiting);
    Ok(ImportPreview {
        token,
        files,
        can_commit,
    })
}

/// A path as dropped, chosen or pasted: quotes and `file://` are taken off.
pub(crate) fn path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'']);
    let text = match text.strip_prefix("file://") {
        Some(address) => percent_decoded(address),
        None => text.to_owned(),
    };
    (!text.is_empty()).then(|| PathBuf::from(text))
}

/// `%20` and its like as the bytes they stand for.
fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte = code
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = match byte {
            Some(byte) => {
                bytes.push(byte);
                after.get(2..).unwrap_or_default()
            }
            None => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn told_short_code(text: &str) -> Result<ShortCode, Problem> {
    ShortCode::parse(text).ok_or_else(|| {
        Problem::new("import.short_code", format!("{text:?} is no short code."))
            .with_field("short_code")
            .with_remedy("Give the paybill or till number, digits only.")
    })
}

fn head(name: &str, bytes: &[u8], already_imported: Option<String>) -> FileHead {
    FileHead {
        name: name.to_owned(),
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        sha256: crate::store::files::sha256(bytes),
        already_imported,
    }
}

/// What is known while the files of one preview are read, one after the other.
struct Reading {
    own: Option<ShortCode>,
    told: Option<ShortCode>,
    lines: HeldLines,
    entries: HeldEntries,
    waiting: Vec<WaitingFile>,
}

impl Reading {
    fn file(
        &mut self,
        ledger: &Ledger,
        file: InputFile,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<FilePreview, Problem> {
        let sha256 = crate::store::files::sha256(&file.bytes);
        let before = ledger.read(|read| imports::standing_of_file(read, &sha256))?;
        let before = before.map(|(_, at)| format!("Imported on {}", words::minute(at)));
        let head = head(&file.name, &file.bytes, before.clone());
        let read = match read_any(&file.name, &file.bytes, self.told.clone(), progress) {
            Ok(read) => read,
            Err(problem) if problem.code == Code("job.cancelled") => return Err(problem),
            Err(problem) => return Ok(show_file::unreadable(head, problem.into())),
        };
        let shown = match &read {
            Content::Statement(statement) => {
                let code =
                    match self.same_business(statement.preamble.short_code.clone(), &file.name) {
                        Ok(code) => code,
                        Err(problem) => {
                            return Ok(show_file::unreadable(head, ProblemDto::from(problem)));
                        }
                    };
                held::add_lines(ledger, &statement.rows, &mut self.lines)?;
                let verdicts = intake::sort_lines(&statement.rows, &code, &mut self.lines);
                show_file::statement(head, statement, &code, &verdicts)
            }
            Content::Ledger(entries) => {
                let verdicts = intake::sort_entries(&entries.rows, &mut self.entries);
                show_file::ledger(head, entries, &verdicts)
            }
        };
        if before.is_none() {
            self.waiting
                .push(WaitingFile::new(file.name, file.bytes, read));
        }
        Ok(shown)
    }

    /// One workspace is one business: a statement of another short code is stopped here (N48).
    fn same_business(
        &mut self,
        found: Option<ShortCode>,
        file: &str,
    ) -> Result<ShortCode, Problem> {
        let found = found.ok_or_else(|| no_short_code(file))?;
        match &self.own {
            Some(own) if *own != found => Err(Problem::new(
                "import.other_short_code",
                format!(
                    "This file is left out: it belongs to short code {found}, and this workspace keeps \
                     the books of {own}."
                ),
            )
            .with_place(Place::file(file))
            .with_remedy(format!("Check that the right file was exported; choose one of {own}."))
            .with_remedy(format!("To reconcile {found} without a workspace: patanisha reconcile."))),
            Some(own) => Ok(own.clone()),
            None => {
                self.own = Some(found.clone());
                Ok(found)
            }
        }
    }
}

fn no_short_code(file: &str) -> Problem {
    Problem::new(
        "statement.no_short_code",
        "This file is left out: neither it nor its name tells the short code.",
    )
    .with_place(Place::file(file))
    .with_field("short_code")
    .with_remedy("Say which paybill or till it belongs to.")
}

/// Reads a file as what its content shows it to be.
///
/// # Errors
/// When it is neither a statement nor a ledger, or can't be read.
pub fn read_any(
    name: &str,
    bytes: &[u8],
    short_code: Option<ShortCode>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Content, Problem> {
    let source = Source { name, bytes };
    let limits = Limits::default();
    let mut step = |at: statements::model::Progress| {
        if progress(at.done, at.total) {
            Flow::Continue
        } else {
            Flow::Cancel
        }
    };
    let read = match statements::guess(source, &limits) {
        Ok(Guess::Statement) => {
            let told = Told { short_code };
            statements::read_statement(source, &told, &limits, &mut step)
                .map(|file| Content::Statement(Box::new(file)))
        }
        Ok(Guess::Ledger) => statements::read_ledger(source, &limits, &mut step)
            .map(|file| Content::Ledger(Box::new(file))),
        Err(problem) => Err(problem),
    };
    read.map_err(|problem| crate::reconcile::in_file(problem, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_in_many_forms() {
        for text in [
            "/a b/c.csv",
            "\"/a b/c.csv\"",
            "file:///a%20b/c.csv",
            "  /a b/c.csv\n",
        ] {
            assert_eq!(path(text), Some(PathBuf::from("/a b/c.csv")), "{text:?}");
        }
        assert_eq!(path("  "), None);
        assert_eq!(percent_decoded("/100%/x%zz"), "/100%/x%zz");
    }
}
