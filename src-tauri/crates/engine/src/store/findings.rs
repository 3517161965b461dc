//! What a person must look at, as the last matching run left it. Replaced as a whole by each run.

use std::collections::HashMap;

use domain::{EntryId, Kes, LineId};
use matching::model::FindingKind;
use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::sql::kes;
use super::{Read, Write};
use crate::audit::hex;

const KINDS: [FindingKind; 7] = [
    FindingKind::UnmatchedLine,
    FindingKind::UnmatchedEntry,
    FindingKind::DuplicatePayment,
    FindingKind::AmountDiffers,
    FindingKind::Reversed,
    FindingKind::Contradiction,
    FindingKind::MissingFromStatement,
];

/// A finding to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinding {
    /// What kind.
    pub kind: FindingKind,
    /// The line concerned.
    pub line: Option<LineId>,
    /// The entry concerned.
    pub entry: Option<EntryId>,
    /// The money concerned, signed.
    pub amount: Kes,
    /// One sentence.
    pub detail: String,
}

/// A finding as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow {
    /// The same for the same fault, run after run, and after an import was undone and repeated.
    pub stable_id: String,
    /// The finding.
    pub finding: NewFinding,
}

/// Characters of a stable id; 48 bits, and repetitions are numbered.
const STABLE_CHARS: usize = 12;

/// Puts these findings in the place of all that were there.
///
/// # Errors
/// When they can't be written.
pub fn replace_all(write: &Write<'_>, findings: &[NewFinding]) -> Result<(), StoreError> {
    write.0.execute("DELETE FROM finding", [])?;
    let mut insert = write.0.prepare_cached(
        "INSERT INTO finding (stable_id, kind, line_id, entry_id, amount_cents, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(findings.len());
    for finding in findings {
        let base = stable_base(write, finding)?;
        let repeated = seen.entry(base.clone()).or_default();
        let stable = if *repeated == 0 {
            base
        } else {
            format!("{base}-{repeated}")
        };
        *repeated += 1;
        insert.execute((
            stable,
            finding.kind.word(),
            finding.line.map(LineId::get),
            finding.entry.map(EntryId::get),
            finding.amount.cents(),
            &finding.detail,
        ))?;
    }
    Ok(())
}

fn stable_base(read: &Read<'_>, finding: &NewFinding) -> Result<String, StoreError> {
    let mut digest = Sha256::new();
    digest.update(finding.kind.word().as_bytes());
    if let Some(line) = finding.line {
        let known: String = read
            .0
            .prepare_cached(
                "SELECT short_code || '|' || wallet.account || '|' || receipt || '|' || leg || '|' ||
                     amount_cents || '|' || occurrence || '|' || details_key
                 FROM line JOIN wallet ON wallet.id = wallet_id WHERE line.id = ?1",
            )?
            .query_row([line.get()], |row| row.get(0))?;
        digest.update(b"|line|");
        digest.update(known.as_bytes());
    }
    if let Some(entry) = finding.entry {
        let known: String = read
            .0
            .prepare_cached(
                "SELECT direction || '|' || identity || '|' || occurrence FROM entry WHERE id = ?1",
            )?
            .query_row([entry.get()], |row| row.get(0))?;
        digest.update(b"|entry|");
        digest.update(known.as_bytes());
    }
    let mut text = hex(&digest.finalize());
    text.truncate(STABLE_CHARS);
    Ok(text)
}

/// Every finding, in the order the run gave them.
///
/// # Errors
/// When they can't be read.
pub fn all(read: &Read<'_>) -> Result<Vec<FindingRow>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT stable_id, kind, line_id, entry_id, amount_cents, detail FROM finding ORDER BY id",
    )?;
    let mut rows = query.query([])?;
    let mut findings = Vec::new();
    while let Some(row) = rows.next()? {
        let word = row.get_ref(1)?.as_str().unwrap_or_default();
        let kind = KINDS.iter().copied().find(|kind| kind.word() == word);
        findings.push(FindingRow {
            stable_id: row.get(0)?,
            finding: NewFinding {
                kind: kind.ok_or(StoreError::Damaged("a finding"))?,
                line: row.get::<_, Option<i64>>(2)?.map(LineId::new),
                entry: row.get::<_, Option<i64>>(3)?.map(EntryId::new),
                amount: kes(row, 4)?,
                detail: row.get(5)?,
            },
        });
    }
    Ok(findings)
}

/// How many findings of each kind there are, and their money.
///
/// # Errors
/// When they can't be read.
pub fn counts(read: &Read<'_>) -> Result<Vec<(FindingKind, u64, Kes)>, StoreError> {
    KINDS
        .iter()
        .map(|kind| {
            let found = read
                .0
                .prepare_cached(
                    "SELECT count(*), coalesce(sum(amount_cents), 0) FROM finding WHERE kind = ?1",
                )?
                .query_row([kind.word()], |row| {
                    Ok((super::sql::count(row, 0)?, kes(row, 1)?))
                })?;
            Ok((*kind, found.0, found.1))
        })
        .collect()
}
