//! How the product speaks, held against the checkout.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use acceptance::checkout::files;
use acceptance::rules::{Breach, traces, wording};

#[test]
fn nothing_of_one_machine_is_written_down() {
    let written = [
        ".rs", ".ts", ".tsx", ".css", ".html", ".md", ".toml", ".json", ".sh", ".sql", ".lock",
        "/run",
    ];
    let all = files(".", &written);
    assert!(all.len() > 60, "the walk found only {} files", all.len());
    let found: Vec<String> = all
        .iter()
        .flat_map(traces::traces)
        .map(|breach: Breach| breach.to_string())
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn problems_have_codes_and_whole_sentences() {
    let found: Vec<String> = files("src-tauri", &[".rs"])
        .iter()
        .flat_map(wording::problems)
        .map(|breach: Breach| breach.to_string())
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
