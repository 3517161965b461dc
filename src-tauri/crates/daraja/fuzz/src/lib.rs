//! What must hold for every body, whatever is in it. The targets assert it on each input.

use daraja::RawBody;
use daraja::loose::{Node, Value, letters_only, scan};

/// A kept body is as long as what came, differs only where something was struck out, holds no value
/// under a secret's name, and is kept the same when it is kept again.
pub fn raw_body_holds(bytes: &[u8], raw: &RawBody) {
    assert_eq!(raw.len() + raw.cut(), bytes.len());
    let kept = raw.bytes();
    let mut struck = 0;
    for (now, was) in kept.iter().zip(bytes) {
        if now != was {
            assert!(matches!(now, b'*' | b'1' | b'x'), "struck out with {now}");
            struck += 1;
        }
    }
    assert_eq!(struck, raw.struck());
    assert_eq!(
        RawBody::keep(kept).bytes(),
        kept,
        "striking twice is striking once"
    );
    if let Ok(reading) = scan(kept) {
        no_secret(&reading.root, 0);
    }
    assert!(format!("{raw:?}").len() < 80);
}

/// No member named like a secret has a value left, also in JSON inside a string.
fn no_secret(node: &Node<'_>, depth: usize) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| no_secret(item, depth)),
        Value::Object(members) => {
            for member in members {
                let name = letters_only(&member.key);
                let secret = ["securitycredential", "password", "accesstoken", "passkey"]
                    .iter()
                    .any(|secret| name.contains(secret));
                if secret && let Some(scalar) = member.node.scalar() {
                    let gone = |c: char| matches!(c, '*' | '1' | 'x' | '-');
                    let word = matches!(scalar.text.as_ref(), "true" | "false");
                    assert!(word || scalar.text.chars().all(gone), "{}", scalar.text);
                }
                no_secret(&member.node, depth);
            }
        }
        Value::Text(text) if depth < 2 && text.contains('{') => {
            if let Ok(inner) = scan(text.as_bytes()) {
                no_secret(&inner.root, depth + 1);
            }
        }
        _ => {}
    }
}
