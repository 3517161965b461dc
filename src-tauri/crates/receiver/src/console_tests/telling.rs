//! What consoles tell: publications, the fence, letters.

use super::*;
use crate::KindToken;
use crate::http::Publications as _;
use crate::inbox::Letter;

const TOKEN: &str = "00112233445566778899aabbccddeeff";

fn publication(version: u64, use_: &str) -> String {
    let hash = hex::write(&Sha256::digest(TOKEN.as_bytes()));
    let kind = json!({
        "token_sha256": hash, "profile": "production/600111", "use": use_, "until_ms": null,
    });
    json!({"version": version, "kinds": [kind], "rules": [], "seal_to": null}).to_string()
}

#[tokio::test]
async fn a_publication_is_in_force_when_it_is_answered() {
    let door = Door::open().await;
    let token = KindToken::parse(TOKEN).unwrap();
    let put = |text: String| {
        let door = &door;
        async move { door.ask(TILL, "PUT /publication", &text).await }
    };
    assert!(door.published.find(&token, 0).is_none());
    assert_eq!(
        put(publication(5, "result")).await,
        (200, json!({"version": 5}))
    );
    assert_eq!(door.published.find(&token, 0).unwrap().use_, Use::Result);
    assert_eq!(
        put(publication(5, "result")).await,
        (200, json!({"version": 5})),
        "again"
    );
    assert_eq!(
        put(publication(5, "timeout")).await,
        (409, json!({"version": 5}))
    );
    assert_eq!(
        put(publication(4, "timeout")).await,
        (409, json!({"version": 5}))
    );
    assert_eq!(door.published.find(&token, 0).unwrap().use_, Use::Result);
    assert_eq!(
        put(publication(6, "timeout")).await,
        (200, json!({"version": 6}))
    );
    assert_eq!(door.published.find(&token, 0).unwrap().use_, Use::Timeout);
    let (_, said) = door.ask(TILL, "GET /status", "").await;
    assert_eq!(said["published"], json!(6));
    let (_, said) = door.ask(OFFICE, "GET /status", "").await;
    assert_eq!(said["published"], json!(0), "another console's is its own");
}

#[tokio::test]
async fn a_bad_publication_changes_nothing() {
    let limits = Limits {
        console_body_len: 2_000,
        console_body_ms: 200,
        ..Limits::default()
    };
    let door = Door::with(limits).await;
    door.ask(TILL, "PUT /publication", &publication(1, "test"))
        .await;
    let long = " ".repeat(3_000);
    for (body, status, code) in [
        ("{}", 400, "unreadable"),
        (&publication(2, "tset"), 400, "unreadable"),
        (&publication(0, "test"), 400, "unreadable"),
        (
            &publication(2, "test").replace("600111", "6"),
            400,
            "unreadable",
        ),
        (&long, 413, "too_large"),
    ] {
        let (found, said) = door.ask(TILL, "PUT /publication", body).await;
        assert_eq!((found, &said["code"]), (status, &json!(code)), "{body}");
        assert!(!said.to_string().contains("tset"), "{said}");
    }
    assert_eq!(door.published.version("till"), 1);
    // Half a body, and then silence.
    let mut stream = TcpStream::connect(door.address).await.unwrap();
    let head = format!(
        "PUT {PREFIX}/publication HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TILL}\r\nContent-Length: 900\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[tokio::test]
async fn the_fence_passes_who_is_ahead_and_holds_who_is_behind() {
    let door = Door::open().await;
    let fence = |generation: i64, sequence: i64| json!({"environment": "production", "short_code": "600111", "generation": generation, "sequence": sequence});
    for (token, told, status, held) in [
        (TILL, fence(3, 10), 200, fence(3, 10)),
        (TILL, fence(3, 10), 200, fence(3, 10)),
        (OFFICE, fence(3, 9), 409, fence(3, 10)),
        (OFFICE, fence(4, 0), 200, fence(4, 0)),
        (TILL, fence(3, 11), 409, fence(4, 0)),
    ] {
        let (found, said) = door.ask(token, "POST /fence", &told.to_string()).await;
        assert_eq!((found, &said["held"]), (status, &held), "{told}");
        assert_eq!(said["passed"], json!(status == 200));
    }
    assert_eq!(
        door.ask(TILL, "GET /fences", "").await.1,
        json!([fence(4, 0)])
    );
    for (field, value) in [
        ("environment", json!("prod")),
        ("short_code", json!("6001 11")),
        ("generation", json!(-1)),
        ("sequence", json!(-1)),
    ] {
        let mut told = fence(9, 9);
        told[field] = value;
        let (status, said) = door.ask(TILL, "POST /fence", &told.to_string()).await;
        assert_eq!(
            (status, &said["code"]),
            (400, &json!("unreadable")),
            "{field}"
        );
    }
    assert_eq!(
        door.ask(TILL, "GET /fences", "").await.1,
        json!([fence(4, 0)])
    );
}

fn mail(to: &str, body: &[u8]) -> String {
    json!({"to": to, "body": BASE64_STANDARD.encode(body)}).to_string()
}

#[tokio::test]
async fn letters_lie_in_a_box_until_they_are_taken_out() {
    let door = Door::open().await;
    for (to, body) in [("desk-1", &b"a"[..]), ("desk-2", b"b"), ("desk-1", b"c")] {
        let (status, _) = door.ask(TILL, "POST /mail", &mail(to, body)).await;
        assert_eq!(status, 200);
    }
    let bodies = |of: &Value| -> Vec<String> {
        let letters = of["letters"].as_array().unwrap();
        letters
            .iter()
            .map(|of| of["body"].as_str().unwrap().to_owned())
            .collect()
    };
    let (_, said) = door.ask(OFFICE, "GET /mail?to=desk-1", "").await;
    assert_eq!(
        bodies(&said),
        [BASE64_STANDARD.encode("a"), BASE64_STANDARD.encode("c")]
    );
    assert_eq!(said["letters"][0]["at_ms"], json!(1_700_000_000_000_i64));
    let (_, said) = door
        .ask(OFFICE, "GET /mail?to=desk-1&after=1&limit=9", "")
        .await;
    assert_eq!(bodies(&said), [BASE64_STANDARD.encode("c")]);
    // Another desktop's number takes nothing out.
    for head in [
        "DELETE /mail/1?to=desk-2",
        "DELETE /mail/1?to=desk-1",
        "DELETE /mail/1?to=desk-1",
    ] {
        assert_eq!(door.ask(OFFICE, head, "").await.0, 204, "{head}");
    }
    let (_, said) = door.ask(OFFICE, "GET /mail?to=desk-2", "").await;
    assert_eq!(bodies(&said), [BASE64_STANDARD.encode("b")]);
    let (_, said) = door.ask(OFFICE, "GET /mail?to=desk-1", "").await;
    assert_eq!(bodies(&said), [BASE64_STANDARD.encode("c")]);
}

#[tokio::test]
async fn a_box_and_a_letter_have_their_bounds() {
    let limits = Limits {
        letter_len: 3_000,
        letters_per_desk: 2,
        ..Limits::default()
    };
    let door = Door::with(limits).await;
    let put = |to: &'static str, len: usize| {
        let door = &door;
        async move {
            let (status, said) = door.ask(TILL, "POST /mail", &mail(to, &vec![1; len])).await;
            (status, said["code"].as_str().unwrap_or_default().to_owned())
        }
    };
    assert_eq!(put("desk", 3_000).await.0, 200);
    assert_eq!(put("desk", 3_001).await, (413, "too_large".into()));
    assert_eq!(put("desk", 9_000).await, (413, "too_large".into()));
    assert_eq!(put("desk", 1).await.0, 200);
    assert_eq!(put("desk", 1).await, (507, "full".into()));
    assert_eq!(put("other", 1).await.0, 200);
    for (head, body) in [
        ("POST /mail", mail("", b"a")),
        ("POST /mail", mail("a b", b"a")),
        ("POST /mail", r#"{"to":"desk","body":"***"}"#.to_owned()),
        ("GET /mail", String::new()),
        ("GET /mail?to=", String::new()),
        ("DELETE /mail/1", String::new()),
        ("DELETE /mail/x?to=desk", String::new()),
    ] {
        let (status, said) = door.ask(TILL, head, &body).await;
        assert_eq!(
            (status, &said["code"]),
            (400, &json!("unreadable")),
            "{head} {body}"
        );
    }
}

#[tokio::test]
async fn large_letters_come_a_few_at_a_time() {
    let door = Door::open().await;
    for len in [4 << 20, 1, 1] {
        let letter = Letter {
            id: 0,
            to: "desk".into(),
            body: vec![7; len],
            at_ms: 0,
        };
        door.inbox.put_letter(letter, 9).await.unwrap();
    }
    for (after, count) in [(0, 1), (1, 2), (3, 0)] {
        let head = format!("GET /mail?to=desk&after={after}");
        let (_, said) = door.ask(TILL, &head, "").await;
        assert_eq!(said["letters"].as_array().unwrap().len(), count, "{after}");
    }
}
