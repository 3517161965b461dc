//! Why a command stopped, and what to do about it.

use std::fmt;

/// A reason to stop, with the remedies a reader can follow.
#[derive(Debug, PartialEq, Eq)]
pub struct Stop {
    what: String,
    remedies: Vec<String>,
}

/// What a command returns.
pub type Outcome<T = ()> = Result<T, Stop>;

impl Stop {
    /// A reason in a whole sentence.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedies: Vec::new(),
        }
    }

    /// A reason that the reader has already been told.
    pub fn told() -> Self {
        Self::new("")
    }

    /// Whether there is nothing left to print.
    pub fn is_told(&self) -> bool {
        self.what.is_empty()
    }

    /// Adds something to do.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedies.push(remedy.into());
        self
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Stopped: {}", self.what)?;
        for remedy in &self.remedies {
            write!(out, "\n  → {remedy}")?;
        }
        Ok(())
    }
}
