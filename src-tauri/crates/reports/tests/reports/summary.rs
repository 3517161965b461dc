//! The summary: one JSON object, the same bytes each time.

use reports::summary::{Phase, summary_json};

use crate::mfano;

fn text() -> String {
    let phase = |name: &str, milliseconds| Phase {
        name: name.into(),
        milliseconds,
    };
    summary_json(
        &mfano::water(),
        &[phase("read", 41), phase("match", 7), phase("write", 190)],
    )
}

#[test]
fn keys_stand_in_their_order() {
    let text = text();
    let at = |key: &str| text.find(&format!("\n  \"{key}\":")).unwrap();
    let keys = [
        "business",
        "short_code",
        "environment",
        "period",
        "as_of",
        "time_zone",
        "counts",
        "totals",
        "certificate",
        "bridge",
        "sources",
        "milliseconds",
    ];
    assert!(keys.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
    assert!(
        text.find("\"read\"") < text.find("\"match\""),
        "phases keep their order"
    );
    assert!(text.ends_with("}\n"));
}

#[test]
fn figures_are_exact() {
    let json: serde_json::Value = serde_json::from_str(&text()).unwrap();
    assert_eq!(json["bridge"]["residual"], "-1250.00");
    assert_eq!(json["totals"]["statement_closing"], "456684.75");
    assert_eq!(json["totals"]["allocated"], "30012.00");
    assert_eq!(json["totals"]["suggested"], "7503.00");
    assert_eq!(
        json["totals"]["open_payable"],
        serde_json::Value::Null,
        "past the range"
    );
    assert_eq!(json["totals"]["open_receivable"], "1400.00");
    assert_eq!(json["counts"]["rows"], 4_819);
    assert_eq!(json["counts"]["lines"], 11);
    assert_eq!(json["counts"]["buckets"]["refused"], 1);
    assert_eq!(json["counts"]["classes"]["unmatched"], 65);
    assert_eq!(json["counts"]["entry_states"]["open"], 3);
    assert_eq!(json["counts"]["exceptions"], 40);
    assert_eq!(json["counts"]["exception_kinds"]["balance_gap"], 6);
    assert_eq!(json["certificate"][2]["opening"], serde_json::Value::Null);
    assert_eq!(
        json["certificate"][0]["period"]["from"],
        "2026-01-01T06:12:09+03:00"
    );
    assert_eq!(json["sources"][0]["buckets"]["changed"], 2);
    assert_eq!(json["milliseconds"]["match"], 7);
    let floats = |value: &serde_json::Value| value.is_f64();
    assert!(
        !any(&json, &floats),
        "no amount is a JSON number with a fraction"
    );
}

fn any(value: &serde_json::Value, test: &dyn Fn(&serde_json::Value) -> bool) -> bool {
    match value {
        serde_json::Value::Array(list) => list.iter().any(|value| any(value, test)),
        serde_json::Value::Object(map) => map.values().any(|value| any(value, test)),
        other => test(other),
    }
}
