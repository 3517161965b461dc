use super::*;

fn receiver() -> (mpsc::Sender<Delivery>, Waiters) {
    let (sender, deliveries) = mpsc::channel(8);
    let base = "http://127.0.0.1:8123".to_owned();
    let serves = Environment::Practice;
    let callbacks = Callbacks {
        base,
        serves,
        deliveries,
    };
    (sender, Waiters::new(Some(callbacks)))
}

fn delivery(url: &str, body: &str) -> Delivery {
    let path = url.strip_prefix("http://127.0.0.1:8123").unwrap();
    Delivery {
        path: path.to_owned(),
        body: body.as_bytes().to_vec(),
        source: "127.0.0.1".to_owned(),
        at: 0,
        verified: true,
    }
}

#[tokio::test]
async fn a_delivery_finds_the_request_it_answers() {
    let (sender, waiters) = receiver();
    let base = waiters.base(Environment::Practice).unwrap().to_owned();
    let mut one = waiters.expect(&base).unwrap();
    let mut two = waiters.expect(&format!("{base}/")).unwrap();
    assert_ne!(one.result_url, two.result_url);
    assert_eq!(one.result_url.len(), base.len() + 2 * (1 + 2 * TOKEN_BYTES));
    for ignored in [
        "http://127.0.0.1:8123/",
        "http://127.0.0.1:8123/a/b",
        &format!("{base}/{}/{}", "f".repeat(64), one.request),
        &format!("{base}/{}/{}", "f".repeat(64), "e".repeat(64)),
        &format!("{}00", one.result_url),
    ] {
        sender.send(delivery(ignored, "forged")).await.unwrap();
    }
    sender
        .send(delivery(&two.timeout_url, "late"))
        .await
        .unwrap();
    sender
        .send(delivery(&one.result_url, "first"))
        .await
        .unwrap();
    sender
        .send(delivery(&one.result_url, "again"))
        .await
        .unwrap();
    let first = one.arrivals.recv().await.unwrap();
    assert_eq!(
        (first.at, first.delivery.body),
        (End::Result, b"first".to_vec())
    );
    let late = two.arrivals.recv().await.unwrap();
    assert_eq!(
        (late.at, late.delivery.body),
        (End::Timeout, b"late".to_vec())
    );
}

#[tokio::test]
async fn a_request_that_gave_up_leaves_nothing() {
    let (_sender, waiters) = receiver();
    let expected = waiters.expect("http://127.0.0.1:8123").unwrap();
    assert_eq!(waiters.waiting.lock().len(), 1);
    drop(expected);
    assert_eq!(waiters.waiting.lock().len(), 0);
    assert!(Waiters::new(None).base(Environment::Practice).is_none());
    let (_sender, of_practice) = receiver();
    assert!(of_practice.base(Environment::Production).is_none());
}

#[test]
fn neither_tokens_nor_bodies_print() {
    let (_sender, waiters) = receiver();
    let expected = waiters.expect("http://127.0.0.1:8123").unwrap();
    let token = expected.request.clone();
    let shown = format!(
        "{waiters:?} {:?}",
        delivery(&expected.result_url, "AMANI MFANO")
    );
    assert!(
        !shown.contains(&token) && !shown.contains("AMANI"),
        "{shown}"
    );
}

#[test]
fn tokens_are_compared_whole() {
    assert!(same("aa", "aa"));
    assert!(!same("aa", "ab"));
    assert!(!same("aa", "aaa"));
    assert!(!same("", "a"));
}
