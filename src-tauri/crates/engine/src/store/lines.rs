//! Statement lines as they are held: read one by one, by receipt, or all in a row.
//!
//! Adding them is [`super::lines_add`]'s, telling new from known [`super::lines_known`]'s.

use domain::{
    Eat, EntryId, ImportId, Kes, LineClass, LineId, MaskedName, MaskedText, PartyId, Receipt,
    ShortCode, Status, SubAccount, Wallet, Wording,
};
use matching::model::Confidence;
use rusqlite::Row;
use statements::model::{Precision, Warning};

use super::Read;
use super::codes;
use super::error::StoreError;
pub use super::lines_add::{Added, NewLine, class_on_arrival, insert_all};
pub use super::lines_known::{KnownLine, known};
use super::sql::{count, kes, moment, receipt};

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

pub(super) const SELECT: &str = "SELECT line.id, short_code, wallet.account, import_id, row_no, receipt, leg,
     amount_cents, completed_at, precision, initiated_at, status, balance_cents, party_kind, party,
     party_name, typed_account, details, reason, linked_receipt, warnings, provisional, superseded_by,
     claimed_cents, class, why, confidence, related_line, credit_entry
 FROM line CROSS JOIN wallet ON wallet.id = wallet_id";

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
    let sql = format!(
        "{SELECT} WHERE line.id IN (SELECT id FROM line INDEXED BY line_identity
             WHERE gone = 0 AND receipt = ?1) ORDER BY completed_at, line.id"
    );
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
        .prepare_cached(&format!("{SELECT} WHERE +gone = 0 ORDER BY line.id"))?;
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

pub(super) fn wallet(row: &Row<'_>, column: usize) -> Result<Wallet, StoreError> {
    let damaged = || StoreError::Damaged("a wallet");
    let code = row.get_ref(column)?.as_str().unwrap_or_default();
    let account = row.get_ref(column + 1)?.as_str().unwrap_or_default();
    Ok(Wallet {
        short_code: ShortCode::parse(code).ok_or_else(damaged)?,
        account: SubAccount::from_word(account).ok_or_else(damaged)?,
    })
}
