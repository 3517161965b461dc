//! What payments can be for: every reference and customer account with what is open under it.

use domain::Kes;

use super::Read;
use super::error::StoreError;
use super::sql::kes;

/// A reference under which something is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReference {
    /// As the business writes it.
    pub reference: String,
    /// All that is open under it.
    pub open: Kes,
}

/// Every one, in the order of their folded form. An account that is also a reference counts as that.
///
/// # Errors
/// When the table can't be read.
pub fn references(read: &Read<'_>) -> Result<Vec<OpenReference>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT text, open FROM (
             SELECT reference_key AS key, min(reference) AS text, sum(open_left) AS open
             FROM entry INDEXED BY entry_left
             WHERE direction = 'receivable' AND open_left > 0 AND reference_key IS NOT NULL
             GROUP BY reference_key
             UNION ALL
             SELECT account_key, min(account), sum(open_left)
             FROM entry INDEXED BY entry_left
             WHERE direction = 'receivable' AND open_left > 0 AND account_key IS NOT NULL
                 AND account_key NOT IN (
                     SELECT reference_key FROM entry INDEXED BY entry_left
                     WHERE direction = 'receivable' AND open_left > 0 AND reference_key IS NOT NULL)
             GROUP BY account_key)
         ORDER BY key",
    )?;
    let rows = query.query_map([], |row| {
        Ok(OpenReference {
            reference: row.get(0)?,
            open: kes(row, 1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
