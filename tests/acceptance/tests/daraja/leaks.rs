//! Nothing secret is said: not by the client, not by the libraries under it at trace level, not by any
//! value or error, not by a process that crashes while it holds them all.
//!
//! The test runs itself as a second process, which speaks and then panics; what that one wrote to both of its
//! outputs is searched for every secret it used, those it only learned on the way (tokens, passwords made of
//! passkeys) included: they are taken from the wire.

use std::path::Path;
use std::process::Command;

use crate::spoken::speak;

/// Names the file that the second process leaves its secrets in; set only for that one.
const CHILD: &str = "DARAJA_LEAKS_CHILD";
const TEST: &str = "leaks::nothing_secret_is_said_even_in_a_crash";

#[test]
fn nothing_secret_is_said_even_in_a_crash() {
    if let Some(file) = std::env::var_os(CHILD) {
        return speak_and_crash(Path::new(&file));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets.txt");
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture", "--test-threads", "1"])
        .env(CHILD, &file)
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(!output.status.success(), "it was to crash");
    let tail: String = said
        .chars()
        .rev()
        .take(2_000)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    for heard in [
        "TRACE hyper",
        "DEBUG reqwest",
        "DEBUG daraja::transport",
        "answered api=\"b2c\"",
        "crashed while holding",
        "a task crashed",
        "stack backtrace",
        "2547•••••111",
    ] {
        assert!(said.contains(heard), "{heard} was not heard: {tail}");
    }
    let secrets = std::fs::read_to_string(&file).unwrap();
    let secrets: Vec<_> = secrets.lines().collect();
    assert!(secrets.len() > 60, "only {} secrets", secrets.len());
    for (number, secret) in secrets.iter().enumerate() {
        let Some(at) = said.find(secret) else {
            continue;
        };
        let from = said[..at]
            .char_indices()
            .rev()
            .nth(200)
            .map_or(0, |(at, _)| at);
        let near: String = said[from..].chars().take(500).collect();
        panic!("secret {number} is said: …{near}…");
    }
}

fn speak_and_crash(file: &Path) {
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (held, secrets) = runtime.block_on(speak());
    std::fs::write(file, secrets.join("\n")).unwrap();
    for text in &held.0 {
        println!("{text}");
    }
    panic!("crashed while holding {:?}", held.0);
}
