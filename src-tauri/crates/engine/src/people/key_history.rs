//! Whose key was whose, from which record to which. Owns the history of keys as the deeds tell it; stays
//! out: whether the deeds hold (`roster`).

use super::deed::{Act, SignedDeed};
use super::signing_key::PublicKey;

/// A key and the time it was a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldKey {
    /// The person's number.
    pub person: u32,
    /// The name.
    pub name: String,
    /// The key.
    pub key: PublicKey,
    /// The record that gave it.
    pub from: Mark,
    /// The record that retired it; none while it counts.
    pub to: Option<Mark>,
}

/// A record and its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The record's number.
    pub record: u32,
    /// Seconds since 1970 in UTC, as the record has it.
    pub at: i64,
}

/// Every key that was ever a person's, in the order they were given.
#[must_use]
pub fn keys(deeds: &[SignedDeed]) -> Vec<HeldKey> {
    let mut history = History::default();
    for signed in deeds {
        let mark = Mark {
            record: signed.deed.number,
            at: signed.deed.at,
        };
        match &signed.deed.act {
            Act::Found(founders) => {
                for (id, founder) in (1..).zip(founders.iter()) {
                    history.names.push((id, founder.name.clone()));
                    history.give(id, founder.key, mark);
                }
            }
            Act::Add { id, name, .. } => history.names.push((*id, name.clone())),
            Act::Enrol { id, key } => history.give(*id, *key, mark),
            Act::Rekey { id, .. } | Act::Retire { id } => history.retire(*id, mark),
            Act::Recover(people) => {
                for one in people.iter() {
                    history.give(one.id, one.key, mark);
                }
            }
            Act::Roles { .. } => {}
        }
    }
    history.keys
}

#[derive(Default)]
struct History {
    names: Vec<(u32, String)>,
    keys: Vec<HeldKey>,
}

impl History {
    /// A key takes the place of the one before.
    fn give(&mut self, person: u32, key: PublicKey, from: Mark) {
        self.retire(person, from);
        let name = self.names.iter().find(|(known, _)| *known == person);
        self.keys.push(HeldKey {
            person,
            name: name.map_or_else(String::new, |(_, name)| name.clone()),
            key,
            from,
            to: None,
        });
    }

    fn retire(&mut self, person: u32, at: Mark) {
        for held in &mut self.keys {
            if held.person == person && held.to.is_none() {
                held.to = Some(at);
            }
        }
    }
}
