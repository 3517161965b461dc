//! The records about people and the history of their keys as files: written from the ledger, and folded
//! again to say whose every signature in the pack is.

use domain::{Eat, Environment};
use serde_json::{Value, json};

use super::chain::Walked;
use super::table::{Table, text};
use super::{Member, name};
use crate::audit::{canonical_json, hex, unhex};
use crate::people::key_history::{self, HeldKey, Mark};
use crate::people::{Deed, PublicKey, Roster, Signature, SignedDeed};
use crate::store::{Read, StoreError, deeds};

/// Columns of `public_keys.csv`.
const KEYS: [&str; 8] = [
    "person",
    "operator",
    "public_key",
    "fingerprint",
    "from",
    "from_record",
    "to",
    "to_record",
];

/// The records, and every key that was ever a person's.
///
/// # Errors
/// When the ledger can't be read.
pub fn write(read: &Read<'_>) -> Result<[Member; 2], StoreError> {
    let deeds = deeds::all(read)?;
    let mut lines = String::new();
    for signed in &deeds {
        lines.push_str(&line(signed));
        lines.push('\n');
    }
    let member = |name: &str, bytes| Member {
        name: name.to_owned(),
        bytes,
    };
    Ok([
        member(name::PEOPLE, lines.into_bytes()),
        member(name::KEYS, table(&key_history::keys(&deeds))),
    ])
}

fn line(signed: &SignedDeed) -> String {
    let signatures: Vec<Value> = signed
        .signatures
        .iter()
        .map(|(id, signature)| json!([id, hex(&signature.0)]))
        .collect();
    // The record's own canonical form stands in it unchanged: the whole is canonical too.
    let record: Value = serde_json::from_str(&signed.deed.canonical()).unwrap_or_default();
    canonical_json(&json!({
        "hash": hex(&signed.hash()),
        "record": record,
        "signatures": signatures,
    }))
}

fn read_line(text: &str) -> Option<SignedDeed> {
    let value: Value = serde_json::from_str(text).ok()?;
    let deed = Deed::read(&canonical_json(value.get("record")?))?;
    let signature = |of: &Value| {
        let id = u32::try_from(of.get(0)?.as_u64()?).ok()?;
        Some((id, Signature(unhex(of.get(1)?.as_str()?)?)))
    };
    let list = value.get("signatures")?.as_array()?;
    let signatures = list.iter().map(signature).collect::<Option<_>>()?;
    let signed = SignedDeed { deed, signatures };
    (line(&signed) == text).then_some(signed)
}

fn table(keys: &[HeldKey]) -> Vec<u8> {
    let at = |mark: Mark| Eat::from_unix(mark.at).map_or_else(String::new, |at| at.to_string());
    let mut table = Table::new(&KEYS);
    for held in keys {
        table.row(&[
            held.person.to_string(),
            text(&held.name),
            held.key.hex(),
            held.key.fingerprint(),
            at(held.from),
            held.from.record.to_string(),
            held.to.map_or_else(String::new, at),
            held.to
                .map_or_else(String::new, |mark| mark.record.to_string()),
        ]);
    }
    table.bytes()
}

/// What the records about people come to.
pub struct Folded {
    /// Every key that was ever a person's.
    pub keys: Vec<HeldKey>,
    /// Records.
    pub records: u64,
}

/// Folds the records anew: each follows the one before, has two signatures of those who may sign it, and is
/// the one that its event in the chain names.
///
/// # Errors
/// A sentence about the first that does not hold.
pub fn fold(bytes: &[u8], walked: &Walked, environment: &str) -> Result<Folded, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no text".to_owned())?;
    let environment =
        Environment::from_word(environment).ok_or("the pack is of no known environment")?;
    let mut all: Vec<SignedDeed> = Vec::new();
    let mut roster: Option<Roster> = None;
    let mut told = walked.people.iter();
    for (number, line) in (1_u32..).zip(text.split_terminator('\n')) {
        let signed = read_line(line)
            .ok_or_else(|| format!("record {number} is not in its canonical form"))?;
        let roster =
            roster.get_or_insert_with(|| Roster::empty(environment, signed.deed.workspace.clone()));
        roster.take(&signed).map_err(|bad| bad.to_string())?;
        let named = told.next().and_then(|told| told.record);
        if named != Some((number, signed.hash())) {
            return Err(format!(
                "record {number} is not the one that the chain's event names"
            ));
        }
        all.push(signed);
    }
    if let Some(more) = told.next() {
        return Err(format!(
            "the record that event {} names is missing",
            more.seq
        ));
    }
    if all.is_empty() {
        return Err("no people are named in it".to_owned());
    }
    Ok(Folded {
        keys: key_history::keys(&all),
        records: u64::try_from(all.len()).unwrap_or(0),
    })
}

impl Folded {
    /// Whether the table of keys is what the records come to, and the pack's key is that person's now.
    ///
    /// # Errors
    /// A sentence when not.
    pub fn check(&self, keys: &[u8], signer: PublicKey, by: &str) -> Result<(), String> {
        if keys != table(&self.keys) {
            return Err("its keys are not those of the records about people".to_owned());
        }
        let held = self.keys.iter().find(|held| held.key == signer);
        match held {
            Some(held) if held.name == by && held.to.is_none() => Ok(()),
            Some(held) if held.name == by => Err(format!(
                "the key that signed the pack was retired as {by}'s"
            )),
            Some(_) | None => Err(format!("the key that signed the pack was never {by}'s")),
        }
    }
}
