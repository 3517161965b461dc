//! Rows of a file that entered nothing: refused ones with the reason, changed ones with both readings.

use domain::{ImportId, MaskedText};
use statements::model::RefusedRow;

use super::error::StoreError;
use super::sql::{count, stored};
use super::{Read, Write};

/// A row that is held already, with other content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRow {
    /// Row number in the file from 1.
    pub row: u64,
    /// Receipt or reference.
    pub name: String,
    /// "Amount", "Status", "Open".
    pub what: String,
    /// As held.
    pub held: String,
    /// As the file has it.
    pub found: String,
    /// The held record.
    pub held_id: Option<i64>,
}

/// A refused row as it was kept. As [`RefusedRow`], with its words owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRefused {
    /// Row number in the file from 1.
    pub row: u64,
    /// The column at fault.
    pub column: Option<String>,
    /// What was read there.
    pub read: MaskedText,
    /// What was expected.
    pub expected: String,
    /// Why, a whole sentence.
    pub reason: String,
    /// A stable word for the reason.
    pub code: String,
    /// The raw cells.
    pub raw: Vec<String>,
}

/// Keeps the rows an import refused, in file order.
///
/// # Errors
/// When they can't be written.
pub fn keep_refused(
    write: &Write<'_>,
    import: ImportId,
    rows: &[RefusedRow],
) -> Result<(), StoreError> {
    let mut insert = write.0.prepare_cached(
        "INSERT INTO refused_row (import_id, no, row_no, column_name, read, expected, reason, code, raw)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (no, row) in (0_i64..).zip(rows) {
        let raw = serde_json::Value::from(row.raw.clone()).to_string();
        insert.execute(rusqlite::params![
            import.get(),
            no,
            stored(row.row),
            row.column,
            row.read.reveal(),
            row.expected,
            row.reason,
            row.code,
            raw,
        ])?;
    }
    Ok(())
}

/// Keeps the rows an import found changed, in file order.
///
/// # Errors
/// When they can't be written.
pub fn keep_changed(
    write: &Write<'_>,
    import: ImportId,
    rows: &[ChangedRow],
) -> Result<(), StoreError> {
    let mut insert = write.0.prepare_cached(
        "INSERT INTO changed_row (import_id, no, row_no, name, what, held, found, held_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (no, row) in (0_i64..).zip(rows) {
        insert.execute((
            import.get(),
            no,
            stored(row.row),
            &row.name,
            &row.what,
            &row.held,
            &row.found,
            row.held_id,
        ))?;
    }
    Ok(())
}

/// The first `limit` rows an import refused.
///
/// # Errors
/// When they can't be read.
pub fn refused(
    read: &Read<'_>,
    import: ImportId,
    limit: u32,
) -> Result<Vec<KeptRefused>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT row_no, column_name, read, expected, reason, code, raw FROM refused_row
         WHERE import_id = ?1 ORDER BY no LIMIT ?2",
    )?;
    let mut rows = query.query((import.get(), limit))?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let raw: String = row.get(6)?;
        kept.push(KeptRefused {
            row: count(row, 0)?,
            column: row.get(1)?,
            read: MaskedText::new(row.get::<_, String>(2)?),
            expected: row.get(3)?,
            reason: row.get(4)?,
            code: row.get(5)?,
            raw: serde_json::from_str(&raw).map_err(|_| StoreError::Damaged("a refused row"))?,
        });
    }
    Ok(kept)
}

/// The first `limit` rows an import found changed.
///
/// # Errors
/// When they can't be read.
pub fn changed(
    read: &Read<'_>,
    import: ImportId,
    limit: u32,
) -> Result<Vec<ChangedRow>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT row_no, name, what, held, found, held_id FROM changed_row
         WHERE import_id = ?1 ORDER BY no LIMIT ?2",
    )?;
    let rows = query.query_map((import.get(), limit), |row| {
        Ok(ChangedRow {
            row: count(row, 0)?,
            name: row.get(1)?,
            what: row.get(2)?,
            held: row.get(3)?,
            found: row.get(4)?,
            held_id: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
