//! Who did what: a maker is refused what is an administrator's, an auditor finds a receipt, reads its
//! story, has a number shown for a reason and takes the evidence away; a stranger checks it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::{Desktop, Step, Window};
use thirtyfour::prelude::*;

/// A receipt of the sample business whose payer's number the statement shows in part.
const REASON: &str = "Customer asked where the payment went";

#[tokio::test]
async fn an_auditor_takes_the_evidence_away() -> Step {
    let desktop = Desktop::start().await?;
    let window = desktop.open().await?;
    window.click("start-sample").await?;
    window.see("sign-in").await?;
    window.shot("21-sign-in").await?;

    a_wrong_passphrase_is_told(&window).await?;
    window.sign_in("Otieno").await?;
    let receipt = a_receipt(&window).await?;
    a_maker_is_no_administrator(&window).await?;
    window.lock().await?;
    let page = window.text().await?;
    assert!(
        !page.contains(&receipt),
        "nothing stays behind the lock: {page}"
    );

    window.sign_in("Kamau").await?;
    finds_and_reads(&window, &receipt).await?;
    has_a_number_shown(&window).await?;
    the_chain_holds(&window).await?;
    let pack = exports(&window).await?;
    window.close().await?;
    a_stranger_checks(&pack);
    Ok(())
}

async fn a_wrong_passphrase_is_told(window: &Window) -> Step {
    let halima = "[data-testid=\"sign-in-operator\"][data-operator=\"Halima\"]";
    window.click_css(halima).await?;
    window
        .type_into("sign-in-passphrase", "not this one")
        .await?;
    window.press(Key::Enter).await?;
    window
        .reads("sign-in-passphrase-error", "not the right one")
        .await?;
    window.shot("22-wrong-passphrase").await
}

async fn a_receipt(window: &Window) -> Step<String> {
    window.click("nav-reconcile").await?;
    let row = window.see("line-row").await?;
    row.attr("data-receipt")
        .await?
        .ok_or_else(|| "a row has its receipt".into())
}

async fn a_maker_is_no_administrator(window: &Window) -> Step {
    window.click("nav-settings").await?;
    window.click("settings-people").await?;
    window.see("people").await?;
    window.shot("23-people-as-maker").await?;
    // The page does not offer it; the engine refuses it whoever asks.
    let script = "const done = arguments[0]; \
        window.__TAURI_INTERNALS__.invoke('person_retire', { request: { id: 3, second: { name: 'Halima', passphrase: 'x' } } }) \
        .then(() => done('done'), (problem) => done(problem.code));";
    let told = window.driver().execute_async(script, Vec::new()).await?;
    assert_eq!(told.json().as_str(), Some("access.refused"));
    Ok(())
}

async fn finds_and_reads(window: &Window, receipt: &str) -> Step {
    window.click("nav-audit").await?;
    window.type_into("audit-search", receipt).await?;
    window.reads("audit-hit", receipt).await?;
    window.click("audit-hit").await?;
    window.see("story-step").await?;
    window.shot("24-story").await?;
    window.click("evidence-toggle").await?;
    window.see("evidence").await?;
    window.shot("25-evidence").await
}

async fn has_a_number_shown(window: &Window) -> Step {
    window.see("reveal-open").await?.scroll_into_view().await?;
    window.click("reveal-open").await?;
    window.type_into("reveal-reason", REASON).await?;
    window.click("reveal-submit").await?;
    window.see("revealed").await?;
    window.shot("26-revealed").await?;
    window.click("reveal-close").await?;
    window.see_no("revealed").await
}

async fn the_chain_holds(window: &Window) -> Step {
    window.click("audit-tab-check").await?;
    window.click("audit-verify").await?;
    window
        .see_css("[data-testid=\"audit-verdict\"][data-holds=\"true\"]")
        .await?;
    window.shot("27-chain-holds").await?;
    window.click("audit-tab-events").await?;
    window
        .see_css("[data-testid=\"audit-event\"][data-action=\"reveal\"]")
        .await?;
    window.shot("28-events").await
}

async fn exports(window: &Window) -> Step<PathBuf> {
    window.click("pack-open").await?;
    window.type_into("pack-reason", "Yearly audit").await?;
    window.shot("29-pack").await?;
    window.click("pack-submit").await?;
    let path = window.reads("pack-path", ".zip").await?;
    window.shot("30-packed").await?;
    Ok(PathBuf::from(path.trim()))
}

/// On a machine without the workspace: the command line alone, in an empty folder.
fn a_stranger_checks(pack: &Path) {
    let empty = tempfile::tempdir().unwrap();
    let verify = |path: &Path| {
        let done = Command::new(command_line())
            .args(["audit", "verify"])
            .arg(path)
            .current_dir(empty.path())
            .env("HOME", empty.path())
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .output()
            .unwrap();
        (
            done.status.code(),
            String::from_utf8_lossy(&done.stdout).into_owned(),
        )
    };
    let (status, told) = verify(pack);
    assert_eq!(status, Some(0), "{told}");
    let mut bytes = std::fs::read(pack).unwrap();
    let middle = bytes.len() / 2;
    *bytes.get_mut(middle).unwrap() ^= 1;
    let bent = empty.path().join("bent.zip");
    std::fs::write(&bent, bytes).unwrap();
    let (status, told) = verify(&bent);
    assert_eq!(status, Some(3), "{told}");
}

/// `patanisha`, built beside this test.
fn command_line() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    own.ancestors().nth(2).unwrap().join("patanisha")
}
