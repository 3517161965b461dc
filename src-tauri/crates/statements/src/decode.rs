//! Bytes to text: byte-order mark, UTF-16, strict UTF-8, else Windows-1252 with a note
//! (`mpesa-statements.md` 8.2, N05–N07).

use std::borrow::Cow;

use domain::Problem;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::{Note, Source};
use crate::refusal;

/// Bytes looked at to tell UTF-16 that has no byte-order mark.
const SAMPLE_BYTES: usize = 512;

/// The text of a file, without its byte-order mark.
pub(crate) fn text<'a>(source: Source<'a>, notes: &mut Vec<Note>) -> Result<Cow<'a, str>, Problem> {
    let bytes = source.bytes;
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return if encoding == UTF_16LE || encoding == UTF_16BE {
            Ok(wide(encoding, body, notes))
        } else {
            narrow(source, body, notes)
        };
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return Ok(wide(encoding, bytes, notes));
    }
    narrow(source, bytes, notes)
}

fn wide<'a>(encoding: &'static Encoding, body: &'a [u8], notes: &mut Vec<Note>) -> Cow<'a, str> {
    let (text, bad) = encoding.decode_without_bom_handling(body);
    let mut said = "The file is written in UTF-16; it was converted.".to_owned();
    if bad {
        said.push_str(" Some characters were damaged and are shown as “\u{fffd}”.");
    }
    notes.push(Note {
        code: "encoding",
        text: said,
    });
    text
}

fn narrow<'a>(
    source: Source<'a>,
    body: &'a [u8],
    notes: &mut Vec<Note>,
) -> Result<Cow<'a, str>, Problem> {
    if body.contains(&0) {
        return Err(refusal::not_text(source));
    }
    if let Ok(text) = std::str::from_utf8(body) {
        return Ok(Cow::Borrowed(text));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(body);
    notes.push(Note {
        code: "encoding",
        text: "The file is not UTF-8; it was read as Windows-1252. Look at names with accents or \
               curly quotes."
            .into(),
    });
    Ok(text)
}

/// UTF-16 of mostly Latin text shows as NUL in every other byte.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE_BYTES.min(bytes.len() & !1))?;
    if sample.len() < 8 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let pairs = sample.len() / 2;
    if even == 0 && odd * 10 > pairs * 9 {
        Some(UTF_16LE)
    } else if odd == 0 && even * 10 > pairs * 9 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Result<String, &'static str>, usize) {
        let mut notes = Vec::new();
        let source = Source { name: "a", bytes };
        let text = text(source, &mut notes)
            .map(Cow::into_owned)
            .map_err(|problem| problem.code.0);
        (text, notes.len())
    }

    #[test]
    fn every_encoding_met_gives_the_same_text() {
        let text = "Receipt No.,Details é’";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (cp1252, _, _) = WINDOWS_1252.encode(text);
        let wanted = |notes| (Ok(text.to_owned()), notes);
        assert_eq!(read(text.as_bytes()), wanted(0));
        assert_eq!(
            read(&[b"\xef\xbb\xbf", text.as_bytes()].concat()),
            wanted(0)
        );
        assert_eq!(read(&[b"\xff\xfe", &*le].concat()), wanted(1));
        assert_eq!(read(&[b"\xfe\xff", &*be].concat()), wanted(1));
        assert_eq!(read(&le), wanted(1));
        assert_eq!(read(&be), wanted(1));
        assert_eq!(read(&cp1252), wanted(1));
    }

    #[test]
    fn nul_bytes_are_refused() {
        assert_eq!(read(b"Receipt\0No").0, Err("import.not_text"));
    }
}
