//! Moving to another computer: two real keyrings, each in a private D-Bus session with a folder of its own.
//!
//! The test runs this binary again inside each session.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::Environment;
use engine::api::{EnvironmentDto, Nothing, RecoveryText, WorkspaceCreate};
use engine::vault::{LedgerKey, OsKeyring, RecoveryKey, SecretName, Vault as _};
use engine::{Engine, Options};

const NAME: &str = "a_ledger_moves_from_one_keyring_to_another_by_its_recovery_key";
/// Which computer this process is on.
const PART: &str = "PATANISHA_TEST_PART";
/// Its folder.
const FOLDER: &str = "PATANISHA_TEST_FOLDER";

fn on_computer(part: &str, folder: &Path) {
    let unlock = "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\"";
    let done = Command::new("timeout")
        .args(["120", "dbus-run-session", "--", "sh", "-c", unlock, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(PART, part)
        .env(FOLDER, folder)
        .env("XDG_DATA_HOME", folder.join("keyring"))
        .env("XDG_RUNTIME_DIR", folder)
        .env("HOME", folder)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("GNOME_KEYRING_CONTROL")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the packages of `cargo xtask test` are installed");
    let told = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && told.contains("1 passed"),
        "{part}:\n{told}"
    );
}

fn engine(folder: &Path) -> Engine {
    Engine::new(Options {
        data_folder: Some(folder.join("data")),
        environment: Some(Environment::Sandbox),
        operator: Some("jaribio".into()),
        ..Options::default()
    })
    .unwrap()
}

fn key() -> Option<LedgerKey> {
    let name = SecretName::ledger_key(Environment::Sandbox, "main");
    let kept = OsKeyring::new().get(&name).unwrap();
    kept.as_ref().and_then(LedgerKey::from_secret)
}

/// Makes a ledger, and writes its recovery key down.
async fn old_computer(folder: &Path) {
    let business = "Mfano Traders".to_owned();
    let here = engine(folder);
    let status = here.workspace_create(WorkspaceCreate { business });
    assert_eq!(status.await.unwrap().environment, EnvironmentDto::Sandbox);
    let groups = RecoveryKey::of(&key().unwrap()).groups();
    let words: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    std::fs::write(folder.join("paper"), words.join(" ")).unwrap();
}

async fn blocked(engine: &Engine) -> Option<String> {
    let status = engine.app_status(Nothing {}).await.unwrap();
    status.blocked.map(|why| why.code)
}

/// Has the file and the paper, and nothing in its keyring.
async fn new_computer(folder: &Path) {
    let paper = std::fs::read_to_string(folder.join("paper")).unwrap();
    let here = engine(folder);
    assert_eq!(blocked(&here).await.as_deref(), Some("keyring.missing_key"));
    let other = RecoveryKey::of(&LedgerKey::random().unwrap()).groups();
    let other: String = other.iter().map(|group| group.to_string()).collect();
    let told = here.workspace_recover(RecoveryText { text: other }).await;
    assert_eq!(told.unwrap_err().code.0, "recovery.wrong");
    assert!(key().is_none(), "a key that opens nothing is not kept");
    let text = paper.to_lowercase();
    here.workspace_recover(RecoveryText { text }).await.unwrap();
    assert_eq!(blocked(&here).await, None);
    drop(here);
    assert_eq!(blocked(&engine(folder)).await, None, "it stays so");
    assert!(key().is_some());
}

#[tokio::test]
async fn a_ledger_moves_from_one_keyring_to_another_by_its_recovery_key() {
    if let Ok(part) = std::env::var(PART) {
        let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
        match part.as_str() {
            "old" => old_computer(&folder).await,
            _ => new_computer(&folder).await,
        }
        return;
    }
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    on_computer("old", old.path());
    let place = new.path().join("data/sandbox");
    std::fs::create_dir_all(&place).unwrap();
    let ledger = old.path().join("data/sandbox/main.ledger");
    std::fs::copy(ledger, place.join("main.ledger")).unwrap();
    std::fs::copy(old.path().join("paper"), new.path().join("paper")).unwrap();
    on_computer("new", new.path());
}
