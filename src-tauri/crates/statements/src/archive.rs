//! A zip looked at before a workbook reader touches it: what it holds, how large it unpacks, whether
//! its sheets are whole, and how many of their rows are hidden.
//!
//! Owns: the guard against zip bombs. The declared sizes bound it: the `zip` reader, here and under
//! `calamine`, stops a part that unpacks to more than it declares. Stays out: cells
//! ([`crate::table::sheet`]).

use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Problem;
use zip::ZipArchive;

use crate::model::{Limits, Source};
use crate::refusal;

/// Bytes unpacked at a time.
const BUFFER_BYTES: usize = 64 * 1024;
/// Parts of a workbook; real ones have tens.
const PARTS_MAX: usize = 10_000;
/// Longest `<row …>` tag looked at for `hidden`.
const ROW_TAG_BYTES_MAX: usize = 512;

/// Checks that the zip is a workbook and of bearable size.
pub(crate) fn inspect(source: Source<'_>, limits: &Limits) -> Result<(), Problem> {
    let (_, parts) = open(source)?;
    let declared = parts
        .iter()
        .fold(0_u64, |sum, part| sum.saturating_add(part.unpacked));
    if declared > limits.unpacked_bytes_max || parts.len() > PARTS_MAX {
        return Err(refusal::unpacks_too_large(source, limits));
    }
    is_workbook(source, &parts)
}

/// Unpacks the sheets once more, to count their hidden rows and to see that they are whole to the end.
/// `stop` ends the work early; the count is then of no use.
pub(crate) fn hidden_rows(source: Source<'_>, stop: &AtomicBool) -> Result<u64, Problem> {
    let (mut zip, parts) = open(source)?;
    let mut buffer = vec![0_u8; BUFFER_BYTES];
    let mut count = 0;
    for part in parts.iter().filter(|part| part.is_sheet()) {
        let mut hidden = HiddenRows::default();
        let mut file = zip
            .by_index(part.index)
            .map_err(|_| refusal::damaged(source, "a part of it can't be opened"))?;
        loop {
            let got = file
                .read(&mut buffer)
                .map_err(|_| refusal::damaged(source, "a part of it can't be unpacked"))?;
            match buffer.get(..got) {
                Some(chunk) if got > 0 && !stop.load(Ordering::Relaxed) => hidden.take(chunk),
                _ => break,
            }
        }
        count += hidden.count;
    }
    Ok(count)
}

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn open(source: Source<'_>) -> Result<(Zip<'_>, Vec<Part>), Problem> {
    let broken = |_| refusal::damaged(source, "its table of contents can't be read");
    let mut zip = ZipArchive::new(Cursor::new(source.bytes)).map_err(broken)?;
    let parts = contents(&mut zip, source)?;
    Ok((zip, parts))
}

/// One entry of the zip.
struct Part {
    index: usize,
    name: String,
    unpacked: u64,
    encrypted: bool,
}

impl Part {
    fn is_sheet(&self) -> bool {
        self.name.starts_with("xl/worksheets/") && self.name.ends_with(".xml")
    }
}

fn contents(zip: &mut Zip<'_>, source: Source<'_>) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::with_capacity(zip.len().min(PARTS_MAX));
    for index in 0..zip.len() {
        let file = zip
            .by_index_raw(index)
            .map_err(|_| refusal::damaged(source, "its table of contents can't be read"))?;
        let name = file
            .name()
            .map_err(|_| refusal::damaged(source, "a name in it can't be read"))?
            .replace('\\', "/");
        parts.push(Part {
            index,
            name,
            unpacked: file.size(),
            encrypted: file.encrypted(),
        });
    }
    Ok(parts)
}

/// Refuses everything that is a zip but no workbook, each with its own message.
fn is_workbook(source: Source<'_>, parts: &[Part]) -> Result<(), Problem> {
    let has = |name: &str| {
        parts
            .iter()
            .any(|part| part.name.eq_ignore_ascii_case(name))
    };
    let ending = |ending: &str| {
        parts
            .iter()
            .filter(|part| part.name.to_ascii_lowercase().ends_with(ending))
            .count()
    };
    if parts.iter().any(|part| part.encrypted) {
        return Err(refusal::password(source));
    }
    if has("xl/vbaProject.bin") {
        return Err(refusal::macros(source));
    }
    if has("xl/workbook.bin") {
        return Err(refusal::binary_workbook(source));
    }
    if has("xl/workbook.xml") || (has("[Content_Types].xml") && ending("workbook.xml") > 0) {
        return Ok(());
    }
    if ending(".iwa") > 0 || has("Index.zip") {
        return Err(refusal::other_package(source, "an Apple Numbers file"));
    }
    if has("mimetype") && has("content.xml") {
        return Err(refusal::other_package(source, "an OpenDocument file (ODS)"));
    }
    if has("word/document.xml") || has("ppt/presentation.xml") {
        return Err(refusal::other_package(
            source,
            "an Office file that is no workbook",
        ));
    }
    let files = ending(".csv") + ending(".xlsx") + ending(".xls") + ending(".txt");
    if files > 0 {
        return Err(refusal::zip_of_files(source, files));
    }
    Err(refusal::other_package(
        source,
        "a zip without a workbook in it",
    ))
}

/// Counts `<row … hidden="1">` in a sheet that arrives in chunks.
#[derive(Default)]
struct HiddenRows {
    count: u64,
    /// The end of the last chunk, and the new one after it.
    window: Vec<u8>,
}

impl HiddenRows {
    fn take(&mut self, chunk: &[u8]) {
        let seen = self.window.len().min(ROW_TAG_BYTES_MAX);
        let old = self.window.len() - seen;
        self.window.drain(..old);
        self.window.extend_from_slice(chunk);
        let needles: [&[u8]; 2] = [b" hidden=\"1\"", b" hidden=\"true\""];
        for needle in needles {
            self.count += memchr::memmem::find_iter(&self.window, needle)
                .filter(|at| at + needle.len() > seen && is_row_tag(&self.window, *at))
                .count() as u64;
        }
    }
}

/// Whether a place lies within a `<row` tag rather than, say, a `<col`.
fn is_row_tag(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(ROW_TAG_BYTES_MAX);
    let before = bytes.get(from..at).unwrap_or_default();
    before
        .iter()
        .rposition(|byte| matches!(byte, b'<' | b'>'))
        .and_then(|open| before.get(open..))
        .is_some_and(|tag| tag == b"<row" || tag.starts_with(b"<row "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_are_counted_whatever_the_chunks() {
        let xml = br#"<col hidden="1"/><sheetData><row hidden="1"><c/></row><row r="2"/><rowx hidden="1"/>
            <row r="3" spans="1:2" hidden="true"></row><row r="4" hidden="0"/></sheetData>"#;
        for size in 1..xml.len() {
            let mut hidden = HiddenRows::default();
            for chunk in xml.chunks(size) {
                hidden.take(chunk);
            }
            assert_eq!(hidden.count, 2, "chunks of {size}");
        }
    }
}
