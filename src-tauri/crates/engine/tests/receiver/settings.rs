//! Connecting, publishing, rotating, testing, forgetting.

use domain::Environment;
use engine::api::*;
use engine::relay::wire::Use;

use crate::standin::{Receiver, TOKEN};
use crate::world::Desk;

#[tokio::test]
async fn nothing_is_kept_of_a_receiver_that_does_not_let_us_in() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    for (url, token, code) in [
        (&*receiver.base, "wrong", "receiver.refused"),
        ("http://127.0.0.1:9", TOKEN, "receiver.unreachable"),
        ("http://pay.mfano.example", TOKEN, "receiver.settings"),
        (&*receiver.base, " ", "receiver.form"),
    ] {
        let told = desk.try_connect(url, token, true).await.unwrap_err();
        assert_eq!(told.code.0, code);
        assert!(!told.to_string().contains(TOKEN));
    }
    assert!(desk.show().await.url.is_none());
    assert!(desk.events("receiver.").await.is_empty());

    let info = desk.connect(&receiver).await;
    let shown = serde_json::to_string(&info).unwrap();
    assert!(!shown.contains(TOKEN), "{shown}");
    let info = desk
        .until("listening", |info| info.state == ReceiverState::Listening)
        .await;
    assert_eq!(info.clock_difference_seconds, Some(0));
    // A token that is not taken any more stops it, and says so.
    receiver.with(|inner| inner.instead = Some((404, String::new())));
    let info = desk
        .until("refused", |info| info.state == ReceiverState::Refused)
        .await;
    assert_eq!(info.problem.unwrap().code, "receiver.refused");
    receiver.with(|inner| inner.instead = None);
    desk.until("back", |info| info.state == ReceiverState::Listening)
        .await;

    let info = desk.engine.receiver_forget(Nothing {}).await.unwrap();
    assert_eq!((info.state, info.url), (ReceiverState::Off, None));
}

#[tokio::test]
async fn addresses_and_rules_are_published_when_they_change() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    desk.until("published", |info| info.published.is_some())
        .await;
    let published = || receiver.with(|inner| inner.published.clone().unwrap());
    assert_eq!(published().kinds.len(), 3);
    assert!(
        published().rules.is_empty(),
        "nothing is paid into a payout short code"
    );

    let request = ProfileAdd {
        short_code: "600222".into(),
        kind: ProfileKind::Paybill,
        name: "Kodi".into(),
    };
    desk.engine.profile_add(request).await.unwrap();
    desk.until("published again", |_| published().kinds.len() == 9)
        .await;
    let rules = ReceiverRules {
        accept_by_default: true,
        accept_unknown: false,
        accept_over: true,
        accept_under: false,
    };
    let info = desk.engine.receiver_rules(rules).await.unwrap();
    assert_eq!(info.rules, rules);
    let told = published().rules;
    assert_eq!((told.len(), &*told[0].short_code), (1, "600222"));
    assert!(!told[0].accept_unknown && !told[0].accept_under && told[0].accept_over);

    // A receiver that lost what it was told is told again, under a higher number than any.
    let version = published().version;
    receiver.with(|inner| {
        inner.published.as_mut().unwrap().version = version + 10;
        inner.published.as_mut().unwrap().kinds.clear();
    });
    desk.connect(&receiver).await;
    desk.until("told again", |_| published().kinds.len() == 9)
        .await;
    assert_eq!(published().version, version + 11);
}

#[tokio::test]
async fn old_addresses_are_taken_for_the_hours_that_were_said() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    desk.until("published", |info| info.published.is_some())
        .await;
    let tokens = || -> Vec<(String, Option<i64>)> {
        receiver.with(|inner| {
            let kinds = &inner.published.as_ref().unwrap().kinds;
            kinds
                .iter()
                .map(|kind| (kind.token_sha256.clone(), kind.until_ms))
                .collect()
        })
    };
    let before = tokens();
    for hours in [0, 169] {
        let told = desk
            .engine
            .receiver_rotate(ReceiverRotate {
                overlap_hours: hours,
            })
            .await;
        assert_eq!(told.unwrap_err().code.0, "receiver.overlap");
    }
    let info = desk
        .engine
        .receiver_rotate(ReceiverRotate { overlap_hours: 2 })
        .await
        .unwrap();
    assert_eq!(
        info.kinds
            .iter()
            .filter(|kind| kind.until.is_some())
            .count(),
        3
    );
    let after = tokens();
    assert_eq!(after.len(), 6);
    let until = (crate::world::NOW + 7_200) * 1_000;
    for (token, _) in &before {
        assert!(
            after.contains(&(token.clone(), Some(until))),
            "the old one, until then"
        );
    }
    for kind in &info.kinds {
        assert!(
            kind.address.contains("/••••") && kind.address.ends_with("/…"),
            "{}",
            kind.address
        );
    }
}

#[tokio::test]
async fn a_test_delivery_goes_out_and_comes_back() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    let job = || JobRequest { job: "t".into() };
    let told = desk.engine.receiver_test(job()).await.unwrap_err();
    assert_eq!(told.code.0, "receiver.none");
    desk.connect(&receiver).await;
    let tested = desk.engine.receiver_test(job()).await.unwrap();
    assert!(tested.ok, "{tested:?}");
    assert!(desk.show().await.last_test.unwrap().ok);
    let rows = desk.callbacks(CallbackFilter::All).await.rows;
    assert_eq!(
        (rows[0].use_, rows[0].standing),
        (CallbackUse::Test, CallbackStanding::Expected)
    );
    assert_eq!(rows[0].linked.as_ref().unwrap().kind, "test");

    receiver.stop();
    let tested = desk.engine.receiver_test(job()).await.unwrap();
    assert!(!tested.ok && tested.problem.is_some());
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_is_a_stranger() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    receiver.with(|inner| inner.listed = false);
    receiver.deliver("sandbox/600111", Use::Confirmation, &"a".repeat(64), b"{}");
    desk.until("drained", |info| info.kept == 1).await;
    let page = desk.callbacks(CallbackFilter::Unverified).await;
    assert_eq!((page.rows.len(), page.rows[0].verified), (1, false));
    assert_eq!(page.counts.unlinked, 1);
}

#[tokio::test]
async fn token_and_sealing_key_are_in_the_keyring_only_and_outlive_a_restart() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    desk.try_connect(&receiver.base, TOKEN, true).await.unwrap();
    desk.until("published", |info| info.published.is_some())
        .await;
    let Desk {
        folder,
        vault,
        engine,
    } = desk;
    drop(engine);
    let name = engine::vault::SecretName::receiver_token(Environment::Sandbox, "main");
    assert_eq!(
        vault.get(&name).unwrap().unwrap().reveal(),
        TOKEN.as_bytes()
    );
    let mut files = vec![folder.path().to_owned()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                std::fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes
            .windows(TOKEN.len())
            .any(|part| part == TOKEN.as_bytes());
        assert!(!found, "{}", path.display());
    }
    receiver.deliver("sandbox/600111", Use::Result, "ab", b"while it was closed");
    let engine = crate::world::reopened(folder.path(), &vault, Environment::Sandbox).await;
    let desk = Desk {
        folder,
        vault,
        engine,
    };
    desk.until("drained", |info| info.kept == 1).await;

    // A keyring that lost the key: nothing is taken, and why is told.
    let name = engine::vault::SecretName::receiver_seal(Environment::Sandbox, "main");
    desk.vault.delete(&name).unwrap();
    let Desk {
        folder,
        vault,
        engine,
    } = desk;
    drop(engine);
    let engine = crate::world::reopened(folder.path(), &vault, Environment::Sandbox).await;
    let desk = Desk {
        folder,
        vault,
        engine,
    };
    let info = desk
        .until("refused", |info| info.state == ReceiverState::Refused)
        .await;
    assert_eq!(info.problem.unwrap().code, "receiver.no_seal");
}
