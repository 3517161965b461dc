//! Deliveries: cursors, waiting, backpressure.

use super::*;

#[tokio::test]
async fn a_console_drains_its_own_acknowledges_and_goes_on_from_there() {
    let door = Door::open().await;
    door.take_in("till", &[b"one"]).await;
    door.take_in("office", &[b"not yours"]).await;
    door.take_in("till", &[b"one", b"two"]).await;
    let (_, said) = door.ask(TILL, "GET /deliveries", "").await;
    assert_eq!(cursors(&said), [1, 3, 4]);
    assert_eq!((&said["next"], &said["backlog"]), (&json!(4), &json!(0)));
    let first = &said["deliveries"][0];
    assert_eq!(first["body"], json!(BASE64_STANDARD.encode(b"one")));
    assert_eq!(first["use"], json!("result"));
    assert_eq!(first["source"], json!("196.201.214.200"));
    assert_eq!(first["sha256"], json!(hex::write(&Sha256::digest(b"one"))));
    let repeat = &said["deliveries"][1];
    assert_eq!(
        (&repeat["event"], &repeat["body"]),
        (&json!(1), &Value::Null)
    );

    let (_, position) = door.ask(TILL, "POST /acknowledge", r#"{"cursor":3}"#).await;
    assert_eq!(
        (&position["acknowledged"], &position["backlog"]),
        (&json!(3), &json!(1))
    );
    for harmless in [r#"{"cursor":1}"#, r#"{"cursor":-5}"#] {
        let (status, again) = door.ask(TILL, "POST /acknowledge", harmless).await;
        assert_eq!((status, &again), (200, &position), "{harmless}");
    }
    let (_, rest) = door.ask(TILL, "GET /deliveries?after=3", "").await;
    assert_eq!(cursors(&rest), [4]);
}

#[tokio::test]
async fn a_replayed_cursor_gives_the_same_again_and_changes_nothing() {
    let door = Door::open().await;
    door.take_in("till", &[b"one", b"two", b"three"]).await;
    let first = door.ask(TILL, "GET /deliveries?after=1", "").await;
    door.ask(TILL, "POST /acknowledge", r#"{"cursor":3}"#).await;
    for after in ["1", "-9", "0"] {
        let (_, again) = door
            .ask(TILL, &format!("GET /deliveries?after={after}"), "")
            .await;
        let start = usize::from(after == "1");
        assert_eq!(cursors(&again), [1, 2, 3][start..]);
        assert_eq!(again["backlog"], json!(0));
    }
    assert_eq!(
        first.1,
        door.ask(TILL, "GET /deliveries?after=1", "").await.1
    );
    let far = door
        .ask(TILL, "GET /deliveries?after=9223372036854775807", "")
        .await
        .1;
    assert_eq!((cursors(&far), &far["next"]), (vec![], &json!(i64::MAX)));
}

#[tokio::test]
async fn limits_by_number_and_by_bytes_leave_the_rest_for_the_next_request() {
    let door = Door::open().await;
    let bodies: Vec<Vec<u8>> = (0..70_u8).map(|at| vec![at; 64 * 1024]).collect();
    let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
    door.take_in("till", &bodies).await;
    let (_, two) = door.ask(TILL, "GET /deliveries?limit=2", "").await;
    assert_eq!((cursors(&two), &two["backlog"]), (vec![1, 2], &json!(68)));
    let (mut after, mut seen, mut answers) = (0, Vec::new(), 0);
    loop {
        let head = format!("GET /deliveries?after={after}&limit=100000");
        let (_, said) = door.ask(TILL, &head, "").await;
        let part = cursors(&said);
        if part.is_empty() {
            break;
        }
        assert!(part.len() <= 64, "4 MiB at most: {}", part.len());
        after = said["next"].as_i64().unwrap();
        assert!(said["backlog"].as_i64().unwrap() >= 70 - after);
        seen.extend(part);
        answers += 1;
    }
    assert_eq!((seen, answers), ((1..=70).collect(), 2));
    let small: Vec<Vec<u8>> = (0..700_u32).map(|at| at.to_be_bytes().to_vec()).collect();
    let small: Vec<&[u8]> = small.iter().map(Vec::as_slice).collect();
    door.take_in("office", &small).await;
    let (_, said) = door.ask(OFFICE, "GET /deliveries?limit=0", "").await;
    assert_eq!(cursors(&said).len(), 1, "none at all would never end");
    let (_, said) = door.ask(OFFICE, "GET /deliveries", "").await;
    assert_eq!((cursors(&said).len(), &said["backlog"]), (500, &json!(200)));
}

#[tokio::test]
async fn who_waits_is_woken_by_its_own_delivery() {
    let door = Arc::new(Door::open().await);
    let waiting = tokio::spawn({
        let door = Arc::clone(&door);
        async move { door.ask(TILL, "GET /deliveries?wait_ms=20000", "").await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    door.take_in("office", &[b"not yours"]).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    let began = Instant::now();
    door.take_in("till", &[b"yours"]).await;
    let (_, said) = waiting.await.unwrap();
    assert_eq!(cursors(&said), [2]);
    assert!(began.elapsed() < Duration::from_secs(10));
}

/// What another receiver on the same store took in rings no bell here.
#[tokio::test]
async fn who_waits_finds_what_another_receiver_took_in() {
    let door = Arc::new(Door::open().await);
    let waiting = tokio::spawn({
        let door = Arc::clone(&door);
        async move { door.ask(TILL, "GET /deliveries?wait_ms=20000", "").await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let batch = vec![incoming("till", b"elsewhere")];
    door.inbox.store(batch).await.unwrap();
    assert_eq!(cursors(&waiting.await.unwrap().1), [1]);
}

#[tokio::test]
async fn a_wait_ends_with_nothing_when_nothing_comes() {
    let door = Door::open().await;
    let (status, said) = door
        .ask(TILL, "GET /deliveries?after=7&wait_ms=30", "")
        .await;
    assert_eq!((status, cursors(&said)), (200, vec![]));
    assert_eq!(said["next"], json!(7));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_words() {
    let door = Door::open().await;
    for (head, body) in [
        ("GET /deliveries?after=x", ""),
        ("GET /deliveries?limit=-1", ""),
        ("POST /acknowledge", ""),
        ("POST /acknowledge", "{"),
        ("POST /acknowledge", r#"{"cursor":"3"}"#),
        ("POST /acknowledge", r#"{"cursor":9223372036854775808}"#),
    ] {
        let (status, said) = door.ask(TILL, head, body).await;
        assert_eq!(
            (status, &said["code"]),
            (400, &json!("unreadable")),
            "{head} {body}"
        );
    }
    let long = format!("{{\"cursor\":1{}}}", " ".repeat(5_000));
    let (status, said) = door.ask(TILL, "POST /acknowledge", &long).await;
    assert_eq!((status, &said["code"]), (413, &json!("too_large")));
}
