//! An open ledger: one writer, a few readers, and the only door to changes.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use domain::{Environment, Problem};
use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;

use super::change::{By, Done};
use super::connect::{Access, connect};
use super::error::{StoreError, damaged, of_io};
use super::lock::Lock;
use super::migrate::{MIGRATIONS, check_recorded, migrate};
use super::{audit_log, claims, lineage, preferences, restore, search};
use crate::vault::{LedgerKey, RecoveryKey};

/// Reading connections open at once; further readers wait for one.
const READERS_MAX: usize = 4;

/// An open ledger file. Shared between threads; every call blocks.
pub struct Ledger {
    path: PathBuf,
    key: LedgerKey,
    writer: Mutex<Connection>,
    readers: Mutex<Pool>,
    returned: Condvar,
    _lock: Lock,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

/// A view of the ledger as it was when the reading began. Reading functions take it.
pub struct Read<'a>(pub(super) &'a Connection);

/// A change in progress. Writing functions take it; it reads too.
pub struct Write<'a> {
    read: Read<'a>,
    /// When the change is made, in seconds since 1970 in UTC. Never before the last audit event, though
    /// the computer's clock may be (law 11).
    pub(super) at: i64,
    /// Who makes it.
    pub(super) operator: &'a str,
}

impl<'a> Deref for Write<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl Ledger {
    /// Makes a ledger where there is none.
    ///
    /// # Errors
    /// `ledger.exists`, `ledger.in_use`, and what the disk says.
    pub fn create(
        path: &Path,
        key: &LedgerKey,
        environment: Environment,
        by: By<'_>,
    ) -> Result<Self, Problem> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| of_io(&error))?;
        }
        let lock = Lock::take(path)?;
        if exists(path)? {
            return Err(Problem::new(
                "ledger.exists",
                "No ledger was made: there is one of this name already, and it was not touched.",
            )
            .with_remedy("Open it, or choose another name for the workspace."));
        }
        let made = Self::start(path, key, Access::Create, lock, by).and_then(|ledger| {
            ledger.write(by, "ledger.create", |write| {
                preferences::set_meta(write, "environment", environment.word())?;
                lineage::name_workspace(write)?;
                Ok(Done::to("ledger", ()).after(Value::from(environment.word())))
            })?;
            Ok(ledger)
        });
        if made.is_err() {
            forget_half_made(path);
        }
        made
    }

    /// Opens a ledger, and brings it to this program's schema if it is older.
    ///
    /// # Errors
    /// `ledger.not_found`, `ledger.in_use`, `ledger.wrong_key`, `ledger.newer`,
    /// `ledger.other_environment`, `ledger.unreadable`.
    pub fn open(
        path: &Path,
        key: &LedgerKey,
        environment: Environment,
        by: By<'_>,
    ) -> Result<Self, Problem> {
        if !exists(path)? {
            return Err(Problem::new(
                "ledger.not_found",
                "Nothing was opened: there is no ledger at this place.",
            )
            .with_remedy("Check that the disk with the data folder is connected."));
        }
        let lock = Lock::take(path)?;
        restore::finish(path)?;
        std::fs::File::open(path).map_err(|error| of_io(&error))?;
        let ledger = Self::start(path, key, Access::Write, lock, by)?;
        match ledger.read(|read| preferences::meta(read, "environment"))? {
            Some(word) if word == environment.word() => Ok(ledger),
            Some(word) => Err(other_environment(&word, environment)),
            // Made, but the power went before its first event: finish the making.
            None => {
                ledger.write(by, "ledger.create", |write| {
                    preferences::set_meta(write, "environment", environment.word())?;
                    lineage::name_workspace(write)?;
                    Ok(Done::to("ledger", ()).after(Value::from(environment.word())))
                })?;
                Ok(ledger)
            }
        }
    }

    fn start(
        path: &Path,
        key: &LedgerKey,
        access: Access,
        lock: Lock,
        by: By<'_>,
    ) -> Result<Self, Problem> {
        let mut writer = connect(path, key, access)?;
        if access == Access::Write && check_recorded(&writer, MIGRATIONS)? == 0 {
            return Err(damaged("its file is empty"));
        }
        migrate(&mut writer, path, key, MIGRATIONS, by.at)?;
        Ok(Self {
            path: path.to_owned(),
            key: key.clone(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            returned: Condvar::new(),
            _lock: lock,
        })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What opens it.
    pub(super) const fn key(&self) -> &LedgerKey {
        &self.key
    }

    /// Whether this key opens it.
    #[must_use]
    pub fn opens_with(&self, key: &LedgerKey) -> bool {
        self.key.same_as(key)
    }

    /// Its recovery key.
    #[must_use]
    pub fn recovery_key(&self) -> RecoveryKey {
        RecoveryKey::of(&self.key)
    }

    /// Runs `act` on one unchanging view of the ledger.
    ///
    /// # Errors
    /// What `act` says, as a [`Problem`].
    pub fn read<T>(
        &self,
        act: impl FnOnce(&Read<'_>) -> Result<T, StoreError>,
    ) -> Result<T, Problem> {
        let borrowed = self.borrow()?;
        let link = borrowed
            .link
            .as_ref()
            .expect("a borrowed reader is there until it is returned");
        let view = link.unchecked_transaction().map_err(StoreError::from)?;
        let answer = act(&Read(&view));
        drop(view);
        Ok(answer?)
    }

    /// Runs `act` as one transaction, with the audit event that tells of it. When `act` fails, or the
    /// event or the disk does, nothing of it stays.
    ///
    /// # Errors
    /// What `act` says, as a [`Problem`].
    pub fn write<T>(
        &self,
        by: By<'_>,
        action: &str,
        act: impl FnOnce(&Write<'_>) -> Result<Done<T>, StoreError>,
    ) -> Result<T, Problem> {
        let mut writer = self.writer();
        Ok(transact(&mut writer, by, |write| {
            let done = act(write)?;
            audit_log::append(write, action, &done.subject, &done.before, &done.after)?;
            Ok(done.value)
        })?)
    }

    /// Runs `act` as one transaction without an audit event: for what is no part of the books.
    pub(super) fn write_silently<T>(
        &self,
        by: By<'_>,
        act: impl FnOnce(&Write<'_>) -> Result<T, StoreError>,
    ) -> Result<T, Problem> {
        Ok(transact(&mut self.writer(), by, act)?)
    }

    /// Keeps a preference of the window. Not a change of the books, so no audit event.
    ///
    /// # Errors
    /// `preference.too_long` past 4,096 bytes.
    pub fn set_preference(&self, key: &str, value: &str, by: By<'_>) -> Result<(), Problem> {
        self.write_silently(by, |write| preferences::set(write, key, value))
    }

    /// Adds names that came since the last call to the search index, which holds nothing of its own
    /// and so has no audit event. Returns how many rows were added.
    ///
    /// # Errors
    /// What the disk says.
    pub fn refresh_search(&self, by: By<'_>) -> Result<u64, Problem> {
        self.write_silently(by, search::index_new)
    }

    /// Checks the whole file: every page, every reference, that claims and counts agree with their
    /// rows, and the audit chain.
    ///
    /// # Errors
    /// `ledger.damaged` with the first fault.
    pub fn check(&self) -> Result<(), Problem> {
        self.read(|read| {
            let pages: String = read
                .0
                .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if pages != "ok" {
                return Err(damaged(&pages).into());
            }
            if let Some(what) = claims::first_disagreement(read)? {
                return Err(damaged(&format!("{what} does not agree with the rows")).into());
            }
            match audit_log::verify(read)?.broken {
                Some(broken) => Err(audit_log::broken_problem(&broken).into()),
                None => Ok(()),
            }
        })
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn borrow(&self) -> Result<Borrowed<'_>, Problem> {
        let mut pool = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(link) = pool.idle.pop() {
                return Ok(Borrowed {
                    ledger: self,
                    link: Some(link),
                });
            }
            if pool.open < READERS_MAX {
                pool.open += 1;
                drop(pool);
                // Counted first: if opening fails, dropping the empty loan takes the count back.
                let mut borrowed = Borrowed {
                    ledger: self,
                    link: None,
                };
                borrowed.link = Some(connect(&self.path, &self.key, Access::Read)?);
                return Ok(borrowed);
            }
            pool = self
                .returned
                .wait(pool)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A reader on loan; goes back to the pool when dropped.
struct Borrowed<'a> {
    ledger: &'a Ledger,
    link: Option<Connection>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut pool = self
            .ledger
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match self.link.take() {
            Some(link) => pool.idle.push(link),
            None => pool.open -= 1,
        }
        drop(pool);
        self.ledger.returned.notify_one();
    }
}

/// Whether there is a ledger at this place, or one that a restore has still to put there.
pub(super) fn exists(path: &Path) -> Result<bool, Problem> {
    Ok(path.try_exists().map_err(|error| of_io(&error))? || restore::unfinished(path)?)
}

fn transact<T>(
    writer: &mut Connection,
    by: By<'_>,
    act: impl FnOnce(&Write<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let at = audit_log::not_before_last(&Read(&tx), by.at)?;
    let value = act(&Write {
        read: Read(&tx),
        at,
        operator: by.operator,
    })?;
    tx.commit()?;
    Ok(value)
}

fn forget_half_made(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

fn other_environment(found: &str, wanted: Environment) -> Problem {
    Problem::new(
        "ledger.other_environment",
        format!(
            "The ledger was not opened: it belongs to {found}, not to {wanted}. The two never mix."
        ),
    )
    .with_remedy(format!(
        "Open it in {found}, or put the {wanted} ledger back in its place."
    ))
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Ledger")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
