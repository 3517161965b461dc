//! The wallets that lines are booked in.

use domain::{ShortCode, SubAccount, Wallet};
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::{Read, Write};

/// A wallet's number in this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WalletId(pub(super) i64);

/// The number of a wallet, which is added when it is new.
///
/// # Errors
/// When it can't be read or written.
pub fn ensure(write: &Write<'_>, wallet: &Wallet) -> Result<WalletId, StoreError> {
    if let Some(known) = find(write, wallet)? {
        return Ok(known);
    }
    write
        .0
        .prepare_cached("INSERT INTO wallet (short_code, account) VALUES (?1, ?2)")?
        .execute((wallet.short_code.as_str(), wallet.account.word()))?;
    Ok(WalletId(write.0.last_insert_rowid()))
}

/// The number of a wallet, if it is known.
///
/// # Errors
/// When the table can't be read.
pub fn find(read: &Read<'_>, wallet: &Wallet) -> Result<Option<WalletId>, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT id FROM wallet WHERE short_code = ?1 AND account = ?2")?
        .query_row((wallet.short_code.as_str(), wallet.account.word()), |row| {
            row.get(0)
        })
        .optional()?
        .map(WalletId))
}

/// Every wallet, in the order they were added.
///
/// # Errors
/// When the table can't be read.
pub fn all(read: &Read<'_>) -> Result<Vec<(WalletId, Wallet)>, StoreError> {
    let mut query = read
        .0
        .prepare_cached("SELECT id, short_code, account FROM wallet ORDER BY id")?;
    let mut rows = query.query([])?;
    let mut wallets = Vec::new();
    while let Some(row) = rows.next()? {
        let damaged = || StoreError::Damaged("a wallet");
        let wallet = Wallet {
            short_code: ShortCode::parse(&row.get::<_, String>(1)?).ok_or_else(damaged)?,
            account: SubAccount::from_word(&row.get::<_, String>(2)?).ok_or_else(damaged)?,
        };
        wallets.push((WalletId(row.get(0)?), wallet));
    }
    Ok(wallets)
}
