//! Signing in, waiting after failed tries, locking, one's own passphrase.

use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::Environment;
use engine::Engine;
use engine::api::*;
use engine::practice::OPERATORS;

use crate::world::{BARAKA, Desk, NALIAKA, NOW, enter, short_while};

#[tokio::test]
async fn practice_has_four_people_whose_passphrases_are_shown() {
    let desk = Desk::new();
    let engine = desk.practice().await;
    let status = engine.app_status(Nothing {}).await.unwrap();
    assert!(status.workspace.is_none(), "nothing is shown before");
    let shown: Vec<_> = status
        .operators
        .iter()
        .map(|one| (one.name.as_str(), one.practice_passphrase.as_deref()))
        .collect();
    let expected: Vec<_> = OPERATORS
        .iter()
        .map(|one| (one.name, Some(one.passphrase)))
        .collect();
    assert_eq!(shown, expected);
    for one in OPERATORS {
        let status = enter(&engine, (one.name, one.passphrase)).await.unwrap();
        let session = status.session.unwrap();
        assert_eq!(session.name, one.name);
        assert!(status.workspace.is_some() && status.operators.is_empty());
    }
    // A passphrase of one's own is shown no more.
    let change = PassphraseChange {
        old: OPERATORS[3].passphrase.into(),
        new: "paka-jua-rangi-kumi-dirisha".into(),
    };
    engine.passphrase_change(change).await.unwrap();
    let status = engine.sign_out(Nothing {}).await.unwrap();
    assert!(status.workspace.is_none() && status.session.is_none());
    assert_eq!(status.operators[3].practice_passphrase, None);
    let kamau = OPERATORS[3].name;
    assert!(
        enter(&engine, (kamau, OPERATORS[3].passphrase))
            .await
            .is_err()
    );
    enter(&engine, (kamau, "paka-jua-rangi-kumi-dirisha"))
        .await
        .unwrap();
}

#[tokio::test]
async fn wrong_tries_wait_longer_and_a_restart_forgets_none() {
    let desk = Desk::new();
    let engine = desk.sandbox().await;
    let wrong = (BARAKA.0, "not this one");
    for _ in 0..3 {
        let told = enter(&engine, wrong).await.unwrap_err();
        assert_eq!(told.code.0, "session.wrong");
        assert_eq!(told.field.as_deref(), Some("passphrase"));
    }
    drop(engine);
    let engine = desk.start(Environment::Sandbox);
    let told = enter(&engine, BARAKA).await.unwrap_err();
    assert_eq!(told.code.0, "session.wait", "the right one waits too");
    assert!(told.message.contains("5 seconds"), "{}", told.message);
    // Another person does not wait.
    enter(&engine, NALIAKA).await.unwrap();
    NOW.fetch_add(6, Ordering::SeqCst);
    enter(&engine, BARAKA).await.unwrap();
    let told = enter(&engine, ("Mgeni", "x")).await.unwrap_err();
    assert_eq!(told.code.0, "session.unknown");
}

#[tokio::test]
async fn a_window_that_nobody_uses_locks_itself() {
    let desk = Desk::new();
    drop(desk.sandbox().await);
    let engine = Engine::new(engine::Options {
        idle: Some(Duration::from_millis(50)),
        ..desk.options(Environment::Sandbox)
    })
    .unwrap();
    enter(&engine, BARAKA).await.unwrap();
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(30)).await;
        engine.session_touch(Nothing {}).await.unwrap();
    }
    engine.overview(Nothing {}).await.unwrap();
    short_while().await;
    let told = engine.overview(Nothing {}).await.unwrap_err();
    assert_eq!(told.code.0, "session.none");
    let status = engine.app_status(Nothing {}).await.unwrap();
    assert_eq!(status.gate, GateDto::SignIn);
}

#[tokio::test]
async fn weak_passphrases_are_told_before_they_are_taken() {
    let desk = Desk::new();
    let engine = desk.start(Environment::Sandbox);
    let strength = async |text: &str| {
        let passphrase = text.to_owned();
        engine
            .passphrase_strength(PassphraseOnly { passphrase })
            .await
            .unwrap()
    };
    let weak = strength("password1").await;
    assert!(!weak.enough && !weak.advice.is_empty());
    assert!(strength("mto-taa-embe-saba-kofia").await.enough);
}
