//! `patanisha simulator serve` as a person or a script would start it: the real program, real ports.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use common::patanisha;
use serde_json::Value;

/// A simulator that is ended with the test.
struct Running {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_patanisha"))
            .args(["simulator", "serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    fn said(&mut self) -> Value {
        serde_json::from_str(&self.line()).unwrap()
    }

    /// Asks it to end, and gives its status and what else it said.
    fn end(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text<'a>(said: &'a Value, key: &str) -> &'a str {
    said[key].as_str().unwrap()
}

fn http(base: &str, head: &str, body: &str) -> String {
    let host = base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{head}\r\nHost: {host}\r\nUser-Agent: test\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[cfg(unix)]
#[test]
fn it_says_what_to_put_where_answers_and_ends_when_asked() {
    let mut running = Running::start(&["--json", "--seed", "7"]);
    let said = running.said();
    let base = text(&said, "base_url");
    let path =
        "GET /oauth/v1/generate?grant_type=client_credentials HTTP/1.1\r\nAuthorization: Basic ";
    let refused = http(base, &format!("{path}bm90aGluZw=="), "");
    assert!(refused.contains("400.008.01"), "{refused}");
    let manual = http(text(&said, "control_url"), "GET /manual HTTP/1.1", "");
    assert!(manual.contains("| 62 | `1032` |"), "{manual}");
    assert!(said["certificate"].is_null());
    assert!(text(&said, "certificate_pem").starts_with("-----BEGIN CERTIFICATE-----"));
    for key in [
        "consumer_key",
        "consumer_secret",
        "passkey",
        "initiator_name",
        "initiator_password",
        "paybill",
        "till",
        "payout_short_code",
        "test_msisdn",
        "magic_numbers",
    ] {
        assert!(!text(&said, key).is_empty(), "{key}");
    }
    assert_eq!(running.end(), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn in_words_it_names_the_same_and_writes_the_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (state, scenario) = (file("world.json"), file("scenario.json"));
    std::fs::write(
        &scenario,
        r#"{"tidy": true, "balances": {"600222/utility": 777}}"#,
    )
    .unwrap();
    let arguments = ["--state", &state, "--scenario", &scenario, "--manual-time"];
    let mut running = Running::start(&arguments);
    let mut words = String::new();
    while !words.contains("Ctrl-C") {
        words.push_str(&running.line());
    }
    for wanted in [
        "Base URL",
        "Consumer secret",
        "Passkey",
        "600222",
        "254708374149",
        "/manual",
    ] {
        assert!(words.contains(wanted), "{words}");
    }
    let certificate = file("world.certificate.pem");
    assert!(words.contains(&certificate), "{words}");
    let pem = std::fs::read_to_string(&certificate).unwrap();
    let (status, rest) = running.end();
    assert_eq!((status, rest.trim()), (Some(0), "Stopped."));

    let mut again = Running::start(&["--json", "--state", &state]);
    let said = again.said();
    assert_eq!(text(&said, "certificate_pem"), pem, "the world was kept");
    let ledger = http(text(&said, "control_url"), "GET /ledger HTTP/1.1", "");
    assert!(ledger.contains(r#""600222/utility":777"#), "{ledger}");
    assert!(ledger.contains(r#""check":"balanced""#));
    again.end();
}

#[test]
fn a_taken_port_is_named_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for flags in [
        ["--listen", address.as_str(), "--control", "127.0.0.1:0"],
        ["--listen", "127.0.0.1:0", "--control", address.as_str()],
    ] {
        let run = patanisha(&[&["simulator", "serve"], &flags[..]].concat());
        assert_eq!(run.status, 4, "{}", run.err);
        assert!(run.err.contains(&address), "{}", run.err);
        assert!(run.err.contains("another port"), "{}", run.err);
    }
}

#[test]
fn only_this_computer_unless_forced_and_never_the_control_api() {
    let run = patanisha(&["--json", "simulator", "serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(run.status, 2);
    let said: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(said["problem"]["code"], "usage.simulator_address");
    assert_eq!(said["problem"]["remedies"].as_array().unwrap().len(), 2);
    let control = [
        "--listen",
        "127.0.0.1:0",
        "--beyond-loopback",
        "--control",
        "0.0.0.0:0",
    ];
    assert_eq!(
        patanisha(&[&["simulator", "serve"], &control[..]].concat()).status,
        2
    );
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let bad = common::write(&folder, "bad.json", br#"{"balances": 5}"#);
    let missing = folder.path().join("missing.json").display().to_string();
    let no_folder = Path::new(&missing).join("x.pem").display().to_string();
    for (flag, file, why) in [
        ("--scenario", &bad, "line 1"),
        ("--scenario", &missing, "missing.json"),
        ("--state", &bad, "state file"),
        ("--certificate-out", &no_folder, "x.pem"),
    ] {
        let run = patanisha(&["simulator", "serve", "--listen", "127.0.0.1:0", flag, file]);
        assert_eq!(run.status, 3, "{flag}: {}", run.err);
        assert!(run.err.contains(why), "{flag}: {}", run.err);
    }
}
