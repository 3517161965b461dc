//! Statement lines: adding them in bulk, and reading them one by one or by receipt.

use std::collections::{BTreeMap, HashSet};

use domain::{
    Eat, EntryId, ImportId, Kes, LineClass, LineId, LineKey, MaskedName, MaskedText, PartyId,
    Receipt, ShortCode, Status, SubAccount, Wallet, Wording,
};
use matching::model::Confidence;
use rusqlite::Row;
use sha2::{Digest, Sha256};
use statements::model::{Precision, StatementRow, Warning};

use super::codes;
use super::error::StoreError;
use super::sql::{count, kes, moment, receipt, stored};
use super::tally::Tally;
use super::wallets::WalletId;
use super::{Read, Write};
use crate::audit::hex;

/// A line to be added.
#[derive(Debug, Clone, Copy)]
pub struct NewLine<'a> {
    /// Its wallet, from [`super::wallets::ensure`].
    pub wallet: WalletId,
    /// The row as it was read.
    pub row: &'a StatementRow,
    /// Which of the equal rows of its transaction it is.
    pub occurrence: u32,
    /// Known from the API only, until a statement's line takes its place.
    pub provisional: bool,
    /// The provisional line whose place and allocations it takes.
    pub supersedes: Option<LineId>,
}

/// What adding came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// How many rows were added.
    pub rows: u64,
    /// SHA-256 of them in their order, in hexadecimal.
    pub digest: String,
}

/// A line as it is held.
#[derive(Debug, Clone)]
pub struct LineRow {
    /// Its number.
    pub id: LineId,
    /// Its wallet.
    pub wallet: Wallet,
    /// The import that brought it.
    pub import: ImportId,
    /// Row number in that file from 1.
    pub row: u64,
    /// The transaction.
    pub receipt: Receipt,
    /// Which leg of it.
    pub leg: Wording,
    /// Signed: money in is positive.
    pub amount: Kes,
    /// When it was booked.
    pub completed: Eat,
    /// How exactly that is known.
    pub precision: Precision,
    /// When it was begun.
    pub initiated: Option<Eat>,
    /// Whether money moved.
    pub status: Status,
    /// Balance after it.
    pub balance: Option<Kes>,
    /// Who paid or was paid.
    pub party: Option<PartyId>,
    /// Their name.
    pub party_name: Option<MaskedName>,
    /// What was typed as account.
    pub typed_account: Option<String>,
    /// The wording.
    pub details: MaskedText,
    /// The layout's reason column.
    pub reason: Option<String>,
    /// The transaction it undoes.
    pub linked: Option<Receipt>,
    /// Odd things about it.
    pub warnings: Vec<Warning>,
    /// Known from the API only.
    pub provisional: bool,
    /// The line that took its place.
    pub superseded_by: Option<LineId>,
    /// Claimed by standing matches, as a magnitude.
    pub claimed: Kes,
    /// What became of it.
    pub class: LineClass,
    /// Why, in one sentence.
    pub why: String,
    /// Certainty of its best match.
    pub confidence: Option<Confidence>,
    /// The line it belongs to.
    pub related: Option<LineId>,
    /// The entry a credit is held for.
    pub credit_for: Option<EntryId>,
}

impl LineRow {
    /// Cents that no match has claimed, as a magnitude.
    #[must_use]
    pub fn unclaimed(&self) -> Kes {
        self.amount
            .magnitude()
            .checked_sub(self.claimed)
            .unwrap_or(Kes::ZERO)
    }
}

/// The class a line has before any matching run has seen it.
#[must_use]
pub const fn class_on_arrival(status: Status) -> LineClass {
    if status.moved_money() {
        LineClass::Unmatched
    } else {
        LineClass::NotCompleted
    }
}

const INSERT: &str = "INSERT INTO line (id, wallet_id, import_id, row_no, receipt, leg, amount_cents,
     occurrence, details_key, completed_at, initiated_at, precision, status, balance_cents, party_kind,
     party, party_name, typed_account, typed_key, details, reason, linked_receipt, warnings, provisional,
     class, size_cents)
 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
     ?22, ?23, ?24, ?25, ?26)";

/// Adds lines in the order given. A row that is held already is refused by the table; tell new from
/// known first ([`known`]).
///
/// # Errors
/// When one of them can't be added; then none is.
pub fn insert_all<'a>(
    write: &Write<'_>,
    import: ImportId,
    lines: impl IntoIterator<Item = NewLine<'a>>,
) -> Result<Added, StoreError> {
    let first = super::next_number(write, "line")?;
    let mut insert = write.0.prepare_cached(INSERT)?;
    let mut tally = Tally::default();
    let mut digest = Sha256::new();
    let mut id = first;
    for line in lines {
        if let Some(old) = line.supersedes {
            check_provisional(write, old)?;
            step_aside(write, old, LineId::new(id), &mut tally)?;
        }
        let class = class_on_arrival(line.row.status);
        insert_one(&mut insert, id, import, &line, class)?;
        digest_line(&mut digest, &line);
        tally.add(class, line.row.amount);
        if let Some(old) = line.supersedes {
            inherit(write, old, LineId::new(id))?;
        }
        id += 1;
    }
    drop(insert);
    tally.flush(write)?;
    super::set_next_number(write, "line", id)?;
    Ok(Added {
        rows: u64::try_from(id - first).unwrap_or(0),
        digest: hex(&digest.finalize()),
    })
}

fn insert_one(
    insert: &mut rusqlite::Statement<'_>,
    id: i64,
    import: ImportId,
    line: &NewLine<'_>,
    class: LineClass,
) -> Result<(), StoreError> {
    let row = line.row;
    let party = row.party.as_ref().map(codes::party_parts);
    let typed_key = row
        .typed_account
        .as_deref()
        .and_then(domain::AccountKey::fold);
    insert.execute(rusqlite::params![
        id,
        line.wallet.0,
        import.get(),
        stored(row.row),
        row.receipt.as_str(),
        codes::leg_number(row.leg),
        row.amount.cents(),
        line.occurrence,
        &*LineKey::details_part(row.leg, row.details.reveal()),
        row.completed.unix(),
        row.initiated.map(Eat::unix),
        codes::precision_number(row.precision),
        codes::status_number(row.status),
        row.balance.map(Kes::cents),
        party.as_ref().map(|(kind, _)| kind),
        party.as_ref().map(|(_, text)| text),
        row.party_name.as_ref().map(MaskedName::reveal),
        row.typed_account,
        typed_key.as_ref().map(domain::AccountKey::as_str),
        row.details.reveal(),
        row.reason,
        row.linked.as_ref().map(Receipt::as_str),
        codes::warnings_text(&row.warnings),
        line.provisional,
        codes::class_number(class),
        row.amount.magnitude().cents(),
    ])?;
    Ok(())
}

/// What makes the row what it is: identity, moment, status and balance.
fn digest_line(digest: &mut Sha256, line: &NewLine<'_>) {
    let row = line.row;
    digest.update(row.receipt.as_str().as_bytes());
    digest.update([0, u8::try_from(codes::leg_number(row.leg)).unwrap_or(0)]);
    digest.update(line.wallet.0.to_le_bytes());
    digest.update(line.occurrence.to_le_bytes());
    digest.update(row.amount.cents().to_le_bytes());
    digest.update(row.completed.unix().to_le_bytes());
    digest.update([
        u8::try_from(codes::status_number(row.status)).unwrap_or(0),
        u8::from(row.balance.is_some()),
    ]);
    digest.update(row.balance.map_or(0, Kes::cents).to_le_bytes());
    digest.update(row.details.reveal().as_bytes());
    digest.update([0]);
}

/// The provisional line that a new one may replace.
fn check_provisional(write: &Write<'_>, old: LineId) -> Result<(), StoreError> {
    let row = by_id(write, old)?;
    if row.provisional && row.superseded_by.is_none() {
        Ok(())
    } else {
        Err(StoreError::Missing("provisional line"))
    }
}

/// Takes a line out of the lists, for the one that takes its place.
pub(super) fn step_aside(
    write: &Write<'_>,
    old: LineId,
    new: LineId,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let row = by_id(write, old)?;
    tally.remove(row.class, row.amount);
    write
        .0
        .prepare_cached(
            "UPDATE line SET superseded_at = ?2, superseded_by = ?3, gone = 1, desk = NULL
             WHERE id = ?1",
        )?
        .execute((old.get(), write.at, new.get()))?;
    Ok(())
}

/// Puts a line back into the lists.
pub(super) fn come_back(
    write: &Write<'_>,
    line: LineId,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let row = by_id(write, line)?;
    tally.add(row.class, row.amount);
    write
        .0
        .prepare_cached(
            "UPDATE line SET superseded_at = NULL, superseded_by = NULL, gone = 0, desk = ?2
             WHERE id = ?1",
        )?
        .execute((line.get(), codes::desk(row.class)))?;
    Ok(())
}

/// Hands a line's allocations and declined pairs on.
pub(super) fn inherit(write: &Write<'_>, from: LineId, to: LineId) -> Result<(), StoreError> {
    for sql in [
        "UPDATE allocation SET line_id = ?2 WHERE line_id = ?1",
        "INSERT OR IGNORE INTO decline (line_id, entry_id)
         SELECT ?2, entry_id FROM decline WHERE line_id = ?1",
        "INSERT OR IGNORE INTO decision_line (line_id, decision_id)
         SELECT ?2, decision_id FROM decision_line WHERE line_id = ?1",
    ] {
        write
            .0
            .prepare_cached(sql)?
            .execute((from.get(), to.get()))?;
    }
    Ok(())
}

pub(super) const SELECT: &str = "SELECT line.id, short_code, wallet.account, import_id, row_no, receipt, leg,
     amount_cents, completed_at, precision, initiated_at, status, balance_cents, party_kind, party,
     party_name, typed_account, details, reason, linked_receipt, warnings, provisional, superseded_by,
     claimed_cents, class, why, confidence, related_line, credit_entry
 FROM line JOIN wallet ON wallet.id = wallet_id";

/// One line.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: LineId) -> Result<LineRow, StoreError> {
    let mut query = read
        .0
        .prepare_cached(&format!("{SELECT} WHERE line.id = ?1"))?;
    let mut rows = query.query([id.get()])?;
    rows.next()?
        .map(line_row)
        .transpose()?
        .ok_or(StoreError::Missing("line"))
}

/// Lines in the order of the ids.
///
/// # Errors
/// When one of them is not there.
pub fn by_ids(read: &Read<'_>, ids: &[LineId]) -> Result<Vec<LineRow>, StoreError> {
    ids.iter().map(|id| by_id(read, *id)).collect()
}

/// Every line of one transaction, in booking order; superseded ones left out.
///
/// # Errors
/// When they can't be read.
pub fn by_receipt(read: &Read<'_>, wanted: &Receipt) -> Result<Vec<LineRow>, StoreError> {
    let sql = format!("{SELECT} WHERE receipt = ?1 AND gone = 0 ORDER BY completed_at, line.id");
    let mut query = read.0.prepare_cached(&sql)?;
    collect(query.query([wanted.as_str()])?)
}

/// Runs `each` over every line that counts, in the order they came.
///
/// # Errors
/// When they can't be read, or `each` says so.
pub fn for_each(
    read: &Read<'_>,
    mut each: impl FnMut(LineRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut query = read
        .0
        .prepare_cached(&format!("{SELECT} WHERE gone = 0 ORDER BY line.id"))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        each(line_row(row)?)?;
    }
    Ok(())
}

pub(super) fn collect(mut rows: rusqlite::Rows<'_>) -> Result<Vec<LineRow>, StoreError> {
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line_row(row)?);
    }
    Ok(lines)
}

fn line_row(row: &Row<'_>) -> Result<LineRow, StoreError> {
    Ok(LineRow {
        id: LineId::new(row.get(0)?),
        wallet: wallet(row, 1)?,
        import: ImportId::new(row.get(3)?),
        row: count(row, 4)?,
        receipt: receipt(row.get_ref(5)?.as_str().unwrap_or_default())?,
        leg: codes::leg(row.get(6)?)?,
        amount: kes(row, 7)?,
        completed: moment(row.get(8)?)?,
        precision: codes::precision(row.get(9)?)?,
        initiated: row.get::<_, Option<i64>>(10)?.map(moment).transpose()?,
        status: codes::status(row.get(11)?)?,
        balance: row.get::<_, Option<i64>>(12)?.map(Kes::from_cents),
        party: codes::party(row.get(13)?, row.get(14)?)?,
        party_name: row.get::<_, Option<String>>(15)?.map(MaskedName::new),
        typed_account: row.get(16)?,
        details: MaskedText::new(row.get::<_, String>(17)?),
        reason: row.get(18)?,
        linked: row
            .get::<_, Option<String>>(19)?
            .as_deref()
            .map(receipt)
            .transpose()?,
        warnings: codes::warnings(row.get_ref(20)?.as_str().unwrap_or_default())?,
        provisional: row.get(21)?,
        superseded_by: row.get::<_, Option<i64>>(22)?.map(LineId::new),
        claimed: kes(row, 23)?,
        class: codes::class(row.get(24)?)?,
        why: row.get(25)?,
        confidence: row.get(26)?,
        related: row.get::<_, Option<i64>>(27)?.map(LineId::new),
        credit_for: row.get::<_, Option<i64>>(28)?.map(EntryId::new),
    })
}

fn wallet(row: &Row<'_>, column: usize) -> Result<Wallet, StoreError> {
    let damaged = || StoreError::Damaged("a wallet");
    let code = row.get_ref(column)?.as_str().unwrap_or_default();
    let account = row.get_ref(column + 1)?.as_str().unwrap_or_default();
    Ok(Wallet {
        short_code: ShortCode::parse(code).ok_or_else(damaged)?,
        account: SubAccount::from_word(account).ok_or_else(damaged)?,
    })
}

/// What tells whether a row of a file is new, known or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLine {
    /// Its number.
    pub id: LineId,
    /// What it is known by.
    pub key: LineKey,
    /// Which of the equal rows it is.
    pub occurrence: u32,
    /// Balance after it.
    pub balance: Option<Kes>,
    /// Whether money moved.
    pub status: Status,
    /// Known from the API only.
    pub provisional: bool,
}

/// Above this share of the held lines (one in so many), one walk over all is quicker than a search
/// for each receipt.
const WALK_FROM_SHARE: u64 = 8;

/// The held lines of any of these transactions, in the order they came. For the intake of a whole
/// file.
///
/// # Errors
/// When they can't be read.
pub fn known<'a>(
    read: &Read<'_>,
    receipts: impl IntoIterator<Item = &'a Receipt>,
) -> Result<Vec<KnownLine>, StoreError> {
    let wanted: HashSet<&str> = receipts.into_iter().map(Receipt::as_str).collect();
    let held: u64 = super::tally::counts(read)?
        .iter()
        .map(|count| count.lines)
        .sum();
    let few = u64::try_from(wanted.len())
        .unwrap_or(u64::MAX)
        .saturating_mul(WALK_FROM_SHARE)
        < held;
    let columns =
        "line.id, short_code, wallet.account, receipt, leg, amount_cents, details_key, occurrence,
        balance_cents, status, provisional";
    let from = "FROM line JOIN wallet ON wallet.id = wallet_id WHERE gone = 0";
    let mut found = BTreeMap::new();
    if few {
        let mut query = read
            .0
            .prepare_cached(&format!("SELECT {columns} {from} AND receipt = ?1"))?;
        for receipt in &wanted {
            let mut rows = query.query([receipt])?;
            while let Some(row) = rows.next()? {
                found.insert(row.get::<_, i64>(0)?, known_line(row)?);
            }
        }
    } else if held > 0 {
        let mut query = read.0.prepare_cached(&format!("SELECT {columns} {from}"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            if wanted.contains(row.get_ref(3)?.as_str().unwrap_or_default()) {
                found.insert(row.get::<_, i64>(0)?, known_line(row)?);
            }
        }
    }
    Ok(found.into_values().collect())
}

fn known_line(row: &Row<'_>) -> Result<KnownLine, StoreError> {
    Ok(KnownLine {
        id: LineId::new(row.get(0)?),
        key: LineKey {
            wallet: wallet(row, 1)?,
            receipt: receipt(row.get_ref(3)?.as_str().unwrap_or_default())?,
            leg: codes::leg(row.get(4)?)?,
            amount: kes(row, 5)?,
            details: row.get::<_, String>(6)?.into(),
        },
        occurrence: row.get(7)?,
        balance: row.get::<_, Option<i64>>(8)?.map(Kes::from_cents),
        status: codes::status(row.get(9)?)?,
        provisional: row.get(10)?,
    })
}
