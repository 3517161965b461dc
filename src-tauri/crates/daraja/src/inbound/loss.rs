//! What could not be read, said piece by piece.

use crate::masks::glimpse;
use std::fmt;

/// Losses listed for one message; more than this says nothing new.
pub const LOSSES_MAX: usize = 64;

/// One piece of a message that could not be read as what it should be. The message is not refused for
/// it: everything else is read, and the raw body keeps the piece itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Loss {
    /// Where, such as `Result.ResultParameters.TransactionAmount`.
    pub path: String,
    /// What stood there, masked and cut; empty when nothing did.
    pub read: String,
    /// What should stand there.
    pub expected: &'static str,
}

impl Loss {
    pub(super) fn new(path: impl Into<String>, read: &str, expected: &'static str) -> Self {
        Self {
            path: path.into(),
            read: glimpse(read),
            expected,
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: expected {}, ", self.path, self.expected)?;
        if self.read.is_empty() {
            out.write_str("found nothing")
        } else {
            write!(out, "found {}", self.read)
        }
    }
}

impl fmt::Debug for Loss {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Loss({self})")
    }
}

/// The losses of one reading, bounded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Losses(Vec<Loss>);

impl Losses {
    pub(super) fn add(&mut self, loss: Loss) {
        if self.0.len() < LOSSES_MAX {
            self.0.push(loss);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Loss> {
        self.0
    }
}
