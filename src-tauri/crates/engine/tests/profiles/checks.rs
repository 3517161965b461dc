//! The checks that really call, and what their answers become.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Environment;
use engine::api::*;
use engine::vault::{ProfileSecret, SecretName};

use crate::safaricom::refusal;
use crate::world::*;

const TOKEN: ProfileCheck = ProfileCheck::Token;
const BALANCE: ProfileCheck = ProfileCheck::Balance;

#[tokio::test]
async fn a_ready_profile_passes_both_checks_and_keeps_the_verdicts() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    let info = desk.profile(id).await;
    assert_eq!((info.given, info.required), (6, 6));
    assert!(
        info.checks
            .iter()
            .all(|run| run.outcome == CheckOutcome::NotRun)
    );
    let info = desk.test(id, None).await.unwrap();
    let token = check(&info, TOKEN);
    assert_eq!(token.outcome, CheckOutcome::Passed, "{}", token.text);
    let balance = check(&info, BALANCE);
    assert_eq!(balance.outcome, CheckOutcome::Passed, "{}", balance.text);
    assert_eq!(
        balance.text,
        "Utility KES 450,120.60 can be spent; Working KES 8,200.00, Charges Paid KES −1,980.00."
    );
    assert!(balance.at.is_some());
    let questions = desk.safaricom.questions();
    assert_eq!(questions.len(), 1, "asked once");
    assert_eq!(
        (&questions[0]["PartyA"], &questions[0]["Initiator"]),
        (&"600222".into(), &"jaribio.api".into())
    );
    let credential = questions[0]["SecurityCredential"].as_str().unwrap();
    assert_eq!(credential.len(), 344);
    for url in ["ResultURL", "QueueTimeOutURL"] {
        let url = questions[0][url].as_str().unwrap();
        assert!(
            url.starts_with(CALLBACKS) && url.len() == CALLBACKS.len() + 130,
            "{url}"
        );
    }
    let again = desk.profile(id).await;
    assert_eq!(check(&again, BALANCE).text, balance.text, "kept");
}

#[tokio::test]
async fn an_item_that_changes_takes_the_verdicts_that_rest_on_it_away() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    let outcomes = |info: &ProfileInfo| (check(info, TOKEN).outcome, check(info, BALANCE).outcome);
    desk.test(id, None).await.unwrap();
    let info = desk
        .set(id, ProfileItem::CallbackBase, "https://pay2.mfano.example")
        .await;
    assert_eq!(
        outcomes(&info),
        (CheckOutcome::Passed, CheckOutcome::NotRun)
    );
    desk.test(id, None).await.unwrap();
    let info = desk.set(id, ProfileItem::ConsumerKey, "mwingine").await;
    assert_eq!(
        outcomes(&info),
        (CheckOutcome::NotRun, CheckOutcome::NotRun)
    );
    desk.test(id, None).await.unwrap();
    let info = desk.delete(id, ProfileItem::Certificate).await;
    assert_eq!(
        outcomes(&info),
        (CheckOutcome::Passed, CheckOutcome::NotPossible)
    );
    assert!(
        check(&info, BALANCE).text.contains("certificate"),
        "{}",
        check(&info, BALANCE).text
    );
}

#[tokio::test]
async fn without_a_way_back_the_balance_is_not_asked_for() {
    let desk = Desk::sandbox(false).await;
    let id = desk.ready().await;
    let info = desk.test(id, None).await.unwrap();
    assert_eq!(check(&info, TOKEN).outcome, CheckOutcome::Passed);
    let balance = check(&info, BALANCE);
    assert_eq!(balance.outcome, CheckOutcome::NotPossible);
    assert!(
        balance.text.contains("Nothing here receives"),
        "{}",
        balance.text
    );
    let info = desk.delete(id, ProfileItem::CallbackBase).await;
    assert!(check(&info, BALANCE).text.contains("callback address"));
    desk.test(id, Some(BALANCE)).await.unwrap();
    assert!(desk.safaricom.questions().is_empty());
}

#[tokio::test]
async fn wrong_consumer_credentials_are_told_and_nothing_more_is_sent() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    let body = r#"{"requestId":"1-2","errorCode":"400.008.01","errorMessage":"Invalid Authentication passed"}"#;
    desk.safaricom
        .told(|script| script.token = (400, body.to_owned()));
    let info = desk.test(id, None).await.unwrap();
    let token = check(&info, TOKEN);
    assert_eq!(token.outcome, CheckOutcome::Failed, "{}", token.text);
    assert!(
        token.text.contains("Invalid Authentication passed"),
        "{}",
        token.text
    );
    assert!(token.remedies[0].contains("portal"), "{:?}", token.remedies);
    assert_eq!(check(&info, BALANCE).outcome, CheckOutcome::NotRun);
    assert!(desk.safaricom.questions().is_empty());
}

#[tokio::test]
async fn after_a_wrong_password_nothing_is_sent_until_it_is_given_anew() {
    for (code, words) in [("2001", "initiator information"), ("8006", "locked")] {
        let desk = Desk::sandbox(true).await;
        let id = desk.ready().await;
        let said = format!("The {words} is not right.");
        desk.safaricom
            .told(|script| script.result = Some(refusal(code, &said)));
        let info = desk.test(id, Some(BALANCE)).await.unwrap();
        let balance = check(&info, BALANCE);
        assert_eq!(balance.outcome, CheckOutcome::Failed, "{}", balance.text);
        assert!(
            balance.text.contains(code) && balance.text.contains(words),
            "{}",
            balance.text
        );
        let told = desk.test(id, Some(BALANCE)).await.unwrap_err();
        assert_eq!(told.code.0, "state.initiator_refused");
        desk.test(id, None).await.unwrap();
        // What does not identify the initiator does not open the way again.
        desk.set(id, ProfileItem::CallbackBase, "https://pay3.mfano.example")
            .await;
        desk.set(id, ProfileItem::ConsumerKey, CONSUMER_KEY).await;
        let info = desk.profile(id).await;
        assert_eq!(check(&info, BALANCE).outcome, CheckOutcome::NotPossible);
        desk.test(id, Some(BALANCE)).await.unwrap_err();
        assert_eq!(
            desk.safaricom.questions().len(),
            1,
            "{code}: asked once in all"
        );
        desk.set(id, ProfileItem::InitiatorPassword, "Nenosiri#2027")
            .await;
        desk.safaricom
            .told(|script| script.result = Some(crate::safaricom::balances()));
        let info = desk.test(id, Some(BALANCE)).await.unwrap();
        assert_eq!(check(&info, BALANCE).outcome, CheckOutcome::Passed);
    }
}

#[tokio::test]
async fn a_missing_role_is_a_failure_that_may_be_tried_again() {
    for code in ["21", "TP40153"] {
        let desk = Desk::sandbox(true).await;
        let id = desk.ready().await;
        desk.safaricom
            .told(|script| script.result = Some(refusal(code, "No.")));
        let info = desk.test(id, Some(BALANCE)).await.unwrap();
        let balance = check(&info, BALANCE);
        assert_eq!(balance.outcome, CheckOutcome::Failed, "{}", balance.text);
        assert!(!balance.remedies.is_empty());
        desk.test(id, Some(BALANCE)).await.unwrap();
        assert_eq!(desk.safaricom.questions().len(), 2);
    }
}

#[tokio::test]
async fn silence_is_unclear_and_says_that_a_wrong_password_can_be_silent() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    desk.safaricom.told(|script| {
        script.result = None;
        script.timeout = true;
    });
    let info = desk.test(id, Some(BALANCE)).await.unwrap();
    let balance = check(&info, BALANCE);
    assert_eq!(balance.outcome, CheckOutcome::Unclear);
    assert!(
        balance.text.contains("a wrong password can be silent"),
        "{}",
        balance.text
    );
    assert!(
        balance.text.contains("waited too long in its queue"),
        "{}",
        balance.text
    );
    desk.safaricom
        .told(|script| script.result = Some(crate::safaricom::balances()));
    let info = desk.test(id, Some(BALANCE)).await.unwrap();
    assert_eq!(
        check(&info, BALANCE).outcome,
        CheckOutcome::Passed,
        "a timeout is no failure"
    );
}

#[tokio::test]
async fn an_unclear_answer_is_no_verdict() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    desk.safaricom
        .told(|script| script.answer = (500, "<html>oops</html>".to_owned()));
    let info = desk.test(id, Some(BALANCE)).await.unwrap();
    let balance = check(&info, BALANCE);
    assert_eq!(balance.outcome, CheckOutcome::Unclear, "{}", balance.text);
    assert!(
        balance
            .remedies
            .iter()
            .any(|remedy| remedy.contains("five wrong tries"))
    );
    assert_eq!(
        desk.safaricom.questions().len(),
        1,
        "never asked twice by itself"
    );
}

#[tokio::test]
async fn a_vanished_secret_is_told_at_the_test() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    for (secret, check_of) in [
        (ProfileSecret::InitiatorPassword, BALANCE),
        (ProfileSecret::ConsumerSecret, TOKEN),
    ] {
        let name = SecretName::of_profile(Environment::Sandbox, "main", id, secret);
        desk.vault.delete(&name).unwrap();
        let info = desk.test(id, Some(check_of)).await.unwrap();
        let run = check(&info, check_of);
        assert_eq!(run.outcome, CheckOutcome::Failed);
        let expected = format!("the keyring no longer holds the {}", secret.called());
        assert!(run.text.contains(&expected), "{}", run.text);
    }
    assert!(desk.safaricom.questions().is_empty());
}

#[tokio::test]
async fn a_clock_that_is_off_is_warned_of() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    desk.safaricom.told(|script| script.now = NOW - 600);
    let info = desk.test(id, None).await.unwrap();
    for run in &info.checks {
        assert_eq!(run.outcome, CheckOutcome::Passed);
        assert!(
            run.text.contains("clock is 10 minutes ahead"),
            "{}",
            run.text
        );
        assert!(run.remedies.iter().any(|remedy| remedy.contains("clock")));
    }
}

#[tokio::test]
async fn nobody_at_the_address_is_no_fault_of_the_items() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    desk.set(id, ProfileItem::BaseUrl, "http://127.0.0.1:1")
        .await;
    let info = desk.test(id, Some(TOKEN)).await.unwrap();
    let run = check(&info, TOKEN);
    assert_eq!(run.outcome, CheckOutcome::Unclear, "{}", run.text);
    assert!(run.remedies[0].contains("network"), "{:?}", run.remedies);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_check_can_be_cancelled_and_holds_its_items() {
    let desk = Arc::new(Desk::sandbox(true).await);
    let id = desk.ready().await;
    desk.safaricom.told(|script| script.result = None);
    let tester = Arc::clone(&desk);
    let (waiting, is_waiting) = std::sync::mpsc::channel();
    desk.engine.on_progress(move |told| {
        if told.phase.contains("Waiting") {
            let _ = waiting.send(());
        }
    });
    let begun = Instant::now();
    let testing = tokio::spawn(async move { tester.test(id, Some(BALANCE)).await });
    tokio::task::spawn_blocking(move || is_waiting.recv().unwrap())
        .await
        .unwrap();
    let told = desk
        .try_set(id, ProfileItem::InitiatorName, "mwingine")
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "state.profile_in_test");
    let second = ProfileTest {
        job: "another".to_owned(),
        profile: id,
        check: Some(BALANCE),
    };
    let told = desk.engine.profile_test(second).await.unwrap_err();
    assert_eq!(told.code.0, "state.profile_in_test");
    let job = "test".to_owned();
    desk.engine.job_cancel(JobRequest { job }).await.unwrap();
    let told = testing.await.unwrap().unwrap_err();
    assert_eq!(told.code.0, "job.cancelled");
    assert!(begun.elapsed() < Duration::from_secs(30));
    desk.set(id, ProfileItem::InitiatorName, "mwingine").await;
    assert_eq!(
        check(&desk.profile(id).await, BALANCE).outcome,
        CheckOutcome::NotRun
    );
}

/// What the frame says of the clock, and what is said where money would be sent.
async fn clock(desk: &Desk) -> Option<(String, String)> {
    let status = desk.engine.app_status(Nothing {}).await.unwrap();
    let leases = desk.engine.lease_list(Nothing {}).await.unwrap();
    let told = status.clock.map(|told| (told.code, told.message));
    let stopped = leases.leases[0].problem.as_ref();
    let stopped = stopped.map(|told| (told.code.clone(), told.message.clone()));
    assert_eq!(told, stopped);
    assert_eq!(leases.leases[0].may_send, told.is_none());
    told
}

#[tokio::test]
async fn nothing_is_sent_while_the_clock_differs_from_the_last_answer() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    assert_eq!(clock(&desk).await, None, "nobody has answered yet");
    for (their_clock, expected) in [
        (NOW - 120, None),
        (NOW - 121, Some("2 minutes ahead of")),
        (NOW + 120, None),
        (NOW + 121, Some("2 minutes behind")),
        (NOW - 3 * 86_400, Some("3 days ahead of")),
    ] {
        desk.safaricom.told(|script| script.now = their_clock);
        desk.test(id, Some(TOKEN)).await.unwrap();
        let told = clock(&desk).await;
        match expected {
            None => assert_eq!(told, None),
            Some(words) => {
                let (code, message) = told.unwrap();
                assert_eq!(code, "clock.differs");
                assert!(message.contains(words), "{message}");
            }
        }
    }
    // An answer that says nothing of the time leaves what is known.
    for date in ["", "yesterday"] {
        desk.safaricom.told(|script| {
            script.now = NOW;
            script.date = Some(date.to_owned());
        });
        desk.test(id, Some(TOKEN)).await.unwrap();
        assert!(clock(&desk).await.is_some(), "{date:?}");
    }
    desk.safaricom.told(|script| {
        script.date = None;
        script.token = (503, "{}".to_owned());
    });
    desk.test(id, Some(TOKEN)).await.unwrap();
    assert_eq!(clock(&desk).await, None, "a refusal tells the time too");
}
