//! B2C over plain HTTP: acknowledgement, result, ledger, duplicates, operator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use serde_json::json;
use support::{Stage, as_text};

const PATH: &str = "/mpesa/b2c/v3/paymentrequest";

#[tokio::test]
async fn a_payment_is_acknowledged_then_paid_then_told() {
    let stage = Stage::new(1).await;
    let answer = stage.pay("RUN-1", 1_200, "254712000111").await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    let ack = answer.json();
    assert_eq!(ack["ResponseCode"], "0");
    assert_eq!(ack["OriginatorConversationID"], "RUN-1");
    assert!(as_text(&ack["ConversationID"]).starts_with("AG_20260310_"));
    assert_eq!(answer.headers["date"], "Tue, 10 Mar 2026 12:00:00 GMT");
    stage.control.advance(999).await;
    assert_eq!(stage.control.transactions()[0].status, "Initiated");
    stage.control.advance(7_001).await;

    let posted = stage.posted();
    assert_eq!(posted.len(), 1);
    let result = &posted[0];
    assert_eq!(
        (result.path.as_str(), result.code().as_str()),
        ("/result", "0")
    );
    let paid = stage.control.transactions()[0].clone();
    assert_eq!(paid.status, "Completed");
    assert_eq!(
        result.parameter("TransactionReceipt").unwrap(),
        paid.receipt
    );
    assert!(paid.receipt.starts_with("UCA"));
    assert_eq!(paid.fee_cents, 500);
    let ledger = stage.control.ledger();
    assert_eq!(ledger.cents("600222/utility"), 500_000_000 - 120_000);
    assert_eq!(ledger.cents("600222/charges"), -500);
    assert_eq!(ledger.cents("safaricom/fees"), 500);
    stage.check();
}

#[tokio::test]
async fn an_id_is_taken_once() {
    let stage = Stage::new(2).await;
    stage.pay("RUN-1", 100, "254712000111").await.unwrap();
    for _ in 0..2 {
        let again = stage.pay("RUN-1", 100, "254712000111").await.unwrap();
        let duplicate = "Duplicate OriginatorConversationID.".to_owned();
        assert_eq!(again.error(), (500, "500.002.1001".to_owned(), duplicate));
        stage.control.advance(600_000).await;
    }
    assert_eq!(stage.posted().len(), 1);
    assert_eq!(stage.control.transactions().len(), 1);
    stage.check();
}

#[tokio::test]
async fn the_first_wrong_field_is_named() {
    let stage = Stage::new(3).await;
    let good = stage.b2c("RUN-1", 100, "254712000111");
    for field in [
        "OriginatorConversationID",
        "InitiatorName",
        "SecurityCredential",
        "CommandID",
        "Amount",
        "PartyA",
        "PartyB",
        "Remarks",
        "QueueTimeOutURL",
        "ResultURL",
    ] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(field);
        let said = stage.post(PATH, &body).await.unwrap().error();
        let message = format!("Bad Request - Invalid {field}");
        assert_eq!(said, (400, "400.002.02".to_owned(), message));
    }
    let bearer = format!("Bearer {}", stage.token);
    let bare = [("authorization", bearer.as_str())];
    let said = stage
        .send("POST", PATH, &bare, &good.to_string())
        .await
        .unwrap();
    assert_eq!(
        said.error().2,
        "Bad Request - Invalid OriginatorConversationID"
    );
    let json = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let said = stage.send("POST", PATH, &json, "{").await.unwrap();
    assert_eq!(said.error().1, "400.002.05");
    assert!(stage.control.transactions().is_empty());
    let none = stage
        .post("/mpesa/b2c/v9/paymentrequest", &good)
        .await
        .unwrap();
    assert_eq!(none.error().1, "404.001.01");
    let got = stage.send("GET", PATH, &json, "").await.unwrap();
    assert_eq!(got.error().1, "405.001");
}

#[tokio::test]
async fn version_one_is_not_allowed() {
    let stage = Stage::new(4).await;
    let body = stage.b2c("RUN-1", 100, "254712000111");
    let said = stage
        .post("/mpesa/b2c/v1/paymentrequest", &body)
        .await
        .unwrap();
    assert_eq!(
        (said.status, said.error().1.as_str()),
        (403, "403.002.1001")
    );
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_operator_until_the_time_is_over() {
    let stage = Stage::new(5).await;
    let mut codes = Vec::new();
    for at in 0..7 {
        let mut body = stage.b2c(&format!("RUN-{at}"), 100, "254712000111");
        if at < 6 {
            body["SecurityCredential"] = json!(stage.wrong_credential());
        }
        let ack = stage.post(PATH, &body).await.unwrap();
        assert_eq!(
            ack.json()["ResponseCode"],
            "0",
            "the acknowledgement doesn't look"
        );
        stage.control.advance(8_000).await;
        codes.push(stage.posted().last().unwrap().code());
    }
    assert_eq!(
        codes,
        ["2001", "2001", "2001", "2001", "2001", "8006", "8006"]
    );
    stage.control.lock_operator(None);
    stage.pay("RUN-8", 100, "254712000111").await.unwrap();
    stage.control.advance(8_000).await;
    assert_eq!(stage.posted().last().unwrap().code(), "0");
    stage.control.lock_operator(Some(60_000));
    stage.control.advance(60_000).await;
    stage.pay("RUN-9", 100, "254712000111").await.unwrap();
    stage.control.advance(8_000).await;
    assert_eq!(stage.posted().last().unwrap().code(), "0");
    stage.check();
}

#[tokio::test]
async fn limits_and_balances_are_those_of_the_world() {
    let stage = Stage::new(6).await;
    for (id, shillings, code) in [("A", 9, "2"), ("B", 250_001, "3"), ("C", 250_000, "0")] {
        stage.pay(id, shillings, "254712000111").await.unwrap();
        stage.control.advance(8_000).await;
        assert_eq!(stage.posted().last().unwrap().code(), code, "{shillings}");
    }
    // The wallet's limit comes first for one who had something already.
    stage.pay("D", 250_000, "254712000111").await.unwrap();
    stage.control.advance(8_000).await;
    assert_eq!(stage.posted().last().unwrap().code(), "8");
    // Someone else, until the business has nothing left: 5 000 000 in all.
    for at in 0..19 {
        let msisdn = format!("2547120002{at:02}");
        stage
            .pay(&format!("E{at}"), 250_000, &msisdn)
            .await
            .unwrap();
    }
    stage.pay("F", 10, "254712000300").await.unwrap();
    stage.control.advance(8_000).await;
    let codes: Vec<String> = stage
        .posted()
        .iter()
        .skip(4)
        .map(support::Posted::code)
        .collect();
    assert!(codes.contains(&"1".to_owned()), "{codes:?}");
    let left = stage.control.ledger().cents("600222/utility");
    assert!((0..25_000_000).contains(&left), "{left}");
    stage.check();
}
