//! The ledger file: one encrypted SQLite database per workspace and environment.
//!
//! Owns: the file, its schema and migrations, every query, and the law that a change and its audit
//! event are one transaction. One file per table: its rows, its named queries, reading functions on
//! [`Read`], writing functions on [`Write`]. Stays out: what a change means; use cases decide that.
//!
//! `rusqlite` is named here and nowhere else. [`Ledger::read`] and [`Ledger::write`] are the ways in;
//! a [`Write`] is only ever made by [`Ledger::write`], which appends the audit event itself.

mod act;
pub mod audit_log;
pub mod audit_page;
pub mod backups;
mod backups_check;
pub mod backups_keep;
pub mod backups_make;
mod booked;
pub mod callback_addresses;
pub mod callbacks;
pub mod callbacks_page;
mod change;
pub mod checkpoints;
mod claims;
mod codes;
mod connect;
pub mod decisions;
pub mod deeds;
pub mod entries;
pub mod entries_open;
pub mod entries_page;
mod error;
mod evidence;
pub mod files;
pub mod findings;
pub mod import_undo;
pub mod imports;
pub mod leases;
mod ledger;
pub mod lineage;
pub mod lines;
mod lines_add;
mod lines_known;
pub mod lines_page;
mod lock;
pub mod matches;
pub mod matching_input;
mod migrate;
pub mod outcomes;
pub mod phones;
pub mod preferences;
pub mod profiles;
pub mod receivers;
pub mod restore;
pub mod rows_aside;
pub mod runs;
pub mod search;
mod sql;
pub mod story;
pub mod story_find;
mod story_names;
mod tally;
#[cfg(test)]
mod tests;
pub mod wallets;
mod workspace;

pub use change::{By, Done};
#[cfg(test)]
pub(crate) use connect::tamper;
pub use error::StoreError;
pub use ledger::{Ledger, Read, Write};
pub use workspace::{Place, open_workspace};

pub use tally::{ClassCount, counts as line_counts};

use rusqlite::OptionalExtension as _;

/// The next number for a record that an undone import may delete; none is ever given twice.
fn next_number(write: &Write<'_>, of: &str) -> Result<i64, StoreError> {
    write
        .0
        .query_row("SELECT next FROM sequence WHERE name = ?1", [of], |row| {
            row.get(0)
        })
        .optional()?
        .ok_or(StoreError::Damaged("a sequence"))
}

fn set_next_number(write: &Write<'_>, of: &str, next: i64) -> Result<(), StoreError> {
    write
        .0
        .execute("UPDATE sequence SET next = ?2 WHERE name = ?1", (of, next))?;
    Ok(())
}
