//! A restart remembers; time runs by itself; the control API over HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use std::time::{Duration, Instant};

use daraja_sim::{DeliveryState, Options, Scenario, Simulator, Time};
use serde_json::{Value, json};
use support::{Answer, Stage};

#[tokio::test]
async fn a_restart_remembers_ids_money_lock_and_what_is_due() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        state_file: Some(folder.path().join("world.json")),
        ..Options::for_tests(1)
    };
    let stage = Stage::with(options()).await;
    stage.pay("PAID", 150, "254712000111").await.unwrap();
    stage.control.advance(10_000).await;
    stage.pay("DUE", 150, "254712000112").await.unwrap();
    stage.control.lock_operator(Some(3_000));
    let certificate = stage.sim.setup().certificate_pem.clone();
    let before = stage.control.ledger();
    let heard = stage.callbacks.clone();
    stage.sim.stop().await;

    let mut again = Stage::with(options()).await;
    again.callbacks = heard;
    assert_eq!(again.sim.setup().certificate_pem, certificate);
    assert_eq!(again.control.ledger().balances, before.balances);
    let said = again
        .pay("PAID", 150, "254712000111")
        .await
        .unwrap()
        .error()
        .2;
    assert_eq!(said, "Duplicate OriginatorConversationID.");
    again.control.advance(10_000).await;
    let due = again.control.transactions();
    let due = due.iter().find(|one| one.originator_id == "DUE").unwrap();
    assert!(["0", "8006"].contains(&due.result_code.as_str()));
    let deliveries = again.control.deliveries();
    assert!(
        deliveries
            .iter()
            .all(|one| one.state == DeliveryState::Answered { status: 200 })
    );
    assert_eq!(deliveries.len(), 2);
    again.check();
}

#[tokio::test]
async fn every_line_of_the_state_file_is_a_world_and_a_broken_last_one_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.json");
    let options = || Options {
        state_file: Some(path.clone()),
        ..Options::for_tests(9)
    };
    let stage = Stage::with(options()).await;
    let mut ledgers = Vec::new();
    for at in 0..6 {
        stage
            .pay(&format!("RUN-{at}"), 150, "254712000111")
            .await
            .unwrap();
        stage.control.advance(10_000).await;
        let text = std::fs::read_to_string(&path).unwrap();
        ledgers.push((
            text,
            stage.control.ledger().balances,
            stage.control.transactions(),
        ));
    }
    stage.control.reset();
    stage.control.advance(1).await;
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        text.lines().count(),
        1,
        "a world that began anew is written whole"
    );
    ledgers.push((text, stage.control.ledger().balances, Vec::new()));
    stage.sim.stop().await;
    for (text, balances, transactions) in ledgers {
        std::fs::write(&path, format!("{text}{{\"head\":{{\"now")).unwrap();
        let again = Simulator::start(options()).unwrap();
        assert_eq!(again.control().ledger().balances, balances);
        assert_eq!(again.control().transactions(), transactions);
        assert_eq!(again.control().check(), Ok(()));
        again.stop().await;
    }
}

#[tokio::test]
async fn a_file_that_is_no_world_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.json");
    std::fs::write(&path, "{\"version\":9}").unwrap();
    let options = Options {
        state_file: Some(path.clone()),
        ..Options::for_tests(1)
    };
    let error = Simulator::start(options).err().unwrap();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "{\"version\":9}");
}

#[tokio::test]
async fn it_listens_on_this_machine_only() {
    for beyond in [false, true] {
        let options = Options {
            listen: "0.0.0.0:0".parse().unwrap(),
            beyond_loopback: beyond,
            ..Options::for_tests(1)
        };
        assert_eq!(Simulator::start(options).is_ok(), beyond);
    }
    let control = Options {
        control: "0.0.0.0:0".parse().unwrap(),
        beyond_loopback: true,
        ..Options::for_tests(1)
    };
    assert!(Simulator::start(control).is_err(), "the control API never");
}

#[tokio::test]
async fn a_running_clock_pays_and_tells_by_itself_and_can_be_pushed() {
    let options = Options {
        time: Time::Running,
        scenario: Some(Scenario {
            delay_ms: (1, 20),
            ..Scenario::default()
        }),
        ..Options::for_tests(2)
    };
    let stage = Stage::with(options).await;
    stage.pay("SOON", 150, "254712000111").await.unwrap();
    stage.pay("LATE", 150, "254712099012").await.unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    while stage.posted().is_empty() && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    assert_eq!(stage.posted().len(), 1);
    stage.control.advance(600_000).await;
    assert_eq!(stage.posted().len(), 2);
    stage.check();
}

#[tokio::test]
async fn posts_that_do_not_arrive_are_shown_with_their_reason() {
    let stage = Stage::new(3).await;
    for (id, url) in [
        ("HTTPS", "https://127.0.0.1:9/in"),
        ("AWAY", "http://192.0.2.1/in"),
        ("CLOSED", "http://127.0.0.1:1/in"),
    ] {
        let mut body = stage.b2c(id, 150, "254712000111");
        body["ResultURL"] = url.into();
        stage
            .post("/mpesa/b2c/v3/paymentrequest", &body)
            .await
            .unwrap();
        stage.control.advance(10_000).await;
    }
    stage.pay("LOST", 150, "254712099009").await.unwrap();
    stage.control.advance(10_000).await;
    let states: Vec<DeliveryState> = stage
        .control
        .deliveries()
        .into_iter()
        .map(|one| one.state)
        .collect();
    let not = |why: &str| DeliveryState::NotDelivered {
        why: why.to_owned(),
    };
    assert_eq!(states[0], not("this simulator posts to http only"));
    assert_eq!(
        states[1],
        not("this simulator posts to its own machine only")
    );
    assert!(matches!(states[2], DeliveryState::Failed { .. }));
    assert_eq!(states[3], DeliveryState::Lost);
}

async fn control(stage: &Stage, method: &str, path: &str, body: Value) -> Answer {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    support::send(&stage.sim.control_url(), method, path, &[], &body)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_control_api_does_over_http_what_it_does_inside() {
    let stage = Stage::new(4).await;
    let setup = control(&stage, "GET", "/setup", Value::Null).await.json();
    assert_eq!(
        setup["consumer_key"],
        stage.sim.setup().consumer_key.as_str()
    );
    let script = json!([{ "api": "b2c", "outcomes": ["duplicate_callback"] }]);
    assert_eq!(
        control(&stage, "POST", "/outcomes", script).await.status,
        200
    );
    let fault = json!({ "act": "refuse", "reply": "quota", "api": "b2c" });
    assert_eq!(control(&stage, "POST", "/faults", fault).await.status, 200);
    assert_eq!(
        stage.pay("A", 150, "254712000111").await.unwrap().error().1,
        "500.003.03"
    );
    assert_eq!(
        stage.pay("A", 150, "254712000111").await.unwrap().status,
        200
    );
    let clock = control(&stage, "POST", "/time/advance", json!({ "ms": 60_000 }))
        .await
        .json();
    assert_eq!(clock["now_ms"], 1_773_144_060_000_u64);
    assert_eq!(stage.posted().len(), 2);
    let ledger = control(&stage, "GET", "/ledger", Value::Null).await.json();
    assert_eq!(ledger["check"], "balanced");
    assert_eq!(ledger["balances"]["600222/utility"], 500_000_000 - 15_000);
    let requests = control(&stage, "GET", "/requests", Value::Null)
        .await
        .json();
    assert_eq!(requests["connections"], 3);
    let of_b2c = &requests["requests"][1];
    assert_eq!(
        (&of_b2c["api"], &of_b2c["error_code"]),
        (&json!("b2c"), &json!("500.003.03"))
    );
    let deliveries = control(&stage, "GET", "/deliveries", Value::Null)
        .await
        .json();
    assert_eq!(deliveries[0]["state"], "answered");
    let paid = control(&stage, "GET", "/transactions", Value::Null)
        .await
        .json();
    assert_eq!(paid[0]["status"], "Completed");
    assert_eq!(
        control(&stage, "POST", "/operator", json!({ "lock_ms": 5 }))
            .await
            .status,
        200
    );
    assert_eq!(
        control(&stage, "POST", "/clear", json!({})).await.status,
        200
    );
    assert_eq!(
        control(&stage, "POST", "/reset", json!({})).await.status,
        200
    );
    assert!(stage.control.transactions().is_empty());
    let wrong = control(&stage, "POST", "/faults", json!({ "act": "no_such" })).await;
    assert_eq!(
        (wrong.status, wrong.json()["ok"].clone()),
        (400, json!(false))
    );
    assert_eq!(
        control(&stage, "GET", "/nothing", Value::Null).await.status,
        404
    );
}
