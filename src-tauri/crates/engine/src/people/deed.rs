//! A deed: one change to who may do what, signed by those who made it and following the deed before.
//!
//! Owns: what a deed says, its canonical bytes, its hash, reading it back. Stays out: whether it was
//! allowed (`roster`), and where it is kept (`store::deeds`).

use domain::Environment;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::role::{Role, Roles};
use super::signing_key::{PublicKey, Signature, SigningKey};
use crate::audit::{GENESIS, Hash, canonical_json, hex, unhex};

/// What every deed begins with, so that its signature is good for nothing else.
const PURPOSE: &str = "patanisha deed 1";

/// One of the first two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founder {
    /// The name.
    pub name: String,
    /// What they are.
    pub roles: Roles,
    /// Their key.
    pub key: PublicKey,
}

/// What a deed does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Names the first two people, numbers 1 and 2; number 1 is an administrator. Both sign.
    Found(Box<[Founder; 2]>),
    /// Invites a person. Two people sign.
    Add {
        /// The next number.
        id: u32,
        /// The name.
        name: String,
        /// What they will be.
        roles: Roles,
        /// The public half of what their one-time code stands for.
        voucher: PublicKey,
    },
    /// An invited person takes a key. The voucher and the new key sign.
    Enrol {
        /// Who.
        id: u32,
        /// The new key.
        key: PublicKey,
    },
    /// Retires a person's key and invites them anew. Two other people sign.
    Rekey {
        /// Who.
        id: u32,
        /// As in [`Act::Add`].
        voucher: PublicKey,
    },
    /// Changes what a person is. Two people sign.
    Roles {
        /// Who.
        id: u32,
        /// What they are from now on.
        roles: Roles,
    },
    /// Retires a person. Two people sign.
    Retire {
        /// Who.
        id: u32,
    },
    /// Two people take new keys with the recovery key; their old ones are retired. The first is an
    /// administrator. Both new keys sign. That the recovery key was theirs, no signature proves.
    Recover(Box<[NewKey; 2]>),
}

/// A person's new key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewKey {
    /// Whose.
    pub id: u32,
    /// The key.
    pub key: PublicKey,
}

/// A change to who may do what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// From 1, without gaps.
    pub number: u32,
    /// Seconds since 1970 in UTC.
    pub at: i64,
    /// Which world it holds in.
    pub environment: Environment,
    /// Which workspace it holds in.
    pub workspace: String,
    /// What it does.
    pub act: Act,
    /// The hash of the deed before; [`GENESIS`] for the first.
    pub previous: Hash,
}

/// A deed and who signed it. Number 0 stands for a voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedDeed {
    /// What was signed.
    pub deed: Deed,
    /// Two signatures.
    pub signatures: Vec<(u32, Signature)>,
}

impl Deed {
    /// The bytes that are signed: canonical JSON.
    #[must_use]
    pub fn canonical(&self) -> String {
        canonical_json(&json!({
            "act": act_value(&self.act),
            "at": self.at,
            "environment": self.environment.word(),
            "number": self.number,
            "previous": hex(&self.previous),
            "purpose": PURPOSE,
            "workspace": self.workspace,
        }))
    }

    /// Signs with these keys, each under the number of its person.
    ///
    /// # Errors
    /// What the cryptographic library says.
    pub fn signed(self, keys: &[(u32, &SigningKey)]) -> Result<SignedDeed, domain::Problem> {
        let bytes = self.canonical();
        let signatures = keys
            .iter()
            .map(|(id, key)| Ok((*id, key.sign(bytes.as_bytes())?)))
            .collect::<Result<_, domain::Problem>>()?;
        Ok(SignedDeed {
            deed: self,
            signatures,
        })
    }

    /// Reads a deed from its canonical bytes; none when they are not what this program writes.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let deed = Self {
            number: number(&value, "number")?,
            at: value.get("at")?.as_i64()?,
            environment: Environment::ALL
                .iter()
                .copied()
                .find(|of| value.get("environment").and_then(Value::as_str) == Some(of.word()))?,
            workspace: word(&value, "workspace")?,
            act: read_act(value.get("act")?)?,
            previous: unhex(&word(&value, "previous")?)?,
        };
        Some(deed).filter(|deed| deed.canonical() == text)
    }
}

impl SignedDeed {
    /// The deed's hash, its signatures included.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut hash = Sha256::new();
        hash.update(self.deed.canonical().as_bytes());
        for (id, signature) in &self.signatures {
            hash.update(id.to_be_bytes());
            hash.update(signature.0);
        }
        hash.finalize().into()
    }

    /// The hash that the next deed follows.
    #[must_use]
    pub fn head(last: Option<&Self>) -> Hash {
        last.map_or(GENESIS, Self::hash)
    }
}

fn act_value(act: &Act) -> Value {
    match act {
        Act::Found(founders) => json!({
            "kind": "found",
            "people": founders.iter().map(|one| json!({
                "key": one.key.hex(), "name": one.name, "roles": words(&one.roles),
            })).collect::<Vec<_>>(),
        }),
        Act::Add {
            id,
            name,
            roles,
            voucher,
        } => json!({
            "id": id, "kind": "add", "name": name, "roles": words(roles), "voucher": voucher.hex(),
        }),
        Act::Enrol { id, key } => json!({ "id": id, "key": key.hex(), "kind": "enrol" }),
        Act::Rekey { id, voucher } => {
            json!({ "id": id, "kind": "rekey", "voucher": voucher.hex() })
        }
        Act::Roles { id, roles } => json!({ "id": id, "kind": "roles", "roles": words(roles) }),
        Act::Retire { id } => json!({ "id": id, "kind": "retire" }),
        Act::Recover(people) => json!({
            "kind": "recover",
            "people": people.iter().map(|one| json!({
                "id": one.id, "key": one.key.hex(),
            })).collect::<Vec<_>>(),
        }),
    }
}

fn read_act(value: &Value) -> Option<Act> {
    let id = || number(value, "id");
    Some(match value.get("kind")?.as_str()? {
        "found" => {
            let [one, other] = value.get("people")?.as_array()?.as_slice() else {
                return None;
            };
            Act::Found(Box::new([founder(one)?, founder(other)?]))
        }
        "add" => Act::Add {
            id: id()?,
            name: word(value, "name")?,
            roles: roles(value)?,
            voucher: key(value, "voucher")?,
        },
        "enrol" => Act::Enrol {
            id: id()?,
            key: key(value, "key")?,
        },
        "rekey" => Act::Rekey {
            id: id()?,
            voucher: key(value, "voucher")?,
        },
        "roles" => Act::Roles {
            id: id()?,
            roles: roles(value)?,
        },
        "retire" => Act::Retire { id: id()? },
        "recover" => {
            let [one, other] = value.get("people")?.as_array()?.as_slice() else {
                return None;
            };
            Act::Recover(Box::new([new_key(one)?, new_key(other)?]))
        }
        _ => return None,
    })
}

fn founder(value: &Value) -> Option<Founder> {
    Some(Founder {
        name: word(value, "name")?,
        roles: roles(value)?,
        key: key(value, "key")?,
    })
}

fn new_key(value: &Value) -> Option<NewKey> {
    Some(NewKey {
        id: number(value, "id")?,
        key: key(value, "key")?,
    })
}

fn words(roles: &Roles) -> Vec<&'static str> {
    roles.iter().map(Role::word).collect()
}

fn roles(value: &Value) -> Option<Roles> {
    let list = value.get("roles")?.as_array()?;
    let read: Option<Vec<Role>> = list
        .iter()
        .map(|word| Role::from_word(word.as_str()?))
        .collect();
    Roles::new(read?).ok()
}

fn word(value: &Value, name: &str) -> Option<String> {
    Some(value.get(name)?.as_str()?.to_owned())
}

fn number(value: &Value, name: &str) -> Option<u32> {
    u32::try_from(value.get(name)?.as_u64()?).ok()
}

fn key(value: &Value, name: &str) -> Option<PublicKey> {
    unhex(value.get(name)?.as_str()?).map(PublicKey)
}
