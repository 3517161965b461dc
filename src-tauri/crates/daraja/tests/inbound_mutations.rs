//! Callbacks bent at random: nothing panics, the raw body is kept, what was lost is said, and what was
//! not lost is what was sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod mutate;
mod samples;

use daraja::RawBody;
use daraja::inbound::{Body, Inbound, Kind, Loss, ResultNotice, read};
use daraja::loose::{Node, Value, scan};
use mutate::{Bend, GENTLE, ROUGH, Tree, bends};
use proptest::prelude::*;
use rust_decimal::Decimal;
use samples::{ALL, Sample};

const SECRET: &str = "c2VjcmV0IGNpcGhlcnRleHQ=";

fn bent(json: &str, bends: &[Bend]) -> String {
    let mut tree = Tree::parse(json);
    for bend in bends {
        tree.bend(bend);
    }
    tree.write()
}

/// Every amount a message gives, by name; the losses of its views.
fn amounts(inbound: &Inbound, sample: &str) -> (Amounts, Vec<Loss>, bool) {
    let mut losses = inbound.losses.clone();
    let (found, complete) = match &inbound.body {
        Body::Result(notice) => {
            let (found, lost) = of_result(notice, sample);
            losses.extend(lost);
            (found, notice.is_success())
        }
        Body::Stk(stk) => (vec![("amount", stk.amount)], stk.code.is_zeros()),
        Body::C2b(c2b) => (vec![("amount", c2b.amount), ("balance", c2b.balance)], true),
        Body::B2bExpress(push) => (vec![("amount", push.amount)], push.code.is_zeros()),
        Body::QueueTimeout(echo) => (vec![("amount", echo.amount)], false),
        Body::Ratiba(_) | Body::Unreadable { .. } => (vec![], false),
    };
    (found, losses, complete)
}

type Amounts = Vec<(&'static str, Option<Decimal>)>;
type Found = (Amounts, Vec<Loss>);

fn of_result(notice: &ResultNotice, sample: &str) -> Found {
    match sample.split(' ').next() {
        Some("b2c" | "pochi") => {
            let payment = notice.payment();
            let found = vec![
                ("amount", payment.amount),
                ("utility", payment.utility),
                ("working", payment.working),
                ("charges", payment.charges_paid),
            ];
            (found, payment.losses)
        }
        Some("b2b" | "tax") => {
            let b2b = notice.b2b();
            (vec![("amount", b2b.amount)], b2b.losses)
        }
        Some("status") => {
            let status = notice.status();
            let fee = status.fees.first().map(|fee| fee.amount);
            (vec![("amount", status.amount), ("fee", fee)], status.losses)
        }
        Some("balance") => {
            let balance = notice.balance();
            let first = balance.accounts.first().map(|a| a.spendable());
            (vec![("amount", first)], balance.losses)
        }
        _ => {
            let reversal = notice.reversal();
            (vec![("amount", reversal.amount)], reversal.losses)
        }
    }
}

fn any_sample() -> impl Strategy<Value = &'static Sample> {
    proptest::sample::select(ALL.iter().collect::<Vec<_>>())
}

/// What holds for every message, however bad.
fn holds_always(kind: Option<Kind>, bytes: &[u8]) -> Inbound {
    let inbound = read(kind, bytes);
    let raw = inbound.raw.bytes();
    assert_eq!(raw.len(), bytes.len());
    let struck = raw.iter().zip(bytes).filter(|(now, was)| now != was);
    assert!(
        struck
            .clone()
            .all(|(now, _)| matches!(now, b'*' | b'1' | b'x'))
    );
    assert_eq!(struck.count(), inbound.raw.struck());
    let again = read(kind, raw);
    assert_eq!(again.body, inbound.body);
    assert_eq!(again.losses, inbound.losses);
    assert_eq!(again.raw.bytes(), raw);
    inbound
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn retyping_loses_nothing(sample in any_sample(), bends in bends(&GENTLE)) {
        let json = bent(sample.json, &bends);
        let straight = amounts(&read(Some(sample.kind), sample.json.as_bytes()), sample.name);
        let inbound = holds_always(Some(sample.kind), json.as_bytes());
        let (found, losses, complete) = amounts(&inbound, sample.name);
        prop_assert_eq!(&losses, &vec![], "{}", json);
        prop_assert_eq!((found, complete), (straight.0, straight.2), "{}", json);
    }

    #[test]
    fn what_is_lost_is_said(sample in any_sample(), bends in bends(&ROUGH)) {
        let json = bent(sample.json, &bends);
        let (straight, ..) = amounts(&read(Some(sample.kind), sample.json.as_bytes()), sample.name);
        let inbound = holds_always(Some(sample.kind), json.as_bytes());
        let (found, losses, complete) = amounts(&inbound, sample.name);
        for ((name, now), (_, was)) in found.iter().zip(&straight) {
            // Another amount than the one sent is never read.
            prop_assert!(now.is_none() || now == was, "{name}: {now:?} from {json}");
            // One that is due in a complete message is there, or its loss is said.
            if complete && *name == "amount" && losses.is_empty() {
                prop_assert_eq!(now, was, "{}", json);
            }
        }
        prop_assert!(!inbound.raw.text().contains(SECRET) || !json.contains("redential"), "{}", json);
        let printed = format!("{inbound:?}{losses:?}");
        prop_assert!(!printed.contains("254712000111") && !printed.contains("AMANI"), "{printed}");
    }

    #[test]
    fn damaged_bytes_are_kept(
        sample in any_sample(),
        cut in 0_usize..1200,
        flips in proptest::collection::vec((0_usize..1200, any::<u8>()), 0..4),
    ) {
        let mut bytes = sample.json.as_bytes().to_vec();
        for (at, byte) in flips {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut.saturating_sub(600)));
        holds_always(Some(sample.kind), &bytes);
        holds_always(None, &bytes);
    }

    #[test]
    fn any_bytes_are_kept(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds_always(None, &bytes);
    }

    #[test]
    fn what_serde_json_reads_is_read_the_same(value in any_json()) {
        let text = value.to_string();
        let reading = scan(text.as_bytes()).unwrap();
        prop_assert!(reading.trailing_from.is_none());
        prop_assert!(same(&reading.root, &value), "{text}");
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert!(same(&scan(pretty.as_bytes()).unwrap().root, &value), "{pretty}");
    }

    #[test]
    fn a_secret_is_gone_at_any_depth(
        secret in "[A-Za-z0-9+/]{6,60}={0,2}",
        key in proptest::sample::select(vec!["SecurityCredential", "security_credential", "Security Credential", "PASSWORD", "Password", "access_token", "\\u0050assword"]),
        depth in 0_usize..4,
        broken in any::<bool>(),
    ) {
        prop_assume!(!secret.chars().all(|c| c == '1'));
        let mut json = format!(r#"{{"Amount":"10","{key}":"{secret}","PartyA":"600111"}}"#);
        for _ in 0..depth {
            json = format!(r#"{{"echo":{}}}"#, serde_json::Value::from(json.as_str()));
        }
        if broken {
            json.pop();
        }
        let kept = RawBody::keep(json.as_bytes());
        prop_assert!(!kept.text().contains(&secret), "{}", kept.text());
        prop_assert_eq!(kept.struck(), secret.len());
        prop_assert!(kept.text().contains("600111") && kept.text().contains("Amount"));
    }
}

/// Both were drawn by `what_is_lost_is_said`: nothing beside a value under the same name says that one of
/// them is wrong, not which.
#[test]
fn nothing_beside_an_amount_is_two_amounts() {
    let c2b = |fields: &str| {
        format!(
            r#"{{"TransactionType":"Pay Bill","TransID":"UCA5H8T1ZP","TransTime":"20260310091544","TransAmount":"2500.00","BusinessShortCode":"600111",{fields}}}"#
        )
    };
    for fields in [
        r#""OrgAccountBalance":"","OrgAccountBalance":987654"#,
        r#""OrgAccountBalance":987654,"OrgAccountBalance":null"#,
    ] {
        let inbound = read(Some(Kind::C2bConfirmation), c2b(fields).as_bytes());
        let Body::C2b(found) = &inbound.body else {
            panic!("{inbound:?}")
        };
        assert_eq!(found.balance, None, "{fields}");
        assert!(
            inbound
                .losses
                .iter()
                .any(|loss| loss.path.contains("OrgAccountBalance"))
        );
    }
    for values in [
        r#""Value":null,"Value":987654"#,
        r#""Value":987654,"Value":"""#,
    ] {
        let json = format!(
            r#"{{"Result":{{"ResultType":0,"ResultCode":0,"ResultDesc":"done","ConversationID":"AG_1","ResultParameters":{{"ResultParameter":[{{"Key":"TransactionAmount",{values}}}]}}}}}}"#
        );
        let inbound = read(Some(Kind::Result), json.as_bytes());
        let Body::Result(found) = &inbound.body else {
            panic!("{inbound:?}")
        };
        let payment = found.payment();
        assert_eq!(payment.amount, None, "{values}");
        let losses = [inbound.losses.clone(), payment.losses].concat();
        assert!(
            losses.iter().any(|loss| loss.expected == "one Value"),
            "{losses:?}"
        );
    }
}

/// Any JSON, numbers in every form `serde_json` writes.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        any::<String>().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            proptest::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn same(node: &Node<'_>, value: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (&node.value, value) {
        (Value::Null, Json::Null) => true,
        (Value::Bool(one), Json::Bool(other)) => one == other,
        (Value::Number(text), Json::Number(number)) => *text == number.to_string(),
        (Value::Text(one), Json::String(other)) => one == other,
        (Value::List(ones), Json::Array(others)) => {
            ones.len() == others.len()
                && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Value::Object(ones), Json::Object(others)) => {
            ones.len() == others.len()
                && ones.iter().all(|one| {
                    others
                        .get(one.key.as_ref())
                        .is_some_and(|other| same(&one.node, other))
                })
        }
        _ => false,
    }
}
