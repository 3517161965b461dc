//! A zip looked at before a workbook reader touches it: what it holds, how large it really unpacks,
//! whether it is whole, and which rows of its sheets are hidden.
//!
//! Owns: the guard against zip bombs. Declared sizes are not believed: each part that counts is
//! unpacked once into a small buffer, and the bytes are counted. Stays out: cells ([`crate::sheet`]).

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use domain::Problem;
use zip::ZipArchive;

use crate::model::{Limits, Source};
use crate::refusal;

/// Bytes unpacked at a time.
const BUFFER_BYTES: usize = 64 * 1024;
/// Deflate can't pack tighter than this, so a small archive needs no counting.
const DEFLATE_RATIO_MAX: u64 = 1_032;
/// Parts of a workbook; real ones have tens.
const PARTS_MAX: usize = 10_000;
/// Longest `<row …>` tag looked at for `hidden`.
const ROW_TAG_BYTES_MAX: usize = 512;

/// What was found in the package.
#[derive(Debug, Default)]
pub(crate) struct Package {
    /// Hidden rows per sheet part, for parts that have any.
    pub hidden_rows: BTreeMap<String, u64>,
}

/// Checks that the zip is a workbook, whole and of bearable size.
pub(crate) fn inspect(source: Source<'_>, limits: &Limits) -> Result<Package, Problem> {
    let broken = |_| refusal::damaged(source, "its table of contents can't be read");
    let mut zip = ZipArchive::new(Cursor::new(source.bytes)).map_err(broken)?;
    let parts = contents(&mut zip, source)?;
    let declared = parts
        .iter()
        .fold(0_u64, |sum, part| sum.saturating_add(part.unpacked));
    if declared > limits.unpacked_bytes_max || parts.len() > PARTS_MAX {
        return Err(refusal::unpacks_too_large(source, limits));
    }
    is_workbook(source, &parts)?;
    let mut package = Package::default();
    let mut unpacked = 0_u64;
    for part in &parts {
        let counts = part.is_sheet()
            || part.packed.saturating_mul(DEFLATE_RATIO_MAX) > limits.unpacked_bytes_max;
        if !counts {
            unpacked = unpacked.saturating_add(part.unpacked);
            continue;
        }
        let mut hidden = HiddenRows::default();
        let mut file = zip
            .by_index(part.index)
            .map_err(|_| refusal::damaged(source, "a part of it can't be opened"))?;
        let mut buffer = vec![0_u8; BUFFER_BYTES];
        loop {
            let got = file
                .read(&mut buffer)
                .map_err(|_| refusal::damaged(source, "a part of it can't be unpacked"))?;
            unpacked = unpacked.saturating_add(got as u64);
            if unpacked > limits.unpacked_bytes_max {
                return Err(refusal::unpacks_too_large(source, limits));
            }
            match buffer.get(..got) {
                Some(chunk) if got > 0 => hidden.take(chunk),
                _ => break,
            }
        }
        if hidden.count > 0 {
            package.hidden_rows.insert(part.name.clone(), hidden.count);
        }
    }
    Ok(package)
}

/// One entry of the zip.
struct Part {
    index: usize,
    name: String,
    packed: u64,
    unpacked: u64,
    encrypted: bool,
}

impl Part {
    fn is_sheet(&self) -> bool {
        self.name.starts_with("xl/worksheets/") && self.name.ends_with(".xml")
    }
}

fn contents(zip: &mut ZipArchive<Cursor<&[u8]>>, source: Source<'_>) -> Result<Vec<Part>, Problem> {
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
            packed: file.compressed_size(),
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

/// Counts `<row … hidden="1">` across chunk borders.
#[derive(Default)]
struct HiddenRows {
    count: u64,
    carry: Vec<u8>,
}

impl HiddenRows {
    fn take(&mut self, chunk: &[u8]) {
        let joined;
        let bytes = if self.carry.is_empty() {
            chunk
        } else {
            self.carry.extend_from_slice(chunk);
            joined = std::mem::take(&mut self.carry);
            &joined
        };
        let mut at = 0;
        while let Some(found) = find(bytes, at, b"<row ") {
            let Some(end) = find(bytes, found, b">") else {
                let tail = bytes.get(found..).unwrap_or_default();
                if tail.len() < ROW_TAG_BYTES_MAX {
                    self.carry = tail.to_vec();
                }
                return;
            };
            let tag = bytes.get(found..end).unwrap_or_default();
            let says = |word: &[u8]| tag.windows(word.len()).any(|w| w == word);
            if says(b"hidden=\"1\"") || says(b"hidden=\"true\"") {
                self.count += 1;
            }
            at = end;
        }
        let tail_at = bytes.len().saturating_sub(4).max(at);
        self.carry = bytes.get(tail_at..).unwrap_or_default().to_vec();
    }
}

/// The next place of a needle that begins with `<` or `>`.
fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let mark = *needle.first()?;
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        let step = rest.iter().position(|b| *b == mark)?;
        at += step;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_are_counted_whatever_the_chunks() {
        let xml = br#"<sheetData><row r="1" hidden="1"><c/></row><row r="2"/><rowx hidden="1"/>
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
