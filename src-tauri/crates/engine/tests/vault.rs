//! The vault port: one contract that the fake and the real keyring both pass, and every way in which
//! the real one can be missing.
//!
//! Tests with a real Secret Service run this binary again inside a private D-Bus session with a data
//! folder of its own, so that nobody's keyring is touched.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Environment, Problem};
use engine::vault::{Keys, MemoryVault, ProfileSecret, Secret, SecretName, Vault};

/// What every vault does.
fn contract(vault: &dyn Vault) {
    let practice = SecretName::ledger_key(Environment::Practice, "jaribio");
    let other = SecretName::ledger_key(Environment::Practice, "mfano");
    let sandbox = SecretName::ledger_key(Environment::Sandbox, "jaribio");
    for name in [&practice, &other, &sandbox] {
        assert_eq!(vault.get(name), Ok(None), "nothing there at first");
        assert_eq!(vault.delete(name), Ok(()), "forgetting nothing is no error");
    }
    let (one, two) = (Secret::new("siri-ya-kwanza"), Secret::new("siri-ya-pili"));
    vault.set(&practice, &one).unwrap();
    vault.set(&sandbox, &two).unwrap();
    assert_eq!(vault.get(&practice), Ok(Some(one.clone())));
    assert_eq!(
        vault.get(&sandbox),
        Ok(Some(two.clone())),
        "environments are apart"
    );
    assert_eq!(vault.get(&other), Ok(None), "workspaces are apart");
    vault.set(&practice, &two).unwrap();
    assert_eq!(
        vault.get(&practice),
        Ok(Some(two.clone())),
        "the later one stands"
    );
    vault.delete(&practice).unwrap();
    assert_eq!(vault.get(&practice), Ok(None));
    assert_eq!(vault.get(&sandbox), Ok(Some(two)));
    vault.delete(&sandbox).unwrap();
    profiles_are_apart(vault);
}

/// A profile's secrets: each kind, profile and environment by itself; replacing and deleting one leaves
/// the others.
fn profiles_are_apart(vault: &dyn Vault) {
    let name = |environment, profile, secret| {
        SecretName::of_profile(environment, "jaribio", profile, secret)
    };
    let mut kept = Vec::new();
    for environment in [Environment::Sandbox, Environment::Production] {
        for profile in [1, 11] {
            for secret in ProfileSecret::ALL {
                let name = name(environment, profile, secret);
                let value = Secret::new(format!("siri ya {name} \u{1f511}\n"));
                vault.set(&name, &value).unwrap();
                kept.push((name, value));
            }
        }
    }
    for (name, value) in &kept {
        assert_eq!(vault.get(name), Ok(Some(value.clone())), "{name}");
    }
    let (first, rest) = kept.split_first().unwrap();
    let long = Secret::new(vec![0xff; 4_096]);
    vault.set(&first.0, &long).unwrap();
    assert_eq!(
        vault.get(&first.0),
        Ok(Some(long)),
        "replaced, and bytes of any kind"
    );
    vault.delete(&first.0).unwrap();
    assert_eq!(vault.get(&first.0), Ok(None));
    assert_eq!(vault.delete(&first.0), Ok(()), "deleted twice");
    for (name, value) in rest {
        assert_eq!(
            vault.get(name),
            Ok(Some(value.clone())),
            "{name} is left alone"
        );
        vault.delete(name).unwrap();
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn the_fake_keeps_the_contract() {
    contract(&MemoryVault::new());
}

#[test]
fn keys_pass_everything_on() {
    let keys = Keys::new(Arc::new(MemoryVault::new()));
    let name = SecretName::ledger_key(Environment::Practice, "jaribio");
    runtime().block_on(async {
        keys.set(name.clone(), Secret::new("siri")).await.unwrap();
        assert_eq!(
            keys.get(name.clone()).await.unwrap(),
            Some(Secret::new("siri"))
        );
        keys.delete(name.clone()).await.unwrap();
        assert_eq!(keys.get(name).await.unwrap(), None);
    });
}

/// A keyring whose prompt nobody answers.
#[derive(Debug)]
struct Waiting;

impl Vault for Waiting {
    fn get(&self, _: &SecretName) -> Result<Option<Secret>, Problem> {
        std::thread::sleep(Duration::from_secs(60));
        Ok(None)
    }

    fn set(&self, _: &SecretName, _: &Secret) -> Result<(), Problem> {
        std::thread::sleep(Duration::from_secs(60));
        Ok(())
    }

    fn delete(&self, name: &SecretName) -> Result<(), Problem> {
        panic!("a vault that fails on {name}")
    }
}

#[test]
fn an_unanswered_prompt_is_a_problem_in_time_and_never_a_hang() {
    let keys = Keys::with_timeout(Arc::new(Waiting), Duration::from_millis(100));
    let name = SecretName::ledger_key(Environment::Practice, "jaribio");
    let begun = Instant::now();
    let runtime = runtime();
    let told = runtime.block_on(keys.get(name.clone())).unwrap_err();
    assert_eq!(told.code.0, "keyring.locked");
    assert!(
        told.message.contains("waits for its password prompt"),
        "{told}"
    );
    let told = runtime
        .block_on(keys.set(name.clone(), Secret::new("siri")))
        .unwrap_err();
    assert_eq!(told.code.0, "keyring.locked");
    drop(runtime);
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "nor does ending wait for it"
    );
}

#[test]
fn a_keyring_call_that_breaks_off_is_a_problem() {
    let keys = Keys::new(Arc::new(Waiting));
    let name = SecretName::ledger_key(Environment::Practice, "jaribio");
    let told = runtime().block_on(keys.delete(name)).unwrap_err();
    assert_eq!(told.code.0, "keyring.unavailable");
}

#[cfg(target_os = "linux")]
mod secret_service {
    use std::io::Write;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    use domain::Retry;
    use engine::vault::OsKeyring;

    use super::*;

    /// Names the test that this process runs inside a session.
    const INSIDE: &str = "PATANISHA_TEST_INSIDE";
    /// A folder of the session's own.
    const FOLDER: &str = "PATANISHA_TEST_FOLDER";
    /// Long enough for a busy machine.
    const SESSION_SECONDS: &str = "120";

    /// A bus that starts no service by itself.
    const BARE_BUS: &str = "<!DOCTYPE busconfig PUBLIC
        \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"
        \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
        <busconfig><type>session</type><listen>unix:tmpdir=FOLDER</listen>
        <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>
        <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

    /// A bus whose policy refuses what would change or read a secret.
    const DENIED: &str =
        "<deny send_interface=\"org.freedesktop.Secret.Collection\" send_member=\"CreateItem\"/>
        <deny send_interface=\"org.freedesktop.Secret.Service\" send_member=\"SearchItems\"/>
        <deny send_interface=\"org.freedesktop.Secret.Collection\" send_member=\"SearchItems\"/>
        </policy>";

    #[derive(Clone, Copy, PartialEq)]
    enum World {
        /// A bus, and an unlocked keyring on it.
        Unlocked,
        /// The same, but the bus lets nobody keep, read or delete a secret.
        Denied,
        /// A bus that has no Secret Service and starts none.
        BareBus,
        /// No bus at all.
        NoBus,
    }

    /// Runs `test` in a process of its own in that world: this function is called once outside, where
    /// it starts the process, and once inside, where it runs `body`.
    fn within(world: World, test: &str, body: impl FnOnce(&Path)) {
        if std::env::var(INSIDE).is_ok_and(|inside| inside == test) {
            body(Path::new(&std::env::var(FOLDER).unwrap()));
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let bus = folder.path().join("bus.conf");
        let mut policy = BARE_BUS.replace("FOLDER", folder.path().to_str().unwrap());
        if world == World::Denied {
            policy = policy.replace("</policy>", DENIED);
        }
        std::fs::write(&bus, policy).unwrap();
        let mut command = Command::new("timeout");
        command.arg(SESSION_SECONDS);
        const UNLOCKED: [&str; 4] = [
            "sh",
            "-c",
            "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\"",
            "sh",
        ];
        match world {
            World::Unlocked => command.args(["dbus-run-session", "--"]).args(UNLOCKED),
            World::Denied => command
                .arg("dbus-run-session")
                .arg("--config-file")
                .arg(&bus)
                .arg("--")
                .args(UNLOCKED),
            World::BareBus => command
                .arg("dbus-run-session")
                .arg("--config-file")
                .arg(&bus)
                .arg("--"),
            World::NoBus => &mut command,
        };
        let done = command
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", &format!("secret_service::{test}"), "--nocapture"])
            .env(INSIDE, test)
            .env(FOLDER, folder.path())
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("HOME", folder.path())
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("GNOME_KEYRING_CONTROL")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .output()
            .expect("the packages of `cargo xtask test` are installed");
        let told = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
        assert!(
            done.status.success() && told.contains("1 passed"),
            "{test}:\n{told}"
        );
    }

    fn name() -> SecretName {
        SecretName::ledger_key(Environment::Practice, "jaribio")
    }

    fn profile_name() -> SecretName {
        let secret = ProfileSecret::ConsumerSecret;
        SecretName::of_profile(Environment::Sandbox, "jaribio", 3, secret)
    }

    /// Every act on a profile's secret, as a problem that names the act and not the secret.
    fn every_act_is_told(keys: &Keys, code: &str) {
        let runtime = runtime();
        let set = keys.set(profile_name(), Secret::new("siri-kubwa"));
        for (told, begins) in [
            (
                runtime.block_on(keys.get(profile_name())).unwrap_err(),
                "The consumer secret was not read",
            ),
            (
                runtime.block_on(set).unwrap_err(),
                "The consumer secret was not kept",
            ),
            (
                runtime.block_on(keys.delete(profile_name())).unwrap_err(),
                "The consumer secret was not deleted",
            ),
        ] {
            assert_eq!((told.code.0, told.retry), (code, Retry::Now), "{told}");
            assert!(told.message.starts_with(begins), "{told}");
            assert!(!format!("{told} {told:?}").contains("siri-kubwa"));
        }
    }

    /// A keyring daemon that ends with the test.
    struct Daemon(Child);

    impl Daemon {
        fn start(folder: &Path) -> Self {
            let mut daemon = Command::new("gnome-keyring-daemon")
                .args(["--unlock", "--foreground", "--components=secrets"])
                .env("XDG_DATA_HOME", folder.join("data"))
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            daemon.stdin.take().unwrap().write_all(b"pw\n").unwrap();
            Self(daemon)
        }
    }

    impl Drop for Daemon {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    #[test]
    fn the_keyring_keeps_the_contract() {
        within(World::Unlocked, "the_keyring_keeps_the_contract", |_| {
            contract(&OsKeyring::new());
        });
    }

    #[test]
    fn without_a_bus_the_remedy_is_named() {
        within(World::NoBus, "without_a_bus_the_remedy_is_named", |_| {
            let told = OsKeyring::new().get(&name()).unwrap_err();
            assert_eq!(
                (told.code.0, told.retry),
                ("keyring.unavailable", Retry::Now),
                "{told}"
            );
            assert!(
                told.to_string().contains("gnome-keyring") && told.to_string().contains("KWallet")
            );
            let set = OsKeyring::new()
                .set(&name(), &Secret::new("siri-kubwa"))
                .unwrap_err();
            assert_eq!(set.code.0, "keyring.unavailable");
            assert!(
                !format!("{set} {set:?}").contains("siri-kubwa"),
                "a secret is in no error"
            );
        });
    }

    #[test]
    fn without_a_bus_a_profiles_secret_is_told_of() {
        within(
            World::NoBus,
            "without_a_bus_a_profiles_secret_is_told_of",
            |_| {
                every_act_is_told(
                    &Keys::new(Arc::new(OsKeyring::new())),
                    "keyring.unavailable",
                );
            },
        );
    }

    #[test]
    fn denied_access_is_told_as_such() {
        within(World::Denied, "denied_access_is_told_as_such", |_| {
            every_act_is_told(&Keys::new(Arc::new(OsKeyring::new())), "keyring.denied");
        });
    }

    #[test]
    fn a_service_that_starts_late_works_without_a_restart() {
        within(
            World::BareBus,
            "a_service_that_starts_late_works_without_a_restart",
            |folder| {
                let keyring = OsKeyring::new();
                let told = keyring.get(&name()).unwrap_err();
                assert_eq!(
                    (told.code.0, told.retry),
                    ("keyring.unavailable", Retry::Now),
                    "{told}"
                );
                let _daemon = Daemon::start(folder);
                let begun = Instant::now();
                let set = loop {
                    let set = keyring.set(&name(), &Secret::new("siri"));
                    if set.is_ok() || begun.elapsed() > Duration::from_secs(30) {
                        break set;
                    }
                    std::thread::sleep(Duration::from_millis(100));
                };
                set.unwrap();
                assert_eq!(keyring.get(&name()).unwrap(), Some(Secret::new("siri")));
            },
        );
    }

    #[test]
    fn a_locked_keyring_is_told_in_time() {
        within(World::Unlocked, "a_locked_keyring_is_told_in_time", |_| {
            let keyring = OsKeyring::new();
            keyring.set(&name(), &Secret::new("siri")).unwrap();
            let locked = Command::new("dbus-send")
                .args([
                    "--session",
                    "--print-reply",
                    "--dest=org.freedesktop.secrets",
                ])
                .args([
                    "/org/freedesktop/secrets",
                    "org.freedesktop.Secret.Service.Lock",
                ])
                .arg("array:objpath:/org/freedesktop/secrets/collection/login")
                .output()
                .unwrap();
            assert!(locked.status.success(), "{locked:?}");
            let keys = Keys::with_timeout(Arc::new(keyring), Duration::from_secs(5));
            let begun = Instant::now();
            let told = runtime().block_on(keys.get(name())).unwrap_err();
            assert_eq!(
                (told.code.0, told.retry),
                ("keyring.locked", Retry::Now),
                "{told}"
            );
            assert!(begun.elapsed() < Duration::from_secs(15));
            let keys = Keys::with_timeout(Arc::new(keyring), Duration::from_secs(1));
            let set = keys.set(name(), Secret::new("siri-mpya"));
            let told = runtime().block_on(set).unwrap_err();
            assert_eq!(told.code.0, "keyring.locked", "{told}");
            let told = runtime().block_on(keys.delete(name())).unwrap_err();
            assert_eq!(told.code.0, "keyring.locked", "{told}");
        });
    }

    /// The whole way: a ledger is made with its key in a real keyring, and is not made over when the
    /// keyring has lost it.
    #[test]
    fn a_workspace_lives_on_the_real_keyring() {
        within(
            World::Unlocked,
            "a_workspace_lives_on_the_real_keyring",
            |folder| {
                let keys = Keys::new(Arc::new(OsKeyring::new()));
                let place =
                    engine::store::Place::new(folder, Environment::Practice, "jaribio").unwrap();
                let at = domain::Eat::parse_iso("2026-11-20T12:00:00").unwrap();
                let open = || {
                    runtime()
                        .block_on(engine::store::open_workspace(&place, &keys, "jaribio", at))
                        .map(drop)
                        .map_err(|problem| problem.code.0)
                };
                assert_eq!(open(), Ok(()));
                assert_eq!(open(), Ok(()));
                OsKeyring::new().delete(&place.key_name()).unwrap();
                assert_eq!(open(), Err("keyring.missing_key"));
            },
        );
    }
}
