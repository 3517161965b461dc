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
    window.see("nav-reconcile").await?;

    for section in ["overview", "statements", "reconcile", "ledger", "settings"] {
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

    speaks_swahili(&window).await?;
    zooms(&window).await?;
    window.close().await
}

async fn speaks_swahili(window: &Window) -> Step {
    window.click("nav-settings").await?;
    window.click("lang-sw").await?;
    for section in ["overview", "reconcile", "settings"] {
        window.click(&format!("nav-{section}")).await?;
        window.shot(&format!("swahili-{section}")).await?;
        fits(window).await?;
    }
    window.click("lang-en").await
}

/// Real zoom by the keys an operator uses, in the smallest window that is promised.
async fn zooms(window: &Window) -> Step {
    window.click("nav-reconcile").await?;
    for _ in 0..5 {
        window.press(Key::Control + "+").await?;
    }
    window.settle().await?;
    window.shot("zoomed-reconcile").await
}

/// Nothing is wider than the window: no screen scrolls sideways.
async fn fits(window: &Window) -> Step {
    let script = "return document.documentElement.scrollWidth - window.innerWidth;";
    let over = window.driver().execute(script, Vec::new()).await?;
    let over = over.json().as_i64().unwrap_or(0);
    assert!(over <= 0, "the page is {over} pixels wider than the window");
    Ok(())
}
