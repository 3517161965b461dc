//! Adding statement lines in bulk, and handing a line's place to another.

use domain::{Eat, ImportId, Kes, LineClass, LineId, LineKey, MaskedName, Receipt, Status};
use sha2::{Digest, Sha256};
use statements::model::StatementRow;

use super::Write;
use super::codes;
use super::error::StoreError;
use super::lines::by_id;
use super::sql::stored;
use super::tally::Tally;
use super::wallets::WalletId;
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
