//! The open window: finding by test id, clicking, typing, waiting for what an operator would wait for.

use std::time::Duration;

use thirtyfour::TypingData;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::Step;

/// The longest an operator would wait for anything in these stories; a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);
const POLL: Duration = Duration::from_millis(60);

/// The administrator of workspaces that stories make, with an invented passphrase.
pub const ADMINISTRATOR: (&str, &str) = ("Naliaka", "mvua-kiatu-embe-kengele");
/// Their maker.
pub const MAKER: (&str, &str) = ("Baraka", "taa-ndizi-mto-pazia");

/// The program's window.
pub struct Window {
    driver: WebDriver,
}

impl Window {
    pub(crate) fn new(driver: WebDriver) -> Self {
        Self { driver }
    }

    /// The driver, for what the methods here do not cover.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Waits until something with this test id is shown.
    pub async fn see(&self, id: &str) -> Step<WebElement> {
        self.see_css(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Waits until something that this selector names is shown.
    pub async fn see_css(&self, css: &str) -> Step<WebElement> {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            if let Ok(found) = self.driver.find(By::Css(css)).await
                && found.is_displayed().await.unwrap_or(false)
            {
                return Ok(found);
            }
            if tokio::time::Instant::now() > until {
                let page = self.text().await.unwrap_or_default();
                return Err(format!("{css} was never shown. The page reads:\n{page}").into());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until nothing with this test id is shown.
    pub async fn see_no(&self, id: &str) -> Step {
        let css = format!("[data-testid=\"{id}\"]");
        let until = tokio::time::Instant::now() + PATIENCE;
        while !self.driver.find_all(By::Css(&*css)).await?.is_empty() {
            if tokio::time::Instant::now() > until {
                return Err(format!("{id} never went away").into());
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Clicks what has this test id.
    pub async fn click(&self, id: &str) -> Step {
        self.click_css(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Clicks what this selector names.
    pub async fn click_css(&self, css: &str) -> Step {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            match self.see_css(css).await?.click().await {
                Ok(()) => return Ok(()),
                // A list that is being redrawn loses the element between the look and the click.
                Err(error) if tokio::time::Instant::now() > until => return Err(error.into()),
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Types into what has this test id. A field that a redraw took away before it got the first key is
    /// looked for again.
    pub async fn type_into(&self, id: &str, text: &str) -> Step {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            self.click(id).await?;
            match self.see(id).await?.send_keys(text).await {
                Ok(()) => return Ok(()),
                Err(error) if !gone(&error) || tokio::time::Instant::now() > until => {
                    return Err(error.into());
                }
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Scrolls to what has this test id.
    pub async fn scroll_to(&self, id: &str) -> Step {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            match self.see(id).await?.scroll_into_view().await {
                Ok(()) => return self.settle().await,
                Err(error) if !gone(&error) || tokio::time::Instant::now() > until => {
                    return Err(error.into());
                }
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Signs in as one of the practice people, whose passphrases stand on the screen.
    pub async fn sign_in(&self, name: &str) -> Step {
        let shown = format!("[data-testid=\"sign-in-use\"][data-operator=\"{name}\"]");
        self.click_css(&shown).await?;
        self.click("sign-in-submit").await?;
        self.see("who").await?;
        Ok(())
    }

    /// Names the first two people of a new workspace, and signs in as the administrator.
    pub async fn name_people(&self) -> Step {
        for (id, text) in [
            ("found-administrator-name", ADMINISTRATOR.0),
            ("found-administrator-passphrase", ADMINISTRATOR.1),
            ("found-administrator-again", ADMINISTRATOR.1),
            ("found-other-name", MAKER.0),
            ("found-other-passphrase", MAKER.1),
            ("found-other-again", MAKER.1),
        ] {
            self.scroll_to(id).await?;
            self.type_into(id, text).await?;
        }
        self.scroll_to("found-submit").await?;
        self.click("found-submit").await?;
        self.enter(ADMINISTRATOR).await
    }

    /// Signs in by typing the passphrase.
    pub async fn enter(&self, (name, passphrase): (&str, &str)) -> Step {
        let row = format!("[data-testid=\"sign-in-operator\"][data-operator=\"{name}\"]");
        self.click_css(&row).await?;
        self.type_into("sign-in-passphrase", passphrase).await?;
        self.click("sign-in-submit").await?;
        self.see("who").await?;
        Ok(())
    }

    /// Locks the window.
    pub async fn lock(&self) -> Step {
        self.press(Key::Control + "l").await?;
        self.see("sign-in").await?;
        Ok(())
    }

    /// Presses keys where the focus is. When a redraw took the focus away, they are pressed where it is then.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Step {
        let keys = keys.into().to_string();
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            let pressed = match self.driver.active_element().await {
                Ok(focus) => focus.send_keys(&keys).await,
                Err(error) => Err(error),
            };
            match pressed {
                Ok(()) => return Ok(()),
                Err(error) if !gone(&error) || tokio::time::Instant::now() > until => {
                    return Err(error.into());
                }
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Waits until the text under a test id contains `part`; returns the whole text.
    pub async fn reads(&self, id: &str, part: &str) -> Step<String> {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            let text = match self.see(id).await {
                Ok(element) => element
                    .prop("innerText")
                    .await
                    .ok()
                    .flatten()
                    .unwrap_or_default(),
                Err(error) => return Err(error),
            };
            if text.contains(part) {
                return Ok(text);
            }
            if tokio::time::Instant::now() > until {
                return Err(format!("{id} never read {part:?}; it reads {text:?}").into());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// All the text on the page. Read as a property: the driver's own way of reading text changes
    /// prototypes, which our page freezes.
    pub async fn text(&self) -> Step<String> {
        Ok(self
            .driver
            .find(By::Css("body"))
            .await?
            .prop("innerText")
            .await?
            .unwrap_or_default())
    }

    /// Closes the window as an operator would, and with it the program.
    pub async fn close(self) -> Step {
        self.driver.quit().await?;
        Ok(())
    }
}

/// Whether a redraw took the element away between finding it and using it. Nothing was done to it then.
fn gone(error: &WebDriverError) -> bool {
    matches!(
        &**error,
        WebDriverErrorInner::StaleElementReference(_) | WebDriverErrorInner::NoSuchElement(_)
    )
}
