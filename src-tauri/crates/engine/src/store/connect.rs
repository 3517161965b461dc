//! A connection to an encrypted file, set up the one way every connection is.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::{StoreError, wrong_key};
use crate::vault::LedgerKey;

/// How long a connection waits for another one's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Page cache of the writer, in KiB, taken only as far as it is needed: the pages that a large import
/// changes stay in memory until it commits, else each is encrypted many times.
const WRITER_CACHE_KIB: i64 = 512 * 1024;
/// What is left of the write-ahead file after a large import.
const JOURNAL_BYTES_KEPT: i64 = 64 << 20;
/// Page cache of each reader, in KiB: the indexes of a million lines.
const READER_CACHE_KIB: i64 = 48 * 1024;
/// Prepared statements kept by each connection.
const STATEMENTS_KEPT: usize = 64;

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Makes the file if it is not there, reads and writes.
    Create,
    /// Reads and writes a file that is there.
    Write,
    /// Reads only.
    Read,
}

/// Opens and unlocks a ledger file.
///
/// # Errors
/// `ledger.wrong_key` when the key does not fit or the file is none of ours; what SQLite says
/// otherwise.
pub(super) fn connect(
    path: &Path,
    key: &LedgerKey,
    access: Access,
) -> Result<Connection, StoreError> {
    // Readers open for writing too, because a WAL file needs it; `query_only` holds them to reading.
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if access == Access::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let link = Connection::open_with_flags(path, flags)?;
    unlock(&link, key)?;
    link.busy_timeout(BUSY_TIMEOUT)?;
    link.pragma_update(None, "journal_mode", "WAL")?;
    link.pragma_update(None, "journal_size_limit", JOURNAL_BYTES_KEPT)?;
    link.pragma_update(None, "synchronous", "FULL")?;
    link.pragma_update(None, "foreign_keys", true)?;
    link.pragma_update(None, "recursive_triggers", true)?;
    link.pragma_update(None, "temp_store", "MEMORY")?;
    link.pragma_update(None, "trusted_schema", false)?;
    let cache = if access == Access::Read {
        READER_CACHE_KIB
    } else {
        WRITER_CACHE_KIB
    };
    link.pragma_update(None, "cache_size", -cache)?;
    link.pragma_update(None, "query_only", access == Access::Read)?;
    link.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(link)
}

/// Opens and unlocks a file that is only ever written whole: no write-ahead file comes beside it.
///
/// # Errors
/// As [`connect`].
pub(super) fn plain(path: &Path, key: &LedgerKey) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let link = Connection::open_with_flags(path, flags)?;
    unlock(&link, key)?;
    link.busy_timeout(BUSY_TIMEOUT)?;
    link.pragma_update(None, "synchronous", "FULL")?;
    Ok(link)
}

/// Gives SQLCipher the raw key and reads the first page, which fails when the key is wrong.
pub(super) fn unlock(link: &Connection, key: &LedgerKey) -> Result<(), StoreError> {
    // What SQLCipher would print on its own, the problem tells in words.
    link.pragma_update(None, "cipher_log_level", "NONE")?;
    link.pragma_update(None, "key", &*key.pragma())?;
    match link.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    }) {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            Err(wrong_key().into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes a closed ledger as another program would, past every guard in the file.
#[cfg(test)]
pub(crate) fn tamper(path: &Path, key: &LedgerKey, change: &str) {
    let link = connect(path, key, Access::Write).unwrap();
    let guards: Vec<String> = link
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for guard in guards {
        link.execute_batch(&format!("DROP TRIGGER {guard}"))
            .unwrap();
    }
    link.execute_batch(change).unwrap();
}
