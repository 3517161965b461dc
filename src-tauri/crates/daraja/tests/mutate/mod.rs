//! JSON trees that can be bent: parsed from samples, mutated, written again with every literal as it was.

use daraja::loose::{Node, Value, scan};
use proptest::prelude::*;

/// A tree that keeps literals and duplicate keys.
#[derive(Debug, Clone)]
pub enum Tree {
    Word(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// One bend, and where: the number of the node it lands on, counted round and round.
#[derive(Debug, Clone)]
pub struct Bend {
    pub what: What,
    pub place: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    // These lose nothing.
    NumberToText,
    TextToNumber,
    WrapInList,
    SpaceKeys,
    // These may.
    DropValue,
    NullValue,
    MisspellKey,
    RepeatMember,
    RepeatOtherwise,
    ListToObject,
    ToWord,
    ToBool,
    ToObject,
    DropItem,
}

pub const GENTLE: [What; 4] = [
    What::NumberToText,
    What::TextToNumber,
    What::WrapInList,
    What::SpaceKeys,
];

pub const ROUGH: [What; 14] = [
    What::NumberToText,
    What::TextToNumber,
    What::WrapInList,
    What::SpaceKeys,
    What::DropValue,
    What::NullValue,
    What::MisspellKey,
    What::RepeatMember,
    What::RepeatOtherwise,
    What::ListToObject,
    What::ToWord,
    What::ToBool,
    What::ToObject,
    What::DropItem,
];

/// A handful of bends out of `kinds`.
pub fn bends(kinds: &'static [What]) -> impl Strategy<Value = Vec<Bend>> {
    let one = (proptest::sample::select(kinds), 0_usize..200)
        .prop_map(|(what, place)| Bend { what, place });
    proptest::collection::vec(one, 0..6)
}

impl Tree {
    pub fn parse(json: &str) -> Self {
        Self::of(&scan(json.as_bytes()).expect("a sample is JSON").root)
    }

    fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Word("null".to_owned()),
            Value::Bool(value) => Self::Word(value.to_string()),
            Value::Number(word) | Value::Bare(word) => Self::Word((*word).to_owned()),
            Value::Text(text) => Self::Text(text.clone().into_owned()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|member| (member.key.clone().into_owned(), Self::of(&member.node)))
                    .collect(),
            ),
        }
    }

    pub fn write(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Word(word) => word.clone(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::write).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .map(|(key, tree)| format!("{}:{}", quoted(key), tree.write()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    fn count(&self) -> usize {
        1 + match self {
            Self::Word(_) | Self::Text(_) => 0,
            Self::List(items) => items.iter().map(Self::count).sum(),
            Self::Object(members) => members.iter().map(|(_, tree)| tree.count()).sum(),
        }
    }

    fn at(&mut self, place: &mut usize) -> Option<&mut Self> {
        if *place == 0 {
            return Some(self);
        }
        *place -= 1;
        match self {
            Self::Word(_) | Self::Text(_) => None,
            Self::List(items) => items.iter_mut().find_map(|item| item.at(place)),
            Self::Object(members) => members.iter_mut().find_map(|(_, tree)| tree.at(place)),
        }
    }

    pub fn bend(&mut self, bend: &Bend) {
        let mut place = bend.place % self.count();
        let Some(node) = self.at(&mut place) else {
            return;
        };
        node.bend_here(bend.what, bend.place);
    }

    fn bend_here(&mut self, what: What, salt: usize) {
        match (what, &mut *self) {
            (What::NumberToText, Self::Word(word)) if word != "null" => {
                *self = Self::Text(word.clone());
            }
            (What::TextToNumber, Self::Text(text)) if is_number(text) => {
                *self = Self::Word(text.clone());
            }
            (What::WrapInList, Self::Word(_) | Self::Text(_) | Self::Object(_)) => {
                *self = Self::List(vec![self.clone()]);
            }
            (What::SpaceKeys, Self::Object(members)) => {
                for (key, _) in members.iter_mut() {
                    *key = spaced(key, salt);
                }
            }
            (What::DropValue, Self::Object(members)) => {
                members.retain(|(key, _)| key != "Value" && key != "value");
            }
            (What::NullValue | What::ToWord | What::ToBool | What::ToObject, _) => {
                *self = match what {
                    What::NullValue => Self::Word("null".to_owned()),
                    What::ToWord => Self::Text("mfano".to_owned()),
                    What::ToBool => Self::Word("true".to_owned()),
                    _ => Self::Object(vec![("Amount".to_owned(), self.clone())]),
                };
            }
            (What::MisspellKey, Self::Object(members)) => {
                if let Some((key, _)) = pick(members, salt) {
                    key.push('z');
                }
            }
            (What::RepeatMember | What::RepeatOtherwise, Self::Object(members)) => {
                if let Some((key, tree)) = pick(members, salt) {
                    let tree = if what == What::RepeatMember {
                        tree.clone()
                    } else {
                        Self::Word("987654".to_owned())
                    };
                    let again = (key.clone(), tree);
                    members.push(again);
                }
            }
            (What::ListToObject, Self::List(items)) => {
                let members = items.drain(..).enumerate();
                *self = Self::Object(members.map(|(at, item)| (at.to_string(), item)).collect());
            }
            (What::DropItem, Self::List(items)) if !items.is_empty() => {
                items.remove(salt % items.len());
            }
            _ => {}
        }
    }
}

fn pick(members: &mut [(String, Tree)], salt: usize) -> Option<&mut (String, Tree)> {
    let at = salt % members.len().max(1);
    members.get_mut(at)
}

fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// The same name spelled otherwise: spaces, underscores, case.
fn spaced(key: &str, salt: usize) -> String {
    key.chars()
        .enumerate()
        .flat_map(|(at, c)| {
            let between = match (salt + at) % 5 {
                0 => Some(' '),
                1 => Some('_'),
                _ => None,
            };
            let c = if (salt + at).is_multiple_of(3) {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            };
            between.into_iter().chain([c])
        })
        .collect()
}
