//! What came to the callback addresses: drained from a receiver page by page, each page one transaction.
//!
//! A page that was drained before (the program stopped between keeping it and acknowledging it) changes
//! nothing. One that is not what was drained before is another inbox, and nothing of it is taken.

use domain::{Problem, Retry};
use rusqlite::OptionalExtension;
use sha2::{Digest as _, Sha256};

use super::error::StoreError;
use super::{Read, Write, callback_addresses, receivers};
use crate::audit::{Hash, hex};
use crate::relay::wire::Use;

/// One delivery, checked and opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its place at the receiver.
    pub cursor: i64,
    /// The place of the first delivery of the same event.
    pub event: i64,
    /// `production/600111`.
    pub profile: String,
    /// What its address is for.
    pub use_: Use,
    /// The second part of the address.
    pub request: String,
    /// The body; `None` for a repeat.
    pub body: Option<Vec<u8>>,
    /// Of the body as received.
    pub sha256: Hash,
    /// Whether credentials in it were overwritten.
    pub scrubbed: bool,
    /// Whether it was sealed on its way.
    pub sealed: bool,
    /// Why its body proves nothing.
    pub fault: Option<Fault>,
    /// Who posted it.
    pub source: String,
    /// Whether that address is on the receiver's list.
    pub verified: bool,
    /// When it was whole, in milliseconds since 1970 in UTC.
    pub at_ms: i64,
    /// What a validation was answered, as JSON.
    pub decision: Option<String>,
    /// The receipt in the body.
    pub receipt: Option<String>,
    /// What it can be found by, in capital letters.
    pub found_by: String,
}

/// Why a body proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was not sealed to this console's key.
    Unopened,
    /// Its hash is another than the one it was received with.
    Altered,
    /// The receiver no longer has it.
    Gone,
}

/// What a page came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Events that were not known.
    pub events: u32,
    /// Deliveries that were not known.
    pub deliveries: u32,
    /// Events that nobody asked for.
    pub strangers: u32,
    /// For each delivery of the page that was not known: its place, its event, and whether that was asked
    /// for here.
    pub expected: Vec<(i64, i64, bool)>,
    /// SHA-256 over the deliveries, for the audit event.
    pub digest: String,
}

/// Neither body nor token.
impl std::fmt::Debug for Incoming {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Incoming")
            .field("cursor", &self.cursor)
            .field("event", &self.event)
            .field("use_", &self.use_)
            .finish_non_exhaustive()
    }
}

impl Fault {
    /// Its word in the ledger.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unopened => "unopened",
            Self::Altered => "altered",
            Self::Gone => "gone",
        }
    }
}

/// How many of a page's deliveries, from its first, are in the ledger already.
///
/// # Errors
/// `receiver.other_inbox` when one of them is not the one that was drained from this place.
pub fn known(read: &Read<'_>, receiver: i64, page: &[Incoming]) -> Result<usize, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT d.at_ms, c.profile, c.use, c.request, c.sha256
         FROM callback_delivery d JOIN callback c ON c.id = d.callback_id
         WHERE d.receiver_id = ?1 AND d.cursor = ?2",
    )?;
    let done = cursor(read, receiver)?;
    let mut known = 0;
    for of in page.iter().take_while(|of| of.cursor <= done) {
        let kept: Option<(i64, String, String, String, Hash)> = query
            .query_row((receiver, of.cursor), |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            })
            .optional()?;
        let same = kept.is_some_and(|(at_ms, profile, use_, request, sha256)| {
            at_ms == of.at_ms
                && profile == of.profile
                && use_ == of.use_.word()
                && request == of.request
                && sha256 == of.sha256
        });
        if !same {
            return Err(other_inbox().into());
        }
        known += 1;
    }
    Ok(known)
}

fn cursor(read: &Read<'_>, receiver: i64) -> Result<i64, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT cursor FROM receiver WHERE id = ?1")?
        .query_row([receiver], |row| row.get(0))?)
}

/// Keeps the deliveries of a page that are not known, and the place up to which everything is kept now.
///
/// # Errors
/// `receiver.other_inbox`; when the tables can't be written. Then nothing of the page is kept.
pub fn take(write: &Write<'_>, receiver: i64, page: &[Incoming]) -> Result<Taken, StoreError> {
    let skip = known(write, receiver, page)?;
    let mut taken = Taken::default();
    let mut digest = Sha256::new();
    for of in page.iter().skip(skip) {
        let (id, new, expected) = event(write, receiver, of)?;
        write
            .0
            .prepare_cached(
                "INSERT INTO callback_delivery (receiver_id, cursor, callback_id, at_ms, source, verified)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((receiver, of.cursor, id, of.at_ms, &of.source, of.verified))?;
        taken.deliveries += 1;
        taken.events += u32::from(new);
        taken.strangers += u32::from(new && !expected);
        taken.expected.push((of.cursor, id, expected));
        digest.update(format!(
            "{} {} {} {} {}\n",
            of.cursor,
            hex(&of.sha256),
            of.at_ms,
            of.source,
            of.verified
        ));
    }
    if let Some(last) = page.iter().skip(skip).last() {
        receivers::advance(write, receiver, last.cursor)?;
    }
    taken.digest = hex(&digest.finalize());
    Ok(taken)
}

/// The event of a delivery: its number, whether it is new, and whether it was asked for.
fn event(write: &Write<'_>, receiver: i64, of: &Incoming) -> Result<(i64, bool, bool), StoreError> {
    let held: Option<(i64, bool)> = write
        .0
        .prepare_cached(
            "SELECT id, standing = 'expected' FROM callback
             WHERE profile = ?1 AND use = ?2 AND request = ?3 AND sha256 = ?4",
        )?
        .query_row(
            (&of.profile, of.use_.word(), &of.request, of.sha256),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((id, expected)) = held {
        return Ok((id, false, expected));
    }
    // A repeat whose first delivery was drained here names that one, not another.
    if of.event < of.cursor && delivered(write, receiver, of.event)? {
        return Err(other_inbox().into());
    }
    let minted = callback_addresses::minted(write, &of.request)?;
    let expected = minted.is_some_and(|request| request.profile == of.profile);
    let fault = of.fault.or(of.body.is_none().then_some(Fault::Gone));
    write
        .0
        .prepare_cached(
            "INSERT INTO callback (at_ms, profile, use, request, body, sha256, scrubbed, sealed, fault,
                 standing, decision, receipt, found_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute((
            of.at_ms,
            &of.profile,
            of.use_.word(),
            &of.request,
            of.body.as_deref().unwrap_or_default(),
            of.sha256,
            of.scrubbed,
            of.sealed,
            fault.map(Fault::word),
            if expected { "expected" } else { "stranger" },
            &of.decision,
            &of.receipt,
            &of.found_by,
        ))?;
    Ok((write.0.last_insert_rowid(), true, expected))
}

fn delivered(read: &Read<'_>, receiver: i64, cursor: i64) -> Result<bool, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT 1 FROM callback_delivery WHERE receiver_id = ?1 AND cursor = ?2")?
        .exists((receiver, cursor))?)
}

/// How many events there are.
///
/// # Errors
/// When the table can't be read.
pub fn count(read: &Read<'_>) -> Result<u64, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT count(*) FROM callback")?
        .query_row([], |row| super::sql::count(row, 0))?)
}

/// The problem that an inbox is which was drained before and is another now.
#[must_use]
pub fn other_inbox() -> Problem {
    Problem::new(
        "receiver.other_inbox",
        "Nothing was taken in: the inbox at the receiver is not the one that was drained before. It was \
         emptied, put back from a backup, or another receiver has its address. What was drained stays; \
         callbacks that were only in the old inbox are not here.",
    )
    .with_remedy("Find out what happened to the receiver's inbox; if the old one still exists, put it back.")
    .with_remedy(
        "If it is gone for good, connect the receiver again: the new inbox is then taken in from its start. \
         Check open requests against a statement.",
    )
    .with_retry(Retry::AfterRemedy)
}
