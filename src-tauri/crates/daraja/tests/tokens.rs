//! One token for all, fetched once, dropped once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

mod world;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use daraja::{
    Again, AppCredentials, CallError, Client, Clock, Proof, SecretString, Submission, Timeouts,
    TokenTrouble,
};
use world::{Act, Server, answer, sample};

/// How each family says that it does not take a token (section 2).
fn refusal(path: &str, token: &str) -> Act {
    let (status, code, text) = if path.contains("stkpush") || path.contains("reversal") {
        (404, "404.001.03", "Invalid Access Token".to_owned())
    } else if path.contains("transactionstatus") || path.contains("c2b") {
        (400, "400.003.01", "Invalid Access Token".to_owned())
    } else if path.contains("pull") {
        (
            401,
            "401.001",
            "Error Occurred - Invalid Access Token - ".to_owned(),
        )
    } else {
        (
            401,
            "401.002.01",
            format!("Error Occurred - Invalid Access Token - {token}"),
        )
    };
    let body = format!(r#"{{"requestId":"1","errorCode":"{code}","errorMessage":"{text}"}}"#);
    Act::Answer(status, body)
}

/// A server that takes nothing but the newest token, and counts what it took.
async fn strict(expire_at: usize, expired: Arc<AtomicUsize>) -> Server {
    let minted = Arc::new(AtomicUsize::new(0));
    let good = Arc::new(Mutex::new(String::new()));
    let taken = AtomicUsize::new(0);
    Server::start_all(move |seen, _| {
        let mut good = good.lock().unwrap();
        if seen.is_token() {
            let number = minted.fetch_add(1, Ordering::SeqCst) + 1;
            *good = format!("token-{number}-aaaaaaaa");
            return Act::Answer(
                200,
                format!(r#"{{"access_token":"{good}","expires_in":"3599"}}"#),
            );
        }
        if taken.load(Ordering::SeqCst) == expire_at && expired.fetch_add(1, Ordering::SeqCst) == 0
        {
            *good = "none is good until a new one is asked for".to_owned();
        }
        if seen.bearer() != good.as_str() {
            return refusal(&seen.line, seen.bearer());
        }
        taken.fetch_add(1, Ordering::SeqCst);
        Act::Answer(200, sample::TAKEN_WITHOUT_ID.to_owned())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_tasks_ask_for_one_token() {
    let server = Server::start_all(|seen, _| {
        if seen.is_token() {
            std::thread::sleep(Duration::from_millis(50));
            return answer(
                200,
                r#"{"access_token":"token-1-aaaaaaaa","expires_in":"3599"}"#,
            );
        }
        answer(200, sample::TAKEN_WITHOUT_ID)
    })
    .await;
    // Clients of their own, as different parts of a program have them.
    let client = || Client::new(server.settings().timeouts(Timeouts::default())).unwrap();
    let clients: Vec<Client> = (0..5).map(|_| client()).collect();
    let tasks: Vec<_> = (0..500)
        .map(|number| {
            let client = clients[number % 5].clone();
            tokio::spawn(async move {
                client
                    .balance(&sample::initiator(), &sample::balance())
                    .await
            })
        })
        .collect();
    for task in tasks {
        let submission = task.await.unwrap();
        assert!(
            matches!(submission, Submission::Accepted(_)),
            "{submission:?}"
        );
    }
    assert_eq!(server.token_calls(), 1);
    assert_eq!(server.calls().len(), 500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_expires_among_a_thousand_calls_costs_one_refresh() {
    let server = strict(400, Arc::default()).await;
    let client = Client::new(server.settings().timeouts(Timeouts::default())).unwrap();
    let tasks: Vec<_> = (0..1_000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.b2b(&sample::initiator(), &sample::b2b()).await })
        })
        .collect();
    for task in tasks {
        let submission = task.await.unwrap();
        assert!(
            matches!(submission, Submission::Accepted(_)),
            "{submission:?}"
        );
    }
    assert_eq!(server.token_calls(), 2, "the first, and one refresh");
}

#[tokio::test]
async fn every_family_refuses_in_its_own_words_and_is_sent_the_same_body_again() {
    let server = strict(usize::MAX, Arc::default()).await;
    let client = server.client();
    let (initiator, passkey) = (sample::initiator(), sample::passkey());
    let mut asked = 1;
    // Another program asks for a token, and ours is out of use.
    let spoil = async || {
        let other = AppCredentials::new(&SecretString::from("other"), &SecretString::from("x"));
        let settings = daraja::Settings::new(server.base.clone(), other.unwrap());
        Client::new(settings).unwrap().check_token().await.unwrap();
    };
    client.check_token().await.unwrap();
    for round in 0..5 {
        spoil().await;
        let before = server.calls().len();
        let done = match round {
            0 => client
                .balance(&initiator, &sample::balance())
                .await
                .accepted()
                .is_some(),
            1 => client
                .status(&initiator, &sample::status())
                .await
                .accepted()
                .is_some(),
            2 => client
                .reversal(&initiator, &sample::reversal())
                .await
                .accepted()
                .is_some(),
            3 => client
                .b2b(&initiator, &sample::b2b())
                .await
                .accepted()
                .is_some(),
            // The answer is not one to a prompt; that it is asked twice is what counts.
            _ => matches!(
                client.stk_push(&passkey, &sample::stk_push()).await,
                Submission::Unclear(_)
            ),
        };
        assert!(done, "round {round}");
        asked += 2;
        let calls = server.calls();
        assert_eq!(calls.len(), before + 2, "round {round}");
        assert_eq!(calls[before].body, calls[before + 1].body, "the same body");
        assert_ne!(calls[before].bearer(), calls[before + 1].bearer());
        assert_eq!(server.token_calls(), asked);
    }
}

#[tokio::test]
async fn a_second_refusal_is_proof_and_explains_itself() {
    let server = Server::start(|seen, _| refusal(&seen.line, seen.bearer())).await;
    let client = server.client();
    let submission = client.b2c(&sample::initiator(), &sample::b2c()).await;
    let Submission::Refused(refusal) = submission else {
        panic!("{submission:?}");
    };
    assert_eq!(refusal.proof, Proof::TokenRefused);
    assert_eq!(refusal.again(), Again::AfterFixing);
    assert!(refusal.explanation().contains("not enabled on the app"));
    assert!(
        refusal
            .explanation()
            .contains("match the key's environment")
    );
    let stars = "*".repeat("token-2-aaaaaaaa".len());
    assert_eq!(
        refusal.message,
        format!("Error Occurred - Invalid Access Token - {stars}")
    );
    let body = refusal.reply.unwrap().body;
    assert!(!body.text().contains("token-"), "{}", body.text());
    assert_eq!((server.calls().len(), server.token_calls()), (2, 2));

    let asked = client.pull(&sample::pull()).await;
    assert!(
        matches!(asked, Err(CallError::Refused(refusal)) if refusal.proof == Proof::TokenRefused)
    );
}

#[tokio::test]
async fn a_refused_token_and_then_no_answer_is_unclear() {
    let server = Server::start(|seen, earlier| match earlier {
        0 => refusal(&seen.line, seen.bearer()),
        _ => Act::Close,
    })
    .await;
    let submission = server
        .client()
        .b2b(&sample::initiator(), &sample::b2b())
        .await;
    assert!(
        matches!(submission, Submission::Unclear(_)),
        "{submission:?}"
    );
    assert_eq!(server.calls().len(), 2);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let wrong = r#"{"requestId":"1","errorCode":"400.008.01","errorMessage":"Invalid Authentication passed"}"#;
    let server = Server::start_all(move |_, _| answer(400, wrong)).await;
    let client = server.client();
    let submission = client.b2c(&sample::initiator(), &sample::b2c()).await;
    let Submission::Refused(refusal) = submission else {
        panic!("{submission:?}");
    };
    assert_eq!(refusal.proof, Proof::NoToken(TokenTrouble::Credentials));
    assert_eq!(refusal.message, "Invalid Authentication passed");
    assert_eq!(server.calls().len(), 0);
    assert!(client.check_token().await.is_err());
    assert_eq!(server.token_calls(), 2, "a failure is not kept");
}

#[tokio::test]
async fn checking_fetches_anew_and_the_new_one_is_used() {
    let server = Server::start(|_, _| answer(200, sample::TAKEN_WITHOUT_ID)).await;
    let client = server.client();
    for _ in 0..3 {
        let facts = client.check_token().await.unwrap();
        assert_eq!(facts.expires_in, Some(Duration::from_secs(3_599)));
    }
    let _ = client
        .balance(&sample::initiator(), &sample::balance())
        .await;
    assert_eq!(server.token_calls(), 3);
    assert_eq!(server.calls()[0].bearer(), server.current_token());
}

/// A clock that a test holds.
struct Hands(Mutex<Duration>);

impl Clock for Hands {
    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn utc(&self) -> chrono::DateTime<chrono::Utc> {
        let start = chrono::DateTime::from_timestamp(1_773_142_212, 0).unwrap();
        start + *self.0.lock().unwrap()
    }
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_early() {
    let server = Server::start(|_, _| answer(200, sample::TAKEN_WITHOUT_ID)).await;
    let hands = Arc::new(Hands(Mutex::new(Duration::ZERO)));
    let clock: Arc<dyn Clock> = Arc::clone(&hands) as _;
    let client = Client::new(server.settings().clock(clock)).unwrap();
    for (seconds, fetched) in [(0, 1), (3_298, 1), (3_299, 2), (3_400, 2), (6_598, 3)] {
        *hands.0.lock().unwrap() = Duration::from_secs(seconds);
        let submission = client
            .balance(&sample::initiator(), &sample::balance())
            .await;
        assert!(submission.accepted().is_some());
        assert_eq!(server.token_calls(), fetched, "after {seconds} s");
    }
}

#[tokio::test]
async fn one_who_gives_up_does_not_take_the_token_along() {
    let server = Server::start_all(|seen, _| {
        if seen.is_token() {
            std::thread::sleep(Duration::from_millis(100));
            return answer(
                200,
                r#"{"access_token":"token-1-aaaaaaaa","expires_in":"3599"}"#,
            );
        }
        answer(200, sample::TAKEN_WITHOUT_ID)
    })
    .await;
    let client = server.client();
    let hasty = {
        let client = client.clone();
        tokio::spawn(async move {
            client
                .balance(&sample::initiator(), &sample::balance())
                .await
        })
    };
    tokio::time::sleep(Duration::from_millis(10)).await;
    hasty.abort();
    let submission = client
        .balance(&sample::initiator(), &sample::balance())
        .await;
    assert!(submission.accepted().is_some());
    assert_eq!(server.token_calls(), 1);
}
