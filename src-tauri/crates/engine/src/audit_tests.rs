use proptest::prelude::*;
use serde_json::json;

use super::*;

fn event(seq: i64, previous: Hash) -> Event {
    Event {
        seq,
        at: 1_795_000_000 + seq,
        operator: "jaribio".into(),
        action: "import.commit".into(),
        subject: format!("import {seq}"),
        before: "null".into(),
        after: canonical_json(&json!({"rows": seq, "digest": "ab"})),
        previous,
    }
}

fn chain(length: i64) -> Vec<(Event, Hash)> {
    let mut events = Vec::new();
    let mut previous = GENESIS;
    for seq in 1..=length {
        let event = event(seq, previous);
        previous = event.hash();
        events.push((event, previous));
    }
    events
}

fn walk(chain: &[(Event, Hash)]) -> Result<Walk, BrokenChain> {
    let mut walk = Walk::default();
    for (event, hash) in chain {
        walk.step(event, hash)?;
    }
    Ok(walk)
}

/// Whoever re-performs the check needs exactly these bytes.
#[test]
fn the_canonical_form_is_fixed() {
    let first = event(1, GENESIS);
    let mut text = first.canonical();
    assert_eq!(text.remove(0), CHAIN_VERSION);
    assert_eq!(
        String::from_utf8(text).unwrap(),
        format!(
            "{{\"action\":\"import.commit\",\"after\":{{\"digest\":\"ab\",\"rows\":1}},\"at\":1795000001,\
             \"before\":null,\"operator\":\"jaribio\",\"previous\":\"{}\",\"seq\":1,\"subject\":\"import 1\"}}",
            "0".repeat(64)
        )
    );
    assert_eq!(
        hex(&first.hash()),
        "c982d796e0a3fa4d50e90b788c9e0f9f81b71ff061616c0cbb7d4a73adae50e5"
    );
}

#[test]
fn canonical_json_sorts_and_has_no_blanks() {
    let value = json!({"b": [1, -2, null, true], "a": {"z": "é\n\"\\\u{1}", "A": 0}});
    assert_eq!(
        canonical_json(&value),
        "{\"a\":{\"A\":0,\"z\":\"é\\n\\\"\\\\\\u0001\"},\"b\":[1,-2,null,true]}"
    );
}

#[test]
fn a_whole_chain_holds_and_any_cut_or_swap_is_named() {
    let whole = chain(5);
    let walked = walk(&whole).unwrap();
    assert_eq!((walked.events(), walked.head()), (5, whole[4].1));

    let mut cut = whole.clone();
    cut.remove(2);
    assert_eq!(
        walk(&cut),
        Err(BrokenChain {
            seq: 4,
            fault: Fault::Sequence
        })
    );
    let mut swapped = whole.clone();
    swapped.swap(1, 2);
    assert_eq!(
        walk(&swapped),
        Err(BrokenChain {
            seq: 3,
            fault: Fault::Sequence
        })
    );
    let mut renumbered = cut;
    for (seq, (event, hash)) in (1..).zip(&mut renumbered) {
        event.seq = seq;
        *hash = event.hash();
    }
    assert_eq!(
        walk(&renumbered),
        Err(BrokenChain {
            seq: 3,
            fault: Fault::Previous
        })
    );
}

/// Text moved over the border of a part could keep the bytes, so the parts must be JSON each.
#[test]
fn text_can_not_be_shifted_between_parts() {
    let mut honest = event(1, GENESIS);
    honest.after = "{\"x\":{\"y\":1,\"at\":1795000001,\"before\":{}}}".into();
    honest.before = "{\"z\":0}".into();
    let hash = honest.hash();
    Walk::default().step(&honest, &hash).unwrap();
    let mut forged = honest.clone();
    forged.after = "{\"x\":{\"y\":1".into();
    forged.before = "{}}},\"at\":1795000001,\"before\":{\"z\":0}".into();
    assert_eq!(
        forged.canonical(),
        honest.canonical(),
        "the bytes are the same"
    );
    let told = Walk::default().step(&forged, &hash).unwrap_err();
    assert_eq!(told.fault, Fault::Content);
}

proptest! {
    #[test]
    fn any_changed_field_is_found(at in 0..5_usize, field in 0..6_u8, change in "[a-z]{1,5}") {
        let mut tampered = chain(5);
        let event = &mut tampered[at].0;
        match field {
            0 => event.at += 1,
            1 => event.operator.push_str(&change),
            2 => event.action.push_str(&change),
            3 => event.subject.push_str(&change),
            4 => event.before = format!("\"{change}\""),
            _ => event.after = format!("\"{change}\""),
        }
        let seq = event.seq;
        prop_assert_eq!(walk(&tampered), Err(BrokenChain { seq, fault: Fault::Content }));
        // Hashing anew only moves the break to the next event.
        tampered[at].1 = tampered[at].0.hash();
        let next = walk(&tampered);
        if at < 4 {
            prop_assert_eq!(next, Err(BrokenChain { seq: seq + 1, fault: Fault::Previous }));
        } else {
            prop_assert_ne!(next.unwrap().head(), chain(5)[4].1);
        }
    }

    #[test]
    fn any_text_keeps_the_form_valid_json(operator in ".{0,20}", subject in ".{0,20}") {
        let mut any = event(1, GENESIS);
        any.operator = operator.clone();
        any.subject = subject;
        let value: Value = serde_json::from_slice(&any.canonical()[1..]).unwrap();
        prop_assert_eq!(value["operator"].as_str(), Some(&*operator));
        prop_assert_eq!(canonical_json(&value).into_bytes(), any.canonical()[1..].to_vec());
    }
}
