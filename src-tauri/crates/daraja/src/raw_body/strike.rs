//! Striking secrets out, at equal length, in bodies that may be anything.
//!
//! A body that is JSON is struck by its structure, and then inside each of its strings; one that is not
//! is struck as plain characters ([`super::plain`]). Structure is never touched, so a body that could be
//! read still can be, and says the same. Striking what is struck changes nothing.

use super::names::names_secret;
use super::plain;
use crate::loose::{Member, Node, Value, same_key, scan};
use std::ops::Range;

/// Rounds until nothing changes. One round is enough unless striking made a broken body readable.
const ROUNDS_MAX: usize = 4;

/// Shortest text struck out because the caller says that it is secret.
const KNOWN_LEN_MIN: usize = 8;

/// Longest text that can be the naming half of a `Key`/`Value` pair.
const NAME_LEN_MAX: usize = 64;

/// Bytes to strike out, and with what: a star inside strings, `1` in numbers and `x` in bare words, so
/// that each stays what it is.
pub(super) struct Mark {
    pub(super) span: Range<usize>,
    pub(super) fill: u8,
}

/// Strikes every secret of `bytes` out, in place.
pub(super) fn strike(bytes: &mut [u8], known: &[&str]) {
    for secret in known.iter().filter(|secret| secret.len() >= KNOWN_LEN_MIN) {
        let places: Vec<usize> = memchr::memmem::find_iter(bytes, secret.as_bytes()).collect();
        let number = secret.bytes().all(|byte| byte.is_ascii_digit());
        for at in places {
            let span = at..at + secret.len();
            blank(
                bytes,
                Mark {
                    span,
                    fill: if number { b'1' } else { b'*' },
                },
            );
        }
    }
    for _ in 0..ROUNDS_MAX {
        let marks = marks(bytes);
        if marks.is_empty() {
            return;
        }
        let before = bytes.to_vec();
        for mark in marks {
            blank(bytes, mark);
        }
        if *bytes == *before {
            return;
        }
    }
    // Four rounds and still new secrets: nothing in there is worth the risk.
    bytes.fill(b'*');
}

fn blank(bytes: &mut [u8], mark: Mark) {
    if let Some(part) = bytes.get_mut(mark.span) {
        part.fill(mark.fill);
    }
}

/// Where the secrets of a body are.
fn marks(bytes: &[u8]) -> Vec<Mark> {
    let mut marks = Vec::new();
    match scan(bytes) {
        Ok(reading) => {
            in_node(bytes, &reading.root, &mut marks);
            if let Some(from) = reading.trailing_from {
                // `password=x` begins with a bare word: the name is in the value, the secret after it.
                let one_value = matches!(reading.root.value, Value::List(_) | Value::Object(_));
                let from = if one_value { from } else { 0 };
                plain::in_text(bytes, from..bytes.len(), &mut marks);
            }
        }
        Err(_) => plain::in_text(bytes, 0..bytes.len(), &mut marks),
    }
    marks
}

/// Secrets of a readable value: by key, by `Key`/`Value` pair, and inside its strings.
fn in_node(bytes: &[u8], node: &Node<'_>, marks: &mut Vec<Mark>) {
    match &node.value {
        Value::Text(_) => plain::in_text(bytes, inside(&node.span), marks),
        Value::List(items) => items.iter().for_each(|item| in_node(bytes, item, marks)),
        Value::Object(members) => {
            let pair = members.iter().any(names_a_secret);
            for member in members {
                plain::in_text(bytes, inside(&member.key_span), marks);
                if names_secret(&member.key) || (pair && !names_a_secret(member)) {
                    all_of(&member.node, marks);
                } else {
                    in_node(bytes, &member.node, marks);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Bare(_) => {}
    }
}

/// Whether this is the naming half of `{"Key": "SecurityCredential", "Value": …}`.
fn names_a_secret(member: &Member<'_>) -> bool {
    let naming = ["key", "name", "field"]
        .iter()
        .any(|name| same_key(&member.key, name));
    naming
        && member.node.scalar().is_some_and(|scalar| {
            scalar.text.len() <= NAME_LEN_MAX
                && scalar
                    .text
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'))
                && names_secret(&scalar.text)
        })
}

/// Every string, number and bare word below a secret's key.
fn all_of(node: &Node<'_>, marks: &mut Vec<Mark>) {
    let Range { start, end } = node.span;
    match &node.value {
        Value::Text(_) => marks.push(Mark {
            span: inside(&node.span),
            fill: b'*',
        }),
        Value::Number(text) => marks.push(Mark {
            span: start + usize::from(text.starts_with('-'))..end,
            fill: b'1',
        }),
        Value::Bare(_) => marks.push(Mark {
            span: start..end,
            fill: b'x',
        }),
        Value::List(items) => items.iter().for_each(|item| all_of(item, marks)),
        Value::Object(members) => members.iter().for_each(|m| all_of(&m.node, marks)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// The bytes between the quotes.
fn inside(span: &Range<usize>) -> Range<usize> {
    span.start + 1..span.end.saturating_sub(1)
}
