//! One operator's desktop: a data folder, a keyring, a driver. Windows are opened on it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::{PrivateKeyring, Step, Window};

/// How long the driver may take to listen.
const DRIVER_WAIT: Duration = Duration::from_secs(20);

/// The desktop; everything of it ends and is deleted with the value.
pub struct Desktop {
    driver: Child,
    port: u16,
    _keyring: PrivateKeyring,
    home: tempfile::TempDir,
}

impl Desktop {
    /// An empty desktop: no workspace, an empty unlocked keyring.
    pub async fn start() -> Step<Self> {
        let home = tempfile::tempdir()?;
        let keyring = PrivateKeyring::start(home.path())?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("DBUS_SESSION_BUS_ADDRESS", keyring.address())
            .env("XDG_DATA_HOME", home.path())
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let desktop = Self {
            driver,
            port,
            _keyring: keyring,
            home,
        };
        desktop.driver_listens().await?;
        Ok(desktop)
    }

    async fn driver_listens(&self) -> Step {
        let until = tokio::time::Instant::now() + DRIVER_WAIT;
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if tokio::time::Instant::now() > until {
                return Err("WebKitWebDriver does not listen".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Opens the program's window.
    pub async fn open(&self) -> Step<Window> {
        let mut caps: Capabilities = serde_json::Map::new().into();
        let program = program()?;
        let data = self.data();
        caps.set(
            "webkitgtk:browserOptions",
            json!({"binary": program, "args": ["--data", data]}),
        )?;
        let driver = WebDriver::new(&format!("http://127.0.0.1:{}", self.port), caps).await?;
        Ok(Window::new(driver))
    }

    /// The program's data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// A folder for a story's own files.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The program under test: built beside this test by `cargo build`.
fn program() -> Step<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own
        .ancestors()
        .nth(2)
        .ok_or("tests run from target/…/deps")?;
    let program = folder.join("patanisha-desktop");
    if program.exists() {
        Ok(program)
    } else {
        Err(format!(
            "{} is missing: cargo build -p patanisha-desktop",
            program.display()
        )
        .into())
    }
}
