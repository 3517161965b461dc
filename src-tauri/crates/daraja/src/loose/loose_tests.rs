use super::*;
use rust_decimal::Decimal;

fn root(text: &str) -> Node<'_> {
    scan(text.as_bytes()).unwrap().root
}

#[test]
fn numbers_keep_their_literal_text() {
    let node = root(r#"{"a": 450120.60, "b":-1980.00,"c":1e3,"d":007,"e":NaN}"#);
    let texts: Vec<_> = ["a", "b", "c", "d", "e"]
        .map(|key| node.text_of(&[key]).unwrap())
        .into();
    assert_eq!(texts, ["450120.60", "-1980.00", "1e3", "007", "NaN"]);
    assert!(matches!(node.get("e").unwrap().value, Value::Bare("NaN")));
}

#[test]
fn keys_are_found_in_every_spelling_and_twice() {
    let node = root(r#"{"Conversation ID":"a","conversation_id":"b","\u0043onversationID":"c"}"#);
    let found: Vec<_> = node
        .all("ConversationID")
        .map(|n| n.scalar().unwrap().text)
        .collect();
    assert_eq!(found, ["a", "b", "c"]);
}

#[test]
fn one_and_many_are_the_same() {
    assert_eq!(root(r#"{"k":{"a":1}}"#).get("k").unwrap().items().len(), 1);
    assert_eq!(
        root(r#"{"k":[{"a":1}]}"#)
            .get("k")
            .unwrap()
            .text_of(&["a"])
            .unwrap(),
        "1"
    );
    assert_eq!(root(r#"[["x"]]"#).scalar().unwrap().text, "x");
    assert_eq!(root("[[1,2],[3]]").items_flat().len(), 3);
    assert!(root("null").items().is_empty());
}

#[test]
fn odd_bytes_are_read_and_said() {
    let reading = scan(b"\xEF\xBB\xBF {\"a\":\"x\xFF\ny\\ud800\"} tail").unwrap();
    assert!(reading.replaced);
    assert_eq!(reading.trailing_from, Some(23));
    assert_eq!(
        reading.root.text_of(&["a"]).unwrap(),
        "x\u{FFFD}\ny\u{FFFD}"
    );
    assert_eq!(
        root(r#""\ud83d\ude00\/\u00e9""#).scalar().unwrap().text,
        "😀/é"
    );
}

#[test]
fn half_a_message_is_no_message() {
    let whole = r#"{"a":[1,{"b":"c\"d"}],"e":22.40}"#;
    for end in 0..whole.len() {
        assert!(scan(&whole.as_bytes()[..end]).is_err(), "{end}");
    }
    assert_eq!(scan(b" \n"), Err(Broken::Empty));
    assert_eq!(scan(b"{\"a\":}"), Err(Broken::NotJson { at: 5 }));
    assert_eq!(scan(b"{\"a\":1]"), Err(Broken::NotJson { at: 6 }));
    assert_eq!(
        scan("[".repeat(100).as_bytes()),
        Err(Broken::TooDeep { at: DEPTH_MAX })
    );
    assert_eq!(scan(&vec![b' '; BODY_LEN_MAX + 1]), Err(Broken::TooLong));
}

#[test]
fn decimals_are_exact() {
    let cases = [
        ("0.10", Some("0.10")),
        ("-1980.00", Some("-1980.00")),
        ("+5", Some("5")),
        (".5", Some("0.5")),
        ("5.", Some("5")),
        ("007", Some("7")),
        ("1,234,567.89", Some("1234567.89")),
        ("12,34", None),
        ("1.2E+5", Some("120000")),
        ("2.0260310143041E13", Some("20260310143041")),
        ("125e-2", Some("1.25")),
        ("1e99", None),
        ("1_000", None),
        ("KES 5", None),
        ("", None),
        ("-", None),
        (".", None),
        ("99999999999999999999999999999999", None),
        ("１２", None),
    ];
    for (text, expected) in cases {
        assert_eq!(
            decimal(text).map(|d| d.to_string()).as_deref(),
            expected,
            "{text}"
        );
    }
    assert_eq!(decimal("1e3"), Some(Decimal::from(1000)));
    assert_eq!(whole_digits("2.54712000111E11").unwrap(), "254712000111");
    assert_eq!(whole_digits("254712000111.0").unwrap(), "254712000111");
    assert_eq!(whole_digits("0712").unwrap(), "0712");
    assert_eq!(whole_digits("-5.0"), None);
    assert_eq!(whole_digits("1.5"), None);
}
