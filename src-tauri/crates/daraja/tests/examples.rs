//! The examples do what they say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::duplicate_mod,
    missing_docs
)]

#[path = "../examples/balance.rs"]
mod balance;
#[path = "../examples/pay_one.rs"]
mod pay_one;
#[path = "../examples/read_callback.rs"]
mod read_callback;
mod world;

use world::{Server, answer, sample};

/// A certificate of nobody's, and the settings that go with a server.
fn settings(
    server: &Server,
    folder: &std::path::Path,
) -> impl Fn(&str) -> Option<String> + Sync + use<> {
    let rsa = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let certificate = rcgen::CertificateParams::new(vec!["mfano.example".to_owned()])
        .unwrap()
        .self_signed(&rsa)
        .unwrap();
    let file = folder.join("certificate.cer");
    std::fs::write(&file, certificate.pem()).unwrap();
    let base = server.base.to_string();
    move |name| {
        let file = file.to_str().unwrap();
        let value = match name {
            "DARAJA_BASE_URL" => base.as_str(),
            "DARAJA_CONSUMER_KEY" => "key-of-the-examples",
            "DARAJA_CONSUMER_SECRET" => "secret-of-the-examples",
            "DARAJA_INITIATOR" => "testapi",
            "DARAJA_INITIATOR_PASSWORD" => "Mfano#2026",
            "DARAJA_CERTIFICATE" => file,
            "DARAJA_SHORT_CODE" => "600111",
            "DARAJA_PHONE" => "0712 000 111",
            "DARAJA_AMOUNT" => "1200",
            "DARAJA_PAYMENT_ID" => "PAYRUN-0042-000017",
            "DARAJA_CALLBACK" => "http://127.0.0.1:9/",
            _ => return None,
        };
        Some(value.to_owned())
    }
}

#[tokio::test]
async fn one_is_paid_and_balances_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, _| answer(200, sample::TAKEN)).await;
    let given = settings(&server, folder.path());
    let said = pay_one::run(&given).await.unwrap();
    assert!(
        said.starts_with("queued: AG_20260310_010010203abcd4efgh5i for 2547•••••111"),
        "{said}"
    );
    let said = balance::run(&given).await.unwrap();
    assert!(
        said.starts_with("token for 3599 s; asked as AG_20260310"),
        "{said}"
    );
    let calls = server.calls();
    assert!(
        calls[0].body.contains("http://127.0.0.1:9/results/pay-one"),
        "{}",
        calls[0].body
    );
    assert_eq!(calls.len(), 2);
}

#[tokio::test]
async fn what_is_missing_is_named_and_production_is_refused() {
    let server = Server::start(|_, _| answer(200, sample::TAKEN)).await;
    let error = pay_one::run(&|_| None).await.unwrap_err();
    assert!(error.to_string().contains("DARAJA_BASE_URL"), "{error}");
    let production =
        |name: &str| (name == "DARAJA_BASE_URL").then(|| "https://api.safaricom.co.ke".to_owned());
    assert!(balance::run(&production).await.is_err());
    assert_eq!(server.calls().len(), 0);
}

#[test]
fn a_callback_is_described() {
    let said = read_callback::describe(
        br#"{"Result":{"ResultType":0,"ResultCode":2001,"ResultDesc":"The initiator information is invalid.","ConversationID":"AG_1","TransactionID":"UCA0000000"}}"#,
    );
    assert!(said.contains("code 2001 (FailedHold)"), "{said}");
    assert!(said.contains("receipt none"), "{said}");
    assert!(read_callback::describe(b"<html>").starts_with("nothing known"));
}
