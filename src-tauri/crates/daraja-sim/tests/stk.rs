//! M-Pesa Express over plain HTTP: prompt, callback, query, and every code of the table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use daraja_sim::{Fault, Options, Scenario};
use serde_json::{Value, json};
use support::{Answer, Stage, as_text};

const PUSH: &str = "/mpesa/stkpush/v1/processrequest";
const QUERY: &str = "/mpesa/stkpushquery/v1/query";
const STAMP: &str = "20260310150000";
const PAYER: &str = "254712000111";

fn password(stage: &Stage, short_code: &str, stamp: &str) -> String {
    STANDARD.encode(format!("{short_code}{}{stamp}", stage.sim.setup().passkey))
}

fn push(stage: &Stage, shillings: u32, payer: &str) -> Value {
    json!({
        "BusinessShortCode": 600111,
        "Password": password(stage, "600111", STAMP),
        "Timestamp": STAMP,
        "TransactionType": "CustomerPayBillOnline",
        "Amount": shillings,
        "PartyA": payer,
        "PartyB": "600111",
        "PhoneNumber": payer,
        "CallBackURL": stage.url("/stk"),
        "AccountReference": "INV-0091",
        "TransactionDesc": "Rent",
    })
}

async fn prompt(stage: &Stage, shillings: u32, payer: &str) -> String {
    let answer = stage
        .post(PUSH, &push(stage, shillings, payer))
        .await
        .unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    as_text(&answer.json()["CheckoutRequestID"])
}

async fn ask(stage: &Stage, checkout_id: &str) -> Answer {
    let body = json!({
        "BusinessShortCode": "600111",
        "Password": password(stage, "600111", STAMP),
        "Timestamp": STAMP,
        "CheckoutRequestID": checkout_id,
    });
    stage.post(QUERY, &body).await.unwrap()
}

/// Code and text of the answer, `ResultCode` or `errorCode`.
async fn told(stage: &Stage, checkout_id: &str) -> (String, String) {
    let json = ask(stage, checkout_id).await.json();
    if json["errorCode"].is_null() {
        (as_text(&json["ResultCode"]), as_text(&json["ResultDesc"]))
    } else {
        (as_text(&json["errorCode"]), as_text(&json["errorMessage"]))
    }
}

fn code(text: &str) -> (String, String) {
    ("500.001.1001".to_owned(), text.to_owned())
}

/// `ResultCode` of each callback, as text.
fn codes(stage: &Stage) -> Vec<String> {
    let of = |one: support::Posted| as_text(&one.json()["Body"]["stkCallback"]["ResultCode"]);
    stage.posted_to("/stk").into_iter().map(of).collect()
}

fn tidy() -> Options {
    Options {
        scenario: Some(Scenario {
            tidy: true,
            ..Scenario::default()
        }),
        ..Options::for_tests(7)
    }
}

#[tokio::test]
async fn a_prompt_is_acknowledged_then_paid_then_told() {
    let stage = Stage::with(tidy()).await;
    let answer = stage.post(PUSH, &push(&stage, 150, PAYER)).await.unwrap();
    let ack = answer.json();
    assert_eq!(ack["ResponseCode"], "0");
    assert_eq!(
        ack["CustomerMessage"],
        "Success. Request accepted for processing"
    );
    let checkout_id = as_text(&ack["CheckoutRequestID"]);
    assert!(
        checkout_id.starts_with("ws_CO_10032026150000"),
        "{checkout_id}"
    );
    assert!(checkout_id.ends_with("712000111"));
    assert_eq!(
        told(&stage, &checkout_id).await,
        code("The transaction does not Exist")
    );
    stage.control.advance(8_000).await;

    let paid = stage.control.transactions()[0].clone();
    let posted = stage.posted_to("/stk");
    assert_eq!(posted.len(), 1);
    let said = posted[0].json()["Body"]["stkCallback"].clone();
    assert_eq!(said["MerchantRequestID"], ack["MerchantRequestID"]);
    assert_eq!(said["CheckoutRequestID"], ack["CheckoutRequestID"]);
    assert_eq!(said["ResultCode"], 0);
    let items = &said["CallbackMetadata"]["Item"];
    assert_eq!(items[0], json!({"Name": "Amount", "Value": 150}));
    assert_eq!(
        items[1],
        json!({"Name": "MpesaReceiptNumber", "Value": paid.receipt})
    );
    assert_eq!(items[2], json!({"Name": "Balance"}));
    assert_eq!(
        items[4],
        json!({"Name": "PhoneNumber", "Value": 254_712_000_111_u64})
    );

    let over = ask(&stage, &checkout_id).await.json();
    assert_eq!(
        (&over["ResponseCode"], &over["ResultCode"]),
        (&json!("0"), &json!("0"))
    );
    assert!(
        !over.to_string().contains(&paid.receipt),
        "a query names no receipt"
    );
    let ledger = stage.control.ledger();
    assert_eq!(ledger.cents("600111/utility"), 500_000_000 + 15_000);
    stage.check();
}

#[tokio::test]
async fn a_till_is_paid_into_its_merchant_account() {
    let stage = Stage::new(8).await;
    let mut body = push(&stage, 150, PAYER);
    body["TransactionType"] = json!("CustomerBuyGoodsOnline");
    body["PartyB"] = json!("600333");
    assert_eq!(stage.post(PUSH, &body).await.unwrap().status, 200);
    stage.control.advance(8_000).await;
    assert_eq!(stage.control.ledger().cents("600333/merchant"), 15_000);
    assert_eq!(codes(&stage), ["0"]);
    stage.check();
}

#[tokio::test]
async fn the_merchant_is_looked_at_first() {
    let stage = Stage::with(tidy()).await;
    for (field, value, said) in [
        (
            "Password",
            json!("bm90IHRoaXM="),
            (500, "500.001.1001", "Wrong credentials"),
        ),
        (
            "Timestamp",
            json!("20260310150001"),
            (500, "500.001.1001", "Wrong credentials"),
        ),
        (
            "BusinessShortCode",
            json!("600999"),
            (500, "500.001.1001", "Merchant does not exist"),
        ),
        (
            "Timestamp",
            json!("20261310150000"),
            (400, "400.002.02", "Bad Request - Invalid Timestamp"),
        ),
        (
            "Timestamp",
            json!("2026-03-10"),
            (400, "400.002.02", "Bad Request - Invalid Timestamp"),
        ),
        (
            "AccountReference",
            json!("longer than 12"),
            (400, "400.002.02", "Bad Request - Invalid AccountReference"),
        ),
        (
            "TransactionDesc",
            json!("longer than 13"),
            (400, "400.002.02", "Bad Request - Invalid TransactionDesc"),
        ),
        (
            "Amount",
            json!("1.50"),
            (400, "400.002.02", "Bad Request - Invalid Amount"),
        ),
        (
            "PhoneNumber",
            json!("0712000111"),
            (400, "400.002.02", "Bad Request - Invalid PhoneNumber"),
        ),
    ] {
        let mut body = push(&stage, 150, PAYER);
        body[field] = value.clone();
        let error = stage.post(PUSH, &body).await.unwrap().error();
        let said = (said.0, said.1.to_owned(), said.2.to_owned());
        assert_eq!(error, said, "{field} {value}");
    }
    assert!(stage.control.transactions().is_empty());
    let fault: Fault = serde_json::from_value(json!({"act": "refuse_token"})).unwrap();
    stage.control.fault(fault);
    let refused = stage
        .post(PUSH, &push(&stage, 150, PAYER))
        .await
        .unwrap()
        .error();
    assert_eq!((refused.0, &*refused.1), (404, "404.001.03"));
}

#[tokio::test]
async fn a_phone_shows_one_prompt_at_a_time() {
    let stage = Stage::new(9).await;
    prompt(&stage, 150, PAYER).await;
    let second = stage
        .post(PUSH, &push(&stage, 200, PAYER))
        .await
        .unwrap()
        .error();
    assert_eq!((second.0, &*second.1), (500, "500.001.1001"));
    assert!(
        second.2.starts_with("Unable to lock subscriber"),
        "{}",
        second.2
    );
    prompt(&stage, 200, "254712000112").await;
    stage.control.advance(8_000).await;
    prompt(&stage, 200, PAYER).await;
    stage.control.advance(8_000).await;
    assert_eq!(codes(&stage), ["0"; 3]);
    stage.check();
}

#[tokio::test]
async fn the_same_amount_from_the_same_payer_waits_two_minutes() {
    let stage = Stage::new(10).await;
    for (wait, said) in [(0, "0"), (100_000, "17"), (121_000, "0")] {
        stage.control.advance(wait).await;
        prompt(&stage, 150, PAYER).await;
        stage.control.advance(8_000).await;
        assert_eq!(codes(&stage).last().unwrap(), said, "after {wait} ms");
    }
    stage.check();
}

#[tokio::test]
async fn every_magic_code_is_told_by_callback_and_query_and_moves_nothing() {
    let stage = Stage::new(11).await;
    let readme = include_str!("../README.md");
    let rows = readme.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim);
        let nn: u8 = cells.nth(1)?.parse().ok()?;
        let code = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        Some((nn, code, cells.next()?)).filter(|(nn, ..)| (50..=70).contains(nn))
    });
    let mut seen = 0;
    for (nn, code, text) in rows {
        let payer = format!("2547120990{nn}");
        let checkout_id = prompt(&stage, 150, &payer).await;
        stage.control.advance(8_000).await;
        let posted = stage.posted_to("/stk");
        let said = &posted.last().unwrap().json()["Body"]["stkCallback"];
        assert_eq!(
            (
                &*as_text(&said["ResultCode"]),
                &*as_text(&said["ResultDesc"])
            ),
            (code, text)
        );
        assert!(said["CallbackMetadata"].is_null());
        assert_eq!(
            told(&stage, &checkout_id).await,
            (code.to_owned(), text.to_owned())
        );
        seen += 1;
    }
    assert_eq!(seen, 21);
    assert_eq!(stage.control.ledger().cents("600111/utility"), 500_000_000);
    stage.check();
}

#[tokio::test]
async fn the_world_itself_says_no_where_it_must() {
    let stage = Stage::new(12).await;
    for (change, said) in [
        (json!({"Amount": 60_001}), "1"),
        (json!({"Amount": 250_001}), "3"),
        (json!({"PartyB": "600333"}), "2028"),
        (json!({"TransactionType": "CustomerBuyGoodsOnline"}), "2028"),
        (json!({"PartyB": "600999"}), "SFC_IC0003"),
    ] {
        let mut body = push(&stage, 150, PAYER);
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        assert_eq!(stage.post(PUSH, &body).await.unwrap().status, 200);
        stage.control.advance(8_000).await;
        assert_eq!(codes(&stage).last().unwrap(), said, "{change}");
    }
    stage.check();
}

#[tokio::test]
async fn a_prompt_that_hangs_is_4999_for_minutes_and_then_1032() {
    let stage = Stage::with(tidy()).await;
    let checkout_id = prompt(&stage, 150, "254712099071").await;
    stage.control.advance(29_999).await;
    assert_eq!(
        told(&stage, &checkout_id).await,
        code("The transaction does not Exist")
    );
    stage.control.advance(1).await;
    let pending = (
        "4999".to_owned(),
        "The transaction is still under processing".to_owned(),
    );
    for _ in 0..5 {
        assert_eq!(told(&stage, &checkout_id).await, pending);
        stage.control.advance(50_000).await;
    }
    assert!(codes(&stage).is_empty());
    stage.control.advance(50_000).await;
    assert_eq!(codes(&stage), ["1032"]);
    assert_eq!(told(&stage, &checkout_id).await.0, "1032");
    stage.check();
}

#[tokio::test]
async fn an_open_prompt_is_answered_in_every_known_way() {
    let stage = Stage::new(13).await;
    let mut heard = std::collections::BTreeSet::new();
    for payer in 0..20 {
        let checkout_id = prompt(&stage, 150, &format!("2547120{payer:02}071")).await;
        heard.insert(told(&stage, &checkout_id).await);
    }
    let checkout_id = prompt(&stage, 150, "254712099071").await;
    stage.control.advance(31_000).await;
    for _ in 0..60 {
        heard.insert(told(&stage, &checkout_id).await);
    }
    assert_eq!(
        heard.into_iter().collect::<Vec<_>>(),
        [
            (
                "4999".to_owned(),
                "The transaction is still under processing".to_owned()
            ),
            code(""),
            code("The transaction does not Exist"),
            code("The transaction is being processed"),
        ]
    );
    assert_eq!(
        told(&stage, "ws_CO_unknown").await,
        code("The transaction does not Exist")
    );
}

#[tokio::test]
async fn magic_numbers_choose_the_other_two_answers() {
    let stage = Stage::with(tidy()).await;
    let busy = prompt(&stage, 150, "254712099072").await;
    let empty = prompt(&stage, 150, "254712099073").await;
    assert_eq!(
        told(&stage, &busy).await,
        code("The transaction is being processed")
    );
    assert_eq!(told(&stage, &empty).await, code(""));
    assert_eq!(
        told(&stage, &empty).await,
        code("The transaction does not Exist")
    );
    stage.control.advance(8_000).await;
    assert_eq!(told(&stage, &busy).await.0, "0");
    assert_eq!(told(&stage, &empty).await, code(""));
    assert_eq!(told(&stage, &empty).await.0, "0");
    assert_eq!(codes(&stage), ["0", "0"]);
    stage.check();
}

#[tokio::test]
async fn a_phone_that_could_not_be_reached_may_pay_after_all() {
    let stage = Stage::new(14).await;
    let checkout_id = prompt(&stage, 150, "254712099074").await;
    stage.control.advance(8_000).await;
    assert_eq!(codes(&stage), ["1037"]);
    assert_eq!(told(&stage, &checkout_id).await.0, "1037");
    assert_eq!(stage.control.ledger().cents("600111/utility"), 500_000_000);
    stage.control.advance(90_000).await;
    assert_eq!(codes(&stage), ["1037", "0"]);
    assert_eq!(told(&stage, &checkout_id).await.0, "0");
    assert_eq!(stage.control.ledger().cents("600111/utility"), 500_015_000);
    stage.check();
}

#[tokio::test]
async fn callbacks_are_lost_repeated_late_or_early_as_for_payouts() {
    for (nn, at_8s, later) in [
        ("09", 0, 0),
        ("10", 2, 2),
        ("11", 1, 1),
        ("12", 0, 1),
        ("13", 1, 1),
        ("14", 0, 0),
        ("15", 1, 1),
        ("32", 0, 0),
    ] {
        let stage = Stage::new(15).await;
        let body = push(&stage, 150, &format!("2547120990{nn}"));
        let answer = stage.post(PUSH, &body).await;
        if nn == "11" {
            assert_eq!(codes(&stage).len(), 1, "before the acknowledgement");
        }
        assert_eq!(answer.is_err(), nn == "13" || nn == "14", "{nn}");
        stage.control.advance(10_000).await;
        assert_eq!(codes(&stage).len(), at_8s, "{nn}");
        stage.control.advance(600_000).await;
        assert_eq!(codes(&stage).len(), later, "{nn}");
        let moved = stage.control.ledger().cents("600111/utility") - 500_000_000;
        assert_eq!(
            moved,
            if nn == "14" || nn == "32" { 0 } else { 15_000 },
            "{nn}"
        );
        stage.check();
    }
}

#[tokio::test]
async fn a_prompt_nobody_answers_expires() {
    let stage = Stage::with(tidy()).await;
    let checkout_id = prompt(&stage, 150, "254712099032").await;
    stage.control.advance(599_000).await;
    assert_eq!(told(&stage, &checkout_id).await.0, "4999");
    stage.control.advance(1_000).await;
    assert_eq!(told(&stage, &checkout_id).await.0, "1019");
    stage.check();
}
