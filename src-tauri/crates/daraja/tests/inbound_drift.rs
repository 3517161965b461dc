//! Every way in which messages are known to drift, tried on one payment result.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod samples;

use daraja::inbound::{Body, Kind, ResultNotice, read};
use rust_decimal::Decimal;
use samples::B2C;

fn amount(text: &str) -> Option<Decimal> {
    Some(Decimal::from_str_exact(text).unwrap())
}

fn result(json: &str) -> ResultNotice {
    let inbound = read(Some(Kind::Result), json.as_bytes());
    assert_eq!(inbound.losses, [], "{json}");
    let Body::Result(notice) = inbound.body else {
        panic!("a result: {json}");
    };
    notice
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
