//! Every message of the reference, read to the last field; then every way in which they are known to
//! drift.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod samples;

use daraja::inbound::{
    BalanceText, Body, C2bStage, Finality, GivenPhone, Inbound, Kind, PartyId, ResultNotice,
    TransactionStatus, Unreadable, read,
};
use rust_decimal::Decimal;
use samples::*;

fn amount(text: &str) -> Option<Decimal> {
    Some(Decimal::from_str_exact(text).unwrap())
}

fn clean(kind: Kind, json: &str) -> Body {
    let inbound = read(Some(kind), json.as_bytes());
    assert_eq!(inbound.losses, [], "{json}");
    inbound.body
}

fn result(json: &str) -> ResultNotice {
    let Body::Result(notice) = clean(Kind::Result, json) else {
        panic!("a result: {json}");
    };
    notice
}

#[test]
fn a_payment_result() {
    let notice = result(B2C);
    assert!(notice.is_success());
    assert_eq!(notice.code.as_str(), "0");
    assert_eq!(
        notice.originator_id.as_ref().unwrap().as_str(),
        "PAYRUN-0042-000017"
    );
    assert_eq!(
        notice.conversation_id.as_ref().unwrap().as_str(),
        "AG_20260310_010010203abcd4efgh5i"
    );
    assert_eq!(
        notice.transaction_id.as_ref().unwrap().as_str(),
        "UCA3P0W8RD"
    );
    let payment = notice.payment();
    assert_eq!(payment.losses, []);
    assert_eq!(payment.amount, amount("1200"));
    assert_eq!(payment.utility.unwrap().to_string(), "450120.60");
    assert_eq!(payment.working, amount("1000"));
    assert_eq!(payment.charges_paid, amount("-1980"));
    assert_eq!(payment.registered, Some(true));
    assert_eq!(
        payment.completed.unwrap().at().to_string(),
        "2026-03-10 15:04:09"
    );
    let receiver = payment.receiver.unwrap();
    assert_eq!(receiver.name.reveal(), "AMANI W MFANO");
    assert!(
        matches!(receiver.phone(), Some(GivenPhone::Clear(number)) if number.digits() == "254712000111")
    );
    assert!(notice.reference.text("Queue Timeout URL").is_some());
}

#[test]
fn failed_results_have_no_receipt_and_no_losses() {
    let notice = result(B2C_FAILED);
    assert!(!notice.is_success() && notice.is_final());
    assert_eq!(notice.code.number(), Some(2001));
    assert_eq!(notice.transaction_id, None, "a placeholder");
    let payment = notice.payment();
    assert_eq!(
        (payment.receipt, payment.amount, payment.losses),
        (None, None, vec![])
    );
    let notice = result(POCHI_FAILED);
    assert_eq!(
        (notice.code.as_str(), notice.code.number()),
        ("SFC_IC0003", None)
    );
    assert_eq!(
        notice.payment().receiver.unwrap().name.reveal(),
        "JARIBIO MFANO"
    );
    assert_eq!(notice.reference.len(), 2);
    let notice = result(REVERSAL_FAILED);
    assert_eq!(notice.code.as_str(), "R000002");
    assert_eq!(notice.reversal().losses, []);
}

#[test]
fn business_payments_and_tax() {
    let result_ = result(B2B).b2b();
    assert_eq!(result_.losses, []);
    assert_eq!(result_.amount, amount("190"));
    assert_eq!(
        result_.completed.unwrap().at().to_string(),
        "2026-03-10 11:07:17"
    );
    let braced = |balance| match balance {
        Some(BalanceText::Amount(amount)) => amount.amount.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(braced(result_.debit_balance), "6186.83");
    assert_eq!(braced(result_.initiator_balance), "6186.83");
    let Some(BalanceText::Accounts(accounts)) = result_.debit_affected else {
        panic!("accounts");
    };
    assert_eq!(accounts[0].spendable().to_string(), "6186.83");
    assert!(
        matches!(result_.receiver.unwrap().id, Some(PartyId::ShortCode(code)) if code.as_str() == "600222")
    );
    assert_eq!(result_.bill_reference.unwrap().reveal(), "19008");
    let tax = result(TAX).b2b();
    assert_eq!(tax.losses, []);
    assert_eq!(tax.fees[0].amount.to_string(), "77.00");
}

#[test]
fn a_status() {
    let status = result(STATUS).status();
    assert_eq!(status.losses, []);
    assert_eq!(status.status, Some(TransactionStatus::Completed));
    assert_eq!(status.receipt.unwrap().as_str(), "UCA3P0W8RD");
    assert_eq!(status.amount, amount("1200"));
    assert_eq!(status.originator_id.unwrap().as_str(), "PAYRUN-0042-000017");
    assert_eq!(
        status.conversation_id.unwrap().as_str(),
        "AG_20260310_010010203abcd4efgh5i"
    );
    assert_eq!(status.fees[0].name, "Fee For B2C Payment");
    assert_eq!(status.fees[0].amount.to_string(), "22.40");
    assert!(status.reason.is_empty());
    assert_eq!(
        status.finalised.unwrap().at().to_string(),
        "2026-03-10 15:04:09"
    );
    let missing = result(STATUS_NOT_FOUND);
    assert_eq!(missing.code.as_str(), "2032");
    assert_eq!(
        (missing.status().status, missing.status().losses),
        (None, vec![])
    );
}

#[test]
fn a_status_with_the_payer_twice() {
    let json = STATUS.replace("CreditPartyName", "DebitPartyName");
    let status = result(&json).status();
    assert_eq!(status.losses, []);
    assert_eq!(status.debit_party.unwrap().name.reveal(), "DEMO LTD");
    assert_eq!(status.credit_party.unwrap().name.reveal(), "AMANI W MFANO");
}

#[test]
fn words_of_status() {
    let cases = [
        ("Completed", Some(true)),
        ("COMPLETED ", Some(true)),
        ("Cancelled", Some(false)),
        ("Declined", Some(false)),
        ("Expired", Some(false)),
        ("Failed", Some(false)),
        ("Rejected", Some(false)),
        ("Initiated", None),
        ("Authorized", None),
        ("Pending Authorized", None),
        ("Pending", None),
        ("Not Completed", None),
        ("Imekamilika", None),
    ];
    for (word, moved) in cases {
        let status = result(&STATUS.replace("\"Completed\"", &format!("{word:?}"))).status();
        assert_eq!(status.status.unwrap().moved(), moved, "{word}");
    }
}

#[test]
fn balances() {
    let balance = result(BALANCE).balance();
    assert_eq!(balance.losses, []);
    assert_eq!(balance.accounts.len(), 3);
    assert_eq!(balance.accounts[0].spendable().to_string(), "8200.00");
    let failed = result(BALANCE_FAILED).balance();
    assert_eq!(failed.losses, []);
    assert_eq!(
        failed.error.unwrap().reveal(),
        "The initiator information is invalid."
    );
    assert!(failed.completed.is_some() && failed.accounts.is_empty());
}

#[test]
fn a_reversal() {
    let reversal = result(REVERSAL).reversal();
    assert_eq!(reversal.losses, []);
    assert_eq!(reversal.original.unwrap().as_str(), "UCA5H8T1ZP");
    assert_eq!(reversal.charge[0].amount, Decimal::ZERO);
    assert!(matches!(
        reversal.debit_balance,
        Some(BalanceText::Accounts(_))
    ));
}

#[test]
fn timeouts_never_say_anything_about_the_money() {
    for json in [TIMEOUT, TIMEOUT_WRAPPED] {
        for kind in [Kind::QueueTimeout, Kind::Result] {
            let inbound = read(Some(kind), json.as_bytes());
            assert_eq!(inbound.losses, []);
            let Body::QueueTimeout(echo) = &inbound.body else {
                panic!("{json}");
            };
            assert!(
                echo.originator_id
                    .as_ref()
                    .unwrap()
                    .as_str()
                    .starts_with("PAYRUN-0042-")
            );
            assert_eq!(echo.amount, amount("1500"));
            assert!(echo.notice.is_none());
            assert!(echo.party_b.as_ref().unwrap().phone().is_some());
            assert_eq!(inbound.raw.struck(), "c2VjcmV0IGNpcGhlcnRleHQ=".len());
            assert!(!format!("{inbound:?}{}", inbound.raw.text()).contains("c2Vjcm"));
        }
    }
    // A result object at the timeout address: kept, and still no proof.
    let Body::QueueTimeout(echo) = clean(Kind::QueueTimeout, B2C) else {
        panic!("a timeout");
    };
    assert_eq!(echo.notice.unwrap().payment().amount, amount("1200"));
}

#[test]
fn prompts() {
    let Body::Stk(stk) = clean(Kind::Stk, STK) else {
        panic!("stk");
    };
    assert!(stk.code.is_zeros());
    assert_eq!(stk.amount, amount("150"));
    assert_eq!(stk.receipt.unwrap().as_str(), "UCA7K2M9QX");
    assert_eq!(stk.balance, None);
    assert_eq!(
        stk.completed.unwrap().at().to_string(),
        "2026-03-10 14:30:41"
    );
    assert!(matches!(stk.payer, Some(GivenPhone::Clear(_))));
    assert_eq!(
        stk.checkout_request_id.unwrap().reveal(),
        "ws_CO_10032026143012345712000111"
    );
    let Body::Stk(stk) = clean(Kind::Stk, STK_FAILED) else {
        panic!("stk");
    };
    assert_eq!((stk.code.number(), stk.amount), (Some(1032), None));
}

#[test]
fn payments_by_customers() {
    let Body::C2b(notice) = clean(Kind::C2bConfirmation, CONFIRMATION) else {
        panic!("c2b");
    };
    assert_eq!(notice.stage, C2bStage::Confirmation);
    assert_eq!(notice.amount.unwrap().to_string(), "2500.00");
    assert_eq!(notice.balance.unwrap().to_string(), "88120.50");
    assert_eq!(notice.bill_reference.reveal(), "INV-0091");
    assert_eq!(notice.first_name.reveal(), "AMANI");
    assert!(matches!(notice.payer, Some(GivenPhone::Masked(_))));
    let Body::C2b(notice) = clean(Kind::C2bValidation, VALIDATION) else {
        panic!("c2b");
    };
    assert_eq!((notice.stage, notice.balance), (C2bStage::Validation, None));
    assert!(matches!(notice.payer, Some(GivenPhone::Hashed(_))));
    let Body::C2b(notice) = read(None, CONFIRMATION.as_bytes()).body else {
        panic!("c2b");
    };
    assert_eq!(
        notice.stage,
        C2bStage::NotSaid,
        "the body alone is no confirmation"
    );
}

#[test]
fn pushes_and_standing_orders() {
    let Body::B2bExpress(push) = clean(Kind::B2bExpress, EXPRESS) else {
        panic!("express");
    };
    assert_eq!((push.code.is_zeros(), push.amount), (true, amount("71")));
    assert_eq!(push.receipt.unwrap().as_str(), "UCA9R1S2TU");
    let Body::B2bExpress(push) = clean(Kind::B2bExpress, EXPRESS_CANCELLED) else {
        panic!("express");
    };
    assert_eq!(push.code.as_str(), "4001");
    let Body::Ratiba(order) = clean(Kind::Ratiba, RATIBA) else {
        panic!("ratiba");
    };
    assert!(order.code.is_zeros());
    assert_eq!(order.receipt.unwrap().as_str(), "UCA2C8F3QM");
    let flipped = RATIBA.replace("response", "Response");
    assert!(matches!(clean(Kind::Ratiba, &flipped), Body::Ratiba(_)));
}

/// One drift: what to replace in the payment result, and by what. Nothing may be lost by it.
#[test]
fn drift_that_loses_nothing() {
    let drifts = [
        ("a number as text", r#""Value":1200"#, r#""Value":"1200""#),
        ("two decimals", r#""Value":1200"#, r#""Value":1200.00"#),
        ("thousands", r#""Value":1200"#, r#""Value":"1,200.00""#),
        ("exponent", r#""Value":1200"#, r#""Value":1.2E3"#),
        ("a list of one", r#""Value":1200"#, r#""Value":[1200]"#),
        ("spaced key", "TransactionAmount", "Transaction Amount"),
        ("underscored key", "TransactionAmount", "transaction_amount"),
        (
            "escaped key",
            "TransactionAmount",
            "\\u0054ransactionAmount",
        ),
        ("lower case wrapper", "\"Result\"", "\"result\""),
        ("Name for Key", "\"Key\"", "\"Name\""),
        ("code as text", "\"ResultCode\":0", "\"ResultCode\":\"0\""),
        (
            "many zeros",
            "\"ResultCode\":0",
            "\"ResultCode\":\"00000000\"",
        ),
        ("type as text", "\"ResultType\":0", "\"ResultType\":\"0\""),
        ("no type", "\"ResultType\":0,", ""),
        (
            "misspelt id",
            "OriginatorConversationID",
            "OriginatorCoversationID",
        ),
        ("compact time", "10.03.2026 15:04:09", "20260310150409"),
        (
            "no value",
            r#""Key":"B2CRecipientIsRegisteredCustomer","Value":"Y""#,
            r#""Key":"B2CRecipientIsRegisteredCustomer""#,
        ),
        (
            "no receipt of its own",
            r#""TransactionReceipt","Value":"UCA3P0W8RD""#,
            r#""TransactionReceipt""#,
        ),
        (
            "masked receiver",
            "254712000111 - AMANI W MFANO",
            "2547*****111 - A**** M****",
        ),
        ("a line break inside", "successfully.", "success\nfully."),
    ];
    for (name, from, to) in drifts {
        assert!(B2C.contains(from), "{name}");
        let notice = result(&B2C.replace(from, to));
        let payment = notice.payment();
        assert_eq!(payment.losses, [], "{name}");
        assert_eq!(payment.amount, amount("1200"), "{name}");
        assert_eq!(payment.receipt.unwrap().as_str(), "UCA3P0W8RD", "{name}");
        assert!(notice.is_success() && payment.completed.is_some(), "{name}");
        assert_eq!(
            notice.originator_id.unwrap().as_str(),
            "PAYRUN-0042-000017",
            "{name}"
        );
    }
    for json in [
        format!("\u{feff}{B2C}"),
        format!("[{B2C}]"),
        format!("{B2C:?}").replace("\\'", "'"),
    ] {
        assert_eq!(result(&json).payment().amount, amount("1200"));
    }
}

/// One drift that loses something, and where that is said.
#[test]
fn drift_that_loses_something_says_so() {
    let drifts = [
        (
            "no amount",
            r#""Value":1200"#,
            r#""Valeu":1200"#,
            "TransactionAmount",
        ),
        (
            "a word for an amount",
            r#""Value":1200"#,
            r#""Value":"elfu""#,
            "TransactionAmount",
        ),
        (
            "an object for an amount",
            r#""Value":1200"#,
            r#""Value":{"a":1200}"#,
            "TransactionAmount",
        ),
        (
            "two amounts",
            r#"{"Key":"TransactionAmount","Value":1200}"#,
            r#"{"Key":"TransactionAmount","Value":1200},{"Key":"TransactionAmount","Value":1300}"#,
            "TransactionAmount",
        ),
        (
            "two values",
            r#""Value":1200"#,
            r#""Value":1200,"Value":1300"#,
            "TransactionAmount",
        ),
        (
            "another key",
            "\"TransactionAmount\"",
            "\"Kiasi\"",
            "TransactionAmount",
        ),
        (
            "two receipts",
            r#""TransactionID":"UCA3P0W8RD""#,
            r#""TransactionID":"UCA3P0W8RE""#,
            "TransactionReceipt",
        ),
        (
            "a bad date",
            "10.03.2026",
            "10.13.2026",
            "TransactionCompletedDateTime",
        ),
        (
            "no number",
            "254712000111 - ",
            "",
            "ReceiverPartyPublicName",
        ),
        ("no code", "\"ResultCode\":0,", "", "ResultCode"),
        (
            "a parameter that is none",
            r#"{"Key":"TransactionAmount","Value":1200}"#,
            r#"{"Key":"TransactionAmount","Value":1200},5"#,
            "ResultParameters",
        ),
        (
            "an unknown type",
            "\"ResultType\":0",
            "\"ResultType\":7",
            "ResultType",
        ),
        (
            "text after the end",
            "submit\"}}}}",
            "submit\"}}}} tail",
            "after the end",
        ),
    ];
    for (name, from, to, place) in drifts {
        assert!(B2C.contains(from), "{name}");
        let inbound = read(Some(Kind::Result), B2C.replace(from, to).as_bytes());
        let Body::Result(notice) = &inbound.body else {
            panic!("{name}");
        };
        let mut losses = inbound.losses.clone();
        losses.extend(notice.payment().losses);
        assert!(
            losses.iter().any(|loss| loss.path.contains(place)),
            "{name}: {losses:?}"
        );
        let printed = format!("{inbound:?}{:?}", notice.payment());
        assert!(
            !printed.contains("254712000111") && !printed.contains("AMANI"),
            "{printed}"
        );
    }
}

#[test]
fn a_result_of_type_one_is_not_the_last_word() {
    let notice = result(&B2C.replace("\"ResultType\":0", "\"ResultType\":\"1\""));
    assert_eq!(notice.finality, Finality::Waiting);
    assert!(!notice.is_final() && !notice.is_success());
}

#[test]
fn what_is_no_message_is_said_to_be_none() {
    let why = |bytes: &[u8]| match read(None, bytes) {
        Inbound {
            body: Body::Unreadable { why },
            raw,
            ..
        } => (why, raw.len()),
        other => panic!("{other:?}"),
    };
    assert!(matches!(why(b"").0, Unreadable::Broken(_)));
    assert!(matches!(why(b"<html>403</html>").0, Unreadable::Broken(_)));
    assert!(matches!(
        why(&B2C.as_bytes()[..300]),
        (Unreadable::Broken(_), 300)
    ));
    assert_eq!(why(b"[1,2]").0, Unreadable::NotAnObject);
    assert_eq!(why(b"\"text\"").0, Unreadable::NotAnObject);
    assert_eq!(why(b"{\"a\":1}").0, Unreadable::UnknownShape);
    assert_eq!(why(b"{\"Result\":\"none\"}").0, Unreadable::UnknownShape);
    assert!(matches!(why(&vec![b'['; 300_000]).0, Unreadable::Broken(_)));
}

#[test]
fn every_sample_is_read_again_from_what_is_kept() {
    for sample in ALL {
        let inbound = read(Some(sample.kind), sample.json.as_bytes());
        assert_eq!(inbound.raw.len(), sample.json.len(), "{}", sample.name);
        let again = read(Some(sample.kind), inbound.raw.bytes());
        assert_eq!(again.body, inbound.body, "{}", sample.name);
        assert_eq!(again.losses, inbound.losses, "{}", sample.name);
        assert!(
            !matches!(inbound.body, Body::Unreadable { .. }),
            "{}",
            sample.name
        );
    }
}
