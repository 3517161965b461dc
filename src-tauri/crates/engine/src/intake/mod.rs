//! Which row of a file is new, known, changed (law 5).
//!
//! Owns: comparing a file's rows with what is held already, in a workspace or in the files read before
//! it. Stays out: reading files (`statements`), writing (`store`).

mod entries;
mod lines;

pub use entries::{EntryIdentity, HeldEntries, HeldEntry, sort_entries};
pub use lines::{HeldLine, HeldLines, sort_lines};

/// Where a readable row ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Seen for the first time.
    New {
        /// Which of the equal rows of its transaction it is, from 0.
        occurrence: u32,
    },
    /// Held already, unchanged.
    Known,
    /// Held with other content; shown, never merged silently.
    Changed(Change),
    /// The statement's line for a row that was known from the API only; takes its place and
    /// inherits its allocations (design section 4).
    Supersedes {
        /// The provisional line's number.
        line: domain::LineId,
        /// Which of the equal rows of its transaction it is, from 0.
        occurrence: u32,
    },
}

/// How a row differs from what is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The held record, where it has a number.
    pub held_id: Option<i64>,
    /// "Amount", "Status", "Open".
    pub what: &'static str,
    /// As held.
    pub held: String,
    /// As the file has it.
    pub found: String,
}

impl Verdict {
    /// The bucket that is counted.
    #[must_use]
    pub const fn bucket(&self) -> domain::Bucket {
        match self {
            Self::New { .. } | Self::Supersedes { .. } => domain::Bucket::New,
            Self::Known => domain::Bucket::Known,
            Self::Changed(_) => domain::Bucket::Changed,
        }
    }
}
