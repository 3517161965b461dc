//! Reversal over plain HTTP: customers' payments only, once, in whole or in part.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use daraja_sim::CustomerPayment;
use serde_json::{Value, json};
use support::Stage;

fn customer(short_code: &str, amount: i64) -> CustomerPayment {
    CustomerPayment {
        short_code: short_code.to_owned(),
        amount,
        msisdn: Some("254712000111".to_owned()),
        bill_ref: "INV-0091".to_owned(),
        fund: true,
    }
}

fn reversal(stage: &Stage, receipt: &str, shillings: i64) -> Value {
    json!({
        "Initiator": stage.sim.setup().initiator_name,
        "SecurityCredential": stage.credential(),
        "CommandID": "TransactionReversal",
        "TransactionID": receipt,
        "Amount": shillings,
        "ReceiverParty": stage.sim.setup().paybill,
        "RecieverIdentifierType": "11",
        "Remarks": "Paid twice",
        "QueueTimeOutURL": stage.url("/timeout"),
        "ResultURL": stage.url("/reversed"),
    })
}

async fn reverse(stage: &Stage, receipt: &str, shillings: i64) -> support::Posted {
    let path = "/mpesa/reversal/v1/request";
    let answer = stage
        .post(path, &reversal(stage, receipt, shillings))
        .await
        .unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    stage.control.advance(10_000).await;
    stage.check();
    stage.posted_to("/reversed").pop().unwrap()
}

#[tokio::test]
async fn a_customers_payment_is_reversed_once() {
    let stage = Stage::new(1).await;
    let paybill = stage.sim.setup().paybill.clone();
    stage
        .control
        .customer_pays(&customer(&paybill, 2_500))
        .unwrap();
    stage.control.advance(10_000).await;
    let paid = stage.control.transactions()[0].clone();
    assert_eq!(paid.status, "Completed");
    let utility = stage.control.ledger().cents("600111/utility");

    let done = reverse(&stage, &paid.receipt, 1_000).await;
    assert_eq!(done.code(), "0");
    assert_eq!(
        done.parameter("OriginalTransactionID").unwrap(),
        paid.receipt
    );
    assert_ne!(
        done.json()["Result"]["TransactionID"],
        paid.receipt.as_str()
    );
    assert_eq!(
        stage.control.ledger().cents("600111/utility"),
        utility - 100_000
    );
    assert_eq!(
        reverse(&stage, &paid.receipt, 1_000).await.code(),
        "R000001"
    );
    assert_eq!(
        stage.control.ledger().cents("600111/utility"),
        utility - 100_000
    );
}

#[tokio::test]
async fn nothing_else_is_reversed() {
    let stage = Stage::new(2).await;
    stage.pay("RUN-1", 150, "254712000111").await.unwrap();
    stage.control.advance(10_000).await;
    let paid_out = stage.control.transactions()[0].receipt.clone();
    assert_eq!(reverse(&stage, &paid_out, 150).await.code(), "R000002");
    assert_eq!(reverse(&stage, "UCA7K2M9QX", 150).await.code(), "R000002");
    let paybill = stage.sim.setup().paybill.clone();
    stage
        .control
        .customer_pays(&customer(&paybill, 100))
        .unwrap();
    stage.control.advance(10_000).await;
    let all = stage.control.transactions();
    let paid = all.iter().find(|one| one.api == "c2b").unwrap();
    assert_eq!(
        reverse(&stage, &paid.receipt, 101).await.code(),
        "R000002",
        "more than was paid"
    );
    assert_eq!(reverse(&stage, &paid.receipt, 100).await.code(), "0");
}

#[tokio::test]
async fn a_till_gives_back_from_its_merchant_account() {
    let stage = Stage::new(3).await;
    let till = stage.sim.setup().till.clone();
    stage
        .control
        .customer_pays(&CustomerPayment {
            bill_ref: String::new(),
            ..customer(&till, 300)
        })
        .unwrap();
    stage.control.advance(10_000).await;
    let paid = stage.control.transactions()[0].clone();
    let mut body = reversal(&stage, &paid.receipt, 300);
    body["ReceiverParty"] = till.into();
    stage
        .post("/mpesa/reversal/v1/request", &body)
        .await
        .unwrap();
    stage.control.advance(10_000).await;
    let done = stage.posted_to("/reversed").pop().unwrap();
    assert_eq!(done.code(), "0");
    let balance = done.parameter("DebitAccountBalance").unwrap();
    assert_eq!(balance, "Merchant Account|KES|0.00|0.00|0.00|0.00");
    stage.check();
}

#[tokio::test]
async fn the_receipt_is_asked_for_by_name() {
    let stage = Stage::new(4).await;
    let body = reversal(&stage, "short", 10);
    let said = stage
        .post("/mpesa/reversal/v1/request", &body)
        .await
        .unwrap()
        .error()
        .2;
    assert_eq!(said, "Bad Request - Invalid TransactionID");
}
