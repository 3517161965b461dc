//! Every screen in every look, for people to judge; and what can be checked of a look by a machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use e2e::{Desktop, Step, Window};
use thirtyfour::prelude::*;

#[tokio::test]
async fn every_screen_in_every_look() -> Step {
    let desktop = Desktop::start().await?;
    let window = desktop.open().await?;
    window.see("start-sample").await?;
    window.gallery("start").await?;
    window.click("start-sample").await?;
    window.see("sign-in").await?;
    window.gallery("sign-in").await?;
    fits(&window).await?;
    // Each sees what they may do: the money's screens as the maker, the rest as the administrator.
    window.sign_in("Otieno").await?;
    window.see("nav-reconcile").await?;

    for section in [
        "overview",
        "statements",
        "reconcile",
        "ledger",
        "audit",
        "settings",
    ] {
        window.click(&format!("nav-{section}")).await?;
        window.gallery(section).await?;
        fits(&window).await?;
    }
    window.click("nav-reconcile").await?;
    window.click("filter-to_decide").await?;
    window.gallery("reconcile-to-decide").await?;
    window.press("?").await?;
    window.shot("keys").await?;
    window.press(Key::Escape).await?;

    window.lock().await?;
    window.sign_in("Wanjiru").await?;
    settings(&window).await?;
    other_worlds(&window).await?;
    speaks_swahili(&window).await?;
    zooms(&window).await?;
    window.close().await
}

/// The parts of the settings, with the profile that practice supplies.
async fn settings(window: &Window) -> Step {
    window.click("nav-settings").await?;
    window.click("settings-environment").await?;
    window.see("world-production").await?;
    window.gallery("environment").await?;
    fits(window).await?;
    window.click("switch-production").await?;
    window.see("switch-typed").await?;
    window.gallery("switch-production").await?;
    window.press(Key::Escape).await?;
    window.see_no("switch-dialog").await?;
    for part in ["people", "backups"] {
        window.click(&format!("settings-{part}")).await?;
        window.gallery(&format!("settings-{part}")).await?;
        fits(window).await?;
    }
    window.click("settings-profiles").await?;
    window.see("profile-row").await?;
    window.gallery("profiles").await?;
    window.click("profile-row").await?;
    window.see("profile-supplied").await?;
    window.gallery("profile-supplied").await?;
    fits(window).await
}

/// A world without a workspace, its first steps, and the way back.
async fn other_worlds(window: &Window) -> Step {
    window.click("settings-environment").await?;
    window.click("switch-sandbox").await?;
    window.see("switch-commit").await?;
    window.gallery("switch-sandbox").await?;
    window.click("switch-commit").await?;
    window.see("create-workspace").await?;
    window.gallery("create-workspace").await?;
    fits(window).await?;
    window.type_into("create-business", "Mfano Traders").await?;
    window.click("create-commit").await?;
    window.see("found-submit").await?;
    window.gallery("first-two-people").await?;
    fits(window).await?;
    window.name_people().await?;
    window.see("profiles").await?;
    window.gallery("profiles-empty").await?;
    window.click("profile-add").await?;
    window.see("add-profile").await?;
    window.gallery("add-profile").await?;
    window.type_into("profile-short_code", "600111").await?;
    window.type_into("profile-name", "Main paybill").await?;
    window.click("profile-add-commit").await?;
    window.see("checklist").await?;
    window.gallery("profile-new").await?;
    fits(window).await?;
    window.click("settings-environment").await?;
    window.click("switch-practice").await?;
    window.click("switch-commit").await?;
    window.reads("env-banner", "Practice").await?;
    window.sign_in("Otieno").await
}

async fn speaks_swahili(window: &Window) -> Step {
    window.click("nav-settings").await?;
    window.click("settings-look").await?;
    window.click("lang-sw").await?;
    for section in ["overview", "reconcile", "settings"] {
        window.click(&format!("nav-{section}")).await?;
        window.shot(&format!("swahili-{section}")).await?;
        fits(window).await?;
    }
    window.click("settings-environment").await?;
    window.see("world-production").await?;
    window.shot("swahili-environment").await?;
    fits(window).await?;
    window.click("settings-profiles").await?;
    window.click("profile-row").await?;
    window.see("checklist").await?;
    window.shot("swahili-profile").await?;
    fits(window).await?;
    window.click("settings-look").await?;
    window.click("lang-en").await
}

/// Real zoom by the keys an operator uses, in the smallest window that is promised.
async fn zooms(window: &Window) -> Step {
    window.click("nav-settings").await?;
    window.click("settings-profiles").await?;
    window.click("profile-row").await?;
    window.see("checklist").await?;
    zoom(window, "+").await?;
    window.shot("zoomed-profile").await?;
    fits(window).await?;
    // The driver's clicks miss in a zoomed page.
    zoom(window, "-").await?;
    window.click("settings-environment").await?;
    window.see("world-practice").await?;
    zoom(window, "+").await?;
    window.shot("zoomed-environment").await?;
    fits(window).await?;
    zoom(window, "-").await?;
    window.click("nav-reconcile").await?;
    zoom(window, "+").await?;
    window.shot("zoomed-reconcile").await
}

/// Five steps in or out: twice the size, and back.
async fn zoom(window: &Window, key: &str) -> Step {
    for _ in 0..5 {
        window.press(Key::Control + key).await?;
    }
    window.settle().await
}

/// Nothing is wider than the window: no screen scrolls sideways.
async fn fits(window: &Window) -> Step {
    let script = "return document.documentElement.scrollWidth - window.innerWidth;";
    let over = window.driver().execute(script, Vec::new()).await?;
    let over = over.json().as_i64().unwrap_or(0);
    assert!(over <= 0, "the page is {over} pixels wider than the window");
    Ok(())
}
