//! Payments that are about to come in, and those that came.

use std::time::Duration;

use receiver::inbox::Use;
use tokio::time::Instant;

use crate::notebook::Mood;
use crate::world::{World, path, post, start, status};

async fn ask(world: &World, reference: &str, amount: &str) -> String {
    let body = format!(r#"{{"TransAmount":"{amount}","BillRefNumber":"{reference}"}}"#);
    world
        .send(&post(&path(Use::Validation), "", body.as_bytes()))
        .await
}

#[tokio::test]
async fn the_rules_answer_and_what_was_answered_is_kept() {
    let world = start(|_| ()).await;
    for (reference, amount, code, why) in [
        ("inv 0091", "2500.00", "0", "open_reference"),
        ("INV-0091", "2500.01", "C2B00013", "over"),
        ("INV-0091", "2", "0", "under"),
        ("INV-0092", "2500.00", "C2B00012", "unknown_reference"),
        ("INV-0091", "much", "0", "unreadable"),
    ] {
        let answer = ask(&world, reference, amount).await;
        assert_eq!(status(&answer), "200");
        let word = if code == "0" { "Accepted" } else { "Rejected" };
        let body = format!(r#"{{"ResultCode":"{code}","ResultDesc":"{word}"}}"#);
        assert!(answer.ends_with(&body), "{answer}");
        let decision = world.inbox.kept().last().unwrap().decision.clone().unwrap();
        assert_eq!((decision.code.as_str(), decision.why.as_str()), (code, why));
        assert_eq!(decision.rules, 3);
    }
}

#[tokio::test]
async fn a_store_that_hangs_does_not_hold_the_answer_past_its_deadline() {
    let world = start(|_| ()).await;
    world.inbox.mood(Mood::Waits);
    let begun = Instant::now();
    // The first is in the store's hands at its deadline, the second still waits.
    let (first, second) = tokio::join!(ask(&world, "INV-0092", "1"), async {
        world.inbox.asked().await;
        ask(&world, "INV-0092", "2").await
    });
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert!(first.contains("C2B00012"), "{first}");
    assert!(second.contains(r#""ResultCode":"0""#), "{second}");
    world.inbox.let_pass(2);
    let World { receiver, inbox } = world;
    assert!(receiver.stop().await);
    let kept: Vec<_> = inbox
        .kept()
        .iter()
        .map(|kept| kept.decision.clone().unwrap())
        .map(|decision| (decision.code, decision.why))
        .collect();
    assert_eq!(
        kept,
        [
            ("C2B00012".to_owned(), "unknown_reference".to_owned()),
            ("0".to_owned(), "late".to_owned())
        ]
    );
}

#[tokio::test]
async fn a_payment_that_came_in_is_answered_in_its_own_words() {
    let world = start(|_| ()).await;
    let answer = world.send(&post(&path(Use::Confirmation), "", b"{}")).await;
    assert!(
        answer.ends_with(r#"{"ResultCode":0,"ResultDesc":"Success"}"#),
        "{answer}"
    );
    assert_eq!(world.inbox.kept()[0].decision, None);
}
