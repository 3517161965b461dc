//! What was published is found, rotates out, and survives a bad document.

use super::*;
use crate::inbox::Use;
use crate::inbox::memory::Memory;
use crate::seal::OpenKey;
use crate::wire::{KindPublished, Publication, RulesPublished};

const TOKEN: &str = "00112233445566778899aabbccddeeff";
const OTHER: &str = "ffeeddccbbaa99887766554433221100";

fn token(text: &str) -> KindToken {
    KindToken::parse(text).unwrap()
}

fn kind(text: &str, use_: Use, until_ms: Option<i64>) -> KindPublished {
    KindPublished {
        token_sha256: crate::hex::write(&token(text).sha256()),
        profile: "production/600111".into(),
        use_,
        until_ms,
    }
}

fn rules() -> RulesPublished {
    RulesPublished {
        short_code: "600111".into(),
        accept_by_default: true,
        accept_unknown: false,
        accept_over: true,
        accept_under: false,
        deadline_ms: 3_000,
        references: Vec::new(),
    }
}

fn publication(version: u64, kinds: Vec<KindPublished>) -> Publication {
    Publication {
        version,
        kinds,
        rules: vec![rules()],
        seal_to: None,
    }
}

async fn put(inbox: &Memory, console: &str, of: &Publication) {
    let text = serde_json::to_string(of).unwrap();
    inbox.publish(console, of.version, &text).await.unwrap();
}

#[tokio::test]
async fn a_token_is_found_with_what_it_is_for() {
    let inbox = Arc::new(Memory::new());
    let key = OpenKey::generate().public();
    let mut of = publication(3, vec![kind(TOKEN, Use::Confirmation, None)]);
    of.seal_to = Some(key.to_hex());
    put(&inbox, "till", &of).await;
    let published = Published::load(inbox).await.unwrap();
    let found = published.find(&token(TOKEN), 5).unwrap();
    assert_eq!(
        (found.console.as_str(), found.use_),
        ("till", Use::Confirmation)
    );
    assert_eq!(
        (found.profile.as_str(), &found.seal_to),
        ("production/600111", &Some(key))
    );
    assert_eq!(published.rules(&found).unwrap().version, 3);
    assert!(published.find(&token(OTHER), 5).is_none());
    assert!(published.sealed("till") && !published.sealed("office"));
    assert_eq!(
        (published.version("till"), published.version("office")),
        (3, 0)
    );
    let shown = format!("{published:?}");
    assert!(shown.contains("kinds: 1") && !shown.contains(&of.kinds[0].token_sha256));
}

#[tokio::test]
async fn a_token_that_was_rotated_out_is_taken_until_its_time() {
    let inbox = Arc::new(Memory::new());
    let kinds = vec![
        kind(TOKEN, Use::Result, Some(1_000)),
        kind(OTHER, Use::Result, None),
    ];
    put(&inbox, "till", &publication(1, kinds)).await;
    let published = Published::load(inbox).await.unwrap();
    assert!(published.find(&token(TOKEN), 999).is_some());
    assert!(published.find(&token(TOKEN), 1_000).is_none());
    assert!(published.find(&token(OTHER), 1_000).is_some());
}

#[tokio::test]
async fn what_another_receiver_was_told_is_taken_over() {
    let inbox = Arc::new(Memory::new());
    let published = Arc::new(Published::load(inbox.clone()).await.unwrap());
    let following = tokio::spawn({
        let published = Arc::clone(&published);
        async move { published.follow(Duration::from_millis(1)).await }
    });
    // The store is away for a while; the loop goes on.
    inbox.fail_with(Some(|| InboxError::Away("restarting".into())));
    tokio::task::yield_now().await;
    inbox.fail_with(None);
    put(
        &inbox,
        "till",
        &publication(1, vec![kind(TOKEN, Use::Test, None)]),
    )
    .await;
    while published.find(&token(TOKEN), 0).is_none() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    following.abort();
}

#[tokio::test]
async fn a_bad_document_keeps_the_last_good_one() {
    let inbox = Arc::new(Memory::new());
    put(
        &inbox,
        "till",
        &publication(1, vec![kind(TOKEN, Use::Test, None)]),
    )
    .await;
    let published = Published::load(inbox.clone()).await.unwrap();
    inbox.publish("till", 2, "{\"version\":2,").await.unwrap();
    published.refresh().await.unwrap();
    assert!(published.find(&token(TOKEN), 0).is_some());
    assert_eq!(published.version("till"), 1);
    put(&inbox, "till", &publication(3, Vec::new())).await;
    published.refresh().await.unwrap();
    assert!(published.find(&token(TOKEN), 0).is_none());
    assert_eq!(published.version("till"), 3);
}

#[tokio::test]
async fn a_store_that_is_away_leaves_what_was_known() {
    let inbox = Arc::new(Memory::new());
    put(
        &inbox,
        "till",
        &publication(1, vec![kind(TOKEN, Use::Test, None)]),
    )
    .await;
    let published = Published::load(inbox.clone()).await.unwrap();
    inbox.fail_with(Some(|| InboxError::Away("restarting".into())));
    assert!(published.refresh().await.is_err());
    assert!(published.find(&token(TOKEN), 0).is_some());
    assert!(Published::load(inbox).await.is_err());
}

#[test]
fn what_is_wrong_in_a_document_is_named() {
    let said = |change: &dyn Fn(&mut Publication)| {
        let mut of = publication(1, vec![kind(TOKEN, Use::Test, None)]);
        change(&mut of);
        Document::of(of).unwrap_err().to_string()
    };
    assert!(Document::of(publication(1, Vec::new())).is_ok());
    for (said, part) in [
        (said(&|of| of.version = 0), "version must be from 1"),
        (said(&|of| of.version = u64::MAX), "version must be from 1"),
        (said(&|of| of.seal_to = Some("00".into())), "X25519"),
        (
            said(&|of| of.kinds.push(of.kinds[0].clone())),
            "address 2 is wrong: its token stands here twice",
        ),
        (
            said(&|of| of.kinds[0].token_sha256.push('0')),
            "address 1 is wrong: its hash",
        ),
        (
            said(&|of| of.kinds[0].profile = "live/600111".into()),
            "like production/600111",
        ),
        (
            said(&|of| of.kinds[0].profile = "production/6001 11".into()),
            "like production/600111",
        ),
        (
            said(&|of| of.rules[0].short_code = "abc".into()),
            "rule 1 is wrong: its short code",
        ),
        (
            said(&|of| of.rules[0].deadline_ms = 7_001),
            "from 1 to 7000",
        ),
        (said(&|of| of.rules[0].deadline_ms = 0), "from 1 to 7000"),
        (
            said(&|of| of.rules.push(rules())),
            "rule 2 is wrong: its short code stands here twice",
        ),
        (
            said(&|of| {
                of.rules[0]
                    .references
                    .push(crate::wire::ReferencePublished {
                        reference: "A".into(),
                        open_cents: Some(-1),
                    })
            }),
            "below zero",
        ),
        (
            said(&|of| of.kinds = vec![of.kinds[0].clone(); KINDS_MAX + 1]),
            "2001 addresses, and 2000 are taken",
        ),
    ] {
        assert!(said.contains(part), "{said}");
    }
    let secret = Document::read(r#"{"version": "hunter2"}"#).unwrap_err();
    assert!(!secret.to_string().contains("hunter2"), "{secret}");
}
