//! The report's files, written from an invented business and read back by other programs' eyes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod csv_files;
mod mfano;
mod pdf;
mod summary;
mod workbook;

use reports::{csv_files as csv_out, pdf as pdf_out, summary as json_out, workbook as xlsx_out};

/// Every file of one report.
fn all(report: &reports::model::Reconciliation) -> Vec<(&'static str, Vec<u8>)> {
    let csv = |write: fn(
        &reports::model::Reconciliation,
        &mut dyn std::io::Write,
    ) -> std::io::Result<()>| {
        let mut bytes = Vec::new();
        write(report, &mut bytes).unwrap();
        bytes
    };
    vec![
        ("matches.csv", csv(csv_out::matches_csv)),
        ("lines.csv", csv(csv_out::lines_csv)),
        ("entries.csv", csv(csv_out::entries_csv)),
        ("exceptions.csv", csv(csv_out::exceptions_csv)),
        ("summary.json", json_out::summary_json(report, &[]).into()),
        (
            "reconciliation.xlsx",
            xlsx_out::reconciliation_xlsx(report).unwrap(),
        ),
        (
            "reconciliation.pdf",
            pdf_out::reconciliation_pdf(report).unwrap(),
        ),
    ]
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let first = all(&mfano::water());
    // Workbooks and PDFs carry times to the second: wait for another one.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    for ((name, before), (_, after)) in first.iter().zip(all(&mfano::water())) {
        assert!(*before == after, "{name} differs between two runs");
        assert!(!before.is_empty(), "{name} is empty");
    }
}

#[test]
fn an_empty_report_is_still_a_report() {
    for (name, bytes) in all(&mfano::nothing()) {
        assert!(!bytes.is_empty(), "{name}");
    }
}

#[test]
fn any_text_can_be_shown() {
    let mut report = mfano::water();
    let odd = "=1\u{0}\u{1}\u{feff}\u{202e}م漢🪙\r\n\t".repeat(3_000);
    report.business.clone_from(&odd);
    report.bridge.items[0].name.clone_from(&odd);
    report.certificates[0].findings = vec![odd.clone(); 40];
    report.certificates[0].wallet.clone_from(&odd);
    report.exceptions[0].detail.clone_from(&odd);
    report.exceptions[0].receipt.clone_from(&odd);
    report.lines[0].receipt.clone_from(&odd);
    report.matches[0].explanation.clone_from(&odd);
    report.entries[0].reference.clone_from(&odd);
    report.sources[0].name.clone_from(&odd);
    report.bridge.residual = domain::Kes::from_cents(i64::MIN);
    for row in &mut report.exceptions {
        row.amount = domain::Kes::MAX;
    }
    for (name, bytes) in all(&report) {
        assert!(!bytes.is_empty(), "{name}");
    }
}

/// Writes the sample's files where a person can look at them, when asked to.
#[test]
fn shows_the_sample_when_asked() {
    let Some(folder) = std::env::var_os("REPORTS_SHOW") else {
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in all(&mfano::water()) {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let small = pdf_out::reconciliation_pdf(&mfano::closed()).unwrap();
    std::fs::write(folder.join("closed.pdf"), small).unwrap();
}
