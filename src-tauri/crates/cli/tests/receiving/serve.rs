//! `serve` as a process: deliveries outlive it, and its log tells no secret.

use super::*;

#[cfg(unix)]
#[test]
fn what_was_answered_is_there_after_a_restart_and_no_secret_is_logged() {
    let set_up = SetUp::new();
    let served = set_up.serve(&[]);
    assert_eq!(
        (&served.said["store"], &served.said["tls"]),
        (&"sqlite".into(), &false.into())
    );
    served.publish(&set_up.token);
    let body = r#"{"Result":{"ConversationID":"AG_1","Initiator":"254700000001"}}"#;
    let post = format!("POST /{KIND}/{REQUEST} HTTP/1.1\r\nX-Forwarded-For: 196.201.214.200");
    let answer = http(served.address(), &post, body);
    assert!(
        answer.ends_with(r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#),
        "{answer}"
    );
    assert!(http(served.metrics(), "GET /readyz HTTP/1.1", "").contains("ready"));
    let guess = http(
        served.address(),
        "GET /console/v1/status HTTP/1.1\r\nAuthorization: Bearer x",
        "",
    );
    assert!(guess.starts_with("HTTP/1.1 404"), "{guess}");
    assert!(!guess.to_lowercase().contains("server:"), "{guess}");
    let (status, log) = served.end();
    assert_eq!(status, Some(0), "{log}");
    assert!(
        set_up.file("inbox.db").is_file(),
        "beside its configuration"
    );

    let again = set_up.serve(&[]);
    let head = format!(
        "GET /console/v1/deliveries HTTP/1.1\r\nAuthorization: Bearer {}",
        set_up.token
    );
    let answer = http(again.address(), &head, "");
    let (_, drained) = answer.split_once("\r\n\r\n").unwrap();
    let drained: Value = serde_json::from_str(drained).unwrap();
    let delivery = &drained["deliveries"][0];
    assert_eq!(
        (&delivery["request"], &delivery["verified"]),
        (&REQUEST.into(), &true.into())
    );
    assert_eq!(drained["deliveries"].as_array().unwrap().len(), 1);
    assert!(
        http(again.address(), &post, body).starts_with("HTTP/1.1 200"),
        "the address is known"
    );
    again.signal("-HUP");
    assert!(
        http(again.address(), &head, "").starts_with("HTTP/1.1 200"),
        "a hangup does not end it"
    );
    let (_, more) = again.end();
    for text in [log, more] {
        for secret in [KIND, REQUEST, &set_up.token, "254700000001", "AG_1"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}

#[test]
fn what_cannot_be_started_is_told_with_its_status() {
    let set_up = SetUp::new();
    let config = set_up.config().display().to_string();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let serve = |more: &[&str]| {
        patanisha(&[&["--json", "receiver", "serve", "--config", &config], more].concat())
    };
    for (more, status, code) in [
        (&["--listen", "0.0.0.0:0"][..], 4, "receiver.plain_http"),
        (&["--listen", &taken], 4, "receiver.address"),
        (&["--store", "mysql:a"], 4, "receiver.store"),
        (
            &["--store", "sqlite:/nonexistent/a.db"],
            4,
            "receiver.store",
        ),
        (
            &["--store", "postgres://u:hunter2@db/i"],
            2,
            "usage.secret_argument",
        ),
        (
            &["--store", "postgres://u:${PATANISHA_NOT_SET}@db/i"],
            2,
            "usage.receiver_variable",
        ),
    ] {
        let run = serve(more);
        let said: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(
            (run.status, &said["problem"]["code"]),
            (status, &code.into()),
            "{more:?} {said}"
        );
        assert!(!run.out.contains("hunter2") && !run.err.contains("hunter2"));
    }
    std::fs::write(&config, "lissten = 1\n").unwrap();
    let run = serve(&[]);
    assert_eq!(run.status, 3);
    assert!(
        run.out.contains("line 1") || run.out.contains("row 1"),
        "{}",
        run.out
    );
    let run = patanisha(&[
        "receiver",
        "serve",
        "--config",
        "/nonexistent/receiver.toml",
    ]);
    assert_eq!(run.status, 3, "{}", run.err);
}
