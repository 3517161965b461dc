//! A receiver as a process, and what is asked of it.

mod doctor;
mod drain;
mod init;
mod killed;
mod link;
mod load;
mod serve;
#[cfg(unix)]
mod three;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::common::{Run, patanisha};

const URL: &str = "https://pay.example.co.ke";
const KIND: &str = "00112233445566778899aabbccddeeff";
const REQUEST: &str = "ffeeddccbbaa99887766554433221100";

/// A folder that `init` wrote, and the console's token.
struct SetUp {
    folder: tempfile::TempDir,
    token: String,
}

impl SetUp {
    fn new() -> Self {
        Self::with(&[])
    }

    /// With more words for `init`.
    fn with(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("receiver").display().to_string();
        let init = ["--json", "receiver", "init", "--dir", &dir];
        let run = patanisha(&[&init[..], &["--public-url", URL], more].concat());
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let said: Value = serde_json::from_str(&run.out).unwrap();
        let token = said["token"].as_str().unwrap().to_owned();
        let set_up = Self { folder, token };
        // A test takes free ports, here and for metrics.
        let text = std::fs::read_to_string(set_up.config()).unwrap();
        let text = text.replace("\"127.0.0.1:8141\"", "\"127.0.0.1:0\"");
        std::fs::write(set_up.config(), text).unwrap();
        set_up
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("receiver").join(name)
    }

    fn config(&self) -> PathBuf {
        self.file("receiver.toml")
    }

    fn serve(&self, more: &[&str]) -> Served {
        Served::start(&self.config(), more)
    }
}

/// A receiver that is ended with the test.
struct Served {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    said: Value,
}

impl Served {
    fn start(config: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_patanisha"))
            .args([
                "--json",
                "receiver",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--config",
            ])
            .arg(config)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let said = serde_json::from_str(&line).unwrap_or(Value::Null);
        Self { child, out, said }
    }

    fn address(&self) -> &str {
        self.said["address"].as_str().unwrap()
    }

    fn metrics(&self) -> &str {
        self.said["metrics"].as_str().unwrap()
    }

    /// A signal by name.
    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        Command::new("kill").args([name, &id]).status().unwrap();
    }

    /// Ends it, and gives its status and its log.
    fn end(mut self) -> (Option<i32>, String) {
        self.signal("-TERM");
        let status = self.child.wait().unwrap().code();
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        (status, log)
    }

    /// Kills it, as a loss of power would.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Publishes a test address.
    fn publish(&self, token: &str) {
        let hash: String = Sha256::digest(KIND.as_bytes())
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        let body = serde_json::json!({
            "version": 1, "rules": [], "seal_to": null,
            "kinds": [{"token_sha256": hash, "profile": "sandbox/600111", "use": "test", "until_ms": null}],
        });
        let head = format!("PUT /console/v1/publication HTTP/1.1\r\nAuthorization: Bearer {token}");
        let answer = http(self.address(), &head, &body.to_string());
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn http(address: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Runs `receiver doctor` with tokens on descriptors.
fn doctor(arguments: &[&str], tokens: &[(u16, &str)], authority: Option<&Path>) -> (Run, Value) {
    let folder = tempfile::tempdir().unwrap();
    let mut line = String::from("exec \"$@\"");
    for (number, token) in tokens {
        let path = folder.path().join(number.to_string());
        std::fs::write(&path, format!("{token}\n")).unwrap();
        line.push_str(&format!(" {number}< '{}'", path.display()));
    }
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            &line,
            "sh",
            env!("CARGO_BIN_EXE_patanisha"),
            "--json",
            "receiver",
            "doctor",
        ])
        .args(arguments);
    if let Some(path) = authority {
        command
            .env("SSL_CERT_FILE", path)
            .env_remove("SSL_CERT_DIR");
    }
    let run = Run::of(&mut command);
    let said = serde_json::from_str(&run.out).unwrap_or(Value::Null);
    (run, said)
}

/// What a check came to.
fn outcome<'a>(said: &'a Value, name: &str) -> &'a str {
    check(said, name)["outcome"].as_str().unwrap()
}

fn check<'a>(said: &'a Value, name: &str) -> &'a Value {
    let checks = said["checks"].as_array().unwrap();
    checks
        .iter()
        .find(|of| of["name"] == name)
        .unwrap_or_else(|| panic!("{name}: {said}"))
}
