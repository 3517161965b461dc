//! The receiver's story: in practice it is built in; a test delivery goes out and comes back through it, and
//! stands among the callbacks with its bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use e2e::{Desktop, Step, Window};
use thirtyfour::prelude::*;

#[tokio::test]
async fn a_test_delivery_comes_back() -> Step {
    let desktop = Desktop::start().await?;
    let window = desktop.open().await?;
    window.click("start-sample").await?;
    window.sign_in("Wanjiru").await?;

    window.click("nav-settings").await?;
    window.click("settings-profiles").await?;
    window.see("profile-row").await?;
    window.click("settings-receiver").await?;
    window.see("receiver-state").await?;
    window.see("address-row").await?;
    window.click("receiver-test-run").await?;
    window.see("receiver-tested").await?;
    window.gallery("receiver").await?;

    window.click("nav-callbacks").await?;
    window.see("callback-row").await?;
    window.click("callback-row").await?;
    window.see("callback-detail").await?;
    window.click("callback-raw-toggle").await?;
    window.see("callback-raw").await?;
    window.gallery("callbacks").await?;

    window.click("nav-settings").await?;
    window.click("settings-lease").await?;
    window.see("lease").await?;
    window.gallery("lease").await?;
    speaks_swahili(&window).await?;
    window.close().await
}

async fn speaks_swahili(window: &Window) -> Step {
    window.click("settings-look").await?;
    window.click("lang-sw").await?;
    for part in ["receiver", "lease"] {
        window.click(&format!("settings-{part}")).await?;
        window.see(part).await?;
        window.shot(&format!("swahili-{part}")).await?;
        for _ in 0..5 {
            window.press(Key::Control + "+").await?;
        }
        window.shot(&format!("zoomed-{part}")).await?;
        for _ in 0..5 {
            window.press(Key::Control + "-").await?;
        }
    }
    window.click("nav-callbacks").await?;
    window.see("callback-row").await?;
    window.shot("swahili-callbacks").await
}
