//! The first landing's story: an accountant starts on an empty machine, opens the sample business,
//! imports a new statement and ledger, reconciles, confirms, undoes, restarts, exports.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};

use e2e::{Desktop, Step, Window};
use thirtyfour::prelude::*;

/// The line of the new statement that only its payer gives away.
const SUGGESTED: &str = "UK2H0004DD";

#[tokio::test]
async fn an_accountant_reconciles_november() -> Step {
    let desktop = Desktop::start().await?;
    let window = desktop.open().await?;

    opens_the_sample_business(&window).await?;
    imports_november(&window).await?;
    confirms_and_undoes(&window).await?;
    window.close().await?;

    let window = desktop.open().await?;
    window.sign_in("Otieno").await?;
    finds_everything_as_it_was(&window).await?;
    exports(&window).await?;
    window.close().await
}

async fn opens_the_sample_business(window: &Window) -> Step {
    window.see("start-sample").await?;
    window.shot("01-first-start").await?;
    window.click("start-sample").await?;
    window.sign_in("Otieno").await?;
    window.see("nav-reconcile").await?;
    window.reads("env-banner", "Practice").await?;
    Ok(())
}

async fn imports_november(window: &Window) -> Step {
    window.click("nav-statements").await?;
    let files = [
        fixture("november-statement.csv"),
        fixture("november-ledger.csv"),
    ];
    let [statement, ledger] = files.map(|path| path.display().to_string());
    window.type_into("import-paths", &statement).await?;
    window.press(Key::Shift + Key::Enter).await?;
    window.type_into("import-paths", &ledger).await?;
    window.press(Key::Enter).await?;
    window.see("import-preview").await?;
    let statement = window
        .reads("preview-file-0", "november-statement.csv")
        .await?;
    assert!(
        statement.contains("INV-30001"),
        "the first rows are shown: {statement}"
    );
    // One row of each file is broken; it is set aside with its reason and the rest is imported.
    assert!(
        statement.contains("12.345"),
        "what was read is shown: {statement}"
    );
    window
        .reads("preview-file-1", "november-ledger.csv")
        .await?;
    window.shot("02-import-preview").await?;
    window.click("import-commit").await?;
    window.see_no("import-preview").await?;
    window.shot("03-statements").await
}

async fn confirms_and_undoes(window: &Window) -> Step {
    window.click("nav-reconcile").await?;
    window.click("filter-suggested").await?;
    select(window, SUGGESTED).await?;
    window.reads("line-detail", "INV-30002").await?;
    window.shot("04-suggested").await?;
    window.press(Key::Enter).await?;
    window.reads("status-message", SUGGESTED).await?;

    window.press("u").await?;
    window.click("filter-suggested").await?;
    select(window, SUGGESTED).await?;
    window.see("confirm").await?;

    window.click("confirm").await?;
    window.reads("status-message", "INV-30002").await?;
    window.click("filter-matched").await?;
    select(window, SUGGESTED).await?;
    window.reads("line-detail", "INV-30002").await?;
    window.see("release").await?;
    window.shot("05-confirmed").await
}

async fn finds_everything_as_it_was(window: &Window) -> Step {
    window.click("nav-reconcile").await?;
    // Filter and selection are where they were left.
    window.reads("line-detail", SUGGESTED).await?;
    window.see("release").await?;
    // The decision survived, and so does its undo.
    window.press("u").await?;
    window.reads("status-message", SUGGESTED).await?;
    window.click("filter-suggested").await?;
    select(window, SUGGESTED).await?;
    window.click("confirm").await?;
    window.reads("status-message", SUGGESTED).await?;
    window.reads("residual", "0.00").await?;
    Ok(())
}

async fn exports(window: &Window) -> Step {
    window.click("export").await?;
    let said = window
        .reads("status-message", "reconciliation.xlsx")
        .await?;
    window.shot("06-exported").await?;
    let folder = said
        .split_whitespace()
        .map(|word| word.trim_end_matches(['.', ',']))
        .find(|word| word.starts_with('/'))
        .expect("the message names the folder");
    let folder = Path::new(folder);
    for (name, magic) in [
        ("reconciliation.xlsx", &b"PK"[..]),
        ("reconciliation.pdf", b"%PDF"),
        ("matches.csv", b"match_id"),
        ("lines.csv", b"receipt"),
        ("entries.csv", b"reference"),
        ("exceptions.csv", b"id,kind"),
        ("summary.json", b"{"),
    ] {
        let bytes = std::fs::read(folder.join(name))?;
        assert!(bytes.starts_with(magic), "{name}");
    }
    let matches = std::fs::read_to_string(folder.join("matches.csv"))?;
    let row = matches
        .lines()
        .find(|row| row.contains(SUGGESTED))
        .expect("the match is exported");
    assert!(
        row.contains("INV-30002") && row.contains("confirmed"),
        "{row}"
    );
    Ok(())
}

/// Selects a line by searching for its receipt.
async fn select(window: &Window, receipt: &str) -> Step {
    let css = format!("[data-testid=\"line-row\"][data-receipt=\"{receipt}\"]");
    window.click_css(&css).await?;
    window.reads("line-detail", receipt).await?;
    Ok(())
}

fn fixture(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../fixtures/november")
        .join(name);
    path.canonicalize().expect("fixtures are in the tree")
}
