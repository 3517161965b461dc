//! Ledger entries: adding them, taking new figures for one, reading them.

use domain::{
    AccountKey, Day, Direction, EntryId, EntryState, ImportId, Kes, MaskedName, Phone, Problem,
    Receipt,
};
use rusqlite::{OptionalExtension, Row};
use sha2::{Digest, Sha256};
use statements::model::LedgerRow;

use super::error::StoreError;
use super::lines::Added;
use super::sql::{DAY_NONE, count, day, day_number, kes, receipt, stored};
use super::{Read, Write};
use crate::audit::hex;

/// An entry to be added.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    /// The row as it was read.
    pub row: &'a LedgerRow,
    /// Which of the equal rows it is.
    pub occurrence: u32,
    /// The held entry whose figures it replaces. Its allocations move over.
    pub supersedes: Option<EntryId>,
}

/// An entry as it is held.
#[derive(Debug, Clone)]
pub struct EntryRow {
    /// Its number.
    pub id: EntryId,
    /// The import that brought it.
    pub import: ImportId,
    /// Row number in that file from 1.
    pub row: u64,
    /// Which way the money goes.
    pub direction: Direction,
    /// Invoice or bill number.
    pub reference: Option<String>,
    /// Customer or unit.
    pub account: Option<String>,
    /// Whose it is.
    pub party: Option<MaskedName>,
    /// Their phone.
    pub phone: Option<Phone>,
    /// The whole amount.
    pub amount: Kes,
    /// Paid before, by the ledger's own account.
    pub paid: Kes,
    /// Open by the ledger's own account; never below zero.
    pub open: Kes,
    /// Booked by the ledger itself under its receipt.
    pub booked: Kes,
    /// Claimed by standing matches, of open and booked together.
    pub claimed: Kes,
    /// Of it, the part that met what the ledger had booked itself.
    pub booked_met: Kes,
    /// Document date.
    pub date: Option<Day>,
    /// Due date.
    pub due: Option<Day>,
    /// Free text.
    pub description: Option<String>,
    /// The receipt the ledger holds for it.
    pub receipt: Option<Receipt>,
    /// Odd things, as whole sentences.
    pub warnings: Vec<String>,
    /// How far it is met.
    pub state: EntryState,
    /// The entry with its newer figures.
    pub superseded_by: Option<EntryId>,
    /// Which of the equal rows it is.
    pub occurrence: u32,
}

impl EntryRow {
    /// What is still open after the claims of standing matches.
    #[must_use]
    pub fn left(&self) -> Kes {
        let met = self.claimed.checked_sub(self.booked_met);
        met.and_then(|met| self.open.checked_sub(met))
            .unwrap_or(Kes::ZERO)
    }

    /// Booked by the ledger itself and not met by a line yet.
    #[must_use]
    pub fn booked_left(&self) -> Kes {
        self.booked
            .checked_sub(self.booked_met)
            .unwrap_or(Kes::ZERO)
    }
}

/// What an entry is known by: direction and folded reference; without one, folded account, date and
/// amount.
#[must_use]
pub fn identity(row: &LedgerRow) -> String {
    match row.reference.as_deref().and_then(AccountKey::fold) {
        Some(reference) => format!("r:{reference}"),
        None => {
            let account = row.account.as_deref().and_then(AccountKey::fold);
            let account = account.as_ref().map_or("", AccountKey::as_str);
            let date = row.date.map_or_else(String::new, |date| date.to_string());
            format!("a:{account}|{date}|{}", row.amount.plain())
        }
    }
}

const INSERT: &str = "INSERT INTO entry (id, import_id, row_no, direction, identity, occurrence, reference,
     reference_key, account, account_key, party, phone, amount_cents, paid_cents, open_cents, booked_cents,
     date, due, sort_day, description, receipt, warnings, supersedes, state,
     left_cents, open_left, open_due)
 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
     ?22, ?23, ?24, ?15, iif(?24 = 'open', ?15, NULL), iif(?24 = 'open', ?18, NULL))";

/// Adds entries in the order given. An entry that is held already is refused by the table, unless the
/// new one says that it supersedes it.
///
/// # Errors
/// When one of them can't be added; then none is. `entry.claimed_more` when matches have claimed more
/// than the new figures allow.
pub fn insert_all<'a>(
    write: &Write<'_>,
    import: ImportId,
    entries: impl IntoIterator<Item = NewEntry<'a>>,
) -> Result<Added, StoreError> {
    let first = super::next_number(write, "entry")?;
    let mut insert = write.0.prepare_cached(INSERT)?;
    let mut digest = Sha256::new();
    let mut id = first;
    for entry in entries {
        if let Some(old) = entry.supersedes {
            step_aside(write, old, EntryId::new(id))?;
        }
        insert_one(&mut insert, id, import, &entry)?;
        digest_entry(&mut digest, &entry);
        if let Some(old) = entry.supersedes {
            move_claims(write, old, EntryId::new(id))
                .map_err(|error| claimed_more(error, entry.row))?;
        }
        id += 1;
    }
    super::set_next_number(write, "entry", id)?;
    Ok(Added {
        rows: u64::try_from(id - first).unwrap_or(0),
        digest: hex(&digest.finalize()),
    })
}

fn insert_one(
    insert: &mut rusqlite::Statement<'_>,
    id: i64,
    import: ImportId,
    entry: &NewEntry<'_>,
) -> Result<(), StoreError> {
    let row = entry.row;
    let key = |text: &Option<String>| text.as_deref().and_then(AccountKey::fold);
    let (reference_key, account_key) = (key(&row.reference), key(&row.account));
    let open = row.open.max(Kes::ZERO);
    let booked = if row.receipt.is_some() {
        row.paid.max(Kes::ZERO)
    } else {
        Kes::ZERO
    };
    insert.execute(rusqlite::params![
        id,
        import.get(),
        stored(row.row),
        row.direction.word(),
        identity(row),
        entry.occurrence,
        row.reference,
        reference_key.as_ref().map(AccountKey::as_str),
        row.account,
        account_key.as_ref().map(AccountKey::as_str),
        row.party.as_ref().map(MaskedName::reveal),
        row.phone.map(Phone::reveal),
        row.amount.cents(),
        row.paid.cents(),
        open.cents(),
        booked.cents(),
        row.date.map(day_number),
        row.due.map(day_number),
        row.due.or(row.date).map_or(DAY_NONE, day_number),
        row.description,
        row.receipt.as_ref().map(Receipt::as_str),
        serde_json::Value::from(row.warnings.clone()).to_string(),
        entry.supersedes.map(EntryId::get),
        EntryState::of(Kes::ZERO, open, false).word(),
    ])?;
    Ok(())
}

fn digest_entry(digest: &mut Sha256, entry: &NewEntry<'_>) {
    let row = entry.row;
    digest.update(row.direction.word().as_bytes());
    digest.update(identity(row).as_bytes());
    digest.update([0]);
    digest.update(entry.occurrence.to_le_bytes());
    for amount in [row.amount, row.paid, row.open] {
        digest.update(amount.cents().to_le_bytes());
    }
    for date in [row.date, row.due] {
        digest.update(date.map_or(DAY_NONE, day_number).to_le_bytes());
    }
    digest.update(row.receipt.as_ref().map_or("", Receipt::as_str).as_bytes());
    digest.update([0]);
}

/// Takes an entry out of the lists, for the one that takes its place.
pub(super) fn step_aside(write: &Write<'_>, old: EntryId, new: EntryId) -> Result<(), StoreError> {
    let rows = write
        .0
        .prepare_cached(
            "UPDATE entry SET superseded_at = ?2, superseded_by = ?3, gone = 1, open_left = NULL,
                 open_due = NULL
             WHERE id = ?1 AND gone = 0",
        )?
        .execute((old.get(), write.at, new.get()))?;
    if rows == 0 {
        return Err(StoreError::Missing("ledger entry"));
    }
    Ok(())
}

/// Puts an entry back into the lists.
pub(super) fn come_back(write: &Write<'_>, entry: EntryId) -> Result<(), StoreError> {
    write
        .0
        .prepare_cached(
            "UPDATE entry SET superseded_at = NULL, superseded_by = NULL, gone = 0,
                 open_left = iif(state IN ('open', 'part'), left_cents, NULL),
                 open_due = iif(state IN ('open', 'part'), due, NULL)
             WHERE id = ?1",
        )?
        .execute([entry.get()])?;
    Ok(())
}

/// Hands an entry's allocations and declined pairs to the one in its place.
pub(super) fn move_claims(write: &Write<'_>, from: EntryId, to: EntryId) -> Result<(), StoreError> {
    for sql in [
        "UPDATE allocation SET entry_id = ?2 WHERE entry_id = ?1",
        "INSERT OR IGNORE INTO decline (line_id, entry_id) SELECT line_id, ?2 FROM decline WHERE entry_id = ?1",
        "INSERT OR IGNORE INTO decision_entry (entry_id, decision_id)
         SELECT ?2, decision_id FROM decision_entry WHERE entry_id = ?1",
        "UPDATE line SET credit_entry = ?2 WHERE credit_entry = ?1",
        "UPDATE match SET runner_up = ?2 WHERE runner_up = ?1",
    ] {
        write
            .0
            .prepare_cached(sql)?
            .execute((from.get(), to.get()))?;
    }
    Ok(())
}

fn claimed_more(error: StoreError, row: &LedgerRow) -> StoreError {
    let problem = Problem::from(error);
    if problem.code.0 != "match.claimed_twice" {
        return problem.into();
    }
    Problem::new(
        "entry.claimed_more",
        format!(
            "Nothing was imported: the file has {} open of {}, but matches have claimed more of it already.",
            row.open, row.amount
        ),
    )
    .with_remedy("Release the matches of this entry first, or import without taking changed figures.")
    .into()
}

pub(super) const SELECT: &str =
    "SELECT id, import_id, row_no, direction, reference, account, party, phone,
     amount_cents, paid_cents, open_cents, booked_cents, claimed_cents, booked_met_cents, date, due,
     description, receipt, warnings, state, superseded_by, occurrence
 FROM entry";

/// One entry.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: EntryId) -> Result<EntryRow, StoreError> {
    let mut query = read.0.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    let mut rows = query.query([id.get()])?;
    rows.next()?
        .map(entry_row)
        .transpose()?
        .ok_or(StoreError::Missing("ledger entry"))
}

/// Entries in the order of the ids.
///
/// # Errors
/// When one of them is not there.
pub fn by_ids(read: &Read<'_>, ids: &[EntryId]) -> Result<Vec<EntryRow>, StoreError> {
    ids.iter().map(|id| by_id(read, *id)).collect()
}

/// Runs `each` over every entry that counts, in the order they came. An entry whose figures were
/// replaced came last; [`EntryRow::occurrence`] tells its place among equal rows.
///
/// # Errors
/// When they can't be read, or `each` says so.
pub fn for_each(
    read: &Read<'_>,
    mut each: impl FnMut(EntryRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut query = read
        .0
        .prepare_cached(&format!("{SELECT} WHERE +gone = 0 ORDER BY id"))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        each(entry_row(row)?)?;
    }
    Ok(())
}

/// The entry that holds this identity now.
///
/// # Errors
/// When the table can't be read.
pub fn by_identity(
    read: &Read<'_>,
    direction: Direction,
    identity: &str,
    occurrence: u32,
) -> Result<Option<EntryId>, StoreError> {
    Ok(read
        .0
        .prepare_cached(
            "SELECT id FROM entry INDEXED BY entry_identity
             WHERE gone = 0 AND identity = ?1 AND direction = ?2 AND occurrence = ?3",
        )?
        .query_row((identity, direction.word(), occurrence), |row| row.get(0))
        .optional()?
        .map(EntryId::new))
}

pub(super) fn state(word: &str) -> Result<EntryState, StoreError> {
    EntryState::ALL
        .iter()
        .copied()
        .find(|state| state.word() == word)
        .ok_or(StoreError::Damaged("an entry's state"))
}

fn entry_row(row: &Row<'_>) -> Result<EntryRow, StoreError> {
    let direction = Direction::from_word(row.get_ref(3)?.as_str().unwrap_or_default())
        .ok_or(StoreError::Damaged("an entry's direction"))?;
    let phone = row
        .get::<_, Option<String>>(7)?
        .map(|text| Phone::parse(&text).map_err(|_| StoreError::Damaged("an entry's phone")))
        .transpose()?;
    let warnings: String = row.get(18)?;
    Ok(EntryRow {
        id: EntryId::new(row.get(0)?),
        import: ImportId::new(row.get(1)?),
        row: count(row, 2)?,
        direction,
        reference: row.get(4)?,
        account: row.get(5)?,
        party: row.get::<_, Option<String>>(6)?.map(MaskedName::new),
        phone,
        amount: kes(row, 8)?,
        paid: kes(row, 9)?,
        open: kes(row, 10)?,
        booked: kes(row, 11)?,
        claimed: kes(row, 12)?,
        booked_met: kes(row, 13)?,
        date: day(row.get(14)?)?,
        due: day(row.get(15)?)?,
        description: row.get(16)?,
        receipt: row
            .get::<_, Option<String>>(17)?
            .as_deref()
            .map(receipt)
            .transpose()?,
        warnings: serde_json::from_str(&warnings)
            .map_err(|_| StoreError::Damaged("an entry's warnings"))?,
        state: state(row.get_ref(19)?.as_str().unwrap_or_default())?,
        superseded_by: row.get::<_, Option<i64>>(20)?.map(EntryId::new),
        occurrence: row.get(21)?,
    })
}
