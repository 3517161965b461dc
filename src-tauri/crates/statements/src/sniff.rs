//! What a file is, from its first bytes. The ending is never believed; where it disagrees, a note
//! says so (`mpesa-statements.md` 8.1, N09, N10, N11, N74).

use domain::Problem;

use crate::model::{Container, Limits, Note, Source};
use crate::refusal;

const OLE2: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP: &[u8] = b"PK\x03\x04";
/// A zip without entries begins with its end.
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
/// Bytes at the start in which a marker of HTML, XML or JSON must show.
const OPENING_BYTES: usize = 1024;

/// Tells text from workbook and refuses everything else with a message of its own.
pub(crate) fn container(source: Source<'_>, limits: &Limits) -> Result<Container, Problem> {
    let bytes = source.bytes;
    if bytes.len() as u64 > limits.file_bytes_max {
        return Err(refusal::too_large(source, limits));
    }
    if bytes.is_empty() {
        return Err(refusal::empty(source));
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(ZIP_EMPTY) {
        return Ok(Container::Xlsx);
    }
    if bytes.starts_with(OLE2) {
        return Err(old_package(source));
    }
    let opening = bytes.get(..OPENING_BYTES).unwrap_or(bytes);
    if opening.trim_ascii_start().starts_with(b"%PDF-") {
        return Err(refusal::pdf(source));
    }
    let opening: String = String::from_utf8_lossy(opening)
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .to_ascii_lowercase();
    if opening.starts_with("<?xml") && !opening.contains("<html") {
        return Err(refusal::xml(source));
    }
    if opening.starts_with('<') {
        return Err(refusal::html(source));
    }
    if opening.starts_with('{') || opening.starts_with('[') {
        return Err(refusal::json(source));
    }
    Ok(Container::Csv)
}

/// A compound file: a legacy workbook, an encrypted new one, or something else of that age. Its
/// directory holds stream names in UTF-16.
fn old_package(source: Source<'_>) -> Problem {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        source.bytes.windows(wide.len()).any(|w| w == wide)
    };
    if holds("EncryptedPackage") || holds("EncryptionInfo") {
        refusal::password(source)
    } else if holds("Workbook") || holds("Book") {
        refusal::old_excel(source)
    } else {
        refusal::old_office(source)
    }
}

/// A note where the ending promises another container than the bytes hold.
pub(crate) fn ending(source: Source<'_>, found: Container) -> Option<Note> {
    let (_, ending) = source.name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let text = match (found, ending.as_str()) {
        (Container::Xlsx, "csv" | "txt" | "tsv" | "xls" | "ods" | "html") => {
            format!(
                "The name ends in .{ending}, but the file is an Excel workbook (XLSX). It was read as one."
            )
        }
        (Container::Csv, "xls" | "xlsx" | "xlsm" | "ods" | "zip" | "pdf" | "html") => {
            format!(
                "The name ends in .{ending}, but the file is delimited text (CSV). It was read as such."
            )
        }
        (Container::Xlsx | Container::Csv, _) => return None,
    };
    Some(Note {
        code: "ending",
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str, bytes: &[u8]) -> &'static str {
        let limits = Limits {
            file_bytes_max: 5_000,
            ..Limits::default()
        };
        match container(Source { name, bytes }, &limits) {
            Ok(Container::Csv) => "csv",
            Ok(Container::Xlsx) => "xlsx",
            Err(problem) => {
                assert!(!problem.remedies.is_empty(), "{problem:?}");
                problem.code.0
            }
        }
    }

    fn ole(stream: &str) -> Vec<u8> {
        let wide = stream.encode_utf16().flat_map(u16::to_le_bytes);
        OLE2.iter().copied().chain([0; 64]).chain(wide).collect()
    }

    #[test]
    fn bytes_decide() {
        assert_eq!(code("a.xlsx", b"Receipt No.,Details"), "csv");
        assert_eq!(code("a.csv", b"PK\x03\x04...."), "xlsx");
        assert_eq!(code("a.csv", b""), "import.empty");
        assert_eq!(code("a.csv", &[b'x'; 5_001]), "import.too_large");
        assert_eq!(code("a.xls", &ole("Workbook")), "import.old_excel");
        assert_eq!(code("a.xlsx", &ole("EncryptedPackage")), "import.password");
        assert_eq!(code("a.doc", &ole("WordDocument")), "import.old_office");
        assert_eq!(code("a.csv", b"%PDF-1.7\n"), "import.pdf");
        assert_eq!(code("a.xls", b"\r\n<!DOCTYPE html><table>"), "import.html");
        assert_eq!(code("a.xls", b"<table><tr>"), "import.html");
        assert_eq!(
            code("a.xls", b"\xef\xbb\xbf<?xml version=\"1.0\"?>"),
            "import.xml"
        );
        assert_eq!(code("a.json", b"[{\"transactionId\": 1}]"), "import.json");
    }

    #[test]
    fn a_wrong_ending_is_told() {
        let note = |name, found| {
            let source = Source { name, bytes: b"" };
            ending(source, found).map(|note| note.code)
        };
        assert_eq!(note("a.xls", Container::Csv), Some("ending"));
        assert_eq!(note("a.csv", Container::Xlsx), Some("ending"));
        assert_eq!(note("a.csv", Container::Csv), None);
        assert_eq!(note("a.XLSX", Container::Xlsx), None);
        assert_eq!(note("a", Container::Csv), None);
    }
}
