//! Named values in order: result parameters, reference items, callback metadata, or the members of a
//! flat message.

use super::loss::{Loss, Losses};
use crate::loose::{Member, Node, Value, same_key};
use crate::masks::{Verbatim, mask_phones};
use std::fmt;

/// Longest value kept of a list or object that stood where a scalar was due, in bytes of its text.
const NESTED_LEN_MAX: usize = 512;

/// Named values in the order they came, duplicate names kept. Looking a name up does not mind case,
/// spaces or underscores.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Parameters(Vec<Parameter>);

/// One named value.
#[derive(Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name as it was written.
    pub key: String,
    /// The value's text, literally; none when the value was missing or `null`.
    pub value: Option<Verbatim>,
    /// What the value was.
    pub form: Form,
}

/// What a value was in the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Not there, or `null`.
    Missing,
    /// A string.
    Text,
    /// A number, `true`, `false` or another bare word.
    Bare,
    /// A list or an object; the text is its beginning.
    Nested,
}

impl Parameters {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every parameter of this name, in order.
    pub fn all<'p>(&'p self, key: &'p str) -> impl Iterator<Item = &'p Parameter> + 'p {
        self.0.iter().filter(move |one| same_key(&one.key, key))
    }

    /// The text of the first parameter of this name that has one.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .filter(|one| same_key(&one.key, key))
            .find_map(|one| one.value.as_ref().map(Verbatim::reveal))
    }

    /// The members of a flat object.
    pub(super) fn of_members(members: &[Member<'_>]) -> Self {
        Self(members.iter().map(of_member).collect())
    }

    /// The items of a list of `Key`/`Value` or `Name`/`Value` pairs; one pair without its list; or one
    /// object whose members are the parameters themselves.
    pub(super) fn of_items(node: &Node<'_>, path: &str, losses: &mut Losses) -> Self {
        let mut found = Vec::new();
        for item in node.items_flat() {
            if !item.is_object() {
                if !item.is_nothing() {
                    losses.add(Loss::new(path, &shown(item), "a key and a value"));
                }
                continue;
            }
            match ["Key", "Name"].iter().find(|name| item.get(name).is_some()) {
                Some(name) => found.push(of_pair(item, name, path, losses)),
                None => found.extend(item.members().iter().map(of_member)),
            }
        }
        Self(found)
    }
}

fn of_member(member: &Member<'_>) -> Parameter {
    let (value, form) = value_of(&member.node);
    Parameter {
        key: member.key.trim().to_owned(),
        value,
        form,
    }
}

/// One `{"Key": …, "Value": …}`.
fn of_pair(item: &Node<'_>, name: &str, path: &str, losses: &mut Losses) -> Parameter {
    let key = item.get(name).and_then(Node::scalar);
    if key.is_none() || item.all(name).count() > 1 {
        losses.add(Loss::new(path, &shown(item), "one key that is a text"));
    }
    let key = key.map_or(String::new(), |key| key.text.trim().to_owned());
    // A `null` beside a value is a second value: which of them is meant can't be told.
    let values: Vec<_> = item.all("Value").map(value_of).collect();
    let agree = values.windows(2).all(|pair| match pair {
        [(one, _), (other, _)] => one == other,
        _ => true,
    });
    let misspelt = item.members().len() > 1 && item.get("Value").is_none();
    if !agree || misspelt {
        losses.add(Loss::new(
            format!("{path}.{}", label(&key)),
            &shown(item),
            "one Value",
        ));
    }
    let (value, form) = values
        .into_iter()
        .next()
        .filter(|_| agree)
        .unwrap_or((None, Form::Missing));
    Parameter { key, value, form }
}

/// The text and form of a value.
fn value_of(node: &Node<'_>) -> (Option<Verbatim>, Form) {
    if node.is_nothing() {
        return (None, Form::Missing);
    }
    match node.scalar() {
        Some(scalar) => {
            let form = if scalar.quoted {
                Form::Text
            } else {
                Form::Bare
            };
            (Some(Verbatim::new(scalar.text.into_owned())), form)
        }
        None => (Some(Verbatim::new(shown(node))), Form::Nested),
    }
}

/// A short text of any value, for keeping and for losses.
pub(super) fn shown(node: &Node<'_>) -> String {
    let mut out = String::new();
    write_short(node, &mut out);
    out
}

fn write_short(node: &Node<'_>, out: &mut String) {
    if out.len() > NESTED_LEN_MAX {
        return;
    }
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::List(items) => {
            out.push('[');
            for item in items {
                write_short(item, out);
                out.push(',');
                if out.len() > NESTED_LEN_MAX {
                    break;
                }
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for member in members {
                out.push_str(&member.key);
                out.push(':');
                write_short(&member.node, out);
                out.push(',');
                if out.len() > NESTED_LEN_MAX {
                    break;
                }
            }
            out.push('}');
        }
        _ => out.extend(node.scalar().map(|scalar| scalar.text.into_owned())),
    }
}

/// A key as paths and `Debug` show it.
pub(super) fn label(key: &str) -> String {
    let short: String = key.chars().take(48).collect();
    mask_phones(&short)
}

/// Names and forms; no values, because names and numbers of people are among them.
impl fmt::Debug for Parameters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(&self.0).finish()
    }
}

impl fmt::Debug for Parameter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {:?}", label(&self.key), self.form)
    }
}
