//! A computer with a real keyring in a private D-Bus session, and calls of the program on it.

use std::process::Command;

/// What a call came to.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output, then standard error.
    pub told: String,
}

/// A computer: a folder and a keyring that lasts as long.
pub struct Computer(pub tempfile::TempDir);

impl Computer {
    /// With nothing on it.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs `patanisha --workspace … --environment sandbox ARGUMENTS`.
    pub fn run(&self, arguments: &str) -> Run {
        let folder = self.0.path();
        let script = format!(
            "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null; \
             \"$PATANISHA\" --workspace data --environment sandbox {arguments}"
        );
        let done = Command::new("timeout")
            .args(["120", "dbus-run-session", "--", "sh", "-c", &script])
            .current_dir(folder)
            .env("PATANISHA", env!("CARGO_BIN_EXE_patanisha"))
            .env("XDG_DATA_HOME", folder.join("keyring"))
            .env("XDG_RUNTIME_DIR", folder)
            .env("HOME", folder)
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("GNOME_KEYRING_CONTROL")
            .env_remove("DISPLAY")
            .output()
            .expect("the packages of `cargo xtask test` are installed");
        Run {
            status: done.status.code().unwrap_or(-1),
            told: String::from_utf8(done.stdout).unwrap()
                + &String::from_utf8(done.stderr).unwrap(),
        }
    }
}
