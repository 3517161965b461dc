//! The chain and its signed points as files: written from the ledger, and read back to be walked. Stays out:
//! the records about people (`people`).

use std::collections::BTreeMap;

use domain::Eat;
use serde_json::Value;

use super::Member;
use super::name;
use super::table::{self, Table, text};
use crate::audit::{CHAIN_VERSION, Event, Hash, Walk, canonical_json, hex, unhex};
use crate::audit_people::signed_by;
use crate::people::key_history::{HeldKey, Mark};
use crate::people::{PublicKey, Signature};
use crate::store::checkpoints::{Checkpoint, Reason};
use crate::store::{Read, StoreError, audit_log, checkpoints};

/// Columns of `checkpoints.csv`.
const POINTS: [&str; 9] = [
    "number",
    "at",
    "at_unix",
    "event_seq",
    "event_hash",
    "reason",
    "operator",
    "public_key",
    "signature",
];
const BEFORE: &str = "{\"event\":";
const BETWEEN: &str = ",\"hash\":\"";
const AFTER: &str = "\"}";

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Events.
    pub events: i64,
    /// The last one's hash.
    pub head: Hash,
}

/// The chain and the checkpoints of a ledger.
///
/// # Errors
/// When the ledger can't be read, or its chain does not hold: no pack is made of that.
pub fn write(read: &Read<'_>) -> Result<(Vec<Member>, End, u64), StoreError> {
    let mut lines = Vec::new();
    let verified = audit_log::walk(read, &mut |logged| {
        let canonical = logged.event.canonical();
        lines.extend_from_slice(BEFORE.as_bytes());
        lines.extend_from_slice(canonical.get(1..).unwrap_or_default());
        lines.extend_from_slice(BETWEEN.as_bytes());
        lines.extend_from_slice(hex(&logged.hash).as_bytes());
        lines.extend_from_slice(AFTER.as_bytes());
        lines.push(b'\n');
        Ok(())
    })?;
    if let Some(broken) = verified.broken {
        return Err(audit_log::broken_problem(&broken).into());
    }
    let points = checkpoints::all(read)?;
    let mut table = Table::new(&POINTS);
    for point in &points {
        table.row(&[
            point.number.to_string(),
            point.at.to_string(),
            point.at.unix().to_string(),
            point.event_seq.to_string(),
            hex(&point.event_hash),
            point.reason.word().to_owned(),
            text(&point.operator),
            point.public_key.hex(),
            hex(&point.signature.0),
        ]);
    }
    let member = |name: &str, bytes| Member {
        name: name.to_owned(),
        bytes,
    };
    let end = End {
        events: verified.events,
        head: verified.head,
    };
    let count = u64::try_from(points.len()).unwrap_or(0);
    let members = vec![
        member(name::CHAIN, lines),
        member(name::CHECKPOINTS, table.bytes()),
    ];
    Ok((members, end, count))
}

/// A chain that was walked.
#[derive(Default)]
pub struct Walked {
    /// Each event's hash, the first event's first.
    hashes: Vec<Hash>,
    /// By the number of the import, the hash of the file that its event names.
    pub imported: BTreeMap<String, String>,
    /// What its events tell of records about people.
    pub people: Vec<Told>,
}

/// That an event tells of a record about people.
pub struct Told {
    /// The event.
    pub seq: i64,
    /// The record's number and hash; none when the event names none.
    pub record: Option<(u32, Hash)>,
}

impl Walked {
    /// Where it ends.
    pub fn end(&self) -> End {
        End {
            events: i64::try_from(self.hashes.len()).unwrap_or(0),
            head: self.hashes.last().copied().unwrap_or(crate::audit::GENESIS),
        }
    }

    /// The event that tells of a record about people.
    pub fn told_of(&self, record: u32) -> Option<i64> {
        let told = self
            .people
            .iter()
            .find(|told| told.record.is_some_and(|(number, _)| number == record));
        told.map(|told| told.seq)
    }

    fn hash_of(&self, seq: i64) -> Option<&Hash> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.hashes.get(at)
    }
}

/// Walks a chain as a pack has it.
///
/// # Errors
/// A sentence about the first event that does not hold.
pub fn walk(bytes: &[u8]) -> Result<Walked, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no text".to_owned())?;
    let mut walk = Walk::default();
    let mut walked = Walked::default();
    for (number, line) in (1_i64..).zip(text.split_terminator('\n')) {
        let (event, hash) =
            event(line).ok_or_else(|| format!("event {number} is not in its canonical form"))?;
        walk.step(&event, &hash)
            .map_err(|broken| broken.to_string())?;
        walked.hashes.push(hash);
        let after: Option<Value> = serde_json::from_str(&event.after).ok();
        if event.action.starts_with("people.") {
            let record = after.as_ref().and_then(|after| {
                let number = u32::try_from(after.get("record")?.as_u64()?).ok()?;
                Some((number, unhex(after.get("hash")?.as_str()?)?))
            });
            walked.people.push(Told {
                seq: event.seq,
                record,
            });
        }
        if event.action == "import.commit" {
            let sha256 = after
                .as_ref()
                .and_then(|after| after.get("file_sha256")?.as_str());
            let import = event.subject.strip_prefix("import ");
            if let (Some(import), Some(sha256)) = (import, sha256) {
                walked.imported.insert(import.to_owned(), sha256.to_owned());
            }
        }
    }
    Ok(walked)
}

fn event(line: &str) -> Option<(Event, Hash)> {
    let inner = line.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
    let (canonical, hash) = inner.rsplit_once(BETWEEN)?;
    let value: Value = serde_json::from_str(canonical).ok()?;
    let said = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let event = Event {
        seq: value.get("seq")?.as_i64()?,
        at: value.get("at")?.as_i64()?,
        operator: said("operator")?,
        action: said("action")?,
        subject: said("subject")?,
        before: canonical_json(value.get("before")?),
        after: canonical_json(value.get("after")?),
        previous: unhex(&said("previous")?)?,
    };
    let bytes = event.canonical();
    let (version, rest) = bytes.split_first()?;
    (*version == CHAIN_VERSION && rest == canonical.as_bytes()).then_some((event, unhex(hash)?))
}

/// Re-checks every checkpoint against the chain, and that its key was its person's then. Returns how many
/// there are.
///
/// # Errors
/// A sentence about the first that does not hold.
pub fn points(
    bytes: &[u8],
    walked: &Walked,
    keys: &[HeldKey],
    environment: &str,
) -> Result<u64, String> {
    let mut count = 0_u64;
    let mut fault = None;
    let told = table::rows(bytes, &POINTS, |row| {
        count += 1;
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let point = Checkpoint {
            number: cell(0).parse().ok()?,
            at: Eat::from_unix(cell(2).parse().ok()?)?,
            event_seq: cell(3).parse().ok()?,
            event_hash: unhex(cell(4))?,
            reason: Reason::from_word(cell(5))?,
            operator: table::plain(cell(6)).to_owned(),
            public_key: PublicKey(unhex(cell(7))?),
            signature: Signature(unhex(cell(8))?),
        };
        if u64::try_from(point.number).ok()? != count || point.at.to_string() != cell(1) {
            return None;
        }
        if !point.holds(environment) {
            fault.get_or_insert(format!("the signature of checkpoint {count} does not hold"));
        }
        if walked.hash_of(point.event_seq) != Some(&point.event_hash) {
            fault.get_or_insert(format!(
                "checkpoint {count} signs another event {} than the chain has",
                point.event_seq
            ));
        }
        let seq_of = |mark: &Mark| walked.told_of(mark.record);
        if let Some(told) = signed_by(keys, &point, seq_of) {
            fault.get_or_insert(told);
        }
        Some(())
    });
    told?;
    fault.map_or(Ok(count), Err)
}
