//! Status, balance, business payments, tax and Pochi over plain HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use daraja_sim::{Options, Outcome, Scenario, Script};
use serde_json::{Value, json};
use support::{Posted, Stage, as_text};

const STATUS: &str = "/mpesa/transactionstatus/v1/query";
const B2B: &str = "/mpesa/b2b/v1/paymentrequest";
const BALANCE: &str = "/mpesa/accountbalance/v1/query";

fn common(stage: &Stage, command: &str, more: Value) -> Value {
    let mut body = json!({
        "Initiator": stage.sim.setup().initiator_name,
        "SecurityCredential": stage.credential(),
        "CommandID": command,
        "PartyA": stage.sim.setup().payout_short_code,
        "Remarks": "Check of March",
        "QueueTimeOutURL": stage.url("/timeout"),
        "ResultURL": stage.url("/told"),
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// Sends, lets ten seconds pass, and returns the newest result.
async fn told(stage: &Stage, path: &str, body: &Value) -> Option<Posted> {
    let before = stage.posted_to("/told").len();
    let answer = stage.post(path, body).await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    stage.control.advance(10_000).await;
    stage.check();
    stage.posted_to("/told").get(before).cloned()
}

async fn status(stage: &Stage, key: &str, id: &str) -> Posted {
    let body = common(
        stage,
        "TransactionStatusQuery",
        json!({ key: id, "IdentifierType": "4" }),
    );
    told(stage, STATUS, &body).await.unwrap()
}

#[tokio::test]
async fn a_paid_payment_is_completed_by_every_id() {
    let stage = Stage::new(1).await;
    let ack = stage
        .pay("RUN-1", 1_200, "254712000111")
        .await
        .unwrap()
        .json();
    stage.control.advance(10_000).await;
    let receipt = stage.control.transactions()[0].receipt.clone();
    let conversation = as_text(&ack["ConversationID"]);
    for (key, id) in [
        ("TransactionID", receipt.as_str()),
        ("OriginalConversationID", "RUN-1"),
        ("OriginalConversationID", conversation.as_str()),
    ] {
        let found = status(&stage, key, id).await;
        assert_eq!(found.code(), "0");
        assert_eq!(found.parameter("TransactionStatus").unwrap(), "Completed");
        assert_eq!(found.parameter("ReceiptNo").unwrap(), receipt);
        assert_eq!(
            found.parameter("DebitPartyCharges").unwrap(),
            "Fee For B2C Payment|KES|5.00"
        );
        assert!(found.parameter("Amount").unwrap().starts_with("1200"));
        assert_eq!(found.parameter("ConversationID").unwrap(), conversation);
        assert_eq!(
            found.parameter("OriginatorConversationID").unwrap(),
            "RUN-1"
        );
        assert_ne!(
            found.json()["Result"]["ConversationID"],
            conversation.as_str()
        );
    }
}

#[tokio::test]
async fn what_is_not_there_says_2032_and_what_failed_says_so() {
    let stage = Stage::new(2).await;
    assert_eq!(
        status(&stage, "TransactionID", "UCA7K2M9QX").await.code(),
        "2032"
    );
    assert_eq!(
        status(&stage, "OriginalConversationID", "NOPE")
            .await
            .code(),
        "2032"
    );
    stage.pay("RUN-1", 150, "254712099001").await.unwrap();
    let early = status(&stage, "OriginalConversationID", "RUN-1").await;
    assert!(["Initiated", "Declined"].contains(&&*early.parameter("TransactionStatus").unwrap()));
    stage.control.advance(10_000).await;
    let found = status(&stage, "OriginalConversationID", "RUN-1").await;
    assert_eq!(found.parameter("TransactionStatus").unwrap(), "Declined");
    stage.pay("RUN-2", 150, "254712099008").await.unwrap();
    stage.control.advance(10_000).await;
    let found = status(&stage, "OriginalConversationID", "RUN-2").await;
    assert_eq!(found.parameter("TransactionStatus").unwrap(), "Expired");
}

#[tokio::test]
async fn pending_thrice_then_completed() {
    let stage = Stage::new(3).await;
    stage.pay("RUN-1", 150, "254712099025").await.unwrap();
    stage.control.advance(10_000).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        let found = status(&stage, "OriginalConversationID", "RUN-1").await;
        seen.push(found.parameter("TransactionStatus").unwrap());
    }
    assert_eq!(seen, ["Initiated", "Initiated", "Initiated", "Completed"]);
    assert!(stage.posted_to("/result").is_empty());
}

#[tokio::test]
async fn unknown_and_then_completed_all_the_same() {
    let stage = Stage::new(4).await;
    stage.pay("RUN-1", 150, "254712099026").await.unwrap();
    assert_eq!(
        status(&stage, "OriginalConversationID", "RUN-1")
            .await
            .code(),
        "2032"
    );
    stage.control.advance(600_000).await;
    let found = status(&stage, "OriginalConversationID", "RUN-1").await;
    assert_eq!(found.parameter("TransactionStatus").unwrap(), "Completed");
}

#[tokio::test]
async fn the_envelope_at_times_carries_the_id_that_was_asked_for() {
    let stage = Stage::new(5).await;
    stage.pay("RUN-1", 150, "254712000111").await.unwrap();
    stage.control.advance(10_000).await;
    let mut same = 0;
    for _ in 0..20 {
        let found = status(&stage, "OriginalConversationID", "RUN-1").await;
        same += usize::from(found.json()["Result"]["OriginatorConversationID"] == "RUN-1");
    }
    assert!((1..20).contains(&same), "{same}");
}

#[tokio::test]
async fn a_query_needs_one_id_and_no_empty_ones() {
    let stage = Stage::new(6).await;
    for more in [
        json!({}),
        json!({ "TransactionID": "", "OriginalConversationID": "RUN-1" }),
    ] {
        let mut body = common(&stage, "TransactionStatusQuery", more);
        body["IdentifierType"] = "4".into();
        let said = stage.post(STATUS, &body).await.unwrap().error().2;
        assert_eq!(said, "Bad Request - Invalid TransactionID");
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_or_met_with_silence() {
    for silent in [false, true] {
        let mut options = Options::for_tests(7);
        options.scenario = Some(Scenario {
            wrong_password_silent: silent,
            ..Scenario::default()
        });
        let stage = Stage::with(options).await;
        let mut body = common(&stage, "AccountBalance", json!({ "IdentifierType": "4" }));
        body["SecurityCredential"] = stage.wrong_credential().into();
        let code = told(&stage, BALANCE, &body).await.map(|post| post.code());
        assert_eq!(code, (!silent).then(|| "2001".to_owned()));
    }
}

#[tokio::test]
async fn the_balance_is_that_of_the_ledger_with_what_is_on_its_way_reserved() {
    let stage = Stage::new(8).await;
    // Carried out in five minutes: reserved until then.
    stage.control.script(Script {
        api: Some("b2c".to_owned()),
        recipient: None,
        outcomes: [Outcome::Paid, Outcome::ResultAfterMs(600_000)].into(),
    });
    stage.pay("RUN-1", 1_200, "254712000111").await.unwrap();
    stage.control.advance(10_000).await;
    stage.pay("RUN-2", 800, "254712000112").await.unwrap();
    let body = common(&stage, "AccountBalance", json!({ "IdentifierType": "4" }));
    let found = told(&stage, BALANCE, &body).await.unwrap();
    assert_eq!(
        found.parameter("AccountBalance").unwrap(),
        "Working Account|KES|1000000.00|1000000.00|0.00|0.00\
         &Float Account|KES|0.00|0.00|0.00|0.00\
         &Utility Account|KES|4998800.00|4998000.00|800.00|0.00\
         &Charges Paid Account|KES|-5.00|-5.00|0.00|0.00\
         &Organization Settlement Account|KES|0.00|0.00|0.00|0.00"
    );
    assert!(
        found
            .parameter("BOCompletedTime")
            .unwrap()
            .starts_with("20260310150")
    );
    let mut till = body.clone();
    till["PartyA"] = stage.sim.setup().till.clone().into();
    let found = told(&stage, BALANCE, &till).await.unwrap();
    assert!(
        found
            .parameter("AccountBalance")
            .unwrap()
            .starts_with("Merchant Account|KES|")
    );
    let mut foreign = body;
    foreign["PartyA"] = "600999".into();
    let found = told(&stage, BALANCE, &foreign).await.unwrap();
    assert_eq!(found.code(), "21");
    assert!(found.parameter("ErrorMsg").unwrap().ends_with(' '));
}

fn business(stage: &Stage, command: &str, to: &str, kind: &str) -> Value {
    let more = json!({
        "SenderIdentifierType": "4", "RecieverIdentifierType": kind,
        "Amount": 5_000, "PartyB": to, "AccountReference": "INV-0091",
    });
    common(stage, command, more)
}

#[tokio::test]
async fn business_payments_reach_the_account_that_the_table_says() {
    let stage = Stage::new(9).await;
    let own = stage.sim.setup().payout_short_code.clone();
    let mut left = 100_000_000;
    for (command, to, kind, account) in [
        ("BusinessPayBill", "600555", "4", "600555/utility"),
        ("BusinessBuyGoods", "600556", "4", "600556/merchant"),
        ("BusinessBuyGoods", "600557", "2", "600557/merchant"),
        ("BusinessPayToBulk", "600558", "4", "600558/utility"),
        (
            "BusinessTransferFromMMFToUtility",
            own.as_str(),
            "4",
            "600222/utility",
        ),
    ] {
        let before = stage.control.ledger().cents(account);
        let found = told(&stage, B2B, &business(&stage, command, to, kind))
            .await
            .unwrap();
        assert_eq!(found.code(), "0", "{command}");
        left -= 500_000;
        let ledger = stage.control.ledger();
        assert_eq!(ledger.cents(account) - before, 500_000, "{command}");
        assert_eq!(ledger.cents("600222/working"), left);
        assert!(
            found
                .parameter("DebitAccountBalance")
                .unwrap()
                .starts_with("{Amount={")
        );
        let name = found.parameter("ReceiverPartyPublicName").unwrap();
        assert!(name.starts_with(&format!("{to} - ")), "{name}");
    }
    let body = business(&stage, "BusinessPayBill", "600555", "4");
    let again = told(&stage, B2B, &body).await.unwrap();
    assert_eq!(
        again.code(),
        "0",
        "without an id of the caller's a repeat is paid"
    );
}

#[tokio::test]
async fn business_payments_that_cannot_be() {
    let mut options = Options::for_tests(10);
    options.scenario = Some(Scenario {
        tills_need_type_2: true,
        no_role_for: vec!["BusinessPayToBulk".to_owned()],
        ..Scenario::default()
    });
    let stage = Stage::with(options).await;
    for (command, to, kind, code) in [
        ("BusinessTransferFromUtilityToMMF", "600222", "4", "21"),
        (
            "BusinessTransferFromMMFToUtility",
            "600111",
            "4",
            "SFC_IC0003",
        ),
        ("BusinessPayBill", "600555", "2", "SFC_IC0003"),
        ("BusinessBuyGoods", "600556", "4", "SFC_IC0003"),
        ("BusinessPayToBulk", "600558", "4", "21"),
    ] {
        let found = told(&stage, B2B, &business(&stage, command, to, kind))
            .await
            .unwrap();
        assert_eq!(found.code(), code, "{command}");
    }
    let mut body = business(&stage, "BusinessPayBill", "600555", "4");
    let kind = body
        .as_object_mut()
        .unwrap()
        .remove("RecieverIdentifierType")
        .unwrap();
    body["ReceiverIdentifierType"] = kind;
    let said = stage.post(B2B, &body).await.unwrap().error().2;
    assert_eq!(said, "Bad Request - Invalid RecieverIdentifierType");
}

#[tokio::test]
async fn tax_goes_to_the_one_short_code() {
    let stage = Stage::new(11).await;
    for (to, code) in [("572572", "0"), ("600555", "SFC_IC0003")] {
        let body = business(&stage, "PayTaxToKRA", to, "4");
        let found = told(&stage, "/mpesa/b2b/v1/remittax", &body).await.unwrap();
        assert_eq!(found.code(), code);
    }
    assert_eq!(stage.control.ledger().cents("572572/utility"), 500_000);
}

#[tokio::test]
async fn pochi_is_b2c_at_its_own_path_and_shares_its_ids() {
    let stage = Stage::new(12).await;
    let mut body = stage.b2c("RUN-1", 150, "254712000111");
    body["CommandID"] = "BusinessPayToPochi".into();
    let path = "/mpesa/b2pochi/v1/paymentrequest";
    assert_eq!(stage.post(path, &body).await.unwrap().status, 200);
    let again = stage.pay("RUN-1", 150, "254712000111").await.unwrap();
    assert_eq!(again.error().2, "Duplicate OriginatorConversationID.");
    stage.control.advance(10_000).await;
    assert_eq!(stage.posted_to("/result")[0].code(), "0");
    stage.check();
}
