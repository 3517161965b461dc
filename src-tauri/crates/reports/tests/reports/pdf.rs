//! The PDF: what is on the page, read back by another program.

use std::io::Write;
use std::process::{Command, Stdio};

use reports::pdf::{EXCEPTIONS_LISTED_MAX, reconciliation_pdf};

use crate::mfano;

/// The text a reader sees, by Poppler's `pdftotext`, which the set-up installs.
fn text(pdf: &[u8]) -> String {
    let mut tool = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed by the set-up");
    let mut input = tool.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes).unwrap());
    let output = tool.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn pages(text: &str) -> Vec<&str> {
    text.trim_end_matches('\u{c}').split('\u{c}').collect()
}

#[test]
fn says_what_an_accountant_signs() {
    let report = mfano::water();
    let text = text(&reconciliation_pdf(&report).unwrap());
    for words in [
        "Bank reconciliation statement — M-Pesa",
        "Mfano Water Services Ltd",
        "600111",
        "1 January 2026 to 31 March 2026",
        "Not zero: KES −1,250.00",
        "Opening balance",
        "184,220.50",
        "−3,642,410.75",
        "Money in that no entry explains",
        "Completeness not proven",
        "Rows may be missing between",
        "Balance unbroken over 2,391 rows",
        "Prepared by",
        "Reviewed by",
        "2,391",
    ] {
        assert!(text.contains(words), "{words:?} is missing in\n{text}");
    }
    for file in &report.sources {
        assert!(text.contains(&file.sha256), "{}", file.sha256);
    }
    for exception in &report.exceptions {
        assert!(text.contains(&exception.amount.to_string()));
        assert!(text.contains(&exception.receipt));
    }
}

#[test]
fn what_is_signed_and_the_signatures_stand_on_one_page() {
    for report in [mfano::water(), mfano::closed()] {
        let text = text(&reconciliation_pdf(&report).unwrap());
        let first = pages(&text)[0];
        for words in [
            "Explained by the books and these items",
            "Statement closing balance",
            "Residual",
            "Prepared by",
            "Reviewed by",
        ] {
            assert!(first.contains(words), "{words:?} is not on\n{first}");
        }
    }
}

#[test]
fn a_long_bridge_flows_over_the_page() {
    let mut report = mfano::water();
    let item = report.bridge.items[0].clone();
    report.bridge.items = (0..200)
        .map(|number| reports::model::BridgeItem {
            name: format!("Item {number:03}"),
            ..item.clone()
        })
        .collect();
    let text = text(&reconciliation_pdf(&report).unwrap());
    for number in 0..200 {
        assert_eq!(text.matches(&format!("Item {number:03}")).count(), 1);
    }
    assert_eq!(text.matches("Prepared by").count(), 1);
}

#[test]
fn every_page_is_numbered_dated_and_marked() {
    let text = text(&reconciliation_pdf(&mfano::water()).unwrap());
    let pages = pages(&text);
    assert!(pages.len() > 2);
    for (number, page) in (1..).zip(&pages) {
        assert!(
            page.contains(&format!("page {number} of {}", pages.len())),
            "{page}"
        );
        assert!(page.contains("As of 31 March 2026 · Times are East Africa Time"));
        assert!(page.contains("Practice: not real money"));
    }
}

#[test]
fn a_table_repeats_its_header_on_the_next_page() {
    let text = text(&reconciliation_pdf(&mfano::water()).unwrap());
    let with_header = pages(&text)
        .iter()
        .filter(|page| page.contains("Reference") && page.contains("Age"))
        .count();
    assert!(with_header >= 2, "{text}");
}

#[test]
fn real_money_carries_no_ribbon_and_zero_closes() {
    let text = text(&reconciliation_pdf(&mfano::closed()).unwrap());
    assert!(!text.contains("Practice") && !text.contains("Sandbox"));
    assert!(text.contains("Zero: the period can close") && !text.contains("Not zero"));
}

#[test]
fn a_huge_list_is_bounded_and_says_so() {
    let mut report = mfano::water();
    report.exceptions = (0..20_000).map(mfano::exception).collect();
    let start = std::time::Instant::now();
    let pdf = reconciliation_pdf(&report).unwrap();
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    assert!(pdf.len() < 400_000, "{} bytes", pdf.len());
    let text = text(&pdf);
    let rest = 20_000 - EXCEPTIONS_LISTED_MAX;
    assert!(text.contains(&format!(
        "… and 19,{} more in exceptions.csv",
        rest - 19_000
    )));
}

#[test]
fn many_sources_and_wallets_are_bounded() {
    let mut report = mfano::water();
    report.sources = vec![report.sources[0].clone(); 3_000];
    report.certificates = vec![report.certificates[0].clone(); 3_000];
    let text = text(&reconciliation_pdf(&report).unwrap());
    assert_eq!(text.matches("… and 2,600 more in summary.json").count(), 2);
}
