//! Callbacks posted over real sockets.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::*;

const PATH: &str = "/00112233445566778899aabbccddeeff/ffeeddccbbaa99887766554433221100";

async fn ask(local: &Local, head: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(local.address).await.unwrap();
    let request = format!(
        "{head} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    // A refused body may be cut off before it is all written.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_callback_is_handed_over_byte_for_byte_and_acknowledged() {
    let (local, mut deliveries) = Local::start().await.unwrap();
    let body = b"{\"Result\": {\"ResultCode\": 0}} \xff";
    let answer = ask(&local, &format!("POST {PATH}"), body).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with(ACCEPTED), "{answer}");
    let delivery = deliveries.recv().await.unwrap();
    assert_eq!(
        (delivery.path.as_str(), &delivery.body[..]),
        (PATH, &body[..])
    );
    assert!(delivery.source.ip().is_loopback());
    let shown = format!("{delivery:?}");
    assert!(
        !shown.contains("0011") && !shown.contains("ResultCode"),
        "{shown}"
    );
}

#[tokio::test]
async fn anything_else_is_refused_and_not_handed_over() {
    let (local, mut deliveries) = Local::start().await.unwrap();
    for (head, status) in [
        (format!("GET {PATH}"), "405"),
        (format!("POST {PATH}?a=1"), "404"),
        ("POST /mpesa/b2c".to_owned(), "404"),
        (format!("POST {PATH}/more"), "404"),
        ("POST /../etc/passwd".to_owned(), "404"),
    ] {
        let answer = ask(&local, &head, b"{}").await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{head}: {answer}"
        );
    }
    let long = vec![b' '; BODY_LEN_MAX + 1];
    assert!(
        ask(&local, &format!("POST {PATH}"), &long)
            .await
            .starts_with("HTTP/1.1 413")
    );
    assert!(deliveries.try_recv().is_err());
}

#[tokio::test]
async fn what_nobody_drains_is_not_acknowledged() {
    let (local, deliveries) = Local::start().await.unwrap();
    drop(deliveries);
    let answer = ask(&local, &format!("POST {PATH}"), b"{}").await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
}
