//! Finding things: keys in any spelling of case, space and underscore; one or many; scalars as text.

use super::{Member, Node, Value};
use std::borrow::Cow;

/// A value that is one word, number or text, and whether it stood in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar<'n> {
    /// Its text, untouched.
    pub text: Cow<'n, str>,
    /// Whether it was a JSON string.
    pub quoted: bool,
}

/// Whether two keys are the same name: letters and digits only, case ignored. `Conversation ID`,
/// `conversation_id` and `ConversationID` are one name (`daraja-api.md` sections 8 and 11).
///
/// ```
/// assert!(daraja::loose::same_key("Originator Conversation ID", "OriginatorConversationID"));
/// assert!(!daraja::loose::same_key("ConversationID", "OriginatorConversationID"));
/// ```
#[must_use]
pub fn same_key(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return ascii_letters(one).eq(ascii_letters(other));
    }
    letters(one).eq(letters(other))
}

fn ascii_letters(key: &str) -> impl Iterator<Item = u8> + '_ {
    key.bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| byte.to_ascii_lowercase())
}

/// The letters and digits of a key, in lower case: what [`same_key`] compares.
#[must_use]
pub fn letters_only(key: &str) -> String {
    letters(key).collect()
}

pub(crate) fn letters(key: &str) -> impl Iterator<Item = char> + '_ {
    key.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

impl<'a> Node<'a> {
    /// The members, when this is an object or a list of exactly one object; otherwise none.
    #[must_use]
    pub fn members(&self) -> &[Member<'a>] {
        match &self.value {
            Value::Object(members) => members,
            Value::List(items) => match items.as_slice() {
                [only] => only.members(),
                _ => &[],
            },
            _ => &[],
        }
    }

    /// Whether [`Node::members`] looks into an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        match &self.value {
            Value::Object(_) => true,
            Value::List(items) => matches!(items.as_slice(), [only] if only.is_object()),
            _ => false,
        }
    }

    /// Every value under a key of this name, in order.
    pub fn all<'n>(&'n self, key: &'n str) -> impl Iterator<Item = &'n Node<'a>> + 'n {
        self.members()
            .iter()
            .filter(move |member| same_key(&member.key, key))
            .map(|member| &member.node)
    }

    /// The first value under a key of this name.
    #[must_use]
    pub fn get<'n>(&'n self, key: &'n str) -> Option<&'n Node<'a>> {
        self.all(key).next()
    }

    /// The first value under any of these names, the names tried in order.
    #[must_use]
    pub fn get_any<'n>(&'n self, keys: &[&'n str]) -> Option<&'n Node<'a>> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// The items of a list; a single thing where a list was promised is a list of one; `null` is none.
    #[must_use]
    pub fn items(&self) -> Vec<&Node<'a>> {
        match &self.value {
            Value::List(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            _ => vec![self],
        }
    }

    /// The items, with lists inside the list opened (Pull answers nest one level deep).
    #[must_use]
    pub fn items_flat(&self) -> Vec<&Node<'a>> {
        let mut flat = Vec::new();
        for item in self.items() {
            match &item.value {
                Value::List(inner) => flat.extend(inner.iter()),
                _ => flat.push(item),
            }
        }
        flat
    }

    /// The value as one text, when it is a string, number or word, or a list of exactly one of them.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar<'_>> {
        let bare = |text: &'a str| Scalar {
            text: Cow::Borrowed(text),
            quoted: false,
        };
        match &self.value {
            Value::Text(text) => Some(Scalar {
                text: Cow::Borrowed(text),
                quoted: true,
            }),
            Value::Number(text) | Value::Bare(text) => Some(bare(text)),
            Value::Bool(true) => Some(bare("true")),
            Value::Bool(false) => Some(bare("false")),
            Value::List(items) => match items.as_slice() {
                [only] => only.scalar(),
                _ => None,
            },
            Value::Null | Value::Object(_) => None,
        }
    }

    /// The text of the first value under any of these names.
    #[must_use]
    pub fn text_of(&self, keys: &[&str]) -> Option<String> {
        keys.iter()
            .find_map(|key| self.get(key)?.scalar())
            .map(|scalar| scalar.text.trim().to_owned())
    }

    /// Whether this is `null`, or an empty list.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::List(items) => items.is_empty(),
            _ => false,
        }
    }
}
