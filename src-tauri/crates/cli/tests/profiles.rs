//! `patanisha init`, `environments` and `profiles`, with a real keyring in a private D-Bus session.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

const SECRET: &str = "siri-ya-mteja-0815";

/// What a call came to.
struct Run {
    status: i32,
    out: String,
    err: String,
}

/// A keyring of its own that lasts as long as the folder: each call unlocks it in a new session.
struct Session(tempfile::TempDir);

impl Session {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs `patanisha --workspace … ARGUMENTS` with `input` on standard input.
    fn with_input(&self, arguments: &str, input: &str) -> Run {
        let folder = self.0.path();
        let script = format!(
            "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null; \
             \"$PATANISHA\" --workspace data {arguments}"
        );
        let mut child = Command::new("timeout")
            .args(["120", "dbus-run-session", "--", "sh", "-c", &script])
            .current_dir(folder)
            .env("PATANISHA", env!("CARGO_BIN_EXE_patanisha"))
            .env("XDG_DATA_HOME", folder.join("keyring"))
            .env("XDG_RUNTIME_DIR", folder)
            .env("HOME", folder)
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("GNOME_KEYRING_CONTROL")
            .env_remove("DISPLAY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the packages of `cargo xtask test` are installed");
        // A program that does not read closes the pipe; that is no fault.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let done = child.wait_with_output().unwrap();
        Run {
            status: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    fn run(&self, arguments: &str) -> Run {
        self.with_input(arguments, "")
    }

    fn done(&self, arguments: &str) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.status, 0, "{arguments}: {} {}", run.out, run.err);
        run
    }

    fn json(&self, arguments: &str) -> Value {
        serde_json::from_str(&self.done(&format!("--json {arguments}")).out).unwrap()
    }

    /// Names an administrator and a maker, whose passphrases are in files.
    fn people(&self) {
        self.file("administrator.txt", "mvua-kiatu-embe-kengele\n");
        self.file("maker.txt", "taa-ndizi-mto-pazia\n");
        let found = self.done(
            "--environment sandbox --operator Naliaka --passphrase-file administrator.txt operators found \
             --second Baraka --second-passphrase-file maker.txt --other-roles maker",
        );
        assert!(found.out.contains("Naliaka and Baraka"), "{}", found.out);
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }
}

#[test]
fn a_profile_is_made_supplied_tested_and_removed_without_a_window() {
    let session = Session::new();
    let none = session.run("--environment sandbox profiles list");
    assert_eq!(none.status, 4, "{} {}", none.out, none.err);
    assert!(
        none.err.contains("There is no workspace yet"),
        "{}",
        none.err
    );
    let unnamed = session.run("--environment sandbox init");
    assert_eq!(unnamed.status, 2, "{}", unnamed.err);
    let made = session.done("--environment sandbox init --business 'Mfano Traders'");
    assert!(
        made.out.contains("Made in sandbox: Mfano Traders"),
        "{}",
        made.out
    );
    let early = session.run("--environment sandbox profiles list");
    assert_eq!(early.status, 4, "{} {}", early.out, early.err);
    assert!(early.err.contains("operators found"), "{}", early.err);
    session.people();
    let unnamed = session.run("--environment sandbox profiles list");
    assert_eq!(unnamed.status, 2, "{} {}", unnamed.out, unnamed.err);
    assert!(unnamed.err.contains("Naliaka, Baraka"), "{}", unnamed.err);
    let refused = session.run(
        "--environment sandbox --operator Baraka --passphrase-file maker.txt profiles add \
         --short-code 600222 --kind payout --name Ijumaa",
    );
    assert_eq!(refused.status, 4, "{} {}", refused.out, refused.err);
    assert!(refused.err.contains("administrator"), "{}", refused.err);
    let list = session.json("environments");
    assert_eq!(list["environments"][1]["workspace"], true);
    assert!(session.folder().join("data/sandbox/main.ledger").exists());

    let add = "--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles add --short-code 600222 --kind payout --name Ijumaa";
    let added = session.json(add);
    assert_eq!(
        (&added["short_code"], &added["kind"]),
        (&"600222".into(), &"payout".into())
    );
    assert_eq!(
        session.run(add).status,
        3,
        "the same again is refused input"
    );

    let set = "--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles set 600222";
    let by_argument = session.run(&format!("{set} consumer_secret --value {SECRET}"));
    assert_eq!(by_argument.status, 2);
    assert!(!by_argument.err.contains(SECRET), "{}", by_argument.err);
    let nowhere = session.run(&format!("{set} consumer_secret"));
    assert_eq!(
        nowhere.status, 2,
        "no terminal and no source: {}",
        nowhere.err
    );

    session.file("secret.txt", &format!("{SECRET}\n"));
    let mut told = String::new();
    for (arguments, input) in [
        (format!("{set} consumer_secret --from-file secret.txt"), ""),
        (
            format!("{set} consumer-key --from-file -"),
            "ufunguo-4711\n",
        ),
        (
            format!("{set} initiator_password --from-fd 7 7<secret.txt"),
            "",
        ),
        (format!("{set} initiator_name --value jaribio.api"), ""),
        (format!("{set} base_url --value http://127.0.0.1:1"), ""),
    ] {
        let run = session.with_input(&arguments, input);
        assert_eq!(run.status, 0, "{arguments}: {} {}", run.out, run.err);
        told = told + &run.out + &run.err;
    }
    let wrong = session.run(&format!(
        "{set} callback_base --value http://pay.mfano.example"
    ));
    assert_eq!(wrong.status, 3, "{}", wrong.err);

    let unreachable =
        session.run("--environment sandbox --operator Naliaka --passphrase-file administrator.txt --json profiles test 600222 --check token");
    assert_eq!(
        unreachable.status, 5,
        "{} {}",
        unreachable.out, unreachable.err
    );
    let cannot = session.run("--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles test 600222 --check balance");
    assert_eq!(cannot.status, 4, "{} {}", cannot.out, cannot.err);
    assert!(
        cannot.out.contains("certificate, callback address"),
        "{}",
        cannot.out
    );
    let unknown = session.run("--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles test 600999");
    assert_eq!(unknown.status, 4, "{}", unknown.err);

    session.done("--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles delete 600222 base_url");
    let list = session.json("--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles list");
    assert_eq!(list["profiles"][0]["given"], 4);
    told += &list.to_string();
    let left = session.json("--environment sandbox --operator Naliaka --passphrase-file administrator.txt profiles remove 600222");
    assert_eq!(left["profiles"], Value::Array(Vec::new()));
    for secret in [SECRET, "ufunguo-4711"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn worlds_are_apart_and_named_right() {
    let session = Session::new();
    let odd = session.run("--environment halisi environments");
    assert_eq!(odd.status, 2, "{}", odd.err);
    session.done("--environment production init --business Halisi");
    let sandbox = session.run("--environment sandbox profiles list");
    assert_eq!(sandbox.status, 4);
    let named = session.run("init --business Mfano");
    assert_eq!(named.status, 2, "practice takes no name: {}", named.err);
    let list = session.done("environments");
    assert!(
        list.out.contains("production   has a workspace"),
        "{}",
        list.out
    );
}
