//! One token for everyone, refreshed once, in the words of every family of APIs.

use std::num::NonZeroU16;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use daraja::inbound::Kind;
use daraja::{
    AppCredentials, BaseUrl, BillReference, CallError, Client, NameCheck, OriginatorId, Proof,
    PullQuery, PullRegistration, PullWindow, QrPayee, QrRequest, Settings, StkQuery, Submission,
    TokenTrouble, TradeName, Use,
};
use daraja_sim::{Act, Fault, Reply};

use crate::orders::anyone;
use crate::stage::{Stage, client, patient, secret};

fn is_taken<A: std::fmt::Debug>(submission: Submission<A>) {
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_tasks_make_one_token_request() {
    let stage = Stage::open(500).await;
    // Clients of their own, as different parts of a program have them.
    let clients: Vec<Client> = (0..5).map(|_| client(&stage.sim, patient())).collect();
    let tasks: Vec<_> = (0..500)
        .map(|number| {
            let client = clients[number % 5].clone();
            let initiator = stage.initiator.clone();
            let query = stage.balance(stage.payout_code());
            tokio::spawn(async move { client.balance(&initiator, &query).await })
        })
        .collect();
    for task in tasks {
        is_taken(task.await.unwrap());
    }
    assert_eq!(stage.requests("oauth").len(), 1);
    assert_eq!(stage.requests("balance").len(), 500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_expires_among_a_thousand_calls_costs_one_refresh() {
    let stage = Stage::open(501).await;
    static DONE: AtomicU32 = AtomicU32::new(0);
    let tasks: Vec<_> = (0..1_000)
        .map(|number| {
            let client = stage.client.clone();
            let initiator = stage.initiator.clone();
            let to = crate::orders::phone(&format!("254712004{number:03}"));
            let payment = stage.payment(&format!("PAYRUN-T-{number:04}"), to, 10);
            tokio::spawn(async move {
                let taken = client.b2c(&initiator, &payment).await;
                DONE.fetch_add(1, Ordering::Relaxed);
                taken
            })
        })
        .collect();
    while DONE.load(Ordering::Relaxed) < 300 {
        tokio::task::yield_now().await;
    }
    stage
        .control
        .fault(Fault::next(Act::ExpireTokens).on("b2c"));
    for task in tasks {
        is_taken(task.await.unwrap());
    }
    assert_eq!(stage.requests("oauth").len(), 2, "one refresh");
    let sent = stage.requests("b2c");
    assert_eq!(sent.iter().filter(|one| one.executed).count(), 1_000);
    stage.advance(60).await;
    let all = stage.control.ledger();
    assert_eq!(all.check, "balanced");
    assert_eq!(all.cents("600222/utility"), 500_000_000 - 1_000 * 1_000);
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_early_by_the_clock() {
    let stage = Stage::open(502).await;
    let ask = async || {
        let query = stage.balance(stage.payout_code());
        is_taken(stage.client.balance(&stage.initiator, &query).await);
        stage.requests("oauth").len()
    };
    assert_eq!(ask().await, 1);
    stage.advance(3_290).await;
    assert_eq!(ask().await, 1, "3,299 seconds are used");
    stage.advance(20).await;
    assert_eq!(ask().await, 2);
    assert!(stage.requests("balance").iter().all(|one| one.executed));
}

/// One call of every API, in families; each is refused its token once and goes on.
#[tokio::test]
async fn every_family_refuses_in_its_own_words_and_is_asked_again_once() {
    let stage = Stage::open(503).await;
    let (client, initiator) = (&stage.client, &stage.initiator);
    let refuse = |api: &str| stage.control.fault(Fault::next(Act::RefuseToken).on(api));
    let check = |api: &str, code: &str| {
        let sent = stage.requests(api);
        let told: Vec<_> = sent.iter().map(|one| &*one.error_code).collect();
        assert_eq!(told[0], code, "{api}");
        assert_eq!(sent.len(), 2, "{api}: the same body once more");
        assert!(!sent[0].executed && sent[1].executed, "{api}");
    };
    refuse("b2c");
    is_taken(
        client
            .b2c(initiator, &stage.payment("PAYRUN-F-1", anyone(), 100))
            .await,
    );
    check("b2c", "401.002.01");
    refuse("pochi");
    is_taken(
        client
            .pochi(initiator, &stage.pochi("POCHI-F-1", anyone(), 100))
            .await,
    );
    check("pochi", "401.002.01");
    refuse("b2b");
    is_taken(client.b2b(initiator, &stage.pay_bill("600777", 100)).await);
    check("b2b", "401.002.01");
    refuse("tax");
    is_taken(client.tax(initiator, &stage.tax(100)).await);
    check("tax", "401.002.01");
    refuse("balance");
    is_taken(
        client
            .balance(initiator, &stage.balance(stage.payout_code()))
            .await,
    );
    check("balance", "401.002.01");
    refuse("status");
    is_taken(
        client
            .status(initiator, &stage.status_by_id("PAYRUN-F-1"))
            .await,
    );
    check("status", "400.003.01");
    refuse("reversal");
    is_taken(
        client
            .reversal(initiator, &stage.reversal("UCA3P0W8RD", 100))
            .await,
    );
    check("reversal", "404.001.03");
    refuse("stk");
    let prompt = client
        .stk_push(&stage.passkey, &stage.push(anyone(), 100))
        .await;
    let id = prompt.accepted().unwrap().checkout_request_id;
    check("stk", "404.001.03");
    refuse("stk_query");
    let query = StkQuery {
        short_code: stage.paybill(),
        checkout_request_id: id,
    };
    client.stk_query(&stage.passkey, &query).await.unwrap();
    check("stk_query", "404.001.03");
    refuse("c2b_register");
    client
        .c2b_register(&stage.registration(stage.paybill()))
        .await
        .unwrap();
    check("c2b_register", "400.003.01");
    refuse("b2b_express");
    is_taken(
        client
            .b2b_express(&stage.express(stage.paybill(), stage.till(), 100))
            .await,
    );
    check("b2b_express", "401.003.01");
    refuse("name_check");
    let whose = NameCheck {
        request_id: OriginatorId::parse("7f3c2f8e-0001").unwrap(),
        short_code: stage.payout_code(),
        phone: anyone(),
    };
    client.name_check(&whose).await.unwrap();
    check("name_check", "401.001");
    others(&stage).await;
}

/// The same for customers' APIs.
async fn others(stage: &Stage) {
    let client = &stage.client;
    let refuse = |api: &str| stage.control.fault(Fault::next(Act::RefuseToken).on(api));
    let check = |api: &str, code: &str| {
        let sent = stage.requests(api);
        assert_eq!((sent.len(), &*sent[0].error_code), (2, code), "{api}");
    };
    refuse("pull_register");
    let register = PullRegistration {
        short_code: stage.paybill(),
        nominated: anyone(),
        callback_url: stage.address(Kind::C2bConfirmation, 1),
    };
    client.pull_register(&register).await.unwrap();
    check("pull_register", "401.001");
    refuse("pull");
    let to = stage.client_time() + TimeDelta::hours(3);
    let window = PullWindow::new(to - TimeDelta::hours(1), to).unwrap();
    let query = PullQuery {
        short_code: stage.paybill(),
        window,
        offset: 0,
    };
    client.pull(&query).await.unwrap();
    check("pull", "401.001");
    refuse("c2b");
    client
        .c2b_simulate(&stage.simulation(anyone(), 10))
        .await
        .unwrap();
    check("c2b", "400.003.01");
    refuse("qr");
    let request = QrRequest {
        merchant: TradeName::parse("Mfano Stores").unwrap(),
        reference: BillReference::parse("INV-1").unwrap(),
        amount: crate::orders::shillings(10),
        payee: QrPayee::PayBill(stage.paybill()),
        size: NonZeroU16::new(300).unwrap(),
    };
    client.qr(&request).await.unwrap();
    check("qr", "401.003.01");
}

#[tokio::test]
async fn a_fresh_token_refused_is_proof_and_nothing_is_sent_a_third_time() {
    let stage = Stage::open(504).await;
    stage
        .control
        .fault(Fault::next(Act::RefuseToken).on("b2c").times(9));
    let payment = stage.payment("PAYRUN-R-1", anyone(), 100);
    let refused = stage.client.b2c(&stage.initiator, &payment).await;
    let Submission::Refused(refusal) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(refusal.proof, Proof::TokenRefused);
    assert_eq!(stage.requests("b2c").len(), 2);
    assert_eq!(stage.requests("oauth").len(), 2);
    stage.control.clear();
    is_taken(stage.client.b2c(&stage.initiator, &payment).await);
    stage.advance(60).await;
    assert_eq!(stage.received(&anyone().digits()), (1, 10_000));
}

#[tokio::test]
async fn another_process_that_asks_ends_the_token_and_it_costs_a_refresh() {
    let stage = Stage::open(505).await;
    let facts = stage.client.check_token().await.unwrap();
    assert_eq!(
        facts.expires_in.unwrap().as_secs(),
        3_599,
        "read from a string"
    );
    // The same app under another spelling of the host: a token of its own, as in another process.
    let base = stage.sim.base_url().replace("127.0.0.1", "localhost");
    let setup = stage.sim.setup();
    let app = AppCredentials::new(
        &secret(&setup.consumer_key),
        &secret(&setup.consumer_secret),
    );
    let base = BaseUrl::parse(&base, Use::Rehearsal).unwrap();
    let other = Client::new(Settings::new(base, app.unwrap()).timeouts(patient())).unwrap();
    other.check_token().await.unwrap();
    let payment = stage.payment("PAYRUN-P-1", anyone(), 100);
    is_taken(stage.client.b2c(&stage.initiator, &payment).await);
    assert_eq!(stage.requests("oauth").len(), 3);
    assert_eq!(stage.requests("b2c").len(), 2);
    stage.advance(60).await;
    assert_eq!(stage.received(&anyone().digits()), (1, 10_000));
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let stage = Stage::open(506).await;
    let raw = |status: u16, body: &str| Reply::Raw {
        status,
        body: body.to_owned(),
        content_type: "application/json".to_owned(),
    };
    for (reply, trouble) in [
        (Reply::Html403, TokenTrouble::EdgeRefused),
        (Reply::SpikeArrest, TokenTrouble::Throttled),
        (
            Reply::TooManyRequests { retry_after_s: 7 },
            TokenTrouble::Throttled,
        ),
        (Reply::Quota, TokenTrouble::Throttled),
        (Reply::ServerError { status: 503 }, TokenTrouble::NoAnswer),
        (Reply::InternalError, TokenTrouble::NoAnswer),
        (
            raw(200, r#"{"access_token":"","expires_in":"3599"}"#),
            TokenTrouble::NoAnswer,
        ),
        (raw(401, ""), TokenTrouble::Credentials),
    ] {
        stage
            .control
            .fault(Fault::next(Act::Refuse(reply.clone())).on("oauth"));
        let query = stage.balance(stage.payout_code());
        match stage.client.balance(&stage.initiator, &query).await {
            Submission::Refused(refusal) => {
                assert_eq!(refusal.proof, Proof::NoToken(trouble), "{reply:?}");
            }
            other => panic!("{reply:?}: {other:?}"),
        }
    }
    let app = AppCredentials::new(&secret("not-the-key"), &secret("not-the-secret")).unwrap();
    let base = BaseUrl::parse(&stage.sim.base_url(), Use::Rehearsal).unwrap();
    let stranger = Client::new(Settings::new(base, app).timeouts(patient())).unwrap();
    match stranger.check_token().await {
        Err(CallError::Refused(refusal)) => {
            assert_eq!(refusal.proof, Proof::NoToken(TokenTrouble::Credentials));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(stage.requests("balance").len(), 0);
}

/// Law 11 rests on it: every answer says what the simulator's clock shows, also one that refuses.
#[tokio::test]
async fn the_simulators_clock_is_told_of_every_answer() {
    let stage = Stage::open(504).await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&heard);
    let setup = stage.sim.setup();
    let app = AppCredentials::new(
        &secret(&setup.consumer_key),
        &secret(&setup.consumer_secret),
    );
    let base = BaseUrl::parse(&stage.sim.base_url(), Use::Rehearsal).unwrap();
    let settings = Settings::new(base, app.unwrap())
        .timeouts(patient())
        .on_date(move |date| noted.lock().unwrap().push(date));
    let client = Client::new(settings).unwrap();
    let mut expected = Vec::new();
    for refuse in [false, true, false] {
        if refuse {
            let act = Act::Refuse(Reply::ServerError { status: 503 });
            stage.control.fault(Fault::next(act).on("oauth"));
        }
        expected.push(stage.client_time().and_utc());
        assert_eq!(client.check_token().await.is_err(), refuse);
        stage.advance(130).await;
    }
    assert_eq!(*heard.lock().unwrap(), expected);
}
