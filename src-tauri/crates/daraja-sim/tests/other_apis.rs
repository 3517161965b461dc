//! QR codes, the name check, B2B Express, and the APIs that need a contract, over plain HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use support::{Stage, as_text};

#[tokio::test]
async fn a_qr_code_is_a_png_of_the_size_asked_for() {
    let stage = Stage::new(41).await;
    let body = json!({
        "MerchantName": "MFANO LTD", "RefNo": "INV-0091", "Amount": 2500, "TrxCode": "PB", "CPI": "600111",
        "Size": "300",
    });
    let path = "/mpesa/qrcode/v1/generate";
    let mut codes = BTreeSet::new();
    for _ in 0..20 {
        let said = stage.post(path, &body).await.unwrap().json();
        let png = STANDARD.decode(as_text(&said["QRCode"])).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 1, 44, 0, 0, 1, 44], "300 by 300");
        codes.insert(
            as_text(&said["ResponseCode"])
                .chars()
                .take(2)
                .collect::<String>(),
        );
    }
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["00", "AG"]);
    for (field, value) in [
        ("TrxCode", "XX"),
        ("Size", "0"),
        ("Size", "many"),
        ("Amount", "-1"),
    ] {
        let mut wrong = body.clone();
        wrong[field] = json!(value);
        let error = stage.post(path, &wrong).await.unwrap().error();
        assert_eq!(error.2, format!("Bad Request - Invalid {field}"));
    }
}

fn whose(msisdn: &str) -> Value {
    json!({
        "header": { "requestID": "0d1c-1", "timestamp": "1773144000" },
        "body": { "msisdn": msisdn, "shortcode": "600222" },
    })
}

#[tokio::test]
async fn a_name_is_told_behind_stars_and_nobody_has_none() {
    let stage = Stage::new(42).await;
    let path = "/mpesa/b2c/hakikisha/v1/hakikisha";
    let said = stage
        .post(path, &whose("254712000111"))
        .await
        .unwrap()
        .json();
    assert_eq!(said["header"]["requestID"], "0d1c-1");
    assert_eq!(
        (&said["header"]["status"], &said["header"]["message"]),
        (&json!("200"), &json!("Success"))
    );
    let first = as_text(&said["body"]["firstName"]);
    assert_eq!(first, first.to_lowercase());
    assert!(as_text(&said["body"]["lastName"]).ends_with("******"));
    let nobody = stage
        .post(path, &whose("254712099001"))
        .await
        .unwrap()
        .json();
    assert_eq!(nobody["header"]["status"], "400");
    assert_eq!(nobody["body"]["message"], "The customer does not exist.");
    let wrong = stage
        .post(path, &whose("0712000111"))
        .await
        .unwrap()
        .error();
    assert_eq!(wrong.2, "Bad Request - Invalid msisdn");
    let headers = [
        ("content-type", "application/json"),
        ("authorization", "Bearer old"),
    ];
    let refused = stage
        .send("POST", path, &headers, "{}")
        .await
        .unwrap()
        .error();
    assert_eq!((refused.0, &*refused.1), (401, "401.001"));
}

#[tokio::test]
async fn a_merchant_pays_a_supplier_from_the_phone_or_declines() {
    let stage = Stage::new(43).await;
    let body = |id: &str, amount: u32| {
        json!({
            "primaryShortCode": "600111", "receiverShortCode": "600444", "amount": amount.to_string(),
            "paymentRef": "SUP-7", "callbackUrl": stage.url("/express"), "partnerName": "MFANO LTD",
            "RequestRefID": id,
        })
    };
    let path = "/v1/ussdpush/get-msisdn";
    let said = stage.post(path, &body("R-1", 70)).await.unwrap().json();
    assert_eq!(
        said,
        json!({"code": "0", "status": "USSD Initiated Successfully"})
    );
    stage.control.advance(8_000).await;
    let told = stage.posted_to("/express")[0].json();
    assert_eq!(
        (&told["resultCode"], &told["requestId"]),
        (&json!("0"), &json!("R-1"))
    );
    assert_eq!(
        told["transactionId"],
        stage.control.transactions()[0].receipt
    );
    assert_eq!(stage.control.ledger().cents("600444/utility"), 7_000);
    // Whatever a script makes fail: the merchant declined.
    let script =
        json!({"api": "b2b_express", "outcomes": [{"code": {"code": "4001", "text": "no"}}]});
    stage
        .control
        .script(serde_json::from_value(script).unwrap());
    stage.post(path, &body("R-2", 70)).await.unwrap();
    stage.control.advance(8_000).await;
    let told = stage.posted_to("/express")[1].json();
    assert_eq!(
        (&told["resultCode"], &told["paymentReference"]),
        (&json!("4001"), &json!("SUP-7"))
    );
    assert!(told.get("transactionId").is_none());
    assert_eq!(stage.control.ledger().cents("600444/utility"), 7_000);
    stage.check();
}

#[tokio::test]
async fn without_a_contract_the_token_is_refused() {
    let stage = Stage::new(44).await;
    for path in [
        "/standingorder/v1/createStandingOrderExternal",
        "/v1/billmanager-invoice/optin",
        "/v1/billmanager-invoice/single-invoicing",
    ] {
        let error = stage.post(path, &json!({})).await.unwrap().error();
        assert_eq!((error.0, &*error.1), (401, "401.003.01"), "{path}");
        assert!(
            error
                .2
                .starts_with("Error Occurred - Invalid Access Token - ")
        );
    }
}
