//! From the receiver into the ledger.

use domain::Environment;
use engine::api::*;
use engine::relay::wire::Use;
use engine::{Engine, LentReceiver};

use crate::standin::{Receiver, TOKEN};
use crate::world::{Desk, enter, options};

const PROFILE: &str = "sandbox/600111";

#[tokio::test]
async fn everything_comes_in_once_and_is_acknowledged() {
    let receiver = Receiver::start().await;
    for at in 0..250 {
        receiver.deliver(
            PROFILE,
            Use::Result,
            "ab",
            format!("{{\"n\":{}}}", at / 2).as_bytes(),
        );
    }
    let desk = Desk::new(Environment::Sandbox).await;
    assert_eq!(desk.show().await.state, ReceiverState::Off);
    desk.connect(&receiver).await;
    let info = desk
        .until("drained", |info| {
            info.kept == 125 && info.state == ReceiverState::Listening
        })
        .await;
    assert_eq!((info.backlog, &*info.store.unwrap()), (0, "sqlite"));
    assert!(info.last_drained.is_some() && info.last_delivery.is_some());
    assert_eq!(receiver.with(|inner| inner.acknowledged), 250);
    // One event a page, with what came.
    let pages = desk.events("receiver.drain").await;
    assert_eq!(pages.len(), 3);
    assert!(pages[0].after.contains("\"digest\":") && pages[0].operator == "receiver");

    // It goes on while the window is locked.
    desk.engine.sign_out(Nothing {}).await.unwrap();
    receiver.deliver(PROFILE, Use::Result, "cd", b"{}");
    receiver.deliver(PROFILE, Use::Result, "cd", b"{}");
    while receiver.with(|inner| inner.acknowledged) < 252 {
        tokio::task::yield_now().await;
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    enter(&desk.engine).await;
    let page = desk.callbacks(CallbackFilter::Strangers).await;
    assert_eq!((page.counts.all, page.counts.strangers), (126, 126));
    assert_eq!(
        (page.rows[0].deliveries, page.rows[0].standing),
        (2, CallbackStanding::Stranger)
    );
    let verdict = desk
        .engine
        .audit_verify(JobRequest { job: "v".into() })
        .await;
    assert!(verdict.is_ok());
}

#[tokio::test]
async fn what_was_kept_and_not_acknowledged_changes_nothing() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    for at in 0..5 {
        receiver.deliver(PROFILE, Use::Result, "ab", format!("{at}").as_bytes());
    }
    desk.until("drained", |info| info.kept == 5).await;
    while receiver.with(|inner| inner.acknowledged) < 5 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let events = desk.events("receiver.drain").await.len();
    // As if the last acknowledgements had been lost.
    receiver.with(|inner| inner.acknowledged = 2);
    desk.connect(&receiver).await;
    desk.until("listening", |info| info.state == ReceiverState::Listening)
        .await;
    while receiver.with(|inner| inner.acknowledged) < 5 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(desk.show().await.kept, 5);
    assert_eq!(desk.events("receiver.drain").await.len(), events);
}

#[tokio::test]
async fn another_inbox_is_a_problem_and_begins_anew_only_when_it_is_connected() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    for body in ["one", "two", "three"] {
        receiver.deliver(PROFILE, Use::Result, "ab", body.as_bytes());
    }
    desk.connect(&receiver).await;
    desk.until("drained", |info| info.kept == 3).await;

    // Emptied: its last place is before ours.
    receiver.with(|inner| {
        inner.deliveries.clear();
        inner.acknowledged = 0;
        inner.away = true;
    });
    desk.until("away", |info| info.state == ReceiverState::Away)
        .await;
    receiver.deliver(PROFILE, Use::Result, "ab", b"four");
    receiver.with(|inner| inner.away = false);
    let info = desk
        .until("refused", |info| info.state == ReceiverState::Refused)
        .await;
    assert_eq!(info.problem.unwrap().code, "receiver.other_inbox");
    assert_eq!(
        (info.kept, receiver.with(|inner| inner.acknowledged)),
        (3, 0)
    );

    desk.connect(&receiver).await;
    desk.until("drained anew", |info| info.kept == 4).await;

    // Swapped for one that has more, of something else.
    receiver.with(|inner| inner.away = true);
    desk.until("away", |info| info.state == ReceiverState::Away)
        .await;
    receiver.with(|inner| {
        inner.away = false;
        inner.deliveries.clear();
        inner.acknowledged = 0;
        for body in ["five", "six", "seven"] {
            inner.put(PROFILE, Use::Result, "ab", body.as_bytes(), true);
        }
    });
    let info = desk
        .until("found out", |info| info.state == ReceiverState::Refused)
        .await;
    assert_eq!(info.problem.unwrap().code, "receiver.other_inbox");
    assert_eq!(info.kept, 4);
}

#[tokio::test]
async fn sealed_bodies_are_opened_and_damage_shows() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    let info = desk.try_connect(&receiver.base, TOKEN, true).await.unwrap();
    assert!(info.sealed);
    desk.until("published", |info| info.published.is_some())
        .await;
    let body = br#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"Done.","TransactionID":"UCA3P0W8RD",
        "ConversationID":"AG_20260310_010010203abcd4efgh5i"}}"#;
    receiver.deliver(PROFILE, Use::Result, "ab", body);
    receiver.with(|inner| {
        inner.put(PROFILE, Use::Result, "cd", b"altered", true);
        let last = inner.deliveries.last_mut().unwrap();
        last.sha256 = "0".repeat(64);
        inner.put(PROFILE, Use::Result, "ef", b"for another", true);
        let last = inner.deliveries.last_mut().unwrap();
        last.body = Some("AAAA".into());
    });
    desk.until("drained", |info| info.kept == 3).await;
    let rows = desk.callbacks(CallbackFilter::All).await.rows;
    let told: Vec<&str> = rows.iter().map(|row| &*row.summary).collect();
    assert!(told[0].starts_with("Can't be opened"), "{told:?}");
    assert!(told[1].starts_with("Was changed"), "{told:?}");
    assert!(told[2].contains("UCA3P0W8RD"), "{told:?}");
    let id = rows[2].id;
    let detail = desk
        .engine
        .callback_detail(CallbackRef { id })
        .await
        .unwrap();
    assert!(detail.sealed && detail.raw.contains("UCA3P0W8RD"));
}

#[tokio::test]
async fn environments_never_mix() {
    let receiver = Receiver::start().await;
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    receiver.deliver(PROFILE, Use::Result, "ab", b"ours");
    desk.until("drained", |info| info.kept == 1).await;
    receiver.deliver("production/600111", Use::Result, "ab", b"not ours");
    let info = desk
        .until("refused", |info| info.state == ReceiverState::Refused)
        .await;
    assert_eq!(info.problem.unwrap().code, "receiver.other_environment");
    assert_eq!(
        (info.kept, receiver.with(|inner| inner.acknowledged)),
        (1, 1)
    );

    // Another world of the same program has none of it, and its loop ended with it.
    let to = EnvironmentDto::Practice;
    let switch = EnvironmentSwitch { to, typed: None };
    desk.engine.environment_switch(switch).await.unwrap();
    let asked = receiver.with(|inner| inner.asked);
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    assert_eq!(receiver.with(|inner| inner.asked), asked);
}

#[tokio::test]
async fn practice_drains_the_receiver_that_the_host_lends() {
    let receiver = Receiver::start().await;
    let folder = tempfile::tempdir().unwrap();
    let vault: std::sync::Arc<dyn engine::vault::Vault> =
        std::sync::Arc::new(engine::vault::MemoryVault::new());
    let engine = Engine::new(engine::Options {
        receiver: Some(LentReceiver {
            base_url: receiver.base.clone(),
            console_token: TOKEN.into(),
        }),
        ..options(folder.path(), &vault, Environment::Practice)
    })
    .unwrap();
    engine
        .practice_create(JobRequest { job: "make".into() })
        .await
        .unwrap();
    let one = engine::practice::OPERATORS[0];
    let request = SignIn {
        name: one.name.into(),
        passphrase: one.passphrase.into(),
    };
    engine.sign_in(request).await.unwrap();
    receiver.deliver("practice/600111", Use::Result, "ab", b"one");
    let desk = Desk {
        folder,
        vault,
        engine,
    };
    let info = desk.until("drained", |info| info.kept == 1).await;
    assert!(info.builtin && info.state != ReceiverState::Off);
    let told = desk
        .try_connect("https://pay.mfano.example", "x", false)
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "receiver.builtin");
}
