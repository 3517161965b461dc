//! The same on a store that outlives the receiver.

use super::*;
use crate::KindToken;
use crate::http::Publications as _;
use crate::inbox;

const TOKEN: &str = "00112233445566778899aabbccddeeff";

#[tokio::test]
async fn a_file_keeps_what_consoles_told_and_were_sent() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("inbox.db").display());
    let opened = inbox::open(&address).await.unwrap();
    let door = Door::over(opened.inbox, Limits::default()).await;
    door.take_in("till", &[b"one", b"one", b"two"]).await;
    let hash = hex::write(&Sha256::digest(TOKEN.as_bytes()));
    let kind = json!({"token_sha256": hash, "profile": "production/600111", "use": "test", "until_ms": null});
    let publication =
        json!({"version": 7, "kinds": [kind], "rules": [], "seal_to": null}).to_string();
    let fence = json!({"environment": "production", "short_code": "600111", "generation": 3, "sequence": 9});
    for (head, body) in [
        ("POST /acknowledge", r#"{"cursor":1}"#.to_owned()),
        ("PUT /publication", publication.clone()),
        ("POST /fence", fence.to_string()),
        (
            "POST /mail",
            json!({"to": "desk", "body": "AAAA"}).to_string(),
        ),
    ] {
        let (status, said) = door.ask(TILL, head, &body).await;
        assert_eq!(status, 200, "{head}: {said}");
    }
    let before = door.ask(TILL, "GET /deliveries?after=1", "").await;
    assert_eq!(cursors(&before.1), [2, 3]);

    // A second look at the file, as another receiver's would be: a copy, for the first holds the lock.
    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
        }
    }
    let address = format!("sqlite:{}", copy.join("inbox.db").display());
    let opened = inbox::open(&address).await.unwrap();
    let again = Door::over(opened.inbox, Limits::default()).await;
    assert_eq!(again.ask(TILL, "GET /deliveries?after=1", "").await, before);
    let (_, status) = again.ask(TILL, "GET /status", "").await;
    assert_eq!(status["position"]["acknowledged"], json!(1));
    assert_eq!(
        (&status["position"]["backlog"], &status["published"]),
        (&json!(2), &json!(7))
    );
    let token = KindToken::parse(TOKEN).unwrap();
    assert!(again.published.find(&token, 0).is_some());
    assert_eq!(
        again.ask(TILL, "PUT /publication", &publication).await.0,
        200
    );
    let lower = publication.replace("\"version\":7", "\"version\":6");
    assert_eq!(
        again.ask(TILL, "PUT /publication", &lower).await,
        (409, json!({"version": 7}))
    );
    assert_eq!(again.ask(OFFICE, "GET /fences", "").await.1, json!([fence]));
    let (_, mail) = again.ask(OFFICE, "GET /mail?to=desk", "").await;
    assert_eq!(mail["letters"][0]["body"], json!("AAAA"));
}
