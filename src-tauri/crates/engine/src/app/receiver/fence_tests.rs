use std::io::{Read as _, Write as _};

use crate::app::keep_tests::{Desk, core, short_code, with};
use crate::app::receiver::token_name;
use crate::store::Done;
use crate::store::receivers::{self, NewReceiver};
use crate::vault::Secret;

/// A receiver that answers everything alike; gives its address.
fn answering(status: &'static str, body: String) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut seen = [0_u8; 8_192];
            let _ = stream.read(&mut seen);
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
        }
    });
    url
}

fn fenced(passed: bool, generation: i64) -> String {
    serde_json::json!({ "passed": passed, "held": {
        "environment": "sandbox", "short_code": short_code().as_str(),
        "generation": generation, "sequence": 7 } })
    .to_string()
}

#[tokio::test]
async fn who_is_behind_or_can_not_ask_does_not_send() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let core = core(&engine);
    assert!(
        core.ask_fence(&short_code(), 0).await.is_ok(),
        "no receiver"
    );
    let name = token_name(&core).unwrap();
    core.shared
        .keys
        .set(name, Secret::new("token"))
        .await
        .unwrap();
    for (url, expected) in [
        (answering("200 OK", fenced(true, 1)), ""),
        (answering("409 Conflict", fenced(false, 3)), "lease.fenced"),
        (
            answering("409 Conflict", fenced(true, 3)),
            "lease.fence_unknown",
        ),
        (answering("200 OK", "{}".into()), "lease.fence_unknown"),
        ("http://127.0.0.1:9".into(), "lease.fence_unknown"),
    ] {
        let new = NewReceiver {
            url: url.clone(),
            certificate: None,
            sealed: false,
        };
        with(&engine, move |core, ledger| {
            ledger.write(core.by(), "receiver.connect", |write| {
                receivers::connect(write, &new, None)?;
                Ok(Done::to("receiver", ()))
            })
        })
        .await;
        let told = core.ask_fence(&short_code(), 1).await;
        if expected == "lease.fenced" {
            let text = told.clone().unwrap_err().message;
            assert!(text.contains("claim 3 (send 7)"), "{text}");
        }
        assert_eq!(
            told.err().map_or("", |problem| problem.code.0),
            expected,
            "{url}"
        );
    }
}
