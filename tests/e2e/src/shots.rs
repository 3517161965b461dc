//! Screenshots of the real window, for people to judge.

use std::path::PathBuf;
use std::time::Duration;

use crate::{Step, Window};

/// How a screen is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `light` or `dark`.
    pub theme: &'static str,
}

impl Look {
    /// The looks every screen is judged by.
    pub const ALL: [Self; 4] = [
        Self {
            width: 1280,
            height: 800,
            theme: "light",
        },
        Self {
            width: 1280,
            height: 800,
            theme: "dark",
        },
        Self {
            width: 1440,
            height: 900,
            theme: "light",
        },
        Self {
            width: 1440,
            height: 900,
            theme: "dark",
        },
    ];
}

impl Window {
    /// Sizes the window and sets its theme.
    pub async fn look(&self, look: Look) -> Step {
        self.driver()
            .set_window_rect(0, 0, look.width, look.height)
            .await?;
        let script = format!("document.documentElement.dataset.theme = '{}';", look.theme);
        self.driver().execute(script, Vec::new()).await?;
        self.settle().await
    }

    /// Waits for two frames: a screenshot right after a change shows the frame before it.
    pub async fn settle(&self) -> Step {
        let script = "const done = arguments[0]; \
                      requestAnimationFrame(() => requestAnimationFrame(() => done(1)));";
        self.driver().execute_async(script, Vec::new()).await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok(())
    }

    /// Saves a picture under the shots folder.
    pub async fn shot(&self, name: &str) -> Step {
        self.settle().await?;
        let folder = folder();
        std::fs::create_dir_all(&folder)?;
        let png = self.driver().screenshot_as_png().await?;
        std::fs::write(folder.join(format!("{name}.png")), png)?;
        Ok(())
    }

    /// One picture per look.
    pub async fn gallery(&self, name: &str) -> Step {
        for look in Look::ALL {
            self.look(look).await?;
            self.shot(&format!("{name}-{}-{}", look.width, look.theme))
                .await?;
        }
        self.look(Look::ALL[0]).await
    }
}

/// `PATANISHA_SHOTS`, else `tests/e2e/shots`.
fn folder() -> PathBuf {
    std::env::var_os("PATANISHA_SHOTS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("shots"),
        PathBuf::from,
    )
}
