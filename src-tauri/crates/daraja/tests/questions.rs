//! Questions that are answered at once, in every shape their answers were seen in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

mod world;

use std::num::NonZeroU16;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use daraja::{
    BillReference, C2bRegistered, C2bRegistration, C2bRegistrationState, C2bSimulation, CallError,
    DefaultAction, NameAnswer, NameCheck, OriginatorId, Proof, PullPage, PullRegistration,
    PullRegistrationState, QrPayee, QrRequest, Shillings, SimulatedPayment, StkAmount, StkState,
    StkStatus, Submission, TradeName, Uncertainty,
};
use world::{Server, answer, sample};

async fn server(status: u16, body: &str) -> Server {
    let body = body.to_owned();
    Server::start(move |_, _| answer(status, &body)).await
}

async fn prompt(status: u16, body: &str) -> Result<StkStatus, CallError> {
    let server = server(status, body).await;
    server
        .client()
        .stk_query(&sample::passkey(), &sample::stk_query())
        .await
}

#[tokio::test]
async fn a_prompt_is_paid_pending_unknown_or_failed() {
    let result = |code: &str| {
        format!(
            r#"{{"ResponseCode":"0","ResponseDescription":"The service request has been accepted successfully","MerchantRequestID":"51d0","CheckoutRequestID":"ws_CO_1","ResultCode":{code},"ResultDesc":"words"}}"#
        )
    };
    let error = |text: &str| {
        format!(r#"{{"requestId":"1","errorCode":"500.001.1001","errorMessage":"{text}"}}"#)
    };
    for (status, body, state) in [
        (200, result(r#""0""#), StkState::Paid),
        (200, result("0"), StkState::Paid),
        (200, result(r#""4999""#), StkState::Pending),
        (200, result(r#""1032""#), StkState::Failed),
        (200, result(r#""SFC_IC0003""#), StkState::Failed),
        (
            500,
            error("The transaction is being processed"),
            StkState::Pending,
        ),
        (
            500,
            error("The transaction does not Exist"),
            StkState::NotFound,
        ),
        (500, error(""), StkState::NoAnswer),
    ] {
        let asked = prompt(status, &body).await.unwrap();
        assert_eq!(asked.state, state, "{body}");
        assert_eq!(asked.result_code.is_some(), status == 200);
    }
    for (status, body) in [
        (500, error("Merchant does not exist")),
        (503, "<html>".to_owned()),
        (200, "{}".to_owned()),
        (200, r#"{"ResponseCode":"1","ResultCode":"0"}"#.to_owned()),
    ] {
        assert!(
            matches!(prompt(status, &body).await, Err(CallError::Unclear(_))),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_prompt_is_acknowledged_with_the_id_to_ask_by() {
    let body = r#"{"MerchantRequestID":"51d0-4c77-a9e1-77aa88bb99cc310277","CheckoutRequestID":"ws_CO_10032026143012345712000111","ResponseCode":"0","ResponseDescription":"Success. Request accepted for processing","CustomerMessage":"Success. Request accepted for processing"}"#;
    let push = async |body: &str| {
        let server = server(200, body).await;
        server
            .client()
            .stk_push(&sample::passkey(), &sample::stk_push())
            .await
    };
    let taken = push(body).await.accepted().unwrap();
    assert_eq!(taken.checkout_request_id.reveal(), sample::CHECKOUT);
    assert!(!format!("{taken:?}").contains("712000111"), "{taken:?}");
    let without = body.replace("CheckoutRequestID", "Other");
    match push(&without).await {
        Submission::Unclear(unclear) => assert_eq!(unclear.why, Uncertainty::NoConversationId),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_registration_is_new_old_or_elsewhere() {
    let register = async |status, body: &str| -> Result<C2bRegistered, CallError> {
        let registration = C2bRegistration {
            short_code: sample::short_code(),
            default_action: DefaultAction::Completed,
            confirmation_url: sample::url("confirm"),
            validation_url: sample::url("validate"),
        };
        server(status, body)
            .await
            .client()
            .c2b_register(&registration)
            .await
    };
    for key in ["OriginatorCoversationID", "OriginatorConversationID"] {
        for code in [
            r#""ResponseCode":"0","#,
            r#""ResponseCode":"00000000","#,
            "",
        ] {
            let body =
                format!(r#"{{"{key}":"6e86-45dd-91ac",{code}"ResponseDescription":"Success"}}"#);
            let answer = register(200, &body).await.unwrap();
            assert_eq!(answer.state, C2bRegistrationState::Registered, "{body}");
            assert_eq!(answer.originator_id.as_deref(), Some("6e86-45dd-91ac"));
        }
    }
    for (text, state) in [
        (
            "Urls are already registered.",
            C2bRegistrationState::AlreadyRegistered,
        ),
        (
            "Duplicate notification info, SP ID is 1, correlator is 2",
            C2bRegistrationState::OnOlderPlatform,
        ),
    ] {
        let body =
            format!(r#"{{"requestId":"1","errorCode":"500.003.1001","errorMessage":"{text}"}}"#);
        assert_eq!(register(500, &body).await.unwrap().state, state);
    }
    let down = r#"{"errorCode":"500.003.1001","errorMessage":"Service is currently unreachable. Please try again later."}"#;
    assert!(register(500, down).await.is_err());
    assert!(
        register(200, r#"{"ResponseCode":"5","ResponseDescription":"no"}"#)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_pretended_payment_is_taken() {
    let body = r#"{"OriginatorCoversationID":"53e3","ResponseCode":"0","ResponseDescription":"Accept the service request successfully."}"#;
    let simulation = C2bSimulation {
        short_code: sample::short_code(),
        payment: SimulatedPayment::BuyGoods,
        amount: StkAmount::new(10).unwrap(),
        payer: sample::phone(),
    };
    let taken = server(200, body)
        .await
        .client()
        .c2b_simulate(&simulation)
        .await
        .unwrap();
    assert_eq!(taken.originator_id.as_deref(), Some("53e3"));
}

async fn pull(status: u16, body: &str) -> Result<PullPage, CallError> {
    server(status, body)
        .await
        .client()
        .pull(&sample::pull())
        .await
}

#[tokio::test]
async fn pulled_rows_lie_in_lists_inside_a_list() {
    let row = |id: &str| {
        format!(
            r#"{{"transactionId":"{id}","trxDate":"2026-03-10T09:15:44Z","msisdn":712000111,"sender":"MPESA","transactiontype":"c2b-pay-bill-debit","billreference":"INV-0091","amount":"2500.00","organizationname":"MFANO LTD"}}"#
        )
    };
    let (one, two, three) = (row("UCA5H8T1ZP"), row("UCA5H8T1ZQ"), row("placeholder"));
    for list in [
        format!("[[{one},{two}],[{three}],[]]"),
        format!("[{one},[{two},{three}]]"),
        format!("[{one},{two},{three},17,{{}}]"),
    ] {
        let body = format!(
            r#"{{"ResponseRefID":"c0de","ResponseCode":"1000","ResponseMessage":"Success","Response":{list}}}"#
        );
        let page = pull(200, &body).await.unwrap();
        assert_eq!(page.rows.len(), 3, "{list}");
        assert_eq!(page.unread, if list.contains("17") { 2 } else { 0 });
        let first = &page.rows[0];
        assert_eq!(first.receipt.as_ref().unwrap().as_str(), "UCA5H8T1ZP");
        assert_eq!(first.trx_date, "2026-03-10T09:15:44Z");
        assert_eq!(first.msisdn.reveal(), "712000111");
        assert_eq!(first.amount.unwrap().to_string(), "2500.00");
        assert_eq!(page.rows[2].receipt, None);
        assert!(!format!("{page:?}").contains("712000111"), "{page:?}");
    }
    let alone = pull(200, &format!(r#"{{"ResponseCode":1000,"Response":{one}}}"#))
        .await
        .unwrap();
    assert_eq!(alone.rows.len(), 1, "one thing where a list was promised");
    let spaced = one
        .replace("transactionId", "Transaction ID")
        .replace("\"2500.00\"", "2500.10");
    let spaced = pull(
        200,
        &format!(r#"{{"Response Code":"1000","Response":[[{spaced}]]}}"#),
    )
    .await;
    let spaced = spaced.unwrap();
    assert_eq!(
        spaced.rows[0].amount_text, "2500.10",
        "no binary floating point"
    );
}

#[tokio::test]
async fn no_records_is_an_answer() {
    for (status, body) in [
        (
            200,
            r#"{"RequestID":"1","ResponseCode":"1001","ResponseMessage":"No records found or Organization Name not available"}"#,
        ),
        (
            500,
            r#"{"RequestID":"1","Response Code":"1001","Response Message":"No records found"}"#,
        ),
        (
            200,
            r#"{"ResponseCode":"1000","ResponseMessage":"Success","Response":[]}"#,
        ),
        (200, r#"{"ResponseCode":"1000","Response":[[]]}"#),
        (200, r#"{"ResponseCode":"1001","Transaction":"[[]]"}"#),
        (200, r#"{"ResponseCode":"1000","Transaction":"[[]]"}"#),
    ] {
        let page = pull(status, body)
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!((page.rows.len(), page.unread), (0, 0), "{body}");
    }
    for (status, body) in [
        (200, r#"{"ResponseCode":"1002","ResponseMessage":"?"}"#),
        (200, r#"{"ResponseCode":"1000"}"#),
        (200, "{}"),
        (500, "{}"),
    ] {
        assert!(
            matches!(pull(status, body).await, Err(CallError::Unclear(_))),
            "{body}"
        );
    }
    let absent = r#"{"requestId":"1","errorCode":"401.001","errorMessage":"Error Occurred - Invalid Access Token - "}"#;
    match pull(401, absent).await {
        Err(CallError::Refused(refusal)) => assert_eq!(refusal.proof, Proof::TokenRefused),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn pull_is_registered_once() {
    for (body, state) in [
        (
            r#"{"ResponseRefID":"1","ResponseStatus":"1000","ShortCode":"600111","ResponseDescription":"Registered"}"#,
            PullRegistrationState::Registered,
        ),
        (
            r#"{"ResponseRefID":"1","Response Status":"1001","ShortCode":"600111","Response Description":"Already"}"#,
            PullRegistrationState::AlreadyRegistered,
        ),
    ] {
        let registration = PullRegistration {
            short_code: sample::short_code(),
            nominated: sample::phone(),
            callback_url: sample::url("pull"),
        };
        let answer = server(200, body)
            .await
            .client()
            .pull_register(&registration)
            .await
            .unwrap();
        assert_eq!(answer.state, state);
        assert!(!answer.description.is_empty());
    }
}

#[tokio::test]
async fn a_qr_code_is_a_picture_or_nothing() {
    let request = QrRequest {
        merchant: TradeName::parse("Mfano").unwrap(),
        reference: BillReference::parse("INV-0091").unwrap(),
        amount: Shillings::new(150).unwrap(),
        payee: QrPayee::PayBill(sample::short_code()),
        size: NonZeroU16::new(300).unwrap(),
    };
    // 256 bytes are the length of a security credential, which is struck out where it is kept.
    for (code, length) in [("00", 400), ("AG_20260310_010010203abcd4efgh5i", 248)] {
        let png = [b"\x89PNG\r\n\x1a\n".to_vec(), vec![9; length]].concat();
        let body = format!(
            r#"{{"ResponseCode":"{code}","RequestID":"16738-1","ResponseDescription":"QR Code Successfully Generated.","QRCode":"{}"}}"#,
            STANDARD.encode(&png)
        );
        let qr = server(200, &body)
            .await
            .client()
            .qr(&request)
            .await
            .unwrap();
        assert_eq!(qr.png, png);
        assert_eq!(qr.request_id.as_deref(), Some("16738-1"));
    }
    for picture in ["", "!!!", "aGVsbG8="] {
        let body = format!(r#"{{"ResponseCode":"00","QRCode":"{picture}"}}"#);
        let qr = server(200, &body).await.client().qr(&request).await;
        assert!(matches!(qr, Err(CallError::Unclear(_))), "{picture}");
    }
}

#[tokio::test]
async fn a_name_is_found_or_there_is_no_customer() {
    let check = NameCheck {
        request_id: OriginatorId::parse("0b5d4c6e-7a21-4f53-9d6e-2f3a1b0c9d8e").unwrap(),
        short_code: sample::short_code(),
        phone: sample::phone(),
    };
    let ask =
        async |status, body: &str| server(status, body).await.client().name_check(&check).await;
    let found = r#"{"header":{"requestID":"1","status":"200","message":"Success"},"body":{"firstName":"amani","middleName":"W******","lastName":"O******"}}"#;
    let answer = ask(200, found).await.unwrap();
    assert!(matches!(&answer, NameAnswer::Found { first, .. } if first == "amani"));
    assert!(!format!("{answer:?}").contains("amani"));
    let none = r#"{"header":{"status":"400","message":"Failed"},"body":{"message":"The customer does not exist."}}"#;
    for status in [200, 400] {
        assert!(matches!(
            ask(status, none).await,
            Ok(NameAnswer::NotACustomer { .. })
        ));
    }
    assert!(
        ask(200, r#"{"header":{"status":"500"},"body":{}}"#)
            .await
            .is_err()
    );
}
