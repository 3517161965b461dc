//! Requests that are malformed, misplaced or too large.

use receiver::inbox::Use;

use crate::world::{ACCEPTED, path, post, start, status, statuses, token};

#[tokio::test]
async fn a_callback_is_stored_as_it_came_and_answered_as_safaricom_expects() {
    let world = start(|_| ()).await;
    let answer = world.post(b"{\"Result\":{}} \xff").await;
    assert_eq!(status(&answer), "200");
    assert!(answer.ends_with(ACCEPTED), "{answer}");
    let kept = world.inbox.kept();
    assert_eq!(kept[0].body, b"{\"Result\":{}} \xff");
    assert_eq!(kept[0].profile, "production/600111");
    assert!(kept[0].verified && !kept[0].scrubbed);
}

#[tokio::test]
async fn every_answer_says_how_it_may_be_used_and_none_says_who_answers() {
    let world = start(|_| ()).await;
    for answer in [
        world.post(b"{}").await,
        world.send(&post("/", "", b"")).await,
    ] {
        let lower = answer.to_lowercase();
        for header in [
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'",
            "date: ",
        ] {
            assert!(lower.contains(header), "{header}: {answer}");
        }
        for never in [
            "\r\nserver:",
            "hyper",
            "axum",
            "patanisha",
            "strict-transport",
        ] {
            assert!(!lower.contains(never), "{never}: {answer}");
        }
    }
}

#[tokio::test]
async fn any_bytes_are_evidence_whatever_their_type_is_called() {
    let world = start(|_| ()).await;
    let bodies: [&[u8]; 6] = [
        b"",
        b"{",
        b"\0\0\0",
        b"<xml/>",
        b"{\"a\":\"\xc3\x28\"}",
        b"[[[[[[",
    ];
    for body in bodies {
        for kind in ["", "Content-Type: text/html\r\n", "Content-Type: é/;;\r\n"] {
            let answer = world.send(&post(&path(Use::Result), kind, body)).await;
            assert_eq!(status(&answer), "200", "{answer}");
        }
    }
    assert_eq!(world.inbox.kept().len(), 18);
}

#[tokio::test]
async fn what_is_no_callback_address_is_404_without_a_word_and_not_stored() {
    let world = start(|_| ()).await;
    let good = path(Use::Result);
    let kind = token(Use::Result);
    let mut heads = vec![
        format!("GET {good}"),
        format!("HEAD {good}"),
        format!("PUT {good}"),
        format!("OPTIONS {good}"),
        format!("TRACE {good}"),
        format!("BREW {good}"),
        "OPTIONS *".to_owned(),
        "CONNECT example.co.ke:443".to_owned(),
        format!("POST /console/v1/../..{good}"),
    ];
    for path in [
        "/".to_owned(),
        "//".to_owned(),
        format!("{good}/"),
        format!("{good}?a=1"),
        format!("{good}?"),
        format!("/.{good}"),
        format!("/..{good}"),
        format!("/%2e%2e{good}"),
        format!("{good}/../../../etc/passwd"),
        "/../../etc/passwd".to_owned(),
        format!("/{kind}/../{kind}"),
        format!("/{kind}%2fffeeddccbbaa99887766554433221100"),
        format!("/{kind}/%66feeddccbbaa99887766554433221100"),
        format!("/{}/{}", kind.replace('1', "7"), "f".repeat(32)),
        format!("/{}2/{}", "1".repeat(63), "f".repeat(32)),
        format!("/{kind}/{}", "F".repeat(32)),
        format!("/{kind}/{}", "f".repeat(129)),
        "/console/v1/status".to_owned(),
        "/healthz".to_owned(),
        "/metrics".to_owned(),
    ] {
        heads.push(format!("POST {path}"));
    }
    let mut answers = Vec::new();
    for head in heads {
        let request = format!(
            "{head} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        let answer = world.send(request.as_bytes()).await;
        assert_eq!(status(&answer), "404", "{head}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{head}: {answer}");
        let lines = answer.lines().filter(|line| !line.starts_with("date:"));
        answers.push(lines.collect::<Vec<_>>().join("\n"));
    }
    answers.retain(|answer| answer.contains("content-length: 0"));
    answers.dedup();
    assert_eq!(answers.len(), 1, "all the same: {answers:?}");
    assert!(world.inbox.kept().is_empty());
}

#[tokio::test]
async fn a_body_that_is_too_long_is_413_however_it_comes() {
    let world = start(|_| ()).await;
    let long = vec![b' '; 10 * 1024 * 1024];
    assert_eq!(status(&world.post(&long).await), "413");
    let most = vec![b' '; 64 * 1024];
    assert_eq!(status(&world.post(&most).await), "200");
    assert_eq!(status(&world.post(&long[..64 * 1024 + 1]).await), "413");
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        path(Use::Result)
    );
    let mut chunked = head.into_bytes();
    for _ in 0..9 {
        chunked.extend_from_slice(b"2000\r\n");
        chunked.extend_from_slice(&long[..8 * 1024]);
        chunked.extend_from_slice(b"\r\n");
    }
    assert_eq!(status(&world.send(&chunked).await), "413");
    // Told before it is sent.
    let told = format!(
        "POST {} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
        path(Use::Result)
    );
    assert_eq!(statuses(&world.send(told.as_bytes()).await), ["413"]);
    assert_eq!(world.inbox.kept().len(), 1);
}

#[tokio::test]
async fn heads_that_are_too_long_or_too_many_are_431() {
    let world = start(|_| ()).await;
    let long = format!("X-Long: {}\r\n", "a".repeat(20 * 1024));
    let many: String = (0..200).map(|n| format!("X-{n}: 1\r\n")).collect();
    for extra in [long, many] {
        let answer = world.send(&post(&path(Use::Result), &extra, b"{}")).await;
        assert_eq!(status(&answer), "431", "{answer}");
    }
    let address = format!("/{}", "a".repeat(20 * 1024));
    let answer = world.send(&post(&address, "", b"{}")).await;
    assert!(["414", "431"].contains(&status(&answer)), "{answer}");
    assert!(world.inbox.kept().is_empty());
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let world = start(|_| ()).await;
    let good = path(Use::Result);
    for bytes in [
        "\x16\x03\x01\x02\x00\x01\x00".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        format!("POST {good} HTTP/9.9\r\n\r\n"),
        format!("POST {good}\r\n\r\n"),
        format!("POST {good} HTTP/1.1\r\nHost x\r\n\r\n"),
        format!("POST {good} HTTP/1.1\r\nContent-Length: -1\r\n\r\n{{}}"),
        format!("POST {good} HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"),
        format!("POST {good} HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n{{}}"),
        format!("POST {good} HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n{{}}"),
        format!("POST {good} HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
    ] {
        let answer = world.send(bytes.as_bytes()).await;
        assert!(
            ["400", "none"].contains(&status(&answer)),
            "{bytes}: {answer}"
        );
    }
    assert!(world.inbox.kept().is_empty());
}

#[tokio::test]
async fn a_body_that_lies_about_its_length_is_not_stored() {
    let world = start(|config| config.limits.body_ms = 300).await;
    let head = format!("POST {} HTTP/1.1\r\nHost: x\r\n", path(Use::Result));
    for (body, expected) in [
        (
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "400",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
            "400",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}",
            "400",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\n9\r\n{}\r\n0\r\n\r\n",
            "408",
        ),
        ("Content-Length: 9\r\n\r\n{}", "408"),
    ] {
        let answer = world.send(format!("{head}{body}").as_bytes()).await;
        assert_eq!(status(&answer), expected, "{body}: {answer}");
    }
    assert!(world.inbox.kept().is_empty());
}

#[tokio::test]
async fn two_lengths_are_read_as_one_request_and_the_connection_ends() {
    let world = start(|_| ()).await;
    let good = path(Use::Result);
    // By its Content-Length the second request would be inside the first; by its chunks, after it.
    let smuggled = format!("POST {good} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]");
    let both = format!(
        "POST {good} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n{smuggled}"
    );
    let answer = world.send(both.as_bytes()).await;
    assert_eq!(statuses(&answer).len(), 1, "{answer}");
    assert!(world.inbox.bodies().iter().all(|body| body == b"{}"));
}

#[tokio::test]
async fn old_and_hasty_clients_are_served() {
    let world = start(|_| ()).await;
    let good = path(Use::Result);
    let old = format!("POST {good} HTTP/1.0\r\nContent-Length: 2\r\n\r\n10");
    let answer = world.send(old.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    let one = |body: &str, extra: &str| {
        format!("POST {good} HTTP/1.1\r\nHost: x\r\n{extra}Content-Length: 2\r\n\r\n{body}")
    };
    let all = one("21", "") + &one("22", "") + &one("23", "Connection: close\r\n");
    let answer = world.send(all.as_bytes()).await;
    assert_eq!(statuses(&answer), ["200", "200", "200"]);
    let absolute = one("30", "Connection: close\r\n")
        .replace(&good, &format!("http://pay.example.co.ke{good}"));
    assert_eq!(status(&world.send(absolute.as_bytes()).await), "200");
    let bodies: [&[u8]; 5] = [b"10", b"21", b"22", b"23", b"30"];
    assert_eq!(world.inbox.bodies(), bodies);
}

#[tokio::test]
async fn repeats_and_other_orders_are_all_kept() {
    let world = start(|_| ()).await;
    for body in ["3", "1", "3", "2", "1", "3"] {
        let answer = world.post(body.as_bytes()).await;
        assert!(answer.ends_with(ACCEPTED), "{answer}");
    }
    assert_eq!(world.inbox.kept().len(), 6);
    assert_eq!(world.metric("callbacks_total{outcome=\"Stored\"}").await, 3);
    assert_eq!(
        world.metric("callbacks_total{outcome=\"Repeated\"}").await,
        3
    );
}
