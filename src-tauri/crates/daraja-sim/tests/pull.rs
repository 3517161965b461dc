//! Pull Transactions over plain HTTP: windows, offsets, and the ways to say that there is nothing.
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

use daraja_sim::{C2bSettings, CustomerPayment, Options, Scenario};
use serde_json::{Value, json};
use support::{Stage, as_text};

const HOUR_MS: u64 = 3_600_000;

async fn register(stage: &Stage) -> Value {
    let body = json!({
        "ShortCode": "600111", "RequestType": "Pull", "NominatedNumber": "0712000111",
        "CallBackURL": stage.url("/pull"),
    });
    stage
        .post("/pulltransactions/v1/register", &body)
        .await
        .unwrap()
        .json()
}

fn pay(stage: &Stage, amount: i64, nn: &str) -> String {
    let paid = CustomerPayment {
        short_code: "600111".to_owned(),
        amount,
        msisdn: Some(format!("2547120990{nn}")),
        bill_ref: format!("INV-{amount}"),
        fund: true,
    };
    stage.control.customer_pays(&paid).unwrap().receipt
}

async fn ask(stage: &Stage, from: &str, to: &str, offset: usize) -> Value {
    let body = json!({
        "ShortCode": "600111", "StartDate": from, "EndDate": to, "OffSetValue": offset.to_string(),
    });
    let answer = stage
        .post("/pulltransactions/v1/query", &body)
        .await
        .unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// The rows of a page: a list inside a list.
fn rows(page: &Value) -> Vec<Value> {
    page["Response"].as_array().map_or(Vec::new(), |outer| {
        assert_eq!(outer.len(), 1);
        outer[0].as_array().unwrap().clone()
    })
}

#[tokio::test]
async fn a_missed_confirmation_is_found() {
    let stage = Stage::new(31).await;
    register(&stage).await;
    let receipt = pay(&stage, 2_500, "09");
    pay(&stage, 10, "04");
    stage.control.advance(60_000).await;
    let page = ask(&stage, "2026-03-10 14:00:00", "2026-03-10 16:00:00", 0).await;
    assert_eq!(
        (&page["ResponseCode"], &page["ResponseMessage"]),
        (&json!("1000"), &json!("Success"))
    );
    let rows = rows(&page);
    assert_eq!(rows.len(), 1, "a failed payment is no row");
    assert_eq!(rows[0]["transactionId"], receipt);
    assert_eq!(rows[0]["amount"], "2500.00");
    assert_eq!(rows[0]["billreference"], "INV-2500");
    assert!(as_text(&rows[0]["trxDate"]).ends_with('Z'));
    stage.check();
}

#[tokio::test]
async fn offsets_count_rows_and_a_page_ends_at_a_hundred() {
    let stage = Stage::new(32).await;
    register(&stage).await;
    let mut paid = BTreeSet::new();
    for amount in 1..=230 {
        paid.insert(pay(&stage, amount, "00"));
        stage.control.advance(1_000).await;
    }
    let mut found = Vec::new();
    loop {
        let page = ask(&stage, "2026-03-10 15:00", "2026-03-10 16:00", found.len()).await;
        let page = rows(&page);
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 100);
        found.extend(page.iter().map(|row| as_text(&row["transactionId"])));
    }
    assert_eq!(found.len(), 230);
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), paid);
    let second = ask(&stage, "2026-03-10 15:00:10", "2026-03-10 15:00:10", 0).await;
    assert_eq!(rows(&second).len(), 1, "both ends are included");
    stage.check();
}

#[tokio::test]
async fn it_reaches_back_48_hours_on_the_virtual_clock() {
    let mut stage = Stage::new(33).await;
    register(&stage).await;
    pay(&stage, 10, "00");
    for (hours, there) in [(47, true), (2, false)] {
        stage.control.advance(hours * HOUR_MS).await;
        stage.token = stage.fresh_token().await;
        let page = ask(&stage, "2026-03-09 00:00:00", "2026-03-14 00:00:00", 0).await;
        assert_eq!(!rows(&page).is_empty(), there);
    }
}

#[tokio::test]
async fn nothing_is_said_in_two_ways_and_registration_in_two_spellings() {
    let stage = Stage::new(34).await;
    let mut empty = BTreeSet::new();
    let mut spelt = BTreeSet::new();
    for at in 0..40 {
        let page = ask(&stage, "2026-03-10 14:00:00", "2026-03-10 16:00:00", 0).await;
        // In an order of the test's own: with other crates in the build, serde_json keeps the document's.
        let keys: BTreeSet<_> = page.as_object().unwrap().keys().cloned().collect();
        empty.insert(keys.into_iter().collect::<Vec<_>>().join(" "));
        let said = register(&stage).await;
        let key = if said["ResponseStatus"].is_null() {
            "Response Status"
        } else {
            "ResponseStatus"
        };
        assert_eq!(said[key], if at == 0 { "1000" } else { "1001" });
        spelt.insert(key);
    }
    assert_eq!(spelt.len(), 2);
    assert_eq!(
        empty.into_iter().collect::<Vec<_>>(),
        [
            "RequestID ResponseCode ResponseMessage",
            "ResponseCode ResponseMessage ResponseRefID Transaction",
        ]
    );
}

#[tokio::test]
async fn the_zone_of_its_dates_follows_the_seed_or_the_settings() {
    let mut seen = BTreeSet::new();
    for (seed, pull_in_utc) in [(1, Some(true)), (1, Some(false))]
        .into_iter()
        .chain((1..12).map(|seed| (seed, None)))
    {
        let c2b = C2bSettings {
            pull_in_utc,
            ..C2bSettings::default()
        };
        let scenario = Some(Scenario {
            c2b,
            ..Scenario::default()
        });
        let stage = Stage::with(Options {
            scenario,
            ..Options::for_tests(seed)
        })
        .await;
        register(&stage).await;
        pay(&stage, 10, "00");
        let page = ask(&stage, "2026-03-10 14:00:00", "2026-03-10 16:00:00", 0).await;
        let date = as_text(&rows(&page)[0]["trxDate"]);
        match pull_in_utc {
            Some(true) => assert_eq!(date, "2026-03-10T12:00:00Z"),
            Some(false) => assert_eq!(date, "2026-03-10T15:00:00Z"),
            None => drop(seen.insert(date)),
        }
    }
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn what_is_wrong_is_named_and_an_app_without_it_is_refused() {
    let stage = Stage::new(35).await;
    let good = json!({
        "ShortCode": "600111", "StartDate": "2026-03-10 14:00:00", "EndDate": "2026-03-10 16:00:00",
        "OffSetValue": "0",
    });
    for (field, value, code) in [
        ("ShortCode", "600999", "400.001"),
        ("StartDate", "10-03-2026 14:00:00", "400.002.02"),
        ("EndDate", "2026-03-10 13:00:00", "400.002.02"),
        ("OffSetValue", "first", "400.002.02"),
    ] {
        let mut body = good.clone();
        body[field] = json!(value);
        let error = stage
            .post("/pulltransactions/v1/query", &body)
            .await
            .unwrap()
            .error();
        assert_eq!((error.0, &*error.1), (400, code), "{field}");
    }
    let scenario = Scenario {
        not_entitled: vec!["pull".to_owned(), "pull_register".to_owned()],
        ..Scenario::default()
    };
    let without = Stage::with(Options {
        scenario: Some(scenario),
        ..Options::for_tests(35)
    })
    .await;
    for path in [
        "/pulltransactions/v1/query",
        "/pulltransactions/v1/register",
    ] {
        let error = without.post(path, &good).await.unwrap().error();
        let text = "Error Occurred - Invalid Access Token - ".to_owned();
        assert_eq!(error, (401, "401.001".to_owned(), text));
    }
}
