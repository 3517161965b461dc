//! Who is who: the fold of all deeds, each checked as it is taken.
//!
//! Nothing else says who may do what. A row that somebody wrote into the file without two signatures is
//! no deed, and the whole roster is refused.

use domain::Environment;

use super::deed::{Act, Deed, SignedDeed};
use super::one_time_code::DAYS_MAX;
use super::role::{Role, Roles};
use super::signing_key::{PublicKey, Signature};
use crate::audit::{GENESIS, Hash};

/// Seconds for which a new key can't approve, outside practice.
pub const APPROVE_AFTER: i64 = 24 * 60 * 60;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// From 1, never given twice.
    pub id: u32,
    /// The name, never used twice.
    pub name: String,
    /// What they are.
    pub roles: Roles,
    /// Their key, and since when: seconds since 1970 in UTC. None while invited, and once retired.
    pub key: Option<(PublicKey, i64)>,
    /// What their one-time code stands for, and until when it is taken.
    pub voucher: Option<(PublicKey, i64)>,
    /// Whether they are retired.
    pub retired: bool,
}

/// Everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    environment: Environment,
    workspace: String,
    people: Vec<Person>,
    used_keys: Vec<PublicKey>,
    count: u32,
    at: i64,
    head: Hash,
}

/// Why a deed is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("record {number}: {fault}")]
pub struct BadDeed {
    /// Which.
    pub number: u32,
    /// What is wrong with it.
    pub fault: &'static str,
}

impl Roster {
    /// Nobody yet.
    #[must_use]
    pub const fn empty(environment: Environment, workspace: String) -> Self {
        Self {
            environment,
            workspace,
            people: Vec::new(),
            used_keys: Vec::new(),
            count: 0,
            at: i64::MIN,
            head: GENESIS,
        }
    }

    /// Takes the next deed.
    ///
    /// # Errors
    /// The first thing that is wrong with it; then nothing is changed.
    pub fn take(&mut self, signed: &SignedDeed) -> Result<(), BadDeed> {
        let mut next = self.clone();
        next.check(signed).map_err(|fault| BadDeed {
            number: signed.deed.number,
            fault,
        })?;
        *self = next;
        Ok(())
    }

    fn check(&mut self, signed: &SignedDeed) -> Result<(), &'static str> {
        let deed = &signed.deed;
        if deed.number != self.count.saturating_add(1) || deed.previous != self.head {
            return Err("it does not follow the record before");
        }
        if deed.environment != self.environment || deed.workspace != self.workspace {
            return Err("it belongs to another workspace");
        }
        if deed.at < self.at {
            return Err("it is dated before the record before");
        }
        let signers = self.signers(signed)?;
        self.act(deed, &signers)?;
        if self.count > 0 && !self.holds_together() {
            return Err("it would leave fewer than two people, or no administrator");
        }
        self.count = deed.number;
        self.at = deed.at;
        self.head = signed.hash();
        Ok(())
    }

    /// Who signed, each signature checked with the key that counts at this deed.
    fn signers(&self, signed: &SignedDeed) -> Result<[u32; 2], &'static str> {
        let [(one, _), (other, _)] = signed.signatures.as_slice() else {
            return Err("it has not two signatures");
        };
        let keys = match &signed.deed.act {
            Act::Found(founders) => match founders.as_slice() {
                [a, b] if (*one, *other) == (1, 2) => Some((a.key, b.key)),
                _ => None,
            },
            Act::Enrol { id, key } if *one == 0 && other == id => self
                .person(*id)
                .and_then(|person| person.voucher)
                .map(|(voucher, _)| (voucher, *key)),
            Act::Enrol { .. } => None,
            Act::Recover(people) => match people.as_slice() {
                [a, b] if (*one, *other) == (a.id, b.id) => Some((a.key, b.key)),
                _ => None,
            },
            _ => self.key_of(*one).zip(self.key_of(*other)),
        };
        both(signed.deed.canonical().as_bytes(), &signed.signatures, keys)
    }

    /// The two people whose signatures stand under these bytes; both have a key now, and one of them is an
    /// administrator.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn two(
        &self,
        bytes: &[u8],
        signatures: &[(u32, Signature)],
    ) -> Result<[&Person; 2], &'static str> {
        const NOBODY: &str = "it is signed by somebody who is not here";
        let [(one, _), (other, _)] = signatures else {
            return Err("it has not two signatures");
        };
        let keys = self.key_of(*one).zip(self.key_of(*other));
        let signers = both(bytes, signatures, keys)?;
        if !signers.iter().any(|id| self.is(*id, Role::Administrator)) {
            return Err("no administrator signed it");
        }
        let [one, other] = signers.map(|id| self.person(id));
        Ok([one.ok_or(NOBODY)?, other.ok_or(NOBODY)?])
    }

    fn act(&mut self, deed: &Deed, signers: &[u32; 2]) -> Result<(), &'static str> {
        let change = !matches!(
            deed.act,
            Act::Found(_) | Act::Enrol { .. } | Act::Recover(_)
        );
        if change && !signers.iter().any(|id| self.is(*id, Role::Administrator)) {
            return Err("no administrator signed it");
        }
        match &deed.act {
            Act::Found(founders) => {
                if self.count > 0 {
                    return Err("people were named already");
                }
                for (id, founder) in (1..).zip(founders.iter()) {
                    self.arrive(id, &founder.name, founder.roles.clone(), None)?;
                    self.give_key(id, founder.key, deed.at)?;
                }
                if !self.is(1, Role::Administrator) {
                    return Err("the first person is no administrator");
                }
            }
            Act::Add {
                id,
                name,
                roles,
                voucher,
            } => self.arrive(*id, name, roles.clone(), Some((*voucher, until(deed.at))))?,
            Act::Enrol { id, key } => {
                let person = self.present(*id)?;
                match person.voucher.take() {
                    Some((_, until)) if deed.at <= until => {}
                    Some(_) => return Err("the one-time code was too old"),
                    None => return Err("there was no one-time code"),
                }
                self.give_key(*id, *key, deed.at)?;
            }
            Act::Rekey { id, voucher } => {
                if signers.contains(id) {
                    return Err("who gets the new key signed it");
                }
                let person = self.present(*id)?;
                person.key = None;
                person.voucher = Some((*voucher, until(deed.at)));
            }
            Act::Roles { id, roles } => self.present(*id)?.roles = roles.clone(),
            Act::Retire { id } => {
                let person = self.present(*id)?;
                person.retired = true;
                person.key = None;
                person.voucher = None;
            }
            Act::Recover(people) => {
                if !people
                    .first()
                    .is_some_and(|one| self.is(one.id, Role::Administrator))
                {
                    return Err("the first person is no administrator");
                }
                for one in people.iter() {
                    self.present(one.id)?.voucher = None;
                    self.give_key(one.id, one.key, deed.at)?;
                }
            }
        }
        Ok(())
    }

    fn arrive(
        &mut self,
        id: u32,
        name: &str,
        roles: Roles,
        voucher: Option<(PublicKey, i64)>,
    ) -> Result<(), &'static str> {
        if usize::try_from(id).ok() != Some(self.people.len().saturating_add(1)) {
            return Err("the person's number was given before, or leaves a gap");
        }
        if !is_name(name) || self.by_name(name).is_some() {
            return Err("the name is none, or was used before");
        }
        self.people.push(Person {
            id,
            name: name.to_owned(),
            roles,
            key: None,
            voucher,
            retired: false,
        });
        Ok(())
    }

    fn give_key(&mut self, id: u32, key: PublicKey, at: i64) -> Result<(), &'static str> {
        if self.used_keys.contains(&key) {
            return Err("the key was used before");
        }
        self.used_keys.push(key);
        self.present(id)?.key = Some((key, at));
        Ok(())
    }

    fn present(&mut self, id: u32) -> Result<&mut Person, &'static str> {
        self.people
            .iter_mut()
            .find(|person| person.id == id && !person.retired)
            .ok_or("it is about nobody who is here")
    }

    fn holds_together(&self) -> bool {
        let active = || self.people.iter().filter(|person| person.key.is_some());
        active().count() >= 2 && active().any(|person| person.roles.has(Role::Administrator))
    }

    fn is(&self, id: u32, role: Role) -> bool {
        self.person(id).is_some_and(|person| person.roles.has(role))
    }

    fn key_of(&self, id: u32) -> Option<PublicKey> {
        self.person(id)?.key.map(|(key, _)| key)
    }

    /// Everyone, in the order they came.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// A person by number.
    #[must_use]
    pub fn person(&self, id: u32) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// A person by name, whatever the case.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Person> {
        let name = name.trim().to_lowercase();
        self.people
            .iter()
            .find(|person| person.name.to_lowercase() == name)
    }

    /// The next deed, to be signed. Never dated before the last.
    #[must_use]
    pub fn next(&self, at: i64, act: Act) -> Deed {
        Deed {
            number: self.count.saturating_add(1),
            at: at.max(self.at),
            environment: self.environment,
            workspace: self.workspace.clone(),
            act,
            previous: self.head,
        }
    }

    /// The number that the next person gets.
    #[must_use]
    pub fn next_id(&self) -> u32 {
        u32::try_from(self.people.len().saturating_add(1)).unwrap_or(u32::MAX)
    }

    /// The last record that was taken: its number and its hash; 0 and [`GENESIS`] before the first.
    #[must_use]
    pub const fn position(&self) -> (u32, Hash) {
        (self.count, self.head)
    }

    /// The workspace's id.
    #[must_use]
    pub fn workspace(&self) -> &str {
        &self.workspace
    }

    /// From when a person may approve, in seconds since 1970 in UTC; none without a key.
    #[must_use]
    pub fn may_approve_from(&self, id: u32) -> Option<i64> {
        let (_, since) = self.person(id)?.key?;
        Some(match self.environment {
            Environment::Practice => since,
            Environment::Sandbox | Environment::Production => since.saturating_add(APPROVE_AFTER),
        })
    }
}

/// Whose the two signatures under these bytes are, each checked with its key.
fn both(
    bytes: &[u8],
    signatures: &[(u32, Signature)],
    keys: Option<(PublicKey, PublicKey)>,
) -> Result<[u32; 2], &'static str> {
    let [(one, first), (other, second)] = signatures else {
        return Err("it has not two signatures");
    };
    let (a, b) = keys.ok_or("it is signed by somebody who is not here")?;
    if a == b || one == other {
        return Err("both signatures are one person's");
    }
    if !a.verify(bytes, first) || !b.verify(bytes, second) {
        return Err("a signature does not fit");
    }
    Ok([*one, *other])
}

const fn until(at: i64) -> i64 {
    at.saturating_add(DAYS_MAX * 24 * 60 * 60)
}

/// Whether a text is a person's name: 1 to 40 characters, no blank at either end, nothing unprintable.
#[must_use]
pub fn is_name(text: &str) -> bool {
    (1..=40).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

#[cfg(test)]
#[path = "recover_tests.rs"]
mod recover_tests;
#[cfg(test)]
#[path = "roster_tests.rs"]
mod tests;
