//! Checking a whole ledger's chain: its events, its checkpoints, and the head that the keyring knows.
//!
//! Owns: what holds, what is the first event that does not, and the sentences that say so. Stays out:
//! asking the keyring (`app::audit_head`).

use domain::Problem;
use serde::{Deserialize, Serialize};

use crate::audit::{Hash, hex, unhex};
use crate::store::checkpoints::{self, Checkpoint};
use crate::store::{Read, StoreError, audit_log};
use crate::vault::Secret;
use crate::words;

/// The last event that this computer saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
}

#[derive(Serialize, Deserialize)]
struct HeadText {
    hash: String,
    seq: i64,
}

impl Head {
    /// As the keyring keeps it: `{"hash":"…","seq":12}`.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        let text = HeadText {
            hash: hex(&self.hash),
            seq: self.seq,
        };
        Secret::new(serde_json::to_vec(&text).expect("texts and numbers are JSON"))
    }

    /// From what the keyring holds; `None` when it is no head.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Option<Self> {
        let text: HeadText = serde_json::from_slice(secret.reveal()).ok()?;
        Some(Self {
            seq: text.seq,
            hash: unhex(&text.hash)?,
        })
    }
}

/// What the keyring knows of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownHead {
    /// This event was the last.
    Held(Head),
    /// Nothing was ever kept, or it was lost.
    Missing,
    /// The keyring did not answer; its words.
    Unread(String),
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Events that hold, one after the other from the first.
    pub events: i64,
    /// The hash of the last of them.
    pub head: Hash,
    /// What was checked and found, a sentence each.
    pub told: Vec<String>,
    /// The earliest event that is known not to hold.
    pub first_bad: Option<i64>,
    /// What is wrong with it, without its number.
    pub why: Option<String>,
}

impl Checked {
    /// Takes note of something that does not hold from event `seq` on.
    pub fn bad(&mut self, seq: i64, why: String) {
        self.told.push(format!("Does not hold: {why}"));
        if self.first_bad.is_none_or(|known| seq < known) {
            self.first_bad = Some(seq);
            self.why = Some(why);
        }
    }

    /// The problem, if something does not hold.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        let (seq, why) = self.first_bad.zip(self.why.as_ref())?;
        Some(
            Problem::new(
                "audit.broken",
                format!(
                    "The record of who did what can't be trusted from event {seq} on: {why} Nothing was \
                     changed by this check."
                ),
            )
            .with_remedy("Keep this ledger file and every backup as they are; they are evidence.")
            .with_remedy(format!(
                "Compare event {seq} with a backup or an audit pack from before it, and find out who \
                 had this computer and its keyring."
            )),
        )
    }
}

/// Checks everything. `each` hears of the number of events walked and says whether to go on.
///
/// # Errors
/// When the ledger can't be read; what `each` says.
pub fn check(
    read: &Read<'_>,
    known: &KnownHead,
    each: &mut dyn FnMut(i64) -> Result<(), StoreError>,
) -> Result<Checked, StoreError> {
    let verified = audit_log::walk(read, &mut |logged| each(logged.event.seq))?;
    let mut found = Checked {
        events: verified.events,
        head: verified.head,
        told: Vec::new(),
        first_bad: None,
        why: None,
    };
    let events = words::count(u64::try_from(verified.events).unwrap_or(0));
    match &verified.broken {
        None => found.told.push(format!(
            "{events} events: each follows from the one before it, and each one's content is what was \
             hashed."
        )),
        Some(broken) => {
            found.told.push(format!("{events} events hold, from the first."));
            found.bad(broken.seq, format!("event {}: {}.", broken.seq, broken.fault));
        }
    }
    check_points(read, &mut found)?;
    check_head(read, known, &mut found)?;
    Ok(found)
}

fn check_points(read: &Read<'_>, found: &mut Checked) -> Result<(), StoreError> {
    let all = checkpoints::all(read)?;
    let environment = checkpoints::environment(read)?;
    if all.is_empty() {
        found
            .told
            .push("No checkpoint has been signed yet.".to_owned());
        return Ok(());
    }
    let mut held = 0_u64;
    for (number, point) in (1_i64..).zip(&all) {
        match fault_of(read, point, number, &environment)? {
            None => held += 1,
            Some((seq, why)) => found.bad(seq, why),
        }
    }
    found.told.push(format!(
        "{} of {} checkpoints hold: the signature is of the key beside it, and the event it names is in \
         the chain with that hash.",
        words::count(held),
        words::count(u64::try_from(all.len()).unwrap_or(0)),
    ));
    Ok(())
}

/// What is wrong with a checkpoint, and from which event on that makes the chain doubtful.
fn fault_of(
    read: &Read<'_>,
    point: &Checkpoint,
    number: i64,
    environment: &str,
) -> Result<Option<(i64, String)>, StoreError> {
    let seq = point.event_seq;
    if point.number != number {
        return Ok(Some((
            seq,
            format!(
                "checkpoint {number} is missing; the next is {}.",
                point.number
            ),
        )));
    }
    if !point.holds(environment) {
        let why = format!("the signature of checkpoint {number} is not over what stands there.");
        return Ok(Some((seq, why)));
    }
    Ok(match audit_log::hash_of(read, seq)? {
        Some(hash) if hash == point.event_hash => None,
        Some(_) => Some((
            seq,
            format!("event {seq} is not the one that checkpoint {number} signs."),
        )),
        None => Some((
            first_missing(read, seq)?,
            format!("event {seq}, which checkpoint {number} signs, is not there."),
        )),
    })
}

fn first_missing(read: &Read<'_>, seq: i64) -> Result<i64, StoreError> {
    let last = audit_log::head(read)?.map_or(0, |(last, _)| last);
    Ok(seq.min(last.saturating_add(1)))
}

fn check_head(read: &Read<'_>, known: &KnownHead, found: &mut Checked) -> Result<(), StoreError> {
    let head = match known {
        KnownHead::Held(head) => head,
        KnownHead::Missing => {
            found.told.push(
                "The keyring knows no last event of this ledger: whether events were cut off its end is \
                 not proved either way."
                    .to_owned(),
            );
            return Ok(());
        }
        KnownHead::Unread(why) => {
            found.told.push(format!(
                "The keyring was not compared: {why} Whether events were cut off the end is not proved \
                 either way."
            ));
            return Ok(());
        }
    };
    let last = audit_log::head(read)?.map_or(0, |(last, _)| last);
    match audit_log::hash_of(read, head.seq)? {
        Some(hash) if hash == head.hash => {
            let later = words::count(u64::try_from(last - head.seq).unwrap_or(0));
            found.told.push(format!(
                "Event {}, the last one that the keyring knows, is in the chain; {later} came after it.",
                head.seq
            ));
        }
        Some(_) => found.bad(
            head.seq,
            format!(
                "event {} is not the one this computer's keyring knows: the ledger file was swapped for \
                 another, or its record was written anew.",
                head.seq
            ),
        ),
        None => {
            let first = first_missing(read, head.seq)?;
            found.bad(
                first,
                format!(
                    "the keyring knows event {}, but the ledger ends at event {last}: its end was cut \
                     off, or an older file was put in its place.",
                    head.seq
                ),
            );
        }
    }
    Ok(())
}
