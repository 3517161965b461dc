//! The Secret Service on Linux: is one there, and a private one for practice where none is.
//!
//! The console keeps its ledger key in the operating system's keyring. A bare machine (a container, a
//! server with a virtual display) has none. Then, for practice only, a keyring of its own is started
//! on a private bus, with its data in a folder of its own. Nothing real belongs in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::stop::{Outcome, Stop};

/// What a look at this computer showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    /// Something answers to `org.freedesktop.secrets`.
    running: bool,
    /// The bus would start it when asked.
    startable: bool,
    /// Someone is at a desktop who can answer its question for a password.
    desktop: bool,
}

impl Seen {
    fn is_usable(self) -> bool {
        self.running || (self.startable && self.desktop)
    }
}

/// Whether the console will find a keyring on this computer.
pub fn is_reachable() -> bool {
    if std::env::consts::OS != "linux" {
        return true;
    }
    let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|dir| Path::new(&dir).join("bus").exists());
    if !bus {
        return false;
    }
    let Some(names) = bus_names("ListNames") else {
        // A bus we have no tool to ask: leave it to the console, which says what is wrong.
        return true;
    };
    let seen = Seen {
        running: names_secrets(&names),
        startable: bus_names("ListActivatableNames").is_some_and(|names| names_secrets(&names)),
        desktop: std::env::var_os("XDG_CURRENT_DESKTOP").is_some(),
    };
    seen.is_usable()
}

fn bus_names(method: &str) -> Option<String> {
    let member = format!("org.freedesktop.DBus.{method}");
    process::ask(
        "dbus-send",
        &[
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            &member,
        ],
    )
    .or_else(|| {
        process::ask(
            "gdbus",
            &[
                "call",
                "--session",
                "--dest=org.freedesktop.DBus",
                "--object-path=/org/freedesktop/DBus",
                &format!("--method={member}"),
            ],
        )
    })
}

fn names_secrets(listing: &str) -> bool {
    listing
        .split(['"', '\''])
        .any(|name| name == "org.freedesktop.secrets")
}

/// Starts the keyring, waits until it has its name on the bus, then starts the program in its place.
///
/// Without the wait the program may ask first; the bus would then start a second keyring, one that is
/// locked and that keeps its data with this user's. The daemon gets a data and a run-time folder of
/// its own, so that it neither meets nor replaces this user's; the program keeps its display. The
/// unlocking text is empty: the keyring is guarded by the folder's permissions alone, which is why it is
/// for practice.
const SESSION: &str = r#"printf '\n' | XDG_DATA_HOME="$1" XDG_RUNTIME_DIR="$1/run" gnome-keyring-daemon --unlock --components=secrets >/dev/null
shift
tries=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ]; then echo 'The private keyring did not start within ten seconds.' >&2; exit 1; fi
  sleep 0.1
done
exec "$@""#;

/// A command that runs a program with a private keyring whose data is in the folder.
pub fn with_private_keyring(folder: &Path, program: &Path) -> Command {
    let mut command = Command::new("dbus-run-session");
    command
        .args(["--", "sh", "-c", SESSION, "sh"])
        .arg(folder)
        .arg(program);
    command
}

/// Where the practice keyring keeps its data, made if absent and closed to other users.
pub fn private_folder() -> Outcome<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
        .ok_or_else(|| {
            Stop::new("Neither HOME nor XDG_DATA_HOME is set.")
                .remedy("Set HOME to a folder you can write.")
        })?;
    let folder = data.join("patanisha-practice-keyring");
    make_private(&folder)
        .and_then(|()| make_private(&folder.join("run")))
        .map_err(|error| {
            Stop::new(format!("{} can't be made: {error}.", folder.display()))
                .remedy("Set XDG_DATA_HOME to a folder you can write.")
        })?;
    Ok(folder)
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_counts_when_it_runs_or_someone_can_unlock_it() {
        let seen = |running, startable, desktop| {
            Seen {
                running,
                startable,
                desktop,
            }
            .is_usable()
        };
        assert!(seen(true, false, false));
        assert!(seen(false, true, true));
        assert!(
            !seen(false, true, false),
            "it would wait for a password nobody is asked for"
        );
        assert!(!seen(false, false, true));
    }

    /// The default collection, and whether it is locked, asked of the service itself.
    #[cfg(target_os = "linux")]
    const ASK: &str = "dbus-send --session --print-reply --dest=org.freedesktop.secrets \
         /org/freedesktop/secrets/aliases/default org.freedesktop.DBus.Properties.Get \
         string:org.freedesktop.Secret.Collection string:Locked";

    #[cfg(target_os = "linux")]
    #[test]
    fn the_private_keyring_is_open_the_first_time_and_every_time() {
        let folder = std::env::temp_dir().join(format!("xtask-keyring-{}", std::process::id()));
        make_private(&folder.join("run")).unwrap();
        for time in ["first", "second"] {
            let mut command = with_private_keyring(&folder, Path::new("sh"));
            let output = command.args(["-c", ASK]).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(
                said.contains("boolean false"),
                "{time}: {said} {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        assert!(folder.join("keyrings/login.keyring").is_file());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn reads_the_names_on_the_bus() {
        assert!(names_secrets(
            "array [\n string \"org.freedesktop.DBus\"\n string \"org.freedesktop.secrets\"\n]"
        ));
        assert!(names_secrets("(['org.freedesktop.secrets', ':1.0'],)"));
        assert!(!names_secrets("string \"org.freedesktop.secrets.helper\""));
    }
}
