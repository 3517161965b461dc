//! How many lines each class has, and their money: kept beside the lines, in the same transaction.

use domain::{Kes, LineClass};

use super::codes::{class, class_number};
use super::error::StoreError;
use super::sql::count;
use super::{Read, Write};

/// Changes of the counts, gathered over many lines and written once.
#[derive(Debug, Default)]
pub(super) struct Tally {
    deltas: [Delta; 11],
}

#[derive(Debug, Default, Clone, Copy)]
struct Delta {
    lines: i64,
    paid_in: i64,
    withdrawn: i64,
}

impl Tally {
    pub(super) fn add(&mut self, class: LineClass, amount: Kes) {
        self.count(class, amount, 1);
    }

    pub(super) fn remove(&mut self, class: LineClass, amount: Kes) {
        self.count(class, amount, -1);
    }

    fn count(&mut self, class: LineClass, amount: Kes, sign: i64) {
        let slot = usize::try_from(class_number(class))
            .ok()
            .and_then(|at| self.deltas.get_mut(at));
        let delta = slot.expect("there is a place for every class");
        let cents = amount.cents().saturating_mul(sign);
        delta.lines = delta.lines.saturating_add(sign);
        if amount.is_negative() {
            delta.withdrawn = delta.withdrawn.saturating_add(cents);
        } else {
            delta.paid_in = delta.paid_in.saturating_add(cents);
        }
    }

    /// Writes the gathered changes.
    pub(super) fn flush(self, write: &Write<'_>) -> Result<(), StoreError> {
        let mut update = write.0.prepare_cached(
            "UPDATE line_count SET lines = lines + ?2, in_cents = in_cents + ?3, out_cents = out_cents + ?4
             WHERE class = ?1",
        )?;
        for (number, delta) in (0_i64..).zip(self.deltas) {
            if delta.lines != 0 || delta.paid_in != 0 || delta.withdrawn != 0 {
                update.execute((number, delta.lines, delta.paid_in, delta.withdrawn))?;
            }
        }
        Ok(())
    }
}

/// How many lines a class has, and their money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: LineClass,
    /// Lines.
    pub lines: u64,
    /// Their money in.
    pub paid_in: Kes,
    /// Their money out, at or below zero.
    pub withdrawn: Kes,
}

/// The counts of every class, exact.
///
/// # Errors
/// When they can't be read.
pub fn counts(read: &Read<'_>) -> Result<Vec<ClassCount>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT class, lines, in_cents, out_cents FROM line_count ORDER BY class",
    )?;
    let mut rows = query.query([])?;
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        counts.push(ClassCount {
            class: class(row.get(0)?)?,
            lines: count(row, 1)?,
            paid_in: Kes::from_cents(row.get(2)?),
            withdrawn: Kes::from_cents(row.get(3)?),
        });
    }
    Ok(counts)
}
