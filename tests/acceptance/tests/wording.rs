//! How the product speaks, held against the checkout.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use acceptance::checkout::files;
use acceptance::rules::{Breach, wording};

#[test]
fn problems_have_codes_and_whole_sentences() {
    let found: Vec<String> = files("src-tauri", &[".rs"])
        .iter()
        .flat_map(wording::problems)
        .map(|breach: Breach| breach.to_string())
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
