//! Which lines of a file are held already: what the intake of a file asks.

use std::collections::{BTreeMap, HashSet};

use domain::{Eat, Kes, LineId, LineKey, Receipt, Status};
use rusqlite::Row;

use super::Read;
use super::codes;
use super::error::StoreError;
use super::lines::wallet;
use super::sql::{kes, receipt};

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
    /// When it was booked.
    pub completed: Eat,
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
        balance_cents, status, provisional, completed_at";
    let from = |how: &str| {
        format!("FROM line {how} CROSS JOIN wallet ON wallet.id = wallet_id WHERE gone = 0")
    };
    let mut found = BTreeMap::new();
    if few {
        let mut query = read.0.prepare_cached(&format!(
            "SELECT {columns} {} AND receipt = ?1",
            from("INDEXED BY line_identity")
        ))?;
        for receipt in &wanted {
            let mut rows = query.query([receipt])?;
            while let Some(row) = rows.next()? {
                found.insert(row.get::<_, i64>(0)?, known_line(row)?);
            }
        }
    } else if held > 0 {
        let mut query = read
            .0
            .prepare_cached(&format!("SELECT {columns} {}", from("NOT INDEXED")))?;
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
        completed: super::sql::moment(row.get(11)?)?,
        provisional: row.get(10)?,
    })
}
