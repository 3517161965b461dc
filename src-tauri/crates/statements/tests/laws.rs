//! Laws over many files: nothing panics, every physical row is accounted for once, and a workbook of the
//! same cells gives the same result as the text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;

use common::*;
use proptest::prelude::*;
use statements::model::{Limits, Source, StatementFile};

/// Reads bytes every way there is; the law is checked inside.
fn survive(name: &str, bytes: &[u8]) {
    let _ = try_read(name, bytes);
    let _ = try_ledger(name, bytes);
    let _ = statements::guess(Source { name, bytes }, &Limits::default());
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mut files: Vec<(&str, Vec<u8>)> = Vec::new();
    for name in STATEMENTS {
        files.push((name, fixture("statements", name)));
    }
    for name in LEDGERS {
        files.push((name, fixture("ledgers", name)));
    }
    files
}

/// What a clumsy hand or a bad disk does to a file.
#[derive(Debug, Clone)]
enum Harm {
    Cut(prop::sample::Index),
    Byte(prop::sample::Index, u8),
    Insert(prop::sample::Index, String),
    DropLine(prop::sample::Index),
    RepeatLine(prop::sample::Index),
    SwapCells(prop::sample::Index, prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        1 => index().prop_map(Harm::Cut),
        4 => (index(), any::<u8>()).prop_map(|(at, byte)| Harm::Byte(at, byte)),
        4 => (index(), prop::sample::select(vec![
            ",", "\"", "\n", "\r\n", ";", "\t", "-", ".", "0", "9", "é", "\u{feff}", "#REF!", "Total",
            ",,,,,", "<c r=\"XFD1\"/>", "<row r=\"0\">", "r=\"A99999999999\"", "t=\"s\"", "</row>", "&#x0;", "1e999",
            "\"\n\"", "99999999999999999999", "1/2/2026", "=1+1", "2.547E+11",
        ])).prop_map(|(at, text)| Harm::Insert(at, text.into())),
        2 => index().prop_map(Harm::DropLine),
        2 => index().prop_map(Harm::RepeatLine),
        3 => (index(), index()).prop_map(|(a, b)| Harm::SwapCells(a, b)),
    ]
}

fn inflict(bytes: &mut Vec<u8>, harm: &Harm) {
    if bytes.is_empty() {
        return;
    }
    match harm {
        Harm::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Harm::Byte(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Harm::Insert(at, text) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, text.bytes());
        }
        Harm::DropLine(_) | Harm::RepeatLine(_) => {
            let mut lines: Vec<Vec<u8>> =
                bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
            match harm {
                Harm::DropLine(at) => drop(lines.remove(at.index(lines.len()))),
                Harm::RepeatLine(at) => {
                    let at = at.index(lines.len());
                    let line = lines[at].clone();
                    lines.insert(at, line);
                }
                _ => {}
            }
            *bytes = lines.join(&b'\n');
        }
        Harm::SwapCells(a, b) => {
            let mut cells: Vec<Vec<u8>> = bytes.split(|b| *b == b',').map(<[u8]>::to_vec).collect();
            let (a, b) = (a.index(cells.len()), b.index(cells.len()));
            cells.swap(a, b);
            *bytes = cells.join(&b',');
        }
    }
}

/// The parts of a package, and a package of parts: so that harm reaches the XML past its checksums.
fn unpack(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name.as_str(), options).unwrap();
        std::io::Write::write_all(&mut writer, bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A result without what differs by container: notes of the container, and the container.
fn essence(file: &StatementFile) -> String {
    let refused: Vec<_> = file
        .refused
        .iter()
        .map(|it| (it.row, it.code, &it.column))
        .collect();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        file.layout,
        file.preamble,
        file.rows,
        refused,
        file.footers,
        file.certificates,
        file.mapping
    )
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survive("a.csv", &bytes);
        survive("a.xlsx", &[b"PK\x03\x04", &*bytes].concat());
    }

    #[test]
    fn any_text_below_a_header_is_accounted_for(
        rows in prop::collection::vec("[A-Z0-9,\"\n\r;.\\- ]{0,80}", 0..8),
        f1_header: bool,
    ) {
        let header = if f1_header { F1_HEADER } else { F2_HEADER };
        survive("a.csv", format!("{header}\n{}", rows.join("\n")).as_bytes());
    }

    #[test]
    fn harmed_files_are_accounted_for(
        which in any::<prop::sample::Index>(),
        harms in prop::collection::vec(harm(), 1..8),
    ) {
        let files = files();
        let (name, mut bytes) = files[which.index(files.len())].clone();
        for harm in &harms {
            inflict(&mut bytes, harm);
        }
        survive(name, &bytes);
    }

    #[test]
    fn harmed_workbooks_are_accounted_for(
        which in any::<prop::sample::Index>(),
        harms in prop::collection::vec(harm(), 1..4),
        inside: bool,
    ) {
        let files = files();
        let (name, mut bytes) = files[which.index(files.len())].clone();
        if inside {
            // Whole workbooks of harmed cells.
            for harm in &harms {
                inflict(&mut bytes, harm);
            }
            if let Ok(text) = String::from_utf8(bytes) {
                survive(name, &workbook(&[("a", &text)]));
            }
        } else {
            let mut book = workbook(&[("a", &String::from_utf8(bytes).unwrap())]);
            for harm in &harms {
                inflict(&mut book, harm);
            }
            survive(name, &book);
        }
    }

    #[test]
    fn harmed_parts_are_read_or_refused(
        harms in prop::collection::vec((any::<prop::sample::Index>(), harm()), 1..6),
    ) {
        let mut parts = unpack(&workbook(&[("a", &statement_text(PAYOUTS))]));
        for (which, harm) in &harms {
            let which = which.index(parts.len());
            inflict(&mut parts[which].1, harm);
        }
        survive("a.xlsx", &pack(&parts));
    }

    /// Edits of cells, without touching what holds a row together.
    #[test]
    fn text_and_workbook_agree(
        which in 0_usize..4,
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[A-Za-z0-9 .:/-]{0,12}"),
            0..5,
        ),
    ) {
        let name = STATEMENTS[which];
        let text = statement_text(name);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        for (row, column, cell) in &edits {
            let row = row.index(rows.len());
            let column = column.index(rows[row].len());
            rows[row][column] = cell.trim().to_owned();
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let csv = writer.into_inner().unwrap();
        let book = workbook(&[("a", std::str::from_utf8(&csv).unwrap())]);
        let (from_text, from_book) = (try_read(name, &csv), try_read(name, &book));
        match (from_text, from_book) {
            (Ok(text), Ok(book)) => prop_assert_eq!(essence(&text), essence(&book)),
            (Err(text), Err(book)) => prop_assert_eq!(text, book),
            (text, book) => prop_assert!(false, "{:?} / {:?}", text.map(|_| ()), book.map(|_| ())),
        }
    }
}
