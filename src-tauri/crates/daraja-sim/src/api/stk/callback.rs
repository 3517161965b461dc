//! What is posted when a prompt is over (`daraja-api.md` section 4.3).
//!
//! `Name` and `Value` here, where every other API has `Key` and `Value`; `Balance` never has a value.

use crate::outcome::ResultCode;
use crate::wire::drift::Drift;
use crate::wire::json::{Json, decimal};
use crate::world::times;

/// A finished prompt.
pub(super) struct Finished<'a> {
    pub(super) merchant_request_id: &'a str,
    pub(super) checkout_request_id: &'a str,
    pub(super) code: &'a ResultCode,
    /// There when it was paid.
    pub(super) paid: Option<Paid<'a>>,
}

/// What a paid prompt tells.
pub(super) struct Paid<'a> {
    pub(super) cents: i64,
    pub(super) receipt: &'a str,
    pub(super) at_ms: u64,
    pub(super) msisdn: &'a str,
    /// `msisdn` with stars; some callbacks have it.
    pub(super) masked: &'a str,
}

/// The body of the callback.
pub(super) fn body(of: &Finished<'_>, drift: &mut Drift) -> Json {
    let numeric = of.code.code.bytes().all(|byte| byte.is_ascii_digit());
    let code = if numeric && !drift.one_in(6) {
        Json::Literal(of.code.code.clone())
    } else {
        Json::text(&*of.code.code)
    };
    let mut fields = vec![
        ("MerchantRequestID", Json::text(of.merchant_request_id)),
        ("CheckoutRequestID", Json::text(of.checkout_request_id)),
        ("ResultCode", code),
        ("ResultDesc", Json::text(&*of.code.text)),
    ];
    if let Some(paid) = &of.paid {
        let items = items(paid, drift);
        fields.push((
            "CallbackMetadata",
            Json::object([("Item", Json::List(items))]),
        ));
    }
    Json::object([(
        "Body",
        Json::object([("stkCallback", Json::object(fields))]),
    )])
}

fn items(paid: &Paid<'_>, drift: &mut Drift) -> Vec<Json> {
    let amount = if drift.one_in(2) {
        decimal(paid.cents)
    } else {
        (paid.cents / 100).to_string()
    };
    let item =
        |name: &str, value: Json| Json::object([("Name", Json::text(name)), ("Value", value)]);
    let mut items = vec![
        item("Amount", Json::Literal(amount)),
        item("MpesaReceiptNumber", Json::text(paid.receipt)),
    ];
    if !drift.one_in(8) {
        items.push(Json::object([("Name", Json::text("Balance"))]));
    }
    items.push(item(
        "TransactionDate",
        Json::Literal(times::stamp(paid.at_ms)),
    ));
    // Treat it as optional, says the reference; some have it masked.
    if drift.one_in(8) {
        items.push(item("PhoneNumber", Json::text(paid.masked)));
    } else if !drift.one_in(8) {
        items.push(item("PhoneNumber", Json::Literal(paid.msisdn.to_owned())));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::dice::Dice;

    fn code(code: &str) -> ResultCode {
        ResultCode {
            code: code.to_owned(),
            text: "said".to_owned(),
        }
    }

    fn write(code: &ResultCode, paid: bool, drift: &mut Drift) -> String {
        let paid = paid.then_some(Paid {
            cents: 15_000,
            receipt: "UCA7K2M9QX",
            at_ms: 1_773_144_249_000,
            msisdn: "254712000111",
            masked: "2547 ***** 111",
        });
        let of = Finished {
            merchant_request_id: "m",
            checkout_request_id: "c",
            code,
            paid,
        };
        body(&of, drift).to_string()
    }

    #[test]
    fn a_tidy_success_is_that_of_the_reference() {
        let text = write(&code("0"), true, &mut Drift::new(None));
        assert_eq!(
            text,
            concat!(
                r#"{"Body":{"stkCallback":{"MerchantRequestID":"m","CheckoutRequestID":"c","#,
                r#""ResultCode":0,"ResultDesc":"said","CallbackMetadata":{"Item":["#,
                r#"{"Name":"Amount","Value":150},{"Name":"MpesaReceiptNumber","Value":"UCA7K2M9QX"},"#,
                r#"{"Name":"Balance"},{"Name":"TransactionDate","Value":20260310150409},"#,
                r#"{"Name":"PhoneNumber","Value":254712000111}]}}}}"#,
            )
        );
    }

    #[test]
    fn a_failure_has_no_metadata_and_a_code_with_letters_is_text() {
        let text = write(&code("SFC_IC0003"), false, &mut Drift::new(None));
        assert!(text.contains(r#""ResultCode":"SFC_IC0003""#));
        assert!(!text.contains("CallbackMetadata"));
    }

    #[test]
    fn each_drift_is_drawn_by_some_seed() {
        let all: Vec<String> = (0..300)
            .map(|seed| {
                write(
                    &code("0"),
                    true,
                    &mut Drift::new(Some(Dice::of(seed, "stk"))),
                )
            })
            .collect();
        for shape in [
            r#""ResultCode":"0""#,
            r#""Value":150.00}"#,
            r#""Value":150}"#,
            r#"{"Name":"Balance"}"#,
            r#""Value":"2547 ***** 111""#,
        ] {
            assert!(all.iter().any(|text| text.contains(shape)), "never {shape}");
        }
        assert!(all.iter().any(|text| !text.contains("Balance")));
        assert!(all.iter().any(|text| !text.contains("PhoneNumber")));
        for text in all {
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        }
    }
}
