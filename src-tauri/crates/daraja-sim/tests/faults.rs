//! Tokens, throttles and faults over plain HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use std::time::Duration;

use daraja_sim::{Act, Fault, Hand, Options, Reply, Scenario};
use support::{Answer, Stage};

async fn pay(stage: &Stage, id: &str) -> Result<Answer, String> {
    stage.pay(id, 150, "254712000111").await
}

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.error().1)
}

#[tokio::test]
async fn a_new_token_ends_the_one_before_and_an_hour_ends_each() {
    let mut stage = Stage::new(1).await;
    let answer = stage.ask_token().await.unwrap();
    assert_eq!(
        answer.json()["expires_in"],
        "3599",
        "text, as the live gateway sends it"
    );
    let old = pay(&stage, "A").await.unwrap();
    assert_eq!(code(&old), (401, "401.002.01".to_owned()));
    assert!(
        old.error().2.ends_with(&stage.token),
        "the refusal repeats the token"
    );
    stage.token = stage.fresh_token().await;
    assert_eq!(pay(&stage, "A").await.unwrap().status, 200);
    stage.control.advance(3_600_000).await;
    assert_eq!(pay(&stage, "B").await.unwrap().status, 401);
    stage.token = stage.fresh_token().await;
    stage
        .control
        .fault(Fault::next(Act::ExpireTokens).on("b2c"));
    assert_eq!(pay(&stage, "C").await.unwrap().status, 401);
    assert_eq!(
        pay(&stage, "C").await.unwrap().status,
        401,
        "it stays invalid"
    );
}

#[tokio::test]
async fn the_token_is_given_to_the_right_key_only() {
    let stage = Stage::new(2).await;
    let ask = async |query: &str, key: &str| {
        let path = format!("/oauth/v1/generate?{query}");
        let header = format!("Basic {key}");
        let headers = [("authorization", header.as_str())];
        code(&stage.send("GET", &path, &headers, "").await.unwrap())
    };
    let grant = "grant_type=client_credentials";
    assert_eq!(
        ask(grant, "d3Jvbmc6a2V5").await,
        (400, "400.008.01".to_owned())
    );
    assert_eq!(
        ask("grant_type=password", "d3Jvbmc6a2V5").await,
        (400, "400.008.02".to_owned())
    );
}

#[tokio::test]
async fn each_family_refuses_a_bad_token_in_its_own_way() {
    let stage = Stage::new(3).await;
    for (path, expected) in [
        ("/mpesa/b2c/v3/paymentrequest", (401, "401.002.01")),
        ("/mpesa/b2pochi/v1/paymentrequest", (401, "401.002.01")),
        ("/mpesa/b2b/v1/paymentrequest", (401, "401.002.01")),
        ("/mpesa/b2b/v1/remittax", (401, "401.002.01")),
        ("/mpesa/accountbalance/v1/query", (401, "401.002.01")),
        ("/mpesa/transactionstatus/v1/query", (400, "400.003.01")),
        ("/mpesa/reversal/v1/request", (404, "404.001.03")),
    ] {
        let headers = [
            ("authorization", "Bearer no"),
            ("content-type", "application/json"),
        ];
        let answer = stage.send("POST", path, &headers, "{}").await.unwrap();
        assert_eq!(code(&answer), (expected.0, expected.1.to_owned()), "{path}");
    }
}

#[tokio::test]
async fn without_a_user_agent_the_firewall_answers() {
    let stage = Stage::new(4).await;
    let base = stage.sim.base_url();
    let answer = support::send(&base, "POST", "/mpesa/b2c/v3/paymentrequest", &[], "").await;
    let answer = answer.unwrap();
    assert_eq!(answer.status, 403);
    assert_eq!(answer.headers["content-type"], "text/html");
}

#[tokio::test]
async fn the_gateway_turns_away_what_it_does_not_carry_out() {
    let stage = Stage::new(5).await;
    for (at, (reply, expected)) in [
        (Reply::SpikeArrest, (500, "500.003.02")),
        (Reply::Quota, (500, "500.003.03")),
        (
            Reply::TooManyRequests { retry_after_s: 7 },
            (429, "429.001"),
        ),
        (Reply::Html403, (403, "")),
        (Reply::NotEntitled, (403, "403.002.1001")),
    ]
    .into_iter()
    .enumerate()
    {
        stage
            .control
            .fault(Fault::next(Act::Refuse(reply)).on("b2c"));
        let id = format!("RUN-{at}");
        let answer = pay(&stage, &id).await.unwrap();
        assert_eq!(code(&answer), (expected.0, expected.1.to_owned()));
        if expected.0 == 429 {
            assert_eq!(answer.headers["retry-after"], "7");
        }
        assert_eq!(
            pay(&stage, &id).await.unwrap().status,
            200,
            "the id wasn't burned"
        );
    }
    stage.control.fault(Fault::next(Act::RefuseToken).on("b2c"));
    assert_eq!(pay(&stage, "LAST").await.unwrap().status, 401);
    assert_eq!(pay(&stage, "LAST").await.unwrap().status, 200);
    stage.control.advance(60_000).await;
    assert_eq!(stage.posted().len(), 6);
    stage.check();
}

#[tokio::test]
async fn an_answer_is_replaced_with_and_without_execution() {
    let stage = Stage::new(6).await;
    let raw = Reply::Raw {
        status: 207,
        body: "hm".to_owned(),
        content_type: "text/x".to_owned(),
    };
    let replies = [
        (Reply::InternalError, 500),
        (Reply::SystemBusy, 500),
        (Reply::Maintenance, 500),
        (Reply::Unreachable, 500),
        (Reply::EmptyMessage, 500),
        (Reply::Duplicate, 500),
        (Reply::DuplicateUnder200, 200),
        (Reply::ServerError { status: 502 }, 502),
        (Reply::Html200, 200),
        (Reply::Truncated, 200),
        (Reply::NoConversationId, 200),
        (Reply::NotZero, 200),
        (Reply::GatewayFault, 500),
        (Reply::SoapFault, 500),
        (Reply::ErrorUnder200, 200),
        (raw, 207),
    ];
    let mut executed_in_all = 0;
    for (at, (reply, status)) in replies.into_iter().enumerate() {
        for executed in [true, false] {
            let act = Act::Answer {
                executed,
                reply: reply.clone(),
            };
            stage.control.fault(Fault::next(act).on("b2c"));
            let answer = pay(&stage, &format!("RUN-{at}-{executed}")).await.unwrap();
            assert_eq!(answer.status, status, "{reply:?}");
            executed_in_all += usize::from(executed);
            assert_eq!(
                stage.control.transactions().len(),
                executed_in_all,
                "{reply:?}"
            );
        }
    }
    stage.control.advance(60_000).await;
    assert_eq!(stage.posted().len(), executed_in_all);
    stage.check();
}

#[tokio::test]
async fn a_connection_ends_in_every_way_with_and_without_execution() {
    let stage = Stage::new(7).await;
    let mut executed_in_all = 0;
    for executed in [true, false] {
        for hand in [Hand::Reset, Hand::Close, Hand::Hang] {
            let act = Act::End { executed, hand };
            stage.control.fault(Fault::next(act).on("b2c"));
            let asking = pay_soon(&stage, &format!("{hand:?}-{executed}")).await;
            match (hand, asking) {
                (Hand::Hang, None) => {}
                (Hand::Reset, Some(Err(why))) => assert!(why.contains("reset"), "{why}"),
                (Hand::Close, Some(Err(why))) => assert!(!why.contains("reset"), "{why}"),
                other => panic!("{other:?}"),
            }
            executed_in_all += usize::from(executed);
            assert_eq!(stage.control.transactions().len(), executed_in_all);
        }
    }
    stage.check();
}

/// Pays, but waits no longer than a moment.
async fn pay_soon(stage: &Stage, id: &str) -> Option<Result<Answer, String>> {
    tokio::time::timeout(Duration::from_millis(200), pay(stage, id))
        .await
        .ok()
}

#[tokio::test]
async fn a_connection_is_refused_before_a_byte_is_read() {
    let stage = Stage::new(8).await;
    for act in [Act::ResetOnAccept, Act::CloseOnAccept] {
        stage.control.fault(Fault::next(act));
        assert!(pay(&stage, "RUN").await.is_err());
        assert_eq!(stage.control.transactions().len(), 0);
    }
    let ended: Vec<String> = stage
        .control
        .requests()
        .requests
        .iter()
        .filter(|one| one.line.is_empty())
        .map(|one| one.ended.clone())
        .collect();
    assert_eq!(ended, ["reset on accept", "close on accept"]);
    assert_eq!(pay(&stage, "RUN").await.unwrap().status, 200);
}

#[tokio::test]
async fn a_slow_body_arrives_whole() {
    let stage = Stage::new(9).await;
    let act = Act::End {
        executed: true,
        hand: Hand::Slow { every_ms: 1 },
    };
    stage.control.fault(Fault::next(act).on("b2c"));
    let answer = pay(&stage, "RUN").await.unwrap();
    assert_eq!(answer.json()["OriginatorConversationID"], "RUN");
}

#[tokio::test]
async fn too_many_calls_in_a_second_meet_spike_arrest() {
    let mut options = Options::for_tests(10);
    options.scenario = Some(Scenario {
        per_second: Some(2),
        ..Scenario::default()
    });
    let stage = Stage::with(options).await;
    let mut statuses = Vec::new();
    for id in ["A", "B", "C"] {
        statuses.push(pay(&stage, id).await.unwrap().status);
    }
    assert_eq!(statuses, [200, 200, 500]);
    stage.control.advance(1_000).await;
    assert_eq!(pay(&stage, "C").await.unwrap().status, 200);
}

#[tokio::test]
async fn what_the_app_may_not_do_is_said_as_the_product_says_it() {
    let mut options = Options::for_tests(11);
    let names = ["b2c", "pochi"].map(str::to_owned).to_vec();
    options.scenario = Some(Scenario {
        not_entitled: names,
        ..Scenario::default()
    });
    let stage = Stage::with(options).await;
    assert_eq!(
        code(&pay(&stage, "A").await.unwrap()),
        (403, "403.002.1001".to_owned())
    );
    let mut body = stage.b2c("B", 150, "254712000111");
    body["CommandID"] = "BusinessPayToPochi".into();
    let answer = stage
        .post("/mpesa/b2pochi/v1/paymentrequest", &body)
        .await
        .unwrap();
    assert_eq!(code(&answer), (401, "401.002.01".to_owned()));
}

#[tokio::test]
async fn too_much_is_not_read() {
    let stage = Stage::new(12).await;
    let long = "x".repeat(70_000);
    let answer = stage
        .send("POST", "/mpesa/b2c/v3/paymentrequest", &[], &long)
        .await;
    assert!(answer.is_err() || answer.unwrap().status == 413);
    let answer = stage.send("GET", "/", &[("x-long", &long)], "").await;
    assert!(answer.is_err() || answer.unwrap().status == 431);
}

#[tokio::test]
async fn a_connection_that_is_kept_open_may_be_gone_when_it_is_used_again() {
    let stage = Stage::new(13).await;
    let mut line = support::Line::to(&stage.sim.base_url()).await;
    for _ in 0..3 {
        assert_eq!(line.get("/x").await, Ok((404, false)), "it stays open");
    }
    let act = Act::End {
        executed: true,
        hand: Hand::AnswerThenClose,
    };
    stage.control.fault(Fault::next(act));
    assert_eq!(
        line.get("/x").await,
        Ok((404, false)),
        "and doesn't say that it ends"
    );
    assert!(line.get("/x").await.is_err());

    let mut line = support::Line::to(&stage.sim.base_url()).await;
    stage.control.fault(Fault::next(Act::ResetOnReuse));
    assert_eq!(line.get("/x").await, Ok((404, false)));
    assert!(line.get("/x").await.is_err());
    let last = stage.control.requests().requests.pop().unwrap();
    assert_eq!(
        (last.ended.as_str(), last.on_connection),
        ("reset on reuse", 2)
    );
}

#[tokio::test]
async fn ids_may_be_forgotten_when_the_scenario_says_so() {
    let mut options = Options::for_tests(14);
    let memory = Some(60_000);
    options.scenario = Some(Scenario {
        originator_memory_ms: memory,
        ..Scenario::default()
    });
    let stage = Stage::with(options).await;
    let mut statuses = Vec::new();
    for wait in [0, 59_999, 1] {
        stage.control.advance(wait).await;
        statuses.push(pay(&stage, "RUN").await.unwrap().status);
    }
    assert_eq!(statuses, [200, 500, 200]);
}
