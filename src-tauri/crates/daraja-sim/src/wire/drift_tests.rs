use std::collections::BTreeSet;

use super::*;

fn body() -> ResultBody {
    ResultBody {
        result_type: 0,
        code: "0".to_owned(),
        text: "The service request is processed successfully.".to_owned(),
        originator_id: "PAYRUN-0042-000017".to_owned(),
        conversation_id: "AG_20260310_010010203abcd4efgh5i".to_owned(),
        transaction_id: "UCA3P0W8RD".to_owned(),
        parameters: vec![
            ("TransactionAmount", Value::Amount(120_000)),
            ("OriginatorConversationID", Value::Text("X-1".to_owned())),
            ("FinalisedTime", Value::Stamp(1_773_144_249_000)),
            ("TransactionReason", Value::Nothing),
            (
                "CreditPartyName",
                Value::Customer {
                    msisdn: "254712000111".to_owned(),
                    name: "AMINA W OTIENO".to_owned(),
                },
            ),
        ],
        reference: vec![("Occasion", Value::Nothing)],
        may_space_keys: true,
    }
}

fn many() -> Vec<String> {
    (0..400)
        .map(|seed| {
            Drift::new(Some(Dice::of(seed, "drift")))
                .result(&body())
                .to_string()
        })
        .collect()
}

#[test]
fn tidy_is_always_the_same() {
    let text = Drift::new(None).result(&body()).to_string();
    assert_eq!(text, Drift::new(None).result(&body()).to_string());
    assert!(text.starts_with(r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc""#));
    assert!(text.contains(r#"{"Key":"FinalisedTime","Value":20260310150409}"#));
    assert!(text.ends_with(r#""ReferenceData":{"ReferenceItem":{"Key":"Occasion"}}}}"#));
}

#[test]
fn every_drift_of_the_reference_is_drawn() {
    let all = many();
    for shape in [
        r#""ResultCode":0"#,
        r#""ResultCode":"0""#,
        r#""ResultType":"0""#,
        r#""Value":1200}"#,
        r#""Value":"1200"}"#,
        r#""Value":1200.00}"#,
        r#""Value":"1200.00"}"#,
        r#""Value":20260310150409}"#,
        r#""Value":"20260310150409"}"#,
        r#""Key":"Originator Conversation ID""#,
        r#"{"Key":"TransactionReason"}"#,
        r#"{"Key":"TransactionReason","Value":""}"#,
        r#""ReferenceItem":[{"#,
        r#""ReferenceItem":{"#,
        "254712000111 - AMINA",
        "2547 ***** 111 - AMINA",
        "25471****111 - AMINA",
    ] {
        assert!(all.iter().any(|text| text.contains(shape)), "never {shape}");
    }
    assert!(all.iter().any(|text| !text.contains("ReferenceData")));
    assert!(
        all.iter()
            .any(|text| !text.starts_with(r#"{"Result":{"ResultType""#))
    );
}

#[test]
fn every_shape_is_json_and_keeps_what_it_says() {
    for text in many() {
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        let result = &read["Result"];
        assert_eq!(result["TransactionID"], "UCA3P0W8RD");
        let list = result["ResultParameters"]["ResultParameter"]
            .as_array()
            .unwrap();
        let keys: BTreeSet<String> = list
            .iter()
            .map(|item| item["Key"].as_str().unwrap().replace(' ', ""))
            .collect();
        assert_eq!(keys.len(), 5);
    }
}

#[test]
fn the_pseudo_struct_has_its_three_parts_in_any_order() {
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        let text = Drift::new(Some(Dice::of(seed, "struct"))).pseudo_struct(618_683);
        assert!(
            text.starts_with("{Amount={") && text.ends_with("}}"),
            "{text}"
        );
        for part in [
            "CurrencyCode=KES",
            "MinimumAmount=618683",
            "BasicAmount=6186.83",
        ] {
            assert!(text.contains(part), "{text}");
        }
        seen.insert(text);
    }
    assert!(seen.len() > 2);
}
