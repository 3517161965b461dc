//! Who may send: the claims of a short code's lease. What makes a claim hold is `people::lease`'s.

use domain::{Eat, Environment, ShortCode};

use super::error::StoreError;
use super::sql::moment;
use super::{Read, Write, lineage};
use crate::audit::{Hash, hex, unhex};
use crate::people::{Lease, Signature, SignedLease};

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRow {
    /// Rises with each claim.
    pub generation: i64,
    /// How often the ledger had been found to be a copy then.
    pub copies: i64,
    /// When it was made.
    pub at: Eat,
    /// What two people signed; none when there is no such record, or it says something else than the row.
    pub signed: Option<SignedLease>,
}

/// What the next claim says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextLease {
    /// Higher than that of every claim known here.
    pub generation: i64,
    /// How often the ledger was found to be a copy.
    pub copies: i64,
    /// Seconds since 1970 in UTC.
    pub at: i64,
}

/// The last claim of a short code.
///
/// # Errors
/// When the table can't be read.
pub fn last(
    read: &Read<'_>,
    environment: Environment,
    short_code: &ShortCode,
) -> Result<Option<LeaseRow>, StoreError> {
    let all = all(read, environment)?;
    let mut of_code = all.into_iter().filter(|(code, _)| code == short_code);
    Ok(of_code.next_back().map(|(_, row)| row))
}

/// Every claim, by short code and generation.
///
/// # Errors
/// When the table can't be read.
pub fn all(
    read: &Read<'_>,
    environment: Environment,
) -> Result<Vec<(ShortCode, LeaseRow)>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT short_code, generation, copies, claimed_at, body, signatures FROM lease
         WHERE environment = ?1 ORDER BY short_code, generation",
    )?;
    let mut rows = query.query([environment.word()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (code, generation, copies): (String, i64, i64) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let (at, body, signatures): (i64, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let signed = signed(&body, &signatures).filter(|signed| {
            let lease = &signed.lease;
            (lease.generation, lease.copies, lease.at) == (generation, copies, at)
                && lease.environment == environment
                && lease.short_code == code
        });
        let row = LeaseRow {
            generation,
            copies,
            at: moment(at)?,
            signed,
        };
        let code = ShortCode::parse(&code).ok_or(StoreError::Damaged("a lease's short code"))?;
        all.push((code, row));
    }
    Ok(all)
}

/// How an event names the short code of a claim.
#[must_use]
pub fn subject(short_code: &ShortCode) -> String {
    format!("short code {}", short_code.as_str())
}

/// What the audit chain tells of claims: the event's number, its subject and the claim's hash.
///
/// # Errors
/// When the table can't be read.
pub fn told(read: &Read<'_>) -> Result<Vec<(i64, String, Hash)>, StoreError> {
    #[derive(serde::Deserialize)]
    struct Told {
        hash: String,
    }
    let mut query = read.0.prepare_cached(
        "SELECT seq, subject, after FROM audit WHERE action = 'lease.claim' ORDER BY seq",
    )?;
    let mut rows = query.query([])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        let after: String = row.get(2)?;
        // An event that was changed is found by the walk; here it names no claim.
        let read: Option<Told> = serde_json::from_str(&after).ok();
        let hash = read.and_then(|told| unhex(&told.hash)).unwrap_or([0; 32]);
        told.push((row.get(0)?, row.get(1)?, hash));
    }
    Ok(told)
}

fn signed(body: &str, signatures: &str) -> Option<SignedLease> {
    let list: Vec<(u32, String)> = serde_json::from_str(signatures).ok()?;
    let signatures = list
        .into_iter()
        .map(|(id, text)| Some((id, Signature(unhex(&text)?))))
        .collect::<Option<_>>()?;
    let lease = Lease::read(body)?;
    Some(SignedLease { lease, signatures })
}

/// What the next claim of a short code is to say. Its generation is higher than that of every claim known
/// here and than `above`, the one in the keyring.
///
/// # Errors
/// When the tables can't be read.
pub fn next(
    write: &Write<'_>,
    environment: Environment,
    short_code: &ShortCode,
    above: i64,
) -> Result<NextLease, StoreError> {
    let known = last(write, environment, short_code)?.map_or(0, |row| row.generation);
    let generation = known
        .max(above)
        .checked_add(1)
        .ok_or(StoreError::Damaged("a lease's generation"))?;
    Ok(NextLease {
        generation,
        copies: lineage::copies(write)?,
        at: write.at,
    })
}

/// Keeps a claim by two people, whose names are given. It was found to hold before.
///
/// # Errors
/// When it can't be written.
pub fn add(
    write: &Write<'_>,
    signed: &SignedLease,
    (first, second): (&str, &str),
) -> Result<(), StoreError> {
    let lease = &signed.lease;
    let list: Vec<(u32, String)> = signed
        .signatures
        .iter()
        .map(|(id, signature)| (*id, hex(&signature.0)))
        .collect();
    let signatures =
        serde_json::to_string(&list).map_err(|_| StoreError::Damaged("a signature"))?;
    write.0.execute(
        "INSERT INTO lease (environment, short_code, generation, claimed_at, by, second, copies, body,
             signatures)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            lease.environment.word(),
            &lease.short_code,
            lease.generation,
            lease.at,
            first,
            second,
            lease.copies,
            lease.canonical(),
            signatures,
        ),
    )?;
    Ok(())
}
