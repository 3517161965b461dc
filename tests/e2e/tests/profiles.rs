//! Practice is ready without any input; the sandbox is entered deliberately, and a short code there is
//! made ready item by item, each tested by a real call to a Daraja of the test's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use daraja_sim::{Options, Simulator, Time};
use e2e::{Desktop, Step, Window};
use thirtyfour::prelude::*;

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_makes_a_short_code_ready() -> Step {
    let mut options = Options::for_tests(20_261_112);
    options.time = Time::Running;
    let daraja = Simulator::start(options)?;
    let desktop = Desktop::start().await?;
    let window = desktop.open().await?;

    practice_is_ready(&window).await?;
    enters_the_sandbox(&window).await?;
    adds_a_profile(&window, &daraja).await?;
    a_wrong_secret_is_told(&window).await?;
    production_asks_for_its_name(&window).await?;
    goes_back_to_practice(&window).await?;
    window.close().await?;
    daraja.stop().await;
    Ok(())
}

async fn practice_is_ready(window: &Window) -> Step {
    window.click("start-sample").await?;
    window.sign_in("Wanjiru").await?;
    window.click("nav-settings").await?;
    window.click("settings-profiles").await?;
    window.click("profile-row").await?;
    window.see("profile-supplied").await?;
    window.see_no("give-consumer_key").await?;
    window.click("checks-run").await?;
    verdict(window, "token", "passed").await?;
    verdict(window, "balance", "passed").await?;
    window.shot("11-practice-profile").await
}

async fn enters_the_sandbox(window: &Window) -> Step {
    let practice = band(window).await?;
    window.click("settings-environment").await?;
    window.click("switch-sandbox").await?;
    window.reads("switch-dialog", "no workspace").await?;
    window.shot("12-switch").await?;
    window.click("switch-commit").await?;
    window.see("create-workspace").await?;
    window.reads("env-banner", "Sandbox").await?;
    assert_ne!(practice, band(window).await?, "each world has its colour");
    window.type_into("create-business", "Mfano Traders").await?;
    window.press(Key::Enter).await?;
    window.name_people().await?;
    window.see("profiles").await?;
    window.reads("env-banner", "Sandbox").await?;
    let page = window.text().await?;
    assert!(page.contains("Mfano Traders"), "{page}");
    Ok(())
}

async fn adds_a_profile(window: &Window, daraja: &Simulator) -> Step {
    let setup = daraja.setup();
    window.click("profile-add").await?;
    window.type_into("profile-short_code", "12").await?;
    window.type_into("profile-name", "Main paybill").await?;
    window.press(Key::Enter).await?;
    // What is wrong is said at its field, and nothing typed is lost.
    window.see("profile-short_code-error").await?;
    window.type_into("profile-short_code", "3456").await?;
    window.press(Key::Enter).await?;
    window.see("checklist").await?;

    gives(window, "base_url", &daraja.base_url()).await?;
    gives(window, "consumer_key", &setup.consumer_key).await?;
    gives(window, "consumer_secret", &setup.consumer_secret).await?;
    // Key and secret are complete: the token is asked for without a word.
    verdict(window, "token", "passed").await?;
    gives(window, "initiator_name", &setup.initiator_name).await?;
    gives(window, "initiator_password", &setup.initiator_password).await?;
    window.shot("13-sandbox-profile").await?;

    let source = window.driver().source().await?;
    for secret in [
        &setup.consumer_key,
        &setup.consumer_secret,
        &setup.initiator_password,
    ] {
        assert!(!source.contains(secret.as_str()), "a secret is on the page");
    }
    Ok(())
}

async fn a_wrong_secret_is_told(window: &Window) -> Step {
    gives(window, "consumer_secret", "MfanoOfAWrongSecret").await?;
    verdict(window, "token", "failed").await?;
    window.shot("14-token-refused").await
}

async fn production_asks_for_its_name(window: &Window) -> Step {
    window.click("settings-environment").await?;
    window.click("switch-production").await?;
    window.type_into("switch-typed", "production").await?;
    window.press(Key::Enter).await?;
    let commit = window.see("switch-commit").await?;
    assert!(
        !commit.is_enabled().await?,
        "the word is typed in capital letters"
    );
    window.press(Key::Escape).await?;
    window.see_no("switch-dialog").await?;
    window.reads("env-banner", "Sandbox").await?;
    Ok(())
}

async fn goes_back_to_practice(window: &Window) -> Step {
    window.click("switch-practice").await?;
    window.click("switch-commit").await?;
    window.reads("env-banner", "Practice").await?;
    window.sign_in("Otieno").await?;
    let page = window.text().await?;
    assert!(!page.contains("Mfano Traders"), "the other world is left");
    window.click("nav-reconcile").await?;
    window.see("line-detail").await?;
    Ok(())
}

/// Types or replaces an item, and waits until it is kept.
async fn gives(window: &Window, item: &str, value: &str) -> Step {
    let field = format!("[data-testid=\"field-{item}\"]");
    // A row may stand half under the header, where a click does not reach it.
    if window.driver().find_all(By::Css(&*field)).await?.is_empty() {
        let give = format!("give-{item}");
        window.see(&give).await?.scroll_into_view().await?;
        window.settle().await?;
        window.click(&give).await?;
    }
    let typed = format!("field-{item}");
    window.see(&typed).await?.scroll_into_view().await?;
    window.settle().await?;
    window.type_into(&typed, value).await?;
    window.press(Key::Enter).await?;
    window.see_no(&format!("field-{item}")).await?;
    let kept = format!("[data-testid=\"item-{item}\"][data-state=\"given\"]");
    window.see_css(&kept).await?;
    Ok(())
}

async fn verdict(window: &Window, check: &str, outcome: &str) -> Step {
    let css = format!("[data-testid=\"check-{check}\"][data-outcome=\"{outcome}\"]");
    window.see_css(&css).await?;
    Ok(())
}

/// The colour of the banner.
async fn band(window: &Window) -> Step<String> {
    let script = "return getComputedStyle(document.querySelector('[data-testid=env-banner]')).backgroundColor;";
    let colour = window.driver().execute(script, Vec::new()).await?;
    Ok(colour.json().as_str().unwrap_or_default().to_owned())
}
