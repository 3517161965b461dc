//! What `init` writes, and refuses.

use super::*;

#[test]
fn it_writes_every_file_and_shows_the_token_once() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("new").display().to_string();
    let run = patanisha(&[
        "receiver",
        "init",
        "--dir",
        &dir,
        "--public-url",
        URL,
        "--console",
        "till",
    ]);
    assert_eq!(run.status, 0, "{}", run.err);
    for name in [
        "receiver.toml",
        "patanisha-receiver.service",
        "Containerfile",
        "Caddyfile",
        "nginx.conf",
    ] {
        assert!(run.out.contains(name), "{}", run.out);
        assert!(folder.path().join("new").join(name).is_file(), "{name}");
    }
    let tokens: Vec<&str> = run
        .out
        .lines()
        .map(str::trim)
        .filter(|line| line.len() == 64 && line.bytes().all(|of| of.is_ascii_hexdigit()))
        .collect();
    assert_eq!(tokens.len(), 1, "{}", run.out);
    assert!(run.out.contains(&format!("begin with {URL}/")));
    let hash: String = Sha256::digest(tokens[0].as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let config = std::fs::read_to_string(folder.path().join("new/receiver.toml")).unwrap();
    assert!(
        config.contains(&format!("name = \"till\"\ntoken_sha256 = \"{hash}\"")),
        "{config}"
    );
    for file in std::fs::read_dir(folder.path().join("new")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains(tokens[0]));
    }
    let again = patanisha(&["receiver", "init", "--dir", &dir, "--public-url", URL]);
    assert_eq!(again.status, 3);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("new/receiver.toml")).unwrap(),
        config
    );
}

#[cfg(unix)]
#[test]
fn the_token_can_go_into_a_file_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().display().to_string();
    let out = folder.path().join("token").display().to_string();
    let run = patanisha(&[
        "--json",
        "receiver",
        "init",
        "--dir",
        &dir,
        "--public-url",
        URL,
        "--token-out",
        &out,
    ]);
    assert_eq!(run.status, 0, "{}", run.err);
    let said: Value = serde_json::from_str(&run.out).unwrap();
    assert!(said["token"].is_null());
    let token = std::fs::read_to_string(&out).unwrap();
    assert_eq!(token.trim().len(), 64);
    assert!(!run.out.contains(token.trim()));
    let mode = std::fs::metadata(&out).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_address_that_safaricom_would_not_call_writes_nothing() {
    for (url, part) in [
        ("http://pay.example.co.ke", "not https"),
        ("https://Mpesa.example.co.ke", "\"mpesa\""),
        ("https://x.ngrok.io", "tunnel"),
        ("https://192.168.1.4", "can't be reached"),
        ("pay.example.co.ke", "does not begin"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("new");
        let name = dir.display().to_string();
        let run = patanisha(&["receiver", "init", "--dir", &name, "--public-url", url]);
        assert_eq!(run.status, 2, "{url}: {}", run.err);
        assert!(run.err.contains(part), "{url}: {}", run.err);
        assert!(!dir.exists(), "{url}");
    }
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().display().to_string();
    let url = "https://pay.example.co.ke:8443";
    let run = patanisha(&["receiver", "init", "--dir", &dir, "--public-url", url]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("Mind: Its port is 8443"), "{}", run.out);
}

#[test]
fn a_password_or_an_odd_name_is_refused_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("new").display().to_string();
    for (flag, value, part) in [
        ("--store", "postgres://u:hunter2@db/inbox", "password"),
        ("--console", "a b hunter2", "console's name"),
        ("--stor", "postgres://u:hunter2@db/inbox", "not repeated"),
    ] {
        let run = patanisha(&[
            "receiver",
            "init",
            "--dir",
            &dir,
            "--public-url",
            URL,
            flag,
            value,
        ]);
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains(part), "{}", run.err);
        assert!(!run.err.contains("hunter2") && !run.out.contains("hunter2"));
    }
    assert!(!Path::new(&dir).exists());
}
