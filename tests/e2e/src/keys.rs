//! A private D-Bus session with a real Secret Service, so that a test never sees a person's keyring.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Step;

/// How long the keyring may take to answer.
const KEYRING_WAIT: Duration = Duration::from_secs(20);

/// The running session; ends with the value.
pub struct PrivateKeyring {
    bus: Child,
    daemon: Child,
    address: String,
}

impl PrivateKeyring {
    /// Starts a bus and an unlocked keyring whose files are under `home`.
    pub fn start(home: &Path) -> Step<Self> {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut address = String::new();
        let out = bus.stdout.take().ok_or("the bus prints its address")?;
        BufReader::new(out).read_line(&mut address)?;
        let address = address.trim().to_owned();
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .env("XDG_DATA_HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut input = daemon
            .stdin
            .take()
            .ok_or("the keyring reads its password")?;
        input.write_all(b"story\n")?;
        drop(input);
        let keyring = Self {
            bus,
            daemon,
            address,
        };
        keyring.answers()?;
        Ok(keyring)
    }

    /// Waits until the daemon owns its name on the bus: a program that asks too early makes D-Bus start
    /// another keyring, a locked one.
    fn answers(&self) -> Step {
        let until = Instant::now() + KEYRING_WAIT;
        while Instant::now() < until {
            let asked = Command::new("dbus-send")
                .args([
                    "--print-reply=literal",
                    "--dest=org.freedesktop.DBus",
                    "/org/freedesktop/DBus",
                ])
                .args([
                    "org.freedesktop.DBus.NameHasOwner",
                    "string:org.freedesktop.secrets",
                ])
                .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
                .output()?;
            if String::from_utf8_lossy(&asked.stdout).contains("true") {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("the keyring never took its name on the bus".into())
    }

    /// Where programs find the session.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for PrivateKeyring {
    fn drop(&mut self) {
        for child in [&mut self.daemon, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
