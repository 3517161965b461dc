//! What is known of a file after reading: its bytes' hash, its buckets, and what did not enter.

use domain::Bucket;
use statements::model::RefusedRow;

use super::collect::InputFile;
use crate::store::files::sha256;
use crate::words::without_numbers;

/// What is known of a file after reading.
#[derive(Debug)]
pub struct ReadFile {
    /// Name without folders.
    pub name: String,
    /// `statement` or `ledger`.
    pub role: &'static str,
    /// Layout in words.
    pub layout: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Rows per bucket, in the order of [`Bucket::ALL`].
    pub buckets: [u64; 4],
    /// Blank rows, repeated headers and totals.
    pub set_aside: u64,
    /// What became of rows that did not enter: refused and changed ones, a sentence each.
    pub told: Vec<String>,
}

impl ReadFile {
    pub(super) fn of(file: &InputFile, role: &'static str, layout: String) -> Self {
        Self {
            name: file.name.clone(),
            role,
            layout,
            sha256: sha256(&file.bytes),
            size: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            buckets: [0; 4],
            set_aside: 0,
            told: Vec::new(),
        }
    }

    /// A refused row in words: file, row, column, what was read.
    pub(super) fn tell(&mut self, row: &RefusedRow) {
        let column = row
            .column
            .as_ref()
            .map_or_else(String::new, |name| format!(", column {name}"));
        let read = without_numbers(row.read.reveal());
        self.told.push(format!(
            "{}, row {}{column}: read {read:?}, expected {}. {}",
            self.name, row.row, row.expected, row.reason
        ));
    }

    pub(super) fn count(&mut self, bucket: Bucket) {
        let at = Bucket::ALL.iter().position(|known| *known == bucket);
        if let Some(slot) = at.and_then(|at| self.buckets.get_mut(at)) {
            *slot += 1;
        }
    }
}
