//! Customers' payments over plain HTTP: registration, simulate, validation, confirmation.
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
use daraja_sim::{C2bSettings, CustomerPayment, NumberForm, Options, PaymentState, Scenario};
use serde_json::{Value, json};
use support::{Answer, Stage, as_text, send};
use tokio::net::TcpListener;

const REGISTER: &str = "/mpesa/c2b/v2/registerurl";
const PAYER: &str = "254712000111";

fn with(c2b: C2bSettings) -> Options {
    Options {
        scenario: Some(Scenario {
            tidy: true,
            c2b,
            ..Scenario::default()
        }),
        ..Options::for_tests(21)
    }
}

async fn register(stage: &Stage, path: &str, response_type: &str) -> Answer {
    let body = json!({
        "ShortCode": "600111",
        "ResponseType": response_type,
        "ConfirmationURL": stage.url("/confirm"),
        "ValidationURL": stage.url("/validate"),
    });
    stage.post(path, &body).await.unwrap()
}

fn payment(amount: i64) -> CustomerPayment {
    CustomerPayment {
        short_code: "600111".to_owned(),
        amount,
        msisdn: Some(PAYER.to_owned()),
        bill_ref: "INV-0091".to_owned(),
        fund: true,
    }
}

fn pay(stage: &Stage, amount: i64) -> PaymentState {
    stage.control.customer_pays(&payment(amount)).unwrap()
}

fn status(stage: &Stage, paid: &PaymentState) -> String {
    let all = stage.control.transactions();
    let one = all
        .iter()
        .find(|one| one.conversation_id == paid.conversation_id)
        .unwrap();
    format!("{} {}", one.status, one.result_code)
}

fn confirmed(stage: &Stage) -> Vec<Value> {
    stage
        .posted_to("/confirm")
        .iter()
        .map(support::Posted::json)
        .collect()
}

#[tokio::test]
async fn a_payment_is_confirmed_once_with_the_balance() {
    let stage = Stage::with(with(C2bSettings::default())).await;
    let said = register(&stage, REGISTER, "Completed").await.json();
    assert!(said["OriginatorCoversationID"].is_string(), "{said}");
    assert_eq!(
        (&said["ResponseCode"], &said["ResponseDescription"]),
        (&json!("00000000"), &json!("Success"))
    );
    let paid = pay(&stage, 2_500);
    assert_eq!(paid.status, "completed");
    stage.control.advance(8_000).await;
    assert!(
        stage.posted_to("/validate").is_empty(),
        "off until asked for"
    );
    let told = &confirmed(&stage)[0];
    assert_eq!(told["TransID"], paid.receipt);
    assert_eq!(told["TransTime"], "20260310150000");
    assert_eq!(told["TransAmount"], "2500.00");
    assert_eq!(told["OrgAccountBalance"], "5002500.00");
    assert_eq!(told["BillRefNumber"], "INV-0091");
    assert!(as_text(&told["MSISDN"]).contains("***"));
    assert!(told.get("ResultCode").is_none());
    stage.control.advance(3_600_000).await;
    assert_eq!(confirmed(&stage).len(), 1);
    stage.check();
}

#[tokio::test]
async fn registration_says_what_is_wrong_and_is_free_in_the_sandbox_only() {
    let stage = Stage::new(22).await;
    let mut keys = std::collections::BTreeSet::new();
    let mut codes = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let said = register(&stage, REGISTER, "Completed").await.json();
        keys.insert(said.as_object().unwrap().keys().next().unwrap().clone());
        codes.insert(as_text(&said["ResponseCode"]));
    }
    assert_eq!(
        keys.into_iter().collect::<Vec<_>>(),
        ["OriginatorConversationID", "OriginatorCoversationID"]
    );
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["", "0", "00000000"]);
    for (field, value) in [
        ("ResponseType", "completed"),
        ("ShortCode", "600999"),
        ("ConfirmationURL", "https://mfano.co.ke/mpesa"),
        ("ValidationURL", "https://mfano.co.ke/sql"),
    ] {
        let mut body = json!({
            "ShortCode": "600111", "ResponseType": "Completed",
            "ConfirmationURL": stage.url("/c"), "ValidationURL": stage.url("/v"),
        });
        body[field] = json!(value);
        let error = stage.post(REGISTER, &body).await.unwrap().error();
        assert_eq!(
            error,
            (
                400,
                "400.002.02".to_owned(),
                format!("Bad Request - Invalid {field}")
            )
        );
    }
    stage.control.set_c2b(C2bSettings {
        production: true,
        ..C2bSettings::default()
    });
    let again = register(&stage, REGISTER, "Completed").await.error();
    assert_eq!(
        again,
        (
            500,
            "500.003.1001".to_owned(),
            "Urls are already registered.".to_owned()
        )
    );
    let simulate = json!({
        "ShortCode": "600111", "CommandID": "CustomerPayBillOnline", "Amount": 10,
        "Msisdn": PAYER, "BillRefNumber": "INV-1",
    });
    let none = stage
        .post("/mpesa/c2b/v2/simulate", &simulate)
        .await
        .unwrap()
        .error();
    assert_eq!((none.0, &*none.1), (404, "404.003.01"));
    let basic = [
        ("content-type", "application/json"),
        ("authorization", "Bearer old"),
    ];
    let refused = stage
        .send("POST", REGISTER, &basic, "{}")
        .await
        .unwrap()
        .error();
    assert_eq!((refused.0, &*refused.1), (400, "400.003.01"));
}

#[tokio::test]
async fn simulate_pays_from_nobodys_pocket() {
    let stage = Stage::with(with(C2bSettings::default())).await;
    register(&stage, REGISTER, "Completed").await;
    let body = json!({
        "ShortCode": "600111", "CommandID": "CustomerPayBillOnline", "Amount": "200000",
        "Msisdn": PAYER, "BillRefNumber": "INV-1",
    });
    let said = stage
        .post("/mpesa/c2b/v1/simulate", &body)
        .await
        .unwrap()
        .json();
    assert!(said["OriginatorCoversationID"].is_string());
    assert_eq!(said["ResponseCode"], "0");
    stage.control.advance(8_000).await;
    assert_eq!(confirmed(&stage)[0]["TransAmount"], "200000.00");
    for (field, value) in [
        ("BillRefNumber", ""),
        ("CommandID", "CustomerBuyGoodsOnline"),
        ("Amount", "250001"),
    ] {
        let mut wrong = body.clone();
        wrong[field] = json!(value);
        let error = stage
            .post("/mpesa/c2b/v1/simulate", &wrong)
            .await
            .unwrap()
            .error();
        assert_eq!(error.2, format!("Bad Request - Invalid {field}"));
    }
    let till = json!({
        "ShortCode": "600333", "CommandID": "CustomerBuyGoodsOnline", "Amount": 5, "Msisdn": PAYER,
        "BillRefNumber": null,
    });
    assert_eq!(
        stage
            .post("/mpesa/c2b/v2/simulate", &till)
            .await
            .unwrap()
            .status,
        200
    );
    assert_eq!(stage.control.ledger().cents("600333/merchant"), 500);
    stage.check();
}

#[tokio::test]
async fn a_validation_accepts_rejects_or_leaves_it_to_the_default() {
    let stage = Stage::with(with(C2bSettings {
        validation: true,
        ..C2bSettings::default()
    }))
    .await;
    for (default, reply, said) in [
        (
            "Cancelled",
            r#"{"ResultCode":"0","ResultDesc":"Accepted","ThirdPartyTransID":"T-77"}"#,
            "Completed 0",
        ),
        ("Cancelled", r#"{"ResultCode":0}"#, "Completed 0"),
        (
            "Completed",
            r#"{"ResultCode":"C2B00011","ResultDesc":"Rejected"}"#,
            "Declined C2B00011",
        ),
        (
            "Completed",
            r#"{"ResultCode":"C2B00012","ResultDesc":"Rejected"}"#,
            "Declined C2B00012",
        ),
        (
            "Completed",
            r#"{"ResultCode":"C2B00013","ResultDesc":"Rejected"}"#,
            "Declined C2B00013",
        ),
        (
            "Completed",
            r#"{"ResultCode":"C2B00014","ResultDesc":"Rejected"}"#,
            "Declined C2B00014",
        ),
        (
            "Completed",
            r#"{"ResultCode":"C2B00015","ResultDesc":"Rejected"}"#,
            "Declined C2B00015",
        ),
        (
            "Completed",
            r#"{"ResultCode":"C2B00016","ResultDesc":"Rejected"}"#,
            "Declined C2B00016",
        ),
        ("Completed", "thank you", "Completed 0"),
        ("Cancelled", "thank you", "Declined C2B00016"),
    ] {
        register(&stage, REGISTER, default).await;
        *stage.reply.lock().unwrap() = reply.to_owned();
        let before = confirmed(&stage).len();
        let paid = pay(&stage, 10);
        assert_eq!((&*paid.status, &*paid.receipt), ("initiated", ""));
        stage.control.advance(0).await;
        assert_eq!(status(&stage, &paid), said, "{reply}");
        let asked = stage.posted_to("/validate").last().unwrap().json();
        assert_eq!(asked["OrgAccountBalance"], "");
        assert_eq!(asked["TransAmount"], "10.00");
        stage.control.advance(8_000).await;
        let told = confirmed(&stage);
        let completed = said.starts_with("Completed");
        assert_eq!(told.len(), before + usize::from(completed), "{reply}");
        if completed {
            let third = if reply.contains("T-77") { "T-77" } else { "" };
            assert_eq!(told.last().unwrap()["ThirdPartyTransID"], third);
            assert_eq!(told.last().unwrap()["TransID"], asked["TransID"]);
        }
    }
    stage.check();
}

#[tokio::test]
async fn nobody_answering_is_the_default_after_eight_seconds() {
    for (default, said) in [
        ("Completed", "Completed 0"),
        ("Cancelled", "Declined C2B00016"),
    ] {
        let mut options = with(C2bSettings {
            validation: true,
            ..C2bSettings::default()
        });
        options.scenario.as_mut().unwrap().callback_timeout_ms = 40;
        let stage = Stage::with(options).await;
        // Takes connections and never says a word.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let body = json!({
            "ShortCode": "600111", "ResponseType": default,
            "ConfirmationURL": stage.url("/confirm"),
            "ValidationURL": format!("http://{}/v", silent.local_addr().unwrap()),
        });
        assert_eq!(stage.post(REGISTER, &body).await.unwrap().status, 200);
        let paid = pay(&stage, 10);
        stage.control.advance(7_999).await;
        assert_eq!(status(&stage, &paid), "Initiated ");
        stage.control.advance(1).await;
        assert_eq!(status(&stage, &paid), said);
        stage.check();
    }
}

#[tokio::test]
async fn confirmations_are_lost_repeated_or_late_and_never_tried_again() {
    for (nn, at_8s, later) in [("09", 0, 0), ("10", 2, 2), ("12", 0, 1), ("04", 0, 0)] {
        let stage = Stage::with(with(C2bSettings::default())).await;
        register(&stage, REGISTER, "Completed").await;
        let asked = CustomerPayment {
            msisdn: Some(format!("2547120990{nn}")),
            ..payment(50)
        };
        let paid = stage.control.customer_pays(&asked).unwrap();
        assert_eq!(paid.status, if nn == "04" { "failed" } else { "completed" });
        stage.control.advance(10_000).await;
        assert_eq!(confirmed(&stage).len(), at_8s, "{nn}");
        stage.control.advance(3_600_000).await;
        assert_eq!(confirmed(&stage).len(), later, "{nn}");
        stage.check();
    }
    let stage = Stage::with(with(C2bSettings::default())).await;
    let body = json!({
        "ShortCode": "600111", "ResponseType": "Completed",
        "ConfirmationURL": "http://127.0.0.1:9/confirm", "ValidationURL": stage.url("/validate"),
    });
    stage.post(REGISTER, &body).await.unwrap();
    pay(&stage, 10);
    stage.control.advance(3_600_000).await;
    assert_eq!(stage.control.deliveries().len(), 1, "tried once");
    stage.check();
}

#[tokio::test]
async fn numbers_are_hashed_masked_or_clear() {
    let stage = Stage::with(with(C2bSettings::default())).await;
    let hashed = |number: &str| number.len() == 64;
    let masked = |number: &str| number.contains('*');
    for (version, form) in [
        (1, NumberForm::ByVersion),
        (2, NumberForm::ByVersion),
        (1, NumberForm::Masked),
        (2, NumberForm::Hashed),
        (2, NumberForm::Clear),
    ] {
        let path = format!("/mpesa/c2b/v{version}/registerurl");
        register(&stage, &path, "Completed").await;
        stage.control.set_c2b(C2bSettings {
            numbers: form,
            ..C2bSettings::default()
        });
        pay(&stage, 10);
        stage.control.advance(8_000).await;
        let number = as_text(&confirmed(&stage).last().unwrap()["MSISDN"]);
        let right = match (version, form) {
            (1, NumberForm::ByVersion) | (_, NumberForm::Hashed) => hashed(&number),
            (_, NumberForm::ByVersion | NumberForm::Masked) => masked(&number),
            (_, NumberForm::Clear) => number == PAYER,
        };
        assert!(right, "version {version}, {form:?}: {number}");
    }
}

#[tokio::test]
async fn a_paid_prompt_confirms_too_unless_told_not_to() {
    for stk_confirmation in [true, false] {
        let stage = Stage::with(with(C2bSettings {
            stk_confirmation,
            ..C2bSettings::default()
        }))
        .await;
        register(&stage, REGISTER, "Completed").await;
        let stamp = "20260310150000";
        let word = format!("600111{}{stamp}", stage.sim.setup().passkey);
        let body = json!({
            "BusinessShortCode": "600111", "Password": STANDARD.encode(word), "Timestamp": stamp,
            "TransactionType": "CustomerPayBillOnline", "Amount": 150, "PartyA": PAYER, "PartyB": "600111",
            "PhoneNumber": PAYER, "CallBackURL": stage.url("/stk"), "AccountReference": "INV-0091",
        });
        let push = stage
            .post("/mpesa/stkpush/v1/processrequest", &body)
            .await
            .unwrap();
        assert_eq!(push.status, 200, "{}", push.text);
        stage.control.advance(8_000).await;
        let told = confirmed(&stage);
        assert_eq!(told.len(), usize::from(stk_confirmation));
        if let Some(told) = told.first() {
            let receipt = &stage.control.transactions()[0].receipt;
            assert_eq!(
                (&*as_text(&told["TransID"]), &told["BillRefNumber"]),
                (&**receipt, &json!("INV-0091"))
            );
        }
        stage.check();
    }
}

#[tokio::test]
async fn the_control_api_pays_over_http_and_says_what_is_wrong() {
    let stage = Stage::with(with(C2bSettings::default())).await;
    register(&stage, REGISTER, "Completed").await;
    let control = stage.sim.control_url();
    let post = |path: &'static str, body: Value| {
        let control = control.clone();
        async move {
            send(&control, "POST", path, &[], &body.to_string())
                .await
                .unwrap()
        }
    };
    let paid = post(
        "/c2b/pay",
        json!({"short_code": "600333", "amount": 20, "fund": true}),
    )
    .await;
    let paid: PaymentState = serde_json::from_str(&paid.text).unwrap();
    assert_eq!((&*paid.status, paid.receipt.len()), ("completed", 10));
    let poor = post(
        "/c2b/pay",
        json!({"short_code": "600111", "amount": 249_000, "bill_ref": "A"}),
    )
    .await;
    assert_eq!(poor.json()["status"], "failed");
    assert_eq!(
        poor.json()["reason"],
        "1 The balance is insufficient for the transaction."
    );
    for wrong in [
        json!({"short_code": "600111", "amount": 0}),
        json!({"short_code": "600111", "amount": 250_001}),
        json!({"short_code": "600999", "amount": 10}),
        json!({"short_code": "600111", "amount": 10, "msisdn": "0712000111"}),
        json!({"short_code": "600111", "amount": 10, "bill_ref": "longer than twenty characters"}),
        json!({"short_code": "600111", "amount": 10, "colour": "red"}),
    ] {
        let said = post("/c2b/pay", wrong.clone()).await;
        assert_eq!(said.status, 400, "{wrong}");
        assert!(!as_text(&said.json()["error"]).is_empty());
    }
    assert_eq!(
        post("/c2b/settings", json!({"validation": true}))
            .await
            .status,
        200
    );
    let asked = post(
        "/c2b/pay",
        json!({"short_code": "600111", "amount": 5, "fund": true}),
    )
    .await;
    assert_eq!(asked.json()["status"], "initiated");
    stage.control.advance(8_000).await;
    stage.check();
}
