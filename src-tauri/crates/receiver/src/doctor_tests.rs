//! A real receiver on loopback, examined. TLS is examined by the command line's tests, which choose the
//! authorities for a process of their own.

use std::sync::Arc;

use super::*;
use crate::clock::now_unix_ms;
use crate::config::{Config, Limits};
use crate::hex;
use crate::inbox::memory::Memory;
use crate::inbox::{Inbox as _, Opened, Use};
use crate::seal::OpenKey;
use crate::serving::Serving;
use crate::setup::Token;
use crate::wire::{KindPublished, Publication};

const TEST: &str = "00112233445566778899aabbccddeeff";
const RESULT: &str = "ffeeddccbbaa99887766554433221100";

struct Patient {
    serving: Serving,
    token: Token,
    inbox: Arc<Memory>,
}

impl Patient {
    async fn new(seal_to: Option<String>) -> Self {
        let token = Token::make().unwrap();
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            metrics: None,
            console: vec![token.key("till")],
            // One receiver is examined several times within a second.
            limits: Limits {
                unknown_per_address: 1_000,
                ..Limits::default()
            },
            ..Config::default()
        };
        let inbox = Arc::new(Memory::new());
        let kind = |text: &str, use_| KindPublished {
            token_sha256: hex::write(&KindToken::parse(text).unwrap().sha256()),
            profile: "sandbox/600111".into(),
            use_,
            until_ms: None,
        };
        let of = Publication {
            version: 1,
            kinds: vec![kind(TEST, Use::Test), kind(RESULT, Use::Result)],
            rules: Vec::new(),
            seal_to,
        };
        let text = serde_json::to_string(&of).unwrap();
        inbox.publish("till", 1, &text).await.unwrap();
        let opened = Opened {
            inbox: inbox.clone(),
            kind: "memory",
        };
        let serving = Serving::over(&config, opened).await.unwrap();
        Self {
            serving,
            token,
            inbox,
        }
    }

    async fn examined(&self, token: Option<&str>, test: Option<&str>) -> Vec<Check> {
        let url = PublicUrl::parse(&format!("http://{}", self.serving.address())).unwrap();
        examine(&Asked {
            url,
            token: token.map(str::to_owned),
            test: test.map(|text| KindToken::parse(text).unwrap()),
            now_ms: now_unix_ms,
        })
        .await
    }
}

fn outcomes(of: &[Check]) -> Vec<(&'static str, Outcome)> {
    of.iter().map(|check| (check.name, check.outcome)).collect()
}

fn said<'a>(of: &'a [Check], name: &str) -> &'a Check {
    of.iter().find(|check| check.name == name).unwrap()
}

#[tokio::test]
async fn a_receiver_on_loopback_works_but_for_its_address() {
    use Outcome::{Failed, Passed};
    let patient = Patient::new(None).await;
    let found = patient
        .examined(Some(patient.token.reveal()), Some(TEST))
        .await;
    assert_eq!(
        outcomes(&found),
        [
            ("address", Failed),
            ("name", Failed),
            ("silence", Passed),
            ("clock", Passed),
            ("status", Passed),
            ("delivery", Passed),
        ],
        "{found:?}"
    );
    assert!(said(&found, "address").says.contains("not https"));
    assert!(said(&found, "name").says.contains("127.0.0.1"));
    let position = patient.inbox.position("till").await.unwrap();
    assert_eq!(
        (position.last, position.acknowledged),
        (1, 0),
        "the console finds it too"
    );
    let shown = format!("{found:?}");
    assert!(!shown.contains(patient.token.reveal()) && !shown.contains(TEST));
    assert!(patient.serving.stop().await);
}

#[tokio::test]
async fn a_sealed_test_delivery_is_known_by_its_hash() {
    let patient = Patient::new(Some(OpenKey::generate().public().to_hex())).await;
    let found = patient
        .examined(Some(patient.token.reveal()), Some(TEST))
        .await;
    assert_eq!(
        said(&found, "delivery").outcome,
        Outcome::Passed,
        "{found:?}"
    );
    assert!(said(&found, "status").says.contains("bodies sealed"));
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_told() {
    let patient = Patient::new(None).await;
    let found = patient.examined(None, Some(TEST)).await;
    assert_eq!(said(&found, "status").outcome, Outcome::NotPossible);
    assert_eq!(said(&found, "clock").outcome, Outcome::Passed);
    let found = patient.examined(Some("wrong"), Some(TEST)).await;
    assert_eq!(said(&found, "status").outcome, Outcome::Failed);
    assert!(said(&found, "status").says.contains("does not know"));
    let token = patient.token.reveal();
    let found = patient.examined(Some(token), None).await;
    assert_eq!(said(&found, "delivery").outcome, Outcome::NotPossible);
    let other = "0".repeat(32);
    let found = patient.examined(Some(token), Some(&other)).await;
    assert!(said(&found, "delivery").says.contains("never published"));
    let found = patient.examined(Some(token), Some(RESULT)).await;
    assert!(
        said(&found, "delivery").says.contains("is for result"),
        "{found:?}"
    );
    assert_eq!(said(&found, "delivery").outcome, Outcome::Failed);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told() {
    let patient = Patient::new(None).await;
    let url = PublicUrl::parse(&format!("http://{}", patient.serving.address())).unwrap();
    for token in [None, Some(patient.token.reveal().to_owned())] {
        let found = examine(&Asked {
            url: url.clone(),
            token,
            test: None,
            now_ms: || now_unix_ms() - 3_600_000,
        })
        .await;
        let clock = said(&found, "clock");
        assert_eq!(clock.outcome, Outcome::Failed);
        assert!(
            clock.says.contains("are 3600 s apart") || clock.says.contains("are 3599 s apart"),
            "{clock:?}"
        );
    }
}

#[tokio::test]
async fn nothing_that_answers_is_told() {
    let patient = Patient::new(None).await;
    let address = patient.serving.address();
    patient.serving.stop().await;
    let found = examine(&Asked {
        url: PublicUrl::parse(&format!("https://{address}")).unwrap(),
        token: None,
        test: None,
        now_ms: now_unix_ms,
    })
    .await;
    assert_eq!(found.len(), 3);
    assert!(said(&found, "silence").says.contains("Nothing answers"));
}
