//! Whole files: what is not a statement is refused with a message of its own, and what is one is read
//! whatever its encoding, delimiter, ending or sheet (N01–N12, N63, N68, N69, N74–N77).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;

use common::*;
use domain::Problem;
use statements::certificate::Chain;
use statements::model::{Container, Flow, Layout, Limits, Progress, Source, Told};
use statements::{Guess, guess, read_ledger, read_statement};

fn code(name: &str, bytes: &[u8]) -> &'static str {
    let problem = refused_file(name, bytes);
    assert!(
        problem.message.starts_with("Nothing was imported"),
        "{problem}"
    );
    assert!(!problem.remedies.is_empty(), "{problem}");
    assert_eq!(problem.place.as_ref().unwrap().file, name);
    let source = Source { name, bytes };
    let as_ledger = read_ledger(source, &Limits::default(), &mut go_on).unwrap_err();
    assert!(guess(source, &Limits::default()).is_err());
    if problem.code.0.starts_with("import.") {
        assert_eq!(as_ledger.code, problem.code);
    }
    problem.code.0
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_statement_says_what_it_is() {
    assert_eq!(code("a.csv", b""), "import.empty");
    assert_eq!(code("a.pdf", b"%PDF-1.7"), "import.pdf");
    assert_eq!(
        code("a.xls", b"<html><table></table></html>"),
        "import.html"
    );
    assert_eq!(
        code("a.xls", b"<?xml version=\"1.0\"?><Workbook/>"),
        "import.xml"
    );
    assert_eq!(code("a.csv", b"Receipt No.,Details\0,x"), "import.not_text");
    assert_eq!(
        code("a.xlsx", b"PK\x03\x04 and then nothing"),
        "import.damaged"
    );
    assert_eq!(
        code(
            "a.ods",
            &zip(&[
                ("mimetype", "application/vnd.oasis"),
                ("content.xml", "<x/>")
            ])
        ),
        "import.other_package"
    );
    assert_eq!(
        code("a.numbers", &zip(&[("Index/Document.iwa", "x")])),
        "import.other_package"
    );
    assert_eq!(
        code("a.docx", &zip(&[("word/document.xml", "<x/>")])),
        "import.other_package"
    );
    assert_eq!(
        code("a.zip", &zip(&[("slice-1.csv", "a"), ("slice-2.csv", "b")])),
        "import.zip"
    );
    assert_eq!(
        code("a.zip", &zip(&[("photo.jpg", "a")])),
        "import.other_package"
    );
    assert_eq!(code("a.zip", &zip(&[])), "import.other_package");
    assert_eq!(
        code(
            "a.xlsm",
            &zip(&[("xl/workbook.xml", "<x/>"), ("xl/vbaProject.bin", "x")])
        ),
        "import.macros"
    );
    assert_eq!(
        code("a.xlsb", &zip(&[("xl/workbook.bin", "x")])),
        "import.binary_workbook"
    );
}

#[test]
fn a_truncated_workbook_is_told() {
    let whole = workbook(&[("transaction", &statement_text(UTILITY))]);
    assert_eq!(code("a.xlsx", &whole[..whole.len() / 2]), "import.damaged");
    assert_eq!(code("a.xlsx", &whole[..whole.len() - 30]), "import.damaged");
}

#[test]
fn a_damaged_sheet_is_told() {
    let mut bytes = workbook(&[("transaction", &statement_text(UTILITY))]);
    let at = bytes
        .windows(14)
        .position(|window| window == b"xl/worksheets/")
        .unwrap();
    for byte in &mut bytes[at + 60..at + 90] {
        *byte ^= 0x55;
    }
    assert_eq!(code("a.xlsx", &bytes), "import.damaged");
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let bytes = zip(&[
        ("xl/workbook.xml", "<x/>"),
        ("xl/worksheets/sheet1.xml", &" ".repeat(200_000)),
    ]);
    let limits = Limits {
        unpacked_bytes_max: 100_000,
        ..Limits::default()
    };
    let source = Source {
        name: "bomb.xlsx",
        bytes: &bytes,
    };
    let problem = read_statement(source, &told(), &limits, &mut go_on).unwrap_err();
    assert_eq!(problem.code.0, "import.unpacks_too_large");
    // A part that declares less than it unpacks to is stopped at what it declares.
    let mut lying = bytes.clone();
    let declared = 200_000_u32.to_le_bytes();
    while let Some(at) = lying.windows(4).position(|window| window == declared) {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let source = Source {
        name: "bomb.xlsx",
        bytes: &lying,
    };
    let problem = read_statement(source, &told(), &limits, &mut go_on).unwrap_err();
    assert_eq!(problem.code.0, "import.damaged");
}

#[test]
fn every_limit_has_its_message() {
    let text = statement_text(UTILITY);
    let with = |limits: Limits, bytes: &[u8]| {
        let source = Source {
            name: "a.csv",
            bytes,
        };
        read_statement(source, &told(), &limits, &mut go_on)
            .unwrap_err()
            .code
            .0
    };
    let limits = Limits::default();
    let book = workbook(&[("transaction", &text)]);
    for bytes in [text.as_bytes(), &book] {
        let small = Limits {
            file_bytes_max: 100,
            ..limits
        };
        assert_eq!(with(small, bytes), "import.too_large");
        let few = Limits {
            rows_max: 8,
            ..limits
        };
        assert_eq!(with(few, bytes), "import.too_many_rows");
        let narrow = Limits {
            columns_max: 13,
            ..limits
        };
        assert_eq!(with(narrow, bytes), "import.too_many_columns");
        let short = Limits {
            cell_chars_max: 20,
            ..limits
        };
        assert_eq!(with(short, bytes), "import.cell_too_long");
    }
}

#[test]
fn a_cancelled_reading_stops() {
    let mut text = format!("{F1_HEADER}\n");
    for index in 0..20_000 {
        text.push_str(&pay_in(
            &format!("UB3A{index:06}"),
            "03-02-2026 08:01:12",
            "1.0",
            "1.0",
        ));
        text.push('\n');
    }
    let mut reports = Vec::new();
    let mut progress = |report: Progress| {
        reports.push(report);
        if reports.len() == 2 {
            Flow::Cancel
        } else {
            Flow::Continue
        }
    };
    let source = Source {
        name: "a.csv",
        bytes: text.as_bytes(),
    };
    let problem = read_statement(source, &told(), &Limits::default(), &mut progress).unwrap_err();
    assert_eq!(problem.code.0, "import.cancelled");
    assert_eq!(reports.len(), 2);
    assert!(reports[0].done < reports[1].done && reports[1].done <= reports[1].total);
}

fn rows_of(name: &str, bytes: &[u8]) -> Vec<String> {
    let file = try_read(name, bytes).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    assert!(file.refused.is_empty(), "{:?}", file.refused);
    file.rows.iter().map(|row| format!("{row:?}")).collect()
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    let text = statement_text(UTILITY);
    let expected = rows_of("a.csv", text.as_bytes());
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(order)
            .collect()
    };
    let bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let unix = text.replace("\r\n", "\n");
    let old_mac = text.replace("\r\n", "\r");
    for bytes in [
        bom,
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        unix.clone().into_bytes(),
        old_mac.into_bytes(),
        unix.trim_end().as_bytes().to_vec(),
    ] {
        assert_eq!(rows_of("a.csv", &bytes), expected);
    }
    let accented = text.replace("AMANI", "AMANÉ");
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(&accented);
    let file = try_read("a.csv", &cp1252).unwrap();
    assert_eq!(codes(&file.notes), ["encoding"]);
    let name = file.rows[4].party_name.as_ref().unwrap();
    assert_eq!(name.reveal(), "AMANÉ **** MFANO");
}

#[test]
fn delimiters_are_found_in_the_header() {
    let text = statement_text(UTILITY);
    let expected = rows_of("a.csv", text.as_bytes());
    for delimiter in [";", "\t", "|"] {
        let other = text.replace(',', delimiter);
        assert_eq!(
            rows_of("a.csv", other.as_bytes()),
            expected,
            "{delimiter:?}"
        );
    }
    // A locale's re-save writes a decimal comma too.
    let comma: String = text
        .lines()
        .map(|line| {
            let cells = line.split(',').map(|cell| match cell.parse::<f64>() {
                Ok(_) => cell.replace('.', ","),
                Err(_) => cell.to_owned(),
            });
            cells.collect::<Vec<_>>().join(";") + "\n"
        })
        .collect();
    let file = try_read("a.csv", comma.as_bytes()).unwrap();
    assert!(file.certificates[0].is_complete());
    assert_eq!(codes(&file.notes), ["delimiter", "delimiter"]);
    assert_eq!(file.preamble.paid_in.unwrap().cents(), 400_050);
}

#[test]
fn content_decides_not_the_ending() {
    let text = statement_text(UTILITY);
    let book = workbook(&[("transaction", &text)]);
    let expected = rows_of("a.csv", text.as_bytes());
    for (name, bytes, container) in [
        ("a.xls", text.as_bytes(), Container::Csv),
        ("a.csv", book.as_slice(), Container::Xlsx),
    ] {
        let file = try_read(name, bytes).unwrap();
        assert_eq!(file.container, container);
        assert_eq!(codes(&file.notes), ["ending"]);
        assert_eq!(rows_of(name, bytes), expected);
    }
}

#[test]
fn the_sheet_with_the_header_wins() {
    let text = statement_text(UTILITY);
    let book = workbook(&[("About", "Made by,Mfano\nOn,5 Feb"), ("transaction", &text)]);
    let file = try_read("a.xlsx", &book).unwrap();
    assert_eq!(file.rows.len(), 5);
    assert_eq!(codes(&file.notes), ["other_sheet"]);
    let book = workbook(&[("first", &text), ("second", &text)]);
    let file = try_read("a.xlsx", &book).unwrap();
    assert_eq!(codes(&file.notes), ["more_sheets"]);
    assert!(file.notes[0].text.contains("second"));
}

#[test]
fn hidden_rows_and_sheets_are_told() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap();
    let sheet = book.add_worksheet().set_name("Data").unwrap();
    for (row, line) in (0..).zip(statement_text(F2).lines()) {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(line.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        for (column, cell) in (0..).zip(record.iter()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet.set_hidden(true);
    let file = try_read(F2, &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(file.rows.len(), 7);
    assert_eq!(codes(&file.notes), ["ending", "other_sheet", "hidden_rows"]);
    assert!(file.notes[2].text.starts_with("2 rows"));
}

#[test]
fn the_header_is_found_by_content() {
    let text = statement_text(UTILITY);
    let lines: Vec<&str> = text.lines().collect();
    let expected = rows_of("a.csv", text.as_bytes()).len();
    // Shorter, longer, absent.
    for above in [
        &lines[..0],
        &lines[1..3],
        &[&["mine,own,notes"][..], &[""; 20], &lines[..6]].concat(),
    ] {
        let changed = [above, &lines[6..]].concat().join("\n");
        let file = try_read("a.csv", changed.as_bytes()).unwrap();
        assert_eq!(file.rows.len(), expected);
        assert_eq!(file.layout, Layout::F1);
        assert_eq!(file.header_row, above.len() as u64 + 1);
    }
    let spelt = text
        .replace("Receipt No.", "\u{200f}RECEIPT\u{a0}NUMBER")
        .replace("Paid In,", "paid in (KES),")
        .replace("A/C No.", "AC No");
    assert_eq!(
        try_read("a.csv", spelt.as_bytes()).unwrap().rows.len(),
        expected
    );
}

#[test]
fn repeated_headers_totals_and_blanks_are_told_apart() {
    let text = statement_text(UTILITY).replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut changed: Vec<&str> = lines.clone();
    changed.insert(10, lines[6]);
    changed.insert(9, "");
    changed.insert(9, ",,,,,,,,,,,,,");
    changed.push("Grand Total,,,,,4000.5,-5000.5,,,,,,,");
    changed.push(",,,Total,,4000.0,,,,,,,,");
    changed.push("");
    changed.push("Printed by mfano.clerk");
    let file = read(&changed.join("\n"));
    assert_eq!(file.rows.len(), 5);
    assert_eq!(file.skipped.repeated_header, 1);
    assert_eq!(file.skipped.blank, 3);
    let footers: Vec<_> = file.footers.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        footers,
        [
            "Grand Total 4000.5 -5000.5",
            "Total 4000.0",
            "Printed by mfano.clerk"
        ]
    );
    assert_eq!(codes(&file.notes), ["footer_differs"]);
    assert!(file.certificates[0].is_complete());
}

#[test]
fn missing_columns_list_the_headers_seen() {
    for text in [
        "Receipt No.,Details,Paid In\nUB3K0001AA,x,1",
        "Receipt No.,Completion Time,Details\nUB3K0001AA,03-02-2026 08:01:12,x",
        "Completion Time,Details,Paid In\n03-02-2026 08:01:12,x,1",
    ] {
        let problem = refused_file("a.csv", text.as_bytes());
        assert_eq!(problem.code.0, "statement.no_header");
        assert!(problem.message.contains("“Details”"), "{problem}");
    }
    let problem = refused_file("a.csv", b"just a letter\nto somebody");
    assert_eq!(problem.code.0, "statement.no_header");
    let problem = refused_file("a.xlsx", &workbook(&[("x", "Item,Price\nMaji,5")]));
    assert!(problem.message.contains("“Price”"), "{problem}");
}

fn untold(name: &str, text: &str) -> Result<String, Problem> {
    let source = Source {
        name,
        bytes: text.as_bytes(),
    };
    let file = read_statement(source, &Told::default(), &Limits::default(), &mut go_on)?;
    Ok(file.preamble.short_code.unwrap().as_str().to_owned())
}

#[test]
fn the_short_code_comes_from_the_file_its_name_or_a_person() {
    let (f1, f2) = (statement_text(UTILITY), statement_text(F2));
    assert_eq!(untold("march.csv", &f1).unwrap(), "600111");
    assert_eq!(untold(F2, &f2).unwrap(), "600111");
    assert_eq!(
        untold(&F2.replace(".csv", " (1).csv"), &f2).unwrap(),
        "600111"
    );
    let problem = untold("march.csv", &f2).unwrap_err();
    assert_eq!(problem.code.0, "statement.no_short_code");
    assert_eq!(problem.field.as_deref(), Some("short_code"));
    assert_eq!(read(&f2).preamble.short_code.unwrap().as_str(), "600111");
    let problem = untold("ORG_600999_Utility Account.csv", &f1).unwrap_err();
    assert_eq!(problem.code.0, "statement.short_code_differs");
    assert!(problem.message.contains("600111") && problem.message.contains("600999"));
}

#[test]
fn an_empty_statement_is_a_valid_one() {
    let text = statement_text(UTILITY);
    let top: Vec<&str> = text.lines().take(7).collect();
    let empty = top
        .join("\n")
        .replace("Opening Balance:,1000.0", "Opening Balance:,0.0")
        .replace("4000.5", "0.0")
        .replace("-5000.5", "0.0");
    let file = read(&empty);
    assert!(file.rows.is_empty());
    assert_eq!(file.certificates.len(), 1);
    assert!(matches!(file.certificates[0].chain, Chain::NotCheckable(_)));
    assert!(file.certificates[0].period.is_some());
}

#[test]
fn guessing_looks_at_headers() {
    let of = |name: &str, bytes: &[u8]| guess(Source { name, bytes }, &Limits::default());
    for name in STATEMENTS {
        assert_eq!(
            of("x", &fixture("statements", name)).unwrap(),
            Guess::Statement
        );
        let book = workbook(&[("a", &statement_text(name))]);
        assert_eq!(of("x", &book).unwrap(), Guess::Statement);
    }
    for name in LEDGERS {
        assert_eq!(of("x", &fixture("ledgers", name)).unwrap(), Guess::Ledger);
    }
    let problem = of("x.csv", b"Item,Price\nMaji,5").unwrap_err();
    assert_eq!(problem.code.0, "import.unknown_content");
    assert!(problem.message.contains("“Item”"));
}
