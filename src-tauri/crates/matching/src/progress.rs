//! How far a run is, and whether it may go on.

use crate::model::Cancelled;

/// Rows between two looks at the caller.
const ROWS_PER_REPORT: u64 = 16_384;

/// Counts rows and asks the caller now and then.
pub(crate) struct Progress<'p> {
    report: &'p mut dyn FnMut(u64, u64) -> bool,
    done: u64,
    total: u64,
}

impl<'p> Progress<'p> {
    pub(crate) fn new(report: &'p mut dyn FnMut(u64, u64) -> bool, total: u64) -> Self {
        Self {
            report,
            done: 0,
            total,
        }
    }

    /// One row further.
    pub(crate) fn step(&mut self) -> Result<(), Cancelled> {
        self.done += 1;
        if self.done.is_multiple_of(ROWS_PER_REPORT) {
            return self.ask();
        }
        Ok(())
    }

    /// Many rows further.
    pub(crate) fn steps(&mut self, rows: usize) -> Result<(), Cancelled> {
        self.done += u64::try_from(rows).unwrap_or(u64::MAX - self.done);
        self.ask()
    }

    /// All done.
    pub(crate) fn finish(&mut self) -> Result<(), Cancelled> {
        self.done = self.total;
        self.ask()
    }

    fn ask(&mut self) -> Result<(), Cancelled> {
        if (self.report)(self.done.min(self.total), self.total) {
            Ok(())
        } else {
            Err(Cancelled)
        }
    }
}
